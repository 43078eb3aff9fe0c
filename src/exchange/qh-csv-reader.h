/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "exchange/qh-text-decoder.h"

G_BEGIN_DECLS

/**
 * QhCsvReport:
 * @encoding: how the bytes were understood
 * @separator: what parts the cells: ',', ';', '|' or a tab
 * @n_rows: rows below the header
 * @n_wrapped: rows that stood whole in one quoted cell and were unwrapped
 * @n_ragged: rows with too few or too many cells
 * @n_blank: rows of nothing but blanks, which are left out
 * @duplicate_columns: (element-type utf8): names that the header has more than once
 *
 * What was understood of a file.
 */
typedef struct
{
  QhTextEncoding encoding;
  char separator;
  guint n_rows;
  guint n_wrapped;
  guint n_ragged;
  guint n_blank;
  GPtrArray *duplicate_columns;
} QhCsvReport;

#define QH_TYPE_CSV_READER (qh_csv_reader_get_type ())
G_DECLARE_FINAL_TYPE (QhCsvReader, qh_csv_reader, QH, CSV_READER, GObject)

QhCsvReader        *qh_csv_reader_new_for_file     (GFile         *file,
                                                    GCancellable  *cancellable,
                                                    GError       **error);
QhCsvReader        *qh_csv_reader_new_for_bytes    (GBytes        *bytes,
                                                    const char    *file_name,
                                                    GCancellable  *cancellable,
                                                    GError       **error);
void                qh_csv_reader_new_for_file_async (GFile               *file,
                                                    GCancellable        *cancellable,
                                                    GAsyncReadyCallback  callback,
                                                    gpointer             user_data);
QhCsvReader        *qh_csv_reader_new_for_file_finish (GAsyncResult     *result,
                                                    GError             **error);

const char         *qh_csv_reader_get_file_name    (QhCsvReader   *self);
const QhCsvReport  *qh_csv_reader_get_report       (QhCsvReader   *self);
char              **qh_csv_reader_describe         (QhCsvReader   *self);

guint               qh_csv_reader_get_n_columns    (QhCsvReader   *self);
const char         *qh_csv_reader_get_column_name  (QhCsvReader   *self,
                                                    guint          column);
int                 qh_csv_reader_find_column      (QhCsvReader   *self,
                                                    const char    *name);
gboolean            qh_csv_reader_is_duplicate     (QhCsvReader   *self,
                                                    guint          column);

guint               qh_csv_reader_get_n_rows       (QhCsvReader   *self);
guint               qh_csv_reader_get_line         (QhCsvReader   *self,
                                                    guint          row);
const char         *qh_csv_reader_get_cell         (QhCsvReader   *self,
                                                    guint          row,
                                                    guint          column);
gboolean            qh_csv_reader_is_wrapped       (QhCsvReader   *self,
                                                    guint          row);
guint               qh_csv_reader_get_n_cells      (QhCsvReader   *self,
                                                    guint          row);
gboolean            qh_csv_reader_is_whole         (QhCsvReader   *self,
                                                    guint          row);
char               *qh_csv_reader_describe_fault   (QhCsvReader   *self,
                                                    guint          row);

G_END_DECLS
