/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of an editor: added, and read and filled as text. */
#include "ui/settings/qh-editor-private.h"

/* What a row holds, as text: a choice by its label, which outlives its position. */
static char *
read_row (GtkWidget *row)
{
  if (ADW_IS_COMBO_ROW (row))
    {
      GtkStringObject *item = adw_combo_row_get_selected_item (ADW_COMBO_ROW (row));

      return g_strdup (item != NULL ? gtk_string_object_get_string (item) : "");
    }
  if (GTK_IS_SWITCH (row))
    return g_strdup (gtk_switch_get_active (GTK_SWITCH (row)) ? "1" : "");
  return g_strdup (gtk_editable_get_text (GTK_EDITABLE (row)));
}

void
qh_editor_fill_row (GtkWidget  *row,
                    const char *text)
{
  if (ADW_IS_COMBO_ROW (row))
    {
      GListModel *labels = adw_combo_row_get_model (ADW_COMBO_ROW (row));

      for (guint i = 0; i < g_list_model_get_n_items (labels); i++)
        if (g_str_equal (gtk_string_list_get_string (GTK_STRING_LIST (labels), i), text))
          adw_combo_row_set_selected (ADW_COMBO_ROW (row), i);
    }
  else if (GTK_IS_SWITCH (row))
    gtk_switch_set_active (GTK_SWITCH (row), text[0] != '\0');
  else
    gtk_editable_set_text (GTK_EDITABLE (row), text);
}

GStrv
qh_editor_read_rows (QhEditor *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < self->rows->len; i++)
    {
      g_autofree char *text = read_row (g_ptr_array_index (self->rows, i));

      g_strv_builder_add (builder, text);
    }
  return g_strv_builder_end (builder);
}

/**
 * qh_editor_add_group:
 * @title: (nullable): what the rows that follow have in common
 * @description: (nullable): a sentence about them
 *
 * Begins a new group of rows.
 */
void
qh_editor_add_group (QhEditor   *self,
                     const char *title,
                     const char *description)
{
  self->group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  if (title != NULL)
    adw_preferences_group_set_title (self->group, title);
  adw_preferences_group_set_description (self->group, description);
  gtk_box_append (GTK_BOX (self->content), GTK_WIDGET (self->group));
}

/* @holds is what can be changed in @row, @property what then changes. */
static void
add_row (QhEditor   *self,
         GtkWidget  *row,
         GtkWidget  *holds,
         const char *property)
{
  g_autofree char *detailed = g_strconcat ("notify::", property, NULL);

  if (self->group == NULL)
    qh_editor_add_group (self, NULL, NULL);
  adw_preferences_group_add (self->group, row);
  g_ptr_array_add (self->rows, holds);
  g_signal_connect_object (holds, detailed, G_CALLBACK (qh_editor_typed_cb), self, G_CONNECT_SWAPPED);
}

/**
 * qh_editor_add_entry:
 * @title: with a mnemonic
 * @text: (nullable): what it holds
 *
 * Returns: (transfer none): an AdwEntryRow.
 */
GtkWidget *
qh_editor_add_entry (QhEditor   *self,
                     const char *title,
                     const char *text)
{
  GtkWidget *row = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_preferences_row_set_use_underline (ADW_PREFERENCES_ROW (row), TRUE);
  gtk_editable_set_text (GTK_EDITABLE (row), text != NULL ? text : "");
  g_signal_connect_object (row, "entry-activated", G_CALLBACK (qh_editor_save_cb), self, G_CONNECT_SWAPPED);
  add_row (self, row, row, "text");
  return row;
}

/**
 * qh_editor_add_choice:
 * @title: with a mnemonic
 * @labels: (array zero-terminated): what can be chosen
 *
 * Returns: (transfer none): an AdwComboRow.
 */
GtkWidget *
qh_editor_add_choice (QhEditor          *self,
                      const char        *title,
                      const char *const *labels,
                      guint              selected)
{
  GtkWidget *row = adw_combo_row_new ();
  g_autoptr (GtkStringList) model = gtk_string_list_new (labels);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_preferences_row_set_use_underline (ADW_PREFERENCES_ROW (row), TRUE);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (model));
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), selected);
  add_row (self, row, row, "selected");
  return row;
}

/**
 * qh_editor_add_switch:
 * @title: with a mnemonic
 * @subtitle: (nullable): what it means
 *
 * Returns: (transfer none): the GtkSwitch of the new row.
 */
GtkWidget *
qh_editor_add_switch (QhEditor   *self,
                      const char *title,
                      const char *subtitle,
                      gboolean    active)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *toggle = gtk_switch_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_preferences_row_set_use_underline (ADW_PREFERENCES_ROW (row), TRUE);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle != NULL ? subtitle : "");
  gtk_widget_set_valign (toggle, GTK_ALIGN_CENTER);
  gtk_switch_set_active (GTK_SWITCH (toggle), active);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (toggle), GTK_ACCESSIBLE_RELATION_LABELLED_BY, row, NULL, -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), toggle);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), toggle);
  add_row (self, row, toggle, "active");
  return toggle;
}

/**
 * qh_editor_add_widget:
 * @widget: (transfer floating): something else than a row
 *
 * Adds it below the rows so far.
 */
void
qh_editor_add_widget (QhEditor  *self,
                      GtkWidget *widget)
{
  gtk_box_append (GTK_BOX (self->content), widget);
}

/**
 * qh_editor_get_text:
 * @entry_row: what qh_editor_add_entry() gave
 *
 * Returns: (transfer full): its text without blanks around it.
 */
char *
qh_editor_get_text (GtkWidget *entry_row)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (entry_row))));
}
