/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The plain copy of a workspace from which a backup is sealed. It never leaves
 * the workspace's own folder, and is removed when the backup is made; one that a
 * crash left behind is overwritten and removed by the next. */
#include "store/qh-backup-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define PAGES_BETWEEN_CALLS 1024

/* Whether @fd is still what stands at @path: another program may have removed
 * its own copy between our opening and locking it. */
static gboolean
stands_at (int fd, const char *path)
{
  struct stat opened, there;

  return fstat (fd, &opened) == 0 && stat (path, &there) == 0 && opened.st_ino == there.st_ino
         && opened.st_dev == there.st_dev;
}

/**
 * qh_plain_copy_begin:
 * @path: (out) (transfer full): where the copy stands
 * @fd: (out): its file, empty and locked
 *
 * Makes room for the copy, which only its owner can read. To be ended with
 * qh_plain_copy_end().
 *
 * Returns: whether no other program makes a backup at the same time.
 */
gboolean
qh_plain_copy_begin (const char *workspace, char **path, int *fd, GError **error)
{
  g_autofree char *copy = g_strconcat (workspace, ".backup-copy", NULL);
  int file;

  do
    {
      file = g_open (copy, O_CREAT | O_RDWR | O_CLOEXEC | O_NOFOLLOW, 0600);
      if (file < 0)
        {
          qh_backup_set_file_error (copy, errno, error);
          return FALSE;
        }
      if (flock (file, LOCK_EX | LOCK_NB) != 0)
        {
          close (file);
          g_set_error (
            error,
            QH_ERROR,
            QH_ERROR_IN_USE,
            _ ("Another program is making a backup of “%s”. Wait until it has finished."),
            workspace);
          return FALSE;
        }
      if (stands_at (file, copy))
        break;
      close (file);
    }
  while (TRUE);
  if (fchmod (file, 0600) != 0 || ftruncate (file, 0) != 0)
    {
      qh_backup_set_file_error (copy, errno, error);
      close (file);
      return FALSE;
    }
  *path = g_steal_pointer (&copy);
  *fd = file;
  return TRUE;
}

/**
 * qh_plain_copy_end:
 * @path: (transfer full): of the copy
 *
 * Removes the copy.
 */
void
qh_plain_copy_end (char *path, int fd)
{
  g_unlink (path);
  close (fd);
  g_free (path);
}

static gboolean
copy_pages (QhDatabase *source,
            QhDatabase *target,
            guint64 page_size,
            QhBackupSteps *steps,
            GError **error)
{
  sqlite3_backup *backup = sqlite3_backup_init (target->db, "main", source->db, "main");
  gboolean go = TRUE;
  int code = backup != NULL ? SQLITE_OK : sqlite3_errcode (target->db);
  int done = 0;

  while (code == SQLITE_OK && go)
    {
      int now;

      code = sqlite3_backup_step (backup, PAGES_BETWEEN_CALLS);
      now = sqlite3_backup_pagecount (backup) - sqlite3_backup_remaining (backup);
      go = qh_backup_steps_go (steps, (guint64)(now - done) * page_size, error);
      done = now;
    }
  sqlite3_backup_finish (backup);
  if (code == SQLITE_DONE && go)
    return TRUE;
  if (go)
    qh_database_set_error ((code & 0xff) == SQLITE_CORRUPT ? source : target, code, error);
  return FALSE;
}

/**
 * qh_plain_copy_fill:
 * @path: of qh_plain_copy_begin()
 * @steps: gets its total: the copy is the first of three parts
 *
 * Copies the workspace as it stands at one moment, while other programs go on
 * writing to it.
 *
 * Returns: whether the copy is made.
 */
gboolean
qh_plain_copy_fill (const char *workspace, const char *path, QhBackupSteps *steps, GError **error)
{
  g_autoptr (QhDatabase) source = qh_database_open (workspace, SQLITE_OPEN_READONLY, error);
  g_autoptr (QhDatabase) target
    = source != NULL ? qh_database_open (path, SQLITE_OPEN_READWRITE, error) : NULL;
  guint64 page_size;

  /* The copy need not outlive a power cut; the transaction keeps the moment. */
  if (target == NULL
      || !qh_database_exec (target, "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF", error)
      || !qh_database_exec (source, "BEGIN; SELECT count(*) FROM sqlite_schema", error))
    return FALSE;
  page_size = (guint64)qh_database_get_int (source, "PRAGMA page_size", 0);
  steps->total = 3 * page_size * (guint64)qh_database_get_int (source, "PRAGMA page_count", 0);
  return copy_pages (source, target, page_size, steps, error);
}

/**
 * qh_plain_copy_open:
 * @path: of a file that nothing writes to
 *
 * Returns: (transfer full): a connection that leaves no files beside it.
 */
QhDatabase *
qh_plain_copy_open (const char *path, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autofree char *uri = g_file_get_uri (file);
  g_autofree char *still = g_strconcat (uri, "?immutable=1", NULL);
  QhDatabase *database = qh_database_open (still, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, error);
  if (database != NULL)
    {
      g_free (database->path);
      database->path = g_strdup (path);
    }
  return database;
}
