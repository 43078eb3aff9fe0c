/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/qh-export-private.h"

#include <errno.h>
#include <string.h>

#include "exchange/qh-buffered.h"

#define MOST_DAYS 200000   /* the days whose dates are made ready */
#define DATE_SIZE 10
#define MARK "\xef\xbb\xbf"

typedef struct
{
  QhBuffered out;
  QhDay first_day; /* of @dates */
  guint n_days;
  char *dates;
} Writer;

static void
put_day (Writer *writer,
         QhDay   day)
{
  char iso[QH_DAY_ISO_SIZE];

  if (day >= writer->first_day && (guint) (day - writer->first_day) < writer->n_days)
    {
      qh_buffered_put (&writer->out, writer->dates + (gsize) (day - writer->first_day) * DATE_SIZE, DATE_SIZE);
      return;
    }
  qh_day_to_iso (day, iso);
  qh_buffered_put (&writer->out, iso, strlen (iso));
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
    qh_buffered_put (&writer->out, "\"", 1);
  for (guint32 i = start; i < end; i++)
    {
      const QhExportText *text = &g_array_index (column->texts, QhExportText, indices[i]);
      gboolean quoted = text->quoted[0] == '"';

      if (i > start)
        qh_buffered_put (&writer->out, "; ", 2);
      qh_buffered_put (&writer->out, text->quoted + quoted, text->quoted_length - 2 * quoted);
    }
  if (quotes)
    qh_buffered_put (&writer->out, "\"", 1);
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

      qh_buffered_put (&writer->out, text->quoted, text->quoted_length);
    }
  else if (empty)
    return;
  else if (column->cell == QH_EXPORT_DAY)
    put_day (writer, (QhDay) value);
  else if (column->cell == QH_EXPORT_TIME)
    qh_buffered_put_time (&writer->out, value);
  else if (column->cell == QH_EXPORT_REAL)
    qh_buffered_put_real (&writer->out, qh_scan_to_real (value));
  else
    qh_buffered_put_whole (&writer->out, value);
}

/* 1, 0, or the code of why there is no answer. */
static void
put_flag (Writer               *writer,
          const QhExportColumn *column,
          guint                 row)
{
  gint64 flag = qh_export_get_flag (column, row);
  const QhExportText *text;

  if (!QH_SCAN_IS_EMPTY (flag))
    qh_buffered_put_whole (&writer->out, flag);
  else
    {
      text = &g_array_index (column->texts, QhExportText, flag - QH_SCAN_NONE);
      qh_buffered_put (&writer->out, text->quoted, text->quoted_length);
    }
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
      qh_buffered_put_whole (&writer->out, (gint64) position + 1);
      break;
    case QH_EXPORT_TEXT:
      text = &g_array_index (column->texts, QhExportText, qh_export_index (column->source, row));
      qh_buffered_put (&writer->out, text->quoted, text->quoted_length);
      break;
    case QH_EXPORT_REFERENCE:
      number = column->numbers[qh_export_index (column->source, row)];
      if (number != 0)
        qh_buffered_put_whole (&writer->out, number);
      break;
    case QH_EXPORT_LIST:
      put_list (writer, column, row);
      break;
    case QH_EXPORT_FLAG:
      put_flag (writer, column, row);
      break;
    case QH_EXPORT_SERVED:
      qh_buffered_put_whole (&writer->out, served[column->slot]);
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
    qh_buffered_put (&writer->out, MARK, strlen (MARK));
  for (guint c = 0; c < plan->columns->len; c++)
    {
      const QhExportColumn *column = g_ptr_array_index (plan->columns, c);
      g_autofree char *quoted = qh_export_quote (column->header);

      if (c > 0)
        qh_buffered_put (&writer->out, ",", 1);
      qh_buffered_put (&writer->out, quoted, strlen (quoted));
    }
  qh_buffered_put (&writer->out, "\r\n", 2);
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

  for (guint i = 0; i < plan->n_rows && writer->out.failed == 0; i++)
    {
      guint row = plan->rows[i];

      if (i % QH_EXPORT_PROGRESS_EVERY == 0 && !qh_export_run_step (run, i, error))
        return FALSE;
      if (plan->n_slots > 0)
        qh_export_plan_count_served (plan, row, served);
      for (guint c = 0; c < n_columns; c++)
        {
          put_cell (writer, columns[c], i, row, served);
          qh_buffered_put (&writer->out, ",", 1);
        }
      writer->out.used--; /* the last comma, just put */
      qh_buffered_put (&writer->out, "\r\n", 2);
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
  Writer writer = { 0 };
  gboolean done;

  if (!qh_buffered_open (&writer.out, path))
    {
      qh_export_set_errno (error, plan->options->path, errno);
      return FALSE;
    }
  prepare_dates (&writer, plan);
  put_header (&writer, plan);
  done = put_rows (&writer, plan, run, report, error);
  if (!qh_buffered_close (&writer.out) && done)
    qh_export_set_errno (error, plan->options->path, writer.out.failed);
  g_free (writer.dates);
  report->sheets = 1;
  return done && writer.out.failed == 0;
}
