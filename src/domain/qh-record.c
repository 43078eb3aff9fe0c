/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domain/qh-record.h"

/**
 * qh_record_new:
 *
 * Returns: (transfer full): a record without values.
 */
QhRecord *
qh_record_new (QhKind *kind)
{
  QhRecord *record = g_new0 (QhRecord, 1);

  record->kind = qh_kind_ref (kind);
  record->n_values = qh_kind_get_n_fields (kind);
  record->values = g_new0 (QhValue, record->n_values);
  return record;
}

static QhValue *
copy_values (const QhValue *values, guint n)
{
  QhValue *copy = g_new0 (QhValue, n);

  for (guint i = 0; i < n; i++)
    qh_value_copy (&values[i], &copy[i]);
  return copy;
}

static void
free_values (QhValue *values, guint n)
{
  for (guint i = 0; values != NULL && i < n; i++)
    qh_value_clear (&values[i]);
  g_free (values);
}

/**
 * qh_record_copy:
 *
 * Returns: (transfer full): a copy with the same id.
 */
QhRecord *
qh_record_copy (const QhRecord *record)
{
  QhRecord *copy = qh_record_new (record->kind);

  copy->id = record->id;
  copy->closed = record->closed;
  for (guint i = 0; i < record->n_values; i++)
    qh_value_copy (&record->values[i], &copy->values[i]);
  if (record->as_read != NULL)
    copy->as_read = copy_values (record->as_read, record->n_values);
  return copy;
}

void
qh_record_free (QhRecord *record)
{
  if (record == NULL)
    return;
  free_values (record->values, record->n_values);
  free_values (record->as_read, record->n_values);
  qh_kind_unref (record->kind);
  g_free (record);
}

/**
 * qh_record_remember:
 *
 * Takes the values as they are for those that stand in the workspace.
 */
void
qh_record_remember (QhRecord *record)
{
  free_values (record->as_read, record->n_values);
  record->as_read = copy_values (record->values, record->n_values);
}

/**
 * qh_record_renew:
 * @index: of a field
 * @stored: what stands in the workspace by now
 *
 * Takes what another program has written meanwhile into a field that was not
 * changed since the record was read. One that was is left as it is.
 */
void
qh_record_renew (QhRecord *record, guint index, const QhValue *stored)
{
  QhValue *value = &record->values[index];

  if (record->as_read == NULL || !qh_value_equal (value, &record->as_read[index])
      || qh_value_equal (value, stored))
    return;
  qh_value_clear (value);
  qh_value_copy (stored, value);
}

/**
 * qh_record_get_value:
 * @field: a field of the record's kind, perhaps of a later dictionary
 *
 * Returns: (transfer none): its value.
 */
const QhValue *
qh_record_get_value (const QhRecord *record, const QhField *field)
{
  static const QhValue none = { QH_VALUE_NONE };

  return field->index < record->n_values ? &record->values[field->index] : &none;
}

/**
 * qh_record_get:
 * @name: a field's name; it is a programmer's mistake if there is none
 *
 * Returns: (transfer none): the value, to be read or changed.
 */
QhValue *
qh_record_get (const QhRecord *record, const char *name)
{
  const QhField *field = qh_kind_find_field (record->kind, name);

  if (G_UNLIKELY (field == NULL))
    g_error ("The kind %s has no field %s", record->kind->name, name);
  return &record->values[field->index];
}

/**
 * qh_record_get_integer:
 *
 * Returns: the code, reference, day, minutes or count, or 0 when there is none.
 */
gint64
qh_record_get_integer (const QhRecord *record, const char *name)
{
  const QhValue *value = qh_record_get (record, name);

  return value->tag == QH_VALUE_INTEGER ? value->integer : 0;
}

/**
 * qh_record_get_text:
 *
 * Returns: (transfer none): the text, or "" when there is none.
 */
const char *
qh_record_get_text (const QhRecord *record, const char *name)
{
  const QhValue *value = qh_record_get (record, name);

  return value->tag == QH_VALUE_TEXT ? value->text : "";
}

/**
 * qh_record_get_rows:
 *
 * Returns: (transfer none) (nullable): the rows, or %NULL when there are none.
 */
const QhRows *
qh_record_get_rows (const QhRecord *record, const char *name)
{
  const QhValue *value = qh_record_get (record, name);

  return value->tag == QH_VALUE_ROWS ? value->rows : NULL;
}

/**
 * qh_record_is_set:
 *
 * Returns: whether the field has a value or a reason why it has none.
 */
gboolean
qh_record_is_set (const QhRecord *record, const char *name)
{
  return qh_record_get (record, name)->tag != QH_VALUE_NONE;
}

void
qh_record_clear (QhRecord *record, const char *name)
{
  qh_value_clear (qh_record_get (record, name));
}

/**
 * qh_record_set_integer:
 *
 * Sets a code, reference, day, time, minutes, count or yes/no. A missing-value
 * code given to a field of codes becomes that kind of missing.
 */
void
qh_record_set_integer (QhRecord *record, const char *name, gint64 integer)
{
  const QhField *field = qh_kind_find_field (record->kind, name);
  QhValue *value = qh_record_get (record, name);

  qh_value_clear (value);
  value->tag = field->type == QH_TYPE_CODE && qh_is_missing_code (integer) ? QH_VALUE_MISSING
                                                                           : QH_VALUE_INTEGER;
  value->integer = integer;
}

void
qh_record_set_real (QhRecord *record, const char *name, double real)
{
  QhValue *value = qh_record_get (record, name);

  qh_value_clear (value);
  value->tag = QH_VALUE_REAL;
  value->real = real;
}

/**
 * qh_record_set_text:
 * @text: (nullable): %NULL or "" clears the field
 */
void
qh_record_set_text (QhRecord *record, const char *name, const char *text)
{
  QhValue *value = qh_record_get (record, name);
  char *copy = text != NULL && text[0] != '\0' ? g_strdup (text) : NULL;

  qh_value_clear (value);
  if (copy == NULL)
    return;
  value->tag = QH_VALUE_TEXT;
  value->text = copy;
}

void
qh_record_set_missing (QhRecord *record, const char *name, QhMissing missing)
{
  QhValue *value = qh_record_get (record, name);

  qh_value_clear (value);
  value->tag = QH_VALUE_MISSING;
  value->integer = missing;
}

/**
 * qh_record_take_rows:
 * @rows: (transfer full) (nullable): %NULL or empty clears the field
 */
void
qh_record_take_rows (QhRecord *record, const char *name, QhRows *rows)
{
  QhValue *value = qh_record_get (record, name);

  qh_value_clear (value);
  if (rows == NULL || rows->n_rows == 0)
    {
      qh_rows_free (rows);
      return;
    }
  value->tag = QH_VALUE_ROWS;
  value->rows = rows;
}
