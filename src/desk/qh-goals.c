/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/qh-goals.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "desk/qh-goals-private.h"
#include "store/qh-store-lists.h"

static int
compare_ids (gint64 a, gint64 b)
{
  return a < b ? -1 : a > b;
}

/* By month, then the unit's before the workers', then by what is planned. */
static int
compare_goals (gconstpointer a, gconstpointer b)
{
  const QhGoal *first = a, *second = b;
  int order = compare_ids (first->month, second->month);

  if (order == 0)
    order = compare_ids (first->worker, second->worker);
  if (order == 0)
    order = compare_ids (first->unit, second->unit);
  if (order == 0)
    order = compare_ids (first->function, second->function);
  return order != 0 ? order : compare_ids (first->type, second->type);
}

/**
 * qh_goal_hash:
 * @goal: a #QhGoal
 *
 * Returns: a number for hash tables of goals by month, whose and of what.
 */
guint
qh_goal_hash (gconstpointer goal)
{
  const QhGoal *self = goal;
  guint hash = (guint)self->month;

  hash = hash * 31 + g_int64_hash (&self->unit);
  hash = hash * 31 + g_int64_hash (&self->worker);
  hash = hash * 31 + g_int64_hash (&self->type);
  return hash * 31 + g_int64_hash (&self->function);
}

/**
 * qh_goal_equal:
 *
 * Returns: whether two goals are of the same, however much is planned.
 */
gboolean
qh_goal_equal (gconstpointer a, gconstpointer b)
{
  return compare_goals (a, b) == 0;
}

/**
 * qh_goals_index:
 * @goals: (element-type QhGoal): must stay as they are
 *
 * Returns: (transfer full): the goals of the array, by what they are of.
 */
GHashTable *
qh_goals_index (GArray *goals)
{
  GHashTable *index = g_hash_table_new (qh_goal_hash, qh_goal_equal);

  for (guint i = 0; i < goals->len; i++)
    g_hash_table_add (index, &g_array_index (goals, QhGoal, i));
  return index;
}

static QhGoal
read_goal (const QhRecord *record)
{
  return (QhGoal){
    .id = record->id,
    .month = (QhDay)qh_record_get_integer (record, "month"),
    .unit = qh_record_get_integer (record, "unit"),
    .worker = qh_record_get_integer (record, "worker"),
    .type = qh_record_get_integer (record, "type"),
    .function = qh_record_get_integer (record, "function"),
    .planned = (guint)qh_record_get_integer (record, "planned"),
  };
}

/**
 * qh_goals_list:
 * @from: a day of the first month
 * @to: a day of the last
 *
 * Returns: (transfer full) (element-type QhGoal): the goals of those months, in
 *   the order of months. Reads the file: not for the main thread.
 */
GArray *
qh_goals_list (QhStore *store, QhDay from, QhDay to, GError **error)
{
  g_autoptr (GPtrArray) records = qh_store_list_goals (store, qh_day_month_start (from), to, error);
  GArray *goals;

  if (records == NULL)
    return NULL;
  goals = g_array_new (FALSE, FALSE, sizeof (QhGoal));
  for (guint i = 0; i < records->len; i++)
    {
      QhGoal goal = read_goal (g_ptr_array_index (records, i));

      g_array_append_val (goals, goal);
    }
  g_array_sort (goals, compare_goals);
  return goals;
}

/**
 * qh_goal_is_of:
 *
 * Returns: whether a goal is the scope's own: a worker's, a unit's, or, of
 *   everybody, any unit's.
 */
gboolean
qh_goal_is_of (const QhGoal *goal, const QhScope *scope)
{
  if (scope->worker != 0)
    return goal->worker == scope->worker;
  return goal->worker == 0 && (scope->whole || goal->unit == scope->unit);
}

static gboolean
has_own (GArray *goals, gint64 worker, QhDay month)
{
  for (guint i = 0; i < goals->len; i++)
    {
      const QhGoal *goal = &g_array_index (goals, QhGoal, i);

      if (goal->worker == worker && goal->month == month)
        return TRUE;
    }
  return FALSE;
}

