/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/qh-labelled.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <readstat.h>
#include <string.h>

#include "exchange/qh-buffered.h"
#include "exchange/qh-read-back.h"

#define MINUTE_SECONDS 60
#define MINUTE_MILLISECONDS 60000
#define DAY_SECONDS 86400
#define NOT_756 252 /* a text of a multiple of this many bytes makes ReadStat 1.1 write what it does not read */

typedef struct _Writer Writer;

/**
 * Format:
 * @label_bytes: what a variable's label has room for
 * @label_letters: the same in letters, or -1
 * @value_label_bytes: what a code's label has room for
 * @text_bytes: what a text has room for
 *
 * What one program's files are like.
 */
typedef struct
{
  gboolean tagged;
  readstat_compress_t compression;
  const char *day;
  const char *time;
  QhDay day_zero;
  double day_unit;
  double minute_unit;
  gsize label_bytes;
  glong label_letters;
  gsize value_label_bytes;
  gsize text_bytes;
  readstat_error_t (*begin) (readstat_writer_t *writer, void *data, long rows);
} Format;

struct _Writer
{
  const Format *format;
  QhLabelled *labelled;
  readstat_writer_t *stat;
  readstat_variable_t **variables;
  QhColumnSum *sums;
  QhBuffered out;
};

/* ReadStat hands over a few bytes at a time. */
static ssize_t
put_cb (const void *data,
        size_t      length,
        void       *user_data)
{
  Writer *writer = user_data;

  qh_buffered_put (&writer->out, data, length);
  return writer->out.failed == 0 ? (ssize_t) length : -1;
}

/* Variables */

static readstat_type_t
type_of (const Writer             *writer,
         const QhLabelledVariable *variable)
{
  switch (variable->type)
    {
    case QH_LABELLED_TEXT:
      return READSTAT_TYPE_STRING;
    case QH_LABELLED_REAL:
    case QH_LABELLED_TIME:
      return READSTAT_TYPE_DOUBLE;
    default: /* SPSS knows but one kind of number; in Stata value labels need whole ones */
      return writer->format->tagged ? READSTAT_TYPE_INT32 : READSTAT_TYPE_DOUBLE;
    }
}

static gboolean
has_labels (const QhLabelledVariable *variable)
{
  return variable->labels->len > 0 || variable->may_miss;
}

static char
tag_of (guint missing)
{
  return (char) ('a' + missing - 1);
}

static void
label_value (const Writer         *writer,
             readstat_label_set_t *set,
             double                value,
             const char           *label)
{
  g_autofree char *cut = qh_labelled_cut (label, writer->format->value_label_bytes, -1);

  if (writer->format->tagged)
    readstat_label_int32_value (set, (gint32) value, cut);
  else
    readstat_label_double_value (set, value, cut);
}

static void
add_labels (Writer                   *writer,
            const QhLabelledVariable *variable,
            readstat_variable_t      *stat)
{
  readstat_label_set_t *set = readstat_add_label_set (
    writer->stat, writer->format->tagged ? READSTAT_TYPE_INT32 : READSTAT_TYPE_DOUBLE, variable->name);

  for (guint i = 0; i < variable->labels->len; i++)
    {
      const QhValueLabel *label = &g_array_index (variable->labels, QhValueLabel, i);

      label_value (writer, set, label->value, label->label);
    }
  for (guint missing = 1; variable->may_miss && missing <= QH_N_MISSING; missing++)
    if (writer->format->tagged)
      readstat_label_tagged_value (set, tag_of (missing), writer->labelled->missing[missing]);
    else
      label_value (writer, set, variable->missing_base - missing, writer->labelled->missing[missing]);
  readstat_variable_set_label_set (stat, set);
}

static const char *
format_of (const Writer             *writer,
           const QhLabelledVariable *variable)
{
  switch (variable->type)
    {
    case QH_LABELLED_DAY:
      return writer->format->day;
    case QH_LABELLED_TIME:
      return writer->format->time;
    case QH_LABELLED_TEXT:
      return NULL;
    case QH_LABELLED_REAL:
      return writer->format->tagged ? NULL : "F12.4";
    default:
      return writer->format->tagged ? NULL : "F10.0";
    }
}

static readstat_measure_t
measure_of (const QhLabelledVariable *variable)
{
  switch (variable->type)
    {
    case QH_LABELLED_CODED:
      return qh_labelled_is_ordinal (variable) ? READSTAT_MEASURE_ORDINAL : READSTAT_MEASURE_NOMINAL;
    case QH_LABELLED_FLAG:
    case QH_LABELLED_TEXT:
      return READSTAT_MEASURE_NOMINAL;
    case QH_LABELLED_WHOLE:
      return variable->column->cell == QH_EXPORT_REFERENCE || variable->column->cell == QH_EXPORT_ROW_NUMBER
               ? READSTAT_MEASURE_NOMINAL
               : READSTAT_MEASURE_SCALE;
    default:
      return READSTAT_MEASURE_SCALE;
    }
}

