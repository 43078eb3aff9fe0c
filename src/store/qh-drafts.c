/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is being typed, kept for who types it until it is saved or discarded. Not
 * part of the log: nobody has done anything yet. */
#include "store/qh-drafts.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "store/qh-draft-body.h"
#include "store/qh-file-guard.h"
#include "store/qh-store-private.h"
#include "vault/qh-seal.h"

/* What a draft's seal is bound to beside its id; no record's kind. */
#define SEALED_AS 1000

/**
 * qh_draft_new:
 * @records: (transfer full) (element-type QhRecord): what was typed
 *
 * Returns: (transfer full): a draft that is not saved yet.
 */
QhDraft *
qh_draft_new (const char *form, gint64 about, GPtrArray *records)
{
  QhDraft *draft = g_new0 (QhDraft, 1);

  draft->form = g_strdup (form);
  draft->about = about;
  draft->saved = g_get_real_time () / 1000;
  draft->records = records;
  return draft;
}

void
qh_draft_free (QhDraft *draft)
{
  if (draft == NULL)
    return;
  g_free (draft->form);
  g_clear_pointer (&draft->records, g_ptr_array_unref);
  g_clear_pointer (&draft->rows, g_strfreev);
  g_free (draft);
}

/* Writing */

static GBytes *
seal (QhStore *self, const QhDraft *draft)
{
  g_autoptr (QhKeyring) keyring = qh_store_ref_keyring (self);
  gsize length;
  char *body = qh_draft_body_encode (draft, &length);
  GBytes *sealed = keyring != NULL
                     ? qh_seal (keyring, QH_KEY_OWN, SEALED_AS, draft->id, body, length)
                     : NULL;

  qh_wipe (body, length);
  g_free (body);
  return sealed;
}

static gboolean
write_draft (QhStore *self, const QhDraft *draft, GBytes *sealed, GError **error)
{
  sqlite3_stmt *statement = qh_database_prepare (
    self->writer,
    "INSERT INTO drafts (id, user, session, form, about, saved, sealed) "
    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (id) DO UPDATE "
    "SET session = ?3, about = ?5, saved = ?6, sealed = ?7 WHERE saved <= ?6",
    error);
  g_autofree char *session = qh_file_guard_dup_session (self->writer->guard);
  gsize size;
  const void *bytes;

  if (statement == NULL)
    return FALSE;
  bytes = g_bytes_get_data (sealed, &size);
  sqlite3_bind_int64 (statement, 1, draft->id);
  sqlite3_bind_int64 (statement, 2, self->user);
  sqlite3_bind_text (statement, 3, session, -1, SQLITE_TRANSIENT);
  sqlite3_bind_text (statement, 4, draft->form, -1, SQLITE_TRANSIENT);
  sqlite3_bind_int64 (statement, 5, draft->about);
  sqlite3_bind_int64 (statement, 6, draft->saved);
  sqlite3_bind_blob (statement, 7, bytes, (int)size, SQLITE_TRANSIENT);
  return qh_database_step (self->writer, statement, error);
}

/**
 * qh_drafts_save:
 * @draft: what was typed; it gets an id where it has none
 *
 * Keeps a draft, in the place of what was kept of it before, sealed for the
 * user. What was typed earlier does not take the place of what was typed later.
 *
 * Returns: whether it is kept.
 */
gboolean
qh_drafts_save (QhStore *store, QhDraft *draft, GError **error)
{
  g_autoptr (GBytes) sealed = NULL;
  gboolean saved = FALSE;

  if (draft->id == 0)
    draft->id = qh_store_new_id (store);
  sealed = seal (store, draft);
  g_mutex_lock (&store->write_lock);
  if (store->writer == NULL || sealed == NULL)
    qh_store_set_locked_error (error);
  else
    saved = write_draft (store, draft, sealed, error);
  g_mutex_unlock (&store->write_lock);
  return saved;
}

/**
 * qh_drafts_delete: (skip)
 * @writer: the connection of a transaction, or of no other
 * @id: a draft; one that is no more is no error
 */
gboolean
qh_drafts_delete (QhDatabase *writer, gint64 id, GError **error)
{
  sqlite3_stmt *statement
    = qh_database_prepare (writer, "DELETE FROM drafts WHERE id = ?1", error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, id);
  return qh_database_step (writer, statement, error);
}

