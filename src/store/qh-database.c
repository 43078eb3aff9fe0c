/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/qh-database.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define BUSY_TIMEOUT_MS 10000
#define HEADER_SIZE 100

static void
finalize_statement (gpointer statement)
{
  sqlite3_finalize (statement);
}

static const char sqlite_magic[16] = "SQLite format 3";

/**
 * qh_database_set_error:
 * @code: what SQLite returned
 *
 * Says in words what went wrong with the workspace file and what to do.
 */
void
qh_database_set_error (QhDatabase *self, int code, GError **error)
{
  const char *path = self->path;

  switch (code & 0xff)
    {
    case SQLITE_FULL:
      g_set_error (error,
                   QH_ERROR,
                   QH_ERROR_PLACE,
                   _ ("There is no room left on the drive of “%s”. Nothing was written: free some "
                      "space and try again."),
                   path);
      return;
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
      g_set_error (error,
                   QH_ERROR,
                   QH_ERROR_PLACE,
                   _ ("“%s” cannot be written. Check that you may write to its folder, or copy the "
                      "workspace elsewhere."),
                   path);
      return;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      g_set_error (
        error,
        QH_ERROR,
        QH_ERROR_FAILED,
        _ ("Another program is writing to “%s”. Nothing was written: wait a moment and try again."),
        path);
      return;
    case SQLITE_CORRUPT:
      g_set_error (error,
                   QH_ERROR,
                   QH_ERROR_DAMAGED,
                   _ ("The workspace “%s” is damaged. It was left as it is: restore a backup."),
                   path);
      return;
    case SQLITE_NOTADB:
      g_set_error (error,
                   QH_ERROR,
                   QH_ERROR_NOT_WORKSPACE,
                   _ ("“%s” is not a workspace. Choose a .quehacer file."),
                   path);
      return;
    case SQLITE_CONSTRAINT:
      g_set_error (
        error,
        QH_ERROR,
        QH_ERROR_IN_USE,
        _ ("The records in “%s” refer to each other in a way that does not allow this (%s)."),
        path,
        sqlite3_errmsg (self->db));
      return;
    default:
      g_set_error (error,
                   QH_ERROR,
                   QH_ERROR_FAILED,
                   _ ("“%s” could not be read or written: %s."),
                   path,
                   sqlite3_errmsg (self->db));
    }
}

/**
 * qh_place_is_network:
 * @filesystem_type: as the system names it
 *
 * Returns: whether a drive of that type is shared over a network, where
 *   SQLite's write-ahead log is not safe.
 */
gboolean
qh_place_is_network (const char *filesystem_type)
{
  static const char *const types[] = {
    "nfs",
    "nfs4",
    "cifs",
    "smb",
    "smb2",
    "smb3",
    "smbfs",
    "ncpfs",
    "afs",
    "ceph",
    "9p",
    "v9fs",
    "coda",
    "gfs2",
    "ocfs2",
    "lustre",
    "fuse.sshfs",
    "sshfs",
    "fuse.davfs2",
    "davfs",
    "fuse.glusterfs",
    "gvfsd-fuse",
    "fuse.gvfsd-fuse",
    "fuse.rclone",
    NULL,
  };

  return g_strv_contains (types, filesystem_type);
}

/**
 * qh_place_check:
 * @path: where a workspace stands or is to stand
 *
 * Returns: whether its drive is one of this machine; if not, %QH_ERROR_PLACE.
 */
gboolean
qh_place_check (const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GFile) file = g_file_new_for_path (folder);
  g_autoptr (GFileInfo) info = g_file_query_filesystem_info (
    file, G_FILE_ATTRIBUTE_FILESYSTEM_TYPE "," G_FILE_ATTRIBUTE_FILESYSTEM_REMOTE, NULL, NULL);
  const char *type;

  if (info == NULL)
    return TRUE;
  type = g_file_info_get_attribute_string (info, G_FILE_ATTRIBUTE_FILESYSTEM_TYPE);
  if (!g_file_info_get_attribute_boolean (info, G_FILE_ATTRIBUTE_FILESYSTEM_REMOTE)
      && (type == NULL || !qh_place_is_network (type)))
    return TRUE;
  g_set_error (error,
               QH_ERROR,
               QH_ERROR_PLACE,
               _ ("“%s” is on a network drive (%s), where two programs could damage it. Copy it to "
                  "a drive of this computer."),
               path,
               type != NULL ? type : "?");
  return FALSE;
}

