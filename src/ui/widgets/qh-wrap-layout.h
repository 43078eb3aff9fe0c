/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define QH_TYPE_WRAP_LAYOUT (qh_wrap_layout_get_type ())
G_DECLARE_FINAL_TYPE (QhWrapLayout, qh_wrap_layout, QH, WRAP_LAYOUT, GtkLayoutManager)

#define QH_TYPE_WRAP_BOX (qh_wrap_box_get_type ())
G_DECLARE_FINAL_TYPE (QhWrapBox, qh_wrap_box, QH, WRAP_BOX, GtkWidget)

GtkWidget *qh_wrap_box_new    (void);
void       qh_wrap_box_append (QhWrapBox *self, GtkWidget *child);

G_END_DECLS
