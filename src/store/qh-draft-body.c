/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A draft as JSON: its records, by field id, so that they outlive a new version,
 * then the rows of a form that is no record yet, as an array of texts. */
#include "store/qh-draft-body.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>

/* Writing */

static void
write_rows (JsonBuilder *builder, const QhRows *rows)
{
  json_builder_begin_array (builder);
  for (guint r = 0; r < rows->n_rows; r++)
    {
      json_builder_begin_array (builder);
      for (guint c = 0; c < rows->n_columns; c++)
        json_builder_add_int_value (builder, qh_rows_cell (rows, r, c));
      json_builder_end_array (builder);
    }
  json_builder_end_array (builder);
}

static void
write_value (JsonBuilder *builder, const QhValue *value)
{
  switch (value->tag)
    {
    case QH_VALUE_MISSING:
      json_builder_begin_object (builder);
      json_builder_set_member_name (builder, "missing");
      json_builder_add_int_value (builder, value->integer);
      json_builder_end_object (builder);
      break;
    case QH_VALUE_INTEGER:
      json_builder_add_int_value (builder, value->integer);
      break;
    case QH_VALUE_REAL:
      json_builder_add_double_value (builder, value->real);
      break;
    case QH_VALUE_TEXT:
      json_builder_add_string_value (builder, value->text);
      break;
    case QH_VALUE_ROWS:
      write_rows (builder, value->rows);
      break;
    default:
      json_builder_add_null_value (builder);
    }
}

static void
write_record (JsonBuilder *builder, const QhRecord *record)
{
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "kind");
  json_builder_add_int_value (builder, record->kind->number);
  json_builder_set_member_name (builder, "id");
  json_builder_add_int_value (builder, record->id);
  json_builder_set_member_name (builder, "fields");
  json_builder_begin_object (builder);
  for (guint i = 0; i < record->n_values; i++)
    if (record->values[i].tag != QH_VALUE_NONE)
      {
        g_autofree char *name
          = g_strdup_printf ("%" G_GINT64_FORMAT, qh_kind_get_field (record->kind, i)->id);

        json_builder_set_member_name (builder, name);
        write_value (builder, &record->values[i]);
      }
  json_builder_end_object (builder);
  json_builder_end_object (builder);
}

static void
write_texts (JsonBuilder *builder, const char *const *texts)
{
  json_builder_begin_array (builder);
  for (guint i = 0; texts[i] != NULL; i++)
    json_builder_add_string_value (builder, texts[i]);
  json_builder_end_array (builder);
}

/**
 * qh_draft_body_encode:
 * @length: (out): bytes of the text
 *
 * Returns: (transfer full): what was typed as text; to be wiped, it holds names.
 */
char *
qh_draft_body_encode (const QhDraft *draft, gsize *length)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  g_autoptr (JsonNode) root = NULL;

  json_builder_begin_array (builder);
  for (guint i = 0; i < draft->records->len; i++)
    write_record (builder, g_ptr_array_index (draft->records, i));
  if (draft->rows != NULL)
    write_texts (builder, (const char *const *)draft->rows);
  json_builder_end_array (builder);
  root = json_builder_get_root (builder);
  json_generator_set_root (generator, root);
  return json_generator_to_data (generator, length);
}

/* Reading */

static QhRows *
read_rows (const QhField *field, JsonArray *array)
{
  g_autoptr (QhRows) rows = qh_rows_new (0, field->n_columns);
  g_autofree gint64 *cells = g_new0 (gint64, field->n_columns);

  for (guint r = 0; r < json_array_get_length (array); r++)
    {
      JsonNode *node = json_array_get_element (array, r);
      JsonArray *row = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

      if (row == NULL || json_array_get_length (row) != field->n_columns)
        return NULL;
      for (guint c = 0; c < field->n_columns; c++)
        cells[c] = json_array_get_int_element (row, c);
      qh_rows_append (rows, cells);
    }
  return g_steal_pointer (&rows);
}

