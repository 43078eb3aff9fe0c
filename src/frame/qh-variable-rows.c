/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The loops over the rows of a column. */
#include "frame/qh-frame-private.h"
#include "frame/qh-variable.h"

/* The compiler makes vectors of a loop only where it knows how long that is: so
 * rows are gone through so many at a time, and the rest of them last. */
#define CHUNK 256

#define IN_CHUNKS(loop, data, n, ...)                                                              \
  {                                                                                                \
    gsize at = 0;                                                                                  \
                                                                                                   \
    for (; at + CHUNK <= (n); at += CHUNK)                                                         \
      loop ((data) + at, CHUNK, __VA_ARGS__);                                                      \
    loop ((data) + at, (n)-at, __VA_ARGS__);                                                       \
  }

/* The least and the greatest value */

/* Nothing and the kinds of missing are the lowest numbers of all: lowered by as many
 * as they are they become the highest, so that none is ever the least. */
#define DEFINE_WIDEN(type, unsigned_type)                                                          \
  static inline void widen_range_##type (                                                          \
    const type *restrict values, gsize n, type *lowered, type *highest)                            \
  {                                                                                                \
    type low = *lowered, high = *highest;                                                          \
                                                                                                   \
    for (gsize i = 0; i < n; i++)                                                                  \
      {                                                                                            \
        type value = values[i];                                                                    \
        type less = (type)(unsigned_type)((unsigned_type)value - QH_FRAME_FIRST_CODE);             \
                                                                                                   \
        low = less < low ? less : low;                                                             \
        high = value > high ? value : high;                                                        \
      }                                                                                            \
    *lowered = low;                                                                                \
    *highest = high;                                                                               \
  }

DEFINE_WIDEN (gint16, guint16)
DEFINE_WIDEN (gint32, guint32)

#define FIND_RANGE(type, nothing, most)                                                            \
  {                                                                                                \
    const type *values = column->data;                                                             \
    type lowered = most, highest = nothing;                                                        \
                                                                                                   \
    IN_CHUNKS (widen_range_##type, values, n_rows, &lowered, &highest)                             \
    *least = (gint64)lowered + QH_FRAME_FIRST_CODE;                                                \
    *greatest = highest;                                                                           \
    return highest >= nothing + QH_FRAME_FIRST_CODE;                                               \
  }

/* Of a column of whole numbers: FALSE where every row is empty. */
gboolean
qh_frame_column_find_range (const QhFrameColumn *column,
                            guint n_rows,
                            gint64 *least,
                            gint64 *greatest)
{
  if (column->form == QH_COLUMN_INT16)
    FIND_RANGE (gint16, QH_FRAME_NO_INT16, G_MAXINT16)
  else
    FIND_RANGE (gint32, QH_FRAME_NO_INT32, G_MAXINT32)
}

/* Categories */

#define DEFINE_DECODE(type, nothing)                                                               \
  /* Each value, a kind of missing too, less what its category is less. */                         \
  static inline void subtract_##type (                                                             \
    const type *restrict data, gsize n, guint32 *restrict out, guint32 base)                       \
  {                                                                                                \
    for (gsize i = 0; i < n; i++)                                                                  \
      {                                                                                            \
        gint32 value = data[i];                                                                    \
                                                                                                   \
        out[i] = (guint32)value                                                                    \
                 - (value < (nothing) + QH_FRAME_FIRST_CODE ? (guint32)(nothing) : base);          \
      }                                                                                            \
  }                                                                                                \
                                                                                                   \
  static inline void look_up_##type (                                                              \
    const type *data, guint n, guint32 *out, const guint32 *categories, gint64 base)               \
  {                                                                                                \
    for (guint i = 0; i < n; i++)                                                                  \
      {                                                                                            \
        gint64 value = data[i];                                                                    \
                                                                                                   \
        out[i] = value < (gint64)(nothing) + QH_FRAME_FIRST_CODE ? (guint32)(value - (nothing))    \
                                                                 : categories[value - base];       \
      }                                                                                            \
  }

DEFINE_DECODE (gint16, QH_FRAME_NO_INT16)
DEFINE_DECODE (gint32, QH_FRAME_NO_INT32)

#define DECODE_VALUES(type)                                                                        \
  {                                                                                                \
    const type *data = (const type *)column->data + start;                                         \
                                                                                                   \
    if (self->categories != NULL)                                                                  \
      look_up_##type (data, n, out, self->categories, self->base);                                 \
    else                                                                                           \
      IN_CHUNKS (subtract_##type, data, n, out + at, (guint32)self->base - QH_FRAME_FIRST_CODE)    \
  }

#define DEFINE_COPY(type)                                                                          \
  static inline void copy_##type (const type *restrict data, gsize n, guint32 *restrict out)       \
  {                                                                                                \
    for (gsize i = 0; i < n; i++)                                                                  \
      out[i] = data[i];                                                                            \
  }

DEFINE_COPY (guint8)
DEFINE_COPY (guint16)
DEFINE_COPY (guint32)

#define DECODE_INDICES(type)                                                                       \
  {                                                                                                \
    const type *data = (const type *)column->data + start;                                         \
                                                                                                   \
    IN_CHUNKS (copy_##type, data, n, out + at)                                                     \
  }

static void
decode_first (const QhFrameColumn *column, guint start, guint n, guint32 *out)
{
  const guint16 *answers = column->data;

  for (guint i = 0; i < n; i++)
    {
      guint32 first = column->offsets[start + i];

      out[i] = first < column->offsets[start + i + 1] ? answers[first] : QH_FRAME_NONE;
    }
}

/**
 * qh_variable_decode:
 * @self: of the level of rows
 * @start: the first row
 * @n: how many
 * @out: (out caller-allocates): the category of each
 */
void
qh_variable_decode (const QhVariable *self, guint start, guint n, guint32 *out)
{
  const QhFrameColumn *column = self->column;

  g_return_if_fail (self->level == QH_LEVEL_ROW);

  if (column->form == QH_COLUMN_LIST)
    decode_first (column, start, n, out);
  else if (column->form == QH_COLUMN_INT16)
    DECODE_VALUES (gint16)
  else if (column->form == QH_COLUMN_INT32)
    DECODE_VALUES (gint32)
  else if (column->width == 1)
    DECODE_INDICES (guint8)
  else if (column->width == 2)
    DECODE_INDICES (guint16)
  else
    DECODE_INDICES (guint32)
  if (self->groups != NULL)
    for (guint i = 0; i < n; i++)
      out[i] = self->groups[out[i]];
}
