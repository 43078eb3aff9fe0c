/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Backups of an open workspace: making one, checking one. */
#include "store/qh-backup-private.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "store/qh-backup-keys.h"
#include "store/qh-change-words.h"
#include "store/qh-relay.h"
#include "store/qh-setting.h"
#include "store/qh-store-private.h"

/* Only the folder beside the workspace is made where it is missing, and only if
 * the workspace is there: else it may be the place of a drive that is not connected. */
static gboolean
prepare_folder (const char *folder, const char *workspace, gboolean own, GError **error)
{
  if (own && g_file_test (workspace, G_FILE_TEST_EXISTS))
    g_mkdir (folder, 0700);
  if (g_file_test (folder, G_FILE_TEST_IS_DIR))
    return TRUE;
  qh_backup_set_file_error (folder, ENOENT, error);
  return FALSE;
}

static gboolean
note_backup (QhStore *store, const char *path, GError **error)
{
  g_autofree char *now = g_strdup_printf ("%" G_GINT64_FORMAT, g_get_real_time () / G_USEC_PER_SEC);
  g_autofree char *file = g_path_get_basename (path);
  g_autoptr (GError) reason = NULL;

  if (qh_store_set_setting (store, QH_SETTING_BACKUP_LAST, now, QH_ACTION_BACK_UP, file, &reason))
    return TRUE;
  g_set_error (error,
               QH_ERROR,
               QH_ERROR_FAILED,
               _ ("The backup “%s” was made, but the workspace could not note it: %s"),
               path,
               reason->message);
  return FALSE;
}

/**
 * qh_backup_make:
 * @reason: why
 * @folder: (nullable): where to, or %NULL for the workspace's own folder of backups
 * @progress: (nullable): told the bytes that are done, on the calling thread
 * @path: (out) (optional) (transfer full): the new backup
 *
 * Makes a sealed backup while the workspace is in use, reads it back and
 * verifies it, and then removes those that the rule does not keep. If it fails,
 * nothing of it is left.
 *
 * Returns: whether the backup was made: %QH_ERROR_PLACE, %QH_ERROR_DAMAGED,
 *   %QH_ERROR_IN_USE or %G_IO_ERROR_CANCELLED say why not.
 */
gboolean
qh_backup_make (QhStore *store,
                QhBackupReason reason,
                const char *folder,
                QhProgress progress,
                gpointer progress_data,
                GCancellable *cancellable,
                char **path,
                GError **error)
{
  g_autofree char *usual = qh_backup_get_folder (store);
  g_autofree char *beside = qh_backup_make_default_folder (qh_store_get_path (store));
  g_autoptr (QhKeyring) keyring = qh_store_ref_keyring (store);
  g_autofree char *made = NULL;
  QhBackupSteps steps = { progress, progress_data, cancellable, 0, 0 };
  QhBackupRule rule = qh_backup_get_rule (store);
  QhBackupPlan plan = { .workspace = qh_store_get_path (store),
                        .folder = folder != NULL ? folder : usual,
                        .keyring = keyring,
                        .reason = reason,
                        .rule = &rule };

  if (keyring == NULL)
    {
      qh_store_set_locked_error (error);
      return FALSE;
    }
  if (!prepare_folder (plan.folder, plan.workspace, g_str_equal (plan.folder, beside), error))
    return FALSE;
  made = qh_backup_write (&plan, &steps, error);
  if (made == NULL || !note_backup (store, made, error))
    return FALSE;
  /* Where it cannot be named beside the workspace, the workspace itself still does. */
  qh_backup_write_pointer (
    plan.workspace, g_str_equal (usual, beside) ? NULL : usual, NULL);
  if (path != NULL)
    *path = g_steal_pointer (&made);
  return TRUE;
}

/* Makes a backup of a workspace that is about to be changed or replaced. Where the
 * usual folder is not there, it stands beside the workspace. */
static gboolean
write_beside (const char *workspace,
              QhKeyring *keyring,
              QhBackupReason reason,
              QhBackupSteps *steps,
              GError **error)
{
  g_autofree char *usual = qh_backup_find_folder (workspace);
  g_autofree char *beside = qh_backup_make_default_folder (workspace);
  g_autofree char *made = NULL;
  QhBackupPlan plan
    = { .workspace = workspace, .folder = usual, .keyring = keyring, .reason = reason };

  if (g_str_equal (usual, beside) || !prepare_folder (usual, workspace, FALSE, NULL))
    {
      plan.folder = beside;
      if (!prepare_folder (beside, workspace, TRUE, error))
        return FALSE;
    }
  made = qh_backup_write (&plan, steps, error);
  return made != NULL;
}

