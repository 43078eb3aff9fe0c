/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/qh-figure.h"

#include <math.h>

#include "desk/qh-goals.h"
#include "frame/qh-filter.h"

#define FIRST_ACTIVITY "first:activity"

/* Which records */

static gboolean
parse_all (QhFilter *filter, QhFrame *frame, char **where, GError **error)
{
  for (guint i = 0; where != NULL && where[i] != NULL; i++)
    if (!qh_filter_parse (filter, frame, where[i], error))
      return FALSE;
  return TRUE;
}

static const char *
find_main_date (QhFrame *frame)
{
  const QhFrameColumn *date = qh_frame_find_main_date (frame);

  return date != NULL ? date->field->name : NULL;
}

static gint64
get_day (QhFrame *frame, const char *name, guint row)
{
  return qh_frame_column_get (qh_frame_find_column (frame, name), row);
}

/* Takes out the rows that lack a record that belongs to them. */
static gboolean
apply_with (const QhFigureWith *with, QhDesk *desk, QhFrame *frame, guint8 *mask, GError **error)
{
  guint kind = qh_frame_get_kind (frame)->number;
  const QhDeskLink *link = qh_desk_get_link (desk, with->kind, kind, error);
  QhDay from = with->within_days > 0 ? desk->to - (QhDay)with->within_days + 1 : QH_NO_DAY;
  g_autofree guint8 *marks
    = link != NULL ? qh_desk_mark_parents (desk, link, with->kind, with->where, from, desk->to, error) : NULL;

  if (marks == NULL)
    return FALSE;
  for (guint row = 0; row < qh_frame_get_n_rows (frame); row++)
    mask[row] &= marks[link->indices[row]];
  return TRUE;
}

/* What a column of dates holds for none is before all days. */
static void
apply_during (const QhFigure *self, QhDesk *desk, QhFrame *frame, guint8 *mask)
{
  const gint32 *begins = qh_frame_find_column (frame, self->during[0])->data;
  const gint32 *ends = qh_frame_find_column (frame, self->during[1])->data;
  const gint32 first = QH_FRAME_NO_INT32 + QH_FRAME_FIRST_CODE;

  for (guint row = 0; row < qh_frame_get_n_rows (frame); row++)
    mask[row] &= begins[row] >= first && begins[row] <= desk->to && (ends[row] < first || ends[row] > desk->to);
}

static void
apply_not_after (const QhFigure *self, QhFrame *frame, guint8 *mask)
{
  const QhFrameColumn *one = qh_frame_find_column (frame, self->not_after[0]);
  const QhFrameColumn *other = qh_frame_find_column (frame, self->not_after[1]);

  for (guint row = 0; row < qh_frame_get_n_rows (frame); row++)
    if (mask[row])
      {
        gint64 first = qh_frame_column_get (one, row), second = qh_frame_column_get (other, row);

        if (QH_SCAN_IS_EMPTY (first) || QH_SCAN_IS_EMPTY (second) || first > second)
          mask[row] = 0;
      }
}

/**
 * qh_figure_to_mask:
 * @frame: of the kind of the figure; the desk's own where it has others that must belong to it
 *
 * Returns: (transfer full): 1 for each row that the figure is of, else 0; %NULL
 *   with an error where a condition names what is not there.
 */
guint8 *
qh_figure_to_mask (const QhFigure *self, QhDesk *desk, QhFrame *frame, GError **error)
{
  g_autoptr (QhFilter) filter = qh_filter_new ();
  const char *placed_by = self->placed_by != NULL ? self->placed_by : find_main_date (frame);
  g_autofree guint8 *mask = NULL;

  if (self->during == NULL && placed_by != NULL)
    qh_filter_set_range (filter, placed_by, desk->from, desk->to);
  if (!desk->scope->whole && qh_frame_find_column (frame, "worker") != NULL)
    qh_filter_set_keys (filter,
                        "worker",
                        (const gint64 *)(void *)desk->scope->workers->data,
                        desk->scope->workers->len);
  if (!parse_all (filter, frame, self->where, error))
    return NULL;
  mask = qh_filter_to_mask (filter, frame, error);
  if (mask == NULL)
    return NULL;
  if (self->during != NULL)
    apply_during (self, desk, frame, mask);
  if (self->not_after != NULL)
    apply_not_after (self, frame, mask);
  for (guint i = 0; i < self->with->len; i++)
    if (!apply_with (g_ptr_array_index (self->with, i), desk, frame, mask, error))
      return NULL;
  return g_steal_pointer (&mask);
}

