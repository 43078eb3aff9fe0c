/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "stats/qh-sample.h"

/**
 * qh_column_is_number:
 *
 * Returns: whether a mean of the column says something.
 */
gboolean
qh_column_is_number (const QhFrameColumn *column)
{
  return column->form == QH_COLUMN_REAL
         || ((column->form == QH_COLUMN_INT16 || column->form == QH_COLUMN_INT32)
             && column->field->type != QH_TYPE_DATE);
}

/* Of a list, what the first answer says: a row without answers has none, and a
 * kind of missing stands alone. */
static gint64
read_row (const QhFrameColumn *column, guint row)
{
  if (column->form != QH_COLUMN_LIST)
    return qh_frame_column_get (column, row);
  if (column->offsets[row] == column->offsets[row + 1])
    return QH_SCAN_NONE;
  return qh_frame_column_get_id (column, ((const guint16 *)column->data)[column->offsets[row]]);
}

/**
 * qh_sample_new:
 * @mask: (array length=n_rows): which rows
 *
 * Returns: (transfer full): what @column has in them.
 */
QhSample *
qh_sample_new (const QhFrameColumn *column, const guint8 *mask, guint n_rows)
{
  QhSample *self = g_new0 (QhSample, 1);
  gboolean real = column->form == QH_COLUMN_REAL;

  if (column->ids == NULL)
    self->values = g_new (double, MAX (1, n_rows));
  for (guint row = 0; row < n_rows; row++)
    {
      gint64 value;

      if (!mask[row])
        continue;
      value = read_row (column, row);
      if (QH_SCAN_IS_EMPTY (value))
        self->missing[value - QH_SCAN_NONE]++;
      else if (self->values != NULL)
        self->values[self->n++] = real ? qh_scan_to_real (value) : (double)value;
      else
        self->n++;
    }
  return self;
}

void
qh_sample_free (QhSample *self)
{
  if (self == NULL)
    return;
  g_free (self->values);
  g_free (self);
}
