/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a test says to who may not see the rows: nothing of a few of them. */
#include "config.h"

#include "stats/qh-stats-small.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "domain/qh-error.h"
#include "frame/qh-small-cells.h"

static guint
find_column (const QhFigureTable *table, const char *name)
{
  for (guint c = 0; c < table->columns->len; c++)
    if (g_str_equal (g_array_index (table->columns, QhFigureColumn, c).name, name))
      return c;
  return G_MAXUINT;
}

static QhFigureCell *
get_cell (QhFigureTable *table, guint row, guint column)
{
  return &g_array_index (table->cells, QhFigureCell, row * table->columns->len + column);
}

static gboolean
is_small (double count, guint least)
{
  return count > 0 && count < least;
}

/* A part of a whole is told by the rest of it too. */
static gboolean
is_small_part (double count, double whole, guint least)
{
  return is_small (count, least) || is_small (whole - count, least);
}

static void
hide_row (QhFigureTable *table, guint row)
{
  for (guint c = 0; c < table->columns->len; c++)
    if (g_array_index (table->columns, QhFigureColumn, c).form != QH_FIGURE_TEXT)
      get_cell (table, row, c)->value = NAN;
}

/* Rows that add up to all that are counted: those with a small count, and what would
 * give one alone away. Where a part of them is counted too, it may not be small either. */
static guint
hide_rows (QhFigureTable *table, const char *name, guint part, guint least)
{
  guint count = find_column (table, name), n_rows = qh_figure_table_get_n_rows (table), n = 0;
  g_autofree double *counts = g_new0 (double, MAX (1, n_rows));
  g_autofree guint8 *hidden = NULL;

  for (guint r = 0; r < n_rows; r++)
    {
      counts[r] = get_cell (table, r, count)->value;
      if (part != G_MAXUINT && is_small_part (get_cell (table, r, part)->value, counts[r], least))
        counts[r] = 1;
    }
  hidden = qh_small_cells_find (counts, n_rows, 1, least, TRUE);
  for (guint r = 0; r < n_rows; r++)
    if (hidden[r * 2])
      {
        hide_row (table, r);
        n++;
      }
  return n;
}

/* Of two groups each follows from the other. */
static gboolean
refuse_group (QhFigureTable *groups, guint least, GError **error)
{
  guint count = find_column (groups, "n"), n_rows = qh_figure_table_get_n_rows (groups);

  for (guint r = 0; n_rows <= 2 && r < n_rows; r++)
    if (is_small (get_cell (groups, r, count)->value, least))
      {
        g_set_error (error,
                     QH_ERROR,
                     QH_ERROR_RANGE,
                     _ ("The group “%s” has fewer than %u rows, so few that they are not shown. Compare "
                        "other groups, or more rows."),
                     get_cell (groups, r, find_column (groups, "group"))->text,
                     least);
        return TRUE;
      }
  return FALSE;
}

static gboolean
is_hidden_group (QhFigureTable *groups, const char *label)
{
  for (guint r = 0; r < qh_figure_table_get_n_rows (groups); r++)
    if (g_strcmp0 (get_cell (groups, r, find_column (groups, "group"))->text, label) == 0)
      return isnan (get_cell (groups, r, find_column (groups, "n"))->value);
  return FALSE;
}

/* What a hidden group is compared with would tell it. */
static void
hide_pairs (QhFigureTable *pairs, QhFigureTable *groups)
{
  for (guint r = 0; r < qh_figure_table_get_n_rows (pairs); r++)
    if (is_hidden_group (groups, get_cell (pairs, r, find_column (pairs, "first"))->text)
        || is_hidden_group (groups, get_cell (pairs, r, find_column (pairs, "second"))->text))
      hide_row (pairs, r);
}

/* A step of a survival curve is one person's time: those are put together until as many
 * ended as may be shown, and where fewer go on the curve ends. */
static void
join_steps (QhFigureTable *steps, guint least)
{
  guint group = find_column (steps, "group"), at_risk = find_column (steps, "at_risk"), ended = find_column (steps, "ended");
  guint n_rows = qh_figure_table_get_n_rows (steps), width = steps->columns->len;
  g_autofree gboolean *kept = g_new0 (gboolean, MAX (1, n_rows));
  double sum = 0;

  for (guint r = 0; r < n_rows; r++)
    {
      double left = get_cell (steps, r, at_risk)->value, now = get_cell (steps, r, ended)->value;

      if (r > 0 && g_strcmp0 (get_cell (steps, r, group)->text, get_cell (steps, r - 1, group)->text) != 0)
        sum = 0;
      sum += now;
      kept[r] = sum >= least && left >= least && !is_small (left - now, least);
      if (!kept[r])
        continue;
      get_cell (steps, r, ended)->value = sum;
      sum = 0;
    }
  for (guint r = n_rows; r > 0; r--)
    if (!kept[r - 1])
      g_array_remove_range (steps->cells, (r - 1) * width, width);
}

