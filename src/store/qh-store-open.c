/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Creating and opening a workspace, and its passphrase. */
#include "store/qh-store-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "vault/qh-passphrase.h"
#include "vault/qh-seal.h"

#define OWNER_LOCK 1

static gboolean
open_connections (QhStore *self, int flags, GError **error)
{
  self->writer = qh_database_open (self->path, SQLITE_OPEN_READWRITE | flags, error);
  return self->writer != NULL;
}

static gboolean
open_reader (QhStore *self, GError **error)
{
  self->reader = qh_database_open (self->path, SQLITE_OPEN_READONLY, error);
  return self->reader != NULL && qh_store_load_snapshots (self, self->reader, error);
}

static gboolean
write_lock (QhDatabase *database, const QhLock *lock, GPtrArray *wraps, GError **error)
{
  sqlite3_stmt *statement;

  if (!qh_database_exec (database, "DELETE FROM locks WHERE id = 1", error))
    return FALSE;
  statement = qh_database_prepare (
    database, "INSERT INTO locks (id, salt, operations, memory) VALUES (?1, ?2, ?3, ?4)", error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int (statement, 1, OWNER_LOCK);
  sqlite3_bind_blob (statement, 2, lock->salt, QH_SALT_SIZE, SQLITE_TRANSIENT);
  sqlite3_bind_int64 (statement, 3, (gint64)lock->operations);
  sqlite3_bind_int64 (statement, 4, (gint64)lock->memory);
  if (!qh_database_step (database, statement, error))
    return FALSE;
  for (guint i = 0; i < wraps->len; i++)
    {
      const QhWrap *wrap = g_ptr_array_index (wraps, i);

      statement = qh_database_prepare (
        database,
        "INSERT INTO wraps (lock, key_number, purpose, blob) VALUES (?1, ?2, ?3, ?4)",
        error);
      if (statement == NULL)
        return FALSE;
      sqlite3_bind_int (statement, 1, OWNER_LOCK);
      sqlite3_bind_int64 (statement, 2, wrap->number);
      sqlite3_bind_int (statement, 3, (int)wrap->purpose);
      sqlite3_bind_blob (statement,
                         4,
                         g_bytes_get_data (wrap->blob, NULL),
                         (int)g_bytes_get_size (wrap->blob),
                         SQLITE_TRANSIENT);
      if (!qh_database_step (database, statement, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_lock (QhDatabase *database, QhLock *lock, GPtrArray *wraps, GError **error)
{
  sqlite3_stmt *statement = qh_database_prepare (
    database, "SELECT salt, operations, memory FROM locks WHERE id = 1", error);

  if (statement == NULL)
    return FALSE;
  if (sqlite3_step (statement) != SQLITE_ROW || sqlite3_column_bytes (statement, 0) != QH_SALT_SIZE)
    {
      sqlite3_reset (statement);
      g_set_error (
        error,
        QH_ERROR,
        QH_ERROR_DAMAGED,
        _ ("The workspace “%s” lacks its key parameters: it is damaged. Restore a backup."),
        database->path);
      return FALSE;
    }
  memcpy (lock->salt, sqlite3_column_blob (statement, 0), QH_SALT_SIZE);
  lock->operations = (guint64)sqlite3_column_int64 (statement, 1);
  lock->memory = (guint64)sqlite3_column_int64 (statement, 2);
  sqlite3_reset (statement);

  statement = qh_database_prepare (
    database,
    "SELECT key_number, purpose, blob FROM wraps WHERE lock = 1 ORDER BY key_number",
    error);
  if (statement == NULL)
    return FALSE;
  while (sqlite3_step (statement) == SQLITE_ROW)
    {
      g_autoptr (GBytes) blob = g_bytes_new (sqlite3_column_blob (statement, 2),
                                             (gsize)sqlite3_column_bytes (statement, 2));

      g_ptr_array_add (wraps,
                       qh_wrap_new ((guint32)sqlite3_column_int64 (statement, 0),
                                    (QhKeyPurpose)sqlite3_column_int (statement, 1),
                                    blob));
    }
  sqlite3_reset (statement);
  return TRUE;
}

static gboolean
set_property_int (QhDatabase *database, const char *name, gint64 value, GError **error)
{
  sqlite3_stmt *statement = qh_database_prepare (database,
                                                 "INSERT INTO workspace (name, value) VALUES (?1, "
                                                 "?2) ON CONFLICT (name) DO UPDATE SET value = ?2",
                                                 error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_text (statement, 1, name, -1, SQLITE_TRANSIENT);
  sqlite3_bind_int64 (statement, 2, value);
  return qh_database_step (database, statement, error);
}

static gboolean
write_start (QhStore *self, const char *passphrase, const QhNewStore *start, GError **error)
{
  g_autoptr (GPtrArray) wraps = NULL;
  g_autofree char *application = g_strdup_printf (
    "PRAGMA page_size = 8192; PRAGMA application_id = %d; PRAGMA journal_mode = WAL;",
    QH_APPLICATION_ID);
  QhLock lock;

  self->keyring = qh_keyring_generate ();
  qh_lock_init (&lock, start->practice || start->floor);
  wraps = qh_keyring_wrap (self->keyring, &lock, passphrase, error);
  return wraps != NULL && qh_database_exec (self->writer, application, error)
         && qh_database_migrate (self->writer, error)
         && write_lock (self->writer, &lock, wraps, error)
         && set_property_int (self->writer, "practice", start->practice, error)
         && set_property_int (self->writer, "created", g_get_real_time () / G_USEC_PER_SEC, error);
}

static gboolean
write_first_records (QhStore *self, const QhNewStore *start, GError **error)
{
  g_autoptr (QhChange) change = qh_change_new ();
  g_autoptr (GPtrArray) entries = qh_catalogues_shipped (g_ptr_array_index (self->dictionaries, 0));
  QhRecord *unit = qh_store_new_record (self, QH_KIND_UNIT);
  QhRecord *worker = qh_store_new_record (self, QH_KIND_WORKER);

  /* The entries name each other, so they are checked against what they will be. */
  qh_store_take_snapshots (self, NULL, qh_catalogues_new (entries));
  change->action = QH_ACTION_CREATE;
  for (guint i = 0; i < entries->len; i++)
    qh_change_put (change, qh_record_copy (g_ptr_array_index (entries, i)));
  unit->id = qh_store_new_id (self);
  qh_record_set_text (unit, "name", start->unit);
  qh_record_set_text (unit, "institution", start->institution);
  qh_record_set_text (worker, "name", start->worker);
  qh_record_set_integer (worker, "unit", unit->id);
  qh_change_put (change, unit);
  qh_change_put (change, worker);
  return qh_store_apply (self, change, NULL, NULL, NULL, error);
}

static void
remove_file (const char *path)
{
  static const char *const endings[] = { "", "-wal", "-shm" };

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *file = g_strconcat (path, endings[i], NULL);

      g_unlink (file);
    }
}

/**
 * qh_store_create:
 * @path: where the workspace is to stand; nothing may be there yet
 * @start: what it begins with
 *
 * Makes a workspace with the shipped catalogues, one unit and one worker. Slow
 * by design: it derives a key. If it fails, nothing is left behind.
 *
 * Returns: (transfer full): the open workspace.
 */
QhStore *
qh_store_create (const char *path, const char *passphrase, const QhNewStore *start, GError **error)
{
  g_autoptr (QhStore) self = NULL;
  int fd;

  if (!start->practice && !qh_passphrase_check (passphrase, error))
    return NULL;
  if (!qh_place_check (path, error))
    return NULL;
  fd = g_open (path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);
  if (fd < 0)
    {
      int code = errno;

      g_set_error (error,
                   QH_ERROR,
                   QH_ERROR_PLACE,
                   code == EEXIST
                     ? _ ("There is already a file “%s” (%s). Choose another name.")
                     : _ ("“%s” cannot be created: %s. Choose a folder that you may write to."),
                   path,
                   g_strerror (code));
      return NULL;
    }
  g_close (fd, NULL);

  self = qh_store_new (path);
  self->practice = start->practice;
  if (open_connections (self, 0, error) && write_start (self, passphrase, start, error)
      && open_reader (self, error) && write_first_records (self, start, error))
    return g_steal_pointer (&self);
  qh_store_close (self);
  remove_file (path);
  return NULL;
}

/**
 * qh_store_open:
 * @path: a workspace file
 *
 * Opens a workspace. Slow by design: it derives a key.
 *
 * Returns: (transfer full): the open workspace; %NULL with
 *   %QH_ERROR_PASSPHRASE, %QH_ERROR_NOT_WORKSPACE, %QH_ERROR_NEWER,
 *   %QH_ERROR_DAMAGED, %QH_ERROR_PLACE or %QH_ERROR_NOT_FOUND.
 */
QhStore *
qh_store_open (const char *path, const char *passphrase, GError **error)
{
  g_autoptr (QhStore) self = NULL;
  g_autoptr (GPtrArray) wraps = g_ptr_array_new_with_free_func ((GDestroyNotify)qh_wrap_free);
  QhLock lock;

  if (!qh_place_check (path, error) || !qh_database_examine (path, error))
    return NULL;
  self = qh_store_new (path);
  if (!open_connections (self, 0, error) || !read_lock (self->writer, &lock, wraps, error))
    return NULL;
  self->keyring = qh_keyring_unwrap (&lock, wraps, passphrase, error);
  if (self->keyring == NULL)
    return NULL;
  if (!qh_database_migrate (self->writer, error) || !open_reader (self, error))
    return NULL;
  self->practice
    = qh_database_get_int (self->reader, "SELECT value FROM workspace WHERE name = 'practice'", 0)
      != 0;
  return g_steal_pointer (&self);
}

/**
 * qh_store_peek:
 *
 * Returns: (transfer full): what the workspace at @path tells without its passphrase.
 */
QhStoreInfo *
qh_store_peek (const char *path, GError **error)
{
  g_autoptr (QhDatabase) database = NULL;
  QhStoreInfo *info;
  sqlite3_stmt *statement;

  if (!qh_place_check (path, error) || !qh_database_examine (path, error))
    return NULL;
  database = qh_database_open (path, SQLITE_OPEN_READWRITE, error);
  if (database == NULL)
    return NULL;
  statement = qh_database_prepare (
    database, "SELECT name, institution FROM units ORDER BY id LIMIT 1", error);
  if (statement == NULL)
    return NULL;
  info = g_new0 (QhStoreInfo, 1);
  if (sqlite3_step (statement) == SQLITE_ROW)
    {
      info->unit = g_strdup ((const char *)sqlite3_column_text (statement, 0));
      info->institution = g_strdup ((const char *)sqlite3_column_text (statement, 1));
    }
  sqlite3_reset (statement);
  info->practice
    = qh_database_get_int (database, "SELECT value FROM workspace WHERE name = 'practice'", 0) != 0;
  return info;
}

void
qh_store_info_free (QhStoreInfo *info)
{
  g_free (info->unit);
  g_free (info->institution);
  g_free (info);
}

/* Opening on a worker */

typedef struct
{
  char *path;
  char *passphrase;
  gboolean create;
  QhNewStore start;
} Opening;

static void
opening_free (gpointer data)
{
  Opening *opening = data;

  qh_wipe (opening->passphrase, strlen (opening->passphrase));
  g_free (opening->passphrase);
  g_free (opening->path);
  g_free ((char *)opening->start.unit);
  g_free ((char *)opening->start.institution);
  g_free ((char *)opening->start.worker);
  g_free (opening);
}

static void
open_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Opening *opening = data;
  GError *error = NULL;
  QhStore *store = opening->create
                     ? qh_store_create (opening->path, opening->passphrase, &opening->start, &error)
                     : qh_store_open (opening->path, opening->passphrase, &error);

  if (store != NULL)
    g_task_return_pointer (task, store, g_object_unref);
  else
    g_task_return_error (task, error);
}

static void
run_opening (Opening *opening, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);

  g_task_set_task_data (task, opening, opening_free);
  g_task_run_in_thread (task, open_in_thread);
}

/**
 * qh_store_open_async:
 *
 * As qh_store_open(), on a worker.
 */
void
qh_store_open_async (const char *path,
                     const char *passphrase,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  Opening *opening = g_new0 (Opening, 1);

  opening->path = g_strdup (path);
  opening->passphrase = g_strdup (passphrase);
  run_opening (opening, callback, user_data);
}

/**
 * qh_store_create_async:
 *
 * As qh_store_create(), on a worker. Finish with qh_store_open_finish().
 */
void
qh_store_create_async (const char *path,
                       const char *passphrase,
                       const QhNewStore *start,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  Opening *opening = g_new0 (Opening, 1);

  opening->path = g_strdup (path);
  opening->passphrase = g_strdup (passphrase);
  opening->create = TRUE;
  opening->start = *start;
  opening->start.unit = g_strdup (start->unit);
  opening->start.institution = g_strdup (start->institution);
  opening->start.worker = g_strdup (start->worker);
  run_opening (opening, callback, user_data);
}

/**
 * qh_store_open_finish:
 *
 * Returns: (transfer full): the open workspace.
 */
QhStore *
qh_store_open_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * qh_store_change_passphrase:
 *
 * Wraps the workspace's keys under another passphrase; what they sealed stays
 * as it is. Slow by design.
 *
 * Returns: whether @old_passphrase was right, @new_passphrase strong enough and
 *   the change written.
 */
gboolean
qh_store_change_passphrase (QhStore *self,
                            const char *old_passphrase,
                            const char *new_passphrase,
                            GError **error)
{
  g_autoptr (GPtrArray) wraps = g_ptr_array_new_with_free_func ((GDestroyNotify)qh_wrap_free);
  g_autoptr (GPtrArray) rewrapped = NULL;
  g_autoptr (QhKeyring) keyring = NULL;
  gboolean written = FALSE;
  QhLock lock, next;

  if (!qh_passphrase_check (new_passphrase, error))
    return FALSE;
  g_mutex_lock (&self->write_lock);
  if (read_lock (self->writer, &lock, wraps, error))
    keyring = qh_keyring_unwrap (&lock, wraps, old_passphrase, error);
  if (keyring != NULL)
    {
      qh_lock_init (&next, FALSE);
      next.operations = MIN (next.operations, lock.operations);
      next.memory = MIN (next.memory, lock.memory);
      rewrapped = qh_keyring_wrap (keyring, &next, new_passphrase, error);
    }
  if (rewrapped != NULL && qh_database_exec (self->writer, "BEGIN IMMEDIATE", error))
    {
      written = write_lock (self->writer, &next, rewrapped, error)
                && qh_database_exec (self->writer, "COMMIT", error);
      if (!written)
        qh_database_exec (self->writer, "ROLLBACK", NULL);
    }
  g_mutex_unlock (&self->write_lock);
  return written;
}
