/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/forms/qh-value-editor.h"

G_BEGIN_DECLS

#define QH_TYPE_CHOICE_EDITOR (qh_choice_editor_get_type ())
G_DECLARE_FINAL_TYPE (QhChoiceEditor, qh_choice_editor, QH, CHOICE_EDITOR, GtkWidget)

GtkWidget *qh_choice_editor_new (QhSession *session, const QhField *field);
void       qh_choice_editor_set_parent (QhChoiceEditor *self, gint64 parent);

G_END_DECLS
