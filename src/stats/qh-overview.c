/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "stats/qh-overview.h"

#include <math.h>
#include <string.h>

#include "stats/qh-sample.h"

/* Whole numbers that lie no farther apart than this are counted value by value. */
#define MOST_VALUES 4000000
/* Parts that other numbers are sorted into, and how few are sorted by putting each in its place. */
#define N_PARTS 2048
#define FEW 40
/* Different numbers that are counted; half of the slots stay empty. */
#define SLOT_BITS 18
#define N_SLOTS ((gsize)1 << SLOT_BITS)
#define BLOCK 64
/* Counters side by side: rows that are alike do not wait for each other. */
#define LANES 4

/* The rows that are looked at, in one go where all are. */
typedef struct
{
  const guint8 *mask; /* NULL: all */
  guint n_rows;
} Rows;

static Rows
make_rows (const guint8 *mask, guint n_rows)
{
  if (mask != NULL && memchr (mask, 0, n_rows) == NULL)
    mask = NULL;
  return (Rows){ mask, n_rows };
}

#define COUNT_ROWS(type, index)                                                                    \
  {                                                                                                \
    const type *data = column->data;                                                               \
    guint row = 0;                                                                                 \
    if (rows.mask != NULL)                                                                         \
      for (; row < rows.n_rows; row++)                                                             \
        counts[index (data[row])] += rows.mask[row];                                               \
    else                                                                                           \
      {                                                                                            \
        guint32 *second = counts + n, *third = second + n, *fourth = third + n;                    \
        for (; row + LANES <= rows.n_rows; row += LANES)                                           \
          {                                                                                        \
            counts[index (data[row])]++;                                                           \
            second[index (data[row + 1])]++;                                                       \
            third[index (data[row + 2])]++;                                                        \
            fourth[index (data[row + 3])]++;                                                       \
          }                                                                                        \
        for (; row < rows.n_rows; row++)                                                           \
          counts[index (data[row])]++;                                                             \
      }                                                                                            \
  }

#define ITSELF(value) (value)
#define FROM_INT16(value) ((guint16)((value)-G_MININT16))

static void
merge_lanes (guint32 *counts, gsize n)
{
  for (guint lane = 1; lane < LANES; lane++)
    for (gsize i = 0; i < n; i++)
      counts[i] += counts[lane * n + i];
}

/* Categories */

static void
count_first_answers (const QhFrameColumn *column, Rows rows, guint32 *counts)
{
  const guint16 *answers = column->data;

  for (guint row = 0; row < rows.n_rows; row++)
    if (rows.mask == NULL || rows.mask[row])
      counts[column->offsets[row] < column->offsets[row + 1] ? answers[column->offsets[row]]
                                                             : QH_FRAME_NONE]++;
}

static void
look_at_categories (QhOverview *self, const QhFrameColumn *column, Rows rows)
{
  gsize n = column->width == 1 ? 256 : column->ids->len;
  g_autofree guint32 *counts = g_new0 (guint32, n * LANES);

  if (column->form == QH_COLUMN_LIST)
    count_first_answers (column, rows, counts);
  else if (column->width == 1)
    COUNT_ROWS (guint8, ITSELF)
  else if (column->width == 2)
    COUNT_ROWS (guint16, ITSELF)
  else
    COUNT_ROWS (guint32, ITSELF)
  merge_lanes (counts, n);
  self->n_counts = column->ids->len;
  self->counts = g_new (guint64, self->n_counts);
  for (guint i = 0; i < self->n_counts; i++)
    {
      self->counts[i] = counts[i];
      if (i < QH_FRAME_FIRST_CODE)
        self->missing[i] = counts[i];
      else
        self->n += counts[i];
    }
}

/* Numbers */

static void
add_bin (QhOverview *self, double least, double most, double value, guint64 count)
{
  guint bin = most > least ? (guint)((value - least) / (most - least) * QH_OVERVIEW_BINS) : 0;

  self->bins[MIN (bin, QH_OVERVIEW_BINS - 1)] += count;
}

/* Values that ascend, and how often each stands. */
static void
describe_values (QhOverview *self,
                 const double *values,
                 const guint64 *times,
                 gsize n,
                 double confidence)
{
  for (gsize i = 0; i < n; i++)
    self->n += times[i];
  if (!isfinite (values[0]) || !isfinite (values[n - 1]))
    return;
  for (gsize i = 0; i < n; i++)
    add_bin (self, values[0], values[n - 1], values[i], times[i]);
  self->described
    = qh_descriptives_compute_counted (values, times, n, confidence, &self->descriptives);
}