/* Cells of rows by columns, one below the other, are a table that adds up both ways. */

typedef struct
{
  GPtrArray *rows; /* labels */
  GPtrArray *columns;
  double *counts;
  guint8 *hidden;
} Cells;

static guint
find_label (GPtrArray *labels, const char *label)
{
  guint at;

  if (!g_ptr_array_find_with_equal_func (labels, label, g_str_equal, &at))
    {
      at = labels->len;
      g_ptr_array_add (labels, (gpointer)label);
    }
  return at;
}

static void
read_cells (Cells *self, QhFigureTable *table, guint least)
{
  guint row = find_column (table, "row"), column = find_column (table, "column"), count = find_column (table, "count");
  guint n = qh_figure_table_get_n_rows (table);

  self->rows = g_ptr_array_new ();
  self->columns = g_ptr_array_new ();
  for (guint i = 0; i < n; i++)
    {
      find_label (self->rows, get_cell (table, i, row)->text);
      find_label (self->columns, get_cell (table, i, column)->text);
    }
  self->counts = g_new0 (double, MAX (1, self->rows->len * self->columns->len));
  for (guint i = 0; i < n; i++)
    self->counts[find_label (self->rows, get_cell (table, i, row)->text) * self->columns->len
                 + find_label (self->columns, get_cell (table, i, column)->text)]
      = get_cell (table, i, count)->value;
  self->hidden = qh_small_cells_find (self->counts, self->rows->len, self->columns->len, least, TRUE);
}

static void
clear_cells (Cells *self)
{
  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->columns);
  g_free (self->counts);
  g_free (self->hidden);
}

/* What is not counted is hidden: its count is not known. */
static gboolean
is_hidden_cell (Cells *self, const char *row, const char *column)
{
  guint r, c;

  if (!g_ptr_array_find_with_equal_func (self->rows, row, g_str_equal, &r)
      || !g_ptr_array_find_with_equal_func (self->columns, column, g_str_equal, &c))
    return TRUE;
  return self->hidden[r * (self->columns->len + 1) + c];
}

/* What is expected comes of the sums alone, of which some may be hidden. */
static guint
hide_cells (QhFigureTable *table, QhFigureTable *counted, guint least)
{
  guint expected = find_column (table, "expected"), n = 0;
  Cells cells;

  read_cells (&cells, counted, least);
  for (guint i = 0; i < qh_figure_table_get_n_rows (table); i++)
    if (is_hidden_cell (&cells,
                        get_cell (table, i, find_column (table, "row"))->text,
                        get_cell (table, i, find_column (table, "column"))->text))
      {
        hide_row (table, i);
        n++;
      }
  for (guint i = 0; n > 0 && i < qh_figure_table_get_n_rows (table); i++)
    get_cell (table, i, expected)->value = NAN;
  clear_cells (&cells);
  return n;
}

/* Two outcomes by what the fit tells of them. */
static guint
hide_told (QhFigureTable *table, guint least)
{
  guint first = find_column (table, "first"), n_rows = qh_figure_table_get_n_rows (table), n = 0;
  g_autofree double *counts = g_new0 (double, MAX (1, n_rows * 2));
  g_autofree guint8 *hidden = NULL;

  for (guint i = 0; i < n_rows * 2; i++)
    counts[i] = get_cell (table, i / 2, first + i % 2)->value;
  hidden = qh_small_cells_find (counts, n_rows, 2, least, TRUE);
  for (guint i = 0; i < n_rows * 2; i++)
    n += hidden[i / 2 * 3 + i % 2];
  for (guint r = 0; n > 0 && r < n_rows; r++)
    hide_row (table, r);
  return n;
}

/* The smallest and the largest are single rows. */

static gboolean
is_extreme (const char *name)
{
  return g_str_equal (name, "min") || g_str_equal (name, "max");
}

