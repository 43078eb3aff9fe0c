/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Backups of an open workspace: where they stand, when one is due, making one. */
#include "store/qh-backup-private.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "store/qh-relay.h"
#include "store/qh-setting.h"
#include "store/qh-store-private.h"

#define KEEP_DAYS 7
#define KEEP_WEEKS 4
#define KEEP_MONTHS 12

static char *
make_default_folder (const char *workspace)
{
  gsize length = strlen (workspace);

  if (g_str_has_suffix (workspace, ".quehacer"))
    length -= strlen (".quehacer");
  return g_strdup_printf ("%.*s.backups", (int)length, workspace);
}

/**
 * qh_backup_find_folder:
 * @workspace: path of a workspace that need not be open, nor sound
 *
 * Returns: (transfer full): the folder of its backups: the one that it names,
 *   or else the one beside it.
 */
char *
qh_backup_find_folder (const char *workspace)
{
  /* One that only reads would leave SQLite's side files behind. */
  g_autoptr (QhDatabase) database = qh_database_open (workspace, SQLITE_OPEN_READWRITE, NULL);
  sqlite3_stmt *statement = NULL;
  char *folder = NULL;

  if (database != NULL)
    statement = qh_database_prepare (
      database, "SELECT value FROM workspace WHERE name = '" QH_SETTING_BACKUP_FOLDER "'", NULL);
  if (statement != NULL && sqlite3_step (statement) == SQLITE_ROW)
    folder = g_strdup ((const char *)sqlite3_column_text (statement, 0));
  if (statement != NULL)
    sqlite3_reset (statement);
  return folder != NULL ? folder : make_default_folder (workspace);
}

/**
 * qh_backup_get_folder:
 *
 * Returns: (transfer full): the folder of the workspace's backups.
 */
char *
qh_backup_get_folder (QhStore *store)
{
  char *folder = qh_store_get_setting (store, QH_SETTING_BACKUP_FOLDER);

  return folder != NULL ? folder : make_default_folder (qh_store_get_path (store));
}

/**
 * qh_backup_get_last:
 *
 * Returns: when the last good backup was made, in seconds of UTC; 0 for never.
 */
gint64
qh_backup_get_last (QhStore *store)
{
  return qh_store_get_setting_int (store, QH_SETTING_BACKUP_LAST, 0);
}

static QhDay
get_local_day (gint64 seconds)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (seconds);
  int year, month, day;

  if (time == NULL)
    return QH_NO_DAY;
  g_date_time_get_ymd (time, &year, &month, &day);
  return qh_day_from_ymd (year, month, day);
}

/**
 * qh_backup_is_due:
 *
 * Returns: whether no backup was made today. A practice workspace needs none:
 *   all in it is invented.
 */
gboolean
qh_backup_is_due (QhStore *store)
{
  return !qh_store_is_practice (store)
         && get_local_day (qh_backup_get_last (store)) != qh_day_today ();
}

/* When a record was last written, in seconds of UTC; 0 for never. */
static gint64
get_last_change (QhStore *store)
{
  gint64 time = 0;

  g_mutex_lock (&store->read_lock);
  if (store->reader != NULL)
    time = qh_database_get_int (
      store->reader,
      "SELECT time FROM changes WHERE n_entries > 0 ORDER BY sequence DESC LIMIT 1",
      0);
  g_mutex_unlock (&store->read_lock);
  return time / 1000;
}

/**
 * qh_backup_is_overdue:
 *
 * Every day on which something is written makes a backup of its own; so the
 * last good one is older than it should be when something was written on a
 * later day.
 *
 * Returns: whether it is. A practice workspace needs none.
 */
gboolean
qh_backup_is_overdue (QhStore *store)
{
  return !qh_store_is_practice (store)
         && get_local_day (get_last_change (store)) > get_local_day (qh_backup_get_last (store));
}