/* Whole numbers by how often each stands: first is the number of counts[0]. */
static void
describe_counts (QhOverview *self, const guint32 *counts, gsize n, double first, double confidence)
{
  g_autofree double *values = NULL;
  g_autofree guint64 *times = NULL;
  gsize different = 0, at = 0;

  for (gsize i = 0; i < n; i++)
    different += counts[i] > 0;
  if (different == 0)
    return;
  values = g_new (double, different);
  times = g_new (guint64, different);
  for (gsize i = 0; i < n; i++)
    if (counts[i] > 0)
      {
        values[at] = first + (double)i;
        times[at++] = counts[i];
      }
  describe_values (self, values, times, different, confidence);
}

static void
look_at_int16 (QhOverview *self, const QhFrameColumn *column, Rows rows, double confidence)
{
  gsize n = 1 << 16;
  g_autofree guint32 *counts = g_new0 (guint32, n * LANES);

  COUNT_ROWS (gint16, FROM_INT16)
  merge_lanes (counts, n);
  for (guint i = 0; i < QH_FRAME_FIRST_CODE; i++)
    self->missing[i] = counts[i];
  describe_counts (self,
                   counts + QH_FRAME_FIRST_CODE,
                   n - QH_FRAME_FIRST_CODE,
                   G_MININT16 + QH_FRAME_FIRST_CODE,
                   confidence);
}

static void
find_range (const gint32 *data, Rows rows, gint64 *least, gint64 *greatest)
{
  gint32 low[LANES] = { G_MAXINT32, G_MAXINT32, G_MAXINT32, G_MAXINT32 };
  gint32 high[LANES] = { G_MININT32, G_MININT32, G_MININT32, G_MININT32 };
  guint row = 0;

  for (; row + LANES <= rows.n_rows; row += LANES)
    for (guint lane = 0; lane < LANES; lane++)
      {
        gint32 value = data[row + lane];
        /* What is no value is as large as can be. */
        gint32 known = value < QH_FRAME_NO_INT32 + QH_FRAME_FIRST_CODE ? G_MAXINT32 : value;

        low[lane] = MIN (low[lane], known);
        high[lane] = MAX (high[lane], value);
      }
  for (; row < rows.n_rows; row++)
    {
      low[0]
        = data[row] < QH_FRAME_NO_INT32 + QH_FRAME_FIRST_CODE ? low[0] : MIN (low[0], data[row]);
      high[0] = MAX (high[0], data[row]);
    }
  *least = MIN (MIN (low[0], low[1]), MIN (low[2], low[3]));
  *greatest = MAX (MAX (high[0], high[1]), MAX (high[2], high[3]));
}

/* Past the first places, which are those of no value, the least is at 0. */
#define FROM_INT32(value)                                                                          \
  ((value) < QH_FRAME_NO_INT32 + QH_FRAME_FIRST_CODE                                               \
     ? (gsize)((gint64)(value)-QH_FRAME_NO_INT32)                                                  \
     : (gsize)((gint64)(value)-least) + QH_FRAME_FIRST_CODE)

static gboolean
look_at_int32 (QhOverview *self, const QhFrameColumn *column, Rows rows, double confidence)
{
  g_autofree guint32 *counts = NULL;
  gint64 least, greatest;
  gsize n;

  find_range (column->data, rows, &least, &greatest);
  if (greatest - least >= MOST_VALUES)
    return FALSE;
  n = (gsize)MAX (0, greatest - least + 1) + QH_FRAME_FIRST_CODE;
  counts = g_new0 (guint32, n * LANES);
  COUNT_ROWS (gint32, FROM_INT32)
  merge_lanes (counts, n);
  for (guint i = 0; i < QH_FRAME_FIRST_CODE; i++)
    self->missing[i] = counts[i];
  describe_counts (
    self, counts + QH_FRAME_FIRST_CODE, n - QH_FRAME_FIRST_CODE, (double)least, confidence);
  return TRUE;
}

/* The bits of a number, in the order of numbers. */
static guint64
to_ordered (double value)
{
  guint64 bits;

  memcpy (&bits, &value, sizeof bits);
  return bits >> 63 ? ~bits : bits | (G_GUINT64_CONSTANT (1) << 63);
}

static double
from_ordered (guint64 ordered)
{
  guint64 bits = ordered >> 63 ? ordered & ~(G_GUINT64_CONSTANT (1) << 63) : ~ordered;
  double value;

  memcpy (&value, &bits, sizeof value);
  return value;
}

