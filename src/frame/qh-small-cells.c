/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "frame/qh-small-cells.h"

#include <math.h>

/* A table with its totals as a last row and a last column: then each row and
 * each column is a sum that holds, totals of totals included. */
typedef struct
{
  guint n_rows;
  guint n_columns;
  double *cells;
  guint8 *hidden;
} Sums;

static double
get (const Sums *self, guint row, guint column)
{
  return self->cells[row * self->n_columns + column];
}

static gboolean
is_hidden (const Sums *self, guint row, guint column)
{
  return self->hidden[row * self->n_columns + column];
}

static void
hide (Sums *self, guint row, guint column)
{
  self->hidden[row * self->n_columns + column] = 1;
}

static void
add_totals (Sums *self, const double *cells)
{
  guint last_row = self->n_rows - 1, last_column = self->n_columns - 1;

  for (guint r = 0; r < last_row; r++)
    for (guint c = 0; c < last_column; c++)
      {
        double value = cells[r * last_column + c];

        value = isnan (value) ? 0 : value;
        self->cells[r * self->n_columns + c] = value;
        self->cells[r * self->n_columns + last_column] += value;
        self->cells[last_row * self->n_columns + c] += value;
        self->cells[last_row * self->n_columns + last_column] += value;
      }
}

/* Whether a hidden cell follows from what is shown. Rows and columns are points
 * and hidden cells lines between them; a cell that lies on no ring of such
 * lines can be got by subtracting, one sum after the other, and no other can:
 * without it there is no way left from its row to its column. */
static gboolean
follows (const Sums *self, guint row, guint column)
{
  guint n = self->n_rows + self->n_columns;
  g_autofree gboolean *reached = g_new0 (gboolean, n);
  g_autofree guint *queue = g_new (guint, n);
  guint head = 0, tail = 0;

  reached[row] = TRUE;
  queue[tail++] = row;
  while (head < tail)
    {
      guint at = queue[head++];
      gboolean is_row = at < self->n_rows;

      for (guint i = 0; i < (is_row ? self->n_columns : self->n_rows); i++)
        {
          guint r = is_row ? at : i, c = is_row ? i : at - self->n_rows;
          guint to = is_row ? self->n_rows + i : i;

          if (!is_hidden (self, r, c) || (r == row && c == column) || reached[to])
            continue;
          if (is_row && c == column)
            return FALSE;
          reached[to] = TRUE;
          queue[tail++] = to;
        }
    }
  return TRUE;
}

/* What it costs to hide a cell too: nothing when it is hidden; one of nothing
 * hides badly, since who sees the table may know that there can be none. */
static double
get_cost (const Sums *self, guint row, guint column)
{
  double value = get (self, row, column);

  if (is_hidden (self, row, column))
    return 0;
  return value > 0 ? value : self->cells[self->n_rows * self->n_columns - 1] + 1;
}

/* Completes the cheapest ring of four about a cell. */
static gboolean
cover (Sums *self, guint row, guint column)
{
  double best = INFINITY;
  guint best_row = 0, best_column = 0;

  for (guint r = 0; r < self->n_rows; r++)
    for (guint c = 0; c < self->n_columns; c++)
      {
        double cost;

        if (r == row || c == column)
          continue;
        cost = get_cost (self, row, c) + get_cost (self, r, column) + get_cost (self, r, c);
        if (cost < best)
          {
            best = cost;
            best_row = r;
            best_column = c;
          }
      }
  if (isinf (best))
    return FALSE;
  hide (self, row, best_column);
  hide (self, best_row, column);
  hide (self, best_row, best_column);
  return TRUE;
}

/* Hides more until nothing that is hidden follows from what is shown. */
static void
cover_all (Sums *self)
{
  gboolean changed = TRUE;

  while (changed)
    {
      changed = FALSE;
      for (guint r = 0; r < self->n_rows; r++)
        for (guint c = 0; c < self->n_columns; c++)
          if (is_hidden (self, r, c) && follows (self, r, c))
            changed |= cover (self, r, c);
    }
}

/* The table with its totals; nothing is hidden yet. */
static void
begin (Sums *self, const double *cells, guint n_rows, guint n_columns, guint8 *hidden)
{
  self->n_rows = n_rows + 1;
  self->n_columns = n_columns + 1;
  self->cells = g_new0 (double, self->n_rows * self->n_columns);
  self->hidden = hidden;
  add_totals (self, cells);
}

/**
 * qh_small_cells_complete:
 * @cells: counts, row after row; NAN for none
 * @hidden: (inout): for @n_rows + 1 by @n_columns + 1 cells, the last row and
 *   column being the totals, whether each is hidden
 *
 * Hides the cheapest cells beside those that are hidden already, so that none
 * of these follows from the sums. Tables that share totals are completed one
 * after the other until none hides more.
 */
void
qh_small_cells_complete (const double *cells, guint n_rows, guint n_columns, guint8 *hidden)
{
  Sums self;

  if (n_rows == 0 || n_columns == 0)
    return;
  begin (&self, cells, n_rows, n_columns, hidden);
  cover_all (&self);
  g_free (self.cells);
}

/**
 * qh_small_cells_find:
 * @cells: counts, row after row; NAN for none
 * @least: the least count that may be shown; nothing itself may
 * @secondary: whether more is hidden, so that subtracting from totals does not
 *   give the small ones away
 *
 * Which cells and which totals of a table must not be shown: those from 1 to
 * below @least, and with @secondary the cheapest ones beside them that leave
 * no hidden cell determined by the sums. A table of one column is one sum.
 *
 * Returns: (transfer full): for @n_rows + 1 by @n_columns + 1 cells, the last
 *   row and column being the totals, whether each is hidden
 */
guint8 *
qh_small_cells_find (const double *cells,
                     guint n_rows,
                     guint n_columns,
                     double least,
                     gboolean secondary)
{
  Sums self;

  begin (&self, cells, n_rows, n_columns, g_new0 (guint8, (n_rows + 1) * (n_columns + 1)));
  for (guint i = 0; i < self.n_rows * self.n_columns; i++)
    self.hidden[i] = self.cells[i] > 0 && self.cells[i] < least;
  if (secondary && n_rows > 0 && n_columns > 0)
    cover_all (&self);
  g_free (self.cells);
  return self.hidden;
}
