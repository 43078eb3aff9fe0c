/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The files of a data set of 20 variables: written beside a bare loop of ReadStat and
 * beside the plain csv, read back beside each format's own reader alone; and the most
 * memory over the frame's. */
#include <csv.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <libxml/parser.h>
#include <readstat.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "bench.h"
#include "exchange/qh-dataset.h"
#include "exchange/qh-read-back-xlsx.h"
#include "exchange/qh-zip-reader.h"

#define RUNS 3
#define N_VARIABLES 20
#define N_XLSX 100000
#define READ_SIZE (1 << 16)
#define MIB (1024.0 * 1024)

static const guint8 key[QH_HASH_SHORT_KEY_SIZE] = { 4 };

/* What is measured: one export, and the files that it makes. */
typedef struct
{
  QhFrame *frame;
  guint8 *mask;
  QhExportOptions options;
  QhExportPlan *plan;
  QhLabelled *labelled;
  char *bare_path;
  int file;
  char *buffer;
  gsize used;
  GStrv headers;
  guint n_sheets;
} Bench;

/* Twenty variables of all forms: twelve of activities, some again, a number with a fraction. */
static QhFrame *
make_frame (QhFrame *loaded)
{
  static const char *const names[] = { "date", "start", "minutes", "worker", "case", "type", "function", "level", "field", "contact_mode", "place", "outcome" };
  guint n_rows = qh_frame_get_n_rows (loaded);
  QhKind *kind = qh_kind_new_made ("made", g_ptr_array_new ());
  QhFrame *frame = qh_frame_new_made (kind, qh_frame_get_catalogues (loaded), n_rows);
  g_autofree gint64 *values = g_new (gint64, n_rows);

  qh_kind_unref (kind);
  for (guint v = 0; v < N_VARIABLES - 2; v++)
    {
      const QhFrameColumn *column = qh_frame_find_column (loaded, names[v % G_N_ELEMENTS (names)]);
      g_autofree char *name = g_strdup_printf ("%s_%u", column->field->name, v);
      QhField *field = qh_field_new_own (v + 1, name, column->field->type, QH_SENSITIVITY_PLAIN, column->field->catalogue);

      field->min = 0;
      field->kind = g_strdup (column->field->kind);
      field->labels[QH_LANGUAGE_ES] = g_strdup (name);
      for (guint row = 0; row < n_rows; row++)
        values[row] = qh_frame_column_get (column, row);
      qh_frame_add_column (frame, field, NULL, values);
    }
  for (guint row = 0; row < n_rows; row++)
    values[row] = qh_scan_from_real ((double) row / 4);
  qh_frame_add_column (frame, qh_field_new_own (N_VARIABLES, "real", QH_TYPE_NUMBER, QH_SENSITIVITY_PLAIN, NULL), NULL, values);
  return frame;
}

