/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The levels of a variable, changed by hand: which values are told as one, and what that is called. */
#include "ui/datasets/qh-data-set-levels.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* More than these are not shown one by one. */
#define MOST_MEMBERS 400

typedef struct
{
  QhEditor *editor;
  QhHierarchyTable *table;
  guint level; /* that shows */
  GtkWidget *levels;
  GtkWidget *remove;
  GtkWidget *body;
  GPtrArray *members;     /* what is told at the level below */
  GPtrArray *entries;     /* of each what it is called; none where there are too many */
  gboolean filling;
  guint source; /* of the levels' names, which may be others */
  QhLevelsFunction done;
  gpointer data;
  GDestroyNotify free_data;
} Levels;

static void
levels_free (gpointer data)
{
  Levels *self = data;

  g_clear_handle_id (&self->source, g_source_remove);
  qh_hierarchy_table_free (self->table);
  g_clear_pointer (&self->members, g_ptr_array_unref);
  g_clear_pointer (&self->entries, g_ptr_array_unref);
  if (self->free_data != NULL)
    self->free_data (self->data);
  g_free (self);
}

/* What was typed */

/* What each is called at the level that shows; nothing typed is as it is. */
static void
take_typed (Levels *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) groups = NULL;

  if (self->entries->len == 0)
    return;
  for (guint i = 0; i < self->entries->len; i++)
    {
      g_autofree char *text = qh_editor_get_text (g_ptr_array_index (self->entries, i));

      g_strv_builder_add (builder, text[0] != '\0' ? text : qh_hierarchy_table_get_label (self->table, self->level - 1, g_ptr_array_index (self->members, i)));
    }
  groups = g_strv_builder_end (builder);
  qh_hierarchy_table_set (self->table, self->level, (const char *const *)groups);
}

static void
typed_cb (Levels *self)
{
  if (!self->filling)
    qh_editor_touch (self->editor);
}

/* Who is called otherwise by hand is no longer of the group. */
static void
member_typed_cb (GtkWidget *entry, Levels *self)
{
  if (!self->filling)
    g_object_set_data (G_OBJECT (entry), "group", NULL);
  typed_cb (self);
}

/* All of the group are called as it is. */
static void
group_typed_cb (GtkWidget *group, Levels *self)
{
  if (self->filling)
    return;
  typed_cb (self);
  self->filling = TRUE;
  for (guint i = 0; i < self->entries->len; i++)
    if (g_object_get_data (g_ptr_array_index (self->entries, i), "group") == group)
      gtk_editable_set_text (g_ptr_array_index (self->entries, i), gtk_editable_get_text (GTK_EDITABLE (group)));
  self->filling = FALSE;
}

/* Rows */

static GtkWidget *
add_entry (GtkWidget *group, const char *title, const char *text)
{
  GtkWidget *row = adw_entry_row_new ();
  g_auto (GStrv) pieces = g_strsplit (title, "_", -1);
  g_autofree char *escaped = g_strjoinv ("__", pieces);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), escaped);
  gtk_editable_set_text (GTK_EDITABLE (row), text);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  return row;
}

static GtkWidget *
add_group (Levels *self, const char *title, const char *description)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), description);
  gtk_box_append (GTK_BOX (self->body), group);
  return group;
}

/* "3 values: Azcapotzalco, Coyoacán…" */
static char *
describe_group (const Levels *self, const char *name)
{
  g_autoptr (GPtrArray) labels = g_ptr_array_new ();
  g_autofree char *sample = NULL;

  for (guint i = 0; i < self->members->len; i++)
    if (g_str_equal (qh_hierarchy_table_get_group (self->table, self->level, g_ptr_array_index (self->members, i)), name))
      g_ptr_array_add (labels, (gpointer)qh_hierarchy_table_get_label (self->table, self->level - 1, g_ptr_array_index (self->members, i)));
  sample = qh_hierarchy_name_sample (labels);
  return g_strdup_printf (ngettext ("%u value: %s", "%u values: %s", labels->len), labels->len, sample);
}

/* Each group once, to be called otherwise as a whole. */
static GHashTable *
add_groups (Levels *self, GPtrArray *names)
{
  GHashTable *rows = g_hash_table_new (g_str_hash, g_str_equal);
  GtkWidget *group = add_group (self, _ ("Groups"), _ ("What each is called. Two that are called alike are told as one."));

  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);
      g_autofree char *title = describe_group (self, name);
      GtkWidget *row = add_entry (group, title, name);

      g_signal_connect (row, "changed", G_CALLBACK (group_typed_cb), self);
      g_hash_table_insert (rows, (gpointer)name, row);
    }
  return rows;
}

static void
add_members (Levels *self, GHashTable *groups)
{
  GtkWidget *group = add_group (self, _ ("What belongs to which"), _ ("Write beside each the group that it is told as; empty for as it is."));

  for (guint i = 0; i < self->members->len; i++)
    {
      const char *member = g_ptr_array_index (self->members, i);
      const char *name = qh_hierarchy_table_get_group (self->table, self->level, member);
      GtkWidget *row = add_entry (group, qh_hierarchy_table_get_label (self->table, self->level - 1, member), name);

      g_object_set_data (G_OBJECT (row), "group", groups != NULL ? g_hash_table_lookup (groups, name) : NULL);
      g_signal_connect (row, "changed", G_CALLBACK (member_typed_cb), self);
      g_ptr_array_add (self->entries, row);
    }
}

static void
clear_body (Levels *self)
{
  GtkWidget *child;

  g_ptr_array_set_size (self->entries, 0);
  while ((child = gtk_widget_get_first_child (self->body)) != NULL)
    gtk_box_remove (GTK_BOX (self->body), child);
}

