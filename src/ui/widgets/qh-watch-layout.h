/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define QH_TYPE_WATCH_LAYOUT (qh_watch_layout_get_type ())
G_DECLARE_FINAL_TYPE (QhWatchLayout, qh_watch_layout, QH, WATCH_LAYOUT, GtkLayoutManager)

void qh_watch_layout_connect (GtkWidget *widget, void (*callback) (GtkWidget *widget, int width));

G_END_DECLS
