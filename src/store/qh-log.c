/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The log of changes, append-only: hash = H (hash before ‖ header ‖ H (entries)),
 * keyed by the workspace key. H (entries) is over the digests of their bodies,
 * so a body can be erased and the chain still holds. */
#include "store/qh-log.h"

#include <string.h>

#include "store/qh-store-private.h"
#include "vault/qh-seal.h"

/* What a change's detail is sealed for: no kind of record has this number. */
#define DETAIL_KIND 0

static gboolean
read_head (QhLogWriter *self, GError **error)
{
  sqlite3_stmt *statement
    = qh_database_prepare (self->database,
                           "SELECT sequence, hash FROM changes ORDER BY sequence DESC LIMIT 1",
                           error);
  int code;

  if (statement == NULL)
    return FALSE;
  code = sqlite3_step (statement);
  if (code == SQLITE_ROW)
    {
      self->sequence = sqlite3_column_int64 (statement, 0);
      if (sqlite3_column_bytes (statement, 1) == QH_HASH_SIZE)
        memcpy (self->previous, sqlite3_column_blob (statement, 1), QH_HASH_SIZE);
    }
  else if (code != SQLITE_DONE)
    qh_database_set_error (self->database, code, error);
  sqlite3_reset (statement);
  return code == SQLITE_ROW || code == SQLITE_DONE;
}

/**
 * qh_log_writer_begin:
 * @database: in a transaction that is to write
 *
 * Returns: whether the log's head could be read.
 */
gboolean
qh_log_writer_begin (QhLogWriter *self, QhStore *store, QhDatabase *database, GError **error)
{
  *self = (QhLogWriter){ .store = store, .database = database };
  self->entries = store->keyring != NULL ? qh_hash_new (store->keyring) : NULL;
  if (self->entries == NULL)
    {
      qh_store_set_locked_error (error);
      return FALSE;
    }
  if (!read_head (self, error))
    return FALSE;
  self->sequence++;
  self->first_entry
    = qh_database_get_int (database, "SELECT max (id) FROM change_entries", 0) + 1;
  return TRUE;
}

void
qh_log_writer_clear (QhLogWriter *self)
{
  g_clear_pointer (&self->entries, qh_hash_free);
}

/**
 * qh_log_hash_entry:
 * @digest: of its body, %QH_DIGEST_SIZE bytes
 *
 * Adds one entry to the hash of a change's entries.
 */
void
qh_log_hash_entry (QhHash *hash,
                   guint kind,
                   gint64 record,
                   QhOperation operation,
                   const guint8 *digest)
{
  qh_hash_add_int (hash, kind);
  qh_hash_add_int (hash, record);
  qh_hash_add_int (hash, operation);
  qh_hash_update (hash, digest, QH_DIGEST_SIZE);
}

/**
 * qh_log_writer_add:
 * @body: of qh_entry_body_compare()
 * @erased: whether only the body's digest is to be kept
 *
 * Returns: whether the entry was appended.
 */
gboolean
qh_log_writer_add (QhLogWriter *self,
                   guint kind,
                   gint64 record,
                   QhOperation operation,
                   GBytes *body,
                   gboolean erased,
                   GError **error)
{
  sqlite3_stmt *statement = qh_database_prepare (
    self->database,
    "INSERT INTO change_entries (id, change, kind, record, operation, erased, body) "
    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    error);
  guint8 digest[QH_DIGEST_SIZE];
  gsize size;
  const void *data = g_bytes_get_data (body, &size);

  if (statement == NULL)
    return FALSE;
  if (!qh_keyed_digest (self->store->keyring, QH_KEY_WORKSPACE, data, size, digest))
    {
      qh_store_set_locked_error (error);
      return FALSE;
    }
  qh_log_hash_entry (self->entries, kind, record, operation, digest);
  sqlite3_bind_int64 (statement, 1, self->first_entry + self->n_entries++);
  sqlite3_bind_int64 (statement, 2, self->sequence);
  sqlite3_bind_int64 (statement, 3, kind);
  sqlite3_bind_int64 (statement, 4, record);
  sqlite3_bind_int64 (statement, 5, operation);
  if (erased)
    sqlite3_bind_int (statement, 6, 1);
  if (erased)
    sqlite3_bind_blob (statement, 7, digest, sizeof digest, SQLITE_TRANSIENT);
  else
    sqlite3_bind_blob (statement, 7, data, (int)size, SQLITE_STATIC);
  return qh_database_step (self->database, statement, error);
}

