/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domain/qh-own-field.h"

#include <glib/gi18n-lib.h>

static void
fill (QhField *field, const QhRecord *record)
{
  static const char *const labels[QH_N_LANGUAGES] = { "label_es", "label_en", "label_pt" };
  const QhValue *minimum = qh_record_get (record, "minimum");
  const QhValue *maximum = qh_record_get (record, "maximum");

  for (guint l = 0; l < QH_N_LANGUAGES; l++)
    field->labels[l] = g_strdup (qh_record_get_text (record, labels[l]));
  field->unit = g_strdup (qh_record_get_text (record, "unit"));
  field->required = qh_record_get_integer (record, "required") != 0;
  field->retired = qh_record_get_integer (record, "retired") != 0;
  if (minimum->tag == QH_VALUE_REAL)
    field->min = minimum->real;
  if (maximum->tag == QH_VALUE_REAL)
    field->max = maximum->real;
  for (guint c = 0; c < field->n_columns; c++)
    for (guint l = 0; l < QH_N_LANGUAGES; l++)
      field->columns[c].labels[l] = g_strdup (field->labels[l]);
}

static gboolean
is_coded (QhType type)
{
  return type == QH_TYPE_CODE || type == QH_TYPE_CODES;
}

static gboolean
check_type (const QhRecord *record, QhType *type, GError **error)
{
  const char *name = qh_record_get_text (record, "name");

  if (!qh_type_from_name (qh_record_get_text (record, "type"), type) || *type >= QH_TYPE_REFERENCES)
    {
      g_set_error (error,
                   QH_ERROR,
                   QH_ERROR_FORMAT,
                   _ ("The own field “%s” has no type that is known. Choose one of the list."),
                   name);
      return FALSE;
    }
  if (is_coded (*type) && qh_record_get_text (record, "catalogue")[0] == '\0')
    {
      g_set_error (error,
                   QH_ERROR,
                   QH_ERROR_REQUIRED,
                   _ ("The own field “%s” holds codes but names no catalogue. Choose one."),
                   name);
      return FALSE;
    }
  if (*type == QH_TYPE_REFERENCE && qh_record_get_text (record, "reference_kind")[0] == '\0')
    {
      g_set_error (
        error,
        QH_ERROR,
        QH_ERROR_REQUIRED,
        _ ("The own field “%s” refers to records but does not say to which. Choose a kind."),
        name);
      return FALSE;
    }
  return TRUE;
}

static gboolean
check_sensitivity (const QhRecord *record, QhType type, QhSensitivity *sensitivity, GError **error)
{
  const char *name = qh_record_get_text (record, "name");

  if (!qh_sensitivity_from_name (qh_record_get_text (record, "sensitivity"), sensitivity))
    {
      g_set_error (
        error,
        QH_ERROR,
        QH_ERROR_FORMAT,
        _ ("The own field “%s” has no sensitivity that is known. Choose one of the list."),
        name);
      return FALSE;
    }
  if (type != QH_TYPE_TEXT && *sensitivity == QH_SENSITIVITY_NARRATIVE)
    {
      g_set_error (error,
                   QH_ERROR,
                   QH_ERROR_FORMAT,
                   _ ("The own field “%s” is not a text, so it cannot be a narrative. Choose "
                      "another sensitivity."),
                   name);
      return FALSE;
    }
  if (is_coded (type) && *sensitivity == QH_SENSITIVITY_IDENTIFIER)
    {
      g_set_error (error,
                   QH_ERROR,
                   QH_ERROR_FORMAT,
                   _ ("The own field “%s” holds codes, so it cannot be an identifier. Choose "
                      "another sensitivity."),
                   name);
      return FALSE;
    }
  return TRUE;
}

/* What an own field's record must say beyond what the dictionary can check. */
static gboolean
check (const QhRecord *record, QhType *type, QhSensitivity *sensitivity, GError **error)
{
  return check_type (record, type, error) && check_sensitivity (record, *type, sensitivity, error);
}

/**
 * qh_own_field_from_record:
 * @record: a record of the kind own_field
 *
 * Returns: (transfer full): the field that it describes; %NULL with an error
 *   when it describes none that could be.
 */
QhOwnField *
qh_own_field_from_record (const QhRecord *record, GError **error)
{
  QhSensitivity sensitivity;
  QhOwnField *own;
  QhType type;

  if (!check (record, &type, &sensitivity, error))
    return NULL;
  own = g_new0 (QhOwnField, 1);
  own->kind = g_strdup (qh_record_get_text (record, "kind"));
  own->field = qh_field_new_own (
    record->id,
    qh_record_get_text (record, "name"),
    type,
    sensitivity,
    qh_record_get_text (record, type == QH_TYPE_REFERENCE ? "reference_kind" : "catalogue"));
  fill (own->field, record);
  return own;
}

void
qh_own_field_free (QhOwnField *own)
{
  g_free (own->kind);
  qh_field_free (own->field);
  g_free (own);
}
