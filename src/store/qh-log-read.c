/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/qh-log-read-private.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

#include "store/qh-log-close.h"
#include "vault/qh-seal.h"

#define DETAIL_KIND 0

void
qh_log_change_free (QhLogChange *change)
{
  g_free (change->machine);
  g_free (change->detail);
  g_free (change);
}

/**
 * qh_log_change_copy:
 *
 * Returns: (transfer full): a copy.
 */
QhLogChange *
qh_log_change_copy (const QhLogChange *change)
{
  QhLogChange *copy = g_memdup2 (change, sizeof *change);

  copy->machine = g_strdup (change->machine);
  copy->detail = g_strdup (change->detail);
  return copy;
}

void
qh_log_entry_free (QhLogEntry *entry)
{
  g_bytes_unref (entry->body);
  g_free (entry);
}

static char *
open_detail (sqlite3_stmt *statement, int column, gint64 id, QhKeyring *keyring)
{
  gsize size = (gsize)sqlite3_column_bytes (statement, column);
  g_autofree guint8 *opened = NULL;
  gssize length;

  if (size == 0 || keyring == NULL)
    return NULL;
  opened = g_malloc0 (size + 1);
  length = qh_unseal (
    keyring, DETAIL_KIND, id, sqlite3_column_blob (statement, column), size, opened, NULL);
  return length >= 0 ? g_strndup ((const char *)opened, (gsize)length) : NULL;
}

/* Reads a row of QH_LOG_CHANGE_COLUMNS. */
QhLogChange *
qh_log_change_read (sqlite3_stmt *statement, QhKeyring *keyring)
{
  QhLogChange *change = g_new0 (QhLogChange, 1);

  change->sequence = sqlite3_column_int64 (statement, 0);
  change->id = sqlite3_column_int64 (statement, 1);
  change->time = sqlite3_column_int64 (statement, 2);
  change->user = sqlite3_column_int64 (statement, 3);
  change->machine = g_strdup ((const char *)sqlite3_column_text (statement, 4));
  change->action = (QhAction)sqlite3_column_int (statement, 5);
  change->about_kind = (guint)sqlite3_column_int (statement, 6);
  change->about_id = sqlite3_column_int64 (statement, 7);
  change->undoes = sqlite3_column_int64 (statement, 8);
  change->first_entry = sqlite3_column_int64 (statement, 9);
  change->n_entries = sqlite3_column_int64 (statement, 10);
  change->detail = open_detail (statement, 11, change->id, keyring);
  return change;
}

/* Reads a row of QH_LOG_ENTRY_COLUMNS, with what the keys open of it. */
QhLogEntry *
qh_log_entry_read (sqlite3_stmt *statement, QhKeyring *keyring)
{
  QhLogEntry *entry = g_new0 (QhLogEntry, 1);
  const guint8 *blob = sqlite3_column_blob (statement, 6);
  gsize size = (gsize)sqlite3_column_bytes (statement, 6);

  entry->id = sqlite3_column_int64 (statement, 0);
  entry->change = sqlite3_column_int64 (statement, 1);
  entry->kind = (guint)sqlite3_column_int (statement, 2);
  entry->record = sqlite3_column_int64 (statement, 3);
  entry->operation = (QhOperation)sqlite3_column_int (statement, 4);
  entry->erased = sqlite3_column_int (statement, 5) == QH_LOG_BODY_ERASED;
  if (sqlite3_column_int (statement, 5) == QH_LOG_BODY_CLOSED)
    entry->body = qh_log_open_body (keyring, entry->id, blob, size);
  entry->closed = sqlite3_column_int (statement, 5) == QH_LOG_BODY_CLOSED && entry->body == NULL;
  if (entry->body == NULL)
    entry->body = g_bytes_new (blob, size);
  return entry;
}

/* Reads one change's header with a connection. */
QhLogChange *
qh_log_find (QhDatabase *database, QhKeyring *keyring, gint64 sequence, GError **error)
{
  sqlite3_stmt *statement = qh_database_prepare (
    database, "SELECT " QH_LOG_CHANGE_COLUMNS " FROM changes WHERE sequence = ?1", error);
  QhLogChange *change = NULL;

  if (statement == NULL)
    return NULL;
  sqlite3_bind_int64 (statement, 1, sequence);
  if (sqlite3_step (statement) == SQLITE_ROW)
    change = qh_log_change_read (statement, keyring);
  else
    g_set_error (error,
                 QH_ERROR,
                 QH_ERROR_NOT_FOUND,
                 _ ("There is no change %" PRId64 " in the log."),
                 sequence);
  sqlite3_reset (statement);
  return change;
}

/**
 * qh_log_get:
 * @sequence: its place in the log
 *
 * Returns: (transfer full): the change, or %NULL with %QH_ERROR_NOT_FOUND.
 */
QhLogChange *
qh_log_get (QhStore *store, gint64 sequence, GError **error)
{
  QhLogChange *change = NULL;

  g_mutex_lock (&store->read_lock);
  if (store->reader == NULL)
    qh_store_set_locked_error (error);
  else
    change = qh_log_find (store->reader, store->keyring, sequence, error);
  g_mutex_unlock (&store->read_lock);
  return change;
}

