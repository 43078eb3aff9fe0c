/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/qh-row.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define FIELD_HEADER_SIZE 12 /* id (8 bytes) and length (4), little-endian */

/**
 * qh_field_is_column:
 *
 * Returns: whether the field is a column of its kind's table, not sealed, a
 *   list or the unit's own.
 */
gboolean
qh_field_is_column (const QhField *field)
{
  return !field->sealed && !field->own && !qh_field_is_list (field);
}

/**
 * qh_field_has_companion:
 *
 * Returns: whether a second column holds why there is no value. A code needs
 *   none: the reason stands in its place.
 */
gboolean
qh_field_has_companion (const QhField *field)
{
  return qh_field_is_column (field) && field->missing && field->type != QH_TYPE_CODE;
}

/**
 * qh_kind_has_seal:
 *
 * Returns: whether the kind's table has a column "sealed".
 */
gboolean
qh_kind_has_seal (const QhKind *kind)
{
  if (kind->extensible)
    return TRUE;
  for (guint i = 0; i < qh_kind_get_n_fields (kind); i++)
    if (qh_kind_get_field (kind, i)->sealed)
      return TRUE;
  return FALSE;
}

static GPtrArray *
list_columns (const QhKind *kind)
{
  GPtrArray *columns = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (columns, g_strdup ("id"));
  for (guint i = 0; i < qh_kind_get_n_fields (kind); i++)
    {
      const QhField *field = qh_kind_get_field (kind, i);

      if (qh_field_is_column (field))
        g_ptr_array_add (columns, g_strdup_printf ("\"%s\"", field->name));
      if (qh_field_has_companion (field))
        g_ptr_array_add (columns, g_strdup_printf ("\"%s_missing\"", field->name));
    }
  if (qh_kind_has_seal (kind))
    g_ptr_array_add (columns, g_strdup ("sealed"));
  return columns;
}

/**
 * qh_kind_make_upsert:
 *
 * Returns: (transfer full): the statement that writes a record, to be bound by qh_row_bind().
 */
char *
qh_kind_make_upsert (const QhKind *kind)
{
  g_autoptr (GPtrArray) columns = list_columns (kind);
  GString *sql = g_string_new (NULL);

  g_string_printf (sql, "INSERT INTO %s (", kind->table);
  for (guint i = 0; i < columns->len; i++)
    g_string_append_printf (sql, "%s%s", i > 0 ? ", " : "", (char *)g_ptr_array_index (columns, i));
  g_string_append (sql, ") VALUES (");
  for (guint i = 0; i < columns->len; i++)
    g_string_append_printf (sql, "%s?%u", i > 0 ? ", " : "", i + 1);
  g_string_append (sql, ") ON CONFLICT (id) DO UPDATE SET ");
  for (guint i = 1; i < columns->len; i++)
    g_string_append_printf (
      sql, "%s%s = ?%u", i > 1 ? ", " : "", (char *)g_ptr_array_index (columns, i), i + 1);
  return g_string_free (sql, FALSE);
}

/**
 * qh_kind_make_select:
 * @where: (nullable): what follows the table's name; it holds no values, only parameters
 *
 * Returns: (transfer full): the statement that reads records, for qh_row_read().
 */
char *
qh_kind_make_select (const QhKind *kind, const char *where)
{
  g_autoptr (GPtrArray) columns = list_columns (kind);
  GString *sql = g_string_new ("SELECT ");

  for (guint i = 0; i < columns->len; i++)
    g_string_append_printf (sql, "%s%s", i > 0 ? ", " : "", (char *)g_ptr_array_index (columns, i));
  g_string_append_printf (sql, " FROM %s %s", kind->table, where != NULL ? where : "");
  return g_string_free (sql, FALSE);
}

/**
 * qh_field_make_list_table:
 *
 * Returns: (transfer full): the name of the table that holds the field's several answers.
 */