/**
 * qh_goals_list_for_worker:
 * @goals: (element-type QhGoal): of everybody, in the order of months
 *
 * What is planned for a worker: their own goals and, in the months without any,
 * a share of their unit's. Shares have both @unit and @worker, and @planned as
 * it is for the unit; qh_goals_compare() tells what is due of them. They are
 * not to be written.
 *
 * Returns: (transfer full) (element-type QhGoal): in the order of months. Reads
 *   the file: not for the main thread.
 */
GArray *
qh_goals_list_for_worker (QhStore *store, GArray *goals, gint64 worker, GError **error)
{
  g_autoptr (QhRecord) record = qh_store_get (store, QH_KIND_WORKER, worker, error);
  gint64 unit = record != NULL ? qh_record_get_integer (record, "unit") : 0;
  GArray *list;

  if (record == NULL)
    return NULL;
  list = g_array_new (FALSE, FALSE, sizeof (QhGoal));
  for (guint i = 0; i < goals->len; i++)
    {
      QhGoal goal = g_array_index (goals, QhGoal, i);

      if (goal.worker == 0 && goal.unit == unit && unit != 0 && !has_own (goals, worker, goal.month))
        goal.worker = worker;
      if (goal.worker == worker)
        g_array_append_val (list, goal);
    }
  return list;
}

/**
 * qh_goals_list_for_all:
 * @goals: (element-type QhGoal): of everybody, in the order of months
 *
 * Returns: (transfer full) (element-type QhGoal): the units' goals, and what is
 *   planned for each worker as qh_goals_list_for_worker() tells it; in the order
 *   of months. Reads the file: not for the main thread.
 */
GArray *
qh_goals_list_for_all (QhStore *store, GArray *goals, GError **error)
{
  g_autoptr (GPtrArray) workers = qh_store_list_all (store, QH_KIND_WORKER, error);
  g_autoptr (GArray) list = g_array_new (FALSE, FALSE, sizeof (QhGoal));

  if (workers == NULL)
    return NULL;
  for (guint i = 0; i < goals->len; i++)
    if (g_array_index (goals, QhGoal, i).worker == 0)
      g_array_append_val (list, g_array_index (goals, QhGoal, i));
  for (guint i = 0; i < workers->len; i++)
    {
      g_autoptr (GArray) own
        = qh_goals_list_for_worker (store, goals, ((const QhRecord *)g_ptr_array_index (workers, i))->id, error);

      if (own == NULL)
        return NULL;
      g_array_append_vals (list, own->data, own->len);
    }
  g_array_sort (list, compare_goals);
  return g_steal_pointer (&list);
}

static QhRecord *
make_record (QhStore *store, const QhGoal *goal, gint64 id)
{
  QhRecord *record = qh_store_new_record (store, QH_KIND_GOAL);

  record->id = id;
  qh_record_set_integer (record, "month", goal->month);
  qh_record_set_integer (record, "planned", goal->planned);
  if (goal->unit != 0)
    qh_record_set_integer (record, "unit", goal->unit);
  if (goal->worker != 0)
    qh_record_set_integer (record, "worker", goal->worker);
  if (goal->type != 0)
    qh_record_set_integer (record, "type", goal->type);
  if (goal->function != 0)
    qh_record_set_integer (record, "function", goal->function);
  return record;
}

/* The last of those that are of the same. */
static GHashTable *
index_last (GArray *goals)
{
  GHashTable *index = g_hash_table_new (qh_goal_hash, qh_goal_equal);

  for (guint i = 0; i < goals->len; i++)
    g_hash_table_replace (index, &g_array_index (goals, QhGoal, i), &g_array_index (goals, QhGoal, i));
  return index;
}

/**
 * qh_goals_make_change:
 * @goals: (element-type QhGoal): what is planned; the last counts where two are of the same
 *
 * Returns: (transfer full): what writes them in the place of what was planned of
 *   the same before; without items where all stand so already. Reads the file:
 *   not for the main thread.
 */
