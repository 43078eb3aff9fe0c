/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is asked rarely and takes the whole log to answer: read with a connection
 * of its own, so that nobody waits for it. */
#include "store/qh-log-read-private.h"

#include "store/qh-store-private.h"

/* Whether a value names one of the records. */
static gboolean
names_one (GHashTable *ids, const QhField *field, const QhValue *value)
{
  if (field == NULL)
    return FALSE;
  if (field->type == QH_TYPE_REFERENCE && value->tag == QH_VALUE_INTEGER)
    return g_hash_table_contains (ids, &value->integer);
  if (value->tag != QH_VALUE_ROWS || field->n_columns == 0
      || field->columns[0].type != QH_TYPE_REFERENCE)
    return FALSE;
  for (guint row = 0; row < value->rows->n_rows; row++)
    if (g_hash_table_contains (ids, &qh_rows_cell (value->rows, row, 0)))
      return TRUE;
  return FALSE;
}

static gboolean
entry_names_one (QhStore *store, GHashTable *ids, const QhLogEntry *entry)
{
  g_autoptr (QhEntryBody) body = NULL;
  const QhKind *of;
  const guint8 *data;
  gsize size;

  if (entry->closed || entry->kind == 0 || entry->kind >= QH_N_KINDS)
    return FALSE;
  data = g_bytes_get_data (entry->body, &size);
  body = qh_entry_body_decode (entry->record, data, size, NULL);
  of = qh_store_get_kind (store, entry->kind);
  for (guint i = 0; body != NULL && i < body->edits->len; i++)
    {
      const QhFieldEdit *edit = &g_array_index (body->edits, QhFieldEdit, i);

      if (names_one (ids, qh_kind_find_field_by_id (of, edit->field), &edit->before))
        return TRUE;
    }
  return FALSE;
}

/**
 * qh_log_find_deleted:
 * @ids: (element-type gint64): of people and cases
 *
 * Reads the whole log with a connection.
 *
 * Returns: (transfer full) (element-type QhLogEntry): the deletions of records
 *   that named one of @ids.
 */
GPtrArray *
qh_log_find_deleted (QhStore *store, QhDatabase *database, GHashTable *ids, GError **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify)qh_log_entry_free);
  sqlite3_stmt *statement
    = qh_database_prepare (database,
                           "SELECT " QH_LOG_ENTRY_COLUMNS " FROM change_entries "
                           "WHERE operation = ?1 AND erased IS NOT 1 ORDER BY id",
                           error);
  int code;

  if (statement == NULL)
    return NULL;
  sqlite3_bind_int64 (statement, 1, QH_OPERATION_DELETE);
  while ((code = sqlite3_step (statement)) == SQLITE_ROW)
    {
      QhLogEntry *entry = qh_log_entry_read (statement, store->keyring);

      if (entry_names_one (store, ids, entry))
        g_ptr_array_add (found, entry);
      else
        qh_log_entry_free (entry);
    }
  if (code != SQLITE_DONE)
    qh_database_set_error (database, code, error);
  sqlite3_reset (statement);
  return code == SQLITE_DONE ? g_steal_pointer (&found) : NULL;
}

/**
 * qh_log_list_deleted:
 * @ids: (element-type gint64): of people and cases
 *
 * Returns: (transfer full) (element-type QhLogEntry): the deletions of records
 *   that named one of @ids, the first one first; they may have been put back since.
 */
GPtrArray *
qh_log_list_deleted (QhStore *store, GHashTable *ids, GError **error)
{
  g_autoptr (QhDatabase) database = qh_database_open (store->path, SQLITE_OPEN_READONLY, error);

  return database != NULL ? qh_log_find_deleted (store, database, ids, error) : NULL;
}

/**
 * qh_log_list_about:
 * @kind: a #QhKindNumber
 * @record: a record's id; it may be gone
 *
 * Returns: (transfer full) (element-type QhLogChange): what was done with the
 *   record without changing it, such as opening or printing it, the latest first.
 */
GPtrArray *
qh_log_list_about (QhStore *store, guint kind, gint64 record, GError **error)
{
  g_autoptr (QhDatabase) database = qh_database_open (store->path, SQLITE_OPEN_READONLY, error);
  g_autoptr (QhKeyring) keyring = qh_store_ref_keyring (store);
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify)qh_log_change_free);
  sqlite3_stmt *statement
    = database != NULL
        ? qh_database_prepare (database,
                               "SELECT " QH_LOG_CHANGE_COLUMNS " FROM changes "
                               "WHERE record = ?1 AND kind = ?2 ORDER BY sequence DESC",
                               error)
        : NULL;
  int code;

  if (statement == NULL)
    return NULL;
  sqlite3_bind_int64 (statement, 1, record);
  sqlite3_bind_int (statement, 2, (int)kind);
  while ((code = sqlite3_step (statement)) == SQLITE_ROW)
    g_ptr_array_add (found, qh_log_change_read (statement, keyring));
  if (code != SQLITE_DONE)
    qh_database_set_error (database, code, error);
  sqlite3_reset (statement);
  return code == SQLITE_DONE ? g_steal_pointer (&found) : NULL;
}
