/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domain/qh-dictionary-private.h"

#define MAX_IDENTIFIER_LENGTH 200
#define MAX_NARRATIVE_LENGTH 100000

/**
 * qh_labels_read:
 *
 * Fills @labels from the object of languages that @object has at @member.
 */
void
qh_labels_read (char *labels[QH_N_LANGUAGES], JsonObject *object, const char *member)
{
  JsonObject *texts;

  if (!json_object_has_member (object, member))
    return;
  texts = json_object_get_object_member (object, member);
  for (guint l = 0; l < QH_N_LANGUAGES; l++)
    labels[l] = g_strdup (
      json_object_get_string_member_with_default (texts, qh_language_to_code (l), NULL));
}

void
qh_labels_clear (char *labels[QH_N_LANGUAGES])
{
  for (guint l = 0; l < QH_N_LANGUAGES; l++)
    g_clear_pointer (&labels[l], g_free);
}

static void
labels_copy (char *const labels[QH_N_LANGUAGES], char *copy[QH_N_LANGUAGES])
{
  for (guint l = 0; l < QH_N_LANGUAGES; l++)
    copy[l] = g_strdup (labels[l]);
}

static double
read_bound (JsonObject *object, const char *member, double fallback)
{
  JsonNode *node = json_object_get_member (object, member);

  if (node == NULL)
    return fallback;
  if (json_node_get_value_type (node) == G_TYPE_STRING)
    {
      QhDay day = qh_day_from_iso (json_node_get_string (node));

      return day != QH_NO_DAY ? day : fallback;
    }
  return json_node_get_double (node);
}

static gboolean
read_column (QhColumn *column, JsonObject *object)
{
  column->name = g_strdup (json_object_get_string_member_with_default (object, "name", NULL));
  column->catalogue
    = g_strdup (json_object_get_string_member_with_default (object, "catalogue", NULL));
  column->kind = g_strdup (json_object_get_string_member_with_default (object, "kind", NULL));
  column->required = json_object_get_boolean_member_with_default (object, "required", FALSE);
  column->min = read_bound (object, "min", 0);
  column->max = read_bound (object, "max", G_MAXDOUBLE);
  qh_labels_read (column->labels, object, "label");
  return qh_type_from_name (json_object_get_string_member_with_default (object, "type", ""),
                            &column->type);
}

static void
column_clear (QhColumn *column)
{
  g_free (column->name);
  g_free (column->catalogue);
  g_free (column->kind);
  qh_labels_clear (column->labels);
}

/* A field of several codes or references is rows of one column. */
static void
set_only_column (QhField *field)
{
  QhColumn *column;

  if (field->type != QH_TYPE_CODES && field->type != QH_TYPE_REFERENCES)
    return;
  field->n_columns = 1;
  column = field->columns = g_new0 (QhColumn, 1);
  column->name = g_strdup (field->type == QH_TYPE_CODES ? "code" : field->kind);
  column->type = field->type == QH_TYPE_CODES ? QH_TYPE_CODE : QH_TYPE_REFERENCE;
  column->catalogue = g_strdup (field->catalogue);
  column->kind = g_strdup (field->kind);
  column->required = TRUE;
  column->max = G_MAXDOUBLE;
  labels_copy (field->labels, column->labels);
}

static void
derive (QhField *field)
{
  gboolean private_field = field->sensitivity >= QH_SENSITIVITY_IDENTIFIER;

  gboolean list = field->type == QH_TYPE_CODES || field->type == QH_TYPE_REFERENCES
                  || field->type == QH_TYPE_ROWS;

  field->sealed = !list && (private_field || (field->own && field->type == QH_TYPE_TEXT));
  if (field->max_length == 0)
    field->max_length = field->sensitivity == QH_SENSITIVITY_NARRATIVE ? MAX_NARRATIVE_LENGTH
                                                                       : MAX_IDENTIFIER_LENGTH;
  set_only_column (field);
}

/**
 * qh_field_read:
 *
 * Returns: (transfer full): the field that @object describes, or %NULL with %QH_ERROR_FORMAT.
 */
