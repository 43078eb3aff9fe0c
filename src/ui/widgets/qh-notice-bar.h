/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define QH_TYPE_NOTICE_BAR (qh_notice_bar_get_type ())
G_DECLARE_FINAL_TYPE (QhNoticeBar, qh_notice_bar, QH, NOTICE_BAR, GtkWidget)

void        qh_notice_bar_show     (QhNoticeBar *self, const char *text, const char *label);
void        qh_notice_bar_hide     (QhNoticeBar *self);
const char *qh_notice_bar_get_text (QhNoticeBar *self);

G_END_DECLS