/**
 * qh_log_chain:
 * @previous: the hash of the header before; zeroes for the first
 * @hash: (out caller-allocates): the header's own
 *
 * Returns: whether the keyring has the key.
 */
gboolean
qh_log_chain (QhKeyring *keyring,
              const guint8 *previous,
              const QhLogHeader *header,
              guint8 hash[QH_HASH_SIZE])
{
  g_autoptr (QhHash) chain = qh_hash_new (keyring);
  gsize size = 0;
  gconstpointer detail
    = header->detail != NULL ? g_bytes_get_data (header->detail, &size) : NULL;

  if (chain == NULL)
    return FALSE;
  qh_hash_update (chain, previous, QH_HASH_SIZE);
  qh_hash_add_int (chain, header->sequence);
  qh_hash_add_int (chain, header->id);
  qh_hash_add_int (chain, header->time);
  qh_hash_add_int (chain, header->user);
  qh_hash_add_text (chain, header->machine);
  qh_hash_add_int (chain, header->action);
  qh_hash_add_int (chain, header->about_kind);
  qh_hash_add_int (chain, header->about_id);
  qh_hash_add_int (chain, header->undoes);
  qh_hash_add_int (chain, header->n_entries);
  qh_hash_add_int (chain, (gint64)size);
  qh_hash_update (chain, detail, size);
  qh_hash_update (chain, header->entries_hash, QH_HASH_SIZE);
  qh_hash_finish (chain, hash);
  return TRUE;
}

static gboolean
insert_header (QhLogWriter *self, const QhLogHeader *header, GError **error)
{
  sqlite3_stmt *statement = qh_database_prepare (
    self->database,
    "INSERT INTO changes (sequence, id, time, user, machine, action, kind, record, undoes, "
    "first_entry, n_entries, detail, entries_hash, hash) "
    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
    error);
  guint8 hash[QH_HASH_SIZE];

  if (statement == NULL)
    return FALSE;
  if (!qh_log_chain (self->store->keyring, self->previous, header, hash))
    {
      qh_store_set_locked_error (error);
      return FALSE;
    }
  sqlite3_bind_int64 (statement, 1, header->sequence);
  sqlite3_bind_int64 (statement, 2, header->id);
  sqlite3_bind_int64 (statement, 3, header->time);
  sqlite3_bind_int64 (statement, 4, header->user);
  sqlite3_bind_text (statement, 5, header->machine, -1, SQLITE_TRANSIENT);
  sqlite3_bind_int64 (statement, 6, header->action);
  sqlite3_bind_int64 (statement, 7, header->about_kind);
  sqlite3_bind_int64 (statement, 8, header->about_id);
  sqlite3_bind_int64 (statement, 9, header->undoes);
  sqlite3_bind_int64 (statement, 10, self->first_entry);
  sqlite3_bind_int64 (statement, 11, header->n_entries);
  if (header->detail != NULL)
    sqlite3_bind_blob (statement,
                       12,
                       g_bytes_get_data (header->detail, NULL),
                       (int)g_bytes_get_size (header->detail),
                       SQLITE_TRANSIENT);
  sqlite3_bind_blob (statement, 13, header->entries_hash, QH_HASH_SIZE, SQLITE_TRANSIENT);
  sqlite3_bind_blob (statement, 14, hash, QH_HASH_SIZE, SQLITE_TRANSIENT);
  return qh_database_step (self->database, statement, error);
}

/**
 * qh_log_writer_end:
 * @change: whose action, subject and detail the header takes
 * @undoes: the change that it takes back, or 0
 *
 * Returns: whether the change's header was appended.
 */
gboolean
qh_log_writer_end (QhLogWriter *self, const QhChange *change, gint64 undoes, GError **error)
{
  g_autoptr (GBytes) detail = NULL;
  QhLogHeader header = {
    .sequence = self->sequence,
    .id = qh_store_new_id (self->store),
    .time = change->time != 0 ? change->time : g_get_real_time () / 1000,
    .user = change->user != 0 ? change->user : self->store->user,
    .machine = change->machine != NULL ? change->machine : g_get_host_name (),
    .action = change->action,
    .about_kind = change->about_kind,
    .about_id = change->about_id,
    .undoes = undoes,
    .n_entries = self->n_entries,
  };

  qh_hash_finish (self->entries, header.entries_hash);
  if (change->detail != NULL)
    detail = qh_seal (self->store->keyring,
                      QH_KEY_WORKSPACE,
                      DETAIL_KIND,
                      header.id,
                      change->detail,
                      strlen (change->detail));
  header.detail = detail;
  return insert_header (self, &header, error);
}
