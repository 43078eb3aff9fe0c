/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the columns of a table are: guessed, and corrected here. */
#include "ui/explore/qh-table-types-window.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

/* Texts of a variable that are shown as examples. */
#define MOST_EXAMPLES 4

typedef struct
{
  GtkWidget *window;
  GPtrArray *rows;  /* of AdwComboRow */
  GPtrArray *names; /* of their variables */
  QhTableTyped typed;
  gpointer user_data;
} Typing;

static void
typing_free (gpointer data)
{
  Typing *self = data;

  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->names);
  g_free (self);
}

static char *
write_examples (const QhCsvVariable *variable)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < MIN (variable->texts->len, MOST_EXAMPLES); i++)
    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", (const char *)g_ptr_array_index (variable->texts, i));
  if (variable->texts->len > MOST_EXAMPLES)
    g_string_append (text, "…");
  return g_string_free (text, FALSE);
}

static GtkWidget *
make_row (const QhCsvVariable *variable)
{
  GtkWidget *row = adw_combo_row_new ();
  g_autoptr (GtkStringList) types = gtk_string_list_new (NULL);
  g_autofree char *examples = write_examples (variable);
  g_autofree char *name = g_markup_escape_text (variable->name, -1), *shown = g_markup_escape_text (examples, -1);

  for (int m = QH_MEASUREMENT_NOMINAL; m <= QH_MEASUREMENT_TIME; m++)
    gtk_string_list_append (types, qh_measurement_get_label ((QhMeasurement)m));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), shown);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 1);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (types));
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), variable->measurement);
  return row;
}

static void
add_notes (GtkWidget *page, const QhCsvFrame *csv)
{
  GtkWidget *group = adw_preferences_group_new ();
  g_autofree char *notes = g_strjoinv (" ", csv->notes);
  g_autofree char *escaped = g_markup_escape_text (notes, -1);

  if (notes[0] == '\0')
    {
      g_object_ref_sink (group);
      g_object_unref (group);
      return;
    }
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), escaped);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (group));
}

static void
apply_cb (Typing *self)
{
  g_autoptr (GStrvBuilder) types = g_strv_builder_new ();

  for (guint i = 0; i < self->rows->len; i++)
    {
      QhMeasurement chosen = (QhMeasurement)adw_combo_row_get_selected (g_ptr_array_index (self->rows, i));
      g_autofree char *type
        = g_strdup_printf ("%s=%s", (const char *)g_ptr_array_index (self->names, i), qh_measurement_to_name (chosen));

      g_strv_builder_add (types, type);
    }
  self->typed (g_strv_builder_end (types), self->user_data);
  gtk_window_destroy (GTK_WINDOW (self->window));
}

static gboolean
escape_cb (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  gtk_window_close (GTK_WINDOW (widget));
  return TRUE;
}

static GtkWidget *
make_bar (Typing *self)
{
  GtkWidget *bar = adw_header_bar_new (), *apply = gtk_button_new_with_mnemonic (_ ("_Apply"));
  GtkWidget *cancel = gtk_button_new_with_mnemonic (_ ("_Cancel"));

  gtk_widget_add_css_class (apply, "suggested-action");
  g_signal_connect_swapped (apply, "clicked", G_CALLBACK (apply_cb), self);
  g_signal_connect_swapped (cancel, "clicked", G_CALLBACK (gtk_window_close), self->window);
  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (bar), FALSE);
  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (bar), FALSE);
  adw_header_bar_pack_start (ADW_HEADER_BAR (bar), cancel);
  adw_header_bar_pack_end (ADW_HEADER_BAR (bar), apply);
  gtk_window_set_default_widget (GTK_WINDOW (self->window), apply);
  return bar;
}

static void
add_escape (GtkWidget *window)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_add_shortcut (
    GTK_SHORTCUT_CONTROLLER (keys),
    gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0), gtk_callback_action_new (escape_cb, NULL, NULL)));
  gtk_widget_add_controller (window, keys);
}

/**
 * qh_table_types_window_open:
 * @csv: the table that is looked at
 * @typed: gets what was chosen
 *
 * Shows what each column was understood to be, to be corrected.
 *
 * Returns: (transfer none): the window.
 */
GtkWidget *
qh_table_types_window_open (GtkWidget *from, const QhCsvFrame *csv, QhTableTyped typed, gpointer user_data)
{
  Typing *self = g_new0 (Typing, 1);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *page = adw_preferences_page_new (), *group = adw_preferences_group_new ();

  self->window = adw_window_new ();
  self->rows = g_ptr_array_new ();
  self->names = g_ptr_array_new_with_free_func (g_free);
  self->typed = typed;
  self->user_data = user_data;
  add_notes (page, csv);
  for (guint i = 0; i < csv->variables->len; i++)
    {
      const QhCsvVariable *variable = g_ptr_array_index (csv->variables, i);
      GtkWidget *row = make_row (variable);

      g_ptr_array_add (self->rows, row);
      g_ptr_array_add (self->names, g_strdup (variable->name));
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
    }
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (group));
  gtk_widget_set_vexpand (page, TRUE);
  gtk_box_append (GTK_BOX (box), make_bar (self));
  gtk_box_append (GTK_BOX (box), page);
  adw_window_set_content (ADW_WINDOW (self->window), box);
  add_escape (self->window);
  g_object_set_data_full (G_OBJECT (self->window), "typing", self, typing_free);
  gtk_window_set_title (GTK_WINDOW (self->window), _ ("Types of the Table"));
  gtk_window_set_default_size (GTK_WINDOW (self->window), 520, 560);
  gtk_window_set_transient_for (GTK_WINDOW (self->window), GTK_WINDOW (gtk_widget_get_root (from)));
  gtk_window_set_modal (GTK_WINDOW (self->window), TRUE);
  gtk_window_present (GTK_WINDOW (self->window));
  return self->window;
}
