/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The recipe as a whole: what is saved of it, its draft, and its files. */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "research/qh-recipes.h"
#include "ui/datasets/qh-data-set-jobs.h"
#include "ui/datasets/qh-datasets-page-private.h"
#include "ui/qh-dialogs.h"
#include "ui/settings/qh-editor.h"

/* What is saved */

/**
 * qh_datasets_page_is_unsaved:
 *
 * Returns: whether the recipe is another than was opened or saved.
 */
gboolean
qh_datasets_page_is_unsaved (QhDatasetsPage *self)
{
  g_autofree char *json = self->recipe != NULL ? qh_datasets_page_dup_json (self) : NULL;

  return json != NULL && g_strcmp0 (json, self->kept) != 0;
}

/**
 * qh_datasets_page_show_name:
 *
 * Shows which recipe it is, and whether it was changed.
 */
void
qh_datasets_page_show_name (QhDatasetsPage *self)
{
  gint64 version = json_object_get_int_member_with_default (self->recipe, "version", 0);
  g_autofree char *text = version > 0 ? g_strdup_printf (_ ("Version %u"), (guint)version) : g_strdup (_ ("Not saved yet"));
  g_autofree char *both = qh_datasets_page_is_unsaved (self) ? g_strjoin (" · ", text, _ ("changed"), NULL) : g_strdup (text);

  adw_window_title_set_subtitle (self->title, both);
}

/**
 * qh_datasets_page_keep:
 *
 * The recipe is as it was opened or saved.
 */
void
qh_datasets_page_keep (QhDatasetsPage *self)
{
  g_free (self->kept);
  self->kept = qh_datasets_page_dup_json (self);
  if (self->draft != NULL)
    qh_draft_keeper_done (self->draft);
  qh_datasets_page_show_name (self);
}

/**
 * qh_datasets_page_note_saved:
 * @json: what was saved
 * @version: what it became
 */
void
qh_datasets_page_note_saved (QhDatasetsPage *self, const char *json, guint version)
{
  g_autofree char *now = self->recipe != NULL ? qh_datasets_page_dup_json (self) : NULL;

  if (g_strcmp0 (now, json) != 0) /* it was changed meanwhile */
    return;
  json_object_set_int_member (self->recipe, "version", version);
  qh_datasets_page_keep (self);
}

/* The draft */

/* A draft of a recipe is the record that it would become, sealed. */
static gboolean
collect_cb (GtkWidget *page, QhDraft *draft)
{
  QhDatasetsPage *self = QH_DATASETS_PAGE (page);
  QhStore *store = self->session != NULL ? qh_session_get_store (self->session) : NULL;
  g_autofree char *json = self->recipe != NULL ? qh_datasets_page_dup_json (self) : NULL;
  QhRecord *record;

  if (store == NULL || json == NULL)
    return FALSE;
  record = qh_store_new_record (store, QH_KIND_DEFINITION);
  qh_record_set_text (record, "use", QH_RECIPE_USE);
  qh_record_set_text (record, "name", json_object_get_string_member_with_default (self->recipe, "name", ""));
  qh_record_set_text (record, "body", json);
  g_ptr_array_add (draft->records, record);
  return qh_datasets_page_is_unsaved (self);
}

/**
 * qh_datasets_page_begin_draft:
 *
 * Keeps from now on what is changed, until it is saved or another recipe takes its place.
 */
void
qh_datasets_page_begin_draft (QhDatasetsPage *self)
{
  self->draft = qh_draft_keeper_new (self->session, QH_DRAFT_FORM_RECIPE, collect_cb, GTK_WIDGET (self));
}

/**
 * qh_datasets_page_continue:
 * @draft: of a recipe
 *
 * Goes on with a recipe that was left behind.
 */
void
qh_datasets_page_continue (QhDatasetsPage *self, const QhDraft *draft)
{
  const QhRecord *record = g_ptr_array_index (draft->records, 0);
  g_autoptr (GError) error = NULL;

  if (!qh_datasets_page_take (self, qh_record_get_text (record, "body"), &error))
    {
      qh_dialog_error (GTK_WIDGET (self), _ ("The recipe cannot be used"), error);
      return;
    }
  g_clear_pointer (&self->kept, g_free);
  qh_draft_keeper_continue (self->draft, draft);
  qh_datasets_page_show_name (self);
}

/* Another one */

static void
replace_cb (gpointer data)
{
  QhDatasetsPage *self = data;
  g_autofree char *json = g_steal_pointer (&self->next);
  g_autoptr (GError) error = NULL;

  if (self->session != NULL && json != NULL && !qh_datasets_page_take (self, json, &error))
    qh_dialog_error (GTK_WIDGET (self), _ ("The recipe cannot be used"), error);
}

/**
 * qh_datasets_page_replace:
 * @json: a recipe
 *
 * Shows another recipe, once the person agrees that what was changed is lost.
 */
