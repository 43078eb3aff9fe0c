/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "frame/qh-frame-private.h"

/* These leave room for codes that are added later. */
#define MAX_BYTE_CODES 200
#define MAX_SHORT_CODES 60000

/**
 * qh_field_enters_frame:
 *
 * Returns: whether the field is a column of frames: never an identifier, a
 *   narrative or a text.
 */
gboolean
qh_field_enters_frame (const QhField *field)
{
  if (field->sealed || field->sensitivity >= QH_SENSITIVITY_IDENTIFIER)
    return FALSE;
  if (field->type == QH_TYPE_REFERENCE)
    return !field->hidden;
  return field->type != QH_TYPE_TEXT && field->type != QH_TYPE_REFERENCES
         && field->type != QH_TYPE_ROWS;
}

static void
choose_form (QhFrameColumn *column, QhCatalogues *catalogues)
{
  GPtrArray *entries = column->field->catalogue != NULL
                         ? qh_catalogues_list (catalogues, column->field->catalogue)
                         : NULL;
  guint n_entries = entries != NULL ? entries->len : 0;

  column->form = QH_COLUMN_CODED;
  switch (column->field->type)
    {
    case QH_TYPE_CODES:
      column->form = QH_COLUMN_LIST;
      column->width = 2;
      break;
    case QH_TYPE_CODE:
      column->width = n_entries > MAX_SHORT_CODES ? 4 : n_entries > MAX_BYTE_CODES ? 2 : 1;
      break;
    case QH_TYPE_YESNO:
      column->width = 1;
      break;
    case QH_TYPE_REFERENCE:
      column->width
        = g_str_equal (column->field->kind, "worker") || g_str_equal (column->field->kind, "unit")
            ? 2
            : 4;
      break;
    case QH_TYPE_TIME:
    case QH_TYPE_MINUTES:
      column->form = QH_COLUMN_INT16;
      column->width = 2;
      break;
    case QH_TYPE_NUMBER:
      column->form = QH_COLUMN_REAL;
      column->width = 8;
      break;
    default:
      column->form = QH_COLUMN_INT32;
      column->width = 4;
    }
}

/* A new column without rows; a code's indices begin in the catalogue's order. */
QhFrameColumn *
qh_frame_column_new (const QhField *field, QhCatalogues *catalogues)
{
  QhFrameColumn *column = g_new0 (QhFrameColumn, 1);
  GPtrArray *entries
    = field->catalogue != NULL ? qh_catalogues_list (catalogues, field->catalogue) : NULL;

  column->field = field;
  choose_form (column, catalogues);
  if (column->form != QH_COLUMN_CODED && column->form != QH_COLUMN_LIST)
    return column;
  column->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 0; i < QH_FRAME_FIRST_CODE; i++)
    {
      gint64 key = QH_SCAN_NONE + i;

      g_array_append_val (column->ids, key);
    }
  column->lookup = qh_id_index_new (16);
  for (guint i = 0; entries != NULL && i < entries->len; i++)
    qh_frame_column_index_of (column, ((const QhEntry *)g_ptr_array_index (entries, i))->id);
  return column;
}

void
qh_frame_column_free (QhFrameColumn *column)
{
  if (column == NULL)
    return;
  g_free (column->data);
  g_free (column->offsets);
  g_clear_pointer (&column->ids, g_array_unref);
  qh_id_index_free (column->lookup);
  g_free (column);
}

/* Makes room for @rows rows; what is there stays. */
void
qh_frame_column_allocate (QhFrameColumn *column, guint rows)
{
  if (column->form == QH_COLUMN_LIST)
    column->offsets = g_renew (guint32, column->offsets, (gsize)rows + 1);
  else
    column->data = g_realloc_n (column->data, MAX (1, rows), column->width);
}

/* The index that stands for a value; new ids get the next one. */
guint32
qh_frame_column_index_of (QhFrameColumn *column, gint64 value)
{
  guint32 index;
  /* 0 cannot be looked up; only yes/no has it. */
  gint64 key = column->field->type == QH_TYPE_YESNO ? value + 1 : value;

  if (QH_SCAN_IS_EMPTY (value))
    return (guint32)(value - QH_SCAN_NONE);
  if (qh_id_index_lookup (column->lookup, key, &index))
    return index;
  index = column->ids->len;
  g_array_append_val (column->ids, value);
  qh_id_index_insert (column->lookup, key, index);
  return index;
}

/* Gives indices two bytes where one no longer holds them. */
void
qh_frame_column_widen (QhFrameColumn *column, guint rows, guint allocated)
{
  guint16 *wide = g_new (guint16, MAX (1, allocated));
  const guint8 *narrow = column->data;

  for (guint i = 0; i < rows; i++)
    wide[i] = narrow[i];
  g_free (column->data);
  column->data = wide;
  column->width = 2;
}

static gint64
clamp_number (gint64 value, gint64 none, gint64 max)
{
  if (QH_SCAN_IS_EMPTY (value))
    return none + (value - QH_SCAN_NONE);
  return CLAMP (value, none + QH_FRAME_FIRST_CODE, max);
}

