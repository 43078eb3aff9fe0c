/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/forms/qh-value-editor.h"

G_BEGIN_DECLS

#define QH_TYPE_LINE_EDITOR (qh_line_editor_get_type ())
G_DECLARE_FINAL_TYPE (QhLineEditor, qh_line_editor, QH, LINE_EDITOR, GtkWidget)

GtkWidget *qh_line_editor_new (QhSession *session, const QhField *field);

G_END_DECLS
