/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "research/qh-variables-private.h"

#include <glib/gi18n-lib.h>

#define BLOCK 4096

/* New categories in the making. */
typedef struct
{
  GPtrArray *codes;
  GPtrArray *labels;
} Names;

static void
names_init (Names *names)
{
  names->codes = g_ptr_array_new_with_free_func (g_free);
  names->labels = g_ptr_array_new_with_free_func (g_free);
}

static void
names_clear (Names *names)
{
  g_ptr_array_unref (names->codes);
  g_ptr_array_unref (names->labels);
}

static guint32
names_add (Names *names, const char *code, const char *label)
{
  g_ptr_array_add (names->codes, g_strdup (code));
  g_ptr_array_add (names->labels, g_strdup (label));
  return QH_FRAME_FIRST_CODE + names->codes->len - 1;
}

/* The variable's row categories, through a map from its categories to new ones. */
static void
add_mapped (QhMaking *making, JsonObject *object, const QhVariable *variable, const guint32 *map, Names *names, gboolean ordered)
{
  guint n_rows = qh_frame_get_n_rows (making->frame);
  g_autofree guint32 *categories = g_new (guint32, MAX (1, n_rows));

  for (guint start = 0; start < n_rows; start += BLOCK)
    qh_variable_decode (variable, start, MIN (BLOCK, n_rows - start), categories + start);
  for (guint row = 0; row < n_rows; row++)
    categories[row] = map[categories[row]];
  g_ptr_array_add (names->codes, NULL);
  g_ptr_array_add (names->labels, NULL);
  qh_making_add_codes (making, object, ordered, (char **)names->codes->pdata, (char **)names->labels->pdata, categories);
}

static QhVariable *
get_variable (QhMaking *making, JsonObject *object, const char *suffix, GError **error)
{
  const char *from = qh_making_get_text (object, "from", error);
  g_autofree char *name = from != NULL ? g_strconcat (from, suffix, NULL) : NULL;
  QhVariable *variable = name != NULL ? qh_variable_new (making->frame, name, error) : NULL;

  if (variable == NULL || variable->level == QH_LEVEL_ROW)
    return variable;
  qh_variable_free (variable);
  qh_making_set_error (error, object, _ ("“from” has several answers a row. Add “:first” to its name."));
  return NULL;
}

static guint32 *
begin_map (const QhVariable *variable)
{
  guint n = qh_variable_get_n_keys (variable);
  guint32 *map = g_new (guint32, MAX (1, n));

  for (guint i = 0; i < n; i++)
    map[i] = i < QH_FRAME_FIRST_CODE ? i : G_MAXUINT32;
  return map;
}

static void
keep_category (const QhVariable *variable, guint category, guint32 *map, Names *names)
{
  gint64 key = qh_variable_get_key (variable, category);
  g_autofree char *code = qh_variable_dup_key_code (variable, key);
  g_autofree char *label = qh_variable_dup_key_label (variable, key, QH_LANGUAGE_ES, NULL, NULL);

  map[category] = names_add (names, code, label);
}

static gboolean
map_value (const QhVariable *variable, JsonObject *object, JsonNode *value, guint32 *map, guint32 group, GError **error)
{
  gint64 key;
  g_autofree char *text = json_node_get_value_type (value) == G_TYPE_STRING  ? g_strdup (json_node_get_string (value))
                          : json_node_get_value_type (value) == G_TYPE_INT64 ? g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (value))
                                                                             : g_strdup ("");

  if (!qh_variable_parse_key (variable, text, &key, error))
    {
      g_autofree char *reason = error != NULL ? g_strdup ((*error)->message) : NULL;

      g_clear_error (error);
      return qh_making_set_error (error, object, reason != NULL ? reason : "");
    }
  for (guint category = 0; category < qh_variable_get_n_keys (variable); category++)
    if (qh_variable_get_key (variable, category) == key)
      {
        if (map[category] != G_MAXUINT32 && category >= QH_FRAME_FIRST_CODE)
          return qh_making_set_error (error, object, _ ("a value stands in two groups."));
        map[category] = group;
      }
  return TRUE;
}

static gboolean
map_groups (const QhVariable *variable, JsonObject *object, guint32 *map, Names *names, GError **error)
{
  JsonNode *node = json_object_get_member (object, "groups");
  JsonArray *groups = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  if (groups == NULL)
    return qh_making_set_error (error, object, _ ("“groups” is not a list."));
  for (guint i = 0; i < json_array_get_length (groups); i++)
    {
      JsonNode *element = json_array_get_element (groups, i);
      JsonObject *group = JSON_NODE_HOLDS_OBJECT (element) ? json_node_get_object (element) : NULL;
      JsonNode *values = group != NULL ? json_object_get_member (group, "values") : NULL;
      const char *code = group != NULL ? json_object_get_string_member_with_default (group, "code", NULL) : NULL;
      guint32 category;

      if (code == NULL || values == NULL || !JSON_NODE_HOLDS_ARRAY (values))
        return qh_making_set_error (error, object, _ ("a group wants a “code” and “values”."));
      category = names_add (names, code, json_object_get_string_member_with_default (group, "label", code));
      for (guint v = 0; v < json_array_get_length (json_node_get_array (values)); v++)
        if (!map_value (variable, object, json_array_get_element (json_node_get_array (values), v), map, category, error))
          return FALSE;
    }
  return TRUE;
}

