/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Charts of goals: what was planned beside what was done. Goals are of whole months. */
#include <glib/gi18n-lib.h>
#include <math.h>

#include "board/qh-board-goals-private.h"
#include "board/qh-chart-needs.h"
#include "frame/qh-small-cells.h"

/* What stands in a row of a chart: how much was planned and done, and what was done
 * without being planned. */
typedef struct
{
  gint64 key;
  double due;
  double done;
  double unplanned;
} Row;

static void
find_row (GArray *rows, gint64 key, Row **row)
{
  Row added = { .key = key };

  for (guint i = 0; i < rows->len; i++)
    if (g_array_index (rows, Row, i).key == key)
      {
        *row = &g_array_index (rows, Row, i);
        return;
      }
  g_array_append_val (rows, added);
  *row = &g_array_index (rows, Row, rows->len - 1);
}

/* The rows that have goals. */
static GArray *
add_up (const QhBoardGoalList *goals, QhBoardGoalsBy by)
{
  GArray *rows = g_array_new (FALSE, TRUE, sizeof (Row));

  for (guint i = 0; i < goals->results->len; i++)
    {
      const QhGoalResult *result = &g_array_index (goals->results, QhGoalResult, i);
      Row *row;

      /* Nobody is told of a share that is none. */
      if (by == QH_BOARD_GOALS_BY_WORKER && !(result->due > 0) && result->done == 0)
        continue;
      find_row (rows, qh_board_goal_get_key (&result->goal, by), &row);
      if (!(result->due > 0))
        row->unplanned += (double) result->done;
      else if (goals->summed[i])
        {
          row->due += result->due;
          row->done += (double) result->done;
        }
    }
  return rows;
}

/* What was done of what has no goals at all. */
static void
add_unplanned (QhBoard *self, QhBoardChart chart, QhBoardGoalsBy by, GArray *rows)
{
  const char *name = qh_chart_goal_rows[by];
  g_autoptr (QhTable) table = qh_table_new (self->sources[0].frame, name, NULL, qh_board_mask_for (self, chart, TRUE), QH_MEASURE_COUNT, NULL);
  guint n_planned = rows->len;

  for (guint i = QH_FRAME_FIRST_CODE; table != NULL && i < table->n_rows; i++)
    {
      Row row = { .key = qh_variable_get_key (table->rows, i), .unplanned = (double) qh_table_sum_row (table, i) };
      gboolean there = row.unplanned == 0;

      for (guint k = 0; k < n_planned && !there; k++)
        there = g_array_index (rows, Row, k).key == row.key;
      if (!there)
        g_array_append_val (rows, row);
    }
}

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  const Row *one = a, *two = b;

  if (one->due != two->due)
    return one->due > two->due ? -1 : 1;
  if (one->unplanned != two->unplanned)
    return one->unplanned > two->unplanned ? -1 : 1;
  return one->key < two->key ? -1 : one->key > two->key;
}

static int
compare_keys (gconstpointer a, gconstpointer b)
{
  const Row *one = a, *two = b;

  return one->key < two->key ? -1 : one->key > two->key;
}

static gboolean
is_any_planned (const GArray *rows)
{
  for (guint i = 0; i < rows->len; i++)
    if (g_array_index (rows, Row, i).due > 0)
      return TRUE;
  return FALSE;
}

/* Hides what was done by few, and what would tell it; plans are nobody's. */
static void
hide_small (QhBoard *self, QhChartData *data, const double *done, guint n_rows, guint n_columns)
{
  g_autofree guint8 *hidden = NULL;
  guint n_hidden = 0;

  if (self->least < 2)
    return;
  hidden = qh_small_cells_find (done, n_rows, n_columns, self->least, self->secondary);
  for (guint r = 0; r < n_rows; r++)
    for (guint c = 0; c < n_columns; c++)
      if (hidden[r * (n_columns + 1) + c] && !isnan (qh_chart_data_get_value (data, r, c)))
        {
          qh_chart_data_set_value (data, r, c, NAN);
          n_hidden++;
        }
  qh_board_tell_hidden (data, n_hidden, self->least);
}