/**
 * qh_backup_before_migration:
 * @store: unlocked, with its file as an earlier version of the program left it
 *
 * Makes a backup of the file as it is, if it is about to be changed.
 *
 * Returns: whether the file may be changed now.
 */
gboolean
qh_backup_before_migration (QhStore *store, GError **error)
{
  QhBackupSteps steps = { 0 };

  return store->practice
         || qh_database_get_int (store->writer, "PRAGMA user_version", 0) == QH_SCHEMA_VERSION
         || write_beside (store->path, store->keyring, QH_BACKUP_BEFORE_UPDATE, &steps, error);
}

/* The workspace beside whose folder of backups one stands; NULL where there is none. */
static char *
find_present (const char *backup)
{
  g_autofree char *folder = g_path_get_dirname (backup);
  g_autofree char *present = NULL;

  if (!g_str_has_suffix (folder, ".backups"))
    return NULL;
  present = g_strdup_printf ("%.*s.quehacer", (int)(strlen (folder) - strlen (".backups")), folder);
  return g_file_test (present, G_FILE_TEST_EXISTS) ? g_steal_pointer (&present) : NULL;
}

/* The keys of the workspace at @present, if it is sound, @secret opens it, and
 * @backup is of it. */
static QhKeyring *
open_own (const char *present, const char *backup, const QhSecret *secret)
{
  g_autoptr (QhBackupReader) reader = qh_backup_reader_open (backup, NULL);
  g_autoptr (QhDatabase) database = reader != NULL && qh_database_examine (present, NULL)
                                      ? qh_database_open (present, SQLITE_OPEN_READWRITE, NULL)
                                      : NULL;
  g_autoptr (GVariant) rows = database != NULL ? qh_key_rows_read (database, TRUE, NULL) : NULL;
  g_autoptr (QhKeyring) keyring
    = rows != NULL ? qh_key_rows_unlock (rows, secret, NULL, NULL) : NULL;
  g_autoptr (GBytes) tag = keyring != NULL ? qh_backup_make_tag (keyring) : NULL;

  if (tag == NULL || !g_bytes_equal (tag, qh_backup_reader_get_header (reader)->tag))
    return NULL;
  return g_steal_pointer (&keyring);
}

/**
 * qh_backup_before_restore:
 * @backup: what is to be restored
 * @present: (nullable): the workspace that it may be of, or %NULL for the one
 *   beside whose folder of backups it stands
 *
 * Makes a backup of the workspace as it is now, where there is one and @backup
 * is of it. One that is damaged has none to make.
 *
 * Returns: whether nothing went wrong.
 */
gboolean
qh_backup_before_restore (const char *backup,
                          const char *present,
                          const QhSecret *secret,
                          QhProgress progress,
                          gpointer progress_data,
                          GCancellable *cancellable,
                          GError **error)
{
  g_autofree char *found = present != NULL ? g_strdup (present) : find_present (backup);
  g_autoptr (QhKeyring) keyring = found != NULL ? open_own (found, backup, secret) : NULL;
  QhBackupSteps steps = { progress, progress_data, cancellable, 0, 0 };

  return keyring == NULL || write_beside (found, keyring, QH_BACKUP_BEFORE_RESTORE, &steps, error);
}

/**
 * qh_backup_list_of:
 * @workspace: path of a workspace that need not be open, nor sound
 *
 * Returns: (transfer full) (element-type QhBackupInfo): the backups in its folder
 *   or, where that cannot be told or read, beside it; newest first.
 */
GPtrArray *
qh_backup_list_of (const char *workspace)
{
  g_autofree char *folder = qh_backup_find_folder (workspace);
  g_autofree char *beside = qh_backup_make_default_folder (workspace);
  g_autoptr (GPtrArray) infos = qh_backup_list (folder, workspace, NULL);

  if ((infos == NULL || infos->len == 0) && !g_str_equal (folder, beside))
    {
      g_clear_pointer (&infos, g_ptr_array_unref);
      infos = qh_backup_list (beside, workspace, NULL);
    }
  return infos != NULL ? g_steal_pointer (&infos) : g_ptr_array_new ();
}

/**
 * qh_backup_recognise:
 * @error: (inout): what was found when @workspace was to be opened
 *
 * What does not begin like a workspace, but has backups beside it, is one whose
 * beginning is damaged.
 */
