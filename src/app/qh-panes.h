/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The style class by which a page marks its panes for F6. */
#define QH_PANE_CLASS "pane"

gboolean qh_panes_move (GtkWidget *sidebar, GtkWidget *page, gboolean forward);

G_END_DECLS
