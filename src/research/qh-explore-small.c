/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What rests on few rows is not told: groups are left out before anything is computed,
 * and of what was computed the figures of few rows are taken away. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "frame/qh-small-cells.h"
#include "research/qh-explore-private.h"

/* Counts of the table itself, not of rows. */
static const char *const no_rows[] = { "n", "rows", "columns", "items", NULL };
/* Figures that are the value of one row, and those that lie between two parts of the rows. */
static const char *const quantiles[] = { "min", "q1", "median", "q3", "max", NULL };

/**
 * qh_explore_refuse_few:
 *
 * Says that there are too few rows to be shown.
 *
 * Returns: %FALSE
 */
gboolean
qh_explore_refuse_few (guint least, GError **error)
{
  g_set_error (error,
               QH_ERROR,
               QH_ERROR_RANGE,
               _ ("These are fewer than %u rows with an answer, and so few are not shown, so that "
                  "nobody can be "
                  "recognized. Choose other rows or variables."),
               least);
  return FALSE;
}

/* Groups that are left out */

/* Which rows have all that is asked of them. */
static guint8 *
find_whole (const QhStatsData *data)
{
  guint8 *whole = g_malloc (MAX (1, data->n));

  for (gsize i = 0; i < data->n; i++)
    {
      whole[i] = !isnan (qh_stats_data_of (data, 0)->values[i]);
      for (guint v = 0; v < data->by->len; v++)
        whole[i] &= !isnan (qh_stats_data_by (data, v)->values[i]);
    }
  return whole;
}

static gsize
count_whole (const guint8 *whole, gsize n)
{
  gsize count = 0;

  for (gsize i = 0; i < n; i++)
    count += whole[i];
  return count;
}

/* Takes the hidden categories out of a variable; their rows have no answer then. */
static void
take_out (QhStatsVariable *variable, gsize n, const guint8 *hidden, GPtrArray *left_out)
{
  guint n_categories = variable->categories->len;
  g_autofree double *places = g_new (double, n_categories + 1);
  GPtrArray *kept = g_ptr_array_new_with_free_func (g_free);

  for (guint c = 0; c < n_categories; c++)
    {
      const char *label = g_ptr_array_index (variable->categories, c);

      places[c] = hidden[c * 2] ? NAN : kept->len;
      g_ptr_array_add (hidden[c * 2] ? left_out : kept, g_strdup (label));
    }
  for (gsize i = 0; i < n; i++)
    if (!isnan (variable->values[i]))
      variable->values[i] = places[(guint)variable->values[i]];
  g_ptr_array_unref (variable->categories);
  variable->categories = kept;
}

/* How many rows there are of each category. */
static double *
count_categories (const QhStatsData *rows, const QhStatsVariable *variable)
{
  g_autofree guint8 *whole = find_whole (rows);
  double *counts = g_new0 (double, variable->categories->len + 1);

  for (gsize i = 0; i < rows->n; i++)
    if (whole[i])
      counts[(guint)variable->values[i]]++;
  return counts;
}

/* Out of both: what is computed from, and the rows that it was made of. */
static void
leave_out (GPtrArray *variables,
           gsize n,
           const QhStatsData *rows,
           GPtrArray *row_variables,
           guint v,
           guint least,
           GPtrArray *left_out)
{
  QhStatsVariable *variable = g_ptr_array_index (variables, v),
                  *of_rows = g_ptr_array_index (row_variables, v);
  g_autoptr (GPtrArray) again = g_ptr_array_new_with_free_func (g_free);
  g_autofree double *counts = NULL;
  g_autofree guint8 *hidden = NULL;

  if (variable->categories == NULL || variable->categories->len == 0)
    return;
  counts = count_categories (rows, of_rows);
  hidden = qh_small_cells_find (counts, of_rows->categories->len, 1, least, TRUE);
  take_out (variable, n, hidden, left_out);
  take_out (of_rows, rows->n, hidden, again);
}

/* What a weight adds up to does not tell how many rows it was. */
static gboolean
may_weigh (const QhExploring *self, const QhStatsTest *test, GError **error)
{
  if (self->weight == NULL
      || (!test->event && !test->counts && !g_str_equal (test->name, "logistic")))
    return TRUE;
  g_set_error (error,
               QH_ERROR,
               QH_ERROR_RANGE,
               _ ("The test is not shown with a weight where counts below %u are hidden. Take the "
                  "weight away."),
               self->rules->least);
  return FALSE;
}