QhChange *
qh_goals_make_change (QhStore *store, GArray *goals, GError **error)
{
  g_autoptr (GArray) stored = qh_goals_list (store, 1, G_MAXINT32, error);
  g_autoptr (GHashTable) before = stored != NULL ? qh_goals_index (stored) : NULL;
  g_autoptr (GHashTable) last = index_last (goals);
  QhChange *change;

  if (stored == NULL)
    return NULL;
  change = qh_change_new ();
  for (guint i = 0; i < goals->len; i++)
    {
      const QhGoal *goal = &g_array_index (goals, QhGoal, i);
      const QhGoal *same = g_hash_table_lookup (before, goal);

      if (g_hash_table_lookup (last, goal) == goal && (same == NULL || same->planned != goal->planned))
        qh_change_put (change, make_record (store, goal, same != NULL ? same->id : qh_store_new_id (store)));
    }
  return change;
}

/**
 * qh_goals_write:
 * @goals: (element-type QhGoal): as for qh_goals_make_change()
 *
 * Writes goals in one change, in the place of what was planned of the same
 * before.
 *
 * Returns: whether they were written; if not, none was.
 */
gboolean
qh_goals_write (QhStore *store, GArray *goals, GError **error)
{
  g_autoptr (QhChange) change = qh_goals_make_change (store, goals, error);

  return change != NULL
         && (change->items->len == 0 || qh_store_apply (store, change, NULL, NULL, NULL, error));
}

static int
count_months (QhDay from, QhDay to)
{
  int from_year, from_month, to_year, to_month;

  qh_day_to_ymd (from, &from_year, &from_month, NULL);
  qh_day_to_ymd (to, &to_year, &to_month, NULL);
  return (to_year - from_year) * 12 + to_month - from_month;
}

/**
 * qh_goals_list_copies:
 * @from: the first month that is copied
 * @to: the first month that gets goals
 * @months: how many
 * @replace: whether goals that are there already change too
 *
 * Goals of some months as they would be in others; those of workers who left
 * stay behind.
 *
 * Returns: (transfer full) (element-type QhGoal): what is to be written;
 *   %QH_ERROR_NOT_FOUND where there is nothing to copy.
 */
GArray *
qh_goals_list_copies (QhStore *store, QhDay from, QhDay to, guint months, gboolean replace, GError **error)
{
  QhDay first = qh_day_month_start (from);
  int apart = count_months (from, to);
  g_autoptr (GArray) source
    = qh_goals_list (store, first, qh_day_add_months (first, (int)months) - 1, error);
  g_autoptr (GArray) there = source != NULL ? qh_goals_list (store, 1, G_MAXINT32, error) : NULL;
  g_autoptr (GHashTable) index = there != NULL ? qh_goals_index (there) : NULL;
  GArray *copies;

  if (there == NULL)
    return NULL;
  if (source->len == 0)
    {
      g_set_error_literal (
        error,
        QH_ERROR,
        QH_ERROR_NOT_FOUND,
        _ ("There are no goals in those months to copy. Choose other months, or write the first."));
      return NULL;
    }
  copies = g_array_new (FALSE, FALSE, sizeof (QhGoal));
  for (guint i = 0; i < source->len; i++)
    {
      QhGoal goal = g_array_index (source, QhGoal, i);
      g_autoptr (QhRecord) worker
        = goal.worker != 0 ? qh_store_get (store, QH_KIND_WORKER, goal.worker, NULL) : NULL;

      goal.month = qh_day_add_months (goal.month, apart);
      if ((worker == NULL || qh_record_get_integer (worker, "retired") == 0)
          && (replace || g_hash_table_lookup (index, &goal) == NULL))
        g_array_append_val (copies, goal);
    }
  return copies;
}

/* What was done */

/* Activities counted by month, worker and code, dense, in one pass. */
typedef struct
{
  QhDay first;
  guint n_months;
  guint n_workers;
  const QhFrameColumn *worker;
  const QhFrameColumn *columns[2]; /* type, function */
  guint32 *counts[2];
} Counts;

static guint
index_at (const QhFrameColumn *column, guint row)
{
  return column->width == 1   ? ((const guint8 *)column->data)[row]
         : column->width == 2 ? ((const guint16 *)column->data)[row]
                              : ((const guint32 *)column->data)[row];
}

