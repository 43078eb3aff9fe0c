/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the log and the drafts hold of a record that is erased. */
#include "store/qh-erase-private.h"

#include <string.h>

#include "store/qh-log-close.h"
#include "store/qh-log-read-private.h"
#include "vault/qh-seal.h"

static gboolean
erase_entry (QhErasing *self, gint64 entry, gint64 of, GError **error)
{
  QhDatabase *database = self->transaction.database;
  sqlite3_stmt *read
    = qh_database_prepare (database, "SELECT body, erased FROM change_entries WHERE id = ?1", error);
  sqlite3_stmt *write;
  guint8 digest[QH_DIGEST_SIZE];

  if (read == NULL)
    return FALSE;
  sqlite3_bind_int64 (read, 1, entry);
  if (sqlite3_step (read) != SQLITE_ROW)
    memset (digest, 0, sizeof digest);
  else if (sqlite3_column_int (read, 1) == QH_LOG_BODY_CLOSED) /* it begins with its digest */
    memcpy (digest, sqlite3_column_blob (read, 0), sizeof digest);
  else
    qh_keyed_digest (self->transaction.store->keyring,
                     QH_KEY_WORKSPACE,
                     sqlite3_column_blob (read, 0),
                     (gsize)sqlite3_column_bytes (read, 0),
                     digest);
  sqlite3_reset (read);
  write = qh_database_prepare (
    database, "UPDATE change_entries SET erased = 1, body = ?2 WHERE id = ?1", error);
  if (write == NULL)
    return FALSE;
  sqlite3_bind_int64 (write, 1, entry);
  sqlite3_bind_blob (write, 2, digest, sizeof digest, SQLITE_TRANSIENT);
  self->erasure->n_entries++;
  return qh_database_step (database, write, error);
}

static gboolean
erase_draft (QhErasing *self, gint64 draft, gint64 of, GError **error)
{
  QhDatabase *database = self->transaction.database;
  sqlite3_stmt *statement
    = qh_database_prepare (database, "DELETE FROM drafts WHERE id = ?1", error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, draft);
  self->erasure->n_drafts++;
  return qh_database_step (database, statement, error);
}

/* Leaves digests of all that the log tells of a record, and none of its drafts. */
gboolean
qh_erasing_erase_traces (QhErasing *self, gint64 record, GError **error)
{
  return qh_erasing_for_each (
           self, "SELECT id FROM drafts WHERE about = ?1", record, erase_draft, error)
         && qh_erasing_for_each (
           self,
           "SELECT id FROM change_entries WHERE record = ?1 AND erased IS NOT 1",
           record,
           erase_entry,
           error);
}

/* Erases what the log tells of records that were deleted by hand before, as far
 * as they told of those that are erased. One that was put back afterwards no
 * longer names them: it was cleared. */
gboolean
qh_erasing_erase_deleted (QhErasing *self, GError **error)
{
  g_autoptr (GPtrArray) found
    = qh_log_find_deleted (self->transaction.store, self->transaction.database, self->gone, error);

  for (guint i = 0; found != NULL && i < found->len; i++)
    if (!qh_erasing_erase_traces (
          self, ((const QhLogEntry *)g_ptr_array_index (found, i))->record, error))
      return FALSE;
  return found != NULL;
}