void
qh_datasets_page_replace (QhDatasetsPage *self, const char *json)
{
  g_free (self->next);
  self->next = g_strdup (json);
  if (qh_datasets_page_is_unsaved (self))
    qh_dialog_confirm (GTK_WIDGET (self), _ ("Discard the changes of the recipe?"), _ ("They have not been saved."), _ ("_Discard"), TRUE, replace_cb, self);
  else
    replace_cb (self);
}

/* The list */

static void
list_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  GPtrArray *recipes = qh_recipes_list_versions (data, &error);

  if (recipes != NULL)
    g_task_return_pointer (task, recipes, (GDestroyNotify)g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  QhDatasetsPage *self = QH_DATASETS_PAGE (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) recipes = g_task_propagate_pointer (G_TASK (result), &error);

  if (self->session == NULL || self->recipe == NULL)
    return;
  if (recipes != NULL)
    qh_datasets_page_show_recipes (self, recipes);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    qh_dialog_error (GTK_WIDGET (self), _ ("The recipes could not be read"), error);
}

static void
recipes_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  QhDatasetsPage *self = QH_DATASETS_PAGE (widget);
  g_autoptr (GTask) task = NULL;

  if (self->session == NULL)
    return;
  task = g_task_new (self, qh_session_get_cancellable (self->session), listed_cb, NULL);
  g_task_set_task_data (task, g_object_ref (qh_session_get_store (self->session)), g_object_unref);
  g_task_run_in_thread (task, list_in_thread);
}

/* What it says of itself */

typedef struct
{
  QhDatasetsPage *page;
  GtkWidget *title;
  GtkWidget *notes;
  GtkWidget *study;
  GtkWidget *language;
  GtkWidget *days;
} Properties;

static void
set_text (JsonObject *recipe, const char *member, GtkWidget *row)
{
  g_autofree char *text = qh_editor_get_text (row);

  if (text[0] != '\0')
    json_object_set_string_member (recipe, member, text);
  else
    json_object_remove_member (recipe, member);
}

static void
save_properties_cb (QhEditor *editor, Properties *properties)
{
  JsonObject *recipe = properties->page->recipe;
  guint language = adw_combo_row_get_selected (ADW_COMBO_ROW (properties->language));
  g_autofree char *days = qh_editor_get_text (properties->days);
  char *end = NULL;
  gint64 most = g_ascii_strtoll (days, &end, 10);

  if (*end != '\0' || most < 1 || most > 3660)
    {
      qh_editor_refuse (editor, properties->days, _ ("Write a number of days from 1 to 3660."));
      return;
    }
  if (recipe != NULL)
    {
      set_text (recipe, "title", properties->title);
      set_text (recipe, "notes", properties->notes);
      set_text (recipe, "study", properties->study);
      json_object_set_int_member (recipe, "most_days", most);
      if (language > 0)
        json_object_set_string_member (recipe, "language", qh_language_to_code (language - 1));
      else
        json_object_remove_member (recipe, "language");
      qh_datasets_page_compute (properties->page);
    }
  gtk_window_destroy (GTK_WINDOW (editor));
}

static const char *
get_text (JsonObject *recipe, const char *member)
{
  return json_object_get_string_member_with_default (recipe, member, "");
}

static guint
get_language (JsonObject *recipe)
{
  for (guint l = 0; l < QH_N_LANGUAGES; l++)
    if (g_str_equal (get_text (recipe, "language"), qh_language_to_code (l)))
      return 1 + l;
  return 0;
}

static void
properties_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  QhDatasetsPage *self = QH_DATASETS_PAGE (widget);
  const char *const languages[] = { _ ("The workspace’s"), _ ("Spanish"), _ ("English"), _ ("Portuguese"), NULL };
  g_autofree char *days = NULL;
  Properties *properties;
  QhEditor *editor;

  if (self->recipe == NULL)
    return;
  days = g_strdup_printf ("%" G_GINT64_FORMAT, json_object_get_int_member_with_default (self->recipe, "most_days", 180));
  properties = g_new0 (Properties, 1);
  properties->page = self;
  editor = qh_editor_new (widget, _ ("Recipe"), qh_session_get_store (self->session));
  g_object_set_data_full (G_OBJECT (editor), "properties", properties, g_free);
  properties->title = qh_editor_add_entry (editor, _ ("_Title"), get_text (self->recipe, "title"));
  properties->notes = qh_editor_add_entry (editor, _ ("_Notes, also for the codebook"), get_text (self->recipe, "notes"));
  properties->language = qh_editor_add_choice (editor, _ ("_Language of the labels"), languages, get_language (self->recipe));
  qh_editor_add_group (editor, _ ("Persons"), _ ("The sets of one study know a person by the same key, and move their dates by the same days."));
  properties->study = qh_editor_add_entry (editor, _ ("_Study"), get_text (self->recipe, "study"));
  properties->days = qh_editor_add_entry (editor, _ ("_Dates move by so many days at most"), days);
  qh_editor_set_action (editor, _ ("_Done"));
  g_signal_connect (editor, "save", G_CALLBACK (save_properties_cb), properties);
  gtk_window_present (GTK_WINDOW (editor));
}

