/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define QH_TYPE_EXPLORE_SHELF (qh_explore_shelf_get_type ())
G_DECLARE_FINAL_TYPE (QhExploreShelf, qh_explore_shelf, QH, EXPLORE_SHELF, GtkWidget)

GtkWidget  *qh_explore_shelf_new      (const char *title, const char *hint);
void        qh_explore_shelf_set_name (QhExploreShelf *self, const char *name, const char *label);
const char *qh_explore_shelf_get_name (QhExploreShelf *self);

G_END_DECLS
