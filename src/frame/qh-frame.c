/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "frame/qh-frame-private.h"

#define PROGRESS_EVERY 65536
#define MAX_FIELDS 127

static QhFrame *
frame_new (QhStore *store, guint kind)
{
  QhFrame *self = g_new0 (QhFrame, 1);

  g_atomic_ref_count_init (&self->references);
  self->dictionary = qh_store_ref_dictionary (store);
  self->catalogues = qh_store_ref_catalogues (store);
  self->kind = qh_kind_ref (qh_dictionary_get_kind (self->dictionary, kind));
  self->columns = g_ptr_array_new_with_free_func ((GDestroyNotify)qh_frame_column_free);
  for (guint i = 0; i < qh_kind_get_n_fields (self->kind); i++)
    if (qh_field_enters_frame (qh_kind_get_field (self->kind, i)))
      g_ptr_array_add (self->columns,
                       qh_frame_column_new (qh_kind_get_field (self->kind, i), self->catalogues));
  return self;
}

QhFrame *
qh_frame_ref (QhFrame *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
qh_frame_unref (QhFrame *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_ptr_array_unref (self->columns);
  g_clear_pointer (&self->served, qh_served_free);
  g_free (self->ids);
  g_free (self->rows);
  g_clear_pointer (&self->source, qh_frame_unref);
  g_clear_pointer (&self->kinds, g_ptr_array_unref);
  qh_kind_unref (self->kind);
  qh_catalogues_unref (self->catalogues);
  g_clear_pointer (&self->dictionary, qh_dictionary_unref);
  g_free (self);
}

/* Loading */

typedef struct
{
  QhFrame *frame;
  QhReading *reading;
  QhProgress progress;
  gpointer progress_data;
  GCancellable *cancellable;
} Loading;

static gboolean
load_rows (Loading *loading, GError **error)
{
  QhFrame *self = loading->frame;
  const QhField *fields[MAX_FIELDS];
  QhFrameColumn *columns[MAX_FIELDS];
  gint64 values[MAX_FIELDS + 1];
  guint n = 0;
  QhScan *scan;

  for (guint i = 0; i < self->columns->len && n < MAX_FIELDS; i++)
    {
      QhFrameColumn *column = g_ptr_array_index (self->columns, i);

      if (column->form != QH_COLUMN_LIST && !column->field->own)
        columns[n] = column, fields[n++] = column->field;
    }
  scan = qh_reading_scan (loading->reading, self->kind, fields, n, error);
  if (scan == NULL)
    return FALSE;
  for (guint row = 0; qh_scan_next (scan, values) && row < self->allocated; row++)
    {
      self->ids[row] = values[0];
      for (guint c = 0; c < n; c++)
        qh_frame_column_set (columns[c], row, values[c + 1]);
      self->n_rows = row + 1;
      if (row % PROGRESS_EVERY == 0)
        {
          if (loading->progress != NULL)
            loading->progress (row, self->allocated, loading->progress_data);
          if (g_cancellable_set_error_if_cancelled (loading->cancellable, error))
            {
              qh_scan_finish (scan, NULL);
              return FALSE;
            }
        }
    }
  return qh_scan_finish (scan, error);
}

static QhScan *
scan_answers (Loading *loading, QhFrameColumn *column, GError **error)
{
  if (column->field->own)
    return qh_reading_scan_own (loading->reading, column->field, error);
  return qh_reading_scan_list (loading->reading, loading->frame->kind, column->field, error);
}

/* Answers come in the order of the records' ids, as the rows do. */
static gboolean
load_list (Loading *loading, QhFrameColumn *column, GError **error)
{
  QhFrame *self = loading->frame;
  QhScan *scan = scan_answers (loading, column, error);
  g_autoptr (GArray) answers = g_array_new (FALSE, FALSE, sizeof (guint16));
  gint64 values[2];
  gboolean more;
  guint length;

  if (scan == NULL)
    return FALSE;
  more = qh_scan_next (scan, values);
  for (guint row = 0; row < self->n_rows; row++)
    {
      column->offsets[row] = answers->len;
      while (more && values[0] < self->ids[row])
        more = qh_scan_next (scan, values);
      for (; more && values[0] == self->ids[row]; more = qh_scan_next (scan, values))
        {
          guint16 index = (guint16)qh_frame_column_index_of (column, values[1]);

          g_array_append_val (answers, index);
        }
    }
  column->offsets[self->n_rows] = answers->len;
  length = answers->len;
  column->data = g_realloc_n (
    g_array_free (g_steal_pointer (&answers), FALSE), MAX (1, length), sizeof (guint16));
  return qh_scan_finish (scan, error);
}

static gboolean
load_own (Loading *loading, QhFrameColumn *column, GError **error)
{
  QhFrame *self = loading->frame;
  QhScan *scan = scan_answers (loading, column, error);
  gint64 values[2];
  gboolean more;

  if (scan == NULL)
    return FALSE;
  more = qh_scan_next (scan, values);
  for (guint row = 0; row < self->n_rows; row++)
    {
      while (more && values[0] < self->ids[row])
        more = qh_scan_next (scan, values);
      qh_frame_column_set (
        column, row, more && values[0] == self->ids[row] ? values[1] : QH_SCAN_NONE);
    }
  return qh_scan_finish (scan, error);
}

static gboolean
load (Loading *loading, GError **error)
{
  QhFrame *self = loading->frame;

  self->allocated = (guint)qh_reading_count (loading->reading, self->kind);
  self->ids = g_new (gint64, MAX (1, self->allocated));
  for (guint i = 0; i < self->columns->len; i++)
    qh_frame_column_allocate (g_ptr_array_index (self->columns, i), self->allocated);
  if (!load_rows (loading, error))
    return FALSE;
  for (guint i = 0; i < self->columns->len; i++)
    {
      QhFrameColumn *column = g_ptr_array_index (self->columns, i);

      if (g_cancellable_set_error_if_cancelled (loading->cancellable, error))
        return FALSE;
      if (column->form == QH_COLUMN_LIST ? !load_list (loading, column, error)
                                         : column->field->own && !load_own (loading, column, error))
        return FALSE;
    }
  if (self->kind->number == QH_KIND_ACTIVITY)
    {
      self->served = qh_served_load (self, loading->reading, error);
      return self->served != NULL;
    }
  return TRUE;
}

/**
 * qh_frame_load:
 * @kind: the unit of analysis, a #QhKindNumber
 * @progress: (nullable): called now and then, on the calling thread
 *
 * Reads the coded fields of every record of a kind into memory, once.
 *
 * Returns: (transfer full): the frame.
 */
QhFrame *
qh_frame_load (QhStore *store,
               guint kind,
               QhProgress progress,
               gpointer progress_data,
               GCancellable *cancellable,
               GError **error)
{
  g_autoptr (QhReading) reading = qh_reading_new (store, error);
  g_autoptr (QhFrame) self = NULL;
  Loading loading;

  if (reading == NULL)
    return NULL;
  self = frame_new (store, kind);
  loading = (Loading){ self, reading, progress, progress_data, cancellable };
  return load (&loading, error) ? g_steal_pointer (&self) : NULL;
}

static void
load_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  QhFrame *frame
    = qh_frame_load (QH_STORE (source), GPOINTER_TO_UINT (data), NULL, NULL, cancellable, &error);

  if (frame != NULL)
    g_task_return_pointer (task, frame, (GDestroyNotify)qh_frame_unref);
  else
    g_task_return_error (task, error);
}