/* Saving and files */

static void
save_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  QhDatasetsPage *self = QH_DATASETS_PAGE (widget);
  g_autofree char *json = self->session != NULL ? qh_datasets_page_dup_json (self) : NULL;

  if (json != NULL)
    qh_data_set_save (widget, self->session, json);
}

/**
 * qh_datasets_page_export:
 * @folder: to be made
 *
 * Writes what shows, on a worker, with progress and Cancel.
 */
void
qh_datasets_page_export (QhDatasetsPage *self, const char *folder)
{
  g_autofree char *json = qh_datasets_page_dup_json (self);

  qh_data_set_export (GTK_WIDGET (self), self->session, json, folder);
}

static void
folder_chosen_cb (GFile *file, gpointer data)
{
  g_autoptr (QhDatasetsPage) self = data;
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (path != NULL && self->session != NULL)
    qh_datasets_page_export (self, path);
}

static void
export_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  QhDatasetsPage *self = QH_DATASETS_PAGE (widget);

  if (self->session != NULL)
    qh_dialog_save_file (widget, _ ("Folder for the Data Set"), NULL, NULL, gtk_editable_get_text (self->name), folder_chosen_cb, g_object_ref (self));
}

static void
file_chosen_cb (GFile *file, gpointer data)
{
  g_autoptr (QhDatasetsPage) self = data;
  g_autofree char *json = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (QhRecipe) recipe = NULL;

  if (file == NULL || self->session == NULL)
    return;
  if (g_file_load_contents (file, NULL, &json, NULL, NULL, &error))
    recipe = qh_recipe_parse (json, &error);
  if (recipe == NULL)
    qh_dialog_error (GTK_WIDGET (self), _ ("The recipe cannot be used"), error);
  else
    qh_datasets_page_replace (self, json);
}

static void
open_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  const QhFileFilter filters[] = { { _ ("Recipes"), "*.json" }, { NULL, NULL } };

  qh_dialog_open_file (widget, _ ("Open a Recipe"), filters, NULL, file_chosen_cb, g_object_ref (widget));
}

/**
 * qh_datasets_page_write_recipe:
 * @file: where to
 *
 * Writes the recipe that shows as JSON.
 */
void
qh_datasets_page_write_recipe (QhDatasetsPage *self, GFile *file)
{
  g_autofree char *json = qh_datasets_page_dup_json (self);
  g_autoptr (GError) error = NULL;

  if (!g_file_replace_contents (file, json, strlen (json), NULL, FALSE, G_FILE_CREATE_NONE, NULL, NULL, &error))
    qh_dialog_error (GTK_WIDGET (self), _ ("The recipe could not be saved"), error);
}

static void
recipe_file_chosen_cb (GFile *file, gpointer data)
{
  g_autoptr (QhDatasetsPage) self = data;

  if (file != NULL && self->recipe != NULL)
    qh_datasets_page_write_recipe (self, file);
}

static void
write_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  QhDatasetsPage *self = QH_DATASETS_PAGE (widget);
  const QhFileFilter filters[] = { { _ ("Recipes"), "*.json" }, { NULL, NULL } };
  g_autofree char *name = g_strconcat (gtk_editable_get_text (self->name), ".json", NULL);

  if (self->recipe != NULL)
    qh_dialog_save_file (widget, _ ("Save the Recipe as a File"), filters, NULL, name, recipe_file_chosen_cb, g_object_ref (self));
}

static void
new_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  QhDatasetsPage *self = QH_DATASETS_PAGE (widget);
  g_autofree char *json = qh_datasets_page_dup_new ();

  if (self->session != NULL)
    qh_datasets_page_replace (self, json);
}

/**
 * qh_datasets_page_install_recipes:
 *
 * Adds the actions of recipes and their keys.
 */
void
qh_datasets_page_install_recipes (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "datasets.save", NULL, save_cb);
  gtk_widget_class_install_action (widget_class, "datasets.export", NULL, export_cb);
  gtk_widget_class_install_action (widget_class, "datasets.open", NULL, open_cb);
  gtk_widget_class_install_action (widget_class, "datasets.write", NULL, write_cb);
  gtk_widget_class_install_action (widget_class, "datasets.new", NULL, new_cb);
  gtk_widget_class_install_action (widget_class, "datasets.recipes", NULL, recipes_cb);
  gtk_widget_class_install_action (widget_class, "datasets.properties", NULL, properties_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, "datasets.save", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "datasets.write", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_e, GDK_CONTROL_MASK, "datasets.export", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_o, GDK_CONTROL_MASK, "datasets.open", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_n, GDK_CONTROL_MASK, "datasets.new", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_r, GDK_CONTROL_MASK, "datasets.recipes", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_ALT_MASK, "datasets.properties", NULL);
}
