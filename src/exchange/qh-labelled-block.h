/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/qh-labelled.h"

G_BEGIN_DECLS

#define QH_LABELLED_BLOCK 512
#define QH_LABELLED_EMPTY (QH_N_MISSING + 1)

/**
 * QhLabelledBlock:
 * @kinds: 0 for a value, the kind of missing, or %QH_LABELLED_EMPTY where nothing was noted
 * @numbers: of all types but text
 * @starts: where in @text the text of each row begins
 *
 * A variable's values in some rows that follow each other in the file.
 */
typedef struct
{
  guint8 kinds[QH_LABELLED_BLOCK];
  double numbers[QH_LABELLED_BLOCK];
  guint32 starts[QH_LABELLED_BLOCK];
  GString *text;
} QhLabelledBlock;

QhLabelledBlock *qh_labelled_blocks_new  (guint n);
void             qh_labelled_blocks_free (QhLabelledBlock *blocks, guint n);
void             qh_labelled_fill        (QhLabelled *self, const QhLabelledVariable *variable, guint first, guint n, QhLabelledBlock *block);

static inline const char *
qh_labelled_block_get_text (const QhLabelledBlock *block,
                            guint                  i)
{
  return block->text->str + block->starts[i];
}

G_END_DECLS