static gsize
width_of (const Writer             *writer,
          const QhLabelledVariable *variable)
{
  gsize width = MIN (variable->width, writer->format->text_bytes);

  if (variable->type != QH_LABELLED_TEXT)
    return 0;
  return width % NOT_756 == 0 ? width + 1 : width;
}

static readstat_variable_t *
add_variable (Writer                   *writer,
              const QhLabelledVariable *variable)
{
  g_autofree char *label = qh_labelled_cut (variable->label, writer->format->label_bytes, writer->format->label_letters);
  readstat_variable_t *stat
    = readstat_add_variable (writer->stat, variable->name, type_of (writer, variable), width_of (writer, variable));
  const char *format = format_of (writer, variable);

  readstat_variable_set_label (stat, label);
  readstat_variable_set_measure (stat, measure_of (variable));
  if (format != NULL)
    readstat_variable_set_format (stat, format);
  if (has_labels (variable))
    add_labels (writer, variable, stat);
  if (variable->may_miss && !writer->format->tagged)
    readstat_variable_add_missing_double_range (stat, variable->missing_base - QH_N_MISSING, variable->missing_base - 1);
  return stat;
}

/* Rows */

static double
to_file (const Format             *format,
         const QhLabelledVariable *variable,
         double                    number)
{
  if (variable->type == QH_LABELLED_DAY)
    return (number - format->day_zero) * format->day_unit;
  if (variable->type == QH_LABELLED_TIME)
    return number * format->minute_unit;
  return number;
}

static readstat_error_t
put_number (Writer              *writer,
            readstat_variable_t *stat,
            double               number)
{
  if (readstat_variable_get_type (stat) == READSTAT_TYPE_DOUBLE)
    return readstat_insert_double_value (writer->stat, stat, number);
  return readstat_insert_int32_value (writer->stat, stat, (gint32) number);
}

static readstat_error_t
put_value (Writer                   *writer,
           const QhLabelledVariable *variable,
           readstat_variable_t      *stat,
           QhColumnSum              *sum,
           const QhLabelledValue    *value)
{
  double number;

  if (variable->type == QH_LABELLED_TEXT)
    {
      g_autofree char *cut = qh_labelled_cut (value->text, writer->format->text_bytes, -1);

      sum->n += cut[0] != '\0';
      sum->sum += (double) strlen (cut);
      return readstat_insert_string_value (writer->stat, stat, cut);
    }
  if (value->empty)
    return readstat_insert_missing_value (writer->stat, stat);
  if (value->missing != 0)
    {
      sum->missing[value->missing]++;
      if (writer->format->tagged)
        return readstat_insert_tagged_missing_value (writer->stat, stat, tag_of (value->missing));
      return put_number (writer, stat, variable->missing_base - value->missing);
    }
  number = to_file (writer->format, variable, value->number);
  sum->n++;
  sum->sum += number;
  return put_number (writer, stat, number);
}

static readstat_error_t
put_row (Writer *writer,
         guint   position)
{
  readstat_error_t failed = readstat_begin_row (writer->stat);
  guint n = writer->labelled->variables->len;
  QhLabelledValue value;

  for (guint v = 0; v < n && failed == READSTAT_OK; v++)
    {
      const QhLabelledVariable *variable = g_ptr_array_index (writer->labelled->variables, v);

      qh_labelled_get (writer->labelled, variable, position, &value);
      failed = put_value (writer, variable, writer->variables[v], &writer->sums[v], &value);
    }
  return failed == READSTAT_OK ? readstat_end_row (writer->stat) : failed;
}

static gboolean
set_failure (Writer          *writer,
             readstat_error_t failed,
             GError         **error)
{
  const char *path = writer->labelled->plan->options->path;

  if (writer->out.failed != 0)
    qh_export_set_errno (error, path, writer->out.failed);
  else
    {
      g_autofree char *shown = g_filename_display_name (path);

      g_set_error (error, QH_ERROR, QH_ERROR_FAILED, _("“%s” could not be written: %s. Export in another format."), shown,
                   readstat_error_message (failed));
    }
  return FALSE;
}

static gboolean
put_rows (Writer            *writer,
          const QhExportRun *run,
          QhExportReport    *report,
          GError           **error)
{
  guint n_rows = writer->labelled->plan->n_rows;
  readstat_error_t failed = writer->format->begin (writer->stat, writer, n_rows);

  for (guint i = 0; i < n_rows && failed == READSTAT_OK; i++)
    {
      if (i % QH_EXPORT_PROGRESS_EVERY == 0 && !qh_export_run_step (run, i, error))
        return FALSE;
      failed = put_row (writer, i);
      report->written += failed == READSTAT_OK;
    }
  if (failed == READSTAT_OK)
    failed = readstat_end_writing (writer->stat);
  qh_buffered_flush (&writer->out);
  return (failed == READSTAT_OK && writer->out.failed == 0) || set_failure (writer, failed, error);
}

