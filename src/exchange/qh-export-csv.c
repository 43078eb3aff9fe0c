/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/qh-export-private.h"

#include <errno.h>
#include <string.h>

#include "exchange/qh-buffered.h"
#include "exchange/qh-export-sums.h"
#include "exchange/qh-labelled-files.h"

#define MARK "\xef\xbb\xbf"

/* The texts of several answers, in quotes where one of them needs quotes. */
static void
put_list (QhBuffered           *out,
          const QhExportColumn *column,
          guint                 row)
{
  const guint16 *indices = column->source->data;
  guint32 start = column->source->offsets[row], end = column->source->offsets[row + 1];
  gboolean quotes = FALSE;

  for (guint32 i = start; i < end; i++)
    quotes |= g_array_index (column->texts, QhExportText, indices[i]).quoted[0] == '"';
  if (quotes)
    qh_buffered_put (out, "\"", 1);
  for (guint32 i = start; i < end; i++)
    {
      const QhExportText *text = &g_array_index (column->texts, QhExportText, indices[i]);
      gboolean quoted = text->quoted[0] == '"';

      if (i > start)
        qh_buffered_put (out, "; ", 2);
      qh_buffered_put (out, text->quoted + quoted, text->quoted_length - 2 * quoted);
    }
  if (quotes)
    qh_buffered_put (out, "\"", 1);
}

static void
put_number (QhBuffered           *out,
            const QhExportColumn *column,
            guint                 row)
{
  gint64 value = qh_frame_column_get (column->source, row);
  gboolean empty = QH_SCAN_IS_EMPTY (value);

  if (column->cell == QH_EXPORT_REASON)
    {
      const QhExportText *text = &g_array_index (column->texts, QhExportText, empty ? value - QH_SCAN_NONE : 0);

      qh_buffered_put (out, text->quoted, text->quoted_length);
    }
  else if (empty)
    return;
  else if (column->cell == QH_EXPORT_DAY)
    qh_buffered_put_day (out, (QhDay) value);
  else if (column->cell == QH_EXPORT_TIME)
    qh_buffered_put_time (out, value);
  else if (column->cell == QH_EXPORT_REAL)
    qh_buffered_put_real (out, qh_scan_to_real (value));
  else
    qh_buffered_put_whole (out, value);
}

/* 1, 0, or the code of why there is no answer. */
static void
put_flag (QhBuffered           *out,
          const QhExportColumn *column,
          guint                 row)
{
  gint64 flag = qh_export_get_flag (column, row);
  const QhExportText *text;

  if (!QH_SCAN_IS_EMPTY (flag))
    qh_buffered_put_whole (out, flag);
  else
    {
      text = &g_array_index (column->texts, QhExportText, flag - QH_SCAN_NONE);
      qh_buffered_put (out, text->quoted, text->quoted_length);
    }
}

static inline void
put_cell (QhBuffered           *out,
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
      qh_buffered_put_whole (out, (gint64) position + 1);
      break;
    case QH_EXPORT_TEXT:
      text = &g_array_index (column->texts, QhExportText, qh_export_index (column->source, row));
      qh_buffered_put (out, text->quoted, text->quoted_length);
      break;
    case QH_EXPORT_REFERENCE:
      number = column->numbers[qh_export_index (column->source, row)];
      if (number != 0)
        qh_buffered_put_whole (out, number);
      break;
    case QH_EXPORT_LIST:
      put_list (out, column, row);
      break;
    case QH_EXPORT_FLAG:
      put_flag (out, column, row);
      break;
    case QH_EXPORT_SERVED:
      qh_buffered_put_whole (out, served[column->slot]);
      break;
    default:
      put_number (out, column, row);
    }
}

static void
put_header (QhBuffered         *out,
            const QhExportPlan *plan)
{
  if (plan->options->byte_order_mark)
    qh_buffered_put (out, MARK, strlen (MARK));
  for (guint c = 0; c < plan->columns->len; c++)
    {
      const QhExportColumn *column = g_ptr_array_index (plan->columns, c);
      g_autofree char *quoted = qh_export_quote (column->header);

      if (c > 0)
        qh_buffered_put (out, ",", 1);
      qh_buffered_put (out, quoted, strlen (quoted));
    }
  qh_buffered_put (out, "\r\n", 2);
}

static gboolean
put_rows (QhBuffered         *out,
          const QhExportPlan *plan,
          const QhExportRun  *run,
          QhExportReport     *report,
          GError            **error)
{
  g_autofree guint32 *served = g_new0 (guint32, plan->n_slots + 1);
  const QhExportColumn *const *columns = (const QhExportColumn *const *) plan->columns->pdata;
  guint n_columns = plan->columns->len;

  for (guint i = 0; i < plan->n_rows && out->failed == 0; i++)
    {
      guint row = plan->rows[i];

      if (i % QH_EXPORT_PROGRESS_EVERY == 0 && !qh_export_run_step (run, i, error))
        return FALSE;
      if (plan->n_slots > 0)
        qh_export_plan_count_served (plan, row, served);
      for (guint c = 0; c < n_columns; c++)
        {
          put_cell (out, columns[c], i, row, served);
          qh_buffered_put (out, ",", 1);
        }
      out->used--; /* the last comma, just put */
      qh_buffered_put (out, "\r\n", 2);
      report->written++;
    }
  return TRUE;
}

/* As the csv of a data set is. */
static gboolean
check_read_back (const QhExportPlan   *plan,
                 const char           *path,
                 const QhExportReport *report,
                 GCancellable         *cancellable,
                 GError              **error)
{
  g_autoptr (GPtrArray) variables = qh_export_list_plain (plan);
  g_autofree QhColumnSum *sums = g_new0 (QhColumnSum, variables->len + 1);
  QhLabelled plain = { .plan = plan, .variables = variables };

  qh_export_sum_columns (plan, sums);
  return qh_read_back_check (qh_read_back_csv, path, &plain, sums, report->written, cancellable, error);
}

/**
 * qh_export_write_csv:
 * @path: a file that exists and is empty
 *
 * Writes the plan's rows as UTF-8, RFC 4180; then reads them back.
 */
gboolean
qh_export_write_csv (const QhExportPlan *plan,
                     const char         *path,
                     const QhExportRun  *run,
                     QhExportReport     *report,
                     GError            **error)
{
  QhBuffered out;
  gboolean done;

  if (!qh_buffered_open (&out, path))
    {
      qh_export_set_errno (error, plan->options->path, errno);
      return FALSE;
    }
  put_header (&out, plan);
  done = put_rows (&out, plan, run, report, error);
  if (!qh_buffered_close (&out) && done)
    qh_export_set_errno (error, plan->options->path, out.failed);
  report->sheets = 1;
  done = done && out.failed == 0;
  return done && (plan->options->unproven || check_read_back (plan, path, report, run->cancellable, error));
}
