/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The cells of a cross-table, and what tests of it say. */
#include "config.h"

#include <string.h>

#include "frame/qh-small-cells.h"
#include "stats/qh-stats-small-cells.h"
#include "stats/qh-stats-small.h"

/* A table and what of it is hidden, the totals as a last row and column. */
typedef struct
{
  const QhStatsCounts *counts;
  guint n_rows;
  guint n_columns;
  guint8 *hidden;
} Cells;

static gboolean
is_hidden (const Cells *self, guint row, guint column)
{
  return self->hidden[row * (self->n_columns + 1) + column];
}

static gboolean
is_any_hidden (const Cells *self)
{
  return memchr (self->hidden, 1, (gsize)(self->n_rows + 1) * (self->n_columns + 1)) != NULL;
}

/* The place of a label; what is nowhere counts no row that is known of. */
static guint
find_line (GPtrArray *labels, const char *label)
{
  guint at;

  return g_ptr_array_find_with_equal_func (labels, label, g_str_equal, &at) ? at : G_MAXUINT;
}

/* What follows from a total, beside the count, where that total is hidden. */
static void
hide_of_totals (const Cells *self, QhFigureTable *table, guint at, guint row, guint column)
{
  gboolean no_row = is_hidden (self, row, self->n_columns), no_column = is_hidden (self, self->n_rows, column);
  gboolean no_total = is_hidden (self, self->n_rows, self->n_columns);
  const struct
  {
    const char *name;
    gboolean hidden;
  } figures[] = { { "row_percent", no_row },
                  { "column_percent", no_column },
                  { "total_percent", no_total },
                  { "residual", no_row || no_column || no_total },
                  /* What is expected comes of the sums alone. */
                  { "expected", TRUE } };

  for (guint i = 0; i < G_N_ELEMENTS (figures); i++)
    if (figures[i].hidden)
      qh_stats_small_hide_cell (table, at, qh_figure_table_find_column (table, figures[i].name));
}

static void
hide_line (const Cells *self, QhFigureTable *table, guint at)
{
  guint row = find_line (self->counts->rows, qh_figure_table_get (table, at, 0)->text);
  guint column = find_line (self->counts->columns, qh_figure_table_get (table, at, 1)->text);

  if (row != G_MAXUINT && column != G_MAXUINT && !is_hidden (self, row, column))
    hide_of_totals (self, table, at, row, column);
  else
    for (guint c = 2; c < table->columns->len; c++)
      qh_stats_small_hide_cell (table, at, c);
}

static void
remove_tests (QhStatsResult *result)
{
  static const char *const kept[] = { "n", "rows", "columns", NULL };

  for (guint i = result->figures->len; i > 0; i--)
    if (!g_strv_contains (kept, g_array_index (result->figures, QhFigure, i - 1).name))
      g_array_remove_index (result->figures, i - 1);
  for (guint i = result->tables->len; i > 0; i--)
    if (!g_str_equal (((QhFigureTable *)g_ptr_array_index (result->tables, i - 1))->name, "cells"))
      g_ptr_array_remove_index (result->tables, i - 1);
  g_array_set_size (result->assumptions, 0);
  qh_stats_result_say (result, NULL);
}

/**
 * qh_stats_small_hide_cells:
 * @result: what the test “cross-table” says
 * @rows: the counts of the rows themselves
 *
 * Hides cells of few rows, and what would give them away: then no test may stand either.
 *
 * Returns: whether there were any.
 */
gboolean
qh_stats_small_hide_cells (QhStatsResult *result, const QhStatsCounts *rows, guint least)
{
  QhFigureTable *table = (QhFigureTable *)qh_stats_result_find_table (result, "cells");
  g_autofree guint8 *hidden = qh_small_cells_find (rows->cells, rows->rows->len, rows->columns->len, least, TRUE);
  Cells cells = { rows, rows->rows->len, rows->columns->len, hidden };

  if (!is_any_hidden (&cells))
    return FALSE;
  for (guint i = 0; i < qh_figure_table_get_n_rows (table); i++)
    hide_line (&cells, table, i);
  remove_tests (result);
  return TRUE;
}

/**
 * qh_stats_small_take_tests:
 * @from: what the test says of the rest; left without its tables
 *
 * Adds to hidden cells what may be said of the rest.
 */
void
qh_stats_small_take_tests (QhStatsResult *to, QhStatsResult *from)
{
  for (guint i = 0; i < from->figures->len; i++)
    {
      const QhFigure *figure = &g_array_index (from->figures, QhFigure, i);

      if (qh_stats_result_find (to, figure->name) == NULL)
        qh_stats_result_add_with (to, figure->name, figure->label, figure->form, figure->value, figure->low, figure->high);
    }
  while (from->tables->len > 0)
    {
      QhFigureTable *table = g_ptr_array_steal_index (from->tables, 0);

      g_ptr_array_add (to->tables, table);
      if (g_str_equal (table->name, "cells"))
        g_ptr_array_remove (to->tables, table);
    }
  for (guint i = 0; i < from->assumptions->len; i++)
    {
      const QhAssumption *assumption = &g_array_index (from->assumptions, QhAssumption, i);

      qh_stats_result_assume (to, assumption->state, g_strdup (assumption->text));
    }
  for (guint i = 0; i < from->notes->len; i++)
    qh_stats_result_note (to, g_strdup (g_ptr_array_index (from->notes, i)));
  qh_stats_result_say (to, g_strdup (from->sentence));
}
