/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A recipe that is being made: changes of its JSON, each keeping the rest as it is. */
#include "config.h"

#include "research/qh-recipe-edit.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "domain/qh-error.h"
#include "exchange/qh-labelled.h"
#include "frame/qh-filter.h"

/* Variables */

static JsonArray *
get_variables (JsonObject *recipe)
{
  JsonNode *node = json_object_get_member (recipe, "variables");

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

/**
 * qh_recipe_edit_count:
 *
 * Returns: how many variables it lists; 0 where all leave that may.
 */
guint
qh_recipe_edit_count (JsonObject *recipe)
{
  JsonArray *variables = get_variables (recipe);

  return variables != NULL ? json_array_get_length (variables) : 0;
}

/**
 * qh_recipe_edit_get:
 * @at: below qh_recipe_edit_count()
 * @entry: (out): good until the recipe is changed
 */
void
qh_recipe_edit_get (JsonObject *recipe, guint at, QhRecipeEntry *entry)
{
  JsonNode *node = json_array_get_element (get_variables (recipe), at);
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

  *entry = (QhRecipeEntry){ object == NULL ? json_node_get_string (node) : json_object_get_string_member_with_default (object, "name", ""), NULL, NULL };
  if (object == NULL)
    return;
  entry->as = json_object_get_string_member_with_default (object, "as", NULL);
  entry->label = json_object_get_string_member_with_default (object, "label", NULL);
}

/**
 * qh_recipe_edit_list:
 * @names: (array zero-terminated=1): what leaves so far
 *
 * Lists the variables where the recipe lists none, so that they can be moved and called otherwise.
 */
void
qh_recipe_edit_list (JsonObject *recipe, const char *const *names)
{
  JsonArray *variables;

  if (qh_recipe_edit_count (recipe) > 0)
    return;
  variables = json_array_new ();
  for (guint i = 0; names[i] != NULL; i++)
    json_array_add_string_element (variables, names[i]);
  json_object_set_array_member (recipe, "variables", variables);
}

/**
 * qh_recipe_edit_add:
 *
 * Adds a variable behind the others.
 */
void
qh_recipe_edit_add (JsonObject *recipe, const char *name)
{
  if (get_variables (recipe) == NULL)
    json_object_set_array_member (recipe, "variables", json_array_new ());
  json_array_add_string_element (get_variables (recipe), name);
}

/**
 * qh_recipe_edit_remove:
 *
 * Takes a variable out.
 */
void
qh_recipe_edit_remove (JsonObject *recipe, guint at)
{
  json_array_remove_element (get_variables (recipe), at);
}

static void
put_node (JsonObject *recipe, guint at, JsonNode *node)
{
  JsonArray *before = get_variables (recipe), *after = json_array_new ();

  for (guint i = 0; i <= json_array_get_length (before); i++)
    {
      if (i == at)
        json_array_add_element (after, node);
      if (i < json_array_get_length (before))
        json_array_add_element (after, json_array_dup_element (before, i));
    }
  json_object_set_array_member (recipe, "variables", after);
}

/**
 * qh_recipe_edit_move:
 * @from: its place
 * @to: where it is put, once it is taken out
 *
 * Returns: whether there are such places.
 */
gboolean
qh_recipe_edit_move (JsonObject *recipe, guint from, guint to)
{
  guint n = qh_recipe_edit_count (recipe);
  JsonNode *node;

  if (from >= n || to >= n)
    return FALSE;
  node = json_array_dup_element (get_variables (recipe), from);
  qh_recipe_edit_remove (recipe, from);
  put_node (recipe, to, node);
  return TRUE;
}

/* Names that the formats take, and that no other variable has. */
static gboolean
check_name (JsonObject *recipe, guint at, const char *as, GError **error)
{
  g_autoptr (GHashTable) none = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *valid = qh_labelled_make_name (as, none);

  if (!g_str_equal (valid, as))
    {
      g_set_error (error, QH_ERROR, QH_ERROR_FORMAT, _ ("SPSS, Stata and R do not take the name “%s”. They would take “%s”."), as, valid);
      return FALSE;
    }
  for (guint i = 0; i < qh_recipe_edit_count (recipe); i++)
    {
      QhRecipeEntry other;

      qh_recipe_edit_get (recipe, i, &other);
      if (i != at && g_ascii_strcasecmp (other.as != NULL ? other.as : other.name, as) == 0)
        {
          g_set_error (error, QH_ERROR, QH_ERROR_CODE, _ ("Another variable is called “%s” already. Choose another name."), as);
          return FALSE;
        }
    }
  return TRUE;
}

/**
 * qh_recipe_edit_call:
 * @as: (nullable): its name in the data set; "" or %NULL for its own
 * @label: (nullable): its label there; "" or %NULL for its own
 *
 * Calls a variable otherwise.
 *
 * Returns: whether every format takes the name, and no other variable has it.
 */
gboolean
qh_recipe_edit_call (JsonObject *recipe, guint at, const char *as, const char *label, GError **error)
{
  QhRecipeEntry entry;
  JsonNode *node;
  JsonObject *object;
  g_autofree char *name = NULL;
  gboolean named, labelled = label != NULL && label[0] != '\0';

  qh_recipe_edit_get (recipe, at, &entry);
  named = as != NULL && as[0] != '\0' && !g_str_equal (as, entry.name);
  if (named && !check_name (recipe, at, as, error))
    return FALSE;
  name = g_strdup (entry.name);
  qh_recipe_edit_remove (recipe, at);
  if (!named && !labelled)
    {
      node = json_node_new (JSON_NODE_VALUE);
      json_node_set_string (node, name);
      put_node (recipe, at, node);
      return TRUE;
    }
  object = json_object_new ();
  json_object_set_string_member (object, "name", name);
  if (named)
    json_object_set_string_member (object, "as", as);
  if (labelled)
    json_object_set_string_member (object, "label", label);
  node = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (node, object);
  put_node (recipe, at, node);
  return TRUE;
}

/* Filter */

/**
 * qh_recipe_edit_dup_filter:
 *
 * Returns: (transfer full) (array zero-terminated=1): its conditions, the period aside.
 */
char **
qh_recipe_edit_dup_filter (JsonObject *recipe)
{
  JsonNode *node = json_object_get_member (recipe, "filter");
  JsonArray *array = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    g_strv_builder_add (builder, json_array_get_string_element (array, i));
  return g_strv_builder_end (builder);
}

static gboolean
is_of (const char *condition, const char *other)
{
  gsize length = strcspn (other, "=");

  return strncmp (condition, other, length) == 0 && condition[length] == '=';
}

static void
set_filter (JsonObject *recipe, char **conditions, const char *left_out, const char *added)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; conditions[i] != NULL; i++)
    if (!is_of (conditions[i], left_out))
      json_array_add_string_element (array, conditions[i]);
  if (added != NULL)
    json_array_add_string_element (array, added);
  if (json_array_get_length (array) > 0)
    json_object_set_array_member (recipe, "filter", array);
  else
    {
      json_array_unref (array);
      json_object_remove_member (recipe, "filter");
    }
}

