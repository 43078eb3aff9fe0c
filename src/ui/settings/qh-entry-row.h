/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "domain/qh-catalogues.h"

G_BEGIN_DECLS

#define QH_TYPE_ENTRY_ROW (qh_entry_row_get_type ())
G_DECLARE_FINAL_TYPE (QhEntryRow, qh_entry_row, QH, ENTRY_ROW, GtkWidget)

GtkWidget *qh_entry_row_new    (void);
void       qh_entry_row_show   (QhEntryRow *self, const QhEntry *entry, QhLanguage language, gboolean can_move);
gint64     qh_entry_row_get_id (QhEntryRow *self);

G_END_DECLS
