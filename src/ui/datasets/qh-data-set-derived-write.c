/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the rows of a derived variable say, as recipes have it. */
#include <glib/gi18n-lib.h>

#include "exchange/qh-labelled.h"
#include "ui/datasets/qh-data-set-derived-private.h"

const char *
qh_deriving_get_text (JsonObject *object, const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : "";
}

/* Of one variable, or the one of two at @at. */
const char *
qh_deriving_get_from (JsonObject *derived, guint at)
{
  JsonNode *node = json_object_get_member (derived, "from");
  JsonArray *two = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  if (two == NULL)
    return at == 0 ? qh_deriving_get_text (derived, "from") : "";
  return at < json_array_get_length (two) ? json_array_get_string_element (two, at) : "";
}

const char *
qh_deriving_get_make (const QhDeriving *self)
{
  return qh_deriving_get_text (self->derived, "make");
}

/* Writing */

static gboolean
read_number (QhEditor *editor, GtkWidget *row, double *number)
{
  g_autofree char *text = g_strdelimit (qh_editor_get_text (row), ",", '.');
  char *end = NULL;

  *number = g_ascii_strtod (text, &end);
  return (text[0] != '\0' && *end == '\0') || qh_editor_refuse (editor, row, _ ("This is not a number."));
}

static gboolean
write_cuts (QhEditor *editor, QhDeriving *self, JsonObject *made)
{
  g_autofree char *text = qh_editor_get_text (self->cuts);
  g_auto (GStrv) words = g_strsplit_set (text, " ,;", -1);
  g_autofree char *width = qh_editor_get_text (self->number);
  JsonArray *cuts;
  double number;

  if (text[0] == '\0')
    {
      if (width[0] == '\0')
        return qh_editor_refuse (editor, self->cuts, _ ("Write where the bins begin, or one width for all."));
      if (!read_number (editor, self->number, &number))
        return FALSE;
      json_object_set_double_member (made, "width", number);
      return TRUE;
    }
  cuts = json_array_new ();
  json_object_set_array_member (made, "cuts", cuts);
  for (guint i = 0; words[i] != NULL; i++)
    {
      char *end = NULL;

      if (words[i][0] == '\0')
        continue;
      number = g_ascii_strtod (words[i], &end);
      if (*end != '\0')
        return qh_editor_refuse (editor, self->cuts, _ ("Write numbers parted by commas, with a point for fractions."));
      json_array_add_double_element (cuts, number);
    }
  return TRUE;
}

/* Categories that were given one name are one group. */
static gboolean
write_groups (QhEditor *editor, QhDeriving *self, JsonObject *made)
{
  JsonArray *groups = json_array_new ();
  g_autoptr (GHashTable) by_label = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *rest = qh_editor_get_text (self->rest);

  json_object_set_array_member (made, "groups", groups);
  for (guint i = 0; i < self->entries->len; i++)
    {
      g_autofree char *label = qh_editor_get_text (g_ptr_array_index (self->entries, i));
      JsonObject *group = label[0] != '\0' ? g_hash_table_lookup (by_label, label) : NULL;

      if (label[0] == '\0')
        continue;
      if (group == NULL)
        {
          g_autofree char *code = qh_labelled_make_name (label, taken);

          group = json_object_new ();
          json_object_set_string_member (group, "code", code);
          json_object_set_string_member (group, "label", label);
          json_object_set_array_member (group, "values", json_array_new ());
          json_array_add_object_element (groups, group);
          g_hash_table_insert (by_label, g_strdup (label), group);
        }
      json_array_add_string_element (json_object_get_array_member (group, "values"), g_ptr_array_index (self->codes, i));
    }
  if (rest[0] != '\0')
    json_object_set_string_member (made, "rest", rest);
  if (json_array_get_length (groups) == 0)
    return qh_editor_refuse (editor, g_ptr_array_index (self->entries, 0), _ ("Give some categories the name of the group that they become."));
  return TRUE;
}

static gboolean
write_ticked (QhEditor *editor, QhDeriving *self, JsonObject *made)
{
  JsonArray *values = json_array_new ();

  json_object_set_array_member (made, "values", values);
  for (guint i = 0; i < self->entries->len; i++)
    if (gtk_switch_get_active (g_ptr_array_index (self->entries, i)))
      json_array_add_string_element (values, g_ptr_array_index (self->codes, i));
  return json_array_get_length (values) > 0 || qh_editor_refuse (editor, NULL, _ ("Switch on the answers that count as yes."));
}

static gboolean
write_second (QhEditor *editor, QhDeriving *self, JsonObject *made)
{
  guint at = adw_combo_row_get_selected (ADW_COMBO_ROW (self->second));
  const char *name = at < self->names->len ? g_ptr_array_index (self->names, at) : NULL;
  const char *make = qh_deriving_get_make (self);
  JsonArray *two;

  if (g_str_equal (make, "part"))
    json_object_set_string_member (made, "part", name);
  else if (g_str_equal (make, "age") || g_str_equal (make, "age_group"))
    {
      g_autofree char *day = name == NULL ? qh_editor_get_text (self->number) : NULL;

      if (day != NULL && qh_day_from_iso (day) == QH_NO_DAY)
        return qh_editor_refuse (editor, self->number, _ ("Write the day as in 2026-10-30."));
      json_object_set_string_member (made, "on", name != NULL ? name : day);
    }
  else
    {
      two = json_array_new ();
      json_array_add_string_element (two, qh_deriving_get_from (self->derived, 0));
      json_array_add_string_element (two, name);
      json_object_set_array_member (made, "from", two);
    }
  return TRUE;
}

/**
 * qh_deriving_write:
 * @made: gets what the rows say
 *
 * Returns: whether they can be understood; else the window says why not.
 */
gboolean
qh_deriving_write (QhEditor *editor, QhDeriving *self, JsonObject *made)
{
  const char *make = qh_deriving_get_make (self);
  double number;

  if (self->cuts != NULL)
    return write_cuts (editor, self, made);
  if (self->second != NULL && !write_second (editor, self, made))
    return FALSE;
  if (g_str_equal (make, "collapse"))
    return write_groups (editor, self, made);
  if (g_str_equal (make, "any"))
    return write_ticked (editor, self, made);
  if (g_str_equal (make, "merge_rare") || g_str_equal (make, "ratio"))
    {
      if (!read_number (editor, self->number, &number))
        return FALSE;
      if (g_str_equal (make, "ratio"))
        json_object_set_double_member (made, "times", number);
      else
        json_object_set_int_member (made, "least", (gint64)number);
    }
  return TRUE;
}
