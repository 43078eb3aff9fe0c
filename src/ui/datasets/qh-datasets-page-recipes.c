/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The recipes of the workspace, files of recipes, saving and exporting. */
#include <glib/gi18n-lib.h>

#include "research/qh-recipes.h"
#include "ui/datasets/qh-data-set-jobs.h"
#include "ui/datasets/qh-datasets-page-private.h"
#include "ui/qh-dialogs.h"

/* Saved recipes */

static void
recipe_chosen_cb (QhDatasetsPage *self)
{
  guint selected = gtk_drop_down_get_selected (self->recipes);
  g_autoptr (GError) error = NULL;

  if (self->filling || self->saved == NULL || selected == 0 || selected > self->saved->len)
    return;
  if (!qh_datasets_page_take (self, ((QhRecipe *)g_ptr_array_index (self->saved, selected - 1))->json, &error))
    qh_dialog_error (GTK_WIDGET (self), _ ("The recipe cannot be used"), error);
}

static void
show_saved (QhDatasetsPage *self)
{
  GtkStringList *names = gtk_string_list_new (NULL);
  guint selected = 0;

  gtk_string_list_append (names, _ ("Recipes"));
  for (guint i = 0; i < self->saved->len; i++)
    {
      const QhRecipe *recipe = g_ptr_array_index (self->saved, i);
      g_autofree char *text = g_strdup_printf (_ ("%s, version %u"), recipe->name, recipe->version);

      gtk_string_list_append (names, text);
      if (g_str_equal (recipe->name, json_object_get_string_member_with_default (self->recipe, "name", "")))
        selected = i + 1;
    }
  self->filling = TRUE;
  gtk_drop_down_set_model (self->recipes, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->recipes, selected);
  gtk_widget_set_visible (GTK_WIDGET (self->recipes), self->saved->len > 0);
  self->filling = FALSE;
  g_object_unref (names);
}

static void
list_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  GPtrArray *recipes = qh_recipes_list (data, &error);

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
  if (recipes == NULL)
    {
      gtk_label_set_text (self->state, error->message);
      return;
    }
  g_clear_pointer (&self->saved, g_ptr_array_unref);
  self->saved = g_steal_pointer (&recipes);
  show_saved (self);
}

/**
 * qh_datasets_page_list_recipes:
 *
 * Reads the recipes of the workspace anew.
 */
void
qh_datasets_page_list_recipes (QhDatasetsPage *self)
{
  g_autoptr (GTask) task = g_task_new (self, qh_session_get_cancellable (self->session), listed_cb, NULL);

  g_task_set_task_data (task, g_object_ref (qh_session_get_store (self->session)), g_object_unref);
  g_task_run_in_thread (task, list_in_thread);
}

/* Actions */

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

  if (file == NULL || self->session == NULL)
    return;
  if (!g_file_load_contents (file, NULL, &json, NULL, NULL, &error) || !qh_datasets_page_take (self, json, &error))
    qh_dialog_error (GTK_WIDGET (self), _ ("The recipe cannot be used"), error);
}

static void
open_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  const QhFileFilter filters[] = { { _ ("Recipes"), "*.json" }, { NULL, NULL } };

  qh_dialog_open_file (widget, _ ("Open a Recipe"), filters, NULL, file_chosen_cb, g_object_ref (widget));
}

/**
 * qh_datasets_page_install_recipes:
 *
 * Adds the actions of recipes and their keys.
 */
void
qh_datasets_page_install_recipes (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_callback (widget_class, recipe_chosen_cb);
  gtk_widget_class_install_action (widget_class, "datasets.save", NULL, save_cb);
  gtk_widget_class_install_action (widget_class, "datasets.export", NULL, export_cb);
  gtk_widget_class_install_action (widget_class, "datasets.open", NULL, open_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, "datasets.save", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_e, GDK_CONTROL_MASK, "datasets.export", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_o, GDK_CONTROL_MASK, "datasets.open", NULL);
}
