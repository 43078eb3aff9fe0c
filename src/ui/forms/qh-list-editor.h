/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/forms/qh-value-editor.h"

G_BEGIN_DECLS

#define QH_TYPE_LIST_EDITOR (qh_list_editor_get_type ())
G_DECLARE_FINAL_TYPE (QhListEditor, qh_list_editor, QH, LIST_EDITOR, GtkWidget)

GtkWidget *qh_list_editor_new (QhSession *session, const QhField *field);

G_END_DECLS
