/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/forms/qh-boxes-editor.h"

#include "ui/widgets/qh-wrap-layout.h"

/* Several codes of a short catalogue: a box for each, in the catalogue's order. */
struct _QhBoxesEditor
{
  GtkWidget parent_instance;

  GArray *ids; /* of gint64: one a box */
  GPtrArray *boxes;
  gboolean setting;
};

static void editor_init (QhValueEditorInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (QhBoxesEditor, qh_boxes_editor, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (QH_TYPE_VALUE_EDITOR, editor_init))

static gboolean
has_code (const QhValue *value, gint64 id)
{
  for (guint i = 0; value->tag == QH_VALUE_ROWS && i < value->rows->n_rows; i++)
    if (qh_rows_cell (value->rows, i, 0) == id)
      return TRUE;
  return FALSE;
}

/* A retired code shows only where it is held. */
static void
set_value (QhValueEditor *editor, const QhValue *value)
{
  QhBoxesEditor *self = QH_BOXES_EDITOR (editor);

  self->setting = TRUE;
  for (guint i = 0; i < self->ids->len; i++)
    {
      GtkWidget *box = g_ptr_array_index (self->boxes, i);
      gboolean held = has_code (value, g_array_index (self->ids, gint64, i));

      gtk_check_button_set_active (GTK_CHECK_BUTTON (box), held);
      if (held)
        gtk_widget_set_visible (box, TRUE);
    }
  self->setting = FALSE;
}

static gboolean
get_value (QhValueEditor *editor, QhValue *value, GError **error)
{
  QhBoxesEditor *self = QH_BOXES_EDITOR (editor);
  g_autoptr (QhRows) rows = qh_rows_new (0, 1);

  for (guint i = 0; i < self->ids->len; i++)
    if (gtk_check_button_get_active (g_ptr_array_index (self->boxes, i)))
      qh_rows_append (rows, &g_array_index (self->ids, gint64, i));
  if (rows->n_rows == 0)
    return TRUE;
  value->tag = QH_VALUE_ROWS;
  value->rows = g_steal_pointer (&rows);
  return TRUE;
}

static void
editor_init (QhValueEditorInterface *interface)
{
  interface->set_value = set_value;
  interface->get_value = get_value;
}

static void
toggled_cb (QhBoxesEditor *self)
{
  if (!self->setting)
    qh_value_editor_changed (QH_VALUE_EDITOR (self));
}

static gboolean
qh_boxes_editor_grab_focus (GtkWidget *widget)
{
  QhBoxesEditor *self = QH_BOXES_EDITOR (widget);

  return self->boxes->len > 0 && gtk_widget_grab_focus (g_ptr_array_index (self->boxes, 0));
}

static void
qh_boxes_editor_dispose (GObject *object)
{
  QhBoxesEditor *self = QH_BOXES_EDITOR (object);

  for (guint i = 0; i < self->boxes->len; i++)
    gtk_widget_unparent (g_ptr_array_index (self->boxes, i));
  g_ptr_array_set_size (self->boxes, 0);
  g_array_set_size (self->ids, 0);
  G_OBJECT_CLASS (qh_boxes_editor_parent_class)->dispose (object);
}

static void
qh_boxes_editor_finalize (GObject *object)
{
  g_ptr_array_unref (QH_BOXES_EDITOR (object)->boxes);
  g_array_unref (QH_BOXES_EDITOR (object)->ids);
  G_OBJECT_CLASS (qh_boxes_editor_parent_class)->finalize (object);
}

static void
qh_boxes_editor_class_init (QhBoxesEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qh_boxes_editor_dispose;
  G_OBJECT_CLASS (klass)->finalize = qh_boxes_editor_finalize;
  widget_class->grab_focus = qh_boxes_editor_grab_focus;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
qh_boxes_editor_init (QhBoxesEditor *self)
{
  self->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->boxes = g_ptr_array_new ();
  gtk_widget_set_layout_manager (GTK_WIDGET (self), g_object_new (QH_TYPE_WRAP_LAYOUT, NULL));
}

static void
add_box (QhBoxesEditor *self, const QhEntry *entry, QhLanguage language)
{
  GtkWidget *box = gtk_check_button_new_with_label (qh_entry_get_label (entry, language));

  gtk_widget_set_visible (box, !entry->retired);
  gtk_widget_set_parent (box, GTK_WIDGET (self));
  g_signal_connect_object (box, "toggled", G_CALLBACK (toggled_cb), self, G_CONNECT_SWAPPED);
  g_array_append_val (self->ids, entry->id);
  g_ptr_array_add (self->boxes, box);
}

/**
 * qh_boxes_editor_new:
 * @field: a field of codes of a short catalogue
 *
 * Returns: (transfer floating): its editor.
 */
GtkWidget *
qh_boxes_editor_new (QhSession *session, const QhField *field)
{
  QhBoxesEditor *self = g_object_new (QH_TYPE_BOXES_EDITOR, NULL);
  g_autoptr (QhCatalogues) catalogues = qh_store_ref_catalogues (qh_session_get_store (session));
  GPtrArray *entries = qh_catalogues_list (catalogues, field->catalogue);
  QhLanguage language = qh_session_get_language (session);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  qh_field_get_label (field, language),
                                  -1);
  for (guint i = 0; entries != NULL && i < entries->len; i++)
    {
      const QhEntry *entry = g_ptr_array_index (entries, i);

      if (!qh_is_missing_code (entry->id))
        add_box (self, entry, language);
    }
  return GTK_WIDGET (self);
}