static void
say_reason (QhBoard *self, QhChartData *data, const QhBoardGoalList *goals, QhBoardGoalsBy by)
{
  const char *reason;

  if (self->goals->results->len == 0)
    reason = _("There are no goals yet. They are written on the page Goals.");
  else if (by == QH_BOARD_GOALS_BY_FUNCTION && qh_board_goal_list_has_condition (goals, "type"))
    reason = _("Goals by function are not told apart by type.");
  else if (by == QH_BOARD_GOALS_BY_TYPE && qh_board_goal_list_has_condition (goals, "function"))
    reason = _("Goals by type are not told apart by function.");
  else
    reason = _("Nothing is planned here in these months. Goals are written on the page Goals.");
  qh_chart_data_set_string (&data->empty_reason, reason);
}

/* What the figures are of where the period and the filter say something else. */
static void
add_note (QhBoard *self, QhChartData *data, const QhBoardGoalList *goals)
{
  g_autoptr (GString) note = g_string_new (NULL);

  /* A month that is not over is whole as far as it goes. */
  if (self->from != qh_day_month_start (self->from) || self->to < MIN (qh_day_add_months (goals->last, 1) - 1, qh_day_today ()))
    {
      g_autofree char *first = qh_day_format (goals->first, _("%B %Y"));
      g_autofree char *last = qh_day_format (goals->last, _("%B %Y"));

      if (goals->first == goals->last)
        g_string_append_printf (note, _("Of the whole month: %s"), first);
      else
        g_string_append_printf (note, _("Of whole months: %s – %s"), first, last);
    }
  if (goals->ignored != NULL)
    {
      g_string_append (note, note->len > 0 ? " · " : "");
      g_string_append_printf (note, _("goals are not told apart by: %s"), goals->ignored);
    }
  if (note->len > 0)
    qh_chart_data_set_string (&data->note, note->str);
}

static QhChartData *
draw_bullets (QhBoard *self, QhBoardChart chart, const QhBoardGoalList *goals, QhBoardGoalsBy by)
{
  QhChartData *data = qh_chart_data_new (QH_CHART_BULLET, NULL);
  g_autoptr (GArray) rows = add_up (goals, by);
  g_autoptr (QhVariable) variable = qh_variable_new (self->sources[0].frame, qh_chart_goal_rows[by], NULL);
  g_autofree char *heading = variable != NULL ? qh_variable_dup_label (variable, self->language) : NULL;
  g_autofree double *done = NULL;

  if (variable == NULL || !is_any_planned (rows))
    {
      say_reason (self, data, goals, by);
      return data;
    }
  add_unplanned (self, chart, by, rows);
  g_array_sort (rows, by == QH_BOARD_GOALS_BY_MONTH ? compare_keys : compare_rows);
  qh_chart_data_set_string (&data->category_title, heading);
  qh_chart_data_set_string (&data->others_label, _("Others"));
  qh_chart_data_add_series (data, 0, C_("goal", "Done"), QH_CHART_COLOUR_AUTO);
  qh_chart_data_add_series (data, 1, _("Planned"), QH_CHART_COLOUR_AUTO);
  done = g_new (double, rows->len);
  for (guint i = 0; i < rows->len; i++)
    {
      const Row *row = &g_array_index (rows, Row, i);
      g_autofree char *label = qh_variable_dup_key_label (variable, row->key, self->language, self->namer, self->namer_data);
      guint category = qh_chart_data_add_category (data, row->key, label, NULL);

      done[i] = row->due > 0 ? row->done : row->unplanned;
      qh_chart_data_set_value (data, category, 0, done[i]);
      qh_chart_data_set_value (data, category, 1, row->due > 0 ? row->due : NAN);
    }
  add_note (self, data, goals);
  hide_small (self, data, done, rows->len, 1);
  return data;
}

/* A worker's months, each with how much of what was planned was done. */

static guint
count_months (QhDay first, QhDay last)
{
  int from_year, from_month, to_year, to_month;

  qh_day_to_ymd (first, &from_year, &from_month, NULL);
  qh_day_to_ymd (last, &to_year, &to_month, NULL);
  return (guint) ((to_year - from_year) * 12 + to_month - from_month + 1);
}