static guint64
export (gpointer data)
{
  Bench *bench = data;
  QhExportReport report;
  g_autoptr (GError) error = NULL;

  qh_export (bench->frame, bench->mask, &bench->options, &report, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  return report.written;
}

/* The same once the rows' order is drawn. */
static guint64
write_plan (gpointer data)
{
  Bench *bench = data;
  const char *path = bench->options.path;
  const QhExportRun run = { 0 };
  QhExportReport report = { 0 };
  g_autoptr (GError) error = NULL;

  (g_str_has_suffix (path, ".dta") ? qh_export_write_dta : qh_export_write_sav) (bench->plan, path, &run, &report, &error);
  g_assert_no_error (error);
  return report.written;
}

static guint64
make_plan (gpointer data)
{
  Bench *bench = data;
  g_autoptr (QhExportPlan) plan = qh_export_plan_new (bench->frame, bench->mask, &bench->options);

  return plan->n_rows;
}

/* SPSS and Stata */

static ssize_t
put_cb (const void *data, size_t length, void *user_data)
{
  Bench *bench = user_data;

  if (bench->used + length > READ_SIZE * 16)
    {
      g_assert_cmpint (write (bench->file, bench->buffer, bench->used), ==, (gssize) bench->used);
      bench->used = 0;
    }
  memcpy (bench->buffer + bench->used, data, length);
  bench->used += length;
  return (ssize_t) length;
}

static gboolean
is_dta (const Bench *bench)
{
  return g_str_has_suffix (bench->options.path, ".dta");
}

static readstat_type_t
type_of (const Bench *bench, const QhLabelledVariable *variable)
{
  return !is_dta (bench) || variable->type == QH_LABELLED_REAL || variable->type == QH_LABELLED_TIME ? READSTAT_TYPE_DOUBLE : READSTAT_TYPE_INT32;
}

/* Where the bare loop finds the values of a variable: the frame's own column, and what
 * its indices stand for, or what is taken from its numbers and by what they are multiplied. */
typedef struct
{
  const QhFrameColumn *column;
  const double *numbers;
  const guint32 *references;
  double zero;
  double unit;
} Source;

static Source
find_source (const Bench *bench, const QhLabelledVariable *variable)
{
  gboolean day = variable->type == QH_LABELLED_DAY;
  Source source = { variable->column->source, variable->numbers, variable->column->numbers, 0, 1 };

  if (day)
    source.zero = is_dta (bench) ? qh_day_from_ymd (1960, 1, 1) : qh_day_from_ymd (1582, 10, 14);
  if (day && !is_dta (bench))
    source.unit = 86400;
  else if (variable->type == QH_LABELLED_TIME)
    source.unit = is_dta (bench) ? 60000 : 60;
  return source;
}

static inline double
take_value (const Source *source, guint32 row)
{
  if (source->references != NULL)
    return source->references[qh_export_index (source->column, row)];
  if (source->numbers != NULL)
    return source->numbers[qh_export_index (source->column, row)];
  if (source->column->form == QH_COLUMN_INT16)
    return (((const gint16 *) source->column->data)[row] - source->zero) * source->unit;
  if (source->column->form == QH_COLUMN_INT32)
    return (((const gint32 *) source->column->data)[row] - source->zero) * source->unit;
  return ((const double *) source->column->data)[row];
}

/* The bare limit: the same values out of the same columns, in the same order, with the
 * same names and types; no labels, no kinds of missing. */
static guint64
write_bare (gpointer data)
{
  Bench *bench = data;
  readstat_writer_t *writer = readstat_writer_init ();
  readstat_variable_t *variables[N_VARIABLES];
  Source sources[N_VARIABLES];
  guint n_rows = bench->plan->n_rows;

  bench->file = open (bench->bare_path, O_WRONLY | O_CREAT | O_TRUNC, 0666);
  bench->buffer = g_malloc (READ_SIZE * 16);
  readstat_set_data_writer (writer, put_cb);
  for (guint v = 0; v < N_VARIABLES; v++)
    {
      const QhLabelledVariable *variable = g_ptr_array_index (bench->labelled->variables, v);

      variables[v] = readstat_add_variable (writer, variable->name, type_of (bench, variable), 0);
      sources[v] = find_source (bench, variable);
    }
  if (is_dta (bench))
    readstat_begin_writing_dta (writer, bench, n_rows);
  else
    {
      readstat_writer_set_compression (writer, READSTAT_COMPRESS_ROWS);
      readstat_begin_writing_sav (writer, bench, n_rows);
    }
  for (guint row = 0; row < n_rows; row++)
    {
      readstat_begin_row (writer);
      for (guint v = 0; v < N_VARIABLES; v++)
        {
          double value = sources[v].column != NULL ? take_value (&sources[v], bench->plan->rows[row]) : row + 1;

          if (variables[v]->type == READSTAT_TYPE_DOUBLE)
            readstat_insert_double_value (writer, variables[v], value);
          else
            readstat_insert_int32_value (writer, variables[v], (gint32) value);
        }
      readstat_end_row (writer);
    }
  readstat_end_writing (writer);
  readstat_writer_free (writer);
  g_assert_cmpint (write (bench->file, bench->buffer, bench->used), ==, (gssize) bench->used);
  close (bench->file);
  g_free (bench->buffer);
  return n_rows;
}

static int
nothing_cb (int row, readstat_variable_t *variable, readstat_value_t value, void *user_data)
{
  return READSTAT_HANDLER_OK;
}

static int
no_variable_cb (int index, readstat_variable_t *variable, const char *labels, void *user_data)
{
  return READSTAT_HANDLER_OK;
}

static guint64
read_bare (gpointer data)
{
  Bench *bench = data;
  readstat_parser_t *parser = readstat_parser_init ();

  readstat_set_variable_handler (parser, no_variable_cb);
  readstat_set_value_handler (parser, nothing_cb);
  g_assert_cmpint ((is_dta (bench) ? readstat_parse_dta : readstat_parse_sav) (parser, bench->options.path, bench), ==, READSTAT_OK);
  readstat_parser_free (parser);
  return 1;
}

static guint64
read_ours (gpointer data)
{
  Bench *bench = data;
  g_autofree QhColumnSum *sums = g_new0 (QhColumnSum, bench->labelled->variables->len);
  g_autoptr (GError) error = NULL;
  guint64 rows;

  (g_str_has_suffix (bench->options.path, ".csv") ? qh_read_back_csv
   : is_dta (bench)                               ? qh_read_back_dta
                                                  : qh_read_back_sav) (bench->options.path, bench->labelled, sums, &rows, NULL, &error);
  g_assert_no_error (error);
  return rows;
}

static void
report_written (const char *what, double whole, double reading, double bare, double most)
{
  g_autofree char *words = g_strdup_printf ("%s, writing 20 columns", what);

  bench_report (words, "s", whole - reading, bare, most);
}

/* Over what the frame and the process have without an export. */
static void
report_memory (const char *what, double mib, double before)
{
  g_autofree char *words = g_strdup_printf ("%s, memory over the frame's", what);

  bench_report_limit (words, "MiB", mib - before, 64);
}

static guint64
do_nothing (gpointer data)
{
  return 1;
}

static void
prepare (Bench *bench, const char *name)
{
  bench->options.path = bench_path (name);
  bench->bare_path = g_strconcat (bench->options.path, ".bare", NULL);
  bench->plan = qh_export_plan_new (bench->frame, bench->mask, &bench->options);
  bench->labelled = qh_labelled_new (bench->plan);
}

static void
finish (Bench *bench)
{
  g_unlink (bench->options.path);
  g_unlink (bench->bare_path);
  g_free ((char *) bench->options.path);
  g_free (bench->bare_path);
  qh_labelled_free (bench->labelled);
  qh_export_plan_free (bench->plan);
}

/* Each in turn, so that what else the machine does falls on all. */
static void
bench_readstat (Bench bench, const char *name)
{
  double ours = G_MAXDOUBLE, bare = G_MAXDOUBLE, reading = G_MAXDOUBLE, reading_bare = G_MAXDOUBLE;
  double memory = 0, before = 0, unused, drawing;
  g_autofree char *back = g_strdup_printf ("%s, reading back", name);

  bench.options.answers = QH_EXPORT_CODES;
  prepare (&bench, name);
  bench_run_apart (do_nothing, &bench, &before);
  bench_run_apart (export, &bench, &memory);
  export (&bench);
  drawing = bench_run_apart (make_plan, &bench, &unused);
  for (guint i = 0; i < RUNS; i++)
    {
      ours = MIN (ours, bench_run_apart (write_plan, &bench, &unused));
      bare = MIN (bare, bench_run_apart (write_bare, &bench, &unused));
      reading = MIN (reading, bench_run_apart (read_ours, &bench, &unused));
      reading_bare = MIN (reading_bare, bench_run_apart (read_bare, &bench, &unused));
    }
  report_written (name, ours, reading, bare, 1.3);
  printf ("#     drawing the order of the rows before that: %.3g s\n", drawing);
  bench_report (back, "s", reading, reading_bare, 1.2);
  if (is_dta (&bench))
    report_memory (name, memory, before);
  finish (&bench);
}

/* csv */

/* What a data set does for its csv: the rows, read back, and the data package. */
static guint64
write_csv (gpointer data)
{
  Bench *bench = data;
  const QhDatasetWords words = { .name = "datos", .title = "Datos", .version = "1" };
  g_autoptr (QhExportPlan) plan = qh_export_plan_new (bench->frame, bench->mask, &bench->options);
  g_autoptr (QhLabelled) labelled = qh_labelled_new (plan);
  g_autofree char *package = qh_datapackage_new (labelled, &words);
  const QhExportRun run = { 0 };
  QhExportReport report = { 0 };
  g_autoptr (GError) error = NULL;

  qh_labelled_write_csv (labelled, bench->options.path, &run, &report, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_set_contents (bench->bare_path, package, -1, NULL));
  return report.written;
}

static void
count_cb (void *text, size_t length, void *user_data)
{
  (*(guint64 *) user_data)++;
}

static void
count_row_cb (int end, void *user_data)
{
  (*(guint64 *) user_data)++;
}

static guint64
read_csv_bare (gpointer data)
{
  Bench *bench = data;
  g_autofree char *buffer = g_malloc (READ_SIZE);
  FILE *file = fopen (bench->options.path, "rbe");
  struct csv_parser parser;
  guint64 n = 0;
  size_t got;

  csv_init (&parser, CSV_STRICT);
  while ((got = fread (buffer, 1, READ_SIZE, file)) > 0)
    g_assert_cmpuint (csv_parse (&parser, buffer, got, count_cb, count_row_cb, &n), ==, got);
  csv_fini (&parser, count_cb, count_row_cb, &n);
  csv_free (&parser);
  fclose (file);
  return n;
}

static void
bench_csv (Bench bench)
{
  double ours = G_MAXDOUBLE, plain = G_MAXDOUBLE, reading = G_MAXDOUBLE, reading_bare = G_MAXDOUBLE;
  double memory = 0, before = 0, unused;

  bench.options.answers = QH_EXPORT_CODES;
  bench.options.unproven = TRUE; /* the plain one, beside which it stands */
  prepare (&bench, "data.csv");
  bench_run_apart (do_nothing, &bench, &before);
  for (guint i = 0; i < RUNS; i++)
    {
      plain = MIN (plain, bench_run_apart (export, &bench, &unused));
      ours = MIN (ours, bench_run_apart (write_csv, &bench, &memory));
      reading = MIN (reading, bench_run_apart (read_ours, &bench, &unused));
      reading_bare = MIN (reading_bare, bench_run_apart (read_csv_bare, &bench, &unused));
    }
  bench_report ("csv with data package beside the plain csv", "s", ours - reading, plain, 1.2);
  bench_report ("csv, reading back", "s", reading, reading_bare, 1.2);
  report_memory ("csv", memory, before);
  finish (&bench);
}

/* xlsx */

static gboolean
parse_cb (const char *bytes, gsize length, gpointer user_data)
{
  return xmlParseChunk (user_data, bytes, (int) length, FALSE) == 0;
}

static void
start_cb (void *user_data, const xmlChar *name, const xmlChar *prefix, const xmlChar *space, int n_spaces, const xmlChar **spaces,
          int n_attributes, int n_defaulted, const xmlChar **attributes)
{
}

static void
text_cb (void *user_data, const xmlChar *text, int length)
{
}

static guint64
read_xlsx_bare (gpointer data)
{
  Bench *bench = data;
  xmlSAXHandler handler = { .initialized = XML_SAX2_MAGIC, .startElementNs = start_cb, .characters = text_cb };
  xmlParserCtxt *parser = xmlCreatePushParserCtxt (&handler, NULL, NULL, 0, NULL);

  xmlCtxtUseOptions (parser, XML_PARSE_HUGE);
  g_assert_true (qh_zip_read (bench->options.path, "xl/worksheets/sheet1.xml", parse_cb, parser));
  g_assert_cmpint (xmlParseChunk (parser, NULL, 0, TRUE), ==, 0);
  xmlFreeParserCtxt (parser);
  return 1;
}

static guint64
read_xlsx (gpointer data)
{
  Bench *bench = data;
  g_autofree QhSheetSum *sums = g_new0 (QhSheetSum, bench->plan->columns->len);
  g_autoptr (GError) error = NULL;
  guint64 rows;

  qh_read_back_xlsx (bench->options.path, 1, bench->headers, sums, &rows, NULL, &error);
  g_assert_no_error (error);
  return rows;
}

static void
bench_xlsx (Bench bench)
{
  guint n_rows = qh_frame_get_n_rows (bench.frame);
  g_autofree guint8 *mask = g_new0 (guint8, n_rows);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) headers = NULL;
  double reading = G_MAXDOUBLE, bare = G_MAXDOUBLE, memory = 0, before = 0, unused;

  memset (mask, 1, MIN (n_rows, N_XLSX));
  bench.mask = mask;
  prepare (&bench, "data.xlsx");
  bench_run_apart (do_nothing, &bench, &before);
  bench_run_apart (export, &bench, &memory);
  export (&bench);
  for (guint c = 0; c < bench.plan->columns->len; c++)
    g_strv_builder_add (builder, ((QhExportColumn *) g_ptr_array_index (bench.plan->columns, c))->header);
  bench.headers = headers = g_strv_builder_end (builder);
  for (guint i = 0; i < RUNS; i++)
    {
      reading = MIN (reading, bench_run_apart (read_xlsx, &bench, &unused));
      bare = MIN (bare, bench_run_apart (read_xlsx_bare, &bench, &unused));
    }
  bench_report ("xlsx of 100,000, reading back", "s", reading, bare, 1.2);
  report_memory ("xlsx of 100,000", memory, before);
  finish (&bench);
}

int
main (void)
{
  g_autoptr (QhStore) store = bench_open_store (bench_n_rows ());
  QhFrame *loaded = bench_load_frame (store);
  g_autoptr (QhFrame) frame = make_frame (loaded);
  const Bench bench = { .frame = frame, .options = { .language = QH_LANGUAGE_ES, .variable_names = TRUE, .key = key } };

  qh_frame_unref (loaded);
  printf ("# %u rows; the frame has %.0f MiB\n", qh_frame_get_n_rows (frame), (double) qh_frame_get_bytes (frame) / MIB);
  bench_readstat (bench, "data.sav");
  bench_readstat (bench, "data.dta");
  bench_csv (bench);
  bench_xlsx (bench);
  return 0;
}