static void
show_level (Levels *self)
{
  g_autoptr (GPtrArray) names = qh_hierarchy_table_list (self->table, self->level);
  g_autoptr (GHashTable) groups = NULL;

  self->filling = TRUE;
  clear_body (self);
  g_clear_pointer (&self->members, g_ptr_array_unref);
  self->members = qh_hierarchy_table_list (self->table, self->level - 1);
  gtk_widget_set_sensitive (self->remove, qh_hierarchy_table_get_n_levels (self->table) > 2);
  if (self->members->len > MOST_MEMBERS)
    {
      g_autofree char *words = g_strdup_printf (
        ngettext ("%u value is too many to be grouped one by one. Save the levels as a table, group them in a spreadsheet, and open the table again.",
                  "%u values are too many to be grouped one by one. Save the levels as a table, group them in a spreadsheet, and open the table again.",
                  self->members->len),
        self->members->len);

      add_group (self, _ ("What belongs to which"), words);
    }
  else
    {
      groups = names->len < self->members->len ? add_groups (self, names) : NULL;
      add_members (self, groups);
    }
  self->filling = FALSE;
}

/* Levels */

/* "1: 0–4, 5–9, 10–14…" */
static void
name_levels (Levels *self)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);

  self->filling = TRUE;
  for (guint level = 1; level < qh_hierarchy_table_get_n_levels (self->table); level++)
    {
      g_autoptr (GPtrArray) names = qh_hierarchy_table_list (self->table, level);
      g_autofree char *sample = qh_hierarchy_name_sample (names);
      g_autofree char *label = g_strdup_printf (_ ("%u: %s"), level, sample);

      gtk_string_list_append (labels, label);
    }
  adw_combo_row_set_model (ADW_COMBO_ROW (self->levels), G_LIST_MODEL (labels));
  adw_combo_row_set_selected (ADW_COMBO_ROW (self->levels), self->level - 1);
  self->filling = FALSE;
}

static void
show_levels (Levels *self)
{
  name_levels (self);
  show_level (self);
}

static gboolean
name_levels_cb (gpointer data)
{
  Levels *self = data;

  self->source = 0;
  name_levels (self);
  return G_SOURCE_REMOVE;
}

/* A list cannot be made anew while it tells what was chosen from it. */
static void
level_chosen_cb (Levels *self)
{
  guint level = 1 + adw_combo_row_get_selected (ADW_COMBO_ROW (self->levels));

  if (self->filling || level == self->level)
    return;
  take_typed (self);
  self->level = level;
  show_level (self);
  if (self->source == 0)
    self->source = g_idle_add (name_levels_cb, self);
}

/* It begins as the one that shows tells them, to be made coarser. */
static void
add_level_cb (Levels *self)
{
  take_typed (self);
  qh_hierarchy_table_add_level (self->table, self->level + 1);
  self->level++;
  qh_editor_touch (self->editor);
  show_levels (self);
}

static void
remove_level_cb (Levels *self)
{
  take_typed (self);
  qh_hierarchy_table_remove_level (self->table, self->level);
  self->level = MIN (self->level, qh_hierarchy_table_get_n_levels (self->table) - 1);
  qh_editor_touch (self->editor);
  show_levels (self);
  gtk_widget_grab_focus (self->levels); /* the button may be of no use now */
}

static GtkWidget *
add_button (Levels *self, GtkWidget *box, const char *label, GCallback callback)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  g_signal_connect_swapped (button, "clicked", callback, self);
  gtk_box_append (GTK_BOX (box), button);
  return button;
}

static void
save_cb (Levels *self)
{
  g_autoptr (GError) error = NULL;

  take_typed (self);
  if (self->done (self->table, self->data, &error))
    gtk_window_destroy (GTK_WINDOW (self->editor));
  else
    qh_editor_refuse (self->editor, self->levels, error->message);
}

/**
 * qh_data_set_edit_levels:
 * @title: of the variable
 * @table: (transfer full): its levels
 * @done: what is done with them once they are changed
 *
 * Opens the window in which a variable's levels are changed by hand.
 */
void
qh_data_set_edit_levels (GtkWidget *from, QhStore *store, const char *title, QhHierarchyTable *table, QhLevelsFunction done, gpointer data,
                         GDestroyNotify free_data)
{
  Levels *self = g_new0 (Levels, 1);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  g_autofree char *words = g_strdup_printf (_ ("Levels of “%s”"), title);

  self->editor = qh_editor_new (from, words, store);
  self->table = table;
  self->level = 1;
  self->entries = g_ptr_array_new ();
  self->body = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  self->done = done;
  self->data = data;
  self->free_data = free_data;
  g_object_set_data_full (G_OBJECT (self->editor), "levels", self, levels_free);
  if (qh_hierarchy_table_get_n_levels (table) < 2)
    qh_hierarchy_table_add_level (table, 1);
  qh_editor_add_group (self->editor, NULL, _ ("Each level tells the values less exactly than the one before."));
  self->levels = qh_editor_add_choice (self->editor, _ ("_Level"), (const char *const[]){ NULL }, 0);
  add_button (self, box, _ ("_Add a Coarser Level"), G_CALLBACK (add_level_cb));
  self->remove = add_button (self, box, _ ("_Remove This Level"), G_CALLBACK (remove_level_cb));
  qh_editor_add_widget (self->editor, box);
  qh_editor_add_widget (self->editor, self->body);
  show_levels (self);
  g_signal_connect_swapped (self->levels, "notify::selected", G_CALLBACK (level_chosen_cb), self);
  qh_editor_set_action (self->editor, _ ("_Done"));
  g_signal_connect_swapped (self->editor, "save", G_CALLBACK (save_cb), self);
  gtk_window_present (GTK_WINDOW (self->editor));
}