/**
 * qh_frame_load_async:
 *
 * As qh_frame_load(), on a worker.
 */
void
qh_frame_load_async (QhStore *store,
                     guint kind,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (store, cancellable, callback, user_data);

  g_task_set_task_data (task, GUINT_TO_POINTER (kind), NULL);
  g_task_run_in_thread (task, load_in_thread);
}

/**
 * qh_frame_load_finish:
 *
 * Returns: (transfer full): the frame.
 */
QhFrame *
qh_frame_load_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* What is in it */

QhKind *
qh_frame_get_kind (QhFrame *self)
{
  return self->kind;
}

guint
qh_frame_get_n_rows (QhFrame *self)
{
  return self->n_rows;
}

/**
 * qh_frame_get_ids:
 *
 * Returns: (array): the record's id of each row, ascending.
 */
const gint64 *
qh_frame_get_ids (QhFrame *self)
{
  if (self->ids == NULL && self->source != NULL)
    qh_frame_take_ids (self);
  return self->ids;
}

guint
qh_frame_get_n_columns (QhFrame *self)
{
  return self->columns->len;
}

const QhFrameColumn *
qh_frame_get_column (QhFrame *self, guint position)
{
  const QhFrameColumn *column = g_ptr_array_index (self->columns, position);

  return column == NULL ? qh_frame_take_column (self, position) : column;
}

