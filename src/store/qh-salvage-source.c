/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opening a damaged workspace to read it, without changing a byte of it. */
#include "store/qh-salvage-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define CHUNK (1 << 20)
#define PAGE_SIZE 8192 /* of all workspaces */

static gboolean
is_readable (QhDatabase *database, GError **error)
{
  return qh_database_exec (database, "SELECT count(*) FROM sqlite_schema", error);
}

/**
 * qh_salvage_open_source:
 *
 * Returns: (transfer full): the workspace, only to be read; %NULL when there is
 *   none, when it is newer, or when its beginning is damaged.
 */
QhDatabase *
qh_salvage_open_source (const char *workspace, GError **error)
{
  g_autofree char *log = g_strconcat (workspace, "-wal", NULL);
  g_autoptr (QhDatabase) database = NULL;
  GStatBuf status;

  if (!g_file_test (workspace, G_FILE_TEST_EXISTS))
    {
      g_set_error (error,
                   QH_ERROR,
                   QH_ERROR_NOT_FOUND,
                   _ ("There is no file “%s”. Check its name and folder."),
                   workspace);
      return NULL;
    }
  /* Where there is a log, SQLite reads it too. */
  database = g_stat (log, &status) == 0 && status.st_size > 0
               ? qh_database_open (workspace, SQLITE_OPEN_READONLY, error)
               : qh_plain_copy_open (workspace, error);
  if (database == NULL || !is_readable (database, error))
    return NULL;
  if (qh_database_get_int (database, "PRAGMA user_version", 0) <= QH_SCHEMA_VERSION)
    return g_steal_pointer (&database);
  g_set_error (error,
               QH_ERROR,
               QH_ERROR_NEWER,
               _ ("“%s” was made by a newer version of the program. Update it."),
               workspace);
  return NULL;
}

/* A beginning that stands for another */

static void
put_big_endian (guint8 *bytes, guint32 number)
{
  for (guint i = 0; i < 4; i++)
    bytes[i] = (guint8)(number >> (24 - 8 * i));
}

/* Makes the first page of one file that of another with as many pages as it has;
 * which of them are free is not known then. */
static void
adapt_page (guint8 *page, guint64 size)
{
  put_big_endian (page + 28, (guint32)(size / PAGE_SIZE));
  put_big_endian (page + 32, 0);
  put_big_endian (page + 36, 0);
  memcpy (page + 92, page + 24, 4);
}

/* Whether the first page of @sound now stands at the beginning of @fd. */
static gboolean
write_first_page (int fd, const char *sound, guint64 size)
{
  g_autofree guint8 *page = g_malloc (PAGE_SIZE);

  if (!qh_database_read_file (sound, 0, page, PAGE_SIZE))
    return FALSE;
  adapt_page (page, size);
  return lseek (fd, 0, SEEK_SET) == 0 && qh_backup_write_all (fd, page, PAGE_SIZE)
         && ftruncate (fd, (off_t)(size - size % PAGE_SIZE)) == 0;
}

static gboolean
copy_bytes (const char *from, int fd, guint64 size)
{
  g_autofree guint8 *data = g_malloc (CHUNK);

  for (guint64 done = 0; done < size; done += CHUNK)
    {
      gsize n = (gsize)MIN (size - done, CHUNK);

      if (!qh_database_read_file (from, (goffset)done, data, n)
          || !qh_backup_write_all (fd, data, n))
        return FALSE;
    }
  return TRUE;
}

static gboolean
copy_log (const char *workspace, const char *path)
{
  g_autofree char *from = g_strconcat (workspace, "-wal", NULL);
  g_autofree char *to = g_strconcat (path, "-wal", NULL);
  g_autoptr (GFile) source = g_file_new_for_path (from);
  g_autoptr (GFile) target = g_file_new_for_path (to);

  return !g_file_test (from, G_FILE_TEST_EXISTS)
         || g_file_copy (source, target, G_FILE_COPY_OVERWRITE, NULL, NULL, NULL, NULL);
}

static gboolean
make_copy (const char *workspace, const char *sound, const char *path, GError **error)
{
  GStatBuf status = { 0 };
  int fd = g_open (path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0600);
  gboolean done;

  if (fd < 0)
    {
      qh_backup_set_file_error (path, errno, error);
      return FALSE;
    }
  done = g_stat (workspace, &status) == 0 && status.st_size >= 2 * PAGE_SIZE
         && copy_bytes (workspace, fd, (guint64)status.st_size)
         && write_first_page (fd, sound, (guint64)status.st_size) && copy_log (workspace, path);
  if (!done)
    qh_backup_set_file_error (path, errno, error);
  close (fd);
  return done;
}

/**
 * qh_salvage_open_mended:
 * @workspace: one whose first page is damaged
 * @sound: a workspace with the same schema that was once the same file, such as its backup
 * @path: (out) (transfer full): a copy, to be removed when it is closed
 *
 * Returns: (transfer full): a copy of @workspace that begins like @sound, or %NULL.
 */
QhDatabase *
qh_salvage_open_mended (const char *workspace, const char *sound, char **path, GError **error)
{
  g_autoptr (QhDatabase) database = NULL;

  *path = g_strconcat (sound, "-source", NULL);
  if (!make_copy (workspace, sound, *path, error))
    return NULL;
  database = qh_database_open (*path, SQLITE_OPEN_READWRITE, error);
  return database != NULL && is_readable (database, error) ? g_steal_pointer (&database) : NULL;
}