/**
 * qh_drafts_discard:
 * @id: a draft; one that is no more is no error
 *
 * Forgets a draft that is not wanted. One that is saved goes with its change.
 */
gboolean
qh_drafts_discard (QhStore *store, gint64 id, GError **error)
{
  gboolean done = FALSE;

  g_mutex_lock (&store->write_lock);
  if (store->writer == NULL)
    qh_store_set_locked_error (error);
  else
    done = qh_drafts_delete (store->writer, id, error);
  g_mutex_unlock (&store->write_lock);
  return done;
}

/* Reading */

static void
unseal (QhStore *self, QhDraft *draft, const guint8 *sealed, gsize size)
{
  g_autoptr (QhKeyring) keyring = qh_store_ref_keyring (self);
  guint8 *opened = g_malloc (size + 1);
  gssize length = keyring != NULL
                    ? qh_unseal (keyring, SEALED_AS, draft->id, sealed, size, opened, NULL)
                    : -1;

  if (length >= 0)
    qh_draft_body_decode (self, (const char *)opened, (gsize)length, draft, NULL);
  qh_wipe (opened, size);
  g_free (opened);
}

/* A draft that cannot be read has no records: it can only be discarded. */
static QhDraft *
read_draft (QhStore *self, sqlite3_stmt *statement)
{
  QhDraft *draft = qh_draft_new ((const char *)sqlite3_column_text (statement, 1), 0, NULL);

  draft->id = sqlite3_column_int64 (statement, 0);
  draft->about = sqlite3_column_int64 (statement, 2);
  draft->saved = sqlite3_column_int64 (statement, 3);
  unseal (self,
          draft,
          sqlite3_column_blob (statement, 4),
          (gsize)sqlite3_column_bytes (statement, 4));
  return draft;
}

/**
 * qh_drafts_list:
 *
 * The user's drafts that no running program is at, the latest first. Those that
 * cannot be opened, because the passphrase was recovered or a byte is damaged,
 * have no records.
 *
 * Returns: (transfer full) (element-type QhDraft): the drafts.
 */
GPtrArray *
qh_drafts_list (QhStore *store, GError **error)
{
  g_autoptr (GPtrArray) drafts = g_ptr_array_new_with_free_func ((GDestroyNotify)qh_draft_free);
  sqlite3_stmt *statement = NULL;
  int code = SQLITE_ERROR;

  g_mutex_lock (&store->read_lock);
  if (store->reader == NULL)
    qh_store_set_locked_error (error);
  else
    statement = qh_database_prepare (store->reader,
                                     "SELECT id, form, about, saved, sealed, session FROM drafts "
                                     "WHERE user = ?1 ORDER BY saved DESC",
                                     error);
  if (statement != NULL)
    {
      sqlite3_bind_int64 (statement, 1, store->user);
      while ((code = sqlite3_step (statement)) == SQLITE_ROW)
        if (!qh_file_guard_is_at_work (store->reader->guard,
                                       (const char *)sqlite3_column_text (statement, 5)))
          g_ptr_array_add (drafts, read_draft (store, statement));
      if (code != SQLITE_DONE)
        qh_database_set_error (store->reader, code, error);
      sqlite3_reset (statement);
    }
  g_mutex_unlock (&store->read_lock);
  return code == SQLITE_DONE ? g_steal_pointer (&drafts) : NULL;
}

/**
 * qh_drafts_count_about:
 * @ids: (element-type gint64): of records
 *
 * Returns: how many drafts, of whomever, are about one of these.
 */
guint
qh_drafts_count_about (QhStore *store, GHashTable *ids)
{
  sqlite3_stmt *statement = NULL;
  guint count = 0;

  g_mutex_lock (&store->read_lock);
  if (store->reader != NULL)
    statement = qh_database_prepare (store->reader, "SELECT about FROM drafts", NULL);
  while (statement != NULL && sqlite3_step (statement) == SQLITE_ROW)
    {
      gint64 about = sqlite3_column_int64 (statement, 0);

      count += g_hash_table_contains (ids, &about);
    }
  if (statement != NULL)
    sqlite3_reset (statement);
  g_mutex_unlock (&store->read_lock);
  return count;
}