/* What a column is of, without taking it. */
static const QhField *
get_field (QhFrame *self, guint position)
{
  const QhFrameColumn *column = g_ptr_array_index (self->columns, position);

  return column != NULL ? column->field : get_field (self->source, position);
}

/**
 * qh_frame_find_column:
 *
 * Returns: (transfer none) (nullable): the column of the field of that name.
 */
const QhFrameColumn *
qh_frame_find_column (QhFrame *self, const char *name)
{
  for (guint i = 0; i < self->columns->len; i++)
    if (g_str_equal (get_field (self, i)->name, name))
      return qh_frame_get_column (self, i);
  return NULL;
}

/**
 * qh_frame_find_main_date:
 *
 * Returns: (transfer none) (nullable): the date by which its records are placed
 *   in time: their first.
 */
const QhFrameColumn *
qh_frame_find_main_date (QhFrame *self)
{
  for (guint i = 0; i < self->columns->len; i++)
    if (get_field (self, i)->type == QH_TYPE_DATE)
      return qh_frame_get_column (self, i);
  return NULL;
}

/**
 * qh_frame_get_served:
 *
 * Returns: (transfer none) (nullable): the people served; %NULL when the rows are not activities.
 */
const QhServed *
qh_frame_get_served (QhFrame *self)
{
  if (self->served == NULL && self->source != NULL)
    qh_frame_take_served (self);
  return self->served;
}

/**
 * qh_frame_get_catalogues:
 *
 * Returns: (transfer none): the codes as they were when the frame was last made current.
 */
QhCatalogues *
qh_frame_get_catalogues (QhFrame *self)
{
  return self->catalogues;
}

/**
 * qh_frame_get_declared_bytes:
 *
 * Returns: the columns' widths times the rows, the answers of lists and the
 *   people served counted once each.
 */
gsize
qh_frame_get_declared_bytes (QhFrame *self)
{
  const QhServed *served = qh_frame_get_served (self);
  gsize bytes = (gsize)self->n_rows * sizeof (gint64);

  for (guint i = 0; i < self->columns->len; i++)
    {
      const QhFrameColumn *column = qh_frame_get_column (self, i);

      if (column->form == QH_COLUMN_LIST)
        bytes += (gsize)self->n_rows * sizeof (guint32)
                 + (gsize)column->offsets[self->n_rows] * column->width;
      else
        bytes += (gsize)self->n_rows * column->width;
    }
  if (served != NULL)
    bytes += (gsize)self->n_rows * sizeof (guint32)
             + (gsize)served->offsets[self->n_rows] * (2 + sizeof (guint32));
  return bytes;
}

/**
 * qh_frame_get_bytes:
 *
 * Returns: the memory that the frame takes, indices of ids included.
 */
gsize
qh_frame_get_bytes (QhFrame *self)
{
  gsize bytes = qh_frame_get_declared_bytes (self);

  for (guint i = 0; i < self->columns->len; i++)
    {
      const QhFrameColumn *column = qh_frame_get_column (self, i);

      bytes += sizeof *column;
      if (column->ids != NULL)
        bytes += column->ids->len * sizeof (gint64) + qh_id_index_get_bytes (column->lookup);
    }
  return bytes;
}
