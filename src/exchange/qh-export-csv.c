/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/qh-export-private.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#define BUFFER_SIZE (1 << 20)
#define NUMBER_SIZE 40     /* more than any number takes */
#define MOST_DAYS 200000   /* the days whose dates are made ready */
#define DATE_SIZE 10
#define MARK "\xef\xbb\xbf"

typedef struct
{
  int file;
  int failed; /* errno of the first write that failed */
  gsize used;
  char *buffer;
  QhDay first_day; /* of @dates */
  guint n_days;
  char *dates;
} Writer;

static void
flush (Writer *writer)
{
  const char *rest = writer->buffer;

  while (writer->used > 0 && writer->failed == 0)
    {
      gssize written = write (writer->file, rest, writer->used);

      if (written < 0 && errno == EINTR)
        continue;
      if (written < 0)
        writer->failed = errno;
      else
        rest += written, writer->used -= (gsize) written;
    }
  writer->used = 0;
}

static inline char *
need (Writer *writer,
      gsize   size)
{
  if (G_UNLIKELY (writer->used + size > BUFFER_SIZE))
    flush (writer);
  return writer->buffer + writer->used;
}

static inline void
put (Writer     *writer,
     const char *text,
     gsize       length)
{
  while (G_UNLIKELY (length > BUFFER_SIZE))
    {
      flush (writer);
      memcpy (writer->buffer, text, BUFFER_SIZE);
      writer->used = BUFFER_SIZE;
      text += BUFFER_SIZE, length -= BUFFER_SIZE;
    }
  memcpy (need (writer, length), text, length);
  writer->used += length;
}

static inline void
put_whole (Writer *writer,
           gint64  number)
{
  char digits[NUMBER_SIZE];
  guint at = NUMBER_SIZE;
  guint64 rest = number < 0 ? -(guint64) number : (guint64) number;

  do
    digits[--at] = (char) ('0' + rest % 10);
  while ((rest /= 10) > 0);
  if (number < 0)
    digits[--at] = '-';
  put (writer, digits + at, NUMBER_SIZE - at);
}

static void
put_real (Writer *writer,
          double  number)
{
  char text[NUMBER_SIZE];

  g_ascii_formatd (text, sizeof text, "%.15g", number);
  if (g_ascii_strtod (text, NULL) != number)
    g_ascii_formatd (text, sizeof text, "%.17g", number);
  put (writer, text, strlen (text));
}

static void
put_time (Writer *writer,
          gint64  minute)
{
  char *text = need (writer, 5);

  text[0] = (char) ('0' + minute / 600 % 10);
  text[1] = (char) ('0' + minute / 60 % 10);
  text[2] = ':';
  text[3] = (char) ('0' + minute % 60 / 10);
  text[4] = (char) ('0' + minute % 10);
  writer->used += 5;
}

static void
put_day (Writer *writer,
         QhDay   day)
{
  char iso[QH_DAY_ISO_SIZE];

  if (day >= writer->first_day && (guint) (day - writer->first_day) < writer->n_days)
    {
      put (writer, writer->dates + (gsize) (day - writer->first_day) * DATE_SIZE, DATE_SIZE);
      return;
    }
  qh_day_to_iso (day, iso);
  put (writer, iso, strlen (iso));
}

/* The texts of several answers, in quotes where one of them needs quotes. */
static void
put_list (Writer               *writer,
          const QhExportColumn *column,
          guint                 row)
{
  const guint16 *indices = column->source->data;
  guint32 start = column->source->offsets[row], end = column->source->offsets[row + 1];
  gboolean quotes = FALSE;

  for (guint32 i = start; i < end; i++)
    quotes |= g_array_index (column->texts, QhExportText, indices[i]).quoted[0] == '"';
  if (quotes)
    put (writer, "\"", 1);
  for (guint32 i = start; i < end; i++)
    {
      const QhExportText *text = &g_array_index (column->texts, QhExportText, indices[i]);
      gboolean quoted = text->quoted[0] == '"';

      if (i > start)
        put (writer, "; ", 2);
      put (writer, text->quoted + quoted, text->quoted_length - 2 * quoted);
    }
  if (quotes)
    put (writer, "\"", 1);
}

static void
put_number (Writer               *writer,
            const QhExportColumn *column,
            guint                 row)
{
  gint64 value = qh_frame_column_get (column->source, row);
  gboolean empty = QH_SCAN_IS_EMPTY (value);

  if (column->cell == QH_EXPORT_REASON)
    {
      const QhExportText *text = &g_array_index (column->texts, QhExportText, empty ? value - QH_SCAN_NONE : 0);

      put (writer, text->quoted, text->quoted_length);
    }
  else if (empty)
    return;
  else if (column->cell == QH_EXPORT_DAY)
    put_day (writer, (QhDay) value);
  else if (column->cell == QH_EXPORT_TIME)
    put_time (writer, value);
  else if (column->cell == QH_EXPORT_REAL)
    put_real (writer, qh_scan_to_real (value));
  else
    put_whole (writer, value);
}

