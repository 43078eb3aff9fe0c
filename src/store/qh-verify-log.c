/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether the log is as it was written, to its end. */
#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

#include "store/qh-backup.h"
#include "store/qh-log-chain.h"
#include "store/qh-verify-private.h"

/* Says which change is bad, and which record where only one can be meant. */
static void
report_change (QhVerification *self, const QhLogChange *change, guint kind, gint64 record)
{
  QhStore *store = self->store;

  if (change->n_entries == 1 && kind > 0 && kind < QH_N_KINDS)
    qh_verification_add_problem (
      self,
      _ ("Change %" PRId64 " of the log, of %s %" PRId64 ", is not as it was written."),
      change->sequence,
      qh_kind_get_label (qh_store_get_kind (store, kind), qh_store_get_language (store)),
      record);
  else
    qh_verification_add_problem (
      self, _ ("Change %" PRId64 " of the log is not as it was written."), change->sequence);
}

/* Follows the chain to the first change that does not hold. */
static gboolean
follow (QhVerification *self, QhLogChain *chain, GError **error)
{
  gboolean holds = TRUE;

  while (holds)
    {
      gboolean there = chain->entry_code == SQLITE_ROW;
      guint kind = there ? (guint)sqlite3_column_int (chain->entries, 2) : 0;
      gint64 record = there ? sqlite3_column_int64 (chain->entries, 3) : 0;
      g_autoptr (QhLogChange) change = qh_log_chain_next (chain, &holds);

      if (change == NULL)
        break;
      if (holds)
        self->done += 1 + (guint64)change->n_entries;
      else
        report_change (self, change, kind, record);
    }
  self->report->n_changes = chain->n_changes;
  if (chain->code == SQLITE_ROW)
    chain->code = chain->entry_code = SQLITE_DONE;
  if (chain->entry_code == SQLITE_ROW)
    qh_verification_add_problem (
      self,
      _ ("The log's end is missing: there are entries after change %" PRId64 "."),
      chain->last);
  return qh_verification_finish (self, chain->changes, chain->code, error)
         && qh_verification_finish (self,
                                    chain->entries,
                                    chain->entry_code == SQLITE_ROW ? SQLITE_DONE
                                                                    : chain->entry_code,
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
  found = sqlite3_step (statement) == SQLITE_ROW && g_bytes_get_size (head->hash) == QH_HASH_SIZE
          && sqlite3_column_bytes (statement, 0) == QH_HASH_SIZE
          && memcmp (sqlite3_column_blob (statement, 0),
                     g_bytes_get_data (head->hash, NULL),
                     QH_HASH_SIZE)
               == 0;
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
  QhLogChain chain;

  qh_verification_begin (
    self,
    QH_VERIFICATION_LOG,
    (guint64)qh_database_get_int (
      self->database,
      "SELECT (SELECT count (*) FROM changes) + (SELECT coalesce (max (id), 0) "
      "FROM change_entries)",
      0));
  if (!qh_log_chain_begin (&chain, self->database, self->keyring, error)
      || !follow (self, &chain, error))
    return FALSE;
  check_heads (self);
  return TRUE;
}