static gboolean
may_count (const QhStatsCounts *counts, guint least, GError **error)
{
  g_autofree guint8 *hidden
    = qh_small_cells_find (counts->cells, counts->rows->len, counts->columns->len, least, TRUE);

  if (qh_small_cells_count_free (hidden, counts->rows->len, counts->columns->len) != 1)
    return TRUE;
  g_set_error (error,
               QH_ERROR,
               QH_ERROR_RANGE,
               _ ("The test is not shown: beside the totals it would tell the counts below %u, "
                  "which are hidden."),
               least);
  return FALSE;
}

/**
 * qh_explore_leave_out:
 * @data: what a test is to be computed from
 * @rows: (nullable): the same where each row stands for itself; %NULL where nothing is hidden
 * @left_out: (element-type utf8): gets the groups that were left out
 *
 * Leaves out groups of fewer rows than may be shown, and those that would give them away.
 *
 * Returns: whether what is left may be shown.
 */
gboolean
qh_explore_leave_out (const QhExploring *self,
                      const QhStatsTest *test,
                      QhStatsData *data,
                      QhStatsData *rows,
                      GPtrArray *left_out,
                      GError **error)
{
  guint least = self->rules->least;
  g_autofree guint8 *whole = NULL;

  if (rows == NULL)
    return TRUE;
  if (!may_weigh (self, test, error))
    return FALSE;
  if (test->counts)
    return may_count (rows->counts, least, error);
  if (data->by->len > 0)
    leave_out (data->of, data->n, rows, rows->of, 0, least, left_out);
  for (guint v = 0; v < data->by->len; v++)
    leave_out (data->by, data->n, rows, rows->by, v, least, left_out);
  whole = find_whole (rows);
  return count_whole (whole, rows->n) >= least || qh_explore_refuse_few (least, error);
}

/* Figures that are taken away */

/* Whether so many rows lie at a value or on either side of it that it tells of none. */
static gboolean
is_safe (double value, const double *values, gsize n, guint least)
{
  gsize below = 0, above = 0;

  for (gsize i = 0; i < n; i++)
    {
      below += values[i] <= value;
      above += values[i] >= value;
    }
  return below >= least && above >= least;
}

static gboolean
is_frequent (double value, const double *values, gsize n, guint least)
{
  gsize count = 0;

  for (gsize i = 0; i < n; i++)
    count += values[i] == value;
  return count >= least;
}

static gboolean
may_show (const char *name, double value, const double *values, gsize n, guint least)
{
  if (isnan (value))
    return TRUE;
  if (g_str_equal (name, "mode"))
    return is_frequent (value, values, n, least);
  return !g_strv_contains (quantiles, name) || is_safe (value, values, n, least);
}

static void
hide_cell (QhFigureTable *table, guint row, guint column)
{
  QhFigureCell *cell
    = &g_array_index (table->cells, QhFigureCell, row * table->columns->len + column);

  g_free (cell->text);
  cell->text = g_strdup ("…");
  cell->value = NAN;
}

static QhFigureTable *
find_table (QhStatsResult *result, const char *name)
{
  return (QhFigureTable *)qh_stats_result_find_table (result, name);
}

static gboolean
hide_group_figures (QhFigureTable *table, const QhStatsGroups *groups, guint least)
{
  gboolean hidden = FALSE;

  for (guint r = 0; r < MIN (qh_figure_table_get_n_rows (table), groups->n_groups); r++)
    for (guint c = 0; c < table->columns->len; c++)
      if (!may_show (g_array_index (table->columns, QhFigureColumn, c).name,
                     qh_figure_table_get (table, r, c)->value,
                     groups->values[r],
                     groups->sizes[r],
                     least))
        {
          hide_cell (table, r, c);
          hidden = TRUE;
        }
  return hidden;
}

static gboolean
hide_in_groups (QhStatsResult *result, const QhStatsData *data, guint least)
{
  QhFigureTable *table = find_table (result, "groups");
  g_autoptr (QhStatsGroups) groups = NULL;

  if (table == NULL || data->of->len != 1 || data->by->len != 1
      || qh_stats_data_by (data, 0)->categories == NULL)
    return FALSE;
  groups = qh_stats_data_split (data, 1, G_MAXUINT, 1, NULL);
  return groups != NULL && hide_group_figures (table, groups, least);
}

