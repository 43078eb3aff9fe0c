/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "frame/qh-frame-private.h"

/**
 * qh_frame_new_made:
 * @kind: the variables; none is a list, see qh_frame_add_list()
 * @catalogues: the codes of the variables that are codes, and the kinds of missing
 * @n_rows: how many rows
 *
 * Returns: (transfer full): a frame that is not a workspace's, with no answer in
 *   any row, to be filled by qh_frame_set(). Its ids are 1, 2…
 */
QhFrame *
qh_frame_new_made (QhKind *kind, QhCatalogues *catalogues, guint n_rows)
{
  QhFrame *self = g_new0 (QhFrame, 1);

  g_atomic_ref_count_init (&self->references);
  self->kind = qh_kind_ref (kind);
  self->catalogues = qh_catalogues_ref (catalogues);
  self->n_rows = self->allocated = n_rows;
  self->ids = g_new (gint64, MAX (1, n_rows));
  self->columns = g_ptr_array_new_with_free_func ((GDestroyNotify)qh_frame_column_free);
  for (guint row = 0; row < n_rows; row++)
    self->ids[row] = row + 1;
  for (guint i = 0; i < qh_kind_get_n_fields (kind); i++)
    {
      QhFrameColumn *column = qh_frame_column_new (qh_kind_get_field (kind, i), catalogues);

      g_ptr_array_add (self->columns, column);
      qh_frame_column_allocate (column, n_rows);
      for (guint row = 0; row < n_rows; row++)
        qh_frame_column_set (column, row, QH_SCAN_NONE);
    }
  return self;
}

/**
 * qh_frame_set:
 * @self: from qh_frame_new_made(), and not yet shared with another thread
 * @column: its position
 * @value: as a scan gives it
 *
 * Puts a value into a row.
 */
void
qh_frame_set (QhFrame *self, guint column, guint row, gint64 value)
{
  g_return_if_fail (self->dictionary == NULL && row < self->n_rows);

  qh_frame_column_set (g_ptr_array_index (self->columns, column), row, value);
}

/* Takes @field into the frame's kind; those of before stay, for columns have theirs. */
const QhField *
qh_frame_add_field (QhFrame *self, QhField *field)
{
  if (self->kinds == NULL)
    self->kinds = g_ptr_array_new_with_free_func ((GDestroyNotify)qh_kind_unref);
  g_ptr_array_add (self->kinds, self->kind);
  self->kind = qh_kind_with_field (self->kind, field);
  return qh_kind_get_field (self->kind, qh_kind_get_n_fields (self->kind) - 1);
}

/**
 * qh_frame_add_column:
 * @self: not yet shared with another thread
 * @field: (transfer full): of a name that is not there, not a list
 * @catalogues: (nullable): in the place of those of @self, where the column has codes of its own
 * @values: (array): of each row, as a scan gives it
 *
 * Adds a column that no workspace holds. The frame can then no longer be updated.
 */
void
qh_frame_add_column (QhFrame *self, QhField *field, QhCatalogues *catalogues, const gint64 *values)
{
  const QhField *described = qh_frame_add_field (self, field);
  QhFrameColumn *column;

  if (catalogues != NULL)
    {
      qh_catalogues_unref (self->catalogues);
      self->catalogues = qh_catalogues_ref (catalogues);
    }
  column = qh_frame_column_new (described, self->catalogues);
  g_ptr_array_add (self->columns, column);
  qh_frame_column_allocate (column, self->allocated);
  for (guint row = 0; row < self->n_rows; row++)
    qh_frame_column_set (column, row, values[row]);
}