static gsize
place (const Counts *self, guint which, guint month, guint worker, guint code)
{
  return ((gsize)month * self->n_workers + worker) * self->columns[which]->ids->len + code;
}

static void
count_activities (Counts *self, QhFrame *frame)
{
  const QhFrameColumn *date = qh_frame_find_column (frame, "date");
  guint n_rows = qh_frame_get_n_rows (frame);
  QhDay after = qh_day_add_months (self->first, (int)self->n_months);
  g_autofree guint16 *months = g_new (guint16, MAX (1, after - self->first));

  for (QhDay day = self->first; day < after; day++)
    months[day - self->first] = (guint16)count_months (self->first, day);
  self->worker = qh_frame_find_column (frame, "worker");
  self->n_workers = self->worker->ids->len;
  self->columns[0] = qh_frame_find_column (frame, "type");
  self->columns[1] = qh_frame_find_column (frame, "function");
  for (guint which = 0; which < 2; which++)
    self->counts[which]
      = g_new0 (guint32, MAX (1, place (self, which, self->n_months, 0, 0)));
  for (guint row = 0; row < n_rows; row++)
    {
      gint32 day = ((const gint32 *)date->data)[row];

      if (day < self->first || day >= after)
        continue;
      for (guint which = 0; which < 2; which++)
        self->counts[which][place (self,
                                   which,
                                   months[day - self->first],
                                   index_at (self->worker, row),
                                   index_at (self->columns[which], row))]++;
    }
}

static guint
find_index (const QhFrameColumn *column, gint64 id)
{
  for (guint i = QH_FRAME_FIRST_CODE; i < column->ids->len; i++)
    if (qh_frame_column_get_id (column, i) == id)
      return i;
  return QH_FRAME_NONE;
}

static guint64
count_done (const Counts *self, const QhGoal *goal, gint64 worker)
{
  guint which = goal->type != 0 ? 0 : 1;
  guint code = find_index (self->columns[which], which == 0 ? goal->type : goal->function);
  guint who = find_index (self->worker, worker);

  if (code == QH_FRAME_NONE || who == QH_FRAME_NONE)
    return 0;
  return self->counts[which]
                     [place (self, which, (guint)count_months (self->first, goal->month), who, code)];
}

/* The workers whose work counts for a goal: one, or all of the unit. */
static GArray *
list_workers (GPtrArray *workers, const QhGoal *goal)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (goal->worker != 0)
    g_array_append_val (ids, goal->worker);
  for (guint i = 0; goal->worker == 0 && i < workers->len; i++)
    {
      const QhRecord *worker = g_ptr_array_index (workers, i);

      if (qh_record_get_integer (worker, "unit") == goal->unit)
        g_array_append_val (ids, worker->id);
    }
  return ids;
}

/* Whether the goals before were for the same workers and the same month. */
static gboolean
is_same_duty (const QhGoal *last, const QhGoal *goal)
{
  return last != NULL && last->month == goal->month && last->unit == goal->unit && last->worker == goal->worker;
}

static QhDuty
sum_duty (QhCalendar *calendar, GArray *workers, QhDay month)
{
  QhDuty duty = { 0, 0, 0, 0 };

  for (guint i = 0; i < workers->len; i++)
    qh_calendar_add_duty (
      calendar, g_array_index (workers, gint64, i), month, qh_day_add_months (month, 1) - 1, &duty);
  return duty;
}

/* The minutes of which @duty is a part: of the worker, or of all the unit where
 * the goal is a share of the unit's. */
static guint64
get_whole (GPtrArray *workers, QhCalendar *calendar, const QhGoal *goal, const QhDuty *duty)
{
  QhGoal of_unit = { .unit = goal->unit };
  g_autoptr (GArray) ids = NULL;

  if (goal->worker == 0 || goal->unit == 0)
    return duty->scheduled_minutes;
  ids = list_workers (workers, &of_unit);
  return sum_duty (calendar, ids, goal->month).scheduled_minutes;
}

static double
get_due (const QhGoal *goal, const QhDuty *duty, guint64 whole)
{
  gboolean is_share = goal->worker != 0 && goal->unit != 0;

  if (whole == 0)
    return is_share ? 0 : goal->planned;
  return goal->planned * (double)duty->minutes / (double)whole;
}

