/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes one backup: a plain copy beside the workspace, sealed into the folder,
 * read back, and only then given its name. */
#include "store/qh-backup-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/qh-backup-keys.h"
#include "vault/qh-seal.h"

/* The copy's own soundness, looked into while it is sealed. */
typedef struct
{
  const char *path;
  const char *workspace;
  GCancellable *cancellable;
  GError *error;
} Check;

static int
tick_cb (gpointer data)
{
  return g_cancellable_is_cancelled (data);
}

static gboolean
check_copy (Check *check, GError **error)
{
  g_autoptr (QhDatabase) database = qh_plain_copy_open (check->path, error);
  sqlite3_stmt *statement;
  gboolean sound;

  /* Nobody else has the copy, so it can be looked at where it is, without reading it
   * into a cache. */
  if (database == NULL || !qh_database_exec (database, "PRAGMA mmap_size = 1099511627776", error))
    return FALSE;
  statement = qh_database_prepare (database, "PRAGMA quick_check (1)", error);
  if (statement == NULL)
    return FALSE;
  sqlite3_progress_handler (database->db, 10000, tick_cb, check->cancellable);
  sound = sqlite3_step (statement) == SQLITE_ROW
          && g_strcmp0 ((const char *)sqlite3_column_text (statement, 0), "ok") == 0;
  if (!sound && !g_cancellable_set_error_if_cancelled (check->cancellable, error))
    g_set_error (error,
                 QH_ERROR,
                 QH_ERROR_DAMAGED,
                 _ ("The workspace “%s” is damaged: %s. No backup of it was made, and the earlier "
                    "ones are left."),
                 check->workspace,
                 sqlite3_column_text (statement, 0) != NULL
                   ? (const char *)sqlite3_column_text (statement, 0)
                   : sqlite3_errmsg (database->db));
  sqlite3_reset (statement);
  return sound;
}

static gpointer
check_in_thread (gpointer data)
{
  Check *check = data;

  return GINT_TO_POINTER (check_copy (check, &check->error));
}

/* Where the log stands in the copy. A file of the first schema has no log. */
static void
read_head (QhDatabase *database, QhBackupHead *head)
{
  sqlite3_stmt *statement = qh_database_prepare (
    database, "SELECT sequence, hash FROM changes ORDER BY sequence DESC LIMIT 1", NULL);

  if (statement == NULL)
    return;
  if (sqlite3_step (statement) == SQLITE_ROW)
    {
      head->sequence = sqlite3_column_int64 (statement, 0);
      head->hash = g_bytes_new (sqlite3_column_blob (statement, 1),
                                (gsize)sqlite3_column_bytes (statement, 1));
    }
  sqlite3_reset (statement);
}

/**
 * qh_backup_make_tag:
 *
 * Returns: (transfer full): what all backups of a workspace have in common.
 */
GBytes *
qh_backup_make_tag (QhKeyring *keyring)
{
  static const char purpose[] = "backup";
  guint8 tag[QH_DIGEST_SIZE] = { 0 };

  qh_keyed_digest (keyring, QH_KEY_WORKSPACE, purpose, sizeof purpose, tag);
  return g_bytes_new (tag, sizeof tag);
}

static gboolean
describe_copy (const QhBackupPlan *plan,
               const char *copy,
               int source,
               QhBackupHeader *header,
               QhBackupHead *head,
               GError **error)
{
  g_autoptr (QhDatabase) database = qh_plain_copy_open (copy, error);
  struct stat status;

  if (database == NULL)
    return FALSE;
  header->made = head->time = g_get_real_time () / G_USEC_PER_SEC;
  header->schema = (guint)qh_database_get_int (database, "PRAGMA user_version", 0);
  header->size = fstat (source, &status) == 0 ? (guint64)status.st_size : 0;
  header->tag = qh_backup_make_tag (plan->keyring);
  header->rows = qh_key_rows_read (database, FALSE, error);
  if (header->rows == NULL)
    return FALSE;
  header->summary = qh_backup_summary_read (database, plan->keyring, header->made, error);
  read_head (database, head);
  return header->summary != NULL;
}

/* What is damaged just after it was written says something of the drive, and
 * nothing of the workspace. */
