/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * QhCsvRowFunc:
 * @line: line of the text where the row begins, from 1
 * @cells: (element-type utf8): its cells, valid during the call
 * @user_data: data
 *
 * Takes one row.
 */
typedef void (*QhCsvRowFunc) (guint      line,
                              GPtrArray *cells,
                              gpointer   user_data);

gboolean qh_csv_parse            (const char    *text,
                                  gsize          length,
                                  char           separator,
                                  QhCsvRowFunc   function,
                                  gpointer       user_data,
                                  GCancellable  *cancellable,
                                  GError       **error);
char     qh_csv_detect_separator (const char    *text,
                                  gsize          length);

G_END_DECLS
