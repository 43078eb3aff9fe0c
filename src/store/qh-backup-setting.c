/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where backups stand, which are kept, and when one is due. */
#include "store/qh-backup-private.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "store/qh-setting.h"
#include "store/qh-store-private.h"

#define KEEP_DAYS 7
#define KEEP_WEEKS 4
#define KEEP_MONTHS 12

/* In the folder beside the workspace: the other folder where its backups are. */
#define POINTER "folder"

/**
 * qh_backup_make_default_folder:
 *
 * Returns: (transfer full): the folder of backups beside a workspace.
 */
char *
qh_backup_make_default_folder (const char *workspace)
{
  gsize length = strlen (workspace);

  if (g_str_has_suffix (workspace, ".quehacer"))
    length -= strlen (".quehacer");
  return g_strdup_printf ("%.*s.backups", (int)length, workspace);
}

/* The folder that the workspace itself names. */
static char *
read_folder (const char *workspace)
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
  return folder;
}

static char *
make_pointer_path (const char *workspace)
{
  g_autofree char *beside = qh_backup_make_default_folder (workspace);

  return g_build_filename (beside, POINTER, NULL);
}

/* The folder that is named beside the workspace, for when the workspace cannot be read. */
static char *
read_pointer (const char *workspace)
{
  g_autofree char *path = make_pointer_path (workspace);
  g_autofree char *text = NULL;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return NULL;
  g_strchomp (text);
  return g_path_is_absolute (text) ? g_steal_pointer (&text) : NULL;
}

/**
 * qh_backup_find_folder:
 * @workspace: path of a workspace that need not be open, nor sound
 *
 * Returns: (transfer full): the folder of its backups: the one that it names, or
 *   that is named beside it, or else the one beside it.
 */
char *
qh_backup_find_folder (const char *workspace)
{
  char *folder = read_folder (workspace);

  if (folder == NULL)
    folder = read_pointer (workspace);
  return folder != NULL ? folder : qh_backup_make_default_folder (workspace);
}

/**
 * qh_backup_write_pointer:
 * @folder: (nullable): of the backups of the workspace, or %NULL for the one beside it
 *
 * Names the folder also beside the workspace, so that a workspace whose beginning
 * is damaged still leads to its backups.
 *
 * Returns: whether it stands there.
 */
gboolean
qh_backup_write_pointer (const char *workspace, const char *folder, GError **error)
{
  g_autofree char *path = make_pointer_path (workspace);
  g_autofree char *beside = g_path_get_dirname (path);
  g_autofree char *before = read_pointer (workspace);

  if (g_strcmp0 (before, folder) == 0)
    return TRUE;
  if (folder == NULL)
    {
      if (g_unlink (path) == 0 || errno == ENOENT)
        return TRUE;
      qh_backup_set_file_error (path, errno, error);
      return FALSE;
    }
  if (g_mkdir (beside, 0700) != 0 && errno != EEXIST)
    {
      qh_backup_set_file_error (beside, errno, error);
      return FALSE;
    }
  return qh_backup_write_small_file (path, folder, error);
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

  return folder != NULL ? folder : qh_backup_make_default_folder (qh_store_get_path (store));
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
  return (guint)CLAMP (qh_store_get_setting_int (store, name, fallback), 1, QH_MAX_BACKUPS_KEPT);
}

/**
 * qh_backup_get_rule:
 *
 * Returns: of how many days, weeks and months a backup is kept.
 */
QhBackupRule
qh_backup_get_rule (QhStore *store)
{
  return (QhBackupRule){
    .days = get_rule_part (store, QH_SETTING_BACKUP_DAYS, KEEP_DAYS),
    .weeks = get_rule_part (store, QH_SETTING_BACKUP_WEEKS, KEEP_WEEKS),
    .months = get_rule_part (store, QH_SETTING_BACKUP_MONTHS, KEEP_MONTHS),
  };
}

static gboolean
set_rule_part (QhStore *store, const char *name, guint before, guint now, GError **error)
{
  g_autofree char *value = g_strdup_printf ("%u", now);
  g_autofree char *detail = g_strdup_printf ("%s = %u", name, now);

  if (now < 1 || now > QH_MAX_BACKUPS_KEPT)
    {
      g_set_error (error,
                   QH_ERROR,
                   QH_ERROR_RANGE,
                   _ ("Backups are kept of 1 to %d days, weeks and months."),
                   QH_MAX_BACKUPS_KEPT);
      return FALSE;
    }
  return now == before
         || qh_store_set_setting (store, name, value, QH_ACTION_CHANGE_SETTING, detail, error);
}

/**
 * qh_backup_set_rule:
 * @rule: each of its parts from 1 to %QH_MAX_BACKUPS_KEPT
 *
 * Returns: whether it was written.
 */
gboolean
qh_backup_set_rule (QhStore *store, const QhBackupRule *rule, GError **error)
{
  QhBackupRule before = qh_backup_get_rule (store);

  return set_rule_part (store, QH_SETTING_BACKUP_DAYS, before.days, rule->days, error)
         && set_rule_part (store, QH_SETTING_BACKUP_WEEKS, before.weeks, rule->weeks, error)
         && set_rule_part (store, QH_SETTING_BACKUP_MONTHS, before.months, rule->months, error);
}

/**
 * qh_backup_set_folder:
 * @folder: (nullable): one that is there and can be written to, or %NULL for the
 *   one beside the workspace
 *
 * Sets where automatic backups go from now on. Those that there are stay where
 * they are.
 *
 * Returns: whether it was written.
 */
gboolean
qh_backup_set_folder (QhStore *store, const char *folder, GError **error)
{
  g_autofree char *beside = qh_backup_make_default_folder (qh_store_get_path (store));
  g_autofree char *whole = folder != NULL ? g_canonicalize_filename (folder, NULL) : NULL;

  if (whole != NULL && g_str_equal (whole, beside))
    g_clear_pointer (&whole, g_free);
  if (whole != NULL && !g_file_test (whole, G_FILE_TEST_IS_DIR))
    {
      qh_backup_set_file_error (whole, ENOENT, error);
      return FALSE;
    }
  if (whole != NULL && g_access (whole, W_OK | X_OK) != 0)
    {
      qh_backup_set_file_error (whole, errno, error);
      return FALSE;
    }
  return qh_backup_write_pointer (qh_store_get_path (store), whole, error)
         && qh_store_set_setting (store,
                                  QH_SETTING_BACKUP_FOLDER,
                                  whole,
                                  QH_ACTION_CHANGE_SETTING,
                                  QH_SETTING_BACKUP_FOLDER,
                                  error);
}