/**
 * qh_log_get_first:
 *
 * Returns: (transfer full): the change that @change undid or did again; a copy
 *   of @change itself when it is neither an undo nor a redo.
 */
QhLogChange *
qh_log_get_first (QhStore *store, const QhLogChange *change, GError **error)
{
  QhLogChange *first = qh_log_change_copy (change);

  while (first != NULL && first->undoes != 0)
    {
      gint64 undoes = first->undoes;

      qh_log_change_free (first);
      first = qh_log_get (store, undoes, error);
    }
  return first;
}

typedef gpointer (*ReadRow) (sqlite3_stmt *statement, QhStore *store);

static gpointer
read_change (sqlite3_stmt *statement, QhStore *store)
{
  return qh_log_change_read (statement, store->keyring);
}

static gpointer
read_entry (sqlite3_stmt *statement, QhStore *store)
{
  return qh_log_entry_read (statement, store->keyring);
}

/* Reads all rows of a query whose parameters are whole numbers. */
static GPtrArray *
read_rows (QhStore *store,
           const char *sql,
           const gint64 *parameters,
           guint n_parameters,
           ReadRow read,
           GDestroyNotify free_row,
           GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (free_row);
  sqlite3_stmt *statement = NULL;
  int code = SQLITE_DONE;

  g_mutex_lock (&store->read_lock);
  if (store->reader == NULL)
    qh_store_set_locked_error (error);
  else
    statement = qh_database_prepare (store->reader, sql, error);
  if (statement != NULL)
    {
      for (guint i = 0; i < n_parameters; i++)
        sqlite3_bind_int64 (statement, (int)i + 1, parameters[i]);
      while ((code = sqlite3_step (statement)) == SQLITE_ROW)
        g_ptr_array_add (rows, read (statement, store));
      if (code != SQLITE_DONE)
        qh_database_set_error (store->reader, code, error);
      sqlite3_reset (statement);
    }
  g_mutex_unlock (&store->read_lock);
  return statement != NULL && code == SQLITE_DONE ? g_steal_pointer (&rows) : NULL;
}

/**
 * qh_log_list:
 * @filter: (nullable): which
 * @limit: how many at most
 *
 * Returns: (transfer full) (element-type QhLogChange): the changes, the latest first.
 */
GPtrArray *
qh_log_list (QhStore *store, const QhLogFilter *filter, guint limit, GError **error)
{
  const QhLogFilter all = { 0 };
  const QhLogFilter *asked = filter != NULL ? filter : &all;
  const gint64 parameters[] = { asked->since,  asked->until,
                                asked->user,   limit,
                                asked->action, asked->before != 0 ? asked->before : G_MAXINT64 };

  return read_rows (store,
                    "SELECT " QH_LOG_CHANGE_COLUMNS " FROM changes "
                    "WHERE (?1 = 0 OR time >= ?1) AND (?2 = 0 OR time < ?2) "
                    "AND (?3 = 0 OR user = ?3) AND (?5 = 0 OR action = ?5) "
                    "AND sequence < ?6 ORDER BY sequence DESC LIMIT ?4",
                    parameters,
                    G_N_ELEMENTS (parameters),
                    read_change,
                    (GDestroyNotify)qh_log_change_free,
                    error);
}

/**
 * qh_log_list_entries:
 * @sequence: a change's place in the log
 * @limit: how many at most
 *
 * Returns: (transfer full) (element-type QhLogEntry): what it did, in its order.
 */
GPtrArray *
qh_log_list_entries (QhStore *store, gint64 sequence, guint limit, GError **error)
{
  const gint64 parameters[] = { sequence, limit };

  return read_rows (store,
                    "SELECT " QH_LOG_ENTRY_COLUMNS " FROM change_entries WHERE id BETWEEN "
                    "(SELECT first_entry FROM changes WHERE sequence = ?1) AND "
                    "(SELECT first_entry + n_entries - 1 FROM changes WHERE sequence = ?1) "
                    "ORDER BY id LIMIT ?2",
                    parameters,
                    G_N_ELEMENTS (parameters),
                    read_entry,
                    (GDestroyNotify)qh_log_entry_free,
                    error);
}

/**
 * qh_log_list_entries_of:
 * @kind: a #QhKindNumber
 * @record: a record's id; it may be gone
 *
 * Returns: (transfer full) (element-type QhLogEntry): all that was done to the
 *   record, the latest first.
 */
GPtrArray *
qh_log_list_entries_of (QhStore *store, guint kind, gint64 record, GError **error)
{
  const gint64 parameters[] = { record, kind };

  return read_rows (store,
                    "SELECT " QH_LOG_ENTRY_COLUMNS " FROM change_entries "
                    "WHERE record = ?1 AND kind = ?2 ORDER BY id DESC",
                    parameters,
                    G_N_ELEMENTS (parameters),
                    read_entry,
                    (GDestroyNotify)qh_log_entry_free,
                    error);
}