static guint32
read_big_endian (const guint8 *bytes)
{
  return (guint32)bytes[0] << 24 | (guint32)bytes[1] << 16 | (guint32)bytes[2] << 8 | bytes[3];
}

/* The header tells how many pages there should be, unless a log holds the truth. */
static gboolean
is_truncated (const char *path, const guint8 *header, goffset size)
{
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  guint page_size = (guint)header[16] << 8 | header[17];
  GStatBuf status;

  if (g_stat (log, &status) == 0 && status.st_size > 0)
    return FALSE;
  if (page_size == 1)
    page_size = 65536;
  return read_big_endian (header + 24) == read_big_endian (header + 92)
         && (goffset)read_big_endian (header + 28) * page_size > size;
}

/**
 * qh_database_read_file:
 *
 * Reads bytes of a file through SQLite's own layer: POSIX drops all of a
 * process's locks on a file when it closes any descriptor of it, and another
 * program would take the log beside an open workspace for left over.
 *
 * Returns: whether they are all there.
 */
gboolean
qh_database_read_file (const char *path, goffset offset, void *data, gsize size)
{
  sqlite3_vfs *vfs = sqlite3_vfs_find (NULL);
  g_autofree sqlite3_file *file = g_malloc0 ((gsize)vfs->szOsFile);
  g_autofree char *whole = g_malloc0 ((gsize)vfs->mxPathname + 2); /* ends in two zeroes */
  gboolean done;

  if (vfs->xFullPathname (vfs, path, vfs->mxPathname, whole) != SQLITE_OK
      || vfs->xOpen (vfs, whole, file, SQLITE_OPEN_READONLY | SQLITE_OPEN_MAIN_DB, NULL) != SQLITE_OK)
    return FALSE;
  done = file->pMethods->xRead (file, data, (int)size, offset) == SQLITE_OK;
  file->pMethods->xClose (file);
  return done;
}

static void
set_unreadable_error (const char *path, int code, GError **error)
{
  g_set_error (error,
               QH_ERROR,
               code == ENOENT ? QH_ERROR_NOT_FOUND : QH_ERROR_PLACE,
               code == ENOENT ? _ ("There is no file “%s” (%s). Check its name and folder.")
                              : _ ("“%s” cannot be opened: %s. Check that you may read it."),
               path,
               g_strerror (code));
}

/**
 * qh_database_examine:
 * @path: a file
 *
 * Returns: whether it looks like a whole workspace of this version or an older
 *   one; nothing in it is changed.
 */
gboolean
qh_database_examine (const char *path, GError **error)
{
  guint8 header[HEADER_SIZE] = { 0 };
  GStatBuf status;

  if (g_stat (path, &status) != 0 || g_access (path, R_OK) != 0)
    {
      set_unreadable_error (path, errno, error);
      return FALSE;
    }
  if (!S_ISREG (status.st_mode) || !qh_database_read_file (path, 0, header, HEADER_SIZE)
      || memcmp (header, sqlite_magic, sizeof sqlite_magic) != 0
      || read_big_endian (header + 68) != QH_APPLICATION_ID)
    {
      g_set_error (error,
                   QH_ERROR,
                   QH_ERROR_NOT_WORKSPACE,
                   _ ("“%s” is not a workspace. Choose a .quehacer file."),
                   path);
      return FALSE;
    }
  if (read_big_endian (header + 60) > QH_SCHEMA_VERSION)
    {
      g_set_error (
        error,
        QH_ERROR,
        QH_ERROR_NEWER,
        _ ("“%s” was made by a newer version of Quehacer. Install that version to open it."),
        path);
      return FALSE;
    }
  if (is_truncated (path, header, status.st_size))
    {
      g_set_error (
        error,
        QH_ERROR,
        QH_ERROR_DAMAGED,
        _ ("“%s” is cut short: its end is missing. It was left as it is: restore a backup."),
        path);
      return FALSE;
    }
  return TRUE;
}

/**
 * qh_database_open:
 * @flags: of sqlite3_open_v2()
 *
 * Returns: (transfer full): a connection with the settings of a workspace.
 */
