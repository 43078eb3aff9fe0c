/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Goals are read, compared and written on a worker. */
#include "ui/goals/qh-goals-work.h"

#include "desk/qh-desk.h"

#define MONTHS 12

static GArray *
list_wanted (QhStore *store, const QhGoalsWish *wish, GError **error)
{
  g_autoptr (GArray) all
    = qh_goals_list (store, wish->year, qh_day_add_months (wish->year, MONTHS) - 1, error);
  GArray *list;

  if (all == NULL)
    return NULL;
  if (wish->worker != 0)
    return qh_goals_list_for_worker (store, all, wish->worker, error);
  list = g_array_new (FALSE, FALSE, sizeof (QhGoal));
  for (guint i = 0; i < all->len; i++)
    if (g_array_index (all, QhGoal, i).worker == 0 && g_array_index (all, QhGoal, i).unit == wish->unit)
      g_array_append_val (list, g_array_index (all, QhGoal, i));
  return list;
}

static GArray *
read_results (QhStore *store, const QhGoalsWish *wish, GCancellable *cancellable, GError **error)
{
  QhDay last = qh_day_add_months (wish->year, MONTHS) - 1;
  g_autoptr (GArray) goals = list_wanted (store, wish, error);
  QhScope *scope = goals != NULL ? qh_scope_new (store, wish->unit, wish->worker, error) : NULL;
  g_autoptr (QhDesk) desk = NULL;
  QhCalendar *calendar;
  QhFrame *frame;

  if (scope == NULL)
    return NULL;
  desk = qh_desk_new (store, scope, wish->year, last, cancellable);
  calendar = qh_desk_get_calendar (desk, error);
  frame = calendar != NULL
            ? qh_desk_get_part (desk, QH_KIND_ACTIVITY, "date", wish->year, last, error)
            : NULL;
  return frame != NULL ? qh_goals_compare (store, goals, frame, calendar, error) : NULL;
}

static void
read_in_thread (GTask *task, gpointer store, gpointer wish, GCancellable *cancellable)
{
  GError *error = NULL;
  GArray *results = read_results (store, wish, cancellable, &error);

  if (results != NULL)
    g_task_return_pointer (task, results, (GDestroyNotify)g_array_unref);
  else
    g_task_return_error (task, error);
}

/**
 * qh_goals_read_async:
 *
 * Reads the goals of a year beside what was done, on a worker.
 */
void
qh_goals_read_async (QhStore *store,
                     const QhGoalsWish *wish,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (store, cancellable, callback, user_data);

  g_task_set_task_data (task, g_memdup2 (wish, sizeof *wish), g_free);
  g_task_run_in_thread (task, read_in_thread);
}

/**
 * qh_goals_read_finish:
 *
 * Returns: (transfer full) (element-type QhGoalResult): by months.
 */
GArray *
qh_goals_read_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
return_written (GTask *task, QhStore *store, GArray *goals, GError *error)
{
  g_autoptr (QhChange) change = goals != NULL ? qh_goals_make_change (store, goals, &error) : NULL;
  QhGoalsWritten *written;

  if (change == NULL
      || (change->items->len > 0 && !qh_store_apply (store, change, NULL, NULL, NULL, &error)))
    {
      g_task_return_error (task, error);
      return;
    }
  written = g_new (QhGoalsWritten, 1);
  written->n = change->items->len;
  written->sequence = change->sequence;
  g_task_return_pointer (task, written, g_free);
}

static void
write_in_thread (GTask *task, gpointer store, gpointer goals, GCancellable *cancellable)
{
  return_written (task, store, goals, NULL);
}

/**
 * qh_goals_write_async:
 * @goals: (element-type QhGoal): what is planned; must not change any more
 *
 * Writes goals in one change, on a worker.
 */
void
qh_goals_write_async (QhStore *store, GArray *goals, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (store, NULL, callback, user_data);

  g_task_set_task_data (task, g_array_ref (goals), (GDestroyNotify)g_array_unref);
  g_task_run_in_thread (task, write_in_thread);
}

static void
copy_in_thread (GTask *task, gpointer store, gpointer data, GCancellable *cancellable)
{
  const QhDay *years = data;
  GError *error = NULL;
  g_autoptr (GArray) copies = qh_goals_list_copies (store, years[0], years[1], MONTHS, FALSE, &error);

  return_written (task, store, copies, error);
}

/**
 * qh_goals_copy_async:
 * @from: the first month of twelve
 * @to: the first month that gets them; goals that are there stay
 *
 * Copies the goals of everybody, on a worker.
 */
void
qh_goals_copy_async (QhStore *store, QhDay from, QhDay to, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (store, NULL, callback, user_data);
  const QhDay years[] = { from, to };

  g_task_set_task_data (task, g_memdup2 (years, sizeof years), g_free);
  g_task_run_in_thread (task, copy_in_thread);
}

/**
 * qh_goals_write_finish:
 * @written: (out caller-allocates): what was written or copied
 *
 * Returns: whether it was.
 */
gboolean
qh_goals_write_finish (GAsyncResult *result, QhGoalsWritten *written, GError **error)
{
  g_autofree QhGoalsWritten *done = g_task_propagate_pointer (G_TASK (result), error);

  if (done != NULL)
    *written = *done;
  return done != NULL;
}
