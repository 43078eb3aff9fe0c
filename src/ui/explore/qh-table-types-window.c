/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the columns of a table are: guessed, and corrected here. */
#include "ui/explore/qh-table-types-window.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "ui/explore/qh-category-order-window.h"
#include "ui/explore/qh-choice-bar.h"
#include "ui/widgets/qh-tooltip.h"

/* Texts of a variable that are shown as examples. */
#define MOST_EXAMPLES 4

/* More categories than this are not ordered by hand. */
#define MOST_ORDERED 200

typedef struct
{
  GtkWidget *window;
  GPtrArray *rows; /* of Row, as the table's variables */
  QhTableTyped typed;
  gpointer user_data;
} Typing;

/* A variable, and what is chosen for it. */
typedef struct
{
  char *name;
  QhMeasurement before;
  gboolean corrected; /* before */
  GtkWidget *combo;
  GtkWidget *order_button;
  GPtrArray *categories; /* in their order */
  gboolean ordered;      /* that order was given, now or before */
} Row;

static void
row_free (gpointer data)
{
  Row *row = data;

  g_ptr_array_unref (row->categories);
  g_free (row->name);
  g_free (row);
}

static void
typing_free (gpointer data)
{
  Typing *self = data;

  g_ptr_array_unref (self->rows);
  g_free (self);
}

static QhMeasurement
get_chosen (const Row *row)
{
  return (QhMeasurement)adw_combo_row_get_selected (ADW_COMBO_ROW (row->combo));
}

/* Some of its texts; the first of what is ordinal as they rise. */
static void
show_examples (Row *row)
{
  const char *between = get_chosen (row) == QH_MEASUREMENT_ORDINAL ? " < " : ", ";
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *escaped = NULL;

  for (guint i = 0; i < MIN (row->categories->len, MOST_EXAMPLES); i++)
    g_string_append_printf (
      text, "%s%s", i > 0 ? between : "", (const char *)g_ptr_array_index (row->categories, i));
  if (row->categories->len > MOST_EXAMPLES)
    g_string_append (text, "…");
  escaped = g_markup_escape_text (text->str, -1);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row->combo), escaped);
}

static void
chosen_cb (Row *row)
{
  gtk_widget_set_visible (row->order_button,
                          get_chosen (row) == QH_MEASUREMENT_ORDINAL && row->categories->len > 1
                            && row->categories->len <= MOST_ORDERED);
  show_examples (row);
}

/* Order */

static void
ordered_cb (GPtrArray *categories, gpointer data)
{
  Row *row = data;

  g_ptr_array_ref (categories);
  g_ptr_array_unref (row->categories);
  row->categories = categories;
  row->ordered = TRUE;
  show_examples (row);
}

/* The rows last as long as their window, and that as long as the one over it. */
static void
order_cb (Row *row)
{
  qh_category_order_window_open (row->combo, row->name, row->categories, ordered_cb, row, NULL);
}

static GtkWidget *
make_order_button (Row *row)
{
  GtkWidget *button = gtk_button_new_with_label (_ ("Order…"));
  g_autofree char *words = g_strdup_printf (_ ("Order of “%s”"), row->name);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  qh_tooltip_set (button, words);
  gtk_accessible_update_property (
    GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (order_cb), row);
  return button;
}

/* Rows */

static gboolean
is_corrected (const QhCsvFrame *csv, const QhCsvVariable *variable)
{
  g_autofree char *start = g_strconcat (variable->name, "=", NULL);

  for (guint i = 0; csv->types[i] != NULL; i++)
    if (g_str_has_prefix (csv->types[i], start))
      return TRUE;
  return FALSE;
}

static GtkWidget *
make_combo (const QhCsvVariable *variable)
{
  GtkWidget *combo = adw_combo_row_new ();
  g_autoptr (GtkStringList) types = gtk_string_list_new (NULL);
  g_autofree char *name = g_markup_escape_text (variable->name, -1);

  for (int m = QH_MEASUREMENT_NOMINAL; m <= QH_MEASUREMENT_TIME; m++)
    gtk_string_list_append (types, qh_measurement_get_label ((QhMeasurement)m));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (combo), name);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (combo), 1);
  adw_combo_row_set_model (ADW_COMBO_ROW (combo), G_LIST_MODEL (types));
  adw_combo_row_set_selected (ADW_COMBO_ROW (combo), variable->measurement);
  return combo;
}

static Row *
make_row (const QhCsvFrame *csv, const QhCsvVariable *variable)
{
  Row *row = g_new0 (Row, 1);

  row->name = g_strdup (variable->name);
  row->before = variable->measurement;
  row->corrected = is_corrected (csv, variable);
  row->categories = qh_csv_variable_list_categories (variable);
  row->ordered = variable->ordered;
  row->combo = make_combo (variable);
  row->order_button = make_order_button (row);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row->combo), row->order_button);
  g_signal_connect_swapped (row->combo, "notify::selected", G_CALLBACK (chosen_cb), row);
  chosen_cb (row);
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
      const Row *row = g_ptr_array_index (self->rows, i);
      QhMeasurement chosen = get_chosen (row);
      gboolean ordered = row->ordered && chosen == QH_MEASUREMENT_ORDINAL;
      g_autofree char *type = qh_csv_type_new (row->name, chosen, ordered ? row->categories : NULL);

      if (row->corrected || ordered || chosen != row->before)
        g_strv_builder_add (types, type);
    }
  self->typed (g_strv_builder_end (types), self->user_data);
  gtk_window_destroy (GTK_WINDOW (self->window));
}

/**
 * qh_table_types_window_open:
 * @csv: the table that is looked at
 * @typed: gets what was chosen
 *
 * Shows what each column was understood to be, to be corrected, and in which order the
 * categories of what is ordinal are.
 *
 * Returns: (transfer none): the window.
 */
GtkWidget *
qh_table_types_window_open (GtkWidget *from,
                            const QhCsvFrame *csv,
                            QhTableTyped typed,
                            gpointer user_data)
{
  Typing *self = g_new0 (Typing, 1);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *page = adw_preferences_page_new (), *group = adw_preferences_group_new ();

  self->window = adw_window_new ();
  self->rows = g_ptr_array_new_with_free_func (row_free);
  self->typed = typed;
  self->user_data = user_data;
  add_notes (page, csv);
  for (guint i = 0; i < csv->variables->len; i++)
    {
      Row *row = make_row (csv, g_ptr_array_index (csv->variables, i));

      g_ptr_array_add (self->rows, row);
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row->combo);
    }
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (group));
  gtk_widget_set_vexpand (page, TRUE);
  gtk_box_append (GTK_BOX (box), qh_choice_bar_new (self->window, G_CALLBACK (apply_cb), self));
  gtk_box_append (GTK_BOX (box), page);
  adw_window_set_content (ADW_WINDOW (self->window), box);
  g_object_set_data_full (G_OBJECT (self->window), "typing", self, typing_free);
  gtk_window_set_title (GTK_WINDOW (self->window), _ ("Types of the Table"));
  gtk_window_set_default_size (GTK_WINDOW (self->window), 520, 560);
  gtk_window_set_transient_for (GTK_WINDOW (self->window), GTK_WINDOW (gtk_widget_get_root (from)));
  gtk_window_set_modal (GTK_WINDOW (self->window), TRUE);
  gtk_window_present (GTK_WINDOW (self->window));
  return self->window;
}
