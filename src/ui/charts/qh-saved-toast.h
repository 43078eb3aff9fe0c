/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void qh_saved_toast_show (GtkWidget *from, const char *text, GFile *file);

G_END_DECLS
