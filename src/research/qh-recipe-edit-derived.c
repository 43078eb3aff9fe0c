/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The derived variables of a recipe that is being made. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "domain/qh-error.h"
#include "research/qh-recipe-edit.h"

static const char *
get_text (JsonObject *object, const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : "";
}

static JsonArray *
get_derived (JsonObject *recipe)
{
  JsonNode *node = json_object_get_member (recipe, "derived");

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

/**
 * qh_recipe_edit_count_derived:
 *
 * Returns: how many derived variables it makes.
 */
guint
qh_recipe_edit_count_derived (JsonObject *recipe)
{
  JsonArray *derived = get_derived (recipe);

  return derived != NULL ? json_array_get_length (derived) : 0;
}

/**
 * qh_recipe_edit_get_derived:
 *
 * Returns: (transfer none): how a derived variable is made, as this room's README describes it.
 */
JsonObject *
qh_recipe_edit_get_derived (JsonObject *recipe, guint at)
{
  return json_array_get_object_element (get_derived (recipe), at);
}

/**
 * qh_recipe_edit_find_derived:
 *
 * Returns: the place of a derived variable; -1 where it is none.
 */
int
qh_recipe_edit_find_derived (JsonObject *recipe, const char *name)
{
  for (guint i = 0; i < qh_recipe_edit_count_derived (recipe); i++)
    if (g_strcmp0 (json_object_get_string_member_with_default (qh_recipe_edit_get_derived (recipe, i), "name", ""), name) == 0)
      return (int)i;
  return -1;
}

/* The others may be made of it, and it may leave or be filtered by. */
static gboolean
is_used (JsonObject *recipe, const char *name)
{
  g_auto (GStrv) conditions = qh_recipe_edit_dup_filter (recipe);
  g_autofree char *condition = g_strconcat (name, "=", NULL);

  for (guint i = 0; conditions[i] != NULL; i++)
    if (g_str_has_prefix (conditions[i], condition))
      return TRUE;
  for (guint i = 0; i < qh_recipe_edit_count_derived (recipe); i++)
    {
      JsonObject *derived = qh_recipe_edit_get_derived (recipe, i);
      JsonNode *from = json_object_get_member (derived, "from");

      if (g_str_equal (get_text (derived, "from"), name) || g_str_equal (get_text (derived, "on"), name))
        return TRUE;
      for (guint f = 0; from != NULL && JSON_NODE_HOLDS_ARRAY (from) && f < json_array_get_length (json_node_get_array (from)); f++)
        if (g_strcmp0 (json_array_get_string_element (json_node_get_array (from), f), name) == 0)
          return TRUE;
    }
  return FALSE;
}

/* What is said of it elsewhere. */
static void
call_otherwise (JsonObject *recipe, const char *before, const char *after)
{
  for (guint i = 0; i < qh_recipe_edit_count (recipe); i++)
    {
      QhRecipeEntry entry;
      JsonNode *node = json_array_get_element (json_object_get_array_member (recipe, "variables"), i);

      qh_recipe_edit_get (recipe, i, &entry);
      if (!g_str_equal (entry.name, before))
        continue;
      if (JSON_NODE_HOLDS_OBJECT (node))
        json_object_set_string_member (json_node_get_object (node), "name", after);
      else
        json_node_set_string (node, after);
    }
}

/**
 * qh_recipe_edit_put_derived:
 * @at: its place; -1 for a new one
 * @derived: (transfer full): how it is made
 * @error: %QH_ERROR_CODE where it would be called otherwise and something is made of it
 *
 * Adds a derived variable behind the others, or changes one.
 */
gboolean
qh_recipe_edit_put_derived (JsonObject *recipe, int at, JsonObject *derived, GError **error)
{
  JsonArray *after;
  const char *name = get_text (derived, "name");
  g_autofree char *before = at >= 0 ? g_strdup (get_text (qh_recipe_edit_get_derived (recipe, (guint)at), "name")) : NULL;

  if (before != NULL && !g_str_equal (before, name) && is_used (recipe, before))
    {
      g_set_error (error, QH_ERROR, QH_ERROR_CODE, _ ("“%s” keeps its name: another variable is made of it, or the filter asks for it."), before);
      json_object_unref (derived);
      return FALSE;
    }
  if (before != NULL)
    call_otherwise (recipe, before, name);
  after = json_array_new ();
  for (guint i = 0; i < qh_recipe_edit_count_derived (recipe); i++)
    if ((int)i == at)
      json_array_add_object_element (after, json_object_ref (derived));
    else
      json_array_add_element (after, json_array_dup_element (get_derived (recipe), i));
  if (at < 0)
    json_array_add_object_element (after, json_object_ref (derived));
  json_object_unref (derived);
  json_object_set_array_member (recipe, "derived", after);
  return TRUE;
}

/**
 * qh_recipe_edit_remove_derived:
 * @error: %QH_ERROR_CODE where something is made of it
 *
 * Takes a derived variable away, also from those that leave.
 */
gboolean
qh_recipe_edit_remove_derived (JsonObject *recipe, guint at, GError **error)
{
  g_autofree char *name = g_strdup (get_text (qh_recipe_edit_get_derived (recipe, at), "name"));

  if (is_used (recipe, name))
    {
      g_set_error (error, QH_ERROR, QH_ERROR_CODE, _ ("“%s” stays: another variable is made of it, or the filter asks for it. Remove those first."), name);
      return FALSE;
    }
  json_array_remove_element (get_derived (recipe), at);
  if (qh_recipe_edit_count_derived (recipe) == 0)
    json_object_remove_member (recipe, "derived");
  for (guint i = qh_recipe_edit_count (recipe); i-- > 0;)
    {
      QhRecipeEntry entry;

      qh_recipe_edit_get (recipe, i, &entry);
      if (g_str_equal (entry.name, name))
        qh_recipe_edit_remove (recipe, i);
    }
  return TRUE;
}