char *
qh_field_make_list_table (const QhKind *kind, const QhField *field)
{
  return g_strdup_printf ("%s_%s", kind->table, field->name);
}

/**
 * qh_value_bind:
 *
 * Binds a value as its column holds it: dates as ISO text, a missing code in
 * the place of a code.
 */
void
qh_value_bind (sqlite3_stmt *statement, int position, const QhField *field, const QhValue *value)
{
  char iso[QH_DAY_ISO_SIZE];

  if (value->tag == QH_VALUE_REAL)
    sqlite3_bind_double (statement, position, value->real);
  else if (value->tag == QH_VALUE_TEXT)
    sqlite3_bind_text (statement, position, value->text, -1, SQLITE_TRANSIENT);
  else if (value->tag == QH_VALUE_MISSING && field->type == QH_TYPE_CODE)
    sqlite3_bind_int64 (statement, position, value->integer);
  else if (value->tag != QH_VALUE_INTEGER)
    sqlite3_bind_null (statement, position);
  else if (field->type == QH_TYPE_DATE)
    {
      qh_day_to_iso ((QhDay)value->integer, iso);
      sqlite3_bind_text (statement, position, iso, -1, SQLITE_TRANSIENT);
    }
  else
    sqlite3_bind_int64 (statement, position, value->integer);
}

/**
 * qh_value_read:
 * @value: (out caller-allocates): what the column holds
 */
void
qh_value_read (sqlite3_stmt *statement, int position, const QhField *field, QhValue *value)
{
  value->tag = QH_VALUE_NONE;
  if (sqlite3_column_type (statement, position) == SQLITE_NULL)
    return;
  value->tag = QH_VALUE_INTEGER;
  switch (field->type)
    {
    case QH_TYPE_TEXT:
      value->tag = QH_VALUE_TEXT;
      value->text = g_strdup ((const char *)sqlite3_column_text (statement, position));
      break;
    case QH_TYPE_NUMBER:
      value->tag = QH_VALUE_REAL;
      value->real = sqlite3_column_double (statement, position);
      break;
    case QH_TYPE_DATE:
      value->integer = qh_day_from_iso ((const char *)sqlite3_column_text (statement, position));
      if (value->integer == QH_NO_DAY)
        value->tag = QH_VALUE_NONE;
      break;
    default:
      value->integer = sqlite3_column_int64 (statement, position);
      if (field->type == QH_TYPE_CODE && qh_is_missing_code (value->integer))
        value->tag = QH_VALUE_MISSING;
    }
}

/**
 * qh_import_key_bind:
 * @key: what tells an outside row apart
 *
 * Binds a keyed digest of @key, from which the row cannot be guessed.
 */
void
qh_import_key_bind (sqlite3_stmt *statement, int position, GBytes *key, QhKeyring *keyring)
{
  guint8 digest[QH_DIGEST_SIZE];
  gsize size;
  gconstpointer data = g_bytes_get_data (key, &size);

  if (qh_keyed_digest (keyring, QH_KEY_WORKSPACE, data, size, digest))
    sqlite3_bind_blob (statement, position, digest, sizeof digest, SQLITE_TRANSIENT);
}

static void
append_sealed (GByteArray *bytes, const QhField *field, const QhValue *value)
{
  g_autofree char *number = NULL;
  char iso[QH_DAY_ISO_SIZE];
  const char *text;
  gint64 id_le = GINT64_TO_LE (field->id);
  guint32 size_le;

  if (value->tag == QH_VALUE_TEXT)
    text = value->text;
  else if (value->tag == QH_VALUE_INTEGER && field->type == QH_TYPE_DATE)
    qh_day_to_iso ((QhDay)value->integer, iso), text = iso;
  else if (value->tag == QH_VALUE_INTEGER)
    text = number = g_strdup_printf ("%" G_GINT64_FORMAT, value->integer);
  else if (value->tag == QH_VALUE_MISSING)
    text = number = g_strdup_printf ("?%" G_GINT64_FORMAT, value->integer);
  else if (value->tag == QH_VALUE_REAL)
    {
      number = g_malloc (G_ASCII_DTOSTR_BUF_SIZE);
      text = g_ascii_dtostr (number, G_ASCII_DTOSTR_BUF_SIZE, value->real);
    }
  else
    return;
  size_le = GUINT32_TO_LE ((guint32)strlen (text));
  g_byte_array_append (bytes, (const guint8 *)&id_le, sizeof id_le);
  g_byte_array_append (bytes, (const guint8 *)&size_le, sizeof size_le);
  g_byte_array_append (bytes, (const guint8 *)text, (guint)strlen (text));
}