/* What is computed of them */

static double
sum_rows (const QhFigure *self, QhFrame *frame, const guint8 *mask)
{
  const QhFrameColumn *column = qh_frame_find_column (frame, self->field);
  double sum = 0;

  for (guint row = 0; row < qh_frame_get_n_rows (frame); row++)
    {
      gint64 value = mask[row] ? qh_frame_column_get (column, row) : QH_SCAN_NONE;

      if (!QH_SCAN_IS_EMPTY (value))
        sum += (double)value;
    }
  return sum;
}

/* Counts the answers of a field, or the different ones. */
static gboolean
count_answers (const QhFigure *self, QhDesk *desk, const QhDeskPart *part, const guint8 *mask, double *value, GError **error)
{
  QhFrame *frame = qh_desk_get_frame (desk, self->kind, error);
  const QhDeskAnswers *answers = qh_desk_get_answers (
    desk, frame, qh_kind_find_field (qh_frame_get_kind (frame), self->field), error);
  g_autofree guint8 *seen = answers != NULL ? g_new0 (guint8, answers->n_different + 1) : NULL;
  guint64 n = 0;

  if (answers == NULL)
    return FALSE;
  for (guint i = 0; i < qh_frame_get_n_rows (part->frame); i++)
    {
      guint row = part->rows != NULL ? part->rows[i] : i;

      for (guint a = answers->offsets[row]; mask[i] && a < answers->offsets[row + 1]; a++)
        {
          n++;
          seen[g_array_index (answers->places, guint32, a)] = 1;
        }
    }
  *value = self->op == QH_FIGURE_DISTINCT ? qh_mask_count (seen, answers->n_different) : (double)n;
  return TRUE;
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double first = *(const double *)a, second = *(const double *)b;

  return first < second ? -1 : first > second;
}

static gboolean
find_median (const QhFigure *self,
             QhDesk *desk,
             QhFrame *frame,
             const guint8 *mask,
             double *value,
             GError **error)
{
  gboolean first = g_str_equal (self->field, FIRST_ACTIVITY);
  const QhCaseDays *days = first ? qh_desk_get_case_days (desk, error) : NULL;
  g_autoptr (GArray) spans = g_array_new (FALSE, FALSE, sizeof (double));
  const gint64 *ids = qh_frame_get_ids (frame);
  gboolean is_case = qh_frame_get_kind (frame)->number == QH_KIND_CASE;
  const QhFrameColumn *begin = qh_frame_find_column (frame, self->since);

  if (first && days == NULL)
    return FALSE;
  for (guint row = 0; row < qh_frame_get_n_rows (frame); row++)
    {
      gint64 since = mask[row] ? qh_frame_column_get (begin, row) : QH_SCAN_NONE;
      gint64 until;
      double span;

      if (QH_SCAN_IS_EMPTY (since))
        continue;
      until = first ? qh_case_days_find (
                days, is_case ? ids[row] : get_day (frame, "case", row), since)
                    : get_day (frame, self->field, row);
      if (QH_SCAN_IS_EMPTY (until))
        continue;
      span = (double)(until - since);
      g_array_append_val (spans, span);
    }
  *value = (double)NAN;
  if (spans->len == 0)
    return TRUE;
  g_array_sort (spans, compare_doubles);
  *value = (g_array_index (spans, double, (spans->len - 1) / 2)
            + g_array_index (spans, double, spans->len / 2))
           / 2;
  return TRUE;
}

/* The records that a figure looks at: those of the period where it needs no others. */
static gboolean
find_records (const QhFigure *self, QhDesk *desk, QhDeskPart *records, GError **error)
{
  QhFrame *frame = qh_desk_get_frame (desk, self->kind, error);
  const char *placed_by = frame == NULL || self->placed_by != NULL ? self->placed_by : find_main_date (frame);
  const QhDeskPart *part;

  if (frame == NULL)
    return FALSE;
  if (placed_by == NULL || self->during != NULL || self->with->len > 0)
    {
      *records = (QhDeskPart){ frame, NULL };
      return TRUE;
    }
  part = qh_desk_find_part (desk, self->kind, placed_by, desk->from, desk->to, error);
  if (part == NULL)
    return FALSE;
  *records = *part;
  return TRUE;
}