void
qh_backup_recognise (const char *workspace, GError **error)
{
  g_autoptr (GPtrArray) infos = NULL;

  if (error == NULL || !g_error_matches (*error, QH_ERROR, QH_ERROR_NOT_WORKSPACE)
      || !g_file_test (workspace, G_FILE_TEST_IS_REGULAR))
    return;
  infos = qh_backup_list_of (workspace);
  if (infos->len == 0)
    return;
  g_clear_error (error);
  g_set_error (error,
               QH_ERROR,
               QH_ERROR_DAMAGED,
               _ ("The workspace “%s” is damaged: its beginning cannot be read. It was left as it "
                  "is: restore a backup."),
               workspace);
}

/**
 * qh_backup_advise:
 * @error: (inout): what was found when @workspace was to be opened
 *
 * Where the workspace is damaged, says too which backup there is and by which
 * commands it is restored.
 */
void
qh_backup_advise (const char *workspace, GError **error)
{
  g_autoptr (GPtrArray) infos = NULL;
  g_autofree char *advice = NULL;
  g_autoptr (GError) found = NULL;

  if (error == NULL || !g_error_matches (*error, QH_ERROR, QH_ERROR_DAMAGED))
    return;
  infos = qh_backup_list_of (workspace);
  if (infos->len > 0)
    {
      const QhBackupInfo *last = g_ptr_array_index (infos, 0);
      g_autofree char *when = qh_change_words_time (last->made * 1000);

      advice
        = g_strdup_printf (_ ("The last backup is “%s” (%s): “quehacer salvage --backup” makes "
                              "a workspace of it and of what is newer and can be read here, "
                              "“quehacer restore” one of it alone."),
                           last->path,
                           when);
    }
  else
    advice = g_strdup (
      _ ("There is no backup of it. “quehacer salvage” saves what can still be read here."));
  found = g_steal_pointer (error);
  g_set_error (error, QH_ERROR, QH_ERROR_DAMAGED, "%s %s", found->message, advice);
}

/**
 * qh_backup_is_own:
 *
 * Returns: whether a backup is of this workspace, and not of another of the
 *   same name.
 */
gboolean
qh_backup_is_own (QhStore *store, const QhBackupInfo *info)
{
  g_autoptr (QhKeyring) keyring = qh_store_ref_keyring (store);
  g_autoptr (GBytes) tag = keyring != NULL ? qh_backup_make_tag (keyring) : NULL;

  return tag != NULL && info->tag != NULL && g_bytes_equal (tag, info->tag);
}

/**
 * qh_backup_check:
 * @path: a backup of this workspace
 *
 * Reads a backup whole, as when it was made.
 *
 * Returns: whether it is sound.
 */
gboolean
qh_backup_check (QhStore *store,
                 const char *path,
                 QhProgress progress,
                 gpointer progress_data,
                 GCancellable *cancellable,
                 GError **error)
{
  g_autoptr (QhBackupReader) reader = qh_backup_reader_open (path, error);
  g_autoptr (QhKeyring) keyring = qh_store_ref_keyring (store);
  QhBackupSteps steps = { progress, progress_data, cancellable, 0, 0 };

  if (reader == NULL)
    return FALSE;
  if (keyring == NULL)
    {
      qh_store_set_locked_error (error);
      return FALSE;
    }
  steps.total = qh_backup_reader_get_header (reader)->size;
  return qh_backup_reader_pull (reader, keyring, -1, NULL, &steps, error);
}

/* On a worker */

typedef struct
{
  QhBackupReason reason;
  char *folder;
  QhRelay *relay;
} Making;

static void
making_free (gpointer data)
{
  Making *making = data;

  qh_relay_free (making->relay);
  g_free (making->folder);
  g_free (making);
}

static void
make_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Making *making = data;
  GError *error = NULL;
  char *path = NULL;

  if (qh_backup_make (QH_STORE (source),
                      making->reason,
                      making->folder,
                      qh_relay_progress,
                      making->relay,
                      cancellable,
                      &path,
                      &error))
    g_task_return_pointer (task, path, g_free);
  else
    g_task_return_error (task, error);
}

/**
 * qh_backup_make_async:
 * @progress: (nullable): called in the calling thread's main context
 *
 * As qh_backup_make(), on a worker.
 */
void
qh_backup_make_async (QhStore *store,
                      QhBackupReason reason,
                      const char *folder,
                      QhProgress progress,
                      gpointer progress_data,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (store, cancellable, callback, user_data);
  Making *making = g_new0 (Making, 1);

  making->reason = reason;
  making->folder = g_strdup (folder);
  making->relay = qh_relay_new (progress, progress_data);
  g_task_set_source_tag (task, qh_backup_make_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, making, making_free);
  g_task_run_in_thread (task, make_in_thread);
}

/**
 * qh_backup_make_finish:
 *
 * Returns: (transfer full): the new backup's path.
 */
char *
qh_backup_make_finish (QhStore *store, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
