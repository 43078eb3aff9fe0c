/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a backup back to a workspace, always a new file. */
#include "store/qh-backup-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <unistd.h>

#include "store/qh-backup-keys.h"
#include "store/qh-setting.h"
#include "store/qh-store-private.h"
#include "store/qh-verify.h"

/**
 * qh_backup_peek:
 *
 * Tells what is in a backup without restoring it. Slow by design: it derives a key.
 *
 * Returns: (transfer full): what is in it.
 */
QhBackupSummary *
qh_backup_peek (const char *path, const QhSecret *secret, GError **error)
{
  g_autoptr (QhBackupReader) reader = qh_backup_reader_open (path, error);
  g_autoptr (QhKeyring) keyring = NULL;

  if (reader == NULL)
    return NULL;
  keyring = qh_key_rows_unlock (qh_backup_reader_get_header (reader)->rows, secret, NULL, error);
  if (keyring == NULL)
    return NULL;
  return qh_backup_summary_open (qh_backup_reader_get_header (reader), keyring, error);
}

/* Removes a workspace that was not finished, with what SQLite puts beside it. */
void
qh_part_remove (const char *path)
{
  static const char *const endings[] = { "", "-wal", "-shm", "-journal" };

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *file = g_strconcat (path, endings[i], NULL);

      g_unlink (file);
    }
}

gboolean
qh_part_check_absent (const char *path, GError **error)
{
  if (!g_file_test (path, G_FILE_TEST_EXISTS | G_FILE_TEST_IS_SYMLINK))
    return TRUE;
  qh_backup_set_file_error (path, EEXIST, error);
  return FALSE;
}

/* Writes what is in a backup to a new file, down to the disk. */
gboolean
qh_part_pull (const char *part,
              QhBackupReader *reader,
              QhKeyring *keyring,
              QhBackupSteps *steps,
              GError **error)
{
  int target = g_open (part, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);
  gboolean done;

  if (target < 0)
    {
      qh_backup_set_file_error (part, errno, error);
      return FALSE;
    }
  done = qh_backup_reader_pull (reader, keyring, target, part, steps, error);
  if (done && fsync (target) != 0)
    {
      qh_backup_set_file_error (part, errno, error);
      done = FALSE;
    }
  close (target);
  return done;
}

/* Opens what was made with all keys that it gives, whoever's they are. */
static QhStore *
open_part (const char *part, const QhSecret *secret, GError **error)
{
  g_autoptr (QhStore) store = qh_store_new (part);
  g_autoptr (GVariant) rows = NULL;

  if (!qh_store_open_writer (store, error))
    return NULL;
  rows = qh_key_rows_read (store->writer, TRUE, error);
  if (rows == NULL)
    return NULL;
  store->keyring = qh_key_rows_unlock (rows, secret, &store->user, error);
  if (store->keyring == NULL || !qh_database_migrate (store->writer, error)
      || !qh_store_open_reader (store, error))
    return NULL;
  return g_steal_pointer (&store);
}

/* Opens what was made, brings it to this version's schema, reads all of it and
 * puts into its log of what it was made. It has no backup of its own yet. */
gboolean
qh_part_verify (const char *part,
                const char *origin,
                const QhSecret *secret,
                GPtrArray **problems,
                QhBackupSteps *steps,
                GError **error)
{
  g_autofree char *file = g_path_get_basename (origin);
  g_autoptr (QhStore) store = open_part (part, secret, error);
  g_autoptr (QhVerifyReport) report = NULL;

  if (store != NULL)
    report
      = qh_store_verify (store, steps->progress, steps->progress_data, steps->cancellable, error);
  if (report == NULL
      || !qh_store_set_setting (
        store, QH_SETTING_BACKUP_LAST, NULL, QH_ACTION_RESTORE_BACKUP, file, error))
    return FALSE;
  *problems = g_steal_pointer (&report->problems);
  return TRUE;
}

/* Gives the finished workspace its name. Another program may have made a file of
 * that name meanwhile. */
gboolean
qh_part_name (const char *part, const char *path, GError **error)
{
  if (renameat2 (AT_FDCWD, part, AT_FDCWD, path, RENAME_NOREPLACE) == 0)
    return TRUE;
  if (errno == EINVAL || errno == ENOSYS)
    {
      if (!qh_part_check_absent (path, error))
        return FALSE;
      if (g_rename (part, path) == 0)
        return TRUE;
    }
  qh_backup_set_file_error (path, errno, error);
  return FALSE;
}

static gboolean
restore_part (QhBackupReader *reader,
              const char *backup,
              const QhSecret *secret,
              const char *part,
              GPtrArray **problems,
              QhBackupSteps *steps,
              GError **error)
{
  const QhBackupHeader *header = qh_backup_reader_get_header (reader);
  g_autoptr (QhKeyring) keyring = NULL;

  if (header->schema > QH_SCHEMA_VERSION)
    {
      g_set_error (error,
                   QH_ERROR,
                   QH_ERROR_NEWER,
                   _ ("The backup “%s” was made by a newer version of the program. Update it."),
                   backup);
      return FALSE;
    }
  keyring = qh_key_rows_unlock (header->rows, secret, NULL, error);
  steps->total = header->size;
  return keyring != NULL && qh_part_pull (part, reader, keyring, steps, error)
         && qh_part_verify (part, backup, secret, problems, steps, error);
}

/**
 * qh_backup_restore:
 * @workspace: path of the new workspace; nothing may be there yet
 * @progress: (nullable): called on the calling thread, for the bytes and then for the records
 * @problems: (out) (transfer full) (element-type utf8): what is not right in what was
 *   restored, empty when all is
 *
 * Makes a workspace of a backup: pulls it whole, opens it and verifies it, and
 * only then gives it its name. If it fails, nothing is left. Slow by design: it
 * derives a key.
 *
 * Returns: whether the workspace is there.
 */
gboolean
qh_backup_restore (const char *path,
                   const QhSecret *secret,
                   const char *workspace,
                   QhProgress progress,
                   gpointer progress_data,
                   GCancellable *cancellable,
                   GPtrArray **problems,
                   GError **error)
{
  g_autofree char *part = g_strconcat (workspace, ".part", NULL);
  g_autoptr (QhBackupReader) reader = NULL;
  g_autoptr (GPtrArray) found = NULL;
  QhBackupSteps steps = { progress, progress_data, cancellable, 0, 0 };

  if (!qh_place_check (workspace, error) || !qh_part_check_absent (workspace, error)
      || !qh_part_check_absent (part, error))
    return FALSE;
  reader = qh_backup_reader_open (path, error);
  if (reader == NULL)
    return FALSE;
  if (restore_part (reader, path, secret, part, &found, &steps, error)
      && qh_part_name (part, workspace, error))
    {
      *problems = g_steal_pointer (&found);
      return TRUE;
    }
  qh_part_remove (part);
  return FALSE;
}
