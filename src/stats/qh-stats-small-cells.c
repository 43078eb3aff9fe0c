/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "stats/qh-stats-small-cells.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "domain/qh-error.h"
#include "frame/qh-small-cells.h"
#include "stats/qh-stats-small.h"

/* A table and what of it is hidden. Rows that have a hidden cell, put together into one,
 * are the totals of the columns less the other rows: so a test of what is put together
 * is made of what is shown anyway, and tells no more. The same of columns. */
typedef struct
{
  guint n_rows;
  guint n_columns;
  guint8 *hidden;
} Cells;

static void
cells_clear (Cells *self)
{
  g_free (self->hidden);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Cells, cells_clear)

static void
cells_init (Cells *self, const double *counts, guint n_rows, guint n_columns, guint least)
{
  self->n_rows = n_rows;
  self->n_columns = n_columns;
  self->hidden = qh_small_cells_find (counts, n_rows, n_columns, least, TRUE);
}

static gboolean
is_hidden (const Cells *self, guint row, guint column)
{
  return self->hidden[row * (self->n_columns + 1) + column];
}

static gboolean
is_any_hidden (const Cells *self)
{
  for (guint i = 0; i < (self->n_rows + 1) * (self->n_columns + 1); i++)
    if (self->hidden[i])
      return TRUE;
  return FALSE;
}

static gboolean
has_hidden_total (const Cells *self, gboolean of_rows, guint line)
{
  return of_rows ? is_hidden (self, line, self->n_columns) : is_hidden (self, self->n_rows, line);
}

static gboolean
has_hidden_cell (const Cells *self, gboolean of_rows, guint line)
{
  for (guint i = 0; i < (of_rows ? self->n_columns : self->n_rows); i++)
    if (of_rows ? is_hidden (self, line, i) : is_hidden (self, i, line))
      return TRUE;
  return has_hidden_total (self, of_rows, line);
}

/* The rows, or columns, with a hidden cell; or only those with a hidden total. */
static gboolean *
find_lines (const Cells *self, gboolean of_rows, gboolean totals)
{
  guint n = of_rows ? self->n_rows : self->n_columns;
  gboolean *lines = g_new0 (gboolean, n + 1);

  for (guint i = 0; i < n; i++)
    lines[i] = totals ? has_hidden_total (self, of_rows, i) : has_hidden_cell (self, of_rows, i);
  return lines;
}

/* What has an order is put together with all that lies between. */
static void
fill_between (gboolean *lines, guint n)
{
  guint first = 0, last = n;

  while (first < n && !lines[first])
    first++;
  while (last > first && !lines[last - 1])
    last--;
  for (guint i = first; i < last; i++)
    lines[i] = TRUE;
}

static guint
count_lines (const gboolean *lines, guint n)
{
  guint count = 0;

  for (guint i = 0; i < n; i++)
    count += lines[i];
  return count;
}

/* How many are left where some are put together. */
static guint
count_left (const gboolean *lines, guint n)
{
  guint together = count_lines (lines, n);

  return together > 0 ? n - together + 1 : n;
}

/**
 * qh_stats_small_find_out:
 * @counts: of what is compared, row after row; groups are the columns
 * @ordinal: whether the rows have an order
 * @together: (nullable) (out) (transfer full): for each row whether it is to be put
 *   together with the others of these; %NULL where rows may not be
 * @out: (nullable) (out) (transfer full): for each column whether it is to be left out;
 *   %NULL where none may be
 *
 * Finds what to do with a table so that no cell of it is hidden: rows are put together
 * or columns are left out, whichever leaves more to compare.
 *
 * Returns: whether there is anything to do.
 */
gboolean
qh_stats_small_find_out (const double *counts,
                         guint n_rows,
                         guint n_columns,
                         guint least,
                         gboolean ordinal,
                         gboolean **together,
                         gboolean **out)
{
  g_auto (Cells) cells = { 0 };
  g_autofree gboolean *rows = NULL, *columns = NULL, *totals = NULL;
  guint rows_left, columns_left;

  cells_init (&cells, counts, n_rows, n_columns, least);
  rows = find_lines (&cells, TRUE, FALSE);
  columns = find_lines (&cells, FALSE, FALSE);
  totals = find_lines (&cells, FALSE, TRUE);
  if (ordinal)
    fill_between (rows, n_rows);
  rows_left = count_left (rows, n_rows);
  columns_left = n_columns - count_lines (columns, n_columns);
  if (together != NULL && rows_left < n_rows && (out == NULL || (rows_left > 1 && rows_left >= columns_left)))
    {
      *together = g_steal_pointer (&rows);
      if (out != NULL)
        *out = g_steal_pointer (&totals);
      return TRUE;
    }
  if (out == NULL || columns_left == n_columns)
    return FALSE;
  *out = g_steal_pointer (&columns);
  return TRUE;
}

/* A way to put lines of both sides together. */
typedef struct
{
  gboolean *rows;
  gboolean *columns;
} Way;

static void
way_clear (Way *self)
{
  g_free (self->rows);
  g_free (self->columns);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Way, way_clear)

static gboolean
has_label (GPtrArray *labels, const gboolean *wanted, const char *label)
{
  for (guint i = 0; i < labels->len; i++)
    if (wanted[i] && g_str_equal (g_ptr_array_index (labels, i), label))
      return TRUE;
  return FALSE;
}

/* Where both sides are the same categories, what goes together on one does on the other. */
static void
put_alike (Way *self, const QhStatsCounts *counts)
{
  for (guint r = 0; r < counts->rows->len; r++)
    self->rows[r] |= has_label (counts->columns, self->columns, g_ptr_array_index (counts->rows, r));
  for (guint c = 0; c < counts->columns->len; c++)
    self->columns[c] |= has_label (counts->rows, self->rows, g_ptr_array_index (counts->columns, c));
}

