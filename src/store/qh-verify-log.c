/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether the log is as it was written: each header's hash follows from the one
 * before it and from its entries. */
#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

#include "store/qh-backup.h"
#include "store/qh-log-read-private.h"
#include "store/qh-log.h"
#include "store/qh-verify-private.h"
#include "vault/qh-seal.h"

typedef struct
{
  QhVerification *verification;
  sqlite3_stmt *changes;
  sqlite3_stmt *entries;
  int entry_code;
  gint64 next_entry;
  gint64 next_change;
  guint8 previous[QH_HASH_SIZE];
} LogCheck;

static void
step_entry (LogCheck *self)
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

/* The digest of an entry's body, or what stands in its place when it was erased. */
static gboolean
digest_body (LogCheck *self, guint8 digest[QH_DIGEST_SIZE])
{
  gsize size = (gsize)sqlite3_column_bytes (self->entries, 6);
  const void *body = sqlite3_column_blob (self->entries, 6);

  if (sqlite3_column_int (self->entries, 5) == 0)
    return qh_keyed_digest (
      self->verification->keyring, QH_KEY_WORKSPACE, body, size, digest);
  if (size != QH_DIGEST_SIZE)
    return FALSE;
  memcpy (digest, body, QH_DIGEST_SIZE);
  return TRUE;
}

/* Reads the entries of a change; whether they are all there and hash to @expected. */
static gboolean
check_entries (LogCheck *self, gint64 sequence, gint64 n_entries, guint8 hash[QH_HASH_SIZE])
{
  g_autoptr (QhHash) entries = qh_hash_new (self->verification->keyring);
  gboolean whole = entries != NULL;

  for (gint64 i = 0; i < n_entries && whole; i++)
    {
      guint8 digest[QH_DIGEST_SIZE];

      whole = self->entry_code == SQLITE_ROW
              && sqlite3_column_int64 (self->entries, 0) == self->next_entry
              && sqlite3_column_int64 (self->entries, 1) == sequence
              && digest_body (self, digest);
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

/* Says which change is bad, and which record where only one can be meant. */
static void
report_change (LogCheck *self, const QhLogChange *change, guint kind, gint64 record)
{
  QhStore *store = self->verification->store;

  if (change->n_entries == 1 && kind > 0 && kind < QH_N_KINDS)
    qh_verification_add_problem (
      self->verification,
      _ ("Change %" PRId64 " of the log, of %s %" PRId64 ", is not as it was written."),
      change->sequence,
      qh_kind_get_label (qh_store_get_kind (store, kind), qh_store_get_language (store)),
      record);
  else
    qh_verification_add_problem (self->verification,
                                 _ ("Change %" PRId64 " of the log is not as it was written."),
                                 change->sequence);
}

/* Whether the header on which the statement stands follows from the one before. */
static gboolean
check_change (LogCheck *self, const QhLogChange *change)
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

  return change->sequence == self->next_change && change->first_entry == self->next_entry
         && check_entries (self, change->sequence, change->n_entries, header.entries_hash)
         && is_hash (self->changes, 12, header.entries_hash)
         && qh_log_chain (self->verification->keyring, self->previous, &header, hash)
         && is_hash (self->changes, 13, hash) && memcpy (self->previous, hash, sizeof hash);
}

/* Follows the chain to the first change that does not hold: what comes after
 * it cannot be told. */
static gboolean
follow (LogCheck *self, GError **error)
{
  QhVerification *verification = self->verification;
  int code;

  step_entry (self);
  while ((code = sqlite3_step (self->changes)) == SQLITE_ROW)
    {
      g_autoptr (QhLogChange) change = qh_log_change_read (self->changes, NULL);
      gboolean there = self->entry_code == SQLITE_ROW;
      guint kind = there ? (guint)sqlite3_column_int (self->entries, 2) : 0;
      gint64 record = there ? sqlite3_column_int64 (self->entries, 3) : 0;

      if (!check_change (self, change))
        {
          report_change (self, change, kind, record);
          code = SQLITE_DONE;
          self->entry_code = SQLITE_DONE;
          break;
        }
      self->next_change++;
      verification->report->n_changes++;
      verification->done += 1 + (guint64)change->n_entries;
    }
  if (self->entry_code == SQLITE_ROW)
    qh_verification_add_problem (
      verification,
      _ ("The log's end is missing: there are entries after change %" PRId64 "."),
      self->next_change - 1);
  return qh_verification_finish (verification, self->changes, code, error)
         && qh_verification_finish (verification,
                                    self->entries,
                                    self->entry_code == SQLITE_ROW ? SQLITE_DONE : self->entry_code,
                                    error);
}

/* Backups */

/* Whether a head is of this workspace: its backup is named after it and a date. */
static gboolean
is_own_head (const char *workspace, const QhBackupHead *head)
{
  g_autofree char *name = g_path_get_basename (workspace);
  char *ending = g_strrstr (name, ".quehacer");
  gsize length;

  if (ending != NULL)
    *ending = '\0';
  length = strlen (name);
  return head->sequence > 0 && head->hash != NULL && g_str_has_prefix (head->file, name)
         && head->file[length] == '-' && g_ascii_isdigit (head->file[length + 1]);
}

static gboolean
has_head (QhVerification *self, const QhBackupHead *head)
{
  sqlite3_stmt *statement
    = qh_database_prepare (self->database, "SELECT hash FROM changes WHERE sequence = ?1", NULL);
  gboolean found;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, head->sequence);
  found = sqlite3_step (statement) == SQLITE_ROW
          && g_bytes_get_size (head->hash) == QH_HASH_SIZE
          && is_hash (statement, 0, g_bytes_get_data (head->hash, NULL));
  sqlite3_reset (statement);
  return found;
}

/* A chain whose end was cut off still holds: the heads beside the backups tell
 * where it stood. */
static void
check_heads (QhVerification *self)
{
  g_autofree char *folder = qh_backup_get_folder (self->store);
  g_autoptr (GPtrArray) heads = folder != NULL ? qh_backup_read_heads (folder) : NULL;

  for (guint i = 0; heads != NULL && i < heads->len; i++)
    {
      const QhBackupHead *head = g_ptr_array_index (heads, i);

      if (!is_own_head (self->store->path, head) || has_head (self, head))
        continue;
      qh_verification_add_problem (
        self,
        _ ("The log lacks change %" PRId64
           ", which the backup “%s” knows: its end was removed or replaced."),
        head->sequence,
        head->file);
      return;
    }
}

/**
 * qh_verification_check_log:
 *
 * Returns: whether the log could be read; what is wrong with it is reported.
 */
gboolean
qh_verification_check_log (QhVerification *self, GError **error)
{
  LogCheck check = { .verification = self, .next_entry = 1, .next_change = 1 };

  qh_verification_begin (self,
                         QH_VERIFICATION_LOG,
                         (guint64)qh_database_get_int (
                           self->database,
                           "SELECT (SELECT count (*) FROM changes) + (SELECT coalesce (max (id), 0) "
                           "FROM change_entries)",
                           0));
  check.changes = qh_database_prepare (
    self->database,
    "SELECT " QH_LOG_CHANGE_COLUMNS ", entries_hash, hash FROM changes ORDER BY sequence",
    error);
  if (check.changes == NULL)
    return FALSE;
  check.entries = qh_database_prepare (
    self->database, "SELECT " QH_LOG_ENTRY_COLUMNS " FROM change_entries ORDER BY id", error);
  if (check.entries == NULL || !follow (&check, error))
    return FALSE;
  check_heads (self);
  return TRUE;
}
