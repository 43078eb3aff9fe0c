/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * QhXlsxRow:
 * @number: of the row in its sheet, from 1
 * @cells: (element-type utf8): its texts, %NULL for an empty cell
 *
 * A row of a sheet. Numbers are as they are stored: 12, 0.5, and a day as the
 * number of days since the end of 1899.
 */
typedef struct
{
  guint number;
  GPtrArray *cells;
} QhXlsxRow;

/**
 * QhXlsxSheet:
 * @rows: (element-type QhXlsxRow): those that hold anything
 * @texts: where the texts are
 *
 * The first sheet of a workbook.
 */
typedef struct
{
  GArray *rows;
  GStringChunk *texts;
} QhXlsxSheet;

QhXlsxSheet *qh_xlsx_read       (GBytes *bytes, const char *file_name, GCancellable *cancellable, GError **error);
void         qh_xlsx_sheet_free (QhXlsxSheet *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (QhXlsxSheet, qh_xlsx_sheet_free)

G_END_DECLS