/* Groups of categories; the rest stays as it is, or is one group more. */
gboolean
qh_derived_collapse (QhMaking *making, JsonObject *object, GError **error)
{
  g_autoptr (QhVariable) variable = get_variable (making, object, "", error);
  const char *rest = json_object_get_string_member_with_default (object, "rest", NULL);
  g_autofree guint32 *map = variable != NULL ? begin_map (variable) : NULL;
  guint32 other = 0;
  Names names;
  gboolean done;

  if (variable == NULL)
    return FALSE;
  names_init (&names);
  done = map_groups (variable, object, map, &names, error);
  for (guint i = QH_FRAME_FIRST_CODE; done && i < qh_variable_get_n_keys (variable); i++)
    if (map[i] == G_MAXUINT32 && rest == NULL)
      keep_category (variable, i, map, &names);
    else if (map[i] == G_MAXUINT32)
      map[i] = other != 0 ? other : (other = names_add (&names, "other", rest));
  if (done)
    add_mapped (making, object, variable, map, &names, json_object_get_boolean_member_with_default (object, "ordered", FALSE));
  names_clear (&names);
  return done;
}

/* Categories of fewer rows than "least" become one. */
gboolean
qh_derived_merge_rare (QhMaking *making, JsonObject *object, GError **error)
{
  g_autoptr (QhVariable) variable = get_variable (making, object, "", error);
  gint64 least = json_object_get_int_member_with_default (object, "least", 0);
  guint n_rows = qh_frame_get_n_rows (making->frame);
  g_autofree guint32 *map = variable != NULL ? begin_map (variable) : NULL;
  g_autofree guint32 *categories = g_new (guint32, MAX (1, n_rows));
  g_autofree guint *counts = NULL;
  guint32 other = 0;
  Names names;

  if (variable == NULL)
    return FALSE;
  if (least < 2)
    return qh_making_set_error (error, object, _ ("“least” is not a whole number from 2 on."));
  counts = g_new0 (guint, qh_variable_get_n_keys (variable));
  for (guint start = 0; start < n_rows; start += BLOCK)
    qh_variable_decode (variable, start, MIN (BLOCK, n_rows - start), categories + start);
  for (guint row = 0; row < n_rows; row++)
    counts[categories[row]]++;
  names_init (&names);
  for (guint i = QH_FRAME_FIRST_CODE; i < qh_variable_get_n_keys (variable); i++)
    if (counts[i] >= least)
      keep_category (variable, i, map, &names);
  for (guint i = QH_FRAME_FIRST_CODE; i < qh_variable_get_n_keys (variable); i++)
    if (counts[i] < least)
      map[i] = other != 0 ? other : (other = names_add (&names, "other", json_object_get_string_member_with_default (object, "rest", _ ("Other"))));
  add_mapped (making, object, variable, map, &names, FALSE);
  names_clear (&names);
  return TRUE;
}

/* The month, the weekday… of a date, the hour of a time. */
gboolean
qh_derived_part (QhMaking *making, JsonObject *object, GError **error)
{
  const char *part = qh_making_get_text (object, "part", error);
  g_autofree char *suffix = part != NULL ? g_strconcat (":", part, NULL) : NULL;
  g_autoptr (QhVariable) variable = suffix != NULL ? get_variable (making, object, suffix, error) : NULL;
  g_autofree guint32 *map = variable != NULL ? begin_map (variable) : NULL;
  Names names;

  if (variable == NULL)
    return FALSE;
  names_init (&names);
  for (guint i = QH_FRAME_FIRST_CODE; i < qh_variable_get_n_keys (variable); i++)
    keep_category (variable, i, map, &names);
  add_mapped (making, object, variable, map, &names, TRUE);
  names_clear (&names);
  return TRUE;
}

/* Whether any of several answers is one of some. */
gboolean
qh_derived_any (QhMaking *making, JsonObject *object, GError **error)
{
  const char *from = qh_making_get_text (object, "from", error);
  g_autoptr (QhVariable) variable = from != NULL ? qh_variable_new (making->frame, from, error) : NULL;
  JsonNode *node = json_object_get_member (object, "values");
  guint n_rows = qh_frame_get_n_rows (making->frame);
  g_autofree gint64 *values = g_new (gint64, MAX (1, n_rows));
  g_autofree guint32 *map = NULL;

  if (variable == NULL)
    return FALSE;
  if (variable->level == QH_LEVEL_SERVED || node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
    return qh_making_set_error (error, object, _ ("“values” is not a list, or “from” is of the people of a row."));
  map = begin_map (variable);
  for (guint i = 0; i < json_array_get_length (json_node_get_array (node)); i++)
    if (!map_value (variable, object, json_array_get_element (json_node_get_array (node), i), map, 0, error))
      return FALSE;
  for (guint row = 0; row < n_rows; row++)
    {
      const QhFrameColumn *column = variable->column;
      guint32 one, *answers = &one, n = 1, first = 0;
      gboolean any = FALSE, answered = FALSE;

      if (column->form == QH_COLUMN_LIST)
        first = column->offsets[row], n = column->offsets[row + 1] - first;
      else
        qh_variable_decode (variable, row, 1, answers);
      for (guint i = 0; i < n; i++)
        {
          guint32 category = column->form == QH_COLUMN_LIST ? ((const guint16 *)column->data)[first + i] : one;

          answered |= category >= QH_FRAME_FIRST_CODE;
          any |= category >= QH_FRAME_FIRST_CODE && map[category] == 0;
        }
      values[row] = answered ? any : QH_SCAN_NONE;
    }
  qh_making_add_values (making, object, QH_TYPE_YESNO, values);
  return TRUE;
}
