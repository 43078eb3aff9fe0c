/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

PangoAttrList *qh_highlight_new (const char *text, char *const *folded_words, GtkWidget *widget);

G_END_DECLS
