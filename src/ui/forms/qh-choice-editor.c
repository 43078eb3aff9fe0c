/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/forms/qh-choice-editor.h"

#include <glib/gi18n-lib.h>

#include "ui/forms/qh-chooser.h"

/* A code, yes or no, or another record. */
struct _QhChoiceEditor
{
  GtkWidget parent_instance;

  QhChooser *chooser;
};

static void editor_init (QhValueEditorInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (QhChoiceEditor, qh_choice_editor, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (QH_TYPE_VALUE_EDITOR, editor_init))

static void
set_value (QhValueEditor *editor,
           const QhValue *value)
{
  qh_chooser_set_value (QH_CHOICE_EDITOR (editor)->chooser, value);
}

static gboolean
get_value (QhValueEditor *editor,
           QhValue       *value,
           GError       **error)
{
  *value = *qh_chooser_get_value (QH_CHOICE_EDITOR (editor)->chooser);
  return TRUE;
}

static void
editor_init (QhValueEditorInterface *interface)
{
  interface->set_value = set_value;
  interface->get_value = get_value;
}

static gboolean
qh_choice_editor_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (QH_CHOICE_EDITOR (widget)->chooser));
}

static void
qh_choice_editor_dispose (GObject *object)
{
  g_clear_pointer ((GtkWidget **) &QH_CHOICE_EDITOR (object)->chooser, gtk_widget_unparent);
  G_OBJECT_CLASS (qh_choice_editor_parent_class)->dispose (object);
}

static void
qh_choice_editor_class_init (QhChoiceEditorClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = qh_choice_editor_dispose;
  GTK_WIDGET_CLASS (klass)->grab_focus = qh_choice_editor_grab_focus;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
qh_choice_editor_init (QhChoiceEditor *self)
{
}

static QhChoices *
make_choices (QhSession     *session,
              const QhField *field)
{
  QhChoices *choices;

  if (field->type == QH_TYPE_CODE)
    choices = qh_choices_new_catalogue (session, field->catalogue, TRUE);
  else if (field->type == QH_TYPE_YESNO)
    choices = qh_choices_new_yesno (session, field->missing);
  else
    choices = qh_choices_new_records (session, field->kind);
  if (choices != NULL && !field->required)
    qh_choices_set_none (choices, _("Leave empty"));
  return choices;
}

/**
 * qh_choice_editor_new:
 * @field: a field of the type code, yes/no or reference
 *
 * Returns: (transfer floating) (nullable): its editor.
 */
GtkWidget *
qh_choice_editor_new (QhSession     *session,
                      const QhField *field)
{
  QhChoices *choices = make_choices (session, field);
  QhChoiceEditor *self;

  if (choices == NULL)
    return NULL;
  self = g_object_new (QH_TYPE_CHOICE_EDITOR, NULL);
  self->chooser = QH_CHOOSER (qh_chooser_new (choices));
  qh_chooser_set_value (self->chooser, &(QhValue) { QH_VALUE_NONE });
  qh_chooser_set_label (self->chooser, qh_field_get_label (field, qh_session_get_language (session)));
  g_signal_connect_swapped (self->chooser, "changed", G_CALLBACK (qh_value_editor_changed), self);
  gtk_widget_set_parent (GTK_WIDGET (self->chooser), GTK_WIDGET (self));
  return GTK_WIDGET (self);
}

/**
 * qh_choice_editor_set_parent:
 * @parent: an entry, or 0
 *
 * Offers only the codes that belong to @parent.
 */
void
qh_choice_editor_set_parent (QhChoiceEditor *self,
                             gint64          parent)
{
  qh_choices_set_parent (qh_chooser_get_choices (self->chooser), parent);
}