static gboolean
read_back (const char *path, QhKeyring *keyring, QhBackupSteps *steps, GError **error)
{
  g_autoptr (GError) reason = NULL;
  g_autoptr (QhBackupReader) reader = qh_backup_reader_open (path, &reason);

  if (reader != NULL && qh_backup_reader_pull (reader, keyring, -1, NULL, steps, &reason))
    return TRUE;
  if (g_error_matches (reason, QH_ERROR, QH_ERROR_DAMAGED)
      || g_error_matches (reason, QH_ERROR, QH_ERROR_FORMAT))
    g_set_error (
      error,
      QH_ERROR,
      QH_ERROR_PLACE,
      _ ("The drive of “%s” did not give back what was written to it. Choose a folder on "
         "another drive."),
      path);
  else
    g_propagate_error (error, g_steal_pointer (&reason));
  return FALSE;
}

static gboolean
seal_copy (const QhBackupPlan *plan,
           const char *part,
           int source,
           const QhBackupHeader *header,
           QhBackupSteps *steps,
           GError **error)
{
  if (!qh_backup_file_write (part, source, header, plan->keyring, steps, error))
    return FALSE;
  if (read_back (part, plan->keyring, steps, error))
    return TRUE;
  g_unlink (part);
  return FALSE;
}

/* Seals and checks at the same time: either is half of the work. */
static gboolean
seal_and_check (const QhBackupPlan *plan,
                const char *part,
                const char *copy,
                int source,
                const QhBackupHeader *header,
                QhBackupSteps *steps,
                GError **error)
{
  g_autoptr (GCancellable) stop = g_cancellable_new ();
  Check check = { .path = copy, .workspace = plan->workspace, .cancellable = stop };
  GThread *thread = g_thread_new ("backup-check", check_in_thread, &check);
  gboolean sealed = seal_copy (plan, part, source, header, steps, error);
  gboolean sound;

  if (!sealed)
    g_cancellable_cancel (stop);
  sound = GPOINTER_TO_INT (g_thread_join (thread));
  if (sealed && sound)
    return TRUE;
  if (sealed)
    {
      g_unlink (part);
      g_propagate_error (error, g_steal_pointer (&check.error));
    }
  g_clear_error (&check.error);
  return FALSE;
}

static gboolean
sync_folder (const char *folder)
{
  int fd = g_open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
  gboolean done;

  if (fd < 0)
    return FALSE;
  /* Some drives' folders cannot be synced: nothing more can be done there. */
  done = fsync (fd) == 0 || errno == EINVAL || errno == EBADF;
  close (fd);
  return done;
}

static char *
name_part (const QhBackupPlan *plan, const char *part, gint64 made, GError **error)
{
  g_autofree char *path = qh_backup_make_path (plan->folder, plan->workspace, made, plan->reason);

  if (g_rename (part, path) == 0 && sync_folder (plan->folder))
    return g_steal_pointer (&path);
  qh_backup_set_file_error (path, errno, error);
  g_unlink (part);
  return NULL;
}

static char *
write_from_copy (const QhBackupPlan *plan,
                 const char *copy,
                 int source,
                 QhBackupHeader *header,
                 QhBackupHead *head,
                 QhBackupSteps *steps,
                 GError **error)
{
  g_autofree char *next = NULL;
  g_autofree char *part = NULL;
  g_autofree char *path = NULL;

  if (!qh_plain_copy_fill (plan->workspace, copy, steps, error)
      || !describe_copy (plan, copy, source, header, head, error))
    return NULL;
  steps->done = steps->total / 3;
  next = qh_backup_make_path (plan->folder, plan->workspace, header->made, plan->reason);
  part = g_strconcat (next, ".part", NULL);
  g_unlink (part);
  if (!seal_and_check (plan, part, copy, source, header, steps, error))
    return NULL;
  path = name_part (plan, part, header->made, error);
  if (path == NULL)
    return NULL;
  head->file = g_path_get_basename (path);
  if (!qh_backup_add_head (plan->folder, head, error))
    return NULL;
  if (plan->rule != NULL)
    qh_backup_prune (path, plan->workspace, header->tag, plan->rule);
  return g_steal_pointer (&path);
}

/**
 * qh_backup_write:
 *
 * Makes a backup of a workspace that may be in use. If it fails, nothing of it
 * is left; the earlier ones are removed by the rule only when it is made.
 *
 * Returns: (transfer full): the new backup's path, read back and verified.
 */
char *
qh_backup_write (const QhBackupPlan *plan, QhBackupSteps *steps, GError **error)
{
  QhBackupHeader header = { 0 };
  QhBackupHead *head;
  char *copy, *path;
  int source;

  if (!qh_plain_copy_begin (plan->workspace, &copy, &source, error))
    return NULL;
  head = g_new0 (QhBackupHead, 1);
  path = write_from_copy (plan, copy, source, &header, head, steps, error);
  qh_backup_head_free (head);
  qh_backup_header_clear (&header);
  qh_plain_copy_end (copy, source);
  return path;
}
