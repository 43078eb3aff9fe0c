/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values a block of rows at a time: a column is read in one go, for the rows of a
 * file lie everywhere in it. */
#include "exchange/qh-labelled-block.h"

#include <string.h>

/**
 * qh_labelled_blocks_new:
 * @n: how many variables
 *
 * Returns: (transfer full) (array): a block for each.
 */
QhLabelledBlock *
qh_labelled_blocks_new (guint n)
{
  QhLabelledBlock *blocks = g_new (QhLabelledBlock, MAX (1, n));

  for (guint i = 0; i < n; i++)
    blocks[i].text = g_string_new (NULL);
  return blocks;
}

void
qh_labelled_blocks_free (QhLabelledBlock *blocks,
                         guint            n)
{
  for (guint i = 0; i < n; i++)
    g_string_free (blocks[i].text, TRUE);
  g_free (blocks);
}

static void
fill_row_numbers (guint            first,
                  guint            n,
                  QhLabelledBlock *block)
{
  memset (block->kinds, 0, n);
  for (guint i = 0; i < n; i++)
    block->numbers[i] = first + i + 1;
}

/* Indices are nothing, the kinds of missing, then codes. */
static inline guint8
kind_of_index (guint32 index)
{
  return index >= QH_FRAME_FIRST_CODE ? 0 : index == QH_FRAME_NONE ? QH_LABELLED_EMPTY : (guint8) index;
}

#define FILL_INDICES(type, number_of)                                      \
  for (guint i = 0; i < n; i++)                                            \
    {                                                                      \
      guint32 index = ((const type *) source->data)[rows[i]];              \
                                                                           \
      block->kinds[i] = kind_of_index (index);                             \
      block->numbers[i] = number_of[index];                                \
    }

static void
fill_codes (const QhLabelledVariable *variable,
            const guint32            *rows,
            guint                     n,
            QhLabelledBlock          *block)
{
  const QhFrameColumn *source = variable->column->source;

  if (source->width == 1)
    FILL_INDICES (guint8, variable->numbers)
  else if (source->width == 2)
    FILL_INDICES (guint16, variable->numbers)
  else
    FILL_INDICES (guint32, variable->numbers)
}

static void
fill_references (const QhExportColumn *column,
                 const guint32        *rows,
                 guint                 n,
                 QhLabelledBlock      *block)
{
  for (guint i = 0; i < n; i++)
    {
      guint32 number = column->numbers[qh_export_index (column->source, rows[i])];

      block->kinds[i] = number == 0 ? QH_LABELLED_EMPTY : 0;
      block->numbers[i] = number;
    }
}

/* Numbers are nothing, the kinds of missing, then values, from the least on. */
#define FILL_NUMBERS(type, none)                                           \
  for (guint i = 0; i < n; i++)                                            \
    {                                                                      \
      type value = ((const type *) source->data)[rows[i]];                 \
      gboolean empty = value < (none) + QH_FRAME_FIRST_CODE;               \
                                                                           \
      block->kinds[i] = empty ? kind_of_index ((guint32) (value - (none))) : 0; \
      block->numbers[i] = empty ? 0 : value;                               \
    }

static void
fill_numbers (const QhFrameColumn *source,
              const guint32       *rows,
              guint                n,
              QhLabelledBlock     *block)
{
  if (source->form == QH_COLUMN_INT16)
    FILL_NUMBERS (gint16, QH_FRAME_NO_INT16)
  else if (source->form == QH_COLUMN_INT32)
    FILL_NUMBERS (gint32, (gint64) QH_FRAME_NO_INT32)
  else
    for (guint i = 0; i < n; i++)
      {
        gint64 value = qh_frame_column_get (source, rows[i]);
        gboolean empty = QH_SCAN_IS_EMPTY (value);

        block->kinds[i] = empty ? kind_of_index ((guint32) (value - QH_SCAN_NONE)) : 0;
        block->numbers[i] = empty                             ? 0
                            : source->form == QH_COLUMN_REAL ? qh_scan_to_real (value)
                                                              : (double) value;
      }
}

