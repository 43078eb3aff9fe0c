/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Says that a workspace is open, to the other programs of this machine.
 *
 * SQLite's own locks are POSIX locks, and a process loses them as soon as anything
 * in it closes the file: a file chooser that looks at the file's kind is enough.
 * Another program would then close as if it were the last, and remove the log into
 * which the first one goes on writing: all that was written after would be lost. A
 * lock of an open file description belongs to its descriptor and stays. */
#include "store/qh-file-guard.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

/* A byte that no file reaches, and far from those that SQLite locks. */
#define GUARDED_BYTE (G_MAXINT64 - 1)

/* Where the programs that have a workspace open each lock a byte of their own. */
#define FIRST_SESSION_BYTE (G_GINT64_CONSTANT (1) << 40)
#define N_SESSION_BYTES (G_GINT64_CONSTANT (1) << 60)

struct _QhFileGuard
{
  int fd;
  dev_t device;
  ino_t file;
  guint holders;
  gint64 session; /* the byte that is this program's */
};

/* One descriptor a file for the whole process, as POSIX has its locks: to close one
 * while another connection is open would drop the very locks of that one. */
static GMutex mutex;
static GPtrArray *guards;

static QhFileGuard *
find (const struct stat *status)
{
  for (guint i = 0; guards != NULL && i < guards->len; i++)
    {
      QhFileGuard *guard = g_ptr_array_index (guards, i);

      if (guard->device == status->st_dev && guard->file == status->st_ino)
        return guard;
    }
  return NULL;
}

static gboolean
lock (int    fd,
      int    command,
      int    type,
      gint64 byte)
{
  struct flock range = { .l_type = (short) type, .l_whence = SEEK_SET, .l_start = byte, .l_len = 1 };
  int done;

  do
    done = fcntl (fd, command, &range);
  while (done != 0 && errno == EINTR);
  return done == 0;
}

/* A byte of this program's own, drawn anew each time. */
static void
take_session (QhFileGuard *self)
{
  guint64 drawn;

  do
    {
      drawn = (guint64) g_random_int () << 32 | g_random_int ();
      self->session = FIRST_SESSION_BYTE + (gint64) (drawn % N_SESSION_BYTES);
    }
  while (!lock (self->fd, F_OFD_SETLK, F_WRLCK, self->session) && errno == EAGAIN);
}

static QhFileGuard *
add (const char *path)
{
  int fd = g_open (path, O_RDWR | O_CLOEXEC, 0);
  struct stat status;
  QhFileGuard *guard;

  if (fd < 0)
    return NULL;
  lock (fd, F_OFD_SETLKW, F_RDLCK, GUARDED_BYTE);
  fstat (fd, &status);
  guard = g_new0 (QhFileGuard, 1);
  guard->fd = fd;
  guard->device = status.st_dev;
  guard->file = status.st_ino;
  take_session (guard);
  if (guards == NULL)
    guards = g_ptr_array_new ();
  g_ptr_array_add (guards, guard);
  return guard;
}

/**
 * qh_file_guard_hold: (skip)
 * @path: a workspace of which a connection was opened and has read nothing yet
 *
 * Waits while another program folds the file's log away.
 *
 * Returns: (nullable): what is to be given to qh_file_guard_close(); %NULL where
 *   the file cannot be written, and so no log of it be folded away.
 */
QhFileGuard *
qh_file_guard_hold (const char *path)
{
  struct stat status;
  QhFileGuard *guard;

  g_mutex_lock (&mutex);
  guard = stat (path, &status) == 0 ? find (&status) : NULL;
  if (guard == NULL)
    guard = add (path);
  if (guard != NULL)
    guard->holders++;
  g_mutex_unlock (&mutex);
  return guard;
}

static void
release (QhFileGuard *self)
{
  self->holders--;
  if (self->holders > 0)
    return;
  close (self->fd);
  g_ptr_array_remove_fast (guards, self);
  if (guards->len == 0)
    g_clear_pointer (&guards, g_ptr_array_unref);
  g_free (self);
}

/**
 * qh_file_guard_close: (skip)
 * @self: (nullable): what qh_file_guard_hold() gave for @db
 * @db: a connection whose statements are finalized
 *
 * Closes a connection. Only who is alone with the file folds its log into it.
 */
void
qh_file_guard_close (QhFileGuard *self,
                     sqlite3     *db)
{
  g_mutex_lock (&mutex);
  if (self != NULL && (self->holders > 1 || !lock (self->fd, F_OFD_SETLK, F_WRLCK, GUARDED_BYTE)))
    sqlite3_db_config (db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
  sqlite3_close (db);
  if (self != NULL)
    release (self);
  g_mutex_unlock (&mutex);
}

/**
 * qh_file_guard_dup_session: (skip)
 * @self: (nullable): of an open workspace
 *
 * Names this program among those that have the workspace open, whichever machine or
 * sandbox they think they run in. The name is good until the workspace is closed.
 *
 * Returns: (transfer full): the name.
 */
char *
qh_file_guard_dup_session (QhFileGuard *self)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT, self != NULL ? self->session : 0);
}

/**
 * qh_file_guard_is_at_work: (skip)
 * @self: (nullable): of an open workspace
 * @session: a name that qh_file_guard_dup_session() gave once
 *
 * Returns: whether another program of that name has the workspace open now.
 */
gboolean
qh_file_guard_is_at_work (QhFileGuard *self,
                          const char  *session)
{
  struct flock range = { .l_type = F_WRLCK, .l_whence = SEEK_SET, .l_len = 1 };
  gint64 byte;

  if (self == NULL
      || !g_ascii_string_to_signed (session, 10, FIRST_SESSION_BYTE, FIRST_SESSION_BYTE + N_SESSION_BYTES, &byte, NULL)
      || byte == self->session)
    return FALSE;
  range.l_start = byte;
  return fcntl (self->fd, F_OFD_GETLK, &range) == 0 && range.l_type != F_UNLCK;
}