static void
read_value (const QhField *field, JsonNode *node, QhValue *value)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    {
      value->tag = QH_VALUE_MISSING;
      value->integer
        = json_object_get_int_member_with_default (json_node_get_object (node), "missing", 0);
      if (!qh_is_missing_code (value->integer))
        value->tag = QH_VALUE_NONE;
    }
  else if (JSON_NODE_HOLDS_ARRAY (node))
    {
      value->rows
        = qh_field_is_list (field) ? read_rows (field, json_node_get_array (node)) : NULL;
      value->tag = value->rows != NULL ? QH_VALUE_ROWS : QH_VALUE_NONE;
    }
  else if (JSON_NODE_HOLDS_VALUE (node) && !qh_field_is_list (field))
    {
      gboolean text = json_node_get_value_type (node) == G_TYPE_STRING;

      if (text && field->type == QH_TYPE_TEXT)
        *value = (QhValue){ QH_VALUE_TEXT, { .text = json_node_dup_string (node) } };
      else if (!text && field->type == QH_TYPE_NUMBER)
        *value = (QhValue){ QH_VALUE_REAL, { .real = json_node_get_double (node) } };
      else if (!text && field->type != QH_TYPE_TEXT)
        *value = (QhValue){ QH_VALUE_INTEGER, { .integer = json_node_get_int (node) } };
    }
}

/* What a later version no longer knows, or knows otherwise, is left out. */
static QhRecord *
read_record (QhStore *store, JsonObject *object)
{
  gint64 number = json_object_get_int_member_with_default (object, "kind", 0);
  JsonNode *fields = json_object_get_member (object, "fields");
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;
  QhRecord *record;

  if (number <= 0 || number >= QH_N_KINDS || fields == NULL || !JSON_NODE_HOLDS_OBJECT (fields))
    return NULL;
  record = qh_store_new_record (store, (guint)number);
  record->id = json_object_get_int_member_with_default (object, "id", 0);
  json_object_iter_init (&iter, json_node_get_object (fields));
  while (json_object_iter_next (&iter, &name, &node))
    {
      const QhField *field
        = qh_kind_find_field_by_id (record->kind, g_ascii_strtoll (name, NULL, 10));

      if (field != NULL)
        read_value (field, node, &record->values[field->index]);
    }
  return record;
}

static GStrv
read_texts (JsonArray *array)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
        return NULL;
      g_strv_builder_add (builder, json_node_get_string (node));
    }
  return g_strv_builder_end (builder);
}

/* One part of a draft: a record, or after the records the rows. */
static gboolean
read_part (QhStore *store, JsonNode *node, GPtrArray *records, GStrv *rows)
{
  QhRecord *record;

  if (JSON_NODE_HOLDS_ARRAY (node))
    return *rows == NULL && (*rows = read_texts (json_node_get_array (node))) != NULL;
  record = JSON_NODE_HOLDS_OBJECT (node) ? read_record (store, json_node_get_object (node)) : NULL;
  if (record != NULL)
    g_ptr_array_add (records, record);
  return record != NULL;
}

/**
 * qh_draft_body_decode:
 * @draft: gets its records, at least one, and its rows
 *
 * Returns: whether all of it could be read; if not, @draft stays as it was.
 */
gboolean
qh_draft_body_decode (QhStore *store, const char *json, gsize length, QhDraft *draft, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autoptr (GPtrArray) records
    = g_ptr_array_new_with_free_func ((GDestroyNotify)qh_record_free);
  g_auto (GStrv) rows = NULL;
  gboolean read = TRUE;
  JsonNode *root;
  JsonArray *array;

  if (!json_parser_load_from_data (parser, json, (gssize)length, error))
    return FALSE;
  root = json_parser_get_root (parser);
  array = root != NULL && JSON_NODE_HOLDS_ARRAY (root) ? json_node_get_array (root) : NULL;
  for (guint i = 0; read && array != NULL && i < json_array_get_length (array); i++)
    read = read_part (store, json_array_get_element (array, i), records, &rows);
  if (!read || records->len == 0)
    {
      g_set_error_literal (
        error, QH_ERROR, QH_ERROR_DAMAGED, _ ("A draft cannot be read: it is damaged. Discard it."));
      return FALSE;
    }
  draft->records = g_steal_pointer (&records);
  draft->rows = g_steal_pointer (&rows);
  return TRUE;
}
