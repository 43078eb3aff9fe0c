/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opening a workspace, and what it tells before it is unlocked. */
#include "store/qh-store-private.h"

#include <string.h>

#include "store/qh-backup-private.h"
#include "vault/qh-seal.h"

/* Opens the connection that writes. */
gboolean
qh_store_open_writer (QhStore *self, GError **error)
{
  self->writer = qh_database_open (self->path, SQLITE_OPEN_READWRITE, error);
  return self->writer != NULL;
}

/* Brings an unlocked file up to this version's schema, after a backup of it as it is. */
gboolean
qh_store_migrate (QhStore *self, GError **error)
{
  return qh_backup_before_migration (self, error) && qh_database_migrate (self->writer, error);
}

/* Opens the connection that reads, once the schema is current. */
gboolean
qh_store_open_reader (QhStore *self, GError **error)
{
  self->reader = qh_database_open (self->path, SQLITE_OPEN_READONLY, error);
  return self->reader != NULL && qh_store_load_snapshots (self, self->reader, error);
}

/**
 * qh_store_open_as:
 * @path: a workspace file
 * @user_name: (nullable): who unlocks it, or %NULL for its only user
 *
 * Opens a workspace with the keys that the user's passphrase gives. Slow by
 * design: it derives a key.
 *
 * Returns: (transfer full): the open workspace; %NULL with
 *   %QH_ERROR_PASSPHRASE, %QH_ERROR_REQUIRED when it is to be said who,
 *   %QH_ERROR_NOT_WORKSPACE, %QH_ERROR_NEWER, %QH_ERROR_DAMAGED,
 *   %QH_ERROR_PLACE or %QH_ERROR_NOT_FOUND.
 */
QhStore *
qh_store_open_as (const char *path, const char *user_name, const char *passphrase, GError **error)
{
  g_autoptr (QhStore) self = NULL;

  if (!qh_place_check (path, error))
    return NULL;
  self = qh_store_new (path);
  if (qh_database_examine (path, error) && qh_store_open_writer (self, error)
      && qh_store_unlock (self, user_name, passphrase, error))
    return g_steal_pointer (&self);
  qh_backup_recognise (path, error);
  return NULL;
}

/**
 * qh_store_open:
 * @path: a workspace file
 *
 * As qh_store_open_as(), of a workspace with one user.
 *
 * Returns: (transfer full): the open workspace.
 */
QhStore *
qh_store_open (const char *path, const char *passphrase, GError **error)
{
  return qh_store_open_as (path, NULL, passphrase, error);
}

/* Looks back in the log, but not far: nobody waits for a guess. */
static guint
find_last_user (QhDatabase *database, char **names)
{
  sqlite3_stmt *statement = qh_database_prepare (
    database,
    "SELECT users.name FROM (SELECT * FROM changes ORDER BY sequence DESC LIMIT 5000) AS lately "
    "JOIN users ON users.id = lately.user WHERE action = ?1 AND machine = ?2 "
    "ORDER BY sequence DESC LIMIT 1",
    NULL);
  guint found = 0;

  if (statement == NULL)
    return 0;
  sqlite3_bind_int (statement, 1, QH_ACTION_UNLOCK);
  sqlite3_bind_text (statement, 2, g_get_host_name (), -1, SQLITE_STATIC);
  if (sqlite3_step (statement) == SQLITE_ROW)
    for (guint i = 0; names[i] != NULL; i++)
      if (g_str_equal (names[i], (const char *)sqlite3_column_text (statement, 0)))
        found = i;
  sqlite3_reset (statement);
  return found;
}

static QhStoreInfo *
read_info (QhDatabase *database, GError **error)
{
  sqlite3_stmt *statement = qh_database_prepare (
    database, "SELECT name, institution FROM units ORDER BY id LIMIT 1", error);
  QhStoreInfo *info;
  int code;

  if (statement == NULL)
    return NULL;
  info = g_new0 (QhStoreInfo, 1);
  code = sqlite3_step (statement);
  if (code == SQLITE_ROW)
    {
      info->unit = g_strdup ((const char *)sqlite3_column_text (statement, 0));
      info->institution = g_strdup ((const char *)sqlite3_column_text (statement, 1));
    }
  sqlite3_reset (statement);
  if (code != SQLITE_ROW && code != SQLITE_DONE)
    {
      qh_database_set_error (database, code, error);
      qh_store_info_free (info);
      return NULL;
    }
  info->users = qh_store_list_user_names (database);
  if (g_strv_length (info->users) > 1)
    info->last_user = find_last_user (database, info->users);
  info->practice
    = qh_database_get_int (database, "SELECT value FROM workspace WHERE name = 'practice'", 0) != 0;
  return info;
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
  QhStoreInfo *info = NULL;

  if (!qh_place_check (path, error))
    return NULL;
  if (qh_database_examine (path, error))
    database = qh_database_open (path, SQLITE_OPEN_READWRITE, error);
  if (database != NULL)
    info = read_info (database, error);
  if (info == NULL)
    qh_backup_recognise (path, error);
  return info;
}

void
qh_store_info_free (QhStoreInfo *info)
{
  g_free (info->unit);
  g_free (info->institution);
  g_strfreev (info->users);
  g_free (info);
}

/* Opening on a worker */

typedef struct
{
  char *path;
  char *user_name;
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
  g_free (opening->user_name);
  g_free ((char *)opening->start.unit);
  g_free ((char *)opening->start.institution);
  g_free ((char *)opening->start.worker);
  g_free ((char *)opening->start.user);
  g_free (opening);
}

static void
open_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Opening *opening = data;
  GError *error = NULL;
  QhStore *store = opening->create
                     ? qh_store_create (opening->path, opening->passphrase, &opening->start, &error)
                     : qh_store_open_as (
                       opening->path, opening->user_name, opening->passphrase, &error);

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
 * qh_store_open_as_async:
 * @user_name: (nullable): who, or %NULL for the only user
 *
 * As qh_store_open_as(), on a worker. Finish with qh_store_open_finish().
 */
void
qh_store_open_as_async (const char *path,
                        const char *user_name,
                        const char *passphrase,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  Opening *opening = g_new0 (Opening, 1);

  opening->path = g_strdup (path);
  opening->user_name = g_strdup (user_name);
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
  opening->start.user = g_strdup (start->user);
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
