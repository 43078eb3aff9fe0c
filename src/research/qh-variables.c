/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "research/qh-variables-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Ids of codes that a workspace never gives: its own are times. */
#define FIRST_ID (G_GINT64_CONSTANT (1) << 40)
#define MOST_NAME 64

static const struct
{
  const char *name;
  guint number;
} units[] = { { "activity", QH_KIND_ACTIVITY }, { "consultation", QH_KIND_CONSULTATION }, { "case", QH_KIND_CASE }, { "person", QH_KIND_PERSON } };

/**
 * qh_variables_get_unit:
 * @i: from 0
 * @kind: (out) (optional): the kind of its records
 *
 * Returns: (nullable): the name of a unit of analysis; %NULL past the last one
 */
const char *
qh_variables_get_unit (guint i, guint *kind)
{
  if (i >= G_N_ELEMENTS (units))
    return NULL;
  if (kind != NULL)
    *kind = units[i].number;
  return units[i].name;
}

/* Says which variable is wrong, and returns FALSE. */
gboolean
qh_making_set_error (GError **error, JsonObject *object, const char *message)
{
  const char *name = json_object_get_string_member_with_default (object, "name", "?");

  g_set_error (error, QH_ERROR, QH_ERROR_FORMAT, _ ("Variable “%s”: %s"), name, message);
  return FALSE;
}

/* A member that must be a text. */
const char *
qh_making_get_text (JsonObject *object, const char *member, GError **error)
{
  JsonNode *node = json_object_get_member (object, member);
  g_autofree char *message = NULL;

  if (node != NULL && json_node_get_value_type (node) == G_TYPE_STRING && json_node_get_string (node)[0] != '\0')
    return json_node_get_string (node);
  message = g_strdup_printf (_ ("“%s” is missing, or is not a text."), member);
  qh_making_set_error (error, object, message);
  return NULL;
}

gboolean
qh_making_check_name (QhMaking *making, JsonObject *object, GError **error)
{
  const char *name = qh_making_get_text (object, "name", error);

  if (name == NULL)
    return FALSE;
  if (strlen (name) > MOST_NAME || strpbrk (name, "=,") != NULL)
    return qh_making_set_error (error, object, _ ("the name is longer than 64 bytes, or has a comma or an equals sign."));
  if (qh_frame_find_column (making->frame, name) != NULL)
    return qh_making_set_error (error, object, _ ("there is one of that name already."));
  return TRUE;
}

/* What follows from what marks a person marks it too. */
static QhSensitivity
sensitivity_of (QhMaking *making, JsonNode *from)
{
  const QhFrameColumn *column = NULL;
  QhSensitivity most = QH_SENSITIVITY_PLAIN;

  if (from == NULL)
    return most;
  if (JSON_NODE_HOLDS_ARRAY (from))
    for (guint i = 0; i < json_array_get_length (json_node_get_array (from)); i++)
      most = MAX (most, sensitivity_of (making, json_array_get_element (json_node_get_array (from), i)));
  else if (json_node_get_value_type (from) == G_TYPE_STRING)
    column = qh_frame_find_column (making->frame, json_node_get_string (from));
  return column != NULL ? column->field->sensitivity : most;
}

static QhField *
make_field (QhMaking *making, JsonObject *object, QhType type, const char *catalogue)
{
  const char *name = json_object_get_string_member (object, "name");
  QhField *field = qh_field_new_own (FIRST_ID + qh_frame_get_n_columns (making->frame), name, type, sensitivity_of (making, json_object_get_member (object, "from")), catalogue);
  JsonNode *label = json_object_get_member (object, "label");

  field->own = FALSE;
  field->min = -G_MAXDOUBLE;
  field->labels[QH_LANGUAGE_ES] = g_strdup (label != NULL && json_node_get_value_type (label) == G_TYPE_STRING ? json_node_get_string (label) : name);
  return field;
}

/* Adds numbers, days or times. */
void
qh_making_add_values (QhMaking *making, JsonObject *object, QhType type, gint64 *values)
{
  qh_frame_add_column (making->frame, make_field (making, object, type, NULL), NULL, values);
}

/* Adds codes of a catalogue that the frame has. */
void
qh_making_add_own_codes (QhMaking *making, JsonObject *object, const char *catalogue, gint64 *values)
{
  QhField *field = make_field (making, object, QH_TYPE_CODE, catalogue);

  field->ordered = TRUE;
  qh_frame_add_column (making->frame, field, NULL, values);
}

