/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A backup as a file: "QHBACKUP", the format's version and the header's size (4
 * bytes each, little-endian), the header, then the workspace as sealed blocks.
 * The first block is bound to all that stands before it. */
#include "store/qh-backup-file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "vault/qh-stream-seal.h"

#define FORMAT_VERSION 1
#define PRELUDE_SIZE 16
#define WRITE_BEHIND (8 << 20)
#define MAX_HEADER (1 << 20)
/* made, schema, size, tag, the stream's key, its start, summary, rows of key tables */
#define HEADER_TYPE "(xutayayayaya(saav))"
/* What the stream's key is bound to. Kinds of records have small numbers. */
#define STREAM_KIND 0xb001

static const char magic[8] = { 'Q', 'H', 'B', 'A', 'C', 'K', 'U', 'P' };

struct _QhBackupReader
{
  char *path;
  int fd;
  QhBackupHeader header;
  GBytes *bound;
  GBytes *key;
  guint8 start[QH_STREAM_START_SIZE];
};

void
qh_backup_header_clear (QhBackupHeader *header)
{
  g_clear_pointer (&header->tag, g_bytes_unref);
  g_clear_pointer (&header->summary, g_bytes_unref);
  g_clear_pointer (&header->rows, g_variant_unref);
}

/**
 * qh_backup_steps_go:
 * @bytes: how many more are done
 *
 * Returns: whether to go on: nobody has cancelled.
 */
gboolean
qh_backup_steps_go (QhBackupSteps *steps, guint64 bytes, GError **error)
{
  steps->done += bytes;
  if (steps->progress != NULL)
    steps->progress (MIN (steps->done, steps->total), steps->total, steps->progress_data);
  return !g_cancellable_set_error_if_cancelled (steps->cancellable, error);
}

/**
 * qh_backup_set_file_error:
 * @code: an errno
 *
 * Says what kept the file or folder at @path from being written.
 */
void
qh_backup_set_file_error (const char *path, int code, GError **error)
{
  const char *advice = _ ("Try again, or choose another folder.");

  if (code == ENOSPC || code == EDQUOT || code == EFBIG)
    advice = _ ("There is no room for it: free some space or choose another folder.");
  else if (code == ENOENT || code == ENOTDIR || code == ENODEV || code == ENXIO)
    advice = _ ("Its folder is not there: connect its drive or choose another folder.");
  else if (code == EACCES || code == EPERM || code == EROFS)
    advice = _ ("Choose a folder that you may write to.");
  else if (code == EEXIST)
    advice = _ ("Choose another name.");
  g_set_error (error,
               QH_ERROR,
               QH_ERROR_PLACE,
               _ ("“%s” was not written: %s. %s"),
               path,
               g_strerror (code),
               advice);
}

static void
set_damaged (const char *path, const char *what, GError **error)
{
  g_set_error (error,
               QH_ERROR,
               QH_ERROR_DAMAGED,
               _ ("The backup “%s” is damaged: %s. Nothing was written: use another backup."),
               path,
               what);
}

/**
 * qh_backup_write_all:
 *
 * Returns: whether all of @data was written; if not, errno says why.
 */
gboolean
qh_backup_write_all (int fd, const void *data, gsize size)
{
  const guint8 *bytes = data;

  while (size > 0)
    {
      gssize n = write (fd, bytes, size);

      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        return FALSE;
      bytes += n;
      size -= (gsize)n;
    }
  return TRUE;
}

/* Reads @size bytes or up to the end; -1 with errno. */
static gssize
read_all (int fd, void *data, gsize size)
{
  gsize done = 0;

  while (done < size)
    {
      gssize n = read (fd, (guint8 *)data + done, size - done);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return -1;
      if (n == 0)
        break;
      done += (gsize)n;
    }
  return (gssize)done;
}

static GVariant *
bytes_to_variant (GBytes *bytes)
{
  return g_variant_new_from_bytes (G_VARIANT_TYPE_BYTESTRING, bytes, TRUE);
}

/**
 * qh_backup_order_bytes:
 *
 * Returns: (transfer full): @variant with its numbers in the order of a backup
 *   file, or back: the same on every machine.
 */
GVariant *
qh_backup_order_bytes (GVariant *variant)
{
  if (G_BYTE_ORDER == G_LITTLE_ENDIAN)
    return g_variant_ref (variant);
  return g_variant_byteswap (variant);
}

