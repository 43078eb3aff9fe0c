/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The levels of a variable of the recipe: changed by hand, saved as a table and opened from one. */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "domain/qh-error.h"
#include "research/qh-hierarchy-table.h"
#include "research/qh-recipe-edit-privacy.h"
#include "ui/datasets/qh-data-set-levels.h"
#include "ui/datasets/qh-data-set-variable-private.h"
#include "ui/qh-dialogs.h"

/**
 * qh_variable_edit_find_coding:
 *
 * Returns: its place among the quasi-identifiers that are told less exactly; -1 for none.
 */
int
qh_variable_edit_find_coding (const QhVariableEdit *edit)
{
  const QhDataSetComputing *computed = edit->page->computed;
  const QhAnonymization *found = computed != NULL && computed->result != NULL ? computed->result->anonymization : NULL;

  for (guint i = 0; found != NULL && i < found->codings->len; i++)
    if (g_str_equal (((const QhCoding *)g_ptr_array_index (found->codings, i))->name, edit->name))
      return (int)i;
  return -1;
}

/* Its levels as they are now, with codes as people call them or not; NULL where there are none any more. */
static QhHierarchyTable *
make_table (QhEditor *editor, gboolean for_people)
{
  const QhVariableEdit *edit = g_object_get_data (G_OBJECT (editor), "edit");
  const QhDatasetsPage *page = edit->page;
  int at = qh_variable_edit_find_coding (edit);
  const QhAnonymization *found = at >= 0 ? page->computed->result->anonymization : NULL;

  if (found == NULL)
    return NULL;
  return qh_hierarchy_table_new (g_ptr_array_index (found->hierarchies, at), g_ptr_array_index (found->codings, at),
                                 for_people ? qh_frame_get_catalogues (page->computed->source) : NULL, page->computed->language);
}

static void
export_cb (GFile *file, gpointer data)
{
  g_autoptr (QhEditor) editor = data;
  g_autoptr (QhHierarchyTable) table = file != NULL ? make_table (editor, FALSE) : NULL;
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  if (table == NULL)
    return;
  text = qh_hierarchy_table_to_csv (table);
  if (!g_file_replace_contents (file, text, strlen (text), NULL, FALSE, G_FILE_CREATE_NONE, NULL, NULL, &error))
    qh_dialog_error (GTK_WIDGET (editor), _ ("The levels could not be saved"), error);
}

/* What else was typed is taken with them. */
static gboolean
put_hierarchy (QhEditor *editor, const char *name, GBytes *bytes, GError **error)
{
  QhVariableEdit *edit = g_object_get_data (G_OBJECT (editor), "edit");
  QhDatasetsPage *page = edit->page;
  int at = qh_variable_edit_find_coding (edit);

  if (at < 0 || !qh_variable_edit_is_there (edit))
    {
      g_set_error_literal (error, QH_ERROR, QH_ERROR_FAILED, _ ("The recipe has changed meanwhile. Close this window, and open the variable again."));
      return FALSE;
    }
  if (!qh_variable_edit_take (editor, edit))
    {
      g_set_error_literal (error, QH_ERROR, QH_ERROR_FORMAT, _ ("Something else of the variable is not right: it says what. Correct it first."));
      return FALSE;
    }
  qh_datasets_page_compute (page); /* also of what else was typed */
  if (!qh_recipe_edit_set_hierarchy (
        page->recipe, edit->name, name, bytes, g_ptr_array_index (page->computed->result->anonymization->codings, at), error))
    return FALSE;
  gtk_window_destroy (GTK_WINDOW (editor));
  return TRUE;
}

static void
take_hierarchy (QhEditor *editor, const char *name, GBytes *bytes)
{
  g_autoptr (GError) error = NULL;

  if (!put_hierarchy (editor, name, bytes, &error))
    qh_dialog_error (GTK_WIDGET (editor), _ ("The levels cannot be used"), error);
}

/* By hand */

static gboolean
by_hand_cb (const QhHierarchyTable *table, gpointer data, GError **error)
{
  QhEditor *editor = data;
  g_autofree char *text = qh_hierarchy_table_to_csv (table);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  return put_hierarchy (editor, gtk_window_get_title (GTK_WINDOW (editor)), bytes, error);
}

static void
edit_cb (QhEditor *editor)
{
  QhHierarchyTable *table = make_table (editor, TRUE);

  if (table != NULL)
    qh_data_set_edit_levels (GTK_WIDGET (editor), qh_editor_get_store (editor), gtk_window_get_title (GTK_WINDOW (editor)), table, by_hand_cb,
                             g_object_ref (editor), g_object_unref);
}

/* From a table, and into one */

static void
import_cb (GFile *file, gpointer data)
{
  g_autoptr (QhEditor) editor = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = file != NULL ? g_file_get_basename (file) : NULL;
  g_autoptr (GBytes) bytes = file != NULL ? g_file_load_bytes (file, NULL, NULL, &error) : NULL;

  if (file == NULL)
    return;
  if (bytes == NULL)
    qh_dialog_error (GTK_WIDGET (editor), _ ("The levels cannot be used"), error);
  else
    take_hierarchy (editor, name, bytes);
}

static void
ask_export_cb (QhEditor *editor)
{
  const QhFileFilter filters[] = { { _ ("Tables"), "*.csv" }, { NULL, NULL } };
  const QhVariableEdit *edit = g_object_get_data (G_OBJECT (editor), "edit");
  g_autofree char *name = g_strconcat (edit->name, ".csv", NULL);

  qh_dialog_save_file (GTK_WIDGET (editor), _ ("Save the Levels"), filters, NULL, name, export_cb, g_object_ref (editor));
}

static void
ask_import_cb (QhEditor *editor)
{
  const QhFileFilter filters[] = { { _ ("Tables"), "*.csv" }, { NULL, NULL } };

  qh_dialog_open_file (GTK_WIDGET (editor), _ ("Open Levels"), filters, NULL, import_cb, g_object_ref (editor));
}

static void
usual_cb (QhEditor *editor)
{
  take_hierarchy (editor, "", NULL);
}

static void
add_button (QhEditor *editor, GtkWidget *box, const char *label, GCallback callback)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  g_signal_connect_object (button, "clicked", callback, editor, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), button);
}

/**
 * qh_variable_edit_add_hierarchy:
 *
 * Adds what changes the levels of a quasi-identifier: by hand, from a table and into one.
 */
void
qh_variable_edit_add_hierarchy (QhEditor *editor, const QhVariableEdit *edit)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);

  add_button (editor, box, _ ("_Group by Hand…"), G_CALLBACK (edit_cb));
  add_button (editor, box, _ ("_Open…"), G_CALLBACK (ask_import_cb));
  add_button (editor, box, _ ("S_ave as Table…"), G_CALLBACK (ask_export_cb));
  if (g_hash_table_contains (edit->page->computed->recipe->tables, edit->name))
    add_button (editor, box, _ ("The _Usual Ones"), G_CALLBACK (usual_cb));
  qh_editor_add_widget (editor, box);
}
