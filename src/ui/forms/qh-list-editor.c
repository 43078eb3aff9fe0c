/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/forms/qh-list-editor.h"

#include <glib/gi18n-lib.h>

#include "ui/forms/qh-chooser.h"
#include "ui/widgets/qh-tooltip.h"
#include "ui/widgets/qh-wrap-layout.h"

/* Several codes or records, in order, as chips. */
struct _QhListEditor
{
  GtkWidget parent_instance;

  GArray *ids; /* of gint64 */
  gboolean codes;
  QhChooser *chooser;
};

static void editor_init (QhValueEditorInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (QhListEditor, qh_list_editor, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (QH_TYPE_VALUE_EDITOR, editor_init))

static gboolean
is_missing (QhListEditor *self,
            gint64        id)
{
  return self->codes && qh_is_missing_code (id);
}

static void show_chips (QhListEditor *self);

static void
remove_cb (QhListEditor *self,
           GtkWidget    *button)
{
  guint position = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "position"));

  g_array_remove_index (self->ids, position);
  show_chips (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->chooser));
  qh_value_editor_changed (QH_VALUE_EDITOR (self));
}

static GtkWidget *
make_chip (QhListEditor *self,
           guint         position)
{
  gint64 id = g_array_index (self->ids, gint64, position);
  QhValue value = { is_missing (self, id) ? QH_VALUE_MISSING : QH_VALUE_INTEGER, { .integer = id } };
  g_autofree char *text = qh_choices_dup_label (qh_chooser_get_choices (self->chooser), &value);
  g_autofree char *words = g_strdup_printf (_("Remove %s"), text);
  GtkWidget *chip = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 3);
  GtkWidget *label = gtk_label_new (text);
  GtkWidget *button = gtk_button_new_from_icon_name ("window-close-symbolic");

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (chip, "chip");
  if (value.tag == QH_VALUE_MISSING)
    gtk_widget_add_css_class (label, "missing");
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "circular");
  qh_tooltip_set (button, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  g_object_set_data (G_OBJECT (button), "position", GUINT_TO_POINTER (position));
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (remove_cb), self);
  gtk_box_append (GTK_BOX (chip), label);
  gtk_box_append (GTK_BOX (chip), button);
  return chip;
}

static void
show_chips (QhListEditor *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != GTK_WIDGET (self->chooser))
    gtk_widget_unparent (child);
  for (guint i = 0; i < self->ids->len; i++)
    gtk_widget_insert_before (make_chip (self, i), GTK_WIDGET (self), GTK_WIDGET (self->chooser));
}

static gboolean
has_id (QhListEditor *self,
        gint64        id)
{
  for (guint i = 0; i < self->ids->len; i++)
    if (g_array_index (self->ids, gint64, i) == id)
      return TRUE;
  return FALSE;
}

/* A reason why there is no answer and answers exclude each other. */
static void
chosen_cb (QhListEditor *self)
{
  gint64 id = qh_chooser_get_value (self->chooser)->integer;

  qh_chooser_set_value (self->chooser, &(QhValue) { QH_VALUE_NONE });
  if (has_id (self, id))
    return;
  if (is_missing (self, id) || (self->ids->len > 0 && is_missing (self, g_array_index (self->ids, gint64, 0))))
    g_array_set_size (self->ids, 0);
  g_array_append_val (self->ids, id);
  show_chips (self);
  qh_value_editor_changed (QH_VALUE_EDITOR (self));
}

static void
set_value (QhValueEditor *editor,
           const QhValue *value)
{
  QhListEditor *self = QH_LIST_EDITOR (editor);

  g_array_set_size (self->ids, 0);
  if (value->tag == QH_VALUE_ROWS)
    g_array_append_vals (self->ids, value->rows->cells, value->rows->n_rows);
  show_chips (self);
}

static gboolean
get_value (QhValueEditor *editor,
           QhValue       *value,
           GError       **error)
{
  QhListEditor *self = QH_LIST_EDITOR (editor);

  if (self->ids->len == 0)
    return TRUE;
  value->tag = QH_VALUE_ROWS;
  value->rows = qh_rows_new (self->ids->len, 1);
  for (guint i = 0; i < self->ids->len; i++)
    value->rows->cells[i] = g_array_index (self->ids, gint64, i);
  return TRUE;
}

static void
editor_init (QhValueEditorInterface *interface)
{
  interface->set_value = set_value;
  interface->get_value = get_value;
}

static gboolean
qh_list_editor_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (QH_LIST_EDITOR (widget)->chooser));
}

static void
qh_list_editor_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (qh_list_editor_parent_class)->dispose (object);
}

static void
qh_list_editor_finalize (GObject *object)
{
  g_array_unref (QH_LIST_EDITOR (object)->ids);
  G_OBJECT_CLASS (qh_list_editor_parent_class)->finalize (object);
}

static void
qh_list_editor_class_init (QhListEditorClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = qh_list_editor_dispose;
  G_OBJECT_CLASS (klass)->finalize = qh_list_editor_finalize;
  GTK_WIDGET_CLASS (klass)->grab_focus = qh_list_editor_grab_focus;
}

static void
qh_list_editor_init (QhListEditor *self)
{
  self->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  gtk_widget_set_layout_manager (GTK_WIDGET (self), g_object_new (QH_TYPE_WRAP_LAYOUT, NULL));
}

/**
 * qh_list_editor_new:
 * @field: a field of codes or references
 *
 * Returns: (transfer floating) (nullable): its editor.
 */
GtkWidget *
qh_list_editor_new (QhSession     *session,
                    const QhField *field)
{
  gboolean codes = field->type == QH_TYPE_CODES;
  QhChoices *choices = codes ? qh_choices_new_catalogue (session, field->catalogue, TRUE)
                             : qh_choices_new_records (session, field->kind);
  QhListEditor *self;

  if (choices == NULL)
    return NULL;
  self = g_object_new (QH_TYPE_LIST_EDITOR, NULL);
  self->codes = codes;
  self->chooser = QH_CHOOSER (qh_chooser_new (choices));
  qh_chooser_set_placeholder (self->chooser, _("Add…"));
  qh_chooser_set_label (self->chooser, qh_field_get_label (field, qh_session_get_language (session)));
  g_signal_connect_swapped (self->chooser, "changed", G_CALLBACK (chosen_cb), self);
  gtk_widget_set_parent (GTK_WIDGET (self->chooser), GTK_WIDGET (self));
  return GTK_WIDGET (self);
}
