/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "board/qh-board-private.h"

#define MINUTES_OF_DAY 1440

struct _QhRowSort
{
  guint serial;
  guint n;
  QhDay first_day;
  guint n_days;
  gint32 *dates;
  gint16 *times;
  GArray *order; /* guint32 */
};

/* A stable pass of a radix sort: @keys[row] < @n_keys, highest first. */
static void
sort_pass (const guint32 *rows,
           guint32       *sorted,
           const guint32 *keys,
           guint          n_rows,
           guint          n_keys)
{
  g_autofree guint32 *starts = g_new0 (guint32, n_keys + 1);

  for (guint i = 0; i < n_rows; i++)
    starts[n_keys - 1 - keys[i]]++;
  for (guint32 k = 0, sum = 0; k < n_keys; k++)
    {
      guint32 count = starts[k];

      starts[k] = sum;
      sum += count;
    }
  for (guint i = 0; i < n_rows; i++)
    sorted[starts[n_keys - 1 - keys[rows[i]]]++] = rows[i];
}

/**
 * qh_row_sort_new:
 *
 * Returns: (transfer full): what is needed to sort the rows of @board as they are now.
 */
QhRowSort *
qh_row_sort_new (QhBoard *board)
{
  QhRowSort *self = g_new0 (QhRowSort, 1);
  const QhBoardSource *source = qh_board_find_source (board, board->listed);
  const QhFrameColumn *start = qh_frame_find_column (source->frame, "start");
  const gint32 *dates = qh_board_source_get_dates (source, NULL);
  QhDay last = QH_NO_DAY;

  self->serial = board->serial;
  self->n = source->n_rows;
  self->dates = g_new0 (gint32, MAX (1, self->n));
  self->first_day = G_MAXINT32;
  for (guint row = 0; dates != NULL && row < self->n; row++)
    {
      self->dates[row] = dates[row];
      self->first_day = dates[row] > QH_NO_DAY ? MIN (self->first_day, dates[row]) : self->first_day;
      last = MAX (last, dates[row]);
    }
  self->first_day = MIN (self->first_day, last);
  self->n_days = (guint) (last - self->first_day) + 1;
  self->times = start != NULL ? g_memdup2 (start->data, self->n * sizeof (gint16)) : g_new0 (gint16, MAX (1, self->n));
  return self;
}

/**
 * qh_row_sort_run:
 *
 * Sorts newest first: by day, by time, by id. What has no time comes last in
 * its day. May run on any thread.
 */
void
qh_row_sort_run (QhRowSort *self)
{
  guint n = self->n;
  g_autofree guint32 *rows = g_new (guint32, MAX (1, n));
  g_autofree guint32 *keys = g_new (guint32, MAX (1, n));
  g_autofree guint32 *by_time = g_new (guint32, MAX (1, n));

  g_return_if_fail (self->order == NULL);

  self->order = g_array_sized_new (FALSE, FALSE, sizeof (guint32), n);
  g_array_set_size (self->order, n);
  if (n == 0)
    return;
  for (guint i = 0; i < n; i++)
    {
      rows[i] = n - 1 - i;
      keys[i] = (guint32) (CLAMP (self->times[i], -1, MINUTES_OF_DAY - 1) + 1);
    }
  sort_pass (rows, by_time, keys, n, MINUTES_OF_DAY + 1);
  for (guint i = 0; i < n; i++)
    keys[i] = (guint32) (MAX (self->dates[i], self->first_day) - self->first_day);
  sort_pass (by_time, (guint32 *) (gpointer) self->order->data, keys, n, self->n_days);
}

void
qh_row_sort_free (QhRowSort *self)
{
  g_free (self->dates);
  g_free (self->times);
  g_clear_pointer (&self->order, g_array_unref);
  g_free (self);
}

/**
 * qh_board_is_sorted:
 *
 * Returns: whether qh_board_list_rows() need not sort first.
 */
gboolean
qh_board_is_sorted (QhBoard *self)
{
  return self->order != NULL;
}

/**
 * qh_board_take_sort:
 * @sort: one that was run; it is of no use afterwards
 *
 * Uses what was sorted, unless the frame has changed since.
 */
void
qh_board_take_sort (QhBoard   *self,
                    QhRowSort *sort)
{
  if (sort->serial != self->serial || sort->order == NULL)
    return;
  g_clear_pointer (&self->order, g_array_unref);
  self->order = g_steal_pointer (&sort->order);
}

/* The first rows are wanted at once and most of the others never: what stands
 * further down is looked for when it is asked for. */
struct _QhRowList
{
  GArray *order;
  guint8 *mask;
  guint n;
  guint next; /* in the order */
  GArray *rows; /* guint32: those that were found */
};

/**
 * qh_board_list_rows:
 *
 * Returns: (transfer full): the rows of the frame behind the filter and all
 *   selections as they are now, newest first.
 */
QhRowList *
qh_board_list_rows (QhBoard *self)
{
  const guint8 *mask = qh_board_get_mask (self);
  QhRowList *list = g_new0 (QhRowList, 1);

  if (self->order == NULL)
    {
      QhRowSort *sort = qh_row_sort_new (self);

      qh_row_sort_run (sort);
      qh_board_take_sort (self, sort);
      qh_row_sort_free (sort);
    }
  list->order = g_array_ref (self->order);
  list->mask = g_memdup2 (mask, MAX (1, self->order->len));
  list->n = self->n_passed;
  list->rows = g_array_new (FALSE, FALSE, sizeof (guint32));
  return list;
}

void
qh_row_list_free (QhRowList *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->order);
  g_array_unref (self->rows);
  g_free (self->mask);
  g_free (self);
}

/**
 * qh_row_list_get_n:
 *
 * Returns: how many rows there are.
 */
guint
qh_row_list_get_n (const QhRowList *self)
{
  return self->n;
}

/**
 * qh_row_list_get:
 * @position: less than qh_row_list_get_n()
 *
 * Returns: the number of a row in its frame.
 */
guint32
qh_row_list_get (QhRowList *self,
                 guint      position)
{
  while (self->rows->len <= position && self->next < self->order->len)
    {
      guint32 row = g_array_index (self->order, guint32, self->next++);

      if (self->mask[row])
        g_array_append_val (self->rows, row);
    }
  g_return_val_if_fail (position < self->rows->len, 0);

  return g_array_index (self->rows, guint32, position);
}
