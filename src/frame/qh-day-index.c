/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "frame/qh-day-index.h"

#define MOST_DAYS 4000000

struct _QhDayIndex
{
  QhFrame *frame;
  const gint32 *days; /* of each row */
  guint32 *rows;      /* those that have a day, in the order of days */
  guint n;
};

static int
compare_rows (gconstpointer a, gconstpointer b, gpointer days)
{
  guint32 first = *(const guint32 *)a, second = *(const guint32 *)b;
  gint32 one = ((const gint32 *)days)[first], other = ((const gint32 *)days)[second];

  if (one != other)
    return one < other ? -1 : 1;
  return first < second ? -1 : first > second;
}

static gboolean
has_day (gint32 value)
{
  return value >= QH_FRAME_NO_INT32 + QH_FRAME_FIRST_CODE;
}

/* Counts the rows of each day, then puts each row behind those of the days before. */
static void
sort_by_counting (QhDayIndex *self, guint n_rows, gint32 least, guint n_days)
{
  g_autofree guint32 *starts = g_new0 (guint32, (gsize)n_days + 1);

  for (guint row = 0; row < n_rows; row++)
    if (has_day (self->days[row]))
      starts[self->days[row] - least + 1]++;
  for (guint day = 0; day + 1 < n_days; day++)
    starts[day + 1] += starts[day];
  for (guint row = 0; row < n_rows; row++)
    if (has_day (self->days[row]))
      self->rows[starts[self->days[row] - least]++] = row;
}

/* A frame of which one date is by mistake thousands of years away. */
static void
sort_by_comparing (QhDayIndex *self, guint n_rows)
{
  guint n = 0;

  for (guint row = 0; row < n_rows; row++)
    if (has_day (self->days[row]))
      self->rows[n++] = row;
  g_qsort_with_data (self->rows, (int)n, sizeof (guint32), compare_rows, (gpointer)self->days);
}

/**
 * qh_day_index_new:
 * @date: the name of a date of the frame
 *
 * Returns: (transfer full) (nullable): the rows by that date; %NULL where it is no date.
 */
QhDayIndex *
qh_day_index_new (QhFrame *frame, const char *date)
{
  const QhFrameColumn *column = qh_frame_find_column (frame, date);
  guint n_rows = qh_frame_get_n_rows (frame);
  gint32 least = G_MAXINT32, greatest = G_MININT32;
  QhDayIndex *self;

  if (column == NULL || column->field->type != QH_TYPE_DATE)
    return NULL;
  self = g_new0 (QhDayIndex, 1);
  self->frame = qh_frame_ref (frame);
  self->days = column->data;
  for (guint row = 0; row < n_rows; row++)
    if (has_day (self->days[row]))
      {
        least = MIN (least, self->days[row]);
        greatest = MAX (greatest, self->days[row]);
        self->n++;
      }
  self->rows = g_new (guint32, MAX (1, self->n));
  if (self->n > 0 && (gint64)greatest - least < MOST_DAYS)
    sort_by_counting (self, n_rows, least, (guint)(greatest - least) + 1);
  else
    sort_by_comparing (self, n_rows);
  return self;
}

void
qh_day_index_free (QhDayIndex *self)
{
  if (self == NULL)
    return;
  g_free (self->rows);
  qh_frame_unref (self->frame);
  g_free (self);
}

/* The first position whose day is not before @day. */
static guint
find_start (const QhDayIndex *self, gint64 day)
{
  guint low = 0, high = self->n;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (self->days[self->rows[middle]] < day)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/**
 * qh_day_index_find:
 * @from: the first day
 * @to: the last
 * @n: (out): how many
 *
 * Returns: (transfer none) (array length=n): the rows of some days, day after
 *   day, of one day in the order of the frame.
 */
const guint32 *
qh_day_index_find (const QhDayIndex *self, QhDay from, QhDay to, guint *n)
{
  guint start = find_start (self, from);
  guint end = find_start (self, (gint64)to + 1);

  *n = end > start ? end - start : 0;
  return self->rows + start;
}

/**
 * qh_day_index_list:
 * @from: the first day
 * @to: the last
 * @n: (out): how many
 *
 * Returns: (transfer full) (array length=n): the same in the order of the frame.
 */
guint32 *
qh_day_index_list (const QhDayIndex *self, QhDay from, QhDay to, guint *n)
{
  const guint32 *found = qh_day_index_find (self, from, to, n);
  guint32 *rows = g_new (guint32, MAX (1, *n));
  guint32 least = G_MAXUINT32, greatest = 0;
  g_autofree guint8 *marks = NULL;
  guint listed = 0;

  for (guint i = 0; i < *n; i++)
    least = MIN (least, found[i]), greatest = MAX (greatest, found[i]);
  if (*n == 0)
    return rows;
  marks = g_new0 (guint8, (gsize)greatest - least + 1);
  for (guint i = 0; i < *n; i++)
    marks[found[i] - least] = 1;
  for (guint32 row = least; listed < *n; row++)
    {
      rows[listed] = row;
      listed += marks[row - least];
    }
  return rows;
}
