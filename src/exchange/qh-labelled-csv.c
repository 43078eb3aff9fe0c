/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/qh-labelled-files.h"

#include <csv.h>
#include <errno.h>
#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

#include "exchange/qh-buffered.h"

#define READ_SIZE (1 << 16)

/* Writing */

static void
put_text (QhBuffered *out,
          const char *text)
{
  g_autofree char *quoted = qh_export_quote (text);

  qh_buffered_put (out, quoted, strlen (quoted));
}

static void
put_value (QhBuffered               *out,
           const QhLabelledVariable *variable,
           const QhLabelledValue    *value)
{
  char iso[QH_DAY_ISO_SIZE];

  if (variable->type == QH_LABELLED_TEXT)
    put_text (out, value->text);
  else if (value->empty)
    return;
  else if (value->missing != 0)
    qh_buffered_put_whole (out, (gint64) (variable->missing_base - value->missing));
  else if (variable->type == QH_LABELLED_DAY)
    {
      qh_day_to_iso ((QhDay) value->number, iso);
      qh_buffered_put (out, iso, strlen (iso));
    }
  else if (variable->type == QH_LABELLED_TIME)
    qh_buffered_put_time (out, (gint64) value->number);
  else if (variable->type == QH_LABELLED_REAL)
    qh_buffered_put_real (out, value->number);
  else
    qh_buffered_put_whole (out, (gint64) value->number);
}

static void
add_up (QhColumnSum              *sum,
        const QhLabelledVariable *variable,
        const QhLabelledValue    *value)
{
  gsize length = value->text != NULL ? strlen (value->text) : 0;

  if (variable->type == QH_LABELLED_TEXT)
    {
      sum->n += length > 0;
      sum->sum += (double) length;
    }
  else if (value->missing != 0)
    sum->missing[value->missing]++;
  else if (!value->empty)
    {
      sum->n++;
      sum->sum += value->number;
    }
}

static gboolean
put_rows (QhBuffered        *out,
          QhLabelled        *labelled,
          const QhExportRun *run,
          QhColumnSum       *sums,
          QhExportReport    *report,
          GError           **error)
{
  guint n = labelled->variables->len;
  QhLabelledValue value;

  for (guint i = 0; i < labelled->plan->n_rows && out->failed == 0; i++)
    {
      if (i % QH_EXPORT_PROGRESS_EVERY == 0 && !qh_export_run_step (run, i, error))
        return FALSE;
      for (guint v = 0; v < n; v++)
        {
          const QhLabelledVariable *variable = g_ptr_array_index (labelled->variables, v);

          if (v > 0)
            qh_buffered_put (out, ",", 1);
          qh_labelled_get (labelled, variable, i, &value);
          put_value (out, variable, &value);
          add_up (&sums[v], variable, &value);
        }
      qh_buffered_put (out, "\r\n", 2);
      report->written++;
    }
  return TRUE;
}

/* Reading back */

typedef struct
{
  QhLabelled *labelled;
  QhColumnSum *sums;
  guint column;
  guint64 rows; /* the header included */
  gboolean differs;
} Reading;

static double
read_number (Reading                  *reading,
             const QhLabelledVariable *variable,
             const char               *cell)
{
  char *end = NULL;
  double number;

  if (variable->type == QH_LABELLED_DAY && cell[0] != '-')
    return qh_day_from_iso (cell);
  number = g_ascii_strtod (cell, &end);
  if (variable->type == QH_LABELLED_TIME && *end == ':')
    number = number * 60 + g_ascii_strtod (end + 1, &end);
  reading->differs |= *end != '\0';
  return number;
}

static void
cell_cb (void  *text,
         size_t length,
         void  *user_data)
{
  Reading *reading = user_data;
  g_autofree char *cell = g_strndup (text, length);
  const QhLabelledVariable *variable = NULL;
  QhColumnSum *sum = &reading->sums[reading->column];
  double number;

  if (reading->column >= reading->labelled->variables->len)
    reading->differs = TRUE;
  else
    variable = g_ptr_array_index (reading->labelled->variables, reading->column);
  reading->column++;
  if (variable == NULL)
    return;
  if (reading->rows == 0)
    reading->differs |= !g_str_equal (cell, variable->name);
  else if (length == 0)
    return;
  else if (variable->type == QH_LABELLED_TEXT)
    {
      sum->n++;
      sum->sum += (double) length;
    }
  else
    {
      number = read_number (reading, variable, cell);
      if (variable->may_miss && number < variable->missing_base && number >= variable->missing_base - QH_N_MISSING)
        sum->missing[(guint) (variable->missing_base - number)]++;
      else
        {
          sum->n++;
          sum->sum += number;
        }
    }
}

static void
row_cb (int   end,
        void *user_data)
{
  Reading *reading = user_data;

  reading->differs |= reading->column != reading->labelled->variables->len;
  reading->column = 0;
  reading->rows++;
}

/**
 * qh_read_back_csv:
 *
 * Reads a csv that qh_labelled_write_csv() wrote.
 */
gboolean
qh_read_back_csv (const char   *path,
                  QhLabelled   *labelled,
                  QhColumnSum  *sums,
                  guint64      *rows,
                  GCancellable *cancellable,
                  GError      **error)
{
  Reading reading = { .labelled = labelled, .sums = sums };
  g_autofree char *buffer = g_malloc (READ_SIZE);
  FILE *file = fopen (path, "rbe");
  struct csv_parser parser;
  gboolean whole = file != NULL;
  size_t got;

  csv_init (&parser, CSV_STRICT);
  while (whole && (got = fread (buffer, 1, READ_SIZE, file)) > 0)
    whole = csv_parse (&parser, buffer, got, cell_cb, row_cb, &reading) == got && !g_cancellable_is_cancelled (cancellable);
  if (whole)
    whole = csv_fini (&parser, cell_cb, row_cb, &reading) == 0;
  csv_free (&parser);
  g_clear_pointer (&file, fclose);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  *rows = reading.rows - (reading.rows > 0);
  if (whole && !reading.differs)
    return TRUE;
  g_set_error_literal (error, QH_ERROR, QH_ERROR_FAILED,
                       _("The csv that was written does not read back as it was meant, so it was not kept. Export again."));
  return FALSE;
}

/**
 * qh_labelled_write_csv:
 * @path: a file that exists; it is replaced
 * @report: gets the rows
 *
 * Writes the rows as UTF-8, RFC 4180: names above, codes as their numbers, kinds of
 * missing as theirs, nothing where nothing was noted; then reads them back.
 */
gboolean
qh_labelled_write_csv (QhLabelled        *labelled,
                       const char        *path,
                       const QhExportRun *run,
                       QhExportReport    *report,
                       GError           **error)
{
  guint n = labelled->variables->len;
  g_autofree QhColumnSum *sums = g_new0 (QhColumnSum, n + 1);
  QhBuffered out;
  gboolean done;

  if (!qh_buffered_open (&out, path))
    {
      qh_export_set_errno (error, path, errno);
      return FALSE;
    }
  for (guint v = 0; v < n; v++)
    {
      const QhLabelledVariable *variable = g_ptr_array_index (labelled->variables, v);

      qh_buffered_put (&out, ",", v > 0);
      qh_buffered_put (&out, variable->name, strlen (variable->name));
    }
  qh_buffered_put (&out, "\r\n", 2);
  done = put_rows (&out, labelled, run, sums, report, error);
  if (!qh_buffered_close (&out) && done)
    qh_export_set_errno (error, path, out.failed);
  done = done && out.failed == 0;
  return done && qh_read_back_check (qh_read_back_csv, path, labelled, sums, report->written, run->cancellable, error);
}
