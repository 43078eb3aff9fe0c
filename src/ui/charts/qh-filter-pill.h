/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "board/qh-board.h"

G_BEGIN_DECLS

#define QH_TYPE_FILTER_PILL (qh_filter_pill_get_type ())
G_DECLARE_FINAL_TYPE (QhFilterPill, qh_filter_pill, QH, FILTER_PILL, GtkWidget)

GtkWidget *qh_filter_pill_new       (const char *variable, const char *label);
void       qh_filter_pill_set_frame (QhFilterPill *self, QhFrame *frame, QhLanguage language, QhNamer namer, gpointer namer_data);
void       qh_filter_pill_clear     (QhFilterPill *self);
gboolean   qh_filter_pill_is_active (QhFilterPill *self);
void       qh_filter_pill_set_key   (QhFilterPill *self, gint64 key, gboolean on);
void       qh_filter_pill_apply     (QhFilterPill *self, QhFilter *filter);

G_END_DECLS