static GBytes *
make_prelude (const QhBackupHeader *header, GBytes *key, const guint8 *start)
{
  g_autoptr (GVariant) built = g_variant_ref_sink (
    g_variant_new ("(xut@ay@ay@ay@ay@a(saav))",
                   header->made,
                   header->schema,
                   header->size,
                   bytes_to_variant (header->tag),
                   bytes_to_variant (key),
                   g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, start, QH_STREAM_START_SIZE, 1),
                   bytes_to_variant (header->summary),
                   header->rows));
  g_autoptr (GVariant) variant = qh_backup_order_bytes (built);
  guint32 numbers[2]
    = { GUINT32_TO_LE (FORMAT_VERSION), GUINT32_TO_LE ((guint32)g_variant_get_size (variant)) };
  GByteArray *bytes = g_byte_array_new ();

  g_byte_array_append (bytes, (const guint8 *)magic, sizeof magic);
  g_byte_array_append (bytes, (const guint8 *)numbers, sizeof numbers);
  g_byte_array_append (bytes, g_variant_get_data (variant), (guint)g_variant_get_size (variant));
  return g_byte_array_free_to_bytes (bytes);
}

/* Lets the drive write while the next blocks are sealed, so that little is left
 * for the sync at the end. */
static void
start_writing (int target, guint64 *written, gsize size)
{
  guint64 before = *written / WRITE_BEHIND, now;

  *written += size;
  now = *written / WRITE_BEHIND;
  if (now > before)
    sync_file_range (target,
                     (off_t)(before * WRITE_BEHIND),
                     (off_t)((now - before) * WRITE_BEHIND),
                     SYNC_FILE_RANGE_WRITE);
}

/* Seals @source, block by block, after the header. */
static gboolean
write_blocks (int target,
              const char *path,
              int source,
              guint64 size,
              QhStreamSeal *stream,
              GBytes *bound,
              QhBackupSteps *steps,
              GError **error)
{
  g_autofree guint8 *data = g_malloc (QH_STREAM_BLOCK);
  g_autofree guint8 *sealed = g_malloc (QH_STREAM_BLOCK + QH_STREAM_OVERHEAD);
  guint64 left = size, written = 0;

  posix_fadvise (source, 0, 0, POSIX_FADV_SEQUENTIAL);
  do
    {
      gsize block = (gsize)MIN (left, QH_STREAM_BLOCK);
      gsize n;

      if (read_all (source, data, block) != (gssize)block)
        {
          g_set_error_literal (error,
                               QH_ERROR,
                               QH_ERROR_FAILED,
                               _ ("The copy of the workspace could not be read. No backup was "
                                  "made: try again."));
          return FALSE;
        }
      left -= block;
      n = qh_stream_seal_push (stream, data, block, bound, left == 0, sealed);
      bound = NULL;
      if (!qh_backup_write_all (target, sealed, n))
        {
          qh_backup_set_file_error (path, errno, error);
          return FALSE;
        }
      start_writing (target, &written, n);
      if (!qh_backup_steps_go (steps, block, error))
        return FALSE;
    }
  while (left > 0);
  return TRUE;
}

static gboolean
write_file (int target,
            const char *path,
            int source,
            const QhBackupHeader *header,
            QhKeyring *keyring,
            QhBackupSteps *steps,
            GError **error)
{
  guint8 start[QH_STREAM_START_SIZE];
  g_autoptr (GBytes) key = NULL;
  g_autoptr (GBytes) prelude = NULL;
  g_autoptr (QhStreamSeal) stream
    = qh_stream_seal_new (keyring, STREAM_KIND, header->made, &key, start);

  if (stream == NULL)
    {
      g_set_error_literal (
        error,
        QH_ERROR,
        QH_ERROR_PASSPHRASE,
        _ ("This passphrase does not give the key that seals backups. No backup was made."));
      return FALSE;
    }
  prelude = make_prelude (header, key, start);
  if (!qh_backup_write_all (target, g_bytes_get_data (prelude, NULL), g_bytes_get_size (prelude)))
    {
      qh_backup_set_file_error (path, errno, error);
      return FALSE;
    }
  if (!write_blocks (target, path, source, header->size, stream, prelude, steps, error))
    return FALSE;
  if (fsync (target) == 0)
    return TRUE;
  qh_backup_set_file_error (path, errno, error);
  return FALSE;
}

