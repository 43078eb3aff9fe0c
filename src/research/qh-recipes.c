/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "research/qh-recipes.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>

#include "domain/qh-id.h"

/* Every version that is kept, as they were saved. */
static GPtrArray *
read_all (QhStore *store, GError **error)
{
  g_autoptr (GPtrArray) records = qh_store_list_all (store, QH_KIND_DEFINITION, error);
  g_autoptr (GPtrArray) recipes = g_ptr_array_new_with_free_func ((GDestroyNotify)qh_recipe_free);

  if (records == NULL)
    return NULL;
  for (guint i = 0; i < records->len; i++)
    {
      const QhRecord *record = g_ptr_array_index (records, i);
      QhRecipe *recipe;

      if (g_strcmp0 (qh_record_get_text (record, "use"), QH_RECIPE_USE) != 0 || qh_record_get_integer (record, "retired") > 0)
        continue;
      recipe = qh_recipe_parse (qh_record_get_text (record, "body"), error);
      if (recipe == NULL)
        {
          g_prefix_error (error, "%s: ", qh_record_get_text (record, "name"));
          return NULL;
        }
      recipe->saved = qh_id_get_time (record->id);
      g_ptr_array_add (recipes, recipe);
    }
  return g_steal_pointer (&recipes);
}

static int
compare_recipes (gconstpointer a, gconstpointer b)
{
  const QhRecipe *first = *(const QhRecipe *const *)a, *second = *(const QhRecipe *const *)b;
  int order = g_utf8_collate (first->name, second->name);

  return order != 0 ? order : (second->version > first->version) - (second->version < first->version);
}

/**
 * qh_recipes_list:
 *
 * Returns: (transfer full) (element-type QhRecipe): the last version of every recipe
 *   of the workspace, by name.
 */
GPtrArray *
qh_recipes_list (QhStore *store, GError **error)
{
  g_autoptr (GPtrArray) recipes = read_all (store, error);

  if (recipes == NULL)
    return NULL;
  g_ptr_array_sort (recipes, compare_recipes);
  for (guint i = recipes->len; i > 1; i--)
    if (g_str_equal (((QhRecipe *)g_ptr_array_index (recipes, i - 1))->name, ((QhRecipe *)g_ptr_array_index (recipes, i - 2))->name))
      g_ptr_array_remove_index (recipes, i - 1);
  return g_steal_pointer (&recipes);
}

/**
 * qh_recipes_list_versions:
 *
 * Returns: (transfer full) (element-type QhRecipe): every version of every recipe of the
 *   workspace, by name, the last version first.
 */
GPtrArray *
qh_recipes_list_versions (QhStore *store, GError **error)
{
  GPtrArray *recipes = read_all (store, error);

  if (recipes != NULL)
    g_ptr_array_sort (recipes, compare_recipes);
  return recipes;
}

/**
 * qh_recipes_retire:
 * @sequence: (out): of the change, which can be undone
 *
 * Takes every version of a recipe out of the list.
 */
gboolean
qh_recipes_retire (QhStore *store, const char *name, gint64 *sequence, GError **error)
{
  g_autoptr (GPtrArray) records = qh_store_list_all (store, QH_KIND_DEFINITION, error);
  g_autoptr (QhChange) change = qh_change_new ();

  if (records == NULL)
    return FALSE;
  for (guint i = 0; i < records->len; i++)
    {
      QhRecord *record;

      if (g_strcmp0 (qh_record_get_text (g_ptr_array_index (records, i), "use"), QH_RECIPE_USE) != 0
          || g_strcmp0 (qh_record_get_text (g_ptr_array_index (records, i), "name"), name) != 0)
        continue;
      record = qh_record_copy (g_ptr_array_index (records, i));
      qh_record_set_integer (record, "retired", TRUE);
      qh_change_put (change, record);
    }
  if (!qh_store_apply (store, change, NULL, NULL, NULL, error))
    return FALSE;
  *sequence = change->sequence;
  return TRUE;
}

/**
 * qh_recipes_find:
 * @version: 0 for the last
 *
 * Returns: (transfer full): a recipe of the workspace; %NULL with %QH_ERROR_NOT_FOUND.
 */
QhRecipe *
qh_recipes_find (QhStore *store, const char *name, guint version, GError **error)
{
  g_autoptr (GPtrArray) recipes = read_all (store, error);

  if (recipes == NULL)
    return NULL;
  g_ptr_array_sort (recipes, compare_recipes);
  for (guint i = 0; i < recipes->len; i++)
    {
      const QhRecipe *recipe = g_ptr_array_index (recipes, i);

      if (g_str_equal (recipe->name, name) && (version == 0 || recipe->version == version))
        return g_ptr_array_steal_index (recipes, i);
    }
  g_set_error (error, QH_ERROR, QH_ERROR_NOT_FOUND, _ ("There is no recipe “%s”, or not in that version. Choose one that “dataset list” tells, or a file that ends in .json."), name);
  return NULL;
}

/**
 * qh_recipes_load:
 * @name: of a recipe, or a file that ends in .json
 *
 * Returns: (transfer full): the recipe.
 */
QhRecipe *
qh_recipes_load (QhStore *store, const char *name, guint version, GError **error)
{
  g_autofree char *json = NULL;
  g_autoptr (GError) reason = NULL;

  if (!g_str_has_suffix (name, ".json"))
    return qh_recipes_find (store, name, version, error);
  if (g_file_get_contents (name, &json, NULL, &reason))
    return qh_recipe_parse (json, error);
  g_set_error (error, QH_ERROR, QH_ERROR_PLACE, _ ("“%s” cannot be read: %s. Check its name."), name, reason->message);
  return NULL;
}

static char *
set_version (const QhRecipe *recipe, guint version)
{
  g_autoptr (JsonNode) root = json_from_string (recipe->json, NULL);

  json_object_set_int_member (json_node_get_object (root), "version", version);
  return json_to_string (root, TRUE);
}

/**
 * qh_recipes_save:
 * @json: a recipe
 * @version: (out): what it became: one more than the last of its name
 *
 * Keeps a recipe in the workspace. Earlier versions stay.
 */
gboolean
qh_recipes_save (QhStore *store, const char *json, guint *version, GError **error)
{
  g_autoptr (QhRecipe) recipe = qh_recipe_parse (json, error);
  g_autoptr (GPtrArray) recipes = recipe != NULL ? read_all (store, error) : NULL;
  g_autoptr (QhChange) change = NULL;
  g_autofree char *body = NULL;
  QhRecord *record;

  if (recipes == NULL)
    return FALSE;
  *version = 1;
  for (guint i = 0; i < recipes->len; i++)
    {
      const QhRecipe *other = g_ptr_array_index (recipes, i);

      if (g_str_equal (other->name, recipe->name))
        *version = MAX (*version, other->version + 1);
    }
  body = set_version (recipe, *version);
  change = qh_change_new ();
  record = qh_store_new_record (store, QH_KIND_DEFINITION);
  qh_record_set_text (record, "use", QH_RECIPE_USE);
  qh_record_set_text (record, "name", recipe->name);
  qh_record_set_text (record, "body", body);
  if (recipe->notes != NULL)
    qh_record_set_text (record, "notes", recipe->notes);
  qh_change_put (change, record);
  return qh_store_apply (store, change, NULL, NULL, NULL, error);
}