/**
 * qh_sealed_fields_seal:
 * @number: of the key that is to seal, see qh_store_find_seal_key()
 *
 * Returns: (transfer full) (nullable): the seal of the record's identifiers and
 *   narratives; %NULL without an error when it has none, and with
 *   %QH_ERROR_PASSPHRASE when the keyring lacks that key.
 */
GBytes *
qh_sealed_fields_seal (const QhRecord *record, QhKeyring *keyring, guint32 number, GError **error)
{
  GByteArray *bytes = g_byte_array_new ();
  GBytes *sealed = NULL;

  for (guint i = 0; i < record->n_values; i++)
    if (qh_kind_get_field (record->kind, i)->sealed)
      append_sealed (bytes, qh_kind_get_field (record->kind, i), &record->values[i]);
  if (bytes->len > 0)
    {
      sealed = qh_seal_with (
        keyring, number, record->kind->number, record->id, bytes->data, bytes->len);
      if (sealed == NULL)
        g_set_error_literal (error,
                             QH_ERROR,
                             QH_ERROR_PASSPHRASE,
                             _ ("This passphrase gives no key to write names and notes."));
      qh_wipe (bytes->data, bytes->len);
    }
  g_byte_array_unref (bytes);
  return sealed;
}

/**
 * qh_sealed_fields_equal:
 *
 * Returns: whether two records of one kind have the same identifiers and narratives.
 */
gboolean
qh_sealed_fields_equal (const QhRecord *a, const QhRecord *b)
{
  for (guint i = 0; i < a->n_values; i++)
    if (qh_kind_get_field (a->kind, i)->sealed && !qh_value_equal (&a->values[i], &b->values[i]))
      return FALSE;
  return TRUE;
}

static void
read_sealed (QhValue *value, const QhField *field, const char *text, gsize size)
{
  g_autofree char *copy = g_strndup (text, size);

  qh_value_clear (value);
  if (copy[0] == '?' && field->type != QH_TYPE_TEXT)
    {
      value->tag = QH_VALUE_MISSING;
      value->integer = g_ascii_strtoll (copy + 1, NULL, 10);
    }
  else if (field->type == QH_TYPE_TEXT)
    {
      value->tag = QH_VALUE_TEXT;
      value->text = g_steal_pointer (&copy);
      return;
    }
  else if (field->type == QH_TYPE_NUMBER)
    {
      value->tag = QH_VALUE_REAL;
      value->real = g_ascii_strtod (copy, NULL);
    }
  else
    {
      value->tag = QH_VALUE_INTEGER;
      value->integer
        = field->type == QH_TYPE_DATE ? qh_day_from_iso (copy) : g_ascii_strtoll (copy, NULL, 10);
    }
  qh_wipe (copy, size);
}

/**
 * qh_sealed_fields_open:
 * @record: with its id set
 *
 * Fills the record's identifiers and narratives from its seal, or marks the
 * record as closed where the keyring lacks the key.
 *
 * Returns: whether the seal is whole.
 */