/* Adds categories: @codes and @labels from %QH_FRAME_FIRST_CODE on, as @categories has them. */
void
qh_making_add_codes (QhMaking *making, JsonObject *object, gboolean ordered, char **codes, char **labels, const guint32 *categories)
{
  guint n = g_strv_length (codes), n_rows = qh_frame_get_n_rows (making->frame);
  g_autofree QhEntryText *texts = g_new0 (QhEntryText, MAX (1, n));
  g_autofree gint64 *values = g_new (gint64, MAX (1, n_rows));
  g_autofree char *catalogue = g_strconcat ("derived-", json_object_get_string_member (object, "name"), NULL);
  g_autoptr (QhCatalogues) catalogues = NULL;
  QhField *field = make_field (making, object, QH_TYPE_CODE, catalogue);

  for (guint i = 0; i < n; i++)
    texts[i] = (QhEntryText){ codes[i], labels[i] };
  catalogues = qh_catalogues_with (qh_frame_get_catalogues (making->frame), catalogue, texts, n, making->next_id);
  for (guint row = 0; row < n_rows; row++)
    values[row] = categories[row] < QH_FRAME_FIRST_CODE ? QH_SCAN_NONE + categories[row]
                                                        : making->next_id + categories[row] - QH_FRAME_FIRST_CODE;
  making->next_id += n;
  field->ordered = ordered;
  qh_frame_add_column (making->frame, field, catalogues, values);
}

/* Reading */

static JsonObject *
parse (JsonParser *parser, const char *json, GError **error)
{
  g_autoptr (GError) reason = NULL;
  JsonNode *root;

  if (!json_parser_load_from_data (parser, json, -1, &reason))
    {
      g_set_error (error, QH_ERROR, QH_ERROR_FORMAT, _ ("The description of the variables is not JSON: %s"), reason->message);
      return NULL;
    }
  root = json_parser_get_root (parser);
  if (root != NULL && JSON_NODE_HOLDS_OBJECT (root))
    return json_node_get_object (root);
  g_set_error_literal (error, QH_ERROR, QH_ERROR_FORMAT, _ ("The description of the variables is not an object: it begins with { and ends with }."));
  return NULL;
}

/* A member that may be missing, and else is a list of objects. */
static gboolean
get_list (JsonObject *root, const char *member, JsonArray **list, GError **error)
{
  JsonNode *node = json_object_get_member (root, member);
  JsonArray *array = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  gboolean objects = array != NULL || node == NULL;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    objects &= JSON_NODE_HOLDS_OBJECT (json_array_get_element (array, i));
  *list = array;
  if (objects)
    return TRUE;
  g_set_error (error, QH_ERROR, QH_ERROR_FORMAT, _ ("“%s” is not a list of variables."), member);
  return FALSE;
}

static gboolean
derive (QhMaking *making, JsonObject *root, GError **error)
{
  JsonArray *derived;

  if (!get_list (root, "derived", &derived, error))
    return FALSE;
  for (guint i = 0; derived != NULL && i < json_array_get_length (derived); i++)
    if (!qh_derived_add (making, json_array_get_object_element (derived, i), error))
      return FALSE;
  return TRUE;
}

/**
 * qh_variables_load:
 * @json: {"unit": "case", "rules": […], "derived": […]}, as this room's README describes it
 * @progress: (nullable): of the unit's own rows
 *
 * Loads the rows of a unit of analysis, with the variables that are made of its
 * children and those that follow from others.
 *
 * Returns: (transfer full): the frame, which cannot be updated.
 */
QhFrame *
qh_variables_load (QhStore *store, const char *json, QhProgress progress, gpointer progress_data, GCancellable *cancellable, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  JsonObject *root = parse (parser, json, error);
  const char *unit;
  JsonArray *rules;
  guint kind = 0;
  g_autoptr (QhFrame) frame = NULL;
  QhMaking making;

  if (root == NULL || !get_list (root, "rules", &rules, error))
    return NULL;
  unit = json_object_get_string_member_with_default (root, "unit", "activity");
  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    if (g_strcmp0 (unit, units[i].name) == 0)
      kind = units[i].number;
  if (kind == 0)
    {
      g_set_error (error, QH_ERROR, QH_ERROR_CODE, _ ("There is no unit of analysis “%s”. Choose activity, consultation, case or person."), unit != NULL ? unit : "");
      return NULL;
    }
  frame = qh_frame_load (store, kind, progress, progress_data, cancellable, error);
  if (frame == NULL)
    return NULL;
  making = (QhMaking){ frame, FIRST_ID };
  if ((rules != NULL && !qh_rules_add (&making, store, rules, cancellable, error)) || !derive (&making, root, error))
    return NULL;
  return g_steal_pointer (&frame);
}

/**
 * qh_variables_add:
 * @frame: not yet shared with another thread
 * @json: {"derived": […]}
 *
 * Adds variables that follow from others, such as to a table that somebody brings.
 *
 * Returns: whether all could be added.
 */
gboolean
qh_variables_add (QhFrame *frame, const char *json, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  JsonObject *root = parse (parser, json, error);
  QhMaking making = { frame, qh_catalogues_get_free_id (qh_frame_get_catalogues (frame), FIRST_ID) };

  if (root == NULL)
    return FALSE;
  if (json_object_has_member (root, "rules") || json_object_has_member (root, "unit"))
    {
      g_set_error_literal (error, QH_ERROR, QH_ERROR_FORMAT, _ ("A table has no unit of analysis and no rules, only derived variables."));
      return FALSE;
    }
  return derive (&making, root, error);
}
