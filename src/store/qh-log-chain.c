/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether the log is as it was written: each header's hash follows from the one
 * before it and from its entries. */
#include "store/qh-log-chain.h"

#include <string.h>

#include "store/qh-log-close.h"
#include "store/qh-log.h"
#include "vault/qh-seal.h"

static void
step_entry (QhLogChain *self)
{
  self->entry_code = sqlite3_step (self->entries);
}

static GBytes *
read_blob (sqlite3_stmt *statement, int column)
{
  if (sqlite3_column_type (statement, column) == SQLITE_NULL)
    return NULL;
  return g_bytes_new (sqlite3_column_blob (statement, column),
                      (gsize)sqlite3_column_bytes (statement, column));
}

static gboolean
is_hash (sqlite3_stmt *statement, int column, const guint8 *hash)
{
  return sqlite3_column_bytes (statement, column) == QH_HASH_SIZE
         && memcmp (sqlite3_column_blob (statement, column), hash, QH_HASH_SIZE) == 0;
}

/* Whether a closed body is that of its digest, or cannot be opened with these keys. */
static gboolean
check_closed (QhLogChain *self, const guint8 *body, gsize size)
{
  const gint64 id = sqlite3_column_int64 (self->entries, 0);
  g_autoptr (GBytes) written = NULL;
  guint8 digest[QH_DIGEST_SIZE];

  if (size <= QH_DIGEST_SIZE)
    return FALSE;
  if (qh_keyring_find (self->keyring,
                       qh_seal_get_key_number (body + QH_DIGEST_SIZE, size - QH_DIGEST_SIZE))
      == NULL)
    return TRUE;
  written = qh_log_open_body (self->keyring, id, body, size);
  return written != NULL
         && qh_keyed_digest (self->keyring,
                             QH_KEY_WORKSPACE,
                             g_bytes_get_data (written, NULL),
                             g_bytes_get_size (written),
                             digest)
         && memcmp (digest, body, sizeof digest) == 0;
}

/* The digest of an entry's body, or what stands in its place when it was erased or closed. */
static gboolean
digest_body (QhLogChain *self, guint8 digest[QH_DIGEST_SIZE])
{
  gsize size = (gsize)sqlite3_column_bytes (self->entries, 6);
  const guint8 *body = sqlite3_column_blob (self->entries, 6);
  int how = sqlite3_column_int (self->entries, 5);

  if (how == 0)
    return qh_keyed_digest (self->keyring, QH_KEY_WORKSPACE, body, size, digest);
  if (how == QH_LOG_BODY_CLOSED ? !check_closed (self, body, size) : size != QH_DIGEST_SIZE)
    return FALSE;
  memcpy (digest, body, QH_DIGEST_SIZE);
  return TRUE;
}

/* Reads the entries of a change, and whether they are all there. */
static gboolean
check_entries (QhLogChain *self, gint64 sequence, gint64 n_entries, guint8 hash[QH_HASH_SIZE])
{
  g_autoptr (QhHash) entries = qh_hash_new (self->keyring);
  gboolean whole = entries != NULL;

  for (gint64 i = 0; i < n_entries && whole; i++)
    {
      guint8 digest[QH_DIGEST_SIZE];

      whole = self->entry_code == SQLITE_ROW
              && sqlite3_column_int64 (self->entries, 0) == self->next_entry
              && sqlite3_column_int64 (self->entries, 1) == sequence && digest_body (self, digest);
      if (!whole)
        break;
      qh_log_hash_entry (entries,
                         (guint)sqlite3_column_int64 (self->entries, 2),
                         sqlite3_column_int64 (self->entries, 3),
                         (QhOperation)sqlite3_column_int64 (self->entries, 4),
                         digest);
      self->next_entry++;
      step_entry (self);
    }
  if (whole)
    qh_hash_finish (entries, hash);
  return whole;
}

