/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/qh-row-writer.h"

#include "store/qh-row.h"
#include "store/qh-store-private.h"

void
qh_row_writer_init (QhRowWriter *self, QhDatabase *database)
{
  *self = (QhRowWriter){ .database = database };
}

void
qh_row_writer_clear (QhRowWriter *self)
{
  for (guint i = 0; i < QH_N_KINDS; i++)
    {
      g_free (self->upserts[i]);
      g_free (self->selects[i]);
    }
}

void
qh_stored_clear (QhStored *stored)
{
  g_clear_pointer (&stored->record, qh_record_free);
  g_clear_pointer (&stored->sealed, g_bytes_unref);
}

/* Statements */

static gboolean
exec_with_id (QhDatabase *database, const char *sql, gint64 id, GError **error)
{
  sqlite3_stmt *statement = qh_database_prepare (database, sql, error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, id);
  return qh_database_step (database, statement, error);
}

static GBytes *
read_seal (sqlite3_stmt *statement, int column)
{
  if (sqlite3_column_type (statement, column) == SQLITE_NULL)
    return NULL;
  return g_bytes_new (sqlite3_column_blob (statement, column),
                      (gsize)sqlite3_column_bytes (statement, column));
}

/**
 * qh_row_writer_read:
 * @stored: (out caller-allocates): the record as it is; with a %NULL record when there is none
 *
 * Returns: whether the tables could be read.
 */
gboolean
qh_row_writer_read (QhRowWriter *self, QhKind *kind, gint64 id, QhStored *stored, GError **error)
{
  char **select = &self->selects[kind->number];
  sqlite3_stmt *statement;
  int code;

  *stored = (QhStored){ NULL, NULL };
  if (*select == NULL)
    *select = qh_kind_make_select (kind, "WHERE id = ?1");
  statement = qh_database_prepare (self->database, *select, error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, id);
  code = sqlite3_step (statement);
  if (code == SQLITE_ROW)
    {
      stored->record = qh_record_new (kind);
      qh_row_read (statement, stored->record, NULL, NULL);
      if (qh_kind_has_seal (kind))
        stored->sealed = read_seal (statement, sqlite3_column_count (statement) - 1);
    }
  else if (code != SQLITE_DONE)
    qh_database_set_error (self->database, code, error);
  sqlite3_reset (statement);
  if (code == SQLITE_DONE
      || (code == SQLITE_ROW && qh_store_read_children (self->database, stored->record, error)))
    return TRUE;
  qh_stored_clear (stored);
  return FALSE;
}

/* Lists */

