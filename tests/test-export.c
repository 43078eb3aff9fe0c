/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an export holds, cell by cell. */
#include <locale.h>
#include <string.h>
#include <unistd.h>

#include "exchange/qh-csv-reader.h"
#include "exchange/qh-dataset.h"
#include "export-fixture.h"

static QhExportReport
export_to (QhFrame               *frame,
           const guint8          *mask,
           const QhExportOptions *options)
{
  QhExportReport report;
  g_autoptr (GError) error = NULL;

  qh_export (frame, mask, options, &report, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  return report;
}

static QhCsvReader *
read_back (const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  QhCsvReader *reader = qh_csv_reader_new_for_file (file, NULL, &error);

  g_assert_no_error (error);
  return reader;
}

static const char *
cell (QhCsvReader *reader,
      guint        row,
      const char  *column)
{
  int found = qh_csv_reader_find_column (reader, column);

  g_assert_cmpint (found, >=, 0);
  return qh_csv_reader_get_cell (reader, row, (guint) found);
}

static void
assert_row (QhCsvReader *reader,
            guint        row)
{
  guint i = (guint) atoi (cell (reader, row, "minutes"));
  char date[QH_DAY_ISO_SIZE];
  g_autofree char *time = g_strdup_printf ("%02u:%02u", 9 + i / 60, i % 60);
  g_autofree char *number = g_strdup_printf ("%u", row + 1);

  qh_day_to_iso (qh_day_from_ymd (2025, 1, 1) + (QhDay) i, date);
  g_assert_cmpstr (cell (reader, row, "number"), ==, number);
  g_assert_cmpstr (cell (reader, row, "date"), ==, date);
  g_assert_cmpstr (cell (reader, row, "start"), ==, i % 3 == 0 ? time : "");
  g_assert_cmpstr (cell (reader, row, "start_missing"), ==, i % 3 == 1 ? "NR" : "");
  g_assert_cmpstr (cell (reader, row, "start_missing_label"), ==, i % 3 == 1 ? "Refused" : "");
  g_assert_cmpstr (cell (reader, row, "type"), ==, "AC010");
  g_assert_cmpstr (cell (reader, row, "outcome"), ==, i % 5 == 0 ? "NP" : i % 5 == 1 ? "R02" : "");
  g_assert_cmpstr (cell (reader, row, "outcome_label"), ==, i % 5 == 0 ? "Not asked" : i % 5 == 1 ? "Resolved / goal met" : "");
  g_assert_cmpstr (cell (reader, row, "problems"), ==, i % 4 == 0 ? "" : i % 4 == 1 ? "RARO" : "RARO; P05");
  g_assert_true (i % 4 == 0 || g_str_has_prefix (cell (reader, row, "problems_label"), AWKWARD));
  g_assert_cmpfloat (g_ascii_strtod (cell (reader, row, "puntos"), NULL), ==, i / 8.0);
  g_assert_cmpstr (cell (reader, row, "reincidente"), ==, i % 2 ? "1" : "0");
  g_assert_cmpstr (cell (reader, row, "reincidente_label"), ==, i % 2 ? "Yes" : "No");
  g_assert_cmpstr (cell (reader, row, "case"), ==, i % 2 ? "" : atoi (cell (reader, row, "case")) == 1 ? "1" : "2");
  g_assert_cmpstr (cell (reader, row, "served"), ==, i == 7 ? "12" : i % 4 == 0 ? "1" : "0");
  g_assert_cmpstr (cell (reader, row, "served_sex_M"), ==, i == 7 ? "12" : i % 4 == 0 ? "1" : "0");
  g_assert_cmpstr (cell (reader, row, "served_age_E25"), ==, i % 4 == 0 ? "1" : "0");
  g_assert_cmpstr (cell (reader, row, "served_age_NS"), ==, i == 7 ? "12" : "0");
}

static void
test_csv (Fixture      *fixture,
          gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "datos.CSV", NULL);
  QhExportOptions options = { .path = path, .language = QH_LANGUAGE_EN, .variable_names = TRUE };
  g_autoptr (QhFrame) frame = NULL;
  g_autoptr (QhCsvReader) reader = NULL;
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  QhExportReport report;

  fill (fixture);
  frame = load (fixture, QH_KIND_ACTIVITY);
  report = export_to (frame, NULL, &options);
  g_assert_cmpuint (report.selected, ==, N_ACTIVITIES);
  g_assert_cmpuint (report.written, ==, N_ACTIVITIES);
  reader = read_back (path);
  g_assert_cmpuint (qh_csv_reader_get_n_rows (reader), ==, N_ACTIVITIES);
  g_assert_cmpuint (qh_csv_reader_get_n_columns (reader), ==, report.columns);
  for (guint row = 0; row < N_ACTIVITIES; row++)
    {
      g_assert_true (qh_csv_reader_is_whole (reader, row));
      assert_row (reader, row);
      g_hash_table_add (seen, GINT_TO_POINTER (atoi (cell (reader, row, "minutes")) + 1));
    }
  g_assert_cmpuint (g_hash_table_size (seen), ==, N_ACTIVITIES);
}