static void
begin (Writer *writer)
{
  guint n = writer->labelled->variables->len;

  writer->sums = g_new0 (QhColumnSum, n);
  writer->variables = g_new0 (readstat_variable_t *, n);
  writer->stat = readstat_writer_init ();
  readstat_set_data_writer (writer->stat, put_cb);
  if (writer->labelled->plan->options->title != NULL)
    {
      g_autofree char *title = qh_labelled_cut (writer->labelled->plan->options->title, 64, -1);

      readstat_writer_set_file_label (writer->stat, title);
    }
  readstat_writer_set_compression (writer->stat, writer->format->compression);
  for (guint v = 0; v < n; v++)
    writer->variables[v] = add_variable (writer, g_ptr_array_index (writer->labelled->variables, v));
}

static void
clear (Writer *writer)
{
  readstat_writer_free (writer->stat);
  g_free (writer->variables);
  g_free (writer->sums);
}

/* Writes, then reads what stands on the disk and compares every column. */
static gboolean
write_format (const Format       *format,
              QhReadBack          read_back,
              const QhExportPlan *plan,
              const char         *path,
              const QhExportRun  *run,
              QhExportReport     *report,
              GError            **error)
{
  g_autoptr (QhLabelled) labelled = qh_labelled_new (plan);
  Writer writer = { .format = format, .labelled = labelled };
  gboolean done;

  if (!qh_buffered_open (&writer.out, path))
    {
      qh_export_set_errno (error, plan->options->path, errno);
      return FALSE;
    }
  begin (&writer);
  done = put_rows (&writer, run, report, error);
  if (!qh_buffered_close (&writer.out) && done)
    done = set_failure (&writer, READSTAT_OK, error);
  report->sheets = 1;
  report->columns = labelled->variables->len;
  done = done && qh_read_back_check (read_back, path, labelled, writer.sums, report->written, run->cancellable, error);
  clear (&writer);
  return done;
}

static Format
spss (void)
{
  return (Format) {
    .compression = READSTAT_COMPRESS_ROWS,
    .day = "EDATE10",
    .time = "TIME5",
    .day_zero = qh_day_from_ymd (1582, 10, 14),
    .day_unit = DAY_SECONDS,
    .minute_unit = MINUTE_SECONDS,
    .label_bytes = 255,
    .label_letters = -1,
    .value_label_bytes = 120,
    .text_bytes = 32000,
    .begin = readstat_begin_writing_sav,
  };
}

/**
 * qh_export_write_sav:
 *
 * Writes the plan's rows for SPSS: kinds of missing are user-missing codes in one
 * range, dates seconds since 14 October 1582.
 */
gboolean
qh_export_write_sav (const QhExportPlan *plan,
                     const char         *path,
                     const QhExportRun  *run,
                     QhExportReport     *report,
                     GError            **error)
{
  Format format = spss ();

  return write_format (&format, qh_read_back_sav, plan, path, run, report, error);
}

/**
 * qh_export_write_zsav:
 *
 * As qh_export_write_sav(), compressed.
 */
gboolean
qh_export_write_zsav (const QhExportPlan *plan,
                      const char         *path,
                      const QhExportRun  *run,
                      QhExportReport     *report,
                      GError            **error)
{
  Format format = spss ();

  format.compression = READSTAT_COMPRESS_BINARY;
  return write_format (&format, qh_read_back_sav, plan, path, run, report, error);
}

/**
 * qh_export_write_dta:
 *
 * Writes the plan's rows for Stata (format 118): kinds of missing are .a to .d,
 * dates days since 1960, times milliseconds.
 */
gboolean
qh_export_write_dta (const QhExportPlan *plan,
                     const char         *path,
                     const QhExportRun  *run,
                     QhExportReport     *report,
                     GError            **error)
{
  const Format format = {
    .tagged = TRUE,
    .compression = READSTAT_COMPRESS_NONE,
    .day = "%td",
    .time = "%tcHH:MM",
    .day_zero = qh_day_from_ymd (1960, 1, 1),
    .day_unit = 1,
    .minute_unit = MINUTE_MILLISECONDS,
    .label_bytes = 320,
    .label_letters = 80,
    .value_label_bytes = 32000,
    .text_bytes = 2045,
    .begin = readstat_begin_writing_dta,
  };

  return write_format (&format, qh_read_back_dta, plan, path, run, report, error);
}
