/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "store/qh-drafts.h"
#include "ui/qh-session.h"

G_BEGIN_DECLS

#define QH_TYPE_ENTRY_LINE (qh_entry_line_get_type ())
G_DECLARE_FINAL_TYPE (QhEntryLine, qh_entry_line, QH, ENTRY_LINE, GtkWidget)

void     qh_entry_line_set_session (QhEntryLine *self, QhSession *session);
void     qh_entry_line_set_day     (QhEntryLine *self, QhDay day);
void     qh_entry_line_set_narrow  (QhEntryLine *self, gboolean narrow);
void     qh_entry_line_clear       (QhEntryLine *self);
void     qh_entry_line_set_type    (QhEntryLine *self, gint64 type);
void     qh_entry_line_repeat_last (QhEntryLine *self);
void     qh_entry_line_continue    (QhEntryLine *self, const QhDraft *draft);
void     qh_entry_line_set_timed   (QhEntryLine *self, int minutes, int start);
gint64   qh_entry_line_get_type_code (QhEntryLine *self);
gint64   qh_entry_line_get_case    (QhEntryLine *self);
gboolean qh_entry_line_log         (QhEntryLine *self);

G_END_DECLS