static guint
get_rule_part (QhStore *store, const char *name, guint fallback)
{
  return (guint)CLAMP (qh_store_get_setting_int (store, name, fallback), 1, 1000);
}

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
  g_autofree char *beside = make_default_folder (qh_store_get_path (store));
  g_autoptr (QhKeyring) keyring = qh_store_ref_keyring (store);
  g_autofree char *made = NULL;
  QhBackupSteps steps = { progress, progress_data, cancellable, 0, 0 };
  QhBackupRule rule;
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
  rule.days = get_rule_part (store, QH_SETTING_BACKUP_DAYS, KEEP_DAYS);
  rule.weeks = get_rule_part (store, QH_SETTING_BACKUP_WEEKS, KEEP_WEEKS);
  rule.months = get_rule_part (store, QH_SETTING_BACKUP_MONTHS, KEEP_MONTHS);
  if (!prepare_folder (plan.folder, plan.workspace, g_str_equal (plan.folder, beside), error))
    return FALSE;
  made = qh_backup_write (&plan, &steps, error);
  if (made == NULL || !note_backup (store, made, error))
    return FALSE;
  if (path != NULL)
    *path = g_steal_pointer (&made);
  return TRUE;
}

/**
 * qh_backup_before_migration:
 * @store: unlocked, with its file as an earlier version of the program left it
 *
 * Makes a backup of the file as it is, if it is about to be changed. Where the
 * usual folder is not there, it stands beside the workspace.
 *
 * Returns: whether the file may be changed now.
 */
gboolean
qh_backup_before_migration (QhStore *store, GError **error)
{
  g_autofree char *usual = qh_backup_find_folder (store->path);
  g_autofree char *beside = make_default_folder (store->path);
  g_autofree char *made = NULL;
  QhBackupSteps steps = { 0 };
  QhBackupPlan plan
    = { .workspace = store->path,
        .folder = usual,
        .keyring = store->keyring,
        .reason = QH_BACKUP_BEFORE_UPDATE };

  if (store->practice
      || qh_database_get_int (store->writer, "PRAGMA user_version", 0) == QH_SCHEMA_VERSION)
    return TRUE;
  if (g_str_equal (usual, beside) || !prepare_folder (usual, store->path, FALSE, NULL))
    {
      plan.folder = beside;
      if (!prepare_folder (beside, store->path, TRUE, error))
        return FALSE;
    }
  made = qh_backup_write (&plan, &steps, error);
  return made != NULL;
}

/**
 * qh_backup_advise:
 * @error: (inout): what was found when @workspace was to be opened
 *
 * Where the workspace is damaged, says too which backup there is and what else
 * can be done.
 */
void
qh_backup_advise (const char *workspace, GError **error)
{
  g_autofree char *folder = NULL;
  g_autoptr (GPtrArray) infos = NULL;
  g_autofree char *advice = NULL;
  g_autoptr (GError) found = NULL;

  if (error == NULL || !g_error_matches (*error, QH_ERROR, QH_ERROR_DAMAGED))
    return;
  folder = qh_backup_find_folder (workspace);
  infos = qh_backup_list (folder, workspace, NULL);
  if (infos != NULL && infos->len > 0)
    {
      const QhBackupInfo *last = g_ptr_array_index (infos, 0);
      g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (last->made);
      g_autofree char *when = time != NULL ? g_date_time_format (time, "%x %H:%M") : NULL;

      advice = g_strdup_printf (_ ("The last backup is “%s” (%s): “quehacer restore” makes a "
                                   "workspace of it, and “quehacer salvage” saves what can "
                                   "still be read here."),
                                last->path,
                                when != NULL ? when : "?");
    }
  else
    advice = g_strdup_printf (
      _ ("There is no backup in “%s”. “quehacer salvage” saves what can still be read here."),
      folder);
  found = g_steal_pointer (error);
  g_set_error (error, QH_ERROR, QH_ERROR_DAMAGED, "%s %s", found->message, advice);
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
