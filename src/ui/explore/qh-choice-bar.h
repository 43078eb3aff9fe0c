/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkWidget *qh_choice_bar_new (GtkWidget *window, GCallback apply, gpointer data);

G_END_DECLS
