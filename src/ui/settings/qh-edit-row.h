/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

GtkWidget *qh_edit_row_new (const char *title, const char *subtitle, gboolean retired);
void       qh_edit_row_set_text (AdwEntryRow *row, const char *text);

G_END_DECLS