/* What a row has, as a key that lies in the order of numbers; FALSE for nothing. */
static inline gboolean
read_key (const QhFrameColumn *column, guint row, gsize *missing, guint64 *key)
{
  gint64 value = column->form == QH_COLUMN_REAL ? ((const gint64 *)column->data)[row]
                                                : qh_frame_column_get (column, row);

  if (QH_SCAN_IS_EMPTY (value))
    {
      missing[value - QH_SCAN_NONE]++;
      return FALSE;
    }
  *key = to_ordered (column->form == QH_COLUMN_REAL ? qh_scan_to_real (value) : (double)value);
  return TRUE;
}

static void sort_parts (guint64 *keys, guint64 *room, const guint32 *ends);

/* So that the farthest key falls into the last of the parts. */
static guint
find_shift (guint64 range)
{
  guint shift = 0;

  while (range >> shift >= N_PARTS)
    shift++;
  return shift;
}

static void
sort_few (guint64 *keys, gsize n)
{
  for (gsize i = 1; i < n; i++)
    {
      guint64 key = keys[i];
      gsize k = i;

      for (; k > 0 && keys[k - 1] > key; k--)
        keys[k] = keys[k - 1];
      keys[k] = key;
    }
}

/* Sorts keys by their first bits into parts, and each part likewise. */
static void
sort_part (guint64 *keys, guint64 *room, gsize n)
{
  guint32 ends[N_PARTS + 1] = { 0 };
  guint64 least = keys[0], most = keys[0];
  guint shift;

  for (gsize i = 1; i < n; i++)
    {
      least = MIN (least, keys[i]);
      most = MAX (most, keys[i]);
    }
  if (least == most)
    return;
  shift = find_shift (most - least);
  for (gsize i = 0; i < n; i++)
    ends[((keys[i] - least) >> shift) + 1]++;
  for (guint i = 1; i <= N_PARTS; i++)
    ends[i] += ends[i - 1];
  for (gsize i = 0; i < n; i++)
    room[ends[(keys[i] - least) >> shift]++] = keys[i];
  memcpy (keys, room, n * sizeof *keys);
  sort_parts (keys, room, ends);
}

/* @ends: where each part ends. */
static void
sort_parts (guint64 *keys, guint64 *room, const guint32 *ends)
{
  guint32 start = 0;

  for (guint i = 0; i < N_PARTS; i++)
    {
      guint32 n = ends[i] - start;

      if (n > FEW)
        sort_part (keys + start, room, n);
      else if (n > 1)
        sort_few (keys + start, n);
      start = ends[i];
    }
}

static gboolean
find_keys (const QhFrameColumn *column, Rows rows, QhOverview *self, guint64 *least, guint64 *most)
{
  guint64 key;

  *least = G_MAXUINT64;
  *most = 0;
  for (guint row = 0; row < rows.n_rows; row++)
    if ((rows.mask == NULL || rows.mask[row]) && read_key (column, row, self->missing, &key))
      {
        *least = MIN (*least, key);
        *most = MAX (*most, key);
        self->n++;
      }
  return self->n > 0;
}

static guint32
find_largest_part (const guint32 *ends)
{
  guint32 largest = ends[0];

  for (guint i = 1; i < N_PARTS; i++)
    largest = MAX (largest, ends[i] - ends[i - 1]);
  return largest;
}

/* The keys of the rows in their order. */
static guint64 *
sort_keys (const QhFrameColumn *column, Rows rows, QhOverview *self)
{
  guint32 ends[N_PARTS + 1] = { 0 };
  gsize unused[QH_FRAME_FIRST_CODE] = { 0 };
  guint64 least, most, key, *keys;
  g_autofree guint64 *room = NULL;
  guint shift;

  if (!find_keys (column, rows, self, &least, &most))
    return NULL;
  shift = find_shift (most - least);
  keys = g_new (guint64, self->n);
  for (guint row = 0; row < rows.n_rows; row++)
    if ((rows.mask == NULL || rows.mask[row]) && read_key (column, row, unused, &key))
      ends[((key - least) >> shift) + 1]++;
  for (guint i = 1; i <= N_PARTS; i++)
    ends[i] += ends[i - 1];
  for (guint row = 0; row < rows.n_rows; row++)
    if ((rows.mask == NULL || rows.mask[row]) && read_key (column, row, unused, &key))
      keys[ends[(key - least) >> shift]++] = key;
  room = g_new (guint64, MAX (1, find_largest_part (ends)));
  sort_parts (keys, room, ends);
  return keys;
}

/* Numbers with fractions that are written down have few digits, and so many rows the
 * same: each different one is counted. */
typedef struct
{
  guint64 key;
  guint64 count;
} Slot;

typedef struct
{
  Slot *slots;
  guint n;
} Different;

static inline gsize
hash_key (guint64 key)
{
  return (gsize)(key * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15) >> (64 - SLOT_BITS));
}