static void
test_csv_bytes (Fixture      *fixture,
                gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "datos.csv", NULL);
  QhExportOptions options = { .path = path, .language = QH_LANGUAGE_ES, .byte_order_mark = TRUE };
  g_autoptr (QhFrame) frame = NULL;
  g_autofree char *marked = NULL;
  g_autofree char *plain = NULL;

  fill (fixture);
  frame = load (fixture, QH_KIND_ACTIVITY);
  export_to (frame, NULL, &options);
  marked = contents (path);
  g_assert_true (g_str_has_prefix (marked, "\xef\xbb\xbf" "Actividad (number),Fecha,"));
  g_assert_true (g_utf8_validate (marked, -1, NULL));
  g_assert_true (g_str_has_suffix (marked, "\r\n"));
  g_assert_nonnull (strstr (marked, ",\"Dijo \"\"sí\"\", luego «no»\ny se fue; "));
  options.byte_order_mark = FALSE;
  options.answers = QH_EXPORT_LABELS;
  export_to (frame, NULL, &options);
  plain = contents (path);
  g_assert_true (g_str_has_prefix (plain, "Actividad (number),Fecha,"));
  g_assert_null (strstr (plain, "AC010"));
  g_assert_nonnull (strstr (plain, "Visita domiciliaria"));
}

static void
test_filter (Fixture      *fixture,
             gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "datos.csv", NULL);
  QhExportOptions options = { .path = path, .variable_names = TRUE };
  g_autoptr (QhFilter) filter = qh_filter_new ();
  g_autoptr (QhFrame) frame = NULL;
  g_autoptr (QhCsvReader) reader = NULL;
  g_autofree guint8 *mask = NULL;
  QhExportReport report;

  fill (fixture);
  frame = load (fixture, QH_KIND_ACTIVITY);
  g_assert_true (qh_filter_parse (filter, frame, "outcome=R02", NULL));
  mask = qh_filter_to_mask (filter, frame, NULL);
  report = export_to (frame, mask, &options);
  reader = read_back (path);
  g_assert_cmpuint (report.selected, ==, N_ACTIVITIES / 5);
  g_assert_cmpuint (report.written, ==, N_ACTIVITIES / 5);
  g_assert_cmpuint (qh_csv_reader_get_n_rows (reader), ==, N_ACTIVITIES / 5);
  for (guint row = 0; row < report.written; row++)
    g_assert_cmpstr (cell (reader, row, "outcome"), ==, "R02");
  g_clear_object (&reader);

  /* Nothing behind the filter is a file of headers. */
  memset (mask, 0, qh_frame_get_n_rows (frame));
  report = export_to (frame, mask, &options);
  g_assert_cmpuint (report.selected, ==, 0);
  g_assert_cmpuint (report.written, ==, 0);
}

/* The order and the numbers tell nothing of time, and are others each time. */
static void
test_order (Fixture      *fixture,
            gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "datos.csv", NULL);
  QhExportOptions options = { .path = path, .variable_names = TRUE };
  g_autoptr (QhFrame) frame = NULL;
  g_autofree char *first = NULL, *second = NULL, *third = NULL, *fourth = NULL;

  fill (fixture);
  frame = load (fixture, QH_KIND_ACTIVITY);
  export_to (frame, NULL, &options);
  first = contents (path);
  export_to (frame, NULL, &options);
  second = contents (path);
  g_assert_cmpstr (first, !=, second);
  options.key = key;
  export_to (frame, NULL, &options);
  third = contents (path);
  export_to (frame, NULL, &options);
  fourth = contents (path);
  g_assert_cmpstr (third, ==, fourth);
  for (guint i = 0; i < qh_frame_get_n_rows (frame); i++)
    {
      g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, qh_frame_get_ids (frame)[i]);

      g_assert_null (strstr (first, id));
    }
}

/* Every number of a case stands for one case. */
static void
test_references (Fixture      *fixture,
                 gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "datos.csv", NULL);
  QhExportOptions options = { .path = path, .variable_names = TRUE };
  g_autoptr (QhFrame) frame = NULL;
  guint8 other[QH_HASH_SHORT_KEY_SIZE] = { 0 };
  gboolean first_was[3] = { FALSE };

  fill (fixture);
  frame = load (fixture, QH_KIND_ACTIVITY);
  for (guint8 seed = 1; seed < 40; seed++)
    {
      g_autoptr (QhCsvReader) reader = NULL;
      int of_first = 0;

      other[0] = seed;
      options.key = other;
      export_to (frame, NULL, &options);
      reader = read_back (path);
      for (guint row = 0; row < N_ACTIVITIES; row++)
        {
          int number = atoi (cell (reader, row, "case"));
          int i = atoi (cell (reader, row, "minutes"));

          if (i % 4 != 0)
            continue;
          g_assert_cmpint (number, >, 0);
          g_assert_true (of_first == 0 || of_first == number);
          of_first = number;
        }
      first_was[of_first] = TRUE;
    }
  g_assert_true (first_was[1] && first_was[2]);
}

