/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/forms/qh-value-editor.h"

G_BEGIN_DECLS

#define QH_TYPE_BOXES_EDITOR (qh_boxes_editor_get_type ())
G_DECLARE_FINAL_TYPE (QhBoxesEditor, qh_boxes_editor, QH, BOXES_EDITOR, GtkWidget)

GtkWidget *qh_boxes_editor_new (QhSession *session, const QhField *field);

G_END_DECLS
