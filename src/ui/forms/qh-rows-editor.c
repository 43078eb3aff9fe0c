/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/forms/qh-rows-editor.h"

#include <glib/gi18n-lib.h>

#include "ui/forms/qh-chooser.h"
#include "ui/widgets/qh-tooltip.h"

/* A small table: codes, records and counts. */
struct _QhRowsEditor
{
  GtkWidget parent_instance;

  const QhField *field;
  QhSession *session;
  GtkWidget *rows;
  GtkWidget *add;
  gboolean setting;
};

static void editor_init (QhValueEditorInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (QhRowsEditor, qh_rows_editor, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (QH_TYPE_VALUE_EDITOR, editor_init))

static void
changed_cb (QhRowsEditor *self)
{
  if (!self->setting)
    qh_value_editor_changed (QH_VALUE_EDITOR (self));
}

static GtkWidget *
make_cell (QhRowsEditor   *self,
           const QhColumn *column,
           gint64          cell)
{
  const char *label = qh_labels_get (column->labels, qh_session_get_language (self->session));
  GtkWidget *widget;

  if (column->type == QH_TYPE_COUNT)
    {
      GtkWidget *spin = gtk_spin_button_new_with_range (column->min, column->max, 1);

      gtk_spin_button_set_value (GTK_SPIN_BUTTON (spin), (double) cell);
      gtk_editable_set_width_chars (GTK_EDITABLE (spin), 4);
      g_signal_connect_swapped (spin, "value-changed", G_CALLBACK (changed_cb), self);
      gtk_accessible_update_property (GTK_ACCESSIBLE (spin), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
      return spin;
    }
  widget = qh_chooser_new (qh_choices_new_column (self->session, column));
  qh_chooser_set_placeholder (QH_CHOOSER (widget), label);
  qh_chooser_set_label (QH_CHOOSER (widget), label);
  if (cell != 0)
    qh_chooser_set_value (QH_CHOOSER (widget),
                          &(QhValue) { column->type == QH_TYPE_CODE && qh_is_missing_code (cell) ? QH_VALUE_MISSING : QH_VALUE_INTEGER,
                                       { .integer = cell } });
  gtk_widget_set_hexpand (widget, TRUE);
  g_signal_connect_swapped (widget, "changed", G_CALLBACK (changed_cb), self);
  return widget;
}

static void
remove_cb (QhRowsEditor *self,
           GtkWidget    *button)
{
  gtk_box_remove (GTK_BOX (self->rows), gtk_widget_get_parent (button));
  gtk_widget_grab_focus (self->add);
  changed_cb (self);
}

static GtkWidget *
append_row (QhRowsEditor *self,
            const gint64 *cells)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");

  for (guint c = 0; c < self->field->n_columns; c++)
    {
      const QhColumn *column = &self->field->columns[c];
      gint64 cell = cells != NULL ? cells[c] : column->type == QH_TYPE_COUNT ? (gint64) column->min : 0;

      gtk_box_append (GTK_BOX (row), make_cell (self, column, cell));
    }
  gtk_widget_add_css_class (button, "flat");
  qh_tooltip_set (button, _("Remove this row"));
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (remove_cb), self);
  gtk_box_append (GTK_BOX (row), button);
  gtk_box_append (GTK_BOX (self->rows), row);
  return row;
}

static void
add_cb (QhRowsEditor *self)
{
  GtkWidget *row = append_row (self, NULL);

  gtk_widget_child_focus (row, GTK_DIR_TAB_FORWARD);
  changed_cb (self);
}

static void
set_value (QhValueEditor *editor,
           const QhValue *value)
{
  QhRowsEditor *self = QH_ROWS_EDITOR (editor);
  GtkWidget *row;

  self->setting = TRUE;
  while ((row = gtk_widget_get_first_child (self->rows)) != NULL)
    gtk_box_remove (GTK_BOX (self->rows), row);
  for (guint i = 0; value->tag == QH_VALUE_ROWS && i < value->rows->n_rows; i++)
    append_row (self, &qh_rows_cell (value->rows, i, 0));
  self->setting = FALSE;
}

static gint64
read_cell (GtkWidget *widget)
{
  if (GTK_IS_SPIN_BUTTON (widget))
    {
      gtk_spin_button_update (GTK_SPIN_BUTTON (widget));
      return gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (widget));
    }
  return qh_chooser_get_value (QH_CHOOSER (widget))->integer;
}

/* A row in which nothing was chosen is none; one with a gap is refused. */
static gboolean
read_row (QhRowsEditor *self,
          GtkWidget    *row,
          QhRows       *rows,
          GError      **error)
{
  g_autofree gint64 *cells = g_new0 (gint64, self->field->n_columns);
  QhLanguage language = qh_session_get_language (self->session);
  GtkWidget *widget = gtk_widget_get_first_child (row);
  const QhColumn *gap = NULL;
  guint n_chosen = 0;

  for (guint c = 0; c < self->field->n_columns; c++, widget = gtk_widget_get_next_sibling (widget))
    {
      const QhColumn *column = &self->field->columns[c];

      cells[c] = read_cell (widget);
      if (cells[c] == 0 && column->required && gap == NULL)
        gap = column;
      n_chosen += cells[c] != 0 && column->type != QH_TYPE_COUNT;
    }
  if (n_chosen == 0)
    return TRUE;
  if (gap != NULL)
    {
      g_set_error (error, QH_ERROR, QH_ERROR_REQUIRED, _("%s: a row lacks “%s”. Choose it or remove the row."),
                   qh_field_get_label (self->field, language), qh_labels_get (gap->labels, language));
      return FALSE;
    }
  qh_rows_append (rows, cells);
  return TRUE;
}

static gboolean
get_value (QhValueEditor *editor,
           QhValue       *value,
           GError       **error)
{
  QhRowsEditor *self = QH_ROWS_EDITOR (editor);
  g_autoptr (QhRows) rows = qh_rows_new (0, self->field->n_columns);

  for (GtkWidget *row = gtk_widget_get_first_child (self->rows); row != NULL; row = gtk_widget_get_next_sibling (row))
    if (!read_row (self, row, rows, error))
      return FALSE;
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

static gboolean
qh_rows_editor_grab_focus (GtkWidget *widget)
{
  return gtk_widget_child_focus (widget, GTK_DIR_TAB_FORWARD);
}

static void
qh_rows_editor_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&QH_ROWS_EDITOR (object)->session);
  G_OBJECT_CLASS (qh_rows_editor_parent_class)->dispose (object);
}

static void
qh_rows_editor_class_init (QhRowsEditorClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = qh_rows_editor_dispose;
  GTK_WIDGET_CLASS (klass)->grab_focus = qh_rows_editor_grab_focus;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BOX_LAYOUT);
}

static void
qh_rows_editor_init (QhRowsEditor *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 6);
  self->rows = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_set_parent (self->rows, GTK_WIDGET (self));
  self->add = gtk_button_new_with_label (_("Add a row"));
  gtk_widget_set_halign (self->add, GTK_ALIGN_START);
  g_signal_connect_swapped (self->add, "clicked", G_CALLBACK (add_cb), self);
  gtk_widget_set_parent (self->add, GTK_WIDGET (self));
}

/**
 * qh_rows_editor_new:
 * @field: a field of rows
 *
 * Returns: (transfer floating): its editor.
 */
GtkWidget *
qh_rows_editor_new (QhSession     *session,
                    const QhField *field)
{
  QhRowsEditor *self = g_object_new (QH_TYPE_ROWS_EDITOR, NULL);

  self->field = field;
  self->session = g_object_ref (session);
  return GTK_WIDGET (self);
}