gboolean
qh_sealed_fields_open (QhRecord *record,
                       const guint8 *blob,
                       gsize size,
                       QhKeyring *keyring,
                       GError **error)
{
  g_autofree guint8 *opened = NULL;
  guint32 number = qh_seal_get_key_number (blob, size);
  gssize length;

  if (number != 0 && qh_keyring_find (keyring, number) == NULL)
    {
      record->closed = TRUE;
      return TRUE;
    }
  opened = g_malloc (size);
  length = qh_unseal (keyring, record->kind->number, record->id, blob, size, opened, error);
  if (length < 0)
    return FALSE;
  for (gssize at = 0; at + FIELD_HEADER_SIZE <= length;)
    {
      gint64 id_le;
      guint32 size_le;
      const QhField *field;

      memcpy (&id_le, opened + at, sizeof id_le);
      memcpy (&size_le, opened + at + sizeof id_le, sizeof size_le);
      at += FIELD_HEADER_SIZE;
      if (GUINT32_FROM_LE (size_le) > length - at)
        break;
      field = qh_kind_find_field_by_id (record->kind, GINT64_FROM_LE (id_le));
      if (field != NULL)
        read_sealed (&record->values[field->index],
                     field,
                     (const char *)opened + at,
                     GUINT32_FROM_LE (size_le));
      at += GUINT32_FROM_LE (size_le);
    }
  qh_wipe (opened, (gsize)length);
  return TRUE;
}

/**
 * qh_row_bind:
 * @statement: of qh_kind_make_upsert()
 * @sealed: (nullable): the record's seal
 *
 * Binds a record to the statement that writes its row.
 */
void
qh_row_bind (sqlite3_stmt *statement, const QhRecord *record, GBytes *sealed)
{
  int position = 1;

  sqlite3_bind_int64 (statement, position++, record->id);
  for (guint i = 0; i < record->n_values; i++)
    {
      const QhField *field = qh_kind_get_field (record->kind, i);
      const QhValue *value = &record->values[i];

      if (qh_field_is_column (field))
        qh_value_bind (statement, position++, field, value);
      if (qh_field_has_companion (field) && value->tag == QH_VALUE_MISSING)
        sqlite3_bind_int64 (statement, position++, value->integer);
      else if (qh_field_has_companion (field))
        sqlite3_bind_null (statement, position++);
    }
  if (qh_kind_has_seal (record->kind) && sealed != NULL)
    sqlite3_bind_blob (statement,
                       position,
                       g_bytes_get_data (sealed, NULL),
                       (int)g_bytes_get_size (sealed),
                       SQLITE_TRANSIENT);
}

/**
 * qh_row_read:
 * @statement: of qh_kind_make_select(), on a row
 * @keyring: (nullable): %NULL leaves what is sealed closed
 *
 * Returns: whether the record could be read; where the keyring lacks the key of
 *   its seal it is closed.
 */
gboolean
qh_row_read (sqlite3_stmt *statement, QhRecord *record, QhKeyring *keyring, GError **error)
{
  int position = 0;

  record->id = sqlite3_column_int64 (statement, position++);
  for (guint i = 0; i < record->n_values; i++)
    {
      const QhField *field = qh_kind_get_field (record->kind, i);

      if (qh_field_is_column (field))
        qh_value_read (statement, position++, field, &record->values[i]);
      if (qh_field_has_companion (field))
        {
          if (sqlite3_column_type (statement, position) != SQLITE_NULL)
            {
              record->values[i].tag = QH_VALUE_MISSING;
              record->values[i].integer = sqlite3_column_int64 (statement, position);
            }
          position++;
        }
    }
  if (!qh_kind_has_seal (record->kind)
      || sqlite3_column_type (statement, position) == SQLITE_NULL)
    return TRUE;
  if (keyring == NULL)
    {
      record->closed = TRUE;
      return TRUE;
    }
  return qh_sealed_fields_open (record,
                                sqlite3_column_blob (statement, position),
                                (gsize)sqlite3_column_bytes (statement, position),
                                keyring,
                                error);
}