/**
 * qh_backup_file_write:
 * @path: nothing may be there yet
 * @source: the workspace's plain copy, at its start
 * @header: its size is that of @source
 *
 * Writes a whole backup, down to the disk. If it fails, nothing is left.
 *
 * Returns: whether it was written.
 */
gboolean
qh_backup_file_write (const char *path,
                      int source,
                      const QhBackupHeader *header,
                      QhKeyring *keyring,
                      QhBackupSteps *steps,
                      GError **error)
{
  int target = g_open (path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);
  gboolean written;

  if (target < 0)
    {
      qh_backup_set_file_error (path, errno, error);
      return FALSE;
    }
  written = write_file (target, path, source, header, keyring, steps, error);
  /* So that it is read back from the drive and not from memory. */
  posix_fadvise (target, 0, 0, POSIX_FADV_DONTNEED);
  close (target);
  if (!written)
    g_unlink (path);
  return written;
}

/* Reading */

static GBytes *
take_bytes (GVariant *tuple, gsize index)
{
  g_autoptr (GVariant) child = g_variant_get_child_value (tuple, index);

  return g_variant_get_data_as_bytes (child);
}

static gboolean
parse_header (QhBackupReader *self, const guint8 *data, gsize size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (GVariant) stored
    = g_variant_ref_sink (g_variant_new_from_bytes (G_VARIANT_TYPE (HEADER_TYPE), bytes, FALSE));
  g_autoptr (GVariant) variant = NULL;
  g_autoptr (GBytes) start = NULL;

  if (!g_variant_is_normal_form (stored))
    return FALSE;
  variant = qh_backup_order_bytes (stored);
  g_variant_get_child (variant, 0, "x", &self->header.made);
  g_variant_get_child (variant, 1, "u", &self->header.schema);
  g_variant_get_child (variant, 2, "t", &self->header.size);
  self->header.tag = take_bytes (variant, 3);
  self->key = take_bytes (variant, 4);
  start = take_bytes (variant, 5);
  self->header.summary = take_bytes (variant, 6);
  self->header.rows = g_variant_get_child_value (variant, 7);
  if (g_bytes_get_size (start) != sizeof self->start)
    return FALSE;
  memcpy (self->start, g_bytes_get_data (start, NULL), sizeof self->start);
  return TRUE;
}

static gboolean
read_header (QhBackupReader *self, GError **error)
{
  guint8 prelude[PRELUDE_SIZE];
  guint32 numbers[2];
  guint8 *whole;

  if (read_all (self->fd, prelude, sizeof prelude) != sizeof prelude
      || memcmp (prelude, magic, sizeof magic) != 0)
    {
      g_set_error (error,
                   QH_ERROR,
                   QH_ERROR_FORMAT,
                   _ ("“%s” is not a backup, or its beginning is damaged. Choose a "
                      ".quehacer-backup file."),
                   self->path);
      return FALSE;
    }
  memcpy (numbers, prelude + sizeof magic, sizeof numbers);
  numbers[0] = GUINT32_FROM_LE (numbers[0]);
  numbers[1] = GUINT32_FROM_LE (numbers[1]);
  if (numbers[0] > FORMAT_VERSION)
    {
      g_set_error (error,
                   QH_ERROR,
                   QH_ERROR_NEWER,
                   _ ("The backup “%s” was made by a newer version of the program. Update it."),
                   self->path);
      return FALSE;
    }
  if (numbers[1] > MAX_HEADER)
    {
      set_damaged (self->path, _ ("its header is too long"), error);
      return FALSE;
    }
  whole = g_malloc (PRELUDE_SIZE + numbers[1]);
  memcpy (whole, prelude, PRELUDE_SIZE);
  self->bound = g_bytes_new_take (whole, PRELUDE_SIZE + numbers[1]);
  if (read_all (self->fd, whole + PRELUDE_SIZE, numbers[1]) == (gssize)numbers[1]
      && parse_header (self, whole + PRELUDE_SIZE, numbers[1]))
    return TRUE;
  set_damaged (self->path, _ ("its header cannot be read"), error);
  return FALSE;
}

/**
 * qh_backup_reader_open:
 *
 * Returns: (transfer full): the backup at @path with its header read; %NULL
 *   with %QH_ERROR_NOT_FOUND, %QH_ERROR_FORMAT, %QH_ERROR_NEWER or %QH_ERROR_DAMAGED.
 */
