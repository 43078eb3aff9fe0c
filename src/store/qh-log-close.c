/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the log holds of a restricted case from before: its bodies are sealed
 * whole with the case's key. Each leaves its digest in front, over which the
 * chain is, so the log holds for everybody and reads for the case's users. */
#include "store/qh-log-close.h"

#include <string.h>

#include "store/qh-entry-body.h"
#include "vault/qh-hash.h"
#include "vault/qh-seal.h"

#define ENTRY_KIND 1001 /* what the seal is bound to, beside the entry's id; drafts have 1000 */

typedef struct
{
  gint64 id;
  gboolean closed;
  GBytes *body;
} Entry;

static void
clear_entry (gpointer data)
{
  g_bytes_unref (((Entry *)data)->body);
}

/* Those that are not erased; or only those that are closed. */
static GArray *
list_entries (QhDatabase *database, guint kind, gint64 record, gboolean closed, GError **error)
{
  sqlite3_stmt *statement
    = qh_database_prepare (database,
                           "SELECT id, erased, body FROM change_entries WHERE record = ?1 AND kind "
                           "= ?2 AND (erased = ?3 OR (erased IS NULL AND NOT ?4)) ORDER BY id",
                           error);
  GArray *entries;

  if (statement == NULL)
    return NULL;
  entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  g_array_set_clear_func (entries, clear_entry);
  sqlite3_bind_int64 (statement, 1, record);
  sqlite3_bind_int64 (statement, 2, kind);
  sqlite3_bind_int (statement, 3, QH_LOG_BODY_CLOSED);
  sqlite3_bind_int (statement, 4, closed);
  while (sqlite3_step (statement) == SQLITE_ROW)
    {
      const Entry entry = { sqlite3_column_int64 (statement, 0),
                            sqlite3_column_int (statement, 1) == QH_LOG_BODY_CLOSED,
                            g_bytes_new (sqlite3_column_blob (statement, 2),
                                         (gsize)sqlite3_column_bytes (statement, 2)) };

      g_array_append_val (entries, entry);
    }
  sqlite3_reset (statement);
  return entries;
}

static gboolean
write_body (QhDatabase *writer, gint64 entry, gboolean closed, GBytes *body, GError **error)
{
  sqlite3_stmt *statement = qh_database_prepare (
    writer, "UPDATE change_entries SET erased = ?2, body = ?3 WHERE id = ?1", error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, entry);
  if (closed)
    sqlite3_bind_int (statement, 2, QH_LOG_BODY_CLOSED);
  sqlite3_bind_blob (statement,
                     3,
                     g_bytes_get_data (body, NULL),
                     (int)g_bytes_get_size (body),
                     SQLITE_TRANSIENT);
  return qh_database_step (writer, statement, error);
}

/* The body as it was written; NULL where the keys do not open it. */
static GBytes *
get_written (QhKeyring *keyring, const Entry *entry)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (entry->body, &size);

  return entry->closed ? qh_log_open_body (keyring, entry->id, data, size)
                       : g_bytes_ref (entry->body);
}

static gboolean
is_closed_with (const Entry *entry, guint32 number)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (entry->body, &size);

  return entry->closed && size > QH_DIGEST_SIZE
         && qh_seal_get_key_number (data + QH_DIGEST_SIZE, size - QH_DIGEST_SIZE) == number;
}

/* Codes alone stay in the clear, as they do in the record. */
static gboolean
holds_seal (gint64 record, GBytes *written)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (written, &size);
  g_autoptr (QhEntryBody) body = qh_entry_body_decode (record, data, size, NULL);

  return body != NULL && body->sealed_differs;
}

static GBytes *
close_body (QhKeyring *keyring, guint32 number, gint64 entry, GBytes *written)
{
  gsize size;
  const void *data = g_bytes_get_data (written, &size);
  g_autoptr (GBytes) seal = qh_seal_with (keyring, number, ENTRY_KIND, entry, data, size);
  GByteArray *closed = g_byte_array_new ();
  guint8 digest[QH_DIGEST_SIZE];

  qh_keyed_digest (keyring, QH_KEY_WORKSPACE, data, size, digest);
  g_byte_array_append (closed, digest, sizeof digest);
  g_byte_array_append (closed, g_bytes_get_data (seal, NULL), (guint)g_bytes_get_size (seal));
  return g_byte_array_free_to_bytes (closed);
}

/**
 * qh_log_close_entries:
 * @writer: in a transaction
 * @number: the key of a restricted case, which @keyring has
 *
 * Seals with a case's key all that the log holds of a record's names and notes;
 * what is closed with another key, as far as @keyring opens it.
 */
gboolean
qh_log_close_entries (QhDatabase *writer,
                      QhKeyring *keyring,
                      guint kind,
                      gint64 record,
                      guint32 number,
                      GError **error)
{
  g_autoptr (GArray) entries = list_entries (writer, kind, record, FALSE, error);

  for (guint i = 0; entries != NULL && i < entries->len; i++)
    {
      const Entry *entry = &g_array_index (entries, Entry, i);
      g_autoptr (GBytes) written = NULL;
      g_autoptr (GBytes) closed = NULL;

      if (is_closed_with (entry, number))
        continue;
      written = get_written (keyring, entry);
      if (written == NULL || !holds_seal (record, written))
        continue;
      closed = close_body (keyring, number, entry->id, written);
      if (!write_body (writer, entry->id, TRUE, closed, error))
        return FALSE;
    }
  return entries != NULL;
}

/**
 * qh_log_open_entries:
 * @writer: in a transaction
 *
 * Puts back what qh_log_close_entries() sealed, as far as @keyring opens it.
 */
gboolean
qh_log_open_entries (QhDatabase *writer,
                     QhKeyring *keyring,
                     guint kind,
                     gint64 record,
                     GError **error)
{
  g_autoptr (GArray) entries = list_entries (writer, kind, record, TRUE, error);

  for (guint i = 0; entries != NULL && i < entries->len; i++)
    {
      const Entry *entry = &g_array_index (entries, Entry, i);
      g_autoptr (GBytes) written = entry->closed ? get_written (keyring, entry) : NULL;

      if (written != NULL && !write_body (writer, entry->id, FALSE, written, error))
        return FALSE;
    }
  return entries != NULL;
}

/**
 * qh_log_open_body:
 * @entry: an entry's id
 * @data: the body of one that is closed
 *
 * Returns: (transfer full) (nullable): the body as it was written, or %NULL where
 *   the keys do not open it.
 */
GBytes *
qh_log_open_body (QhKeyring *keyring, gint64 entry, const guint8 *data, gsize size)
{
  g_autofree guint8 *opened = NULL;
  gssize length;

  if (keyring == NULL || size <= QH_DIGEST_SIZE)
    return NULL;
  opened = g_malloc (size);
  length = qh_unseal (keyring,
                      ENTRY_KIND,
                      entry,
                      data + QH_DIGEST_SIZE,
                      size - QH_DIGEST_SIZE,
                      opened,
                      NULL);
  return length >= 0 ? g_bytes_new (opened, (gsize)length) : NULL;
}