/* Sets one row of a column that is not a list. Rows up to @row are allocated. */
void
qh_frame_column_set (QhFrameColumn *column, guint row, gint64 value)
{
  guint32 index;

  switch (column->form)
    {
    case QH_COLUMN_CODED:
      index = qh_frame_column_index_of (column, value);
      g_return_if_fail (column->width > 1 || index <= G_MAXUINT8);
      if (column->width == 1)
        ((guint8 *)column->data)[row] = (guint8)index;
      else if (column->width == 2)
        ((guint16 *)column->data)[row] = (guint16)index;
      else
        ((guint32 *)column->data)[row] = index;
      break;
    case QH_COLUMN_INT16:
      ((gint16 *)column->data)[row] = (gint16)clamp_number (value, QH_FRAME_NO_INT16, G_MAXINT16);
      break;
    case QH_COLUMN_INT32:
      ((gint32 *)column->data)[row] = (gint32)clamp_number (value, QH_FRAME_NO_INT32, G_MAXINT32);
      break;
    case QH_COLUMN_REAL:
      ((gint64 *)column->data)[row] = value;
      break;
    default:
      g_return_if_reached ();
    }
}

/**
 * qh_frame_column_get:
 * @column: not a list
 *
 * Returns: the row's value as a scan gives it: an id, a day, a number, or one
 *   of %QH_SCAN_NONE and QH_SCAN_MISSING().
 */
gint64
qh_frame_column_get (const QhFrameColumn *column, guint row)
{
  gint64 value;

  switch (column->form)
    {
    case QH_COLUMN_CODED:
      return qh_frame_column_get_id (column, qh_frame_column_get_index (column, row));
    case QH_COLUMN_INT16:
      value = ((const gint16 *)column->data)[row];
      return value < QH_FRAME_NO_INT16 + QH_FRAME_FIRST_CODE
               ? QH_SCAN_NONE + (value - QH_FRAME_NO_INT16)
               : value;
    case QH_COLUMN_INT32:
      value = ((const gint32 *)column->data)[row];
      return value < (gint64)QH_FRAME_NO_INT32 + QH_FRAME_FIRST_CODE
               ? QH_SCAN_NONE + (value - QH_FRAME_NO_INT32)
               : value;
    case QH_COLUMN_REAL:
      return ((const gint64 *)column->data)[row];
    default:
      g_return_val_if_reached (QH_SCAN_NONE);
    }
}

/**
 * qh_frame_column_get_id:
 *
 * Returns: what an index of a coded column or list stands for.
 */
gint64
qh_frame_column_get_id (const QhFrameColumn *column, guint index)
{
  return g_array_index (column->ids, gint64, index);
}

/**
 * qh_frame_column_index_ids:
 * @column: of the form %QH_COLUMN_CODED
 *
 * Returns: (transfer full): from its ids to their indices.
 */
QhIdIndex *
qh_frame_column_index_ids (const QhFrameColumn *column)
{
  QhIdIndex *index = qh_id_index_new (column->ids->len);

  for (guint i = QH_FRAME_FIRST_CODE; i < column->ids->len; i++)
    qh_id_index_insert (index, qh_frame_column_get_id (column, i), i);
  return index;
}

/* Closes the gap that a removed row leaves. */
void
qh_frame_column_remove (QhFrameColumn *column, guint row, guint n_rows)
{
  if (column->form == QH_COLUMN_LIST)
    {
      qh_frame_list_replace (column, row, n_rows, NULL, 0);
      memmove (column->offsets + row, column->offsets + row + 1, sizeof (guint32) * (n_rows - row));
    }
  else
    {
      guint8 *data = column->data;

      memmove (data + (gsize)row * column->width,
               data + ((gsize)row + 1) * column->width,
               (gsize)(n_rows - row - 1) * column->width);
    }
}

/* Opens a gap for a row; rows for one more are allocated. */
void
qh_frame_column_insert (QhFrameColumn *column, guint row, guint n_rows)
{
  if (column->form == QH_COLUMN_LIST)
    memmove (
      column->offsets + row + 1, column->offsets + row, sizeof (guint32) * (n_rows - row + 1));
  else
    {
      guint8 *data = column->data;

      memmove (data + ((gsize)row + 1) * column->width,
               data + (gsize)row * column->width,
               (gsize)(n_rows - row) * column->width);
    }
}

/* Puts other answers in the place of a row's. */
void
qh_frame_list_replace (QhFrameColumn *column,
                       guint row,
                       guint n_rows,
                       const gint64 *values,
                       guint n_values)
{
  guint32 start = column->offsets[row], end = column->offsets[row + 1],
          total = column->offsets[n_rows];
  guint16 *data = column->data;
  gint32 growth = (gint32)n_values - (gint32)(end - start);

  if (growth > 0)
    column->data = data = g_renew (guint16, data, MAX (1, total + (guint32)growth));
  if (growth != 0)
    {
      memmove (data + start + n_values, data + end, sizeof (guint16) * (total - end));
      for (guint i = row + 1; i <= n_rows; i++)
        column->offsets[i] = (guint32)((gint32)column->offsets[i] + growth);
    }
  for (guint i = 0; i < n_values; i++)
    data[start + i] = (guint16)qh_frame_column_index_of (column, values[i]);
}