QhBackupReader *
qh_backup_reader_open (const char *path, GError **error)
{
  g_autoptr (QhBackupReader) self = g_new0 (QhBackupReader, 1);

  self->path = g_strdup (path);
  self->fd = g_open (path, O_RDONLY | O_CLOEXEC, 0);
  if (self->fd >= 0)
    return read_header (self, error) ? g_steal_pointer (&self) : NULL;
  g_set_error (error,
               QH_ERROR,
               QH_ERROR_NOT_FOUND,
               _ ("The backup “%s” could not be opened: %s. Choose another."),
               path,
               g_strerror (errno));
  return NULL;
}

void
qh_backup_reader_free (QhBackupReader *self)
{
  if (self->fd >= 0)
    close (self->fd);
  qh_backup_header_clear (&self->header);
  g_clear_pointer (&self->bound, g_bytes_unref);
  g_clear_pointer (&self->key, g_bytes_unref);
  g_free (self->path);
  g_free (self);
}

const QhBackupHeader *
qh_backup_reader_get_header (QhBackupReader *self)
{
  return &self->header;
}

static gboolean
take_block (QhBackupReader *self,
            const guint8 *data,
            gsize size,
            int target,
            const char *target_path,
            guint64 *done,
            GError **error)
{
  *done += size;
  if (*done > self->header.size)
    {
      set_damaged (self->path, _ ("it holds more than its header says"), error);
      return FALSE;
    }
  if (target < 0 || qh_backup_write_all (target, data, size))
    return TRUE;
  qh_backup_set_file_error (target_path, errno, error);
  return FALSE;
}

static gboolean
pull_blocks (QhBackupReader *self,
             QhStreamSeal *stream,
             int target,
             const char *target_path,
             QhBackupSteps *steps,
             GError **error)
{
  g_autofree guint8 *sealed = g_malloc (QH_STREAM_BLOCK + QH_STREAM_OVERHEAD);
  g_autofree guint8 *data = g_malloc (QH_STREAM_BLOCK);
  GBytes *bound = self->bound;
  gboolean last = FALSE;
  guint64 done = 0;

  while (!last)
    {
      gssize got = read_all (self->fd, sealed, QH_STREAM_BLOCK + QH_STREAM_OVERHEAD);
      gssize size;

      if (got <= 0)
        {
          set_damaged (self->path, got < 0 ? g_strerror (errno) : _ ("its end is missing"), error);
          return FALSE;
        }
      size = qh_stream_seal_pull (stream, sealed, (gsize)got, bound, &last, data);
      if (size < 0)
        {
          set_damaged (self->path, _ ("a part of it was changed or cut off"), error);
          return FALSE;
        }
      bound = NULL;
      if (!take_block (self, data, (gsize)size, target, target_path, &done, error)
          || !qh_backup_steps_go (steps, (guint64)size, error))
        return FALSE;
    }
  if (done == self->header.size && read_all (self->fd, data, 1) == 0)
    return TRUE;
  set_damaged (self->path, _ ("its length is not what its header says"), error);
  return FALSE;
}

/**
 * qh_backup_reader_pull:
 * @target: where the workspace's bytes are written, or -1 only to check them
 * @target_path: (nullable): its name, for errors
 *
 * Opens every block. Only what this has returned %TRUE for may be used.
 *
 * Returns: whether the backup is whole and, if asked, its content written.
 */
gboolean
qh_backup_reader_pull (QhBackupReader *self,
                       QhKeyring *keyring,
                       int target,
                       const char *target_path,
                       QhBackupSteps *steps,
                       GError **error)
{
  g_autoptr (QhStreamSeal) stream = NULL;
  g_autoptr (GError) reason = NULL;

  if (lseek (self->fd, (off_t)g_bytes_get_size (self->bound), SEEK_SET) < 0)
    {
      set_damaged (self->path, g_strerror (errno), error);
      return FALSE;
    }
  stream = qh_stream_seal_open (
    keyring, STREAM_KIND, self->header.made, self->key, self->start, &reason);
  if (stream != NULL)
    return pull_blocks (self, stream, target, target_path, steps, error);
  if (g_error_matches (reason, QH_ERROR, QH_ERROR_DAMAGED))
    set_damaged (self->path, _ ("its key does not open"), error);
  else
    g_set_error (error,
                 QH_ERROR,
                 QH_ERROR_PASSPHRASE,
                 _ ("The backup “%s” is of another workspace, or its key is not among yours."),
                 self->path);
  return FALSE;
}
