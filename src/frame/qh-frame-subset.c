/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "frame/qh-frame-private.h"

static guint32 *
list_rows (const guint8 *mask, guint n_rows, guint *n_taken)
{
  guint32 *rows = g_new (guint32, MAX (1, n_rows));
  guint n = 0;

  for (guint row = 0; row < n_rows; row++)
    {
      rows[n] = row;
      n += mask[row] != 0;
    }
  *n_taken = n;
  return rows;
}

/* Rows of some days mostly stand side by side, as they were written down: where
 * those that begin at @start end. */
static guint
find_end_of_run (const guint32 *rows, guint n, guint start)
{
  guint end = start + 1;

  while (end < n && rows[end] == rows[end - 1] + 1)
    end++;
  return end;
}

/* Where the answers of the rows that are taken begin, and the end. */
static guint32 *
take_offsets (const guint32 *offsets, const guint32 *rows, guint n)
{
  guint32 *taken = g_new (guint32, (gsize)n + 1);

  taken[0] = 0;
  for (guint i = 0; i < n; i++)
    taken[i + 1] = taken[i] + offsets[rows[i] + 1] - offsets[rows[i]];
  return taken;
}

static void *
take_answers (const void *data, guint width, const guint32 *offsets, const guint32 *rows, guint n, const guint32 *taken)
{
  char *answers = g_malloc_n (MAX (1, taken[n]), width);

  for (guint start = 0, end; start < n; start = end)
    {
      end = find_end_of_run (rows, n, start);
      if (taken[end] > taken[start])
        memcpy (answers + (gsize)taken[start] * width,
                (const char *)data + (gsize)offsets[rows[start]] * width,
                (gsize)(taken[end] - taken[start]) * width);
    }
  return answers;
}

#define TAKE(type)                                                                                 \
  for (guint i = 0; i < n; i++)                                                                    \
    ((type *)taken)[i] = ((const type *)data)[rows[i]];

static void *
take_values (const void *data, guint width, const guint32 *rows, guint n)
{
  void *taken = g_malloc_n (MAX (1, n), width);

  if (width == 1)
    TAKE (guint8)
  else if (width == 2)
    TAKE (guint16)
  else if (width == 4)
    TAKE (guint32)
  else
    TAKE (guint64)
  return taken;
}

static QhFrameColumn *
take_column (const QhFrameColumn *column, const guint32 *rows, guint n)
{
  QhFrameColumn *taken = g_new0 (QhFrameColumn, 1);

  taken->field = column->field;
  taken->form = column->form;
  taken->width = column->width;
  taken->ids = column->ids != NULL ? g_array_ref (column->ids) : NULL;
  if (column->form == QH_COLUMN_LIST)
    {
      taken->offsets = take_offsets (column->offsets, rows, n);
      taken->data
        = take_answers (column->data, column->width, column->offsets, rows, n, taken->offsets);
    }
  else
    taken->data = take_values (column->data, column->width, rows, n);
  return taken;
}

static QhServed *
take_served (const QhServed *served, const guint32 *rows, guint n)
{
  QhServed *taken = g_new0 (QhServed, 1);

  taken->offsets = take_offsets (served->offsets, rows, n);
  taken->sex = take_answers (served->sex, 1, served->offsets, rows, n, taken->offsets);
  taken->age_group = take_answers (served->age_group, 1, served->offsets, rows, n, taken->offsets);
  taken->n = take_answers (served->n, sizeof (guint32), served->offsets, rows, n, taken->offsets);
  taken->sex_ids = g_array_ref (served->sex_ids);
  taken->age_group_ids = g_array_ref (served->age_group_ids);
  return taken;
}

/**
 * qh_frame_add_list:
 * @self: from qh_frame_new_made(), not yet shared with another thread
 * @field: (transfer full): of a name that is not there, of several answers
 * @list: of another frame, with the same catalogues
 * @rows: (array): the row of @list that each row of @self is
 *
 * Adds the answers of another frame's rows.
 */
void
qh_frame_add_list (QhFrame *self, QhField *field, const QhFrameColumn *list, const guint32 *rows)
{
  QhFrameColumn *column;

  g_return_if_fail (list->form == QH_COLUMN_LIST && field->type == QH_TYPE_CODES);

  column = take_column (list, rows, self->n_rows);
  column->field = qh_frame_add_field (self, field);
  g_ptr_array_add (self->columns, column);
}

/**
 * qh_frame_add_served:
 * @self: from qh_frame_new_made(), not yet shared with another thread
 * @source: a frame of activities
 * @rows: (array): the row of @source that each row of @self is
 *
 * Adds the people served of another frame's rows.
 */
void
qh_frame_add_served (QhFrame *self, QhFrame *source, const guint32 *rows)
{
  const QhServed *served = qh_frame_get_served (source);

  g_return_if_fail (served != NULL && self->served == NULL);

  self->served = take_served (served, rows, self->n_rows);
}

/**
 * qh_frame_take_rows:
 * @rows: (array length=n): which, ascending
 * @n: how many
 *
 * A frame of some of the rows, for who counts the same few of many rows again
 * and again. It has the same categories, and is not updated. A column is taken
 * when it is first asked for, so it is for one thread, and @self must stay as it is.
 *
 * Returns: (transfer full): the frame.
 */
QhFrame *
qh_frame_take_rows (QhFrame *self, const guint32 *rows, guint n)
{
  QhFrame *taken = g_new0 (QhFrame, 1);

  g_atomic_ref_count_init (&taken->references);
  taken->dictionary = qh_dictionary_ref (self->dictionary);
  taken->catalogues = qh_catalogues_ref (self->catalogues);
  taken->kind = qh_kind_ref (self->kind);
  taken->n_rows = taken->allocated = n;
  taken->source = qh_frame_ref (self);
  taken->rows = g_memdup2 (rows, n * sizeof *rows);
  taken->columns = g_ptr_array_new_with_free_func ((GDestroyNotify)qh_frame_column_free);
  g_ptr_array_set_size (taken->columns, (int)self->columns->len);
  return taken;
}

/* A column of a frame that was taken out of another, when it is first asked for. */
const QhFrameColumn *
qh_frame_take_column (QhFrame *self, guint position)
{
  QhFrameColumn *column
    = take_column (qh_frame_get_column (self->source, position), self->rows, self->n_rows);

  self->columns->pdata[position] = column;
  return column;
}

/* The same for the ids. */
void
qh_frame_take_ids (QhFrame *self)
{
  self->ids = take_values (qh_frame_get_ids (self->source), sizeof (gint64), self->rows, self->n_rows);
}

/* The same for the people served. */
void
qh_frame_take_served (QhFrame *self)
{
  const QhServed *served = qh_frame_get_served (self->source);

  if (served != NULL)
    self->served = take_served (served, self->rows, self->n_rows);
}

/**
 * qh_frame_take:
 * @mask: (array): the rows that are taken, see qh_filter_to_mask()
 *
 * Returns: (transfer full): the same of the rows that a mask lets through.
 */
QhFrame *
qh_frame_take (QhFrame *self, const guint8 *mask)
{
  guint n;
  g_autofree guint32 *rows = list_rows (mask, self->n_rows, &n);

  return qh_frame_take_rows (self, rows, n);
}
