/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All goals beside what was done, read and compared on a worker. */
#include "board/qh-board-goals.h"

#include "desk/qh-desk.h"

static gint64 *
dup_id (gint64 id)
{
  return g_memdup2 (&id, sizeof id);
}

static GHashTable *
list_units (QhStore *store, GError **error)
{
  g_autoptr (GPtrArray) workers = qh_store_list_all (store, QH_KIND_WORKER, error);
  GHashTable *units;

  if (workers == NULL)
    return NULL;
  units = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  for (guint i = 0; i < workers->len; i++)
    {
      const QhRecord *worker = g_ptr_array_index (workers, i);

      g_hash_table_insert (units, dup_id (worker->id), dup_id (qh_record_get_integer (worker, "unit")));
    }
  return units;
}

static GArray *
compare (QhStore *store, GArray *goals, GCancellable *cancellable, GError **error)
{
  g_autoptr (QhDesk) desk = NULL;
  QhScope *scope;
  QhCalendar *calendar;
  QhFrame *frame;
  QhDay from, to;

  if (goals->len == 0)
    return g_array_new (FALSE, FALSE, sizeof (QhGoalResult));
  from = g_array_index (goals, QhGoal, 0).month;
  to = qh_day_add_months (g_array_index (goals, QhGoal, goals->len - 1).month, 1) - 1;
  scope = qh_scope_new (store, 0, 0, error);
  if (scope == NULL)
    return NULL;
  desk = qh_desk_new (store, scope, from, to, cancellable);
  calendar = qh_desk_get_calendar (desk, error);
  frame = calendar != NULL ? qh_desk_get_part (desk, QH_KIND_ACTIVITY, "date", from, to, error) : NULL;
  return frame != NULL ? qh_goals_compare (store, goals, frame, calendar, error) : NULL;
}

/**
 * qh_board_goals_load:
 *
 * Reads all goals and what was done of them. Not for the main thread.
 *
 * Returns: (transfer full): the goals
 */
QhBoardGoals *
qh_board_goals_load (QhStore *store, GCancellable *cancellable, GError **error)
{
  g_autoptr (GArray) stored = qh_goals_list (store, 1, G_MAXINT32, error);
  g_autoptr (GArray) goals = stored != NULL ? qh_goals_list_for_all (store, stored, error) : NULL;
  g_autoptr (GArray) results = goals != NULL ? compare (store, goals, cancellable, error) : NULL;
  GHashTable *units = results != NULL ? list_units (store, error) : NULL;
  QhBoardGoals *self;

  if (units == NULL)
    return NULL;
  self = g_new0 (QhBoardGoals, 1);
  self->results = g_steal_pointer (&results);
  self->units = units;
  return self;
}

static void
load_in_thread (GTask *task, gpointer store, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  QhBoardGoals *goals = qh_board_goals_load (store, cancellable, &error);

  if (goals != NULL)
    g_task_return_pointer (task, goals, (GDestroyNotify)qh_board_goals_free);
  else
    g_task_return_error (task, error);
}

/**
 * qh_board_goals_load_async:
 *
 * As qh_board_goals_load(), on a worker.
 */
void
qh_board_goals_load_async (QhStore *store, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (store, cancellable, callback, user_data);

  g_task_run_in_thread (task, load_in_thread);
}

/**
 * qh_board_goals_load_finish:
 *
 * Returns: (transfer full): the goals
 */
QhBoardGoals *
qh_board_goals_load_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
qh_board_goals_free (QhBoardGoals *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->results);
  g_hash_table_unref (self->units);
  g_free (self);
}
