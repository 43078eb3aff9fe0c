/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * QhReadCell:
 * @row: place from 0
 * @column: what the column was added with
 *
 * Returns: (transfer full): what the cell says, plain text
 */
typedef char *(*QhReadCell) (guint row, guint column, gpointer data);

void  qh_import_cells_add_column (GtkColumnView *view, const char *title, int width, gboolean number,
                                  guint column, QhReadCell read, gpointer data);
void  qh_import_cells_set_n_rows (GtkColumnView *view, guint n_rows);
void  qh_import_cells_clear      (GtkColumnView *view);
char *qh_import_cells_shorten    (const char *text, guint length);

G_END_DECLS