static void
fill_flags (const QhExportColumn *column,
            const guint32        *rows,
            guint                 n,
            QhLabelledBlock      *block)
{
  for (guint i = 0; i < n; i++)
    {
      gint64 flag = qh_export_get_flag (column, rows[i]);
      gboolean empty = QH_SCAN_IS_EMPTY (flag);

      block->kinds[i] = empty ? kind_of_index ((guint32) (flag - QH_SCAN_NONE)) : 0;
      block->numbers[i] = empty ? 0 : (double) flag;
    }
}

static void
end_text (QhLabelledBlock *block,
          guint            i)
{
  block->kinds[i] = block->text->len == block->starts[i] ? QH_LABELLED_EMPTY : 0;
  block->numbers[i] = 0;
  g_string_append_c (block->text, '\0');
}

static void
fill_joined (const QhExportColumn *column,
             const guint32        *rows,
             guint                 n,
             QhLabelledBlock      *block)
{
  const guint16 *answers = column->source->data;
  const guint32 *offsets = column->source->offsets;

  for (guint i = 0; i < n; i++)
    {
      block->starts[i] = (guint32) block->text->len;
      for (guint32 a = offsets[rows[i]]; a < offsets[rows[i] + 1]; a++)
        {
          if (a > offsets[rows[i]])
            g_string_append_len (block->text, "; ", 2);
          g_string_append (block->text, g_array_index (column->texts, QhExportText, answers[a]).text);
        }
      end_text (block, i);
    }
}

static void
fill_keys (const QhExportColumn *column,
           const guint32        *rows,
           guint                 n,
           QhLabelledBlock      *block)
{
  for (guint i = 0; i < n; i++)
    {
      block->starts[i] = (guint32) block->text->len;
      g_string_append (block->text, g_array_index (column->texts, QhExportText, qh_export_index (column->source, rows[i])).text);
      end_text (block, i);
    }
}

/* All counts of the block's rows at once: each is in several columns. */
static void
fill_served (QhLabelled           *self,
             const QhExportColumn *column,
             guint                 first,
             guint                 n,
             QhLabelledBlock      *block)
{
  guint n_slots = self->plan->n_slots;

  if (self->served_first != first || self->n_served != n)
    for (guint i = 0; i < n; i++)
      qh_export_plan_count_served (self->plan, self->plan->rows[first + i], self->served + (gsize) i * n_slots);
  self->served_first = first;
  self->n_served = n;
  memset (block->kinds, 0, n);
  for (guint i = 0; i < n; i++)
    block->numbers[i] = self->served[(gsize) i * n_slots + column->slot];
}

/**
 * qh_labelled_fill:
 * @first: the row in the file, from 0
 * @n: how many, %QH_LABELLED_BLOCK at most
 *
 * Reads the values of a variable in rows that follow each other.
 */
void
qh_labelled_fill (QhLabelled               *self,
                  const QhLabelledVariable *variable,
                  guint                     first,
                  guint                     n,
                  QhLabelledBlock          *block)
{
  const QhExportColumn *column = variable->column;
  const guint32 *rows = self->plan->rows + first;

  g_string_truncate (block->text, 0);
  switch (column->cell)
    {
    case QH_EXPORT_ROW_NUMBER:
      fill_row_numbers (first, n, block);
      break;
    case QH_EXPORT_TEXT:
      if (variable->type == QH_LABELLED_TEXT)
        fill_keys (column, rows, n, block);
      else
        fill_codes (variable, rows, n, block);
      break;
    case QH_EXPORT_REFERENCE:
      fill_references (column, rows, n, block);
      break;
    case QH_EXPORT_LIST:
      fill_joined (column, rows, n, block);
      break;
    case QH_EXPORT_FLAG:
      fill_flags (column, rows, n, block);
      break;
    case QH_EXPORT_SERVED:
      fill_served (self, column, first, n, block);
      break;
    default:
      fill_numbers (column->source, rows, n, block);
    }
}
