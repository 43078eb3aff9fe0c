/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The xlsx beside a bare loop of libxlsxwriter over the same cells, in time and
 * memory; the csv beside sqlite3 -csv of the same table. */
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include "bench.h"
#include "exchange/qh-csv-reader.h"
#include "exchange/qh-export.h"

#define N_XLSX 100000
#define RUNS 5
#define FIRST_EXCEL_DAY 693594

typedef struct
{
  QhFrame *frame;
  guint8 *mask;
  QhExportOptions options;
  QhExportReport report;
} Export;

static guint64
export (gpointer data)
{
  Export *job = data;
  g_autoptr (GError) error = NULL;

  qh_export (job->frame, job->mask, &job->options, &job->report, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (job->report.written, ==, job->report.selected);
  return job->report.written;
}

/* xlsx */

typedef enum
{
  CELL_EMPTY,
  CELL_TEXT,
  CELL_NUMBER,
  CELL_DAY,
  CELL_TIME,
} CellForm;

typedef struct
{
  CellForm form;
  double number;
  const char *text;
} Cell;

typedef struct
{
  char *path;
  char *folder;
  QhCsvReader *reader; /* owns the texts */
  Cell *cells;
  guint n_rows;
  guint n_columns;
} Bare;

static Cell
cell_of (const char *text)
{
  Cell cell = { CELL_TEXT, 0, text };
  char *end;

  if (text[0] == '\0')
    cell.form = CELL_EMPTY;
  else if (qh_day_from_iso (text) != QH_NO_DAY)
    cell = (Cell) { CELL_DAY, qh_day_from_iso (text) - FIRST_EXCEL_DAY, NULL };
  else if (strlen (text) == 5 && text[2] == ':')
    cell = (Cell) { CELL_TIME, (atoi (text) * 60 + atoi (text + 3)) / 1440.0, NULL };
  else
    {
      cell.number = g_ascii_strtod (text, &end);
      if (*end == '\0')
        cell.form = CELL_NUMBER;
    }
  return cell;
}

/* The cells of a csv of the same rows, as the loop is to write them. */
static void
take_cells (Bare       *bare,
            const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;

  bare->reader = qh_csv_reader_new_for_file (file, NULL, &error);
  g_assert_no_error (error);
  bare->n_rows = qh_csv_reader_get_n_rows (bare->reader);
  bare->n_columns = qh_csv_reader_get_n_columns (bare->reader);
  bare->cells = g_new (Cell, (gsize) bare->n_rows * bare->n_columns);
  for (guint r = 0; r < bare->n_rows; r++)
    for (guint c = 0; c < bare->n_columns; c++)
      bare->cells[(gsize) r * bare->n_columns + c] = cell_of (qh_csv_reader_get_cell (bare->reader, r, c));
}

static guint64
write_bare (gpointer data)
{
  Bare *bare = data;
  lxw_workbook_options how = { .constant_memory = LXW_TRUE, .tmpdir = bare->folder };
  lxw_workbook *workbook = workbook_new_opt (bare->path, &how);
  lxw_worksheet *sheet = workbook_add_worksheet (workbook, NULL);
  lxw_format *day = workbook_add_format (workbook);
  lxw_format *time = workbook_add_format (workbook);

  format_set_num_format (day, "yyyy-mm-dd");
  format_set_num_format (time, "hh:mm");
  for (guint c = 0; c < bare->n_columns; c++)
    worksheet_write_string (sheet, 0, (lxw_col_t) c, qh_csv_reader_get_column_name (bare->reader, c), NULL);
  for (guint r = 0; r < bare->n_rows; r++)
    for (guint c = 0; c < bare->n_columns; c++)
      {
        const Cell *cell = &bare->cells[(gsize) r * bare->n_columns + c];

        if (cell->form == CELL_TEXT)
          worksheet_write_string (sheet, r + 1, (lxw_col_t) c, cell->text, NULL);
        else if (cell->form != CELL_EMPTY)
          worksheet_write_number (sheet, r + 1, (lxw_col_t) c, cell->number,
                                  cell->form == CELL_DAY ? day : cell->form == CELL_TIME ? time : NULL);
      }
  g_assert_cmpint (workbook_close (workbook), ==, LXW_NO_ERROR);
  return bare->n_rows;
}

/* Each in turn, so that what else the machine does falls on both. */
static void
bench_xlsx (QhFrame *frame)
{
  guint n_rows = qh_frame_get_n_rows (frame);
  g_autofree guint8 *mask = g_new0 (guint8, n_rows);
  g_autofree char *csv = bench_path ("cells.csv");
  g_autofree char *xlsx = bench_path ("ours.xlsx");
  g_autofree char *bare_xlsx = bench_path ("bare.xlsx");
  g_autofree char *folder = bench_path (".");
  Export job = { frame, mask, { .path = csv, .unproven = TRUE } };
  Bare bare = { .path = bare_xlsx, .folder = folder };
  double ours = G_MAXDOUBLE, beside = G_MAXDOUBLE, memory = 0, bare_memory = 0;
  g_autofree char *what = NULL;

  memset (mask, 1, MIN (n_rows, N_XLSX));
  export (&job);
  take_cells (&bare, csv);
  job.options.path = xlsx;
  for (guint i = 0; i < RUNS; i++)
    {
      beside = MIN (beside, bench_run_apart (write_bare, &bare, &bare_memory));
      ours = MIN (ours, bench_run_apart (export, &job, &memory));
    }
  what = g_strdup_printf ("xlsx, %u × %u", bare.n_rows, bare.n_columns);
  bench_report (what, "s", ours, beside, 1.15);
  bench_report_limit ("xlsx, memory over the loop's", "MiB", memory - bare_memory, 40);
  g_free (bare.cells);
  g_object_unref (bare.reader);
  g_unlink (csv);
  g_unlink (xlsx);
  g_unlink (bare_xlsx);
}

/* csv */

typedef struct
{
  char *database;
  char *output;
  const char *sql;
} Shell;

static guint64
run_shell (gpointer data)
{
  Shell *shell = data;
  int file = open (shell->output, O_WRONLY | O_CREAT | O_TRUNC, 0644);

  dup2 (file, STDOUT_FILENO);
  execlp ("sqlite3", "sqlite3", "-csv", "-header", shell->database, shell->sql, NULL);
  _exit (127);
}

/* The table that our csv holds: whole numbers as numbers, the rest as texts. */
static void
import_table (const char *database,
              const char *csv,
              guint       n_columns)
{
  g_autoptr (GString) create = g_string_new ("CREATE TABLE t (");
  g_autofree char *load = g_strdup_printf (".import --csv --skip 1 '%s' t", csv);
  const char *arguments[] = { "sqlite3", database, NULL, load, NULL };
  g_autoptr (GError) error = NULL;

  for (guint c = 0; c < n_columns; c++)
    g_string_append_printf (create, "%sc%u NUMERIC", c > 0 ? ", " : "", c);
  g_string_append (create, ")");
  arguments[2] = create->str;
  g_unlink (database);
  g_spawn_sync (NULL, (char **) arguments, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
bench_csv (QhFrame *frame)
{
  g_autofree char *csv = bench_path ("ours.csv");
  g_autofree char *database = bench_path ("table.sqlite");
  g_autofree char *output = bench_path ("bare.csv");
  g_autofree char *program = g_find_program_in_path ("sqlite3");
  Export job = { frame, NULL, { .path = csv, .unproven = TRUE } };
  Shell shell = { database, output, "SELECT * FROM t" }, start = { database, output, "SELECT 1" };
  g_autofree char *what = NULL;
  double ours = G_MAXDOUBLE, bare = G_MAXDOUBLE, begun = G_MAXDOUBLE, memory;

  if (program == NULL)
    {
      printf ("# sqlite3 is not here: no csv\n");
      return;
    }
  export (&job);
  import_table (database, csv, job.report.columns);
  for (guint i = 0; i < RUNS; i++)
    {
      ours = MIN (ours, bench_run_apart (export, &job, &memory));
      bare = MIN (bare, bench_run_apart (run_shell, &shell, &memory));
      begun = MIN (begun, bench_run_apart (run_shell, &start, &memory));
    }
  bare -= begun;
  what = g_strdup_printf ("csv, %u × %u", job.report.written, job.report.columns);
  bench_report (what, "s", ours, bare, 1);
  g_unlink (csv);
  g_unlink (database);
  g_unlink (output);
}

int
main (void)
{
  g_autoptr (QhStore) store = bench_open_store (bench_n_rows ());
  g_autoptr (QhFrame) frame = bench_load_frame (store);

  bench_csv (frame);
  bench_xlsx (frame);
  return 0;
}
