/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Figures of a test that are single rows, or count few of them. */
#include "config.h"

#include "stats/qh-stats-small.h"

#include <math.h>
#include <string.h>

#include "frame/qh-small-cells.h"

/* Counts of the table itself, not of rows. */
static const char *const no_rows[] = { "n", "rows", "columns", "items", "computed", NULL };
/* Figures that are the value of one row, and those that lie between two parts of the rows. */
static const char *const quantiles[] = { "min", "q1", "median", "q3", "max", NULL };

/* Whether so many rows lie at a value or on either side of it that it tells of none alone. */
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

/**
 * qh_stats_small_may_show:
 * @measure: the name of what is said of numbers, such as "median"
 * @values: (array length=n): of which it is
 *
 * Returns: whether a measure tells of no row alone: of few rows none is shown; extremes,
 *   quartiles and the mode are where enough rows share them or lie beyond
 */
gboolean
qh_stats_small_may_show (const char *measure, double value, const double *values, gsize n, guint least)
{
  if (least < 2 || isnan (value))
    return TRUE;
  if (n < least)
    return FALSE;
  if (g_str_equal (measure, "mode"))
    return is_frequent (value, values, n, least);
  return !g_strv_contains (quantiles, measure) || is_safe (value, values, n, least);
}

/**
 * qh_stats_small_hide_cell:
 *
 * Takes a figure out of a table; people see that it is hidden.
 */
void
qh_stats_small_hide_cell (QhFigureTable *table, guint row, guint column)
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

/* The group of a row of a table; there is none where its rows have no weight. */
static guint
find_group (const QhStatsGroups *groups, const char *label)
{
  guint g = 0;

  while (g < groups->n_groups && !g_str_equal (groups->labels[g], label))
    g++;
  return g;
}

static gboolean
hide_group_figures (QhFigureTable *table, const QhStatsGroups *groups, guint least)
{
  gboolean hidden = FALSE;

  for (guint r = 0; r < qh_figure_table_get_n_rows (table); r++)
    {
      guint g = find_group (groups, qh_figure_table_get (table, r, 0)->text);

      for (guint c = 1; c < table->columns->len; c++)
        if (g == groups->n_groups
            || !qh_stats_small_may_show (g_array_index (table->columns, QhFigureColumn, c).name,
                                         qh_figure_table_get (table, r, c)->value,
                                         groups->values[g],
                                         groups->sizes[g],
                                         least))
          {
            qh_stats_small_hide_cell (table, r, c);
            hidden = TRUE;
          }
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
      qh_stats_small_hide_cell (table, r, c);
}

static gboolean
hide_share (QhFigureTable *table, guint row, const QhStatsVariable *of, const guint8 *hidden)
{
  guint category = 0;

  if (g_ptr_array_find_with_equal_func (
        of->categories, qh_figure_table_get (table, row, 0)->text, g_str_equal, &category)
      && !hidden[category * 2])
    return FALSE;
  for (guint c = 1; c < table->columns->len; c++)
    qh_stats_small_hide_cell (table, row, c);
  return TRUE;
}

/* Shares of categories: a row is a count and what follows from it. The sentence tells
 * the largest of them. */
static gboolean
hide_shares (QhStatsResult *result, const QhStatsTest *test, const QhStatsData *rows, guint least)
{
  QhFigureTable *table = find_table (result, "shares");
  const QhStatsVariable *of = rows->of->len > 0 ? qh_stats_data_of (rows, 0) : NULL;
  g_autofree guint8 *whole = NULL, *hidden = NULL;
  g_autofree double *counts = NULL;
  gboolean any = FALSE;

  if (table == NULL || of == NULL || of->categories == NULL)
    return FALSE;
  whole = qh_stats_small_find_whole (test, rows);
  counts = qh_stats_small_count (of, whole, rows->n);
  hidden = qh_small_cells_find (counts, of->categories->len, 1, least, TRUE);
  for (guint r = 0; r < qh_figure_table_get_n_rows (table); r++)
    any |= hide_share (table, r, of, hidden);
  if (any)
    qh_stats_result_say (result, NULL);
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
          qh_stats_small_hide_cell (residuals, 0, c);
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
            qh_stats_small_hide_cell (table, r, c);
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
        qh_stats_small_hide_cell (table, r - 1, 2);
        qh_stats_small_hide_cell (table, r - 1, 3);
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
                     || (alone && !qh_stats_small_may_show (figure->name, figure->value, values, n_values, least));

      if (few && g_str_equal (figure->name, "median"))
        g_clear_pointer (&result->sentence, g_free);
      if (few)
        g_array_remove_index (result->figures, i - 1);
      hidden |= few;
    }
  return hidden;
}

/**
 * qh_stats_small_hide_figures:
 * @result: what @test says of what takes part
 * @rows: the rows that it was computed from
 *
 * Takes away the figures that rest on fewer rows than may be shown: extremes and
 * quartiles, counts, steps of a curve.
 *
 * Returns: whether there were any.
 */
gboolean
qh_stats_small_hide_figures (QhStatsResult *result, const QhStatsTest *test, const QhStatsData *rows, guint least)
{
  gboolean hidden = FALSE;

  hidden |= hide_in_groups (result, rows, least);
  hidden |= hide_shares (result, test, rows, least);
  hidden |= hide_fit (result, rows, least);
  hidden |= hide_curves (result, least);
  hidden |= hide_figures (result, rows, least);
  return hidden;
}
