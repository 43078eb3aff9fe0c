/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "store/qh-drafts.h"
#include "ui/qh-session.h"

G_BEGIN_DECLS

#define QH_TYPE_EDITOR (qh_editor_get_type ())
G_DECLARE_FINAL_TYPE (QhEditor, qh_editor, QH, EDITOR, AdwWindow)

/**
 * QhEditorFunction:
 *
 * What an editor does on a worker.
 *
 * Returns: whether it is done.
 */
typedef gboolean (*QhEditorFunction) (QhStore *store, gpointer data, GError **error);

QhEditor  *qh_editor_new        (GtkWidget *from, const char *title, QhStore *store);
QhStore   *qh_editor_get_store  (QhEditor *self);
void       qh_editor_set_action (QhEditor *self, const char *label);
void       qh_editor_add_group  (QhEditor *self, const char *title, const char *description);
GtkWidget *qh_editor_add_entry  (QhEditor *self, const char *title, const char *text);
GtkWidget *qh_editor_add_choice (QhEditor *self, const char *title, const char *const *labels, guint selected);
GtkWidget *qh_editor_add_switch (QhEditor *self, const char *title, const char *subtitle, gboolean active);
void       qh_editor_add_widget (QhEditor *self, GtkWidget *widget);
char      *qh_editor_get_text   (GtkWidget *entry_row);
gboolean   qh_editor_refuse     (QhEditor *self, GtkWidget *row, const char *why);
void       qh_editor_keep_draft (QhEditor *self, QhSession *session, const QhRecord *record);
void       qh_editor_continue   (QhEditor *self, const QhDraft *draft);
void       qh_editor_touch      (QhEditor *self);
gboolean   qh_editor_is_touched (QhEditor *self);
void       qh_editor_set_undo   (QhEditor *self, const char *action, GVariant *target);
void       qh_editor_apply      (QhEditor *self, QhChange *change, const char *done);
void       qh_editor_run        (QhEditor *self, QhEditorFunction function, gpointer data, GDestroyNotify free_data, const char *done);

G_END_DECLS
