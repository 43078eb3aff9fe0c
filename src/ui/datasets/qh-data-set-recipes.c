/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The recipes of the workspace, each with its versions. */
#include <glib/gi18n-lib.h>

#include "research/qh-recipes.h"
#include "ui/datasets/qh-data-set-jobs.h"
#include "ui/datasets/qh-datasets-page-private.h"
#include "ui/qh-dialogs.h"
#include "ui/settings/qh-editor.h"

static char *
describe_version (const QhRecipe *recipe)
{
  g_autoptr (GDateTime) saved = g_date_time_new_from_unix_local (recipe->saved / 1000);
  /* Translators: when something was saved, as g_date_time_format() writes it */
  g_autofree char *when = g_date_time_format (saved, _ ("%-d %b %Y, %H:%M"));

  return g_strdup_printf (_ ("Version %u · %s"), recipe->version, when);
}

static void
opened_cb (GtkWidget *row, QhDatasetsPage *self)
{
  g_autofree char *json = g_strdup (g_object_get_data (G_OBJECT (row), "json"));

  gtk_window_destroy (GTK_WINDOW (gtk_widget_get_root (row)));
  if (self->session != NULL)
    qh_datasets_page_replace (self, json);
}

static GtkWidget *
make_version (QhDatasetsPage *self, const QhRecipe *recipe)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *title = describe_version (recipe);
  g_autofree char *what = qh_recipe_describe (recipe);
  g_autofree char *subtitle = recipe->notes != NULL ? g_strdup_printf ("%s\n%s", what, recipe->notes) : g_strdup (what);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "json", g_strdup (recipe->json), g_free);
  g_signal_connect_object (row, "activated", G_CALLBACK (opened_cb), self, 0);
  return row;
}

static void
removed_cb (GtkWidget *row, QhDatasetsPage *self)
{
  g_autofree char *name = g_strdup (g_object_get_data (G_OBJECT (row), "name"));

  gtk_window_destroy (GTK_WINDOW (gtk_widget_get_root (row)));
  if (self->session != NULL)
    qh_data_set_retire (GTK_WIDGET (self), self->session, name);
}

/* Behind the versions, so that nobody begins there. */
static void
add_remove (QhDatasetsPage *self, GtkWidget *group, const QhRecipe *recipe)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *words = g_strdup_printf (_ ("Remove the recipe “%s”"), recipe->name);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), words);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("user-trash-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "name", g_strdup (recipe->name), g_free);
  g_signal_connect_object (row, "activated", G_CALLBACK (removed_cb), self, 0);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
}

/* A recipe with its versions, the last first. */
static guint
add_recipe (QhDatasetsPage *self, QhEditor *window, GPtrArray *recipes, guint first, gboolean writes)
{
  GtkWidget *group = adw_preferences_group_new ();
  const QhRecipe *recipe = g_ptr_array_index (recipes, first);
  g_autofree char *title = g_markup_escape_text (recipe->name, -1);
  g_autofree char *more = recipe->title != NULL ? g_markup_escape_text (recipe->title, -1) : NULL;
  guint i = first;

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), more);
  for (; i < recipes->len && g_str_equal (((const QhRecipe *)g_ptr_array_index (recipes, i))->name, recipe->name); i++)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), make_version (self, g_ptr_array_index (recipes, i)));
  if (writes)
    add_remove (self, group, recipe);
  qh_editor_add_widget (window, group);
  return i;
}

/**
 * qh_datasets_page_show_recipes:
 * @recipes: (element-type QhRecipe): as qh_recipes_list_versions() lists them
 *
 * Opens the window in which a recipe, or an earlier version, is chosen.
 */
void
qh_datasets_page_show_recipes (QhDatasetsPage *self, GPtrArray *recipes)
{
  QhStore *store = qh_session_get_store (self->session);
  QhEditor *window = qh_editor_new (GTK_WIDGET (self), _ ("Recipes"), store);
  gboolean writes = (qh_store_get_roles (store) & qh_store_get_kind (store, QH_KIND_DEFINITION)->writers) != 0;

  for (guint i = 0; i < recipes->len;)
    i = add_recipe (self, window, recipes, i, writes);
  if (recipes->len == 0)
    qh_editor_add_group (window, _ ("There is no recipe yet"), _ ("Save the one that shows (Ctrl+S): it stands here from then on, with every version."));
  qh_editor_set_action (window, NULL);
  gtk_window_present (GTK_WINDOW (window));
}