/* Whether the header on which the statement stands follows from the one before. */
static gboolean
check_change (QhLogChain *self, const QhLogChange *change)
{
  g_autoptr (GBytes) detail = read_blob (self->changes, 11);
  QhLogHeader header = {
    .sequence = change->sequence,
    .id = change->id,
    .time = change->time,
    .user = change->user,
    .machine = change->machine != NULL ? change->machine : "",
    .action = change->action,
    .about_kind = change->about_kind,
    .about_id = change->about_id,
    .undoes = change->undoes,
    .n_entries = change->n_entries,
    .detail = detail,
  };
  guint8 hash[QH_HASH_SIZE];

  return change->sequence == self->last + 1 && change->first_entry == self->next_entry
         && check_entries (self, change->sequence, change->n_entries, header.entries_hash)
         && is_hash (self->changes, 12, header.entries_hash)
         && qh_log_chain (self->keyring, self->previous, &header, hash)
         && is_hash (self->changes, 13, hash) && memcpy (self->previous, hash, sizeof hash);
}

/* The entry that comes after those of a change. */
static gint64
find_next_entry (QhDatabase *database, gint64 sequence)
{
  sqlite3_stmt *statement = qh_database_prepare (
    database, "SELECT first_entry + n_entries FROM changes WHERE sequence = ?1", NULL);
  gint64 next = 1;

  if (statement == NULL)
    return next;
  sqlite3_bind_int64 (statement, 1, sequence);
  if (sqlite3_step (statement) == SQLITE_ROW)
    next = sqlite3_column_int64 (statement, 0);
  sqlite3_reset (statement);
  return next;
}

/**
 * qh_log_chain_begin_after:
 * @sequence: a change's place in the log
 * @hash: (array fixed-size=32): that change's hash
 *
 * Begins with the change after one that is known to be as it was written.
 *
 * Returns: whether the log can be read.
 */
gboolean
qh_log_chain_begin_after (QhLogChain *self,
                          QhDatabase *database,
                          QhKeyring *keyring,
                          gint64 sequence,
                          const guint8 *hash,
                          GError **error)
{
  *self = (QhLogChain){ .keyring = keyring, .last = sequence };
  memcpy (self->previous, hash, QH_HASH_SIZE);
  self->changes = qh_database_prepare (database,
                                       "SELECT " QH_LOG_CHANGE_COLUMNS
                                       ", entries_hash, hash FROM changes WHERE sequence > ?1 "
                                       "ORDER BY sequence",
                                       error);
  if (self->changes == NULL)
    return FALSE;
  self->entries = qh_database_prepare (database,
                                       "SELECT " QH_LOG_ENTRY_COLUMNS
                                       " FROM change_entries WHERE id >= ?1 ORDER BY id",
                                       error);
  if (self->entries == NULL)
    return FALSE;
  self->next_entry = find_next_entry (database, sequence);
  sqlite3_bind_int64 (self->changes, 1, sequence);
  sqlite3_bind_int64 (self->entries, 1, self->next_entry);
  step_entry (self);
  return TRUE;
}

/**
 * qh_log_chain_begin:
 *
 * Begins with the first change.
 *
 * Returns: whether the log can be read.
 */
gboolean
qh_log_chain_begin (QhLogChain *self, QhDatabase *database, QhKeyring *keyring, GError **error)
{
  static const guint8 none[QH_HASH_SIZE];

  return qh_log_chain_begin_after (self, database, keyring, 0, none, error);
}

/**
 * qh_log_chain_next:
 * @holds: (out): whether it is as it was written; what comes after one that is not,
 *   cannot be told
 *
 * Returns: (transfer full) (nullable): the next change; %NULL at the end, or where
 *   it cannot be read, as @code tells.
 */
QhLogChange *
qh_log_chain_next (QhLogChain *self, gboolean *holds)
{
  QhLogChange *change;

  *holds = FALSE;
  self->code = sqlite3_step (self->changes);
  if (self->code != SQLITE_ROW)
    return NULL;
  change = qh_log_change_read (self->changes, NULL);
  *holds = check_change (self, change);
  if (*holds)
    {
      self->last = change->sequence;
      self->n_changes++;
    }
  return change;
}