QhDatabase *
qh_database_open (const char *path, int flags, GError **error)
{
  g_autoptr (QhDatabase) self = g_new0 (QhDatabase, 1);
  int code;

  self->path = g_strdup (path);
  self->statements = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, finalize_statement);
  code = sqlite3_open_v2 (path, &self->db, flags | SQLITE_OPEN_NOMUTEX, NULL);
  if (code != SQLITE_OK)
    {
      qh_database_set_error (self, code, error);
      return NULL;
    }
  self->guard = qh_file_guard_hold (path);
  sqlite3_extended_result_codes (self->db, 1);
  sqlite3_busy_timeout (self->db, BUSY_TIMEOUT_MS);
  if (!qh_database_exec (self,
                         "PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL; PRAGMA "
                         "trusted_schema = OFF; PRAGMA cell_size_check = ON;",
                         error))
    return NULL;
  return g_steal_pointer (&self);
}

void
qh_database_close (QhDatabase *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->statements);
  qh_file_guard_close (self->guard, self->db);
  g_free (self->path);
  g_free (self);
}

/**
 * qh_database_exec:
 * @sql: one or more statements without parameters
 *
 * Returns: whether all were carried out.
 */
gboolean
qh_database_exec (QhDatabase *self, const char *sql, GError **error)
{
  int code = sqlite3_exec (self->db, sql, NULL, NULL, NULL);

  if (code == SQLITE_OK)
    return TRUE;
  qh_database_set_error (self, code, error);
  return FALSE;
}

/**
 * qh_database_prepare:
 *
 * Returns: (transfer none) (nullable): the statement, reset and without
 *   bindings; prepared once for each text.
 */
sqlite3_stmt *
qh_database_prepare (QhDatabase *self, const char *sql, GError **error)
{
  sqlite3_stmt *statement = g_hash_table_lookup (self->statements, sql);
  int code;

  if (statement != NULL)
    {
      sqlite3_reset (statement);
      sqlite3_clear_bindings (statement);
      return statement;
    }
  code = sqlite3_prepare_v3 (self->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL);
  if (code != SQLITE_OK)
    {
      qh_database_set_error (self, code, error);
      return NULL;
    }
  g_hash_table_insert (self->statements, g_strdup (sql), statement);
  return statement;
}

/**
 * qh_database_step:
 *
 * Carries out a statement that returns no rows, and resets it.
 *
 * Returns: whether it was carried out.
 */
gboolean
qh_database_step (QhDatabase *self, sqlite3_stmt *statement, GError **error)
{
  int code = sqlite3_step (statement);

  if (code == SQLITE_DONE || code == SQLITE_ROW)
    {
      sqlite3_reset (statement);
      return TRUE;
    }
  qh_database_set_error (self, code, error);
  sqlite3_reset (statement);
  return FALSE;
}

/**
 * qh_database_get_int:
 *
 * Returns: the first column of the first row of @sql, or @fallback.
 */
gint64
qh_database_get_int (QhDatabase *self, const char *sql, gint64 fallback)
{
  sqlite3_stmt *statement = qh_database_prepare (self, sql, NULL);
  gint64 value = fallback;

  if (statement == NULL)
    return fallback;
  if (sqlite3_step (statement) == SQLITE_ROW)
    value = sqlite3_column_int64 (statement, 0);
  sqlite3_reset (statement);
  return value;
}

static gboolean
run_migration (QhDatabase *self, guint version, GError **error)
{
  g_autofree char *path = g_strdup_printf ("/org/quehacer/Quehacer/sql/%03u.sql", version);
  g_autofree char *stamp = g_strdup_printf ("PRAGMA user_version = %u", version);
  g_autoptr (GBytes) sql = g_resources_lookup_data (path, 0, error);

  return sql != NULL && qh_database_exec (self, g_bytes_get_data (sql, NULL), error)
         && qh_database_exec (self, stamp, error);
}

/**
 * qh_database_migrate:
 *
 * Brings the schema up to %QH_SCHEMA_VERSION in one transaction.
 *
 * Returns: whether it is now current; if not, the file is as it was.
 */
gboolean
qh_database_migrate (QhDatabase *self, GError **error)
{
  guint version = (guint)qh_database_get_int (self, "PRAGMA user_version", 0);

  if (version == QH_SCHEMA_VERSION)
    return TRUE;
  if (!qh_database_exec (self, "BEGIN IMMEDIATE", error))
    return FALSE;
  while (version < QH_SCHEMA_VERSION)
    if (!run_migration (self, ++version, error))
      {
        qh_database_exec (self, "ROLLBACK", NULL);
        return FALSE;
      }
  return qh_database_exec (self, "COMMIT", error);
}