/**
 * qh_recipe_edit_set_condition:
 * @condition: as qh_filter_parse() takes it
 *
 * Adds a condition in the place of the one on the same variable, if there is one.
 */
void
qh_recipe_edit_set_condition (JsonObject *recipe, const char *condition)
{
  g_auto (GStrv) conditions = qh_recipe_edit_dup_filter (recipe);

  set_filter (recipe, conditions, condition, condition);
}

/**
 * qh_recipe_edit_remove_condition:
 *
 * Takes the condition on the variable of @condition away.
 */
void
qh_recipe_edit_remove_condition (JsonObject *recipe, const char *condition)
{
  g_auto (GStrv) conditions = qh_recipe_edit_dup_filter (recipe);

  set_filter (recipe, conditions, condition, NULL);
}

/* Period */

/**
 * qh_recipe_edit_set_period:
 * @variable: a date
 * @from: %QH_NO_DAY, as @to, for all time
 *
 * Narrows the rows to those of some days.
 */
void
qh_recipe_edit_set_period (JsonObject *recipe, const char *variable, QhDay from, QhDay to)
{
  JsonObject *period;
  char iso[QH_DAY_ISO_SIZE];

  if (from == QH_NO_DAY && to == QH_NO_DAY)
    {
      json_object_remove_member (recipe, "period");
      return;
    }
  period = json_object_new ();
  json_object_set_string_member (period, "variable", variable);
  qh_day_to_iso (from, iso);
  json_object_set_string_member (period, "from", iso);
  qh_day_to_iso (to, iso);
  json_object_set_string_member (period, "to", iso);
  json_object_set_object_member (recipe, "period", period);
}

static const char *
get_text (JsonObject *object, const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : "";
}

/* The first and the last day with an answer. */
static void
find_ends (QhFrame *frame, const char *name, QhDay *from, QhDay *to)
{
  const QhFrameColumn *column = qh_frame_find_column (frame, name);

  *from = *to = QH_NO_DAY;
  for (guint row = 0; column != NULL && row < qh_frame_get_n_rows (frame); row++)
    {
      gint64 day = qh_frame_column_get (column, row);

      if (QH_SCAN_IS_EMPTY (day))
        continue;
      *from = *from == QH_NO_DAY ? (QhDay)day : MIN (*from, (QhDay)day);
      *to = *to == QH_NO_DAY ? (QhDay)day : MAX (*to, (QhDay)day);
    }
}

/**
 * qh_recipe_edit_get_period:
 * @from: (out): where it is open, the first day that occurs
 * @to: (out): where it is open, the last day that occurs
 *
 * Returns: whether it has a period that can be understood.
 */
gboolean
qh_recipe_edit_get_period (JsonObject *recipe, QhFrame *frame, QhDay *from, QhDay *to)
{
  JsonNode *node = json_object_get_member (recipe, "period");
  JsonObject *period = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  const char *variable = period != NULL ? get_text (period, "variable") : "";
  g_autofree char *condition = NULL;
  g_autoptr (QhFilter) filter = qh_filter_new ();
  const QhCondition *found;

  if (period == NULL)
    return FALSE;
  if (variable[0] == '\0')
    variable = "date";
  condition = g_strdup_printf ("%s=%s..%s", variable, get_text (period, "from"), get_text (period, "to"));
  if (!qh_filter_parse (filter, frame, condition, NULL))
    return FALSE;
  found = qh_filter_find (filter, variable);
  find_ends (frame, variable, from, to);
  if (get_text (period, "from")[0] != '\0')
    *from = (QhDay)found->least;
  if (get_text (period, "to")[0] != '\0')
    *to = (QhDay)found->greatest;
  return *from != QH_NO_DAY && *to != QH_NO_DAY;
}

/* Words */

/**
 * qh_recipe_describe_condition:
 * @frame: the rows that it is about
 * @condition: as qh_filter_parse() takes it
 *
 * Returns: (transfer full): the condition in words; as it is where it cannot be understood.
 */
char *
qh_recipe_describe_condition (QhFrame *frame, const char *condition, QhLanguage language)
{
  g_autoptr (QhFilter) filter = qh_filter_new ();
  char *words = qh_filter_parse (filter, frame, condition, NULL) ? qh_filter_describe (filter, frame, language) : NULL;

  return words != NULL ? words : g_strdup (condition);
}
