/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ui/qh-session.h"

G_BEGIN_DECLS

QhRecord  *qh_entry_to_record   (QhStore *store, const QhEntry *entry);
QhRecord  *qh_entry_new_record  (QhStore *store, const char *catalogue);
QhChange  *qh_entries_move      (QhStore *store, const char *catalogue, gint64 id, int by);
GtkWindow *qh_entry_editor_open (GtkWidget *from, QhSession *session, const char *catalogue, gint64 id);

G_END_DECLS
