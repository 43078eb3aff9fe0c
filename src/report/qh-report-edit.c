/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/qh-report-edit.h"

/**
 * qh_report_edit_get_label:
 *
 * Returns: (transfer none): a text of the template, in @language or else in Spanish; "" for none.
 */
const char *
qh_report_edit_get_label (JsonObject *object, const char *member, QhLanguage language)
{
  JsonNode *node = json_object_get_member (object, member);
  JsonObject *labels = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  const char *text = NULL;

  if (labels == NULL)
    return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_string (node) != NULL
             ? json_node_get_string (node)
             : "";
  text = json_object_get_string_member_with_default (labels, qh_language_to_code (language), NULL);
  return text != NULL ? text : json_object_get_string_member_with_default (labels, "es", "");
}

/**
 * qh_report_edit_set_label:
 *
 * Changes a text in one language; one that is the same in all changes in all.
 */
void
qh_report_edit_set_label (JsonObject *object, const char *member, QhLanguage language, const char *text)
{
  JsonNode *node = json_object_get_member (object, member);

  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    json_object_set_string_member (json_node_get_object (node), qh_language_to_code (language), text);
  else
    json_object_set_string_member (object, member, text);
}

/**
 * qh_report_edit_move:
 * @to: where it is put; −1 takes it out
 */
void
qh_report_edit_move (JsonArray *array, guint from, int to)
{
  g_autoptr (GPtrArray) nodes = g_ptr_array_new_with_free_func ((GDestroyNotify)json_node_unref);
  guint n = json_array_get_length (array);
  JsonNode *moved;

  g_return_if_fail (from < n && to < (int)n);

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (nodes, json_array_dup_element (array, i));
  moved = g_ptr_array_steal_index (nodes, from);
  if (to >= 0)
    g_ptr_array_insert (nodes, to, moved);
  else
    json_node_unref (moved);
  while (json_array_get_length (array) > 0)
    json_array_remove_element (array, 0);
  for (guint i = 0; i < nodes->len; i++)
    json_array_add_element (array, json_node_ref (g_ptr_array_index (nodes, i)));
}

/**
 * qh_report_edit_get_array:
 *
 * Returns: (transfer none): a list of the template, made where it is not there.
 */
JsonArray *
qh_report_edit_get_array (JsonObject *object, const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
    json_object_set_array_member (object, member, json_array_new ());
  return json_object_get_array_member (object, member);
}

static gboolean
is_of_goals (const char *by)
{
  return g_str_equal (by, "type") || g_str_equal (by, "function");
}

/* What there is only for some rows goes with them. */
static void
drop_columns (JsonObject *section, gboolean goals, gboolean several)
{
  JsonArray *columns = qh_report_edit_get_array (section, "columns");

  for (guint i = json_array_get_length (columns); i > 0; i--)
    {
      JsonObject *column = json_array_get_object_element (columns, i - 1);
      const char *show = json_object_get_string_member_with_default (column, "show", "total");

      if (((g_str_equal (show, "planned") || g_str_equal (show, "percent")) && !goals)
          || (g_str_equal (show, "principal") && !several))
        json_array_remove_element (columns, i - 1);
    }
  if (json_array_get_length (columns) == 0)
    qh_report_edit_add_column (section, "total", NULL);
  if (!goals && g_str_equal (json_object_get_string_member_with_default (section, "chart", ""), "bullet"))
    json_object_set_string_member (section, "chart", "bars");
}

/**
 * qh_report_edit_set_rows:
 * @by: a variable by whose categories the rows are
 * @then: (nullable): a second one within it
 */
void
qh_report_edit_set_rows (JsonObject *section, const char *by, const char *then)
{
  JsonObject *rows = json_object_new ();

  json_object_set_string_member (rows, "by", by);
  if (then != NULL)
    json_object_set_string_member (rows, "then", then);
  json_object_set_object_member (section, "rows", rows);
  drop_columns (section, is_of_goals (by), g_str_equal (by, "problems"));
}

static void
add_named (JsonArray *rows, const char *label, char *const *where, const char *more, guint level)
{
  JsonObject *row = json_object_new ();
  JsonArray *conditions = json_array_new ();

  json_object_set_string_member (row, "label", label[0] != '\0' ? label : "—");
  for (guint i = 0; where != NULL && where[i] != NULL; i++)
    json_array_add_string_element (conditions, where[i]);
  if (more != NULL)
    json_array_add_string_element (conditions, more);
  json_object_set_array_member (row, "where", conditions);
  if (level > 1)
    json_object_set_int_member (row, "level", level);
  json_array_add_object_element (rows, row);
}

/**
 * qh_report_edit_name_rows:
 * @block: the section as it was counted
 *
 * Names the rows one by one that show now, so that each can be changed. People
 * served are told apart by a variable only, so those stay as they are.
 */
void
qh_report_edit_name_rows (JsonObject *section, const QhReportBlock *block)
{
  JsonArray *rows;
  JsonNode *node = json_object_get_member (section, "rows");
  const char *by = node != NULL && JSON_NODE_HOLDS_OBJECT (node)
                     ? json_object_get_string_member_with_default (json_node_get_object (node), "by", "")
                     : "";

  if (by[0] == '\0' || block->lines->len == 0 || g_str_equal (by, "sex") || g_str_equal (by, "age_group"))
    return;
  rows = json_array_new ();
  for (guint i = 0; i < block->lines->len && json_array_get_length (rows) < QH_REPORT_MOST_ROWS; i++)
    {
      const QhReportLine *line = g_ptr_array_index (block->lines, i);
      g_autofree char *own = line->by != NULL ? g_strdup_printf ("%s=%s", line->by, line->code) : NULL;

      if (!line->total)
        add_named (rows, line->label, line->where, own, line->level);
    }
  drop_columns (section, is_of_goals (by), FALSE);
  json_object_set_array_member (section, "rows", rows);
}

/**
 * qh_report_edit_add_row:
 * @where: a condition
 */
void
qh_report_edit_add_row (JsonObject *section, const char *label, const char *where)
{
  add_named (qh_report_edit_get_array (section, "rows"), label, NULL, where, 1);
}

/**
 * qh_report_edit_add_column:
 * @show: as in a template
 * @by: (nullable): a variable, in the place of @show
 */
void
qh_report_edit_add_column (JsonObject *section, const char *show, const char *by)
{
  JsonObject *column = json_object_new ();

  if (by != NULL)
    json_object_set_string_member (column, "by", by);
  else
    json_object_set_string_member (column, "show", show);
  json_array_add_object_element (qh_report_edit_get_array (section, "columns"), column);
}