/* All figures of a table from a column on. */
static void
hide_from (QhFigureTable *table, guint first)
{
  for (guint r = 0; r < qh_figure_table_get_n_rows (table); r++)
    for (guint c = first; c < table->columns->len; c++)
      hide_cell (table, r, c);
}

/* Shares of categories: a row is a count and what follows from it. */
static gboolean
hide_shares (QhStatsResult *result, const QhStatsData *rows, guint least)
{
  QhFigureTable *table = find_table (result, "shares");
  const QhStatsVariable *of = rows->of->len > 0 ? qh_stats_data_of (rows, 0) : NULL;
  g_autofree double *counts = NULL;
  g_autofree guint8 *hidden = NULL;
  gboolean any = FALSE;

  if (table == NULL || of == NULL || of->categories == NULL)
    return FALSE;
  counts = count_categories (rows, of);
  hidden = qh_small_cells_find (counts, of->categories->len, 1, least, TRUE);
  for (guint r = 0; r < qh_figure_table_get_n_rows (table); r++)
    {
      guint category = 0;

      g_ptr_array_find_with_equal_func (
        of->categories, qh_figure_table_get (table, r, 0)->text, g_str_equal, &category);
      for (guint c = 1; hidden[category * 2] && c < table->columns->len; c++)
        {
          hide_cell (table, r, c);
          any = TRUE;
        }
    }
  return any;
}

/* What a regression says of single rows: the extremes of what it leaves, and who is
 * told rightly where those are few. */
static gboolean
hide_fit (QhStatsResult *result, const QhStatsData *rows, guint least)
{
  QhFigureTable *residuals = find_table (result, "residuals"), *told = find_table (result, "told");
  double cells[4];
  g_autofree guint8 *hidden = NULL;

  if (residuals != NULL && qh_figure_table_get_n_rows (residuals) > 0)
    for (guint c = 0; c < residuals->columns->len; c++)
      {
        const char *name = g_array_index (residuals->columns, QhFigureColumn, c).name;

        if (g_str_equal (name, "min") || g_str_equal (name, "max") || rows->n < 4 * (gsize)least)
          hide_cell (residuals, 0, c);
      }
  if (told == NULL || qh_figure_table_get_n_rows (told) != 2)
    return residuals != NULL;
  for (guint i = 0; i < 4; i++)
    cells[i] = qh_figure_table_get (told, i / 2, 1 + i % 2)->value;
  hidden = qh_small_cells_find (cells, 2, 2, least, TRUE);
  if (memchr (hidden, 1, 9) == NULL)
    return residuals != NULL;
  hide_from (told, 1);
  return TRUE;
}

/* Curves */

/* Of groups by whether they ended or go on; a median is told where enough ended. */
static gboolean
hide_ends (QhFigureTable *table, guint least)
{
  guint n = qh_figure_table_get_n_rows (table);
  g_autofree double *cells = g_new (double, 2 * n + 1);
  g_autofree guint8 *hidden = NULL;
  gboolean any = FALSE;

  for (guint r = 0; r < n; r++)
    {
      cells[2 * r] = qh_figure_table_get (table, r, 2)->value;
      cells[2 * r + 1] = qh_figure_table_get (table, r, 1)->value - cells[2 * r];
    }
  hidden = qh_small_cells_find (cells, n, 2, least, TRUE);
  for (guint r = 0; r < n; r++)
    {
      gboolean few = hidden[3 * r] || hidden[3 * r + 1];

      for (guint c = 2; c < table->columns->len; c++)
        if (few || (c >= 4 && cells[2 * r] < 2.0 * least))
          {
            hide_cell (table, r, c);
            any = TRUE;
          }
    }
  return any;
}

/* Only steps before which enough ended are kept, so that no step is a single row's; how
 * many they were is not told. */
static void
thin_steps (QhFigureTable *table, guint least)
{
  guint n = qh_figure_table_get_n_rows (table), width = table->columns->len;
  g_autofree gboolean *kept = g_new0 (gboolean, n + 1);
  const char *group = NULL;
  double ended = 0;

  for (guint r = 0; r < n; r++)
    {
      const char *name = qh_figure_table_get (table, r, 0)->text;

      if (g_strcmp0 (name, group) != 0)
        ended = 0;
      group = name;
      ended += qh_figure_table_get (table, r, 3)->value;
      kept[r] = ended >= least && qh_figure_table_get (table, r, 2)->value >= least;
      if (kept[r])
        ended = 0;
    }
  for (guint r = n; r > 0; r--)
    if (kept[r - 1])
      {
        hide_cell (table, r - 1, 2);
        hide_cell (table, r - 1, 3);
      }
    else
      g_array_remove_range (table->cells, (r - 1) * width, width);
}