static gboolean
hide_extremes (QhStatsResult *self)
{
  gboolean any = FALSE;

  for (guint i = self->figures->len; i > 0; i--)
    if (is_extreme (g_array_index (self->figures, QhFigure, i - 1).name))
      {
        g_array_remove_index (self->figures, i - 1);
        any = TRUE;
      }
  for (guint t = 0; t < self->tables->len; t++)
    {
      QhFigureTable *table = g_ptr_array_index (self->tables, t);

      for (guint c = 0; c < table->columns->len; c++)
        for (guint r = 0; is_extreme (g_array_index (table->columns, QhFigureColumn, c).name) && r < qh_figure_table_get_n_rows (table); r++)
          {
            get_cell (table, r, c)->value = NAN;
            any = TRUE;
          }
    }
  return any;
}

/* A count or a share of few is few. */
static guint
hide_figures (QhStatsResult *self, double whole, guint least)
{
  static const char *const not_rows[] = { "n", "rows", "columns", "items", "computed", NULL };
  guint n = 0;

  for (guint i = self->figures->len; i > 0; i--)
    {
      const QhFigure *figure = &g_array_index (self->figures, QhFigure, i - 1);

      if ((figure->form == QH_FIGURE_COUNT && !g_strv_contains (not_rows, figure->name)
           && is_small_part (figure->value, whole, least))
          || (figure->form == QH_FIGURE_PERCENT && is_small_part (round (whole * figure->value / 100), whole, least)))
        {
          g_array_remove_index (self->figures, i - 1);
          n++;
        }
    }
  return n;
}

static guint
hide_table (QhFigureTable *table, const QhStatsResult *counted, guint least)
{
  QhFigureTable *cells = (QhFigureTable *)qh_stats_result_find_table (counted, "cells");

  if (g_str_equal (table->name, "groups"))
    return hide_rows (table, "n", find_column (table, "ended"), least);
  if (g_str_equal (table->name, "shares"))
    return hide_rows (table, "count", G_MAXUINT, least);
  if (g_str_equal (table->name, "told"))
    return hide_told (table, least);
  if (g_str_equal (table->name, "cells") && cells != NULL)
    return hide_cells (table, cells, least);
  if (g_str_equal (table->name, "steps"))
    join_steps (table, least);
  return 0;
}

static void
tell (QhStatsResult *self, gboolean extremes, gboolean counts, gboolean named, guint least)
{
  if (extremes)
    qh_stats_result_note (self, g_strdup (_ ("The smallest and the largest value are hidden: they are single rows.")));
  if (counts)
    qh_stats_result_note (
      self, g_strdup_printf (_ ("Counts below %u, and those that would give them away, are hidden."), least));
  if (named)
    qh_stats_result_say (self, NULL);
}

/**
 * qh_stats_hide_small:
 * @counted: (nullable): the same answer without weights, where @self has them
 * @least: the least count that may be shown; below 2 nothing is hidden
 *
 * Hides what a test says of fewer rows than @least, what would give that away, and
 * extremes, which are single rows.
 *
 * Returns: whether anything may be shown; else @error is set with %QH_ERROR_RANGE.
 */
gboolean
qh_stats_hide_small (QhStatsResult *self, const QhStatsResult *counted, guint least, GError **error)
{
  const QhFigure *n = qh_stats_result_find (counted != NULL ? counted : self, "n");
  QhFigureTable *groups = (QhFigureTable *)qh_stats_result_find_table (self, "groups");
  QhFigureTable *pairs = (QhFigureTable *)qh_stats_result_find_table (self, "pairs");
  gboolean extremes;
  guint n_hidden = 0, n_named;

  if (least < 2)
    return TRUE;
  if (n != NULL && is_small (n->value, least))
    {
      g_set_error (error,
                   QH_ERROR,
                   QH_ERROR_RANGE,
                   _ ("These are fewer than %u rows, so few that they are not shown. Choose more rows."),
                   least);
      return FALSE;
    }
  if (groups != NULL && refuse_group (groups, least, error))
    return FALSE;
  extremes = hide_extremes (self);
  n_named = hide_figures (self, n != NULL ? n->value : 0, least);
  for (guint i = 0; i < self->tables->len; i++)
    {
      QhFigureTable *table = g_ptr_array_index (self->tables, i);
      guint n_of_table = hide_table (table, counted != NULL ? counted : self, least);

      n_hidden += n_of_table;
      /* A sentence names groups and shares; of cells it says only whether they differ. */
      n_named += g_str_equal (table->name, "cells") ? 0 : n_of_table;
    }
  if (groups != NULL && pairs != NULL)
    hide_pairs (pairs, groups);
  tell (self, extremes, n_hidden + n_named > 0, n_named > 0, least);
  return TRUE;
}
