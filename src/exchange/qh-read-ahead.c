/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/qh-read-ahead.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#define SIZE (1 << 17)
#define LARGE (1 << 15) /* who asks for so much gets it without a copy */

static int
open_cb (const char *path,
         void       *data)
{
  QhReadAhead *self = data;

  self->file = open (path, O_RDONLY | O_CLOEXEC);
  if (self->file >= 0)
    self->buffer = g_malloc (SIZE);
  return self->file;
}

static int
close_cb (void *data)
{
  QhReadAhead *self = data;

  g_clear_pointer (&self->buffer, g_free);
  self->from = self->to = 0;
  return self->file >= 0 ? close (self->file) : 0;
}

/* The system stands at the end of the buffer, ReadStat where it has read to. */
static readstat_off_t
seek_cb (readstat_off_t      offset,
         readstat_io_flags_t whence,
         void               *data)
{
  static const int ways[] = { [READSTAT_SEEK_SET] = SEEK_SET, [READSTAT_SEEK_CUR] = SEEK_CUR, [READSTAT_SEEK_END] = SEEK_END };
  QhReadAhead *self = data;

  if ((guint) whence >= G_N_ELEMENTS (ways))
    return -1;
  if (whence == READSTAT_SEEK_CUR)
    offset -= (readstat_off_t) (self->to - self->from);
  self->from = self->to = 0;
  return lseek (self->file, offset, ways[whence]);
}

/* Returns: how many bytes of the buffer were left to take. */
static gsize
take (QhReadAhead *self,
      char        *to,
      gsize        length)
{
  gsize n = MIN (length, self->to - self->from);

  memcpy (to, self->buffer + self->from, n);
  self->from += n;
  return n;
}

/* Returns: how many bytes came, 0 at the end; -1 where reading failed. */
static gssize
read_some (QhReadAhead *self,
           char        *to,
           gsize        length)
{
  gssize got;

  if (g_cancellable_is_cancelled (self->cancellable))
    return -1;
  do
    got = read (self->file, to, length);
  while (got < 0 && errno == EINTR);
  return got;
}

/* Returns: as read_some(). */
static gssize
fill_and_take (QhReadAhead *self,
               char        *to,
               gsize        length)
{
  gssize got = read_some (self, self->buffer, SIZE);

  if (got <= 0)
    return got;
  self->from = 0;
  self->to = (gsize) got;
  return (gssize) take (self, to, length);
}

static ssize_t
read_cb (void  *to,
         size_t length,
         void  *data)
{
  QhReadAhead *self = data;
  gsize done = take (self, to, length);

  while (done < length)
    {
      gsize rest = length - done;
      gssize got = rest < LARGE ? fill_and_take (self, (char *) to + done, rest) : read_some (self, (char *) to + done, rest);

      if (got < 0)
        return -1;
      if (got == 0)
        break;
      done += (gsize) got;
    }
  return (ssize_t) done;
}

static readstat_error_t
update_cb (long                      size,
           readstat_progress_handler progress,
           void                     *user_data,
           void                     *data)
{
  return READSTAT_OK;
}

/**
 * qh_read_ahead_attach:
 * @self: kept by the caller until @parser is freed
 *
 * Makes a parser read its file by @self. It then tells no progress.
 */
void
qh_read_ahead_attach (QhReadAhead       *self,
                      readstat_parser_t *parser,
                      GCancellable      *cancellable)
{
  *self = (QhReadAhead) { .file = -1, .cancellable = cancellable };
  readstat_set_open_handler (parser, open_cb);
  readstat_set_close_handler (parser, close_cb);
  readstat_set_seek_handler (parser, seek_cb);
  readstat_set_read_handler (parser, read_cb);
  readstat_set_update_handler (parser, update_cb);
  readstat_set_io_ctx (parser, self);
}
