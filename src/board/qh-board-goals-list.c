/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which goals a chart is of, and the activities behind its rows. */
#include "board/qh-board-goals-private.h"
#include "board/qh-chart-needs.h"

/**
 * qh_board_goals_get_by:
 *
 * Returns: what the rows of a chart of goals are
 */
QhBoardGoalsBy
qh_board_goals_get_by (const QhChartSpec *spec)
{
  for (guint i = 0; i < QH_BOARD_GOALS_N_BY; i++)
    if (g_str_equal (spec->rows, qh_chart_goal_rows[i]))
      return (QhBoardGoalsBy) i;
  return QH_BOARD_GOALS_BY_TYPE;
}

/**
 * qh_board_goal_get_key:
 *
 * Returns: in which row a goal stands; 0 for none
 */
gint64
qh_board_goal_get_key (const QhGoal  *goal,
                       QhBoardGoalsBy by)
{
  const gint64 keys[QH_BOARD_GOALS_N_BY] = { goal->type, goal->function, goal->worker, goal->month };

  return keys[by];
}

/* The filter's conditions, the chart's own and what is selected in others. */
static void
add_conditions (QhBoard *self, QhBoardChart chart, QhBoardGoalList *list)
{
  char *const *own = qh_board_get_part (self, chart)->spec->filter;

  list->own = qh_filter_new ();
  list->conditions = g_ptr_array_new ();
  for (guint i = 0; own != NULL && own[i] != NULL; i++)
    qh_filter_parse (list->own, self->sources[0].frame, own[i], NULL);
  g_ptr_array_extend (list->conditions, list->own->conditions, NULL, NULL);
  g_ptr_array_extend (list->conditions, self->filter->conditions, NULL, NULL);
  for (guint i = 0; i < self->parts->len; i++)
    if (i != chart && qh_board_get_part (self, i)->selection.filter != NULL)
      g_ptr_array_extend (list->conditions, qh_board_get_part (self, i)->selection.filter->conditions, NULL, NULL);
}

/* Goals know no level, field or hour. */
static void
note_ignored (QhBoard *self, QhBoardGoalList *list)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < list->conditions->len; i++)
    {
      const QhCondition *condition = g_ptr_array_index (list->conditions, i);
      g_autoptr (QhVariable) variable = NULL;
      g_autofree char *label = NULL;

      if (g_strv_contains (qh_chart_goal_rows, condition->variable) || g_str_equal (condition->variable, "date"))
        continue;
      variable = qh_variable_new (self->sources[0].frame, condition->variable, NULL);
      label = variable != NULL ? qh_variable_dup_label (variable, self->language) : NULL;
      if (label != NULL)
        g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", label);
    }
  list->ignored = names->len > 0 ? g_strdup (names->str) : NULL;
}

/**
 * qh_board_goal_list_has_condition:
 *
 * Returns: whether the goals are narrowed by @variable.
 */
gboolean
qh_board_goal_list_has_condition (const QhBoardGoalList *self,
                                  const char            *variable)
{
  for (guint i = 0; i < self->conditions->len; i++)
    if (g_str_equal (((const QhCondition *) g_ptr_array_index (self->conditions, i))->variable, variable))
      return TRUE;
  return FALSE;
}

static gboolean
has_key (const QhCondition *condition, gint64 key)
{
  if (condition->keys == NULL)
    return key >= condition->least && key <= condition->greatest;
  for (guint i = 0; i < condition->keys->len; i++)
    if (g_array_index (condition->keys, gint64, i) == key)
      return TRUE;
  return FALSE;
}

static gboolean
passes (const QhBoardGoalList *self, const QhGoal *goal)
{
  for (guint i = 0; i < self->conditions->len; i++)
    {
      const QhCondition *condition = g_ptr_array_index (self->conditions, i);

      for (guint by = 0; by < QH_BOARD_GOALS_N_BY; by++)
        if (g_str_equal (condition->variable, qh_chart_goal_rows[by]) && !has_key (condition, qh_board_goal_get_key (goal, (QhBoardGoalsBy) by)))
          return FALSE;
    }
  return goal->month >= self->first && goal->month <= self->last;
}

/* Months that have not begun are nobody's fault. */
static void
set_months (QhBoard *self, QhBoardGoalList *list)
{
  list->first = qh_day_month_start (self->from);
  list->last = qh_day_month_start (MIN (self->to, MAX (self->last_day, qh_day_today ())));
  list->last = MAX (list->first, list->last);
}

/**
 * qh_board_goal_list_new:
 * @by: what the chart's rows are
 *
 * Returns: (transfer full): the goals of a chart: the units', or, by worker and where
 *   workers are asked for, those of workers. The board must have goals.
 */
QhBoardGoalList *
qh_board_goal_list_new (QhBoard       *self,
                        QhBoardChart   chart,
                        QhBoardGoalsBy by)
{
  QhBoardGoalList *list = g_new0 (QhBoardGoalList, 1);
  gboolean of_workers;

  add_conditions (self, chart, list);
  note_ignored (self, list);
  set_months (self, list);
  of_workers = by == QH_BOARD_GOALS_BY_WORKER || qh_board_goal_list_has_condition (list, "worker");
  list->results = g_array_new (FALSE, FALSE, sizeof (QhGoalResult));
  for (guint i = 0; i < self->goals->results->len; i++)
    {
      const QhGoalResult *result = &g_array_index (self->goals->results, QhGoalResult, i);

      if ((result->goal.worker != 0) == of_workers && qh_board_goal_get_key (&result->goal, by) != 0 && passes (list, &result->goal))
        g_array_append_vals (list->results, result, 1);
    }
  list->summed = qh_goals_find_summed (list->results);
  for (guint i = 0; i < list->results->len && by <= QH_BOARD_GOALS_BY_FUNCTION; i++)
    list->summed[i] = g_array_index (list->results, QhGoalResult, i).due > 0;
  return list;
}