QhField *
qh_field_read (JsonObject *object, GError **error)
{
  QhField *field = g_new0 (QhField, 1);
  const char *type = json_object_get_string_member_with_default (object, "type", "");
  const char *sensitivity = json_object_get_string_member_with_default (object, "sensitivity", "");
  const char *max = NULL;

  field->id = json_object_get_int_member_with_default (object, "id", 0);
  field->name = g_strdup (json_object_get_string_member_with_default (object, "name", NULL));
  field->catalogue
    = g_strdup (json_object_get_string_member_with_default (object, "catalogue", NULL));
  field->kind = g_strdup (json_object_get_string_member_with_default (object, "kind", NULL));
  field->unit = g_strdup (json_object_get_string_member_with_default (object, "unit", NULL));
  field->format = g_strdup (json_object_get_string_member_with_default (object, "format", NULL));
  field->not_before
    = g_strdup (json_object_get_string_member_with_default (object, "not_before", NULL));
  field->required = json_object_get_boolean_member_with_default (object, "required", FALSE);
  field->missing = json_object_get_boolean_member_with_default (object, "missing", FALSE);
  field->hidden = json_object_get_boolean_member_with_default (object, "hidden", FALSE);
  field->grouping = json_object_get_boolean_member_with_default (object, "grouping", TRUE);
  field->ordered = json_object_get_boolean_member_with_default (object, "ordered", FALSE);
  field->max_length = (guint)json_object_get_int_member_with_default (object, "max_length", 0);
  field->min = read_bound (object, "min", -G_MAXDOUBLE);
  field->max = read_bound (object, "max", G_MAXDOUBLE);
  if (json_object_has_member (object, "max")
      && json_node_get_value_type (json_object_get_member (object, "max")) == G_TYPE_STRING)
    max = json_object_get_string_member (object, "max");
  field->max_today = g_strcmp0 (max, "today") == 0;
  qh_labels_read (field->labels, object, "label");
  if (json_object_has_member (object, "columns"))
    {
      JsonArray *columns = json_object_get_array_member (object, "columns");

      field->n_columns = json_array_get_length (columns);
      field->columns = g_new0 (QhColumn, field->n_columns);
      for (guint i = 0; i < field->n_columns; i++)
        read_column (&field->columns[i], json_array_get_object_element (columns, i));
    }

  if (field->id == 0 || field->name == NULL || !qh_type_from_name (type, &field->type)
      || !qh_sensitivity_from_name (sensitivity, &field->sensitivity))
    {
      g_set_error (error,
                   QH_ERROR,
                   QH_ERROR_FORMAT,
                   "The field “%s” of the dictionary lacks its number, name, type or sensitivity.",
                   field->name != NULL ? field->name : "");
      qh_field_free (field);
      return NULL;
    }
  derive (field);
  return field;
}

/**
 * qh_field_new_own:
 * @id: the id of the field's record
 * @name: the variable's name
 * @target: (nullable): the catalogue of a field of codes, the kind of a reference
 *
 * Returns: (transfer full): a field that the unit added, without labels or bounds.
 */
QhField *
qh_field_new_own (gint64 id,
                  const char *name,
                  QhType type,
                  QhSensitivity sensitivity,
                  const char *target)
{
  QhField *field = g_new0 (QhField, 1);

  field->id = id;
  field->name = g_strdup (name);
  field->type = type;
  field->sensitivity = sensitivity;
  field->own = TRUE;
  field->missing = TRUE;
  field->grouping = TRUE;
  if (type == QH_TYPE_CODE || type == QH_TYPE_CODES)
    field->catalogue = g_strdup (target);
  else if (type == QH_TYPE_REFERENCE)
    field->kind = g_strdup (target);
  field->min = -G_MAXDOUBLE;
  field->max = G_MAXDOUBLE;
  if (type == QH_TYPE_COUNT || type == QH_TYPE_MINUTES)
    field->min = 0;
  if (type == QH_TYPE_TEXT)
    field->max_length = MAX_NARRATIVE_LENGTH;
  derive (field);
  return field;
}

/**
 * qh_field_copy:
 *
 * Returns: (transfer full): a copy of @field.
 */
QhField *
qh_field_copy (const QhField *field)
{
  QhField *copy = g_new (QhField, 1);

  *copy = *field;
  copy->name = g_strdup (field->name);
  copy->catalogue = g_strdup (field->catalogue);
  copy->kind = g_strdup (field->kind);
  copy->unit = g_strdup (field->unit);
  copy->format = g_strdup (field->format);
  copy->not_before = g_strdup (field->not_before);
  labels_copy (field->labels, copy->labels);
  copy->columns = g_new0 (QhColumn, MAX (1, field->n_columns));
  for (guint i = 0; i < field->n_columns; i++)
    {
      copy->columns[i] = field->columns[i];
      copy->columns[i].name = g_strdup (field->columns[i].name);
      copy->columns[i].catalogue = g_strdup (field->columns[i].catalogue);
      copy->columns[i].kind = g_strdup (field->columns[i].kind);
      labels_copy (field->columns[i].labels, copy->columns[i].labels);
    }
  return copy;
}

void
qh_field_free (QhField *field)
{
  if (field == NULL)
    return;
  g_free (field->name);
  g_free (field->catalogue);
  g_free (field->kind);
  g_free (field->unit);
  g_free (field->format);
  g_free (field->not_before);
  qh_labels_clear (field->labels);
  for (guint i = 0; i < field->n_columns; i++)
    column_clear (&field->columns[i]);
  g_free (field->columns);
  g_free (field);
}
