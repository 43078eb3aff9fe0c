/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ui/qh-session.h"

G_BEGIN_DECLS

#define QH_TYPE_VALUE_EDITOR (qh_value_editor_get_type ())
G_DECLARE_INTERFACE (QhValueEditor, qh_value_editor, QH, VALUE_EDITOR, GtkWidget)

/**
 * QhValueEditor:
 * @set_value: shows a value
 * @get_value: reads what was typed or chosen; fails where it is not of the field's type
 *
 * A widget that edits one field. It emits "changed" as its value does.
 */
struct _QhValueEditorInterface
{
  GTypeInterface parent_interface;

  void     (*set_value) (QhValueEditor *self, const QhValue *value);
  gboolean (*get_value) (QhValueEditor *self, QhValue *value, GError **error);
};

GtkWidget *qh_value_editor_new       (QhSession *session, const QhField *field);
void       qh_value_editor_set_value (QhValueEditor *self, const QhValue *value);
gboolean   qh_value_editor_get_value (QhValueEditor *self, QhValue *value, GError **error);
void       qh_value_editor_changed   (QhValueEditor *self);
gboolean   qh_value_editor_is_tall   (const QhField *field);

G_END_DECLS
