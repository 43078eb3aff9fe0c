/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/qh-store-private.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

#include "store/qh-row.h"

static gboolean
read_list (QhDatabase *database, QhRecord *record, const QhField *field, GError **error)
{
  g_autofree char *table = qh_field_make_list_table (record->kind, field);
  g_autofree char *sql
    = g_strdup_printf ("SELECT * FROM %s WHERE owner = ?1 ORDER BY position", table);
  sqlite3_stmt *statement = qh_database_prepare (database, sql, error);
  QhRows *rows;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, record->id);
  rows = qh_rows_new (0, field->n_columns);
  while (sqlite3_step (statement) == SQLITE_ROW)
    {
      gint64 cells[8];

      /* The first two columns are the owner and the position. */
      for (guint c = 0; c < field->n_columns && c < G_N_ELEMENTS (cells); c++)
        cells[c] = sqlite3_column_int64 (statement, (int)c + 2);
      qh_rows_append (rows, cells);
    }
  sqlite3_reset (statement);
  qh_record_take_rows (record, field->name, rows);
  return TRUE;
}

static gboolean
read_own (QhDatabase *database, QhRecord *record, GError **error)
{
  sqlite3_stmt *statement = qh_database_prepare (
    database,
    "SELECT field, value, missing FROM own_values WHERE record = ?1 ORDER BY field, position",
    error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, record->id);
  while (sqlite3_step (statement) == SQLITE_ROW)
    {
      const QhField *field
        = qh_kind_find_field_by_id (record->kind, sqlite3_column_int64 (statement, 0));
      QhValue *value;

      if (field == NULL)
        continue;
      value = &record->values[field->index];
      if (sqlite3_column_type (statement, 2) != SQLITE_NULL)
        {
          value->tag = QH_VALUE_MISSING;
          value->integer = sqlite3_column_int64 (statement, 2);
        }
      else if (qh_field_is_list (field))
        {
          gint64 cell = sqlite3_column_int64 (statement, 1);

          if (value->tag != QH_VALUE_ROWS)
            {
              value->tag = QH_VALUE_ROWS;
              value->rows = qh_rows_new (0, field->n_columns);
            }
          qh_rows_append (value->rows, &cell);
        }
      else
        qh_value_read (statement, 1, field, value);
    }
  sqlite3_reset (statement);
  return TRUE;
}

/* Reads what does not stand in the record's own row: lists and own fields. */
gboolean
qh_store_read_children (QhDatabase *database, QhRecord *record, GError **error)
{
  for (guint i = 0; i < record->n_values; i++)
    {
      const QhField *field = qh_kind_get_field (record->kind, i);

      if (qh_field_is_list (field) && !field->own && !read_list (database, record, field, error))
        return FALSE;
    }
  return !record->kind->extensible || read_own (database, record, error);
}

/* Reads whole records with one connection; @where holds only parameters. */
GPtrArray *
qh_store_read_records (QhStore *self,
                       QhDatabase *database,
                       QhKind *kind,
                       const char *where,
                       const QhParameter *parameters,
                       guint n_parameters,
                       GError **error)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify)qh_record_free);
  g_autofree char *sql = qh_kind_make_select (kind, where);
  sqlite3_stmt *statement = qh_database_prepare (database, sql, error);
  int code;

  if (statement == NULL)
    return NULL;
  for (guint i = 0; i < n_parameters; i++)
    if (parameters[i].text != NULL)
      sqlite3_bind_text (statement, (int)i + 1, parameters[i].text, -1, SQLITE_TRANSIENT);
    else
      sqlite3_bind_int64 (statement, (int)i + 1, parameters[i].integer);
  while ((code = sqlite3_step (statement)) == SQLITE_ROW)
    {
      QhRecord *record = qh_record_new (kind);

      g_ptr_array_add (records, record);
      if (!qh_row_read (statement, record, self->keyring, error))
        {
          sqlite3_reset (statement);
          return NULL;
        }
    }
  sqlite3_reset (statement);
  if (code != SQLITE_DONE)
    {
      qh_database_set_error (database, code, error);
      return NULL;
    }
  for (guint i = 0; i < records->len; i++)
    if (!qh_store_read_children (database, g_ptr_array_index (records, i), error))
      return NULL;
  return g_steal_pointer (&records);
}

/* As qh_store_read_records(), with the store's reading connection. */
GPtrArray *
qh_store_query (QhStore *self,
                guint kind,
                const char *where,
                const QhParameter *parameters,
                guint n_parameters,
                GError **error)
{
  GPtrArray *records;

  g_mutex_lock (&self->read_lock);
  if (self->reader == NULL)
    {
      g_mutex_unlock (&self->read_lock);
      qh_store_set_locked_error (error);
      return NULL;
    }
  records = qh_store_read_records (
    self, self->reader, qh_store_get_kind (self, kind), where, parameters, n_parameters, error);
  g_mutex_unlock (&self->read_lock);
  for (guint i = 0; records != NULL && i < records->len; i++)
    qh_record_remember (g_ptr_array_index (records, i));
  return records;
}

/**
 * qh_store_get:
 * @kind: a #QhKindNumber
 *
 * Returns: (transfer full): the record, or %NULL with %QH_ERROR_NOT_FOUND.
 */
QhRecord *
qh_store_get (QhStore *self, guint kind, gint64 id, GError **error)
{
  const QhParameter parameter = { id, NULL };
  g_autoptr (GPtrArray) records
    = qh_store_query (self, kind, "WHERE id = ?1", &parameter, 1, error);

  if (records == NULL)
    return NULL;
  if (records->len > 0)
    return g_ptr_array_steal_index (records, 0);
  g_set_error (error,
               QH_ERROR,
               QH_ERROR_NOT_FOUND,
               _ ("%s: there is no record %" PRId64 "; it may have been deleted."),
               qh_kind_get_label (qh_store_get_kind (self, kind), self->language),
               id);
  return NULL;
}

/**
 * qh_store_list_all:
 * @kind: a #QhKindNumber
 *
 * For kinds of which there are few: units, workers, entries, own fields.
 *
 * Returns: (transfer full) (element-type QhRecord): every record, in the order of their ids.
 */
GPtrArray *
qh_store_list_all (QhStore *self, guint kind, GError **error)
{
  return qh_store_query (self, kind, "ORDER BY id", NULL, 0, error);
}

/**
 * qh_store_count:
 *
 * Returns: how many records of a kind there are.
 */
gint64
qh_store_count (QhStore *self, guint kind)
{
  g_autofree char *sql
    = g_strdup_printf ("SELECT count(*) FROM %s", qh_store_get_kind (self, kind)->table);
  gint64 count;

  g_mutex_lock (&self->read_lock);
  count = qh_database_get_int (self->reader, sql, 0);
  g_mutex_unlock (&self->read_lock);
  return count;
}

/**
 * qh_store_is_imported:
 * @key: what tells an outside row apart
 *
 * Returns: whether a row of that key was imported before and is still there.
 */
gboolean
qh_store_is_imported (QhStore *self, GBytes *key)
{
  sqlite3_stmt *statement;
  gboolean found = FALSE;

  g_mutex_lock (&self->read_lock);
  statement = qh_database_prepare (
    self->reader,
    "SELECT 1 FROM imported_rows WHERE key = ?1 AND record IN (SELECT id FROM activities)",
    NULL);
  if (statement != NULL)
    {
      qh_import_key_bind (statement, 1, key, self->keyring);
      found = sqlite3_step (statement) == SQLITE_ROW;
      sqlite3_reset (statement);
    }
  g_mutex_unlock (&self->read_lock);
  return found;
}