static gboolean
hide_curves (QhStatsResult *result, guint least)
{
  QhFigureTable *groups = find_table (result, "groups"), *steps = find_table (result, "steps");
  gboolean hidden;

  if (!g_str_equal (result->test, "kaplan-meier"))
    return FALSE;
  hidden = groups != NULL && hide_ends (groups, least);
  if (hidden)
    g_clear_pointer (&result->sentence, g_free);
  if (steps == NULL)
    return hidden;
  thin_steps (steps, least);
  return TRUE;
}

static gboolean
is_small_count (const QhFigure *figure, double n, guint least)
{
  double count
    = figure->form == QH_FIGURE_PERCENT ? round (n * figure->value / 100) : figure->value;

  if ((figure->form != QH_FIGURE_COUNT && figure->form != QH_FIGURE_PERCENT)
      || g_strv_contains (no_rows, figure->name))
    return FALSE;
  return (count > 0 && count < least) || (n - count > 0 && n - count < least);
}

static gboolean
hide_figures (QhStatsResult *result, const QhStatsData *rows, guint least)
{
  const QhFigure *all = qh_stats_result_find (result, "n");
  double n = all != NULL ? all->value : INFINITY;
  gboolean alone
    = rows->of->len == 1 && rows->by->len == 0 && qh_stats_data_of (rows, 0)->categories == NULL;
  g_autofree double *values = NULL;
  gsize n_values = alone ? qh_stats_data_values (qh_stats_data_of (rows, 0), rows->n, &values) : 0;
  gboolean hidden = FALSE;

  for (guint i = result->figures->len; i > 0; i--)
    {
      const QhFigure *figure = &g_array_index (result->figures, QhFigure, i - 1);
      gboolean few = is_small_count (figure, n, least) || g_str_equal (figure->name, "cook_most")
                     || (alone && !may_show (figure->name, figure->value, values, n_values, least));

      if (few && g_str_equal (figure->name, "median"))
        g_clear_pointer (&result->sentence, g_free);
      if (few)
        g_array_remove_index (result->figures, i - 1);
      hidden |= few;
    }
  return hidden;
}

/**
 * qh_explore_hide_figures:
 * @rows: (nullable): the rows that @result was computed from; %NULL where nothing is hidden
 *
 * Takes away the figures that rest on fewer rows than may be shown: extremes and
 * quartiles, counts, steps of a curve.
 *
 * Returns: whether there were any.
 */
gboolean
qh_explore_hide_figures (const QhExploring *self, QhStatsResult *result, const QhStatsData *rows)
{
  guint least = self->rules->least;
  gboolean hidden = FALSE;

  if (rows == NULL)
    return FALSE;
  hidden |= hide_in_groups (result, rows, least);
  hidden |= hide_shares (result, rows, least);
  hidden |= hide_fit (result, rows, least);
  hidden |= hide_curves (result, least);
  hidden |= hide_figures (result, rows, least);
  return hidden;
}

/**
 * qh_explore_tell_hidden:
 * @left_out: (element-type utf8): the groups that were left out
 * @hidden: whether figures were taken away
 *
 * Says so below the answer.
 */
void
qh_explore_tell_hidden (QhAnswer *answer, guint least, GPtrArray *left_out, gboolean hidden)
{
  if (left_out->len > 0)
    {
      g_autofree char *names = NULL;

      g_ptr_array_add (left_out, NULL);
      names = g_strjoinv (", ", (char **)left_out->pdata);
      g_ptr_array_remove_index (left_out, left_out->len - 1);
      g_ptr_array_add (
        answer->lines,
        g_strdup_printf (
          _ ("Left out, since they have fewer than %u rows or would give such groups away: %s."),
          least,
          names));
    }
  if (hidden)
    g_ptr_array_add (
      answer->lines,
      g_strdup_printf (_ ("Figures that rest on fewer than %u rows are hidden."), least));
}
