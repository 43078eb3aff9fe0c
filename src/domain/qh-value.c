/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domain/qh-value.h"

#include <string.h>

/**
 * qh_rows_new:
 *
 * Returns: (transfer full): rows whose cells are all 0.
 */
QhRows *
qh_rows_new (guint n_rows, guint n_columns)
{
  QhRows *rows = g_new (QhRows, 1);

  g_return_val_if_fail (n_columns > 0, NULL);

  rows->n_rows = n_rows;
  rows->n_columns = n_columns;
  rows->cells = g_new0 (gint64, MAX (1, n_rows * n_columns));
  return rows;
}

/**
 * qh_rows_copy:
 *
 * Returns: (transfer full): a copy of @rows.
 */
QhRows *
qh_rows_copy (const QhRows *rows)
{
  QhRows *copy = qh_rows_new (rows->n_rows, rows->n_columns);

  memcpy (copy->cells, rows->cells, sizeof (gint64) * rows->n_rows * rows->n_columns);
  return copy;
}

void
qh_rows_free (QhRows *rows)
{
  if (rows == NULL)
    return;
  g_free (rows->cells);
  g_free (rows);
}

/**
 * qh_rows_append:
 * @cells: as many cells as @rows has columns
 *
 * Adds one row at the end.
 */
void
qh_rows_append (QhRows *rows, const gint64 *cells)
{
  rows->cells = g_renew (gint64, rows->cells, (rows->n_rows + 1) * rows->n_columns);
  memcpy (&qh_rows_cell (rows, rows->n_rows, 0), cells, sizeof (gint64) * rows->n_columns);
  rows->n_rows++;
}

/**
 * qh_value_clear:
 *
 * Frees what @value holds and makes it %QH_VALUE_NONE.
 */
void
qh_value_clear (QhValue *value)
{
  if (value->tag == QH_VALUE_TEXT)
    g_free (value->text);
  else if (value->tag == QH_VALUE_ROWS)
    qh_rows_free (value->rows);
  memset (value, 0, sizeof *value);
}

/**
 * qh_value_copy:
 * @copy: (out caller-allocates): overwritten without being cleared
 */
void
qh_value_copy (const QhValue *value, QhValue *copy)
{
  *copy = *value;
  if (value->tag == QH_VALUE_TEXT)
    copy->text = g_strdup (value->text);
  else if (value->tag == QH_VALUE_ROWS)
    copy->rows = qh_rows_copy (value->rows);
}

/**
 * qh_value_equal:
 *
 * Returns: whether @a and @b hold the same.
 */
gboolean
qh_value_equal (const QhValue *a, const QhValue *b)
{
  if (a->tag != b->tag)
    return FALSE;
  switch (a->tag)
    {
    case QH_VALUE_NONE:
      return TRUE;
    case QH_VALUE_MISSING:
    case QH_VALUE_INTEGER:
      return a->integer == b->integer;
    case QH_VALUE_REAL:
      return a->real == b->real;
    case QH_VALUE_TEXT:
      return g_str_equal (a->text, b->text);
    case QH_VALUE_ROWS:
      return a->rows->n_rows == b->rows->n_rows && a->rows->n_columns == b->rows->n_columns
             && memcmp (a->rows->cells,
                        b->rows->cells,
                        sizeof (gint64) * a->rows->n_rows * a->rows->n_columns)
                  == 0;
    default:
      g_return_val_if_reached (FALSE);
    }
}
