/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define QH_TYPE_FILTER_BAR (qh_filter_bar_get_type ())
G_DECLARE_FINAL_TYPE (QhFilterBar, qh_filter_bar, QH, FILTER_BAR, GtkWidget)

void       qh_filter_bar_append  (QhFilterBar *self, GtkWidget *child);
void       qh_filter_bar_set_end (QhFilterBar *self, GtkWidget *end);

G_END_DECLS
