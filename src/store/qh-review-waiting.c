/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whom a day waits for: the worker to whom it was returned, or a supervisor. */
#include "store/qh-review-waiting.h"

#include "store/qh-store-private.h"

/* The reviews that returned a day of the worker and after which nothing was said of
 * it: neither answered, nor approved, nor returned anew. */
static GPtrArray *
list_returning (QhStore *store, gint64 worker, GError **error)
{
  const QhParameter parameters[] = { { worker, NULL }, { 0, QH_REVIEW_RETURNED }, { 0, QH_REVIEW_CORRECTED } };

  return qh_store_query (
    store,
    QH_KIND_REVIEW,
    "WHERE worker = ?1 AND decision IN (SELECT id FROM entries WHERE code = ?2) AND NOT EXISTS "
    "(SELECT 1 FROM reviews later JOIN entries ON entries.id = later.decision WHERE later.worker = "
    "?1 AND later.day = reviews.day AND (later.change, later.id) > (reviews.change, reviews.id) AND "
    "entries.code <> ?3) ORDER BY day",
    parameters,
    G_N_ELEMENTS (parameters),
    error);
}

/* A day as it stands; what was said of it last may be a correction. */
static QhReviewDay *
read_day (QhStore *store, gint64 worker, QhDay day, GError **error)
{
  g_autoptr (GPtrArray) days = qh_review_days_list (store, worker, day, day, error);

  return days != NULL && days->len > 0 ? g_ptr_array_steal_index (days, 0) : NULL;
}

/**
 * qh_review_waiting_list_returned:
 *
 * Returns: (transfer full) (element-type QhReviewDay): the worker's days, whenever they
 *   were, that a supervisor returned and that are not answered yet; the earliest first.
 */
GPtrArray *
qh_review_waiting_list_returned (QhStore *store, gint64 worker, GError **error)
{
  g_autoptr (GPtrArray) days = g_ptr_array_new_with_free_func ((GDestroyNotify)qh_review_day_free);
  g_autoptr (GPtrArray) reviews = list_returning (store, worker, error);

  if (reviews == NULL)
    return NULL;
  for (guint i = 0; i < reviews->len; i++)
    {
      const QhRecord *review = g_ptr_array_index (reviews, i);
      QhReviewDay *day = read_day (store, worker, (QhDay)qh_record_get_integer (review, "day"), error);

      if (day == NULL)
        return NULL;
      g_ptr_array_add (days, day);
    }
  return g_steal_pointer (&days);
}

/* The workers whose month is closed: with all, or with their unit. */
static GHashTable *
list_closed (QhStore *store, QhDay month, GError **error)
{
  char iso[QH_DAY_ISO_SIZE];
  const QhParameter parameter = { 0, iso };
  g_autoptr (GPtrArray) workers = NULL;
  GHashTable *closed;

  qh_day_to_iso (month, iso);
  workers = qh_store_query (store,
                            QH_KIND_WORKER,
                            "WHERE EXISTS (SELECT 1 FROM closed_months WHERE month = ?1 AND "
                            "(closed_months.unit IS NULL OR closed_months.unit = workers.unit))",
                            &parameter,
                            1,
                            error);
  if (workers == NULL)
    return NULL;
  closed = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  for (guint i = 0; i < workers->len; i++)
    {
      const QhRecord *worker = g_ptr_array_index (workers, i);

      g_hash_table_add (closed, g_memdup2 (&worker->id, sizeof worker->id));
    }
  return closed;
}

/**
 * qh_review_waiting_count:
 * @today: a day of the month that goes on
 * @waiting: (out caller-allocates): how many days
 *
 * Counts the days that wait for a supervisor. Reads the file: not for the main thread.
 *
 * Returns: whether they could be counted.
 */
gboolean
qh_review_waiting_count (QhStore *store, QhDay today, QhReviewWaiting *waiting, GError **error)
{
  QhDay month = qh_day_month_start (today);
  QhDay before = qh_day_add_months (month, -1);
  g_autoptr (GPtrArray) days
    = qh_review_days_list (store, 0, before, qh_day_add_months (month, 1) - 1, error);
  g_autoptr (GHashTable) closed = days != NULL ? list_closed (store, before, error) : NULL;

  *waiting = (QhReviewWaiting){ 0, 0 };
  if (closed == NULL)
    return FALSE;
  for (guint i = 0; i < days->len; i++)
    {
      const QhReviewDay *day = g_ptr_array_index (days, i);

      if (!qh_review_day_waits (day))
        continue;
      if (day->day >= month)
        waiting->this_month++;
      else if (!g_hash_table_contains (closed, &day->worker))
        waiting->month_before++;
    }
  return TRUE;
}
