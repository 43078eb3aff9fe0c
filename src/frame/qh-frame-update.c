/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "domain/qh-error.h"
#include "frame/qh-frame-private.h"

/* Read one by one while the window waits; more are loaded anew on a worker. */
#define MOST_ROWS 200

/* Where a record stands, or where it would. */
static guint
find_row (QhFrame *self, gint64 id, gboolean *found)
{
  guint low = 0, high = self->n_rows;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (self->ids[middle] < id)
        low = middle + 1;
      else
        high = middle;
    }
  *found = low < self->n_rows && self->ids[low] == id;
  return low;
}

static void
grow (QhFrame *self)
{
  if (self->n_rows < self->allocated)
    return;
  self->allocated = self->n_rows + MAX (64, self->n_rows / 16);
  self->ids = g_renew (gint64, self->ids, self->allocated);
  for (guint i = 0; i < self->columns->len; i++)
    qh_frame_column_allocate (g_ptr_array_index (self->columns, i), self->allocated);
  if (self->served != NULL)
    self->served->offsets = g_renew (guint32, self->served->offsets, (gsize)self->allocated + 1);
}

static void
insert_row (QhFrame *self, guint row, gint64 id)
{
  grow (self);
  for (guint i = 0; i < self->columns->len; i++)
    qh_frame_column_insert (g_ptr_array_index (self->columns, i), row, self->n_rows);
  if (self->served != NULL)
    qh_served_insert (self, row);
  memmove (self->ids + row + 1, self->ids + row, sizeof (gint64) * (self->n_rows - row));
  self->ids[row] = id;
  self->n_rows++;
}

static void
remove_row (QhFrame *self, guint row)
{
  for (guint i = 0; i < self->columns->len; i++)
    qh_frame_column_remove (g_ptr_array_index (self->columns, i), row, self->n_rows);
  if (self->served != NULL)
    qh_served_remove (self, row);
  memmove (self->ids + row, self->ids + row + 1, sizeof (gint64) * (self->n_rows - row - 1));
  self->n_rows--;
}

static gint64
scanned (const QhValue *value)
{
  gint64 bits;

  switch (value->tag)
    {
    case QH_VALUE_INTEGER:
      return value->integer;
    case QH_VALUE_MISSING:
      return QH_SCAN_MISSING (value->integer);
    case QH_VALUE_REAL:
      memcpy (&bits, &value->real, sizeof bits);
      return bits;
    default:
      return QH_SCAN_NONE;
    }
}

static void
fill_list (QhFrame *self, QhFrameColumn *column, guint row, const QhValue *value)
{
  guint n = value->tag == QH_VALUE_ROWS ? value->rows->n_rows : 0;
  g_autofree gint64 *values = g_new (gint64, MAX (1, n));

  for (guint i = 0; i < n; i++)
    {
      gint64 id = qh_rows_cell (value->rows, i, 0);

      values[i] = qh_is_missing_code (id) ? QH_SCAN_MISSING (id) : id;
    }
  qh_frame_list_replace (column, row, self->n_rows, values, n);
}

static void
put_record (QhFrame *self, QhStore *store, const QhRecord *record)
{
  gboolean found;
  guint row = find_row (self, record->id, &found);

  if (!found)
    insert_row (self, row, record->id);
  for (guint i = 0; i < self->columns->len; i++)
    {
      QhFrameColumn *column = g_ptr_array_index (self->columns, i);
      const QhValue *value = qh_record_get_value (record, column->field);

      if (column->form == QH_COLUMN_LIST)
        fill_list (self, column, row, value);
      else if (column->width == 1
               && qh_frame_column_index_of (column, scanned (value)) > G_MAXUINT8)
        qh_frame_column_widen (column, self->n_rows, self->allocated),
          qh_frame_column_set (column, row, scanned (value));
      else
        qh_frame_column_set (column, row, scanned (value));
    }
  if (self->served != NULL)
    qh_served_replace (self, row, store, record);
}

/* Whether what was touched changes more than the rows of this kind. */
static gboolean
needs_reload (QhFrame *self, GArray *touched)
{
  if (touched == NULL || touched->len > MOST_ROWS)
    return TRUE;
  for (guint i = 0; i < touched->len; i++)
    {
      guint kind = g_array_index (touched, QhTouched, i).kind;

      if (kind == QH_KIND_OWN_FIELD)
        return TRUE;
      if (self->served != NULL
          && (kind == QH_KIND_PERSON || kind == QH_KIND_CASE || kind == QH_KIND_ENTRY))
        return TRUE;
    }
  return FALSE;
}

/**
 * qh_frame_update:
 * @touched: (element-type QhTouched) (nullable): what the store's signal says
 *
 * Makes the frame current. Not while another thread reads it.
 *
 * Returns: whether it is current now; if not, it is to be loaded anew.
 */
gboolean
qh_frame_update (QhFrame *self, QhStore *store, GArray *touched)
{
  /* What was added follows from other columns by rules that the frame does not know. */
  if (self->kinds != NULL || needs_reload (self, touched))
    return FALSE;
  for (guint i = 0; i < touched->len; i++)
    {
      const QhTouched *item = &g_array_index (touched, QhTouched, i);
      g_autoptr (QhRecord) record = NULL;
      g_autoptr (GError) error = NULL;
      gboolean found;
      guint row;

      if (item->kind == QH_KIND_ENTRY)
        {
          qh_catalogues_unref (self->catalogues);
          self->catalogues = qh_store_ref_catalogues (store);
        }
      if (item->kind != self->kind->number)
        continue;
      row = find_row (self, item->id, &found);
      if (item->op == QH_CHANGE_PUT)
        record = qh_store_get (store, item->kind, item->id, &error);
      if (error != NULL && !g_error_matches (error, QH_ERROR, QH_ERROR_NOT_FOUND))
        return FALSE;
      if (record != NULL)
        put_record (self, store, record);
      else if (found)
        remove_row (self, row);
    }
  return TRUE;
}
