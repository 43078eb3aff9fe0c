/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/forms/qh-value-editor.h"

G_BEGIN_DECLS

#define QH_TYPE_ROWS_EDITOR (qh_rows_editor_get_type ())
G_DECLARE_FINAL_TYPE (QhRowsEditor, qh_rows_editor, QH, ROWS_EDITOR, GtkWidget)

GtkWidget *qh_rows_editor_new (QhSession *session, const QhField *field);

G_END_DECLS
