/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "desk/qh-indicator.h"
#include "store/qh-drafts.h"
#include "ui/settings/qh-editor.h"

G_BEGIN_DECLS

/* The action that takes back what an editor saved. */
#define QH_INDICATOR_UNDO "win.undo"

QhEditor *qh_indicator_editor_open     (GtkWidget *from, QhSession *session, const char *json, gboolean is_new);
QhEditor *qh_indicator_editor_continue (GtkWidget *from, QhSession *session, const QhDraft *draft);

G_END_DECLS