static QhGoalResult
compare (const Counts *counts, GArray *workers, double due, const QhGoal *goal)
{
  QhGoalResult result = { .goal = *goal, .due = due };

  for (guint i = 0; i < workers->len; i++)
    result.done += count_done (counts, goal, g_array_index (workers, gint64, i));
  result.percent = result.due > 0 ? 100.0 * (double)result.done / result.due : (double)NAN;
  return result;
}

/**
 * qh_goals_compare:
 * @goals: (element-type QhGoal): in the order of months
 * @activities: the frame of activities
 * @calendar: the workers' schedules and leaves: the days of leave in a month
 *   take their share from what is due, and a worker's share of a unit's goal is
 *   that of their minutes on duty in all that the unit is scheduled to work
 *
 * Returns: (transfer full) (element-type QhGoalResult): each goal beside what was done.
 */
GArray *
qh_goals_compare (QhStore *store,
                  GArray *goals,
                  QhFrame *activities,
                  QhCalendar *calendar,
                  GError **error)
{
  g_autoptr (GPtrArray) workers = qh_store_list_all (store, QH_KIND_WORKER, error);
  g_autoptr (GArray) results = g_array_new (FALSE, FALSE, sizeof (QhGoalResult));
  g_autoptr (GArray) ids = NULL;
  const QhGoal *last = NULL;
  Counts counts = { 0 };
  guint64 whole = 0;
  QhDuty duty;

  if (workers == NULL)
    return NULL;
  if (goals->len == 0)
    return g_steal_pointer (&results);
  counts.first = g_array_index (goals, QhGoal, 0).month;
  counts.n_months
    = (guint)count_months (counts.first, g_array_index (goals, QhGoal, goals->len - 1).month) + 1;
  count_activities (&counts, activities);
  for (guint i = 0; i < goals->len; i++)
    {
      const QhGoal *goal = &g_array_index (goals, QhGoal, i);
      QhGoalResult result;

      if (!is_same_duty (last, goal))
        {
          g_clear_pointer (&ids, g_array_unref);
          ids = list_workers (workers, goal);
          duty = sum_duty (calendar, ids, goal->month);
          whole = get_whole (workers, calendar, goal, &duty);
        }
      result = compare (&counts, ids, get_due (goal, &duty, whole), goal);
      g_array_append_val (results, result);
      last = goal;
    }
  g_free (counts.counts[0]);
  g_free (counts.counts[1]);
  return g_steal_pointer (&results);
}

/* What adds up */

/* Whose goal of which month. */
static char *
make_owner (const QhGoal *goal)
{
  return g_strdup_printf ("%u/%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT,
                          (guint)goal->month,
                          goal->unit,
                          goal->worker);
}

/* Who has goals by function in a month. */
static GHashTable *
list_owners_by_function (GArray *results)
{
  GHashTable *owners = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < results->len; i++)
    {
      const QhGoalResult *result = &g_array_index (results, QhGoalResult, i);

      if (result->due > 0 && result->goal.function != 0)
        g_hash_table_add (owners, make_owner (&result->goal));
    }
  return owners;
}

/* What was done of what was not planned meets no goal. An activity has a type and
 * a function, and counts once: where there are goals by function, those by type
 * tell what they are made up of. */
static gboolean
is_in_sum (const QhGoalResult *result, GHashTable *by_function)
{
  g_autofree char *owner = make_owner (&result->goal);

  return result->due > 0
         && (result->goal.function != 0 || !g_hash_table_contains (by_function, owner));
}

/**
 * qh_goals_find_summed:
 * @results: (element-type QhGoalResult): goals beside what was done
 *
 * Returns: (transfer full) (array): of each result whether it is in the sum of them all
 */
guint8 *
qh_goals_find_summed (GArray *results)
{
  g_autoptr (GHashTable) by_function = list_owners_by_function (results);
  guint8 *summed = g_new0 (guint8, MAX (1, results->len));

  for (guint i = 0; i < results->len; i++)
    summed[i] = is_in_sum (&g_array_index (results, QhGoalResult, i), by_function);
  return summed;
}