static gboolean
insert_rows (QhRowWriter *self,
             const char *table,
             gint64 owner,
             const QhField *field,
             const QhRows *rows,
             GError **error)
{
  GString *marks = g_string_new ("?1, ?2");
  g_autofree char *insert = NULL;

  for (guint c = 0; c < field->n_columns; c++)
    g_string_append_printf (marks, ", ?%u", c + 3);
  insert = g_strdup_printf ("INSERT INTO %s VALUES (%s)", table, marks->str);
  g_string_free (marks, TRUE);
  for (guint row = 0; row < rows->n_rows; row++)
    {
      sqlite3_stmt *statement = qh_database_prepare (self->database, insert, error);

      if (statement == NULL)
        return FALSE;
      sqlite3_bind_int64 (statement, 1, owner);
      sqlite3_bind_int64 (statement, 2, row);
      for (guint c = 0; c < field->n_columns; c++)
        sqlite3_bind_int64 (statement, (int)c + 3, qh_rows_cell (rows, row, c));
      if (!qh_database_step (self->database, statement, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
write_list (QhRowWriter *self,
            const QhRecord *record,
            const QhField *field,
            gboolean is_new,
            GError **error)
{
  const QhValue *value = &record->values[field->index];
  g_autofree char *table = qh_field_make_list_table (record->kind, field);
  g_autofree char *clear = g_strdup_printf ("DELETE FROM %s WHERE owner = ?1", table);

  if (!is_new && !exec_with_id (self->database, clear, record->id, error))
    return FALSE;
  return value->tag != QH_VALUE_ROWS
         || insert_rows (self, table, record->id, field, value->rows, error);
}

/* Own fields */

static gboolean
insert_own (QhRowWriter *self,
            gint64 record,
            const QhField *field,
            guint position,
            const QhValue *value,
            GError **error)
{
  sqlite3_stmt *statement = qh_database_prepare (
    self->database,
    "INSERT INTO own_values (field, record, position, value, missing) VALUES (?1, ?2, ?3, ?4, ?5)",
    error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, field->id);
  sqlite3_bind_int64 (statement, 2, record);
  sqlite3_bind_int64 (statement, 3, position);
  if (value->tag == QH_VALUE_MISSING)
    sqlite3_bind_int64 (statement, 5, value->integer);
  else
    qh_value_bind (statement, 4, field, value);
  return qh_database_step (self->database, statement, error);
}

static gboolean
delete_own (QhRowWriter *self, gint64 record, const QhField *field, GError **error)
{
  sqlite3_stmt *statement = qh_database_prepare (
    self->database, "DELETE FROM own_values WHERE field = ?1 AND record = ?2", error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, field->id);
  sqlite3_bind_int64 (statement, 2, record);
  return qh_database_step (self->database, statement, error);
}

static gboolean
write_own (QhRowWriter *self,
           const QhRecord *record,
           const QhField *field,
           gboolean is_new,
           GError **error)
{
  const QhValue *value = &record->values[field->index];

  if (!is_new && !delete_own (self, record->id, field, error))
    return FALSE;
  if (value->tag == QH_VALUE_NONE)
    return TRUE;
  if (value->tag != QH_VALUE_ROWS)
    return insert_own (self, record->id, field, 0, value, error);
  for (guint row = 0; row < value->rows->n_rows; row++)
    {
      QhValue cell = { QH_VALUE_INTEGER, { .integer = qh_rows_cell (value->rows, row, 0) } };

      if (!insert_own (self, record->id, field, row, &cell, error))
        return FALSE;
    }
  return TRUE;
}

/* Writes the lists and own fields that differ from what is stored. */
static gboolean
write_children (QhRowWriter *self, const QhRecord *stored, const QhRecord *record, GError **error)
{
  for (guint i = 0; i < record->n_values; i++)
    {
      const QhField *field = qh_kind_get_field (record->kind, i);
      gboolean is_new = stored == NULL;

      if (field->sealed || (!field->own && !qh_field_is_list (field)))
        continue;
      if (!is_new && qh_value_equal (&stored->values[i], &record->values[i]))
        continue;
      if (field->own ? !write_own (self, record, field, is_new, error)
                     : !write_list (self, record, field, is_new, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * qh_row_writer_put:
 * @stored: (nullable): what stands there, or %NULL when the record is new
 * @sealed: (nullable): the seal of its identifiers and narratives
 *
 * Returns: whether the record stands in its tables now.
 */
gboolean
qh_row_writer_put (QhRowWriter *self,
                   const QhRecord *stored,
                   const QhRecord *record,
                   GBytes *sealed,
                   GError **error)
{
  char **upsert = &self->upserts[record->kind->number];
  sqlite3_stmt *statement;

  if (*upsert == NULL)
    *upsert = qh_kind_make_upsert (record->kind);
  statement = qh_database_prepare (self->database, *upsert, error);
  if (statement == NULL)
    return FALSE;
  qh_row_bind (statement, record, sealed);
  return qh_database_step (self->database, statement, error)
         && write_children (self, stored, record, error);
}

/**
 * qh_row_writer_delete:
 *
 * Returns: whether the record is gone from its tables.
 */
gboolean
qh_row_writer_delete (QhRowWriter *self, const QhKind *kind, gint64 id, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("DELETE FROM %s WHERE id = ?1", kind->table);

  return exec_with_id (self->database, sql, id, error)
         && exec_with_id (self->database, "DELETE FROM own_values WHERE record = ?1", id, error);
}