void
qh_board_goal_list_free (QhBoardGoalList *self)
{
  g_array_unref (self->results);
  g_ptr_array_unref (self->conditions);
  qh_filter_free (self->own);
  g_free (self->summed);
  g_free (self->ignored);
  g_free (self);
}

/* The activities behind */

typedef struct
{
  guint32 *categories[QH_BOARD_GOALS_N_BY]; /* of each row */
  QhVariable *variables[QH_BOARD_GOALS_N_BY];
  GPtrArray *goals[2]; /* by category of types and of functions: GArray of QhGoal, or NULL */
} Rows;

static void
decode (Rows *rows, QhFrame *frame)
{
  guint n = qh_frame_get_n_rows (frame);

  for (guint by = 0; by < QH_BOARD_GOALS_N_BY; by++)
    {
      rows->variables[by] = qh_variable_new (frame, qh_chart_goal_rows[by], NULL);
      rows->categories[by] = g_new (guint32, MAX (1, n));
      qh_variable_decode (rows->variables[by], 0, n, rows->categories[by]);
    }
}

static void
clear_rows (Rows *rows)
{
  for (guint by = 0; by < QH_BOARD_GOALS_N_BY; by++)
    {
      qh_variable_free (rows->variables[by]);
      g_free (rows->categories[by]);
    }
  g_ptr_array_unref (rows->goals[0]);
  g_ptr_array_unref (rows->goals[1]);
}

static guint
find_category (const QhVariable *variable, gint64 key)
{
  for (guint i = 0; i < qh_variable_get_n_keys (variable); i++)
    if (qh_variable_get_key (variable, i) == key)
      return i;
  return G_MAXUINT;
}

static void
unref_goals (gpointer data)
{
  if (data != NULL)
    g_array_unref (data);
}

static void
add_goal (Rows *rows, const QhGoal *goal)
{
  guint which = goal->type != 0 ? 0 : 1;
  guint category = find_category (rows->variables[which], which == 0 ? goal->type : goal->function);
  gpointer *list;

  if (category == G_MAXUINT)
    return;
  list = &g_ptr_array_index (rows->goals[which], category);
  if (*list == NULL)
    *list = g_array_new (FALSE, FALSE, sizeof (QhGoal));
  g_array_append_vals (*list, goal, 1);
}

static gboolean
is_behind (const QhBoardGoals *goals, const QhGoal *goal, QhDay month, gint64 worker)
{
  const gint64 *unit;

  if (goal->month != month)
    return FALSE;
  if (goal->worker != 0)
    return goal->worker == worker;
  unit = g_hash_table_lookup (goals->units, &worker);
  return unit != NULL && *unit == goal->unit;
}

static gboolean
is_any_behind (const QhBoardGoals *goals, const Rows *rows, guint row)
{
  QhDay month = (QhDay) qh_variable_get_key (rows->variables[QH_BOARD_GOALS_BY_MONTH], rows->categories[QH_BOARD_GOALS_BY_MONTH][row]);
  gint64 worker = qh_variable_get_key (rows->variables[QH_BOARD_GOALS_BY_WORKER], rows->categories[QH_BOARD_GOALS_BY_WORKER][row]);

  for (guint which = 0; which < 2; which++)
    {
      const GArray *list = g_ptr_array_index (rows->goals[which], rows->categories[which][row]);

      for (guint i = 0; list != NULL && i < list->len; i++)
        if (is_behind (goals, &g_array_index (list, QhGoal, i), month, worker))
          return TRUE;
    }
  return FALSE;
}

/**
 * qh_board_mask_goals:
 *
 * Returns: (transfer full): the activities that were counted for what is selected in a
 *   chart of goals; of what is not planned all of them
 */
guint8 *
qh_board_mask_goals (QhBoard     *self,
                     QhBoardChart chart)
{
  const QhBoardPart *part = qh_board_get_part (self, chart);
  QhBoardGoalsBy by = part->spec->form == QH_CHART_MULTIPLES ? QH_BOARD_GOALS_BY_WORKER : qh_board_goals_get_by (part->spec);
  QhFrame *frame = self->sources[0].frame;
  guint8 *mask = qh_filter_to_mask (part->selection.filter, frame, NULL);
  g_autoptr (QhBoardGoalList) list = NULL;
  g_autoptr (GHashTable) planned = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  Rows rows = { 0 };

  if (mask == NULL || self->goals == NULL)
    return mask;
  list = qh_board_goal_list_new (self, chart, by);
  decode (&rows, frame);
  for (guint which = 0; which < 2; which++)
    {
      rows.goals[which] = g_ptr_array_new_with_free_func (unref_goals);
      g_ptr_array_set_size (rows.goals[which], (int) qh_variable_get_n_keys (rows.variables[which]));
    }
  for (guint i = 0; i < list->results->len; i++)
    {
      const QhGoal *goal = &g_array_index (list->results, QhGoalResult, i).goal;
      gint64 key = qh_board_goal_get_key (goal, by);

      if (!list->summed[i])
        continue;
      add_goal (&rows, goal);
      g_hash_table_add (planned, g_memdup2 (&key, sizeof key));
    }
  for (guint row = 0; row < self->sources[0].n_rows; row++)
    {
      gint64 key = mask[row] ? qh_variable_get_key (rows.variables[by], rows.categories[by][row]) : 0;

      if (mask[row] && g_hash_table_contains (planned, &key))
        mask[row] = is_any_behind (self->goals, &rows, row);
    }
  clear_rows (&rows);
  return mask;
}
