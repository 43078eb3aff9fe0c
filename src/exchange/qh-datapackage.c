/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domain/qh-json.h"
#include "exchange/qh-labelled-files.h"

#include <json-glib/json-glib.h>

static const char *
type_of (const QhLabelledVariable *variable)
{
  static const char *const types[] = {
    [QH_LABELLED_CODED] = "integer", [QH_LABELLED_FLAG] = "integer", [QH_LABELLED_WHOLE] = "integer", [QH_LABELLED_REAL] = "number",
    [QH_LABELLED_DAY] = "date",      [QH_LABELLED_TIME] = "time",    [QH_LABELLED_TEXT] = "string",
  };

  return types[variable->type];
}

static void
add_categories (JsonBuilder              *builder,
                const QhLabelledVariable *variable)
{
  if (variable->labels->len == 0)
    return;
  json_builder_set_member_name (builder, "categories");
  json_builder_begin_array (builder);
  for (guint i = 0; i < variable->labels->len; i++)
    {
      const QhValueLabel *label = &g_array_index (variable->labels, QhValueLabel, i);

      json_builder_begin_object (builder);
      json_builder_set_member_name (builder, "value");
      json_builder_add_int_value (builder, (gint64) label->value);
      qh_json_optional_text (builder, "label", label->label);
      qh_json_optional_text (builder, "code", label->code);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_field (JsonBuilder              *builder,
           const QhLabelledVariable *variable)
{
  json_builder_begin_object (builder);
  qh_json_optional_text (builder, "name", variable->name);
  qh_json_optional_text (builder, "type", type_of (variable));
  if (variable->type == QH_LABELLED_TIME)
    qh_json_optional_text (builder, "format", "%H:%M");
  qh_json_optional_text (builder, "title", variable->label);
  add_categories (builder, variable);
  if (qh_labelled_is_ordinal (variable))
    {
      json_builder_set_member_name (builder, "categoriesOrdered");
      json_builder_add_boolean_value (builder, TRUE);
    }
  json_builder_end_object (builder);
}

/* Nothing, and the kinds of missing by their numbers. */
static void
add_missing (JsonBuilder      *builder,
             const QhLabelled *labelled)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  json_builder_set_member_name (builder, "missingValues");
  json_builder_begin_array (builder);
  json_builder_add_string_value (builder, "");
  for (guint v = 0; v < labelled->variables->len; v++)
    for (guint kind = 1; kind <= QH_N_MISSING; kind++)
      {
        const QhLabelledVariable *variable = g_ptr_array_index (labelled->variables, v);
        g_autofree char *number = g_strdup_printf ("%.0f", variable->missing_base - kind);

        if (!variable->may_miss || g_hash_table_contains (seen, number))
          continue;
        json_builder_add_string_value (builder, number);
        g_hash_table_add (seen, g_steal_pointer (&number));
      }
  json_builder_end_array (builder);
}

static void
add_resource (JsonBuilder          *builder,
              const QhLabelled     *labelled,
              const QhDatasetWords *words)
{
  g_autofree char *path = g_strconcat (words->name, ".csv", NULL);

  json_builder_begin_object (builder);
  qh_json_optional_text (builder, "name", "data");
  qh_json_optional_text (builder, "path", path);
  qh_json_optional_text (builder, "profile", "tabular-data-resource");
  qh_json_optional_text (builder, "encoding", "utf-8");
  qh_json_optional_text (builder, "mediatype", "text/csv");
  json_builder_set_member_name (builder, "schema");
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "fields");
  json_builder_begin_array (builder);
  for (guint v = 0; v < labelled->variables->len; v++)
    add_field (builder, g_ptr_array_index (labelled->variables, v));
  json_builder_end_array (builder);
  add_missing (builder, labelled);
  qh_json_optional_text (builder, "primaryKey", ((QhLabelledVariable *) g_ptr_array_index (labelled->variables, 0))->name);
  json_builder_end_object (builder);
  json_builder_end_object (builder);
}

/* A name as the standard wants it: small letters, digits and - */
static char *
package_name (const char *name)
{
  g_autofree char *ascii = g_str_to_ascii (name, "C");
  char *folded = g_ascii_strdown (ascii, -1);

  return g_strcanon (folded, "abcdefghijklmnopqrstuvwxyz0123456789-._", '-');
}

/**
 * qh_datapackage_new:
 *
 * Describes the csv of a data set as a Frictionless Data Package with a Table
 * Schema (specs.frictionlessdata.io, version 1; the labels of codes as version 2
 * has them).
 *
 * Returns: (transfer full): the text of datapackage.json.
 */
char *
qh_datapackage_new (QhLabelled           *labelled,
                    const QhDatasetWords *words)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autofree char *name = package_name (words->name);

  json_builder_begin_object (builder);
  qh_json_optional_text (builder, "name", name);
  qh_json_optional_text (builder, "profile", "tabular-data-package");
  qh_json_optional_text (builder, "title", words->title);
  qh_json_optional_text (builder, "description", words->notes);
  json_builder_set_member_name (builder, "resources");
  json_builder_begin_array (builder);
  add_resource (builder, labelled, words);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  return qh_json_to_text (builder, TRUE);
}
