/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/qh-buffered.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#define NUMBER_SIZE 40 /* more than any number takes */
#define DATE_SIZE 10
#define N_DATES 262144 /* some 700 years: the days whose dates are kept once they were made */
#define FIRST_DATE 620000 /* in 1698 */

/**
 * qh_buffered_open:
 * @path: a file that exists; what it holds is lost
 *
 * Returns: whether it could be opened; else errno says why not.
 */
gboolean
qh_buffered_open (QhBuffered *self,
                  const char *path)
{
  *self = (QhBuffered) { .file = open (path, O_WRONLY | O_TRUNC | O_CLOEXEC) };
  if (self->file < 0)
    return FALSE;
  self->buffer = g_malloc (QH_BUFFERED_SIZE);
  return TRUE;
}

/**
 * qh_buffered_close:
 *
 * Writes what is left and closes the file.
 *
 * Returns: whether all was written; @self->failed says why not.
 */
gboolean
qh_buffered_close (QhBuffered *self)
{
  qh_buffered_flush (self);
  if (close (self->file) < 0 && self->failed == 0)
    self->failed = errno;
  g_clear_pointer (&self->buffer, g_free);
  g_clear_pointer (&self->dates, g_free);
  return self->failed == 0;
}

/**
 * qh_buffered_flush:
 *
 * Hands what was put to the system.
 */
void
qh_buffered_flush (QhBuffered *self)
{
  const char *rest = self->buffer;

  while (self->used > 0 && self->failed == 0)
    {
      gssize written = write (self->file, rest, self->used);

      if (written < 0 && errno == EINTR)
        continue;
      if (written < 0)
        self->failed = errno;
      else
        rest += written, self->used -= (gsize) written;
    }
  self->used = 0;
}

/**
 * qh_buffered_put:
 *
 * Appends @length bytes.
 */
void
qh_buffered_put (QhBuffered *self,
                 const char *text,
                 gsize       length)
{
  while (G_UNLIKELY (self->used + length > QH_BUFFERED_SIZE))
    {
      gsize part = QH_BUFFERED_SIZE - self->used;

      memcpy (self->buffer + self->used, text, part);
      self->used = QH_BUFFERED_SIZE;
      text += part, length -= part;
      qh_buffered_flush (self);
    }
  memcpy (self->buffer + self->used, text, length);
  self->used += length;
}

/**
 * qh_buffered_put_whole:
 *
 * Appends a whole number, in digits.
 */
void
qh_buffered_put_whole (QhBuffered *self,
                       gint64      number)
{
  char digits[NUMBER_SIZE];
  guint at = NUMBER_SIZE;
  guint64 rest = number < 0 ? -(guint64) number : (guint64) number;

  do
    digits[--at] = (char) ('0' + rest % 10);
  while ((rest /= 10) > 0);
  if (number < 0)
    digits[--at] = '-';
  qh_buffered_put (self, digits + at, NUMBER_SIZE - at);
}

/**
 * qh_buffered_put_real:
 *
 * Appends a number with a point, in as few digits as read back the same.
 */
void
qh_buffered_put_real (QhBuffered *self,
                      double      number)
{
  char text[NUMBER_SIZE];

  g_ascii_formatd (text, sizeof text, "%.15g", number);
  if (g_ascii_strtod (text, NULL) != number)
    g_ascii_formatd (text, sizeof text, "%.17g", number);
  qh_buffered_put (self, text, strlen (text));
}

/**
 * qh_buffered_put_time:
 * @minute: of the day
 *
 * Appends a time of day: 08:05.
 */
void
qh_buffered_put_time (QhBuffered *self,
                      gint64      minute)
{
  const char text[] = { (char) ('0' + minute / 600 % 10), (char) ('0' + minute / 60 % 10), ':', (char) ('0' + minute % 60 / 10),
                        (char) ('0' + minute % 10) };

  qh_buffered_put (self, text, sizeof text);
}

/**
 * qh_buffered_put_day:
 *
 * Appends a date: 2026-01-31. Dates repeat, so each is made once.
 */
void
qh_buffered_put_day (QhBuffered *self,
                     QhDay       day)
{
  char iso[QH_DAY_ISO_SIZE];
  char *date;

  if (day < FIRST_DATE || day >= FIRST_DATE + N_DATES)
    {
      qh_day_to_iso (day, iso);
      qh_buffered_put (self, iso, strlen (iso));
      return;
    }
  if (self->dates == NULL)
    self->dates = g_malloc0 ((gsize) N_DATES * DATE_SIZE);
  date = self->dates + (gsize) (day - FIRST_DATE) * DATE_SIZE;
  if (date[0] == '\0')
    {
      qh_day_to_iso (day, iso);
      memcpy (date, iso, DATE_SIZE);
    }
  qh_buffered_put (self, date, DATE_SIZE);
}
