/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void qh_form_show_problem (GtkWidget *label, const char *text);
void qh_form_set_busy     (gboolean busy, GtkWidget *spinner, GtkWidget *first, ...) G_GNUC_NULL_TERMINATED;

G_END_DECLS