static void
assert_not_in (const char *path,
               const char *text)
{
  g_autofree char *quoted = g_shell_quote (path);
  g_autofree char *pattern = g_shell_quote (text);
  g_autofree char *command = g_strdup_printf ("sh -c 'case \"$1\" in *.xlsx) unzip -p \"$1\";; *) cat \"$1\";; esac | grep -c -F -- \"$2\"' sh %s %s", quoted, pattern);
  g_autofree char *output = NULL;
  g_autoptr (GError) error = NULL;

  g_spawn_command_line_sync (command, &output, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (output, ==, "0\n");
}

static void
test_no_identifier (Fixture      *fixture,
                    gconstpointer data)
{
  static const guint kinds[] = { QH_KIND_ACTIVITY, QH_KIND_CASE, QH_KIND_PERSON };
  static const char *const names[] = { "datos.csv", "datos.xlsx", "datos.sav", "datos.zsav", "datos.dta" };
  g_autofree char *unzip = g_find_program_in_path ("unzip");

  fill (fixture);
  for (guint k = 0; k < G_N_ELEMENTS (kinds); k++)
    for (guint n = 0; n < G_N_ELEMENTS (names); n++)
      {
        g_autoptr (QhFrame) frame = load (fixture, kinds[k]);
        g_autofree char *path = g_build_filename (fixture->folder, names[n], NULL);
        QhExportOptions options = { .path = path };

        export_to (frame, NULL, &options);
        if (n == 1 && unzip == NULL)
          continue;
        assert_not_in (path, CANARY_NAME);
        assert_not_in (path, CANARY_NOTE);
        assert_not_in (path, "Amelia Muestra");
        assert_not_in (path, "apodo");
      }
}

static void
test_sheets (Fixture      *fixture,
             gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "datos.xlsx", NULL);
  QhExportOptions options = { .path = path, .rows_per_sheet = 25 };
  g_autoptr (QhFrame) frame = NULL;
  g_autofree char *words = NULL;
  QhExportReport report;

  fill (fixture);
  frame = load (fixture, QH_KIND_ACTIVITY);
  report = export_to (frame, NULL, &options);
  g_assert_cmpuint (report.written, ==, N_ACTIVITIES);
  g_assert_cmpuint (report.sheets, ==, 3);
  words = qh_export_report_describe (&report, "/tmp/datos.xlsx");
  g_assert_cmpstr (words, ==, "60 rows selected, 60 written to “/tmp/datos.xlsx”. A sheet holds at most 25 rows, so they are on 3 sheets.");
}

static void
write_dataset (QhFrame    *frame,
               const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "conjunto", NULL);
  const QhDatasetOptions options = {
    .folder = path,
    .formats = QH_DATASET_ALL,
    .language = QH_LANGUAGE_ES,
    .key = key,
    .words = { .name = "conjunto", .title = "Prueba de «todo» & más", .unit = "Trabajo Social", .notes = "Nota", .version = "1" },
  };
  QhExportReport report;
  g_autoptr (GError) error = NULL;

  qh_dataset_write (frame, NULL, &options, &report, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report.written, ==, N_ACTIVITIES);
}

/* Writes files for other programs to read back: see test-export-read-back.py. */
static int
write_files (const char *folder)
{
  static const char *const others[] = { "data.sav", "data.zsav", "data.dta" };
  Fixture fixture = { 0 };
  g_autofree char *workbook = g_build_filename (folder, "data.xlsx", NULL);
  g_autofree char *table = g_build_filename (folder, "data.csv", NULL);
  QhExportOptions options = { .path = workbook, .language = QH_LANGUAGE_ES, .variable_names = TRUE, .key = key,
                              .title = "Actividades de prueba", .unit = "Trabajo Social", .filter = "Enero a marzo de 2025" };
  g_autoptr (QhFrame) frame = NULL;

  setlocale (LC_ALL, "");
  fixture_set_up (&fixture, NULL);
  fill (&fixture);
  frame = load (&fixture, QH_KIND_ACTIVITY);
  export_to (frame, NULL, &options);
  options.path = table;
  export_to (frame, NULL, &options);
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_autofree char *path = g_build_filename (folder, others[i], NULL);

      options.path = path;
      export_to (frame, NULL, &options);
    }
  write_dataset (frame, folder);
  fixture_tear_down (&fixture, NULL);
  return 0;
}

int
main (int   argc,
      char *argv[])
{
  if (argc == 3 && g_str_equal (argv[1], "write"))
    return write_files (argv[2]);
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function) g_test_add ("/export/" name, Fixture, NULL, fixture_set_up, function, fixture_tear_down)
  ADD ("csv", test_csv);
  ADD ("csv-bytes", test_csv_bytes);
  ADD ("filter", test_filter);
  ADD ("order", test_order);
  ADD ("references", test_references);
  ADD ("no-identifier", test_no_identifier);
  ADD ("sheets", test_sheets);
  return g_test_run ();
}
