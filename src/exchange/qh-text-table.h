/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * QhTextTable:
 *
 * A small table that a person filled in: a csv, or the first sheet of an xlsx.
 * Its first row has the names of the columns.
 */
typedef struct _QhTextTable QhTextTable;

QhTextTable *qh_text_table_read          (GFile *file, GCancellable *cancellable, GError **error);
void         qh_text_table_free          (QhTextTable *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (QhTextTable, qh_text_table_free)

guint        qh_text_table_get_n_columns (QhTextTable *self);
const char  *qh_text_table_get_name      (QhTextTable *self, guint column);
guint        qh_text_table_get_n_rows    (QhTextTable *self);
guint        qh_text_table_get_line      (QhTextTable *self, guint row);
const char  *qh_text_table_get_cell      (QhTextTable *self, guint row, guint column);
char        *qh_text_table_dup_fault     (QhTextTable *self, guint row);

G_END_DECLS
