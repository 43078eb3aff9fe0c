/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/forms/qh-value-editor.h"

#include "ui/forms/qh-boxes-editor.h"
#include "ui/forms/qh-choice-editor.h"
#include "ui/forms/qh-line-editor.h"
#include "ui/forms/qh-list-editor.h"
#include "ui/forms/qh-note-editor.h"
#include "ui/forms/qh-rows-editor.h"

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_INTERFACE (QhValueEditor, qh_value_editor, GTK_TYPE_WIDGET)

static void
qh_value_editor_default_init (QhValueEditorInterface *interface)
{
  /**
   * QhValueEditor::changed:
   *
   * A person changed the value.
   */
  signals[CHANGED] = g_signal_new ("changed", QH_TYPE_VALUE_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

/**
 * qh_value_editor_new:
 *
 * Returns: (transfer floating) (nullable): the widget for a field of its type;
 *   %NULL when nobody could choose a value.
 */
GtkWidget *
qh_value_editor_new (QhSession     *session,
                     const QhField *field)
{
  switch (field->type)
    {
    case QH_TYPE_TEXT:
      return field->sensitivity == QH_SENSITIVITY_NARRATIVE ? qh_note_editor_new (field) : qh_line_editor_new (session, field);
    case QH_TYPE_DATE:
    case QH_TYPE_TIME:
    case QH_TYPE_MINUTES:
    case QH_TYPE_COUNT:
    case QH_TYPE_NUMBER:
      return qh_line_editor_new (session, field);
    case QH_TYPE_CODE:
    case QH_TYPE_YESNO:
    case QH_TYPE_REFERENCE:
      return qh_choice_editor_new (session, field);
    case QH_TYPE_CODES:
      if (g_strcmp0 (field->format, "boxes") == 0)
        return qh_boxes_editor_new (session, field);
      return qh_list_editor_new (session, field);
    case QH_TYPE_REFERENCES:
      return qh_list_editor_new (session, field);
    case QH_TYPE_ROWS:
      return qh_rows_editor_new (session, field);
    default:
      g_return_val_if_reached (NULL);
    }
}

void
qh_value_editor_set_value (QhValueEditor *self,
                           const QhValue *value)
{
  QH_VALUE_EDITOR_GET_IFACE (self)->set_value (self, value);
}

/**
 * qh_value_editor_get_value:
 * @value: (out caller-allocates): an empty value to be filled
 *
 * Returns: whether what was typed is of the field's type.
 */
gboolean
qh_value_editor_get_value (QhValueEditor *self,
                           QhValue       *value,
                           GError       **error)
{
  return QH_VALUE_EDITOR_GET_IFACE (self)->get_value (self, value, error);
}

/**
 * qh_value_editor_changed:
 *
 * For editors: says that the value changed.
 */
void
qh_value_editor_changed (QhValueEditor *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * qh_value_editor_is_tall:
 *
 * Returns: whether the editor wants the whole width, below the label.
 */
gboolean
qh_value_editor_is_tall (const QhField *field)
{
  return field->type == QH_TYPE_ROWS || (field->type == QH_TYPE_TEXT && field->sensitivity == QH_SENSITIVITY_NARRATIVE);
}