static inline Slot *
find_slot (const Different *self, guint64 key)
{
  gsize at = hash_key (key);

  while (self->slots[at].count > 0 && self->slots[at].key != key)
    at = (at + 1) & (N_SLOTS - 1);
  return &self->slots[at];
}

/* The keys of a block of rows; their slots are sent for meanwhile. */
static guint
read_block (const QhFrameColumn *column,
            Rows rows,
            guint start,
            gsize *missing,
            const Different *different,
            guint64 *keys)
{
  guint end = MIN (start + BLOCK, rows.n_rows), n = 0;

  for (guint row = start; row < end; row++)
    if ((rows.mask == NULL || rows.mask[row]) && read_key (column, row, missing, &keys[n]))
      __builtin_prefetch (&different->slots[hash_key (keys[n++])], 1);
  return n;
}

/* FALSE where there are too many. */
static gboolean
count_different (const QhFrameColumn *column, Rows rows, gsize *missing, Different *self)
{
  guint64 keys[BLOCK];

  for (guint start = 0; start < rows.n_rows; start += BLOCK)
    {
      guint n = read_block (column, rows, start, missing, self, keys);

      for (guint i = 0; i < n; i++)
        {
          Slot *slot = find_slot (self, keys[i]);

          self->n += slot->count == 0;
          slot->key = keys[i];
          slot->count++;
        }
      if (self->n > N_SLOTS / 2)
        return FALSE;
    }
  return TRUE;
}

static void
describe_different (QhOverview *self, const Different *different, double confidence)
{
  g_autofree guint64 *keys = g_new (guint64, different->n), *room = g_new (guint64, different->n);
  g_autofree guint64 *times = g_new (guint64, different->n);
  g_autofree double *values = g_new (double, different->n);
  guint at = 0;

  for (gsize slot = 0; slot < N_SLOTS; slot++)
    if (different->slots[slot].count > 0)
      keys[at++] = different->slots[slot].key;
  sort_part (keys, room, different->n);
  for (guint i = 0; i < different->n; i++)
    {
      values[i] = from_ordered (keys[i]);
      times[i] = find_slot (different, keys[i])->count;
    }
  describe_values (self, values, times, different->n, confidence);
}

static gboolean
look_at_different (QhOverview *self, const QhFrameColumn *column, Rows rows, double confidence)
{
  g_autofree Slot *slots = g_new0 (Slot, N_SLOTS);
  Different different = { slots, 0 };
  gsize missing[QH_FRAME_FIRST_CODE] = { 0 };

  if (!count_different (column, rows, missing, &different))
    return FALSE;
  memcpy (self->missing, missing, sizeof missing);
  if (different.n > 0)
    describe_different (self, &different, confidence);
  return TRUE;
}

static void
look_at_values (QhOverview *self, const QhFrameColumn *column, Rows rows, double confidence)
{
  guint64 *keys = sort_keys (column, rows, self);
  double *sorted = (double *)(void *)keys;

  for (gsize i = 0; i < self->n; i++)
    {
      double value = from_ordered (keys[i]);

      sorted[i] = value;
    }
  self->described = self->n > 0 && isfinite (sorted[0]) && isfinite (sorted[self->n - 1]);
  if (self->described)
    {
      for (gsize i = 0; i < self->n; i++)
        add_bin (self, sorted[0], sorted[self->n - 1], sorted[i], 1);
      qh_descriptives_compute_sorted (sorted, self->n, confidence, &self->descriptives);
    }
  g_free (keys);
}

/**
 * qh_overview_new:
 * @mask: (nullable) (array length=n_rows): which rows
 * @confidence: of the mean's interval, between 0 and 1
 *
 * Whole numbers and categories are counted, so that nothing is sorted.
 *
 * Returns: (transfer full): what @column has in the rows
 */
QhOverview *
qh_overview_new (const QhFrameColumn *column, const guint8 *mask, guint n_rows, double confidence)
{
  QhOverview *self = g_new0 (QhOverview, 1);
  Rows rows = make_rows (mask, n_rows);

  if (column->ids != NULL)
    look_at_categories (self, column, rows);
  else if (column->form == QH_COLUMN_INT16)
    look_at_int16 (self, column, rows, confidence);
  else if ((column->form != QH_COLUMN_INT32 || !look_at_int32 (self, column, rows, confidence))
           && !look_at_different (self, column, rows, confidence))
    look_at_values (self, column, rows, confidence);
  self->described = self->described && qh_column_is_number (column);
  return self;
}

void
qh_overview_free (QhOverview *self)
{
  if (self == NULL)
    return;
  g_free (self->counts);
  g_free (self);
}