static gboolean
is_ordinal (const QhStatsVariable *variable)
{
  return variable->level != QH_MEASUREMENT_NOMINAL;
}

static void
way_init (Way *self, const Cells *cells, gboolean by_rows, const QhStatsTest *test, const QhStatsData *rows)
{
  self->rows = find_lines (cells, TRUE, !by_rows);
  self->columns = find_lines (cells, FALSE, by_rows);
  if (test->same)
    put_alike (self, rows->counts);
  if (is_ordinal (qh_stats_data_of (rows, 0)))
    fill_between (self->rows, cells->n_rows);
  if (is_ordinal (qh_stats_data_by (rows, 0)))
    fill_between (self->columns, cells->n_columns);
  if (test->same)
    put_alike (self, rows->counts);
}

/* What a test of so many rows and columns can tell apart. */
static guint
count_freedom (const Way *self, const Cells *cells)
{
  return (count_left (self->rows, cells->n_rows) - 1) * (count_left (self->columns, cells->n_columns) - 1);
}

/* The labels after some were put together, and the new place of each old one. */
static GPtrArray *
put_labels (GPtrArray *labels, GPtrArray *known, const gboolean *together, guint *places)
{
  GPtrArray *put = g_ptr_array_new_with_free_func (g_free);
  guint place = G_MAXUINT;

  for (guint i = 0; i < labels->len; i++)
    {
      const char *label = g_ptr_array_index (labels, i);

      if (place != G_MAXUINT && has_label (known, together, label))
        {
          char *both = g_strdup_printf ("%s + %s", (char *)g_ptr_array_index (put, place), label);

          places[i] = place;
          g_free (g_ptr_array_index (put, place));
          g_ptr_array_index (put, place) = both;
          continue;
        }
      places[i] = put->len;
      if (has_label (known, together, label))
        place = put->len;
      g_ptr_array_add (put, g_strdup (label));
    }
  return put;
}

static void
set_categories (QhStatsVariable *variable, GPtrArray *labels)
{
  g_clear_pointer (&variable->categories, g_ptr_array_unref);
  variable->categories = g_ptr_array_ref (labels);
}

/* @known: the counts whose rows and columns @way speaks of. */
static void
put_together (QhStatsData *data, const QhStatsCounts *known, const Way *way)
{
  QhStatsCounts *from = data->counts, *put;
  g_autofree guint *rows = g_new (guint, from->rows->len + 1), *columns = g_new (guint, from->columns->len + 1);
  g_autoptr (GPtrArray) row_labels = put_labels (from->rows, known->rows, way->rows, rows);
  g_autoptr (GPtrArray) column_labels = put_labels (from->columns, known->columns, way->columns, columns);

  put = qh_stats_counts_new (row_labels, column_labels);
  for (guint r = 0; r < from->rows->len; r++)
    for (guint c = 0; c < from->columns->len; c++)
      put->cells[(gsize)rows[r] * column_labels->len + columns[c]] += from->cells[(gsize)r * from->columns->len + c];
  set_categories (g_ptr_array_index (data->of, 0), row_labels);
  set_categories (g_ptr_array_index (data->by, 0), column_labels);
  data->counts = put;
  if (from != known)
    qh_stats_counts_free (from);
}

static void
add_labels (GPtrArray *to, GPtrArray *labels, const gboolean *wanted)
{
  for (guint i = 0; i < labels->len; i++)
    if (wanted[i] && !g_ptr_array_find_with_equal_func (to, g_ptr_array_index (labels, i), g_str_equal, NULL))
      g_ptr_array_add (to, g_strdup (g_ptr_array_index (labels, i)));
}

static gboolean
refuse (guint least, GError **error)
{
  g_set_error (error,
               QH_ERROR,
               QH_ERROR_RANGE,
               _ ("The test is not shown: beside the totals it would tell the counts below %u, "
                  "which are hidden. Put categories together, or choose others."),
               least);
  return FALSE;
}

/* Of all rows there must be enough, too. */
static gboolean
has_enough (const QhStatsCounts *counts, guint least)
{
  double n = 0;

  for (gsize i = 0; i < (gsize)counts->rows->len * counts->columns->len; i++)
    n += counts->cells[i];
  return n == 0 || n >= least;
}

/**
 * qh_stats_small_put_cells:
 * @rows: the same as @data where each row stands for itself
 * @together: (element-type utf8): gets the categories that were put together
 *
 * Puts categories of two variables together, those of the one or of the other, until
 * no count of a test is hidden.
 *
 * Returns: whether anything is left to compare.
 */
gboolean
qh_stats_small_put_cells (const QhStatsTest *test,
                          QhStatsData *data,
                          QhStatsData *rows,
                          guint least,
                          GPtrArray *together,
                          GError **error)
{
  QhStatsCounts *known = rows->counts;
  g_auto (Cells) cells = { 0 };
  g_auto (Way) by_rows = { 0 }, by_columns = { 0 };
  const Way *way;

  if (!has_enough (known, least))
    return qh_stats_small_refuse (least, error);
  cells_init (&cells, known->cells, known->rows->len, known->columns->len, least);
  if (!is_any_hidden (&cells))
    return TRUE;
  way_init (&by_rows, &cells, TRUE, test, rows);
  way_init (&by_columns, &cells, FALSE, test, rows);
  way = count_freedom (&by_rows, &cells) >= count_freedom (&by_columns, &cells) ? &by_rows : &by_columns;
  if (count_freedom (way, &cells) == 0)
    return refuse (least, error);
  add_labels (together, known->rows, way->rows);
  add_labels (together, known->columns, way->columns);
  put_together (data, known, way);
  if (data == rows)
    qh_stats_counts_free (known);
  return TRUE;
}