static inline void
put_cell (Writer               *writer,
          const QhExportColumn *column,
          guint                 position,
          guint                 row,
          const guint32        *served)
{
  const QhExportText *text;
  guint32 number;

  switch (column->cell)
    {
    case QH_EXPORT_ROW_NUMBER:
      put_whole (writer, (gint64) position + 1);
      break;
    case QH_EXPORT_TEXT:
      text = &g_array_index (column->texts, QhExportText, qh_export_index (column->source, row));
      put (writer, text->quoted, text->quoted_length);
      break;
    case QH_EXPORT_REFERENCE:
      number = column->numbers[qh_export_index (column->source, row)];
      if (number != 0)
        put_whole (writer, number);
      break;
    case QH_EXPORT_LIST:
      put_list (writer, column, row);
      break;
    case QH_EXPORT_SERVED:
      put_whole (writer, served[column->slot]);
      break;
    default:
      put_number (writer, column, row);
    }
}

/* Dates repeat: each is made once. */
static void
prepare_dates (Writer             *writer,
               const QhExportPlan *plan)
{
  QhDay least = G_MAXINT32, greatest = 0;

  for (guint c = 0; c < plan->columns->len; c++)
    {
      const QhExportColumn *column = g_ptr_array_index (plan->columns, c);
      const gint32 *days = column->source != NULL ? column->source->data : NULL;

      for (guint i = 0; column->cell == QH_EXPORT_DAY && i < plan->n_rows; i++)
        if (days[plan->rows[i]] > 0)
          {
            least = MIN (least, days[plan->rows[i]]);
            greatest = MAX (greatest, days[plan->rows[i]]);
          }
    }
  if (least > greatest || greatest - least >= MOST_DAYS)
    return;
  writer->first_day = least;
  writer->n_days = (guint) (greatest - least) + 1;
  writer->dates = g_malloc ((gsize) writer->n_days * DATE_SIZE);
  for (guint i = 0; i < writer->n_days; i++)
    {
      char iso[QH_DAY_ISO_SIZE];

      qh_day_to_iso (least + (QhDay) i, iso);
      memcpy (writer->dates + (gsize) i * DATE_SIZE, iso, DATE_SIZE);
    }
}

static void
put_header (Writer             *writer,
            const QhExportPlan *plan)
{
  if (plan->options->byte_order_mark)
    put (writer, MARK, strlen (MARK));
  for (guint c = 0; c < plan->columns->len; c++)
    {
      const QhExportColumn *column = g_ptr_array_index (plan->columns, c);
      g_autofree char *quoted = qh_export_quote (column->header);

      if (c > 0)
        put (writer, ",", 1);
      put (writer, quoted, strlen (quoted));
    }
  put (writer, "\r\n", 2);
}

static gboolean
put_rows (Writer             *writer,
          const QhExportPlan *plan,
          const QhExportRun  *run,
          QhExportReport     *report,
          GError            **error)
{
  g_autofree guint32 *served = g_new0 (guint32, plan->n_slots + 1);
  const QhExportColumn *const *columns = (const QhExportColumn *const *) plan->columns->pdata;
  guint n_columns = plan->columns->len;

  for (guint i = 0; i < plan->n_rows && writer->failed == 0; i++)
    {
      guint row = plan->rows[i];

      if (i % QH_EXPORT_PROGRESS_EVERY == 0 && !qh_export_run_step (run, i, error))
        return FALSE;
      if (plan->n_slots > 0)
        qh_export_plan_count_served (plan, row, served);
      for (guint c = 0; c < n_columns; c++)
        {
          put_cell (writer, columns[c], i, row, served);
          put (writer, ",", 1);
        }
      writer->used--; /* the last comma, just put */
      put (writer, "\r\n", 2);
      report->written++;
    }
  return TRUE;
}

/**
 * qh_export_write_csv:
 * @path: a file that exists and is empty
 *
 * Writes the plan's rows as UTF-8, RFC 4180.
 */
gboolean
qh_export_write_csv (const QhExportPlan *plan,
                     const char         *path,
                     const QhExportRun  *run,
                     QhExportReport     *report,
                     GError            **error)
{
  Writer writer = { .file = open (path, O_WRONLY | O_TRUNC | O_CLOEXEC) };
  gboolean done;

  if (writer.file < 0)
    {
      qh_export_set_errno (error, plan->options->path, errno);
      return FALSE;
    }
  writer.buffer = g_malloc (BUFFER_SIZE);
  prepare_dates (&writer, plan);
  put_header (&writer, plan);
  done = put_rows (&writer, plan, run, report, error);
  flush (&writer);
  if (close (writer.file) < 0 && writer.failed == 0)
    writer.failed = errno;
  if (done && writer.failed != 0)
    qh_export_set_errno (error, plan->options->path, writer.failed);
  g_free (writer.buffer);
  g_free (writer.dates);
  report->sheets = 1;
  return done && writer.failed == 0;
}