static gboolean
evaluate_records (const QhFigure *self, QhDesk *desk, double *value, GError **error)
{
  QhDeskPart records = { NULL, NULL };
  g_autofree guint8 *mask
    = find_records (self, desk, &records, error) ? qh_figure_to_mask (self, desk, records.frame, error) : NULL;

  if (mask == NULL)
    return FALSE;
  switch (self->op)
    {
    case QH_FIGURE_COUNT:
      *value = qh_mask_count (mask, qh_frame_get_n_rows (records.frame));
      return TRUE;
    case QH_FIGURE_SUM:
      *value = sum_rows (self, records.frame, mask);
      return TRUE;
    case QH_FIGURE_MEDIAN:
      return find_median (self, desk, records.frame, mask, value, error);
    default:
      return count_answers (self, desk, &records, mask, value, error);
    }
}

static gboolean
evaluate_duty (const QhFigure *self, QhDesk *desk, double *value, GError **error)
{
  QhCalendar *calendar = qh_desk_get_calendar (desk, error);
  QhDuty duty;

  if (calendar == NULL)
    return FALSE;
  qh_desk_sum_duty (desk, calendar, &duty);
  *value = self->op == QH_FIGURE_WORKERS     ? desk->scope->present->len
           : self->op == QH_FIGURE_DUTY_DAYS ? duty.days
                                             : (double)duty.minutes;
  return TRUE;
}

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

/* The goals of the scope, of all goals. */
static GArray *
list_of_scope (QhDesk *desk, GArray *goals, GError **error)
{
  GArray *list;

  if (desk->scope->worker != 0)
    return qh_goals_list_for_worker (desk->store, goals, desk->scope->worker, error);
  list = g_array_new (FALSE, FALSE, sizeof (QhGoal));
  for (guint i = 0; i < goals->len; i++)
    if (qh_goal_is_of (&g_array_index (goals, QhGoal, i), desk->scope))
      g_array_append_val (list, g_array_index (goals, QhGoal, i));
  return list;
}

static gboolean
evaluate_goals (const QhFigure *self, QhDesk *desk, double *value, GError **error)
{
  QhCalendar *calendar = qh_desk_get_calendar (desk, error);
  /* Goals are of whole months. */
  QhFrame *frame = calendar != NULL
                     ? qh_desk_get_part (desk,
                                         QH_KIND_ACTIVITY,
                                         "date",
                                         qh_day_month_start (desk->from),
                                         qh_day_add_months (qh_day_month_start (desk->to), 1) - 1,
                                         error)
                     : NULL;
  g_autoptr (GArray) all
    = frame != NULL ? qh_goals_list (desk->store, desk->from, desk->to, error) : NULL;
  g_autoptr (GArray) goals = all != NULL ? list_of_scope (desk, all, error) : NULL;
  g_autoptr (GArray) results = NULL;
  g_autoptr (GHashTable) by_function = NULL;

  if (goals == NULL)
    return FALSE;
  results = qh_goals_compare (desk->store, goals, frame, calendar, error);
  if (results == NULL)
    return FALSE;
  by_function = list_owners_by_function (results);
  *value = 0;
  for (guint i = 0; i < results->len; i++)
    {
      const QhGoalResult *result = &g_array_index (results, QhGoalResult, i);

      if (is_in_sum (result, by_function))
        *value += self->op == QH_FIGURE_PLANNED ? result->due : (double)result->done;
    }
  return TRUE;
}

/**
 * qh_figure_evaluate:
 * @desk: whose work and which days; reads what is not read yet
 * @value: (out): NaN where there is nothing of which to tell it
 *
 * Returns: whether it could be computed.
 */
gboolean
qh_figure_evaluate (const QhFigure *self, QhDesk *desk, double *value, GError **error)
{
  if (self->op >= QH_FIGURE_PLANNED)
    return evaluate_goals (self, desk, value, error);
  if (self->op >= QH_FIGURE_DUTY_DAYS)
    return evaluate_duty (self, desk, value, error);
  return evaluate_records (self, desk, value, error);
}
