/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/review/qh-review-read.h"

#include "store/qh-store-lists.h"

typedef struct
{
  gint64 worker;
  gint64 unit;
  QhDay first;
  QhDay last;
} Period;

void
qh_review_read_free (QhReviewRead *read)
{
  g_clear_pointer (&read->days, g_ptr_array_unref);
  g_clear_pointer (&read->returned, g_ptr_array_unref);
  g_free (read);
}

/* A month that is closed for all is so for each unit. */
static gboolean
is_closed (QhStore *store, const Period *period, GError **error)
{
  QhDay month = qh_day_month_start (period->first);
  g_autoptr (GError) reason = NULL;
  g_autoptr (QhRecord) all = qh_store_find_closed_month (store, month, 0, &reason);
  g_autoptr (QhRecord) own = all == NULL && reason == NULL && period->unit != 0
                               ? qh_store_find_closed_month (store, month, period->unit, &reason)
                               : NULL;

  if (reason != NULL)
    g_propagate_error (error, g_steal_pointer (&reason));
  return all != NULL || own != NULL;
}

static gboolean
read_waiting (QhReviewRead *read, QhStore *store, gint64 worker, GError **error)
{
  if (worker == 0)
    return qh_review_waiting_count (store, qh_day_today (), &read->waiting, error);
  read->returned = qh_review_waiting_list_returned (store, worker, error);
  return read->returned != NULL;
}

static void
read_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Period *period = data;
  GError *error = NULL;
  g_autoptr (QhReviewRead) read = g_new0 (QhReviewRead, 1);

  read->seen = qh_review_days_get_head (source); /* first: what comes meanwhile is not seen */
  read->closed = is_closed (source, period, &error);
  if (error == NULL)
    read->days = qh_review_days_list (source, period->worker, period->first, period->last, &error);
  if (read->days == NULL || !read_waiting (read, source, period->worker, &error))
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_steal_pointer (&read), (GDestroyNotify)qh_review_read_free);
}

/**
 * qh_review_read_async:
 * @worker: whose days, or 0 for everybody's
 * @unit: of which unit it is asked whether the month is closed, or 0 for all
 *
 * As qh_review_days_list(), on a worker.
 */
void
qh_review_read_async (QhStore *store,
                      gint64 worker,
                      gint64 unit,
                      QhDay first,
                      QhDay last,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (store, cancellable, callback, user_data);
  const Period period = { worker, unit, first, last };

  g_task_set_task_data (task, g_memdup2 (&period, sizeof period), g_free);
  g_task_run_in_thread (task, read_in_thread);
}

/**
 * qh_review_read_finish:
 *
 * Returns: (transfer full): the days and what was seen, or %NULL.
 */
QhReviewRead *
qh_review_read_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