static guint
find_series (const QhChartData *data, gint64 key)
{
  for (guint s = 0; s < qh_chart_data_get_n_series (data); s++)
    if (qh_chart_data_get_series (data, s)->key == key)
      return s;
  return 0;
}

static QhChartData *
draw_shares (QhBoard *self, const QhBoardGoalList *goals)
{
  QhChartData *data = qh_chart_data_new (QH_CHART_MULTIPLES, NULL);
  guint n_months = count_months (goals->first, goals->last), n_workers;
  g_autoptr (GArray) workers = add_up (goals, QH_BOARD_GOALS_BY_WORKER);
  g_autoptr (QhVariable) variable = qh_variable_new (self->sources[0].frame, "worker", NULL);
  g_autofree double *done = NULL;
  g_autofree double *due = NULL;

  if (variable == NULL || !is_any_planned (workers))
    {
      say_reason (self, data, goals, QH_BOARD_GOALS_BY_WORKER);
      return data;
    }
  g_array_sort (workers, compare_rows);
  data->step = QH_CHART_STEP_MONTH;
  data->shares = TRUE;
  qh_chart_data_set_string (&data->unit, _(/* xgettext:no-c-format */ "% of the goal"));
  qh_chart_data_set_string (&data->category_title, _("Month"));
  for (guint i = 0; i < workers->len && g_array_index (workers, Row, i).due > 0; i++)
    {
      gint64 key = g_array_index (workers, Row, i).key;
      g_autofree char *label = qh_variable_dup_key_label (variable, key, self->language, self->namer, self->namer_data);

      qh_chart_data_add_series (data, key, label, QH_CHART_COLOUR_AUTO);
    }
  n_workers = qh_chart_data_get_n_series (data);
  done = g_new0 (double, n_months * n_workers);
  due = g_new0 (double, n_months * n_workers);
  for (guint i = 0; i < goals->results->len; i++)
    {
      const QhGoalResult *result = &g_array_index (goals->results, QhGoalResult, i);
      gsize at = (gsize) (count_months (goals->first, result->goal.month) - 1) * n_workers + find_series (data, result->goal.worker);

      if (!goals->summed[i])
        continue;
      done[at] += (double) result->done;
      due[at] += result->due;
    }
  for (guint m = 0; m < n_months; m++)
    {
      QhDay month = qh_day_add_months (goals->first, (int) m);
      g_autofree char *label = qh_day_format (month, _("%B %Y"));
      g_autofree char *axis = qh_day_format (month, "%b");
      guint category = qh_chart_data_add_category (data, month, label, axis);

      for (guint w = 0; w < n_workers; w++)
        qh_chart_data_set_value (data, category, w, due[m * n_workers + w] > 0 ? 100 * done[m * n_workers + w] / due[m * n_workers + w] : NAN);
    }
  add_note (self, data, goals);
  hide_small (self, data, done, n_months, n_workers);
  return data;
}

/**
 * qh_board_draw_goals:
 *
 * Returns: (transfer full): goals beside what was done, by the chart's rows; for a chart
 *   of many small ones how much of them each worker met by month.
 */
QhChartData *
qh_board_draw_goals (QhBoard     *self,
                     QhBoardChart chart)
{
  const QhChartSpec *spec = qh_board_get_part (self, chart)->spec;
  gboolean multiples = spec->form == QH_CHART_MULTIPLES;
  QhBoardGoalsBy by = multiples ? QH_BOARD_GOALS_BY_WORKER : qh_board_goals_get_by (spec);
  g_autoptr (QhBoardGoalList) goals = NULL;

  if (self->goals == NULL)
    {
      QhChartData *data = qh_chart_data_new (spec->form, NULL);

      qh_chart_data_set_string (&data->empty_reason, _("These records are still being read."));
      return data;
    }
  goals = qh_board_goal_list_new (self, chart, by);
  return multiples ? draw_shares (self, goals) : draw_bullets (self, chart, goals, by);
}
