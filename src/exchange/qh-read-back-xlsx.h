/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * QhSheetSum:
 * @numbers: cells that hold a number
 * @sum: of these
 * @size: of these without their signs, by which @sum is judged
 * @texts: cells that hold a text
 * @bytes: of these
 *
 * What is known of a column of a workbook without keeping it.
 */
typedef struct
{
  guint64 numbers;
  double sum;
  double size;
  guint64 texts;
  guint64 bytes;
} QhSheetSum;

void     qh_sheet_sum_add_number (QhSheetSum *self, double number);
void     qh_sheet_sum_add_text   (QhSheetSum *self, const char *text);
gboolean qh_sheet_sum_equal      (const QhSheetSum *self, const QhSheetSum *other);

gboolean qh_read_back_xlsx (const char *path, guint n_sheets, GStrv headers, QhSheetSum *sums, guint64 *rows,
                            GCancellable *cancellable, GError **error);

G_END_DECLS
