/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/forms/qh-value-editor.h"

G_BEGIN_DECLS

#define QH_TYPE_NOTE_EDITOR (qh_note_editor_get_type ())
G_DECLARE_FINAL_TYPE (QhNoteEditor, qh_note_editor, QH, NOTE_EDITOR, GtkWidget)

GtkWidget *qh_note_editor_new (const QhField *field);

G_END_DECLS
