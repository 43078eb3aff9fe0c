/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/qh-category-folder.h"
#include "exchange/qh-cell-value.h"
#include "exchange/qh-csv-reader.h"
#include "exchange/qh-exchange-error.h"

#include <string.h>

static QhCsvReader *
read_bytes (const char  *data,
            gsize        length,
            GError     **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, length);

  return qh_csv_reader_new_for_bytes (bytes, "tabla.csv", NULL, error);
}

static QhCsvReader *
read_text (const char *text)
{
  g_autoptr (GError) error = NULL;
  QhCsvReader *table = read_bytes (text, strlen (text), &error);

  g_assert_no_error (error);
  return table;
}

static QhCsvReader *
read_fixture (const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "import", name, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  QhCsvReader *table = qh_csv_reader_new_for_file (file, NULL, &error);

  g_assert_no_error (error);
  return table;
}

static void
assert_cell (QhCsvReader *table,
             guint        row,
             guint        column,
             const char  *expected)
{
  g_assert_cmpstr (qh_csv_reader_get_cell (table, row, column), ==, expected);
}

static void
test_encodings (void)
{
  static const struct
  {
    const char *bytes;
    gsize length;
    const char *encoding;
    gboolean mark;
  } cases[] = {
#define CASE(text, encoding, mark) { text, sizeof (text) - 1, encoding, mark }
    CASE ("a,b\nñ,é\n", "UTF-8", FALSE),
    CASE ("\xef\xbb\xbf" "a,b\nñ,é\n", "UTF-8", TRUE),
    CASE ("a,b\n\xf1,\xe9\n", "WINDOWS-1252", FALSE),
    CASE ("a,b\n\xf1,\xe9\x81\n", "ISO-8859-1", FALSE),
    CASE ("\xff\xfe" "a\0,\0b\0\n\0\xf1\0,\0\xe9\0\n\0", "UTF-16LE", TRUE),
    CASE ("\xfe\xff" "\0a\0,\0b\0\n\0\xf1\0,\0\xe9\0\n", "UTF-16BE", TRUE),
#undef CASE
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (QhCsvReader) table = read_bytes (cases[i].bytes, cases[i].length, &error);
      const QhCsvReport *report;

      g_assert_no_error (error);
      report = qh_csv_reader_get_report (table);
      g_assert_cmpstr (report->encoding.name, ==, cases[i].encoding);
      g_assert_cmpint (report->encoding.byte_order_mark, ==, cases[i].mark);
      g_assert_cmpstr (qh_csv_reader_get_column_name (table, 0), ==, "a");
      assert_cell (table, 0, 0, "ñ");
      g_assert_true (g_str_has_prefix (qh_csv_reader_get_cell (table, 0, 1), "é"));
    }
}

static void
test_refused (void)
{
  static const struct
  {
    const char *bytes;
    gsize length;
    int code;
    const char *says;
  } cases[] = {
#define CASE(text, code, says) { text, sizeof (text) - 1, QH_EXCHANGE_ERROR_##code, says }
    CASE ("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", NOT_TEXT, "PNG"),
    CASE ("PK\x03\x04\x14\0\x06\0[Content_Types].xml", NOT_TEXT, "save it as CSV"),
    CASE ("PK\x03\x04mimetypeapplication/vnd.oasis.opendocument.spreadsheet", NOT_TEXT, "save it as CSV"),
    CASE ("PK\x03\x04 photos", NOT_TEXT, "zip"),
    CASE ("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", NOT_TEXT, "save it as CSV"),
    CASE ("%PDF-1.7\n", NOT_TEXT, "PDF"),
    CASE ("a,b\n1\0,2\n", NOT_TEXT, "not a table"),
    CASE ("a,b\n\x01\x02\x03\x04,2\n", NOT_TEXT, "not a table"),
    CASE ("ñ,é\ná,\xed\n", ENCODING, "line 2"),
    CASE ("", EMPTY, "empty"),
    CASE ("\xef\xbb\xbf", EMPTY, "empty"),
    CASE ("\n \r\n\n", EMPTY, "empty"),
    CASE ("a,b\n1,2\n3,\"open\n5,6\n", MALFORMED, "line 3"),
#undef CASE
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (QhCsvReader) table = read_bytes (cases[i].bytes, cases[i].length, &error);

      g_assert_null (table);
      g_assert_error (error, QH_EXCHANGE_ERROR, cases[i].code);
      g_assert_nonnull (strstr (error->message, cases[i].says));
      g_assert_nonnull (strstr (error->message, "tabla.csv"));
    }
}

static void
test_absent (void)
{
  g_autoptr (GFile) file = g_file_new_for_path ("/nowhere/tabla.csv");
  g_autoptr (GFile) folder = g_file_new_for_path (g_get_tmp_dir ());
  g_autoptr (GError) error = NULL;

  g_assert_null (qh_csv_reader_new_for_file (file, NULL, &error));
  g_assert_error (error, QH_EXCHANGE_ERROR, QH_EXCHANGE_ERROR_READ);
  g_clear_error (&error);
  g_assert_null (qh_csv_reader_new_for_file (folder, NULL, &error));
  g_assert_error (error, QH_EXCHANGE_ERROR, QH_EXCHANGE_ERROR_READ);
}

static void
test_separators (void)
{
  static const struct
  {
    const char *text;
    char separator;
    guint n_columns;
    const char *last;
  } cases[] = {
    { "a,b,c\n1,2,3\n", ',', 3, "3" },
    { "a;b;c\n1,5;2,5;3,5\n", ';', 3, "3,5" },
    { "a\tb\n1,2\t3;4\n", '\t', 2, "3;4" },
    { "a|b\r\n1|\"2|3\"\r\n", '|', 2, "2|3" },
    { "a,b\r1,2\r", ',', 2, "2" },
    { "sep=;\r\na;b\r\n1;2\r\n", ';', 2, "2" },
    { "a\n1\n", ',', 1, "1" },
    { "a,b,\n1,2,\n", ',', 2, "2" },
    { "\"a;b\"\n\"1;2\"\n", ';', 2, "2" },
    { "a,b\n1,2\x1a", ',', 2, "2" },
    { "a,b\n1,\" 2 \"\"x\"\" \"\n", ',', 2, " 2 \"x\" " },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (QhCsvReader) table = read_text (cases[i].text);

      g_assert_cmpint (qh_csv_reader_get_report (table)->separator, ==, cases[i].separator);
      g_assert_cmpuint (qh_csv_reader_get_n_columns (table), ==, cases[i].n_columns);
      g_assert_cmpuint (qh_csv_reader_get_n_rows (table), ==, 1);
      assert_cell (table, 0, cases[i].n_columns - 1, cases[i].last);
    }
}

static void
test_ragged (void)
{
  g_autoptr (QhCsvReader) table = read_fixture ("ragged.csv");
  const QhCsvReport *report = qh_csv_reader_get_report (table);
  g_auto (GStrv) lines = qh_csv_reader_describe (table);
  g_autofree char *whole = qh_csv_reader_describe_fault (table, 1);
  g_autofree char *few = qh_csv_reader_describe_fault (table, 2);
  g_autofree char *many = qh_csv_reader_describe_fault (table, 3);
  g_autofree char *trailing = qh_csv_reader_describe_fault (table, 4);

  g_assert_cmpuint (report->n_rows, ==, 6);
  g_assert_cmpuint (report->n_wrapped, ==, 1);
  g_assert_cmpuint (report->n_ragged, ==, 2);
  g_assert_cmpuint (report->n_blank, ==, 1);
  g_assert_true (qh_csv_reader_is_wrapped (table, 1));
  assert_cell (table, 1, 1, "B, con coma");
  assert_cell (table, 2, 2, "");
  g_assert_null (whole);
  g_assert_nonnull (strstr (few, "too few"));
  g_assert_nonnull (strstr (many, "too many"));
  g_assert_null (trailing);
  g_assert_cmpuint (qh_csv_reader_get_line (table, 2), ==, 4);
  g_assert_cmpuint (qh_csv_reader_get_line (table, 5), ==, 8);
  assert_cell (table, 5, 0, "6\nrenglón");
  g_assert_cmpuint (g_strv_length (lines), ==, 6);
}

static void
test_header (void)
{
  g_autoptr (QhCsvReader) only = read_text ("a,b\n");
  g_autoptr (QhCsvReader) twice = read_text ("Fecha,tipo,,Fecha\n1,2,3,4\n");

  g_assert_cmpuint (qh_csv_reader_get_n_rows (only), ==, 0);
  g_assert_cmpuint (qh_csv_reader_get_report (twice)->duplicate_columns->len, ==, 1);
  g_assert_cmpint (qh_csv_reader_find_column (twice, "fecha"), ==, 0);
  g_assert_cmpint (qh_csv_reader_find_column (twice, " TIPO"), ==, 1);
  g_assert_cmpint (qh_csv_reader_find_column (twice, "edad"), ==, -1);
  g_assert_true (qh_csv_reader_is_duplicate (twice, 0));
  g_assert_true (qh_csv_reader_is_duplicate (twice, 3));
  g_assert_false (qh_csv_reader_is_duplicate (twice, 1));
  g_assert_cmpstr (qh_csv_reader_get_column_name (twice, 2), ==, "Column 3");
}

static void
test_megabyte (void)
{
  GString *text = g_string_new ("a,b\n\"");
  g_autoptr (QhCsvReader) table = NULL;

  for (guint i = 0; i < 1024 * 1024; i++)
    g_string_append (text, i % 64 == 63 ? "\n" : "x");
  g_string_append (text, "\",2\n3,4\n");
  table = read_text (text->str);
  g_assert_cmpuint (qh_csv_reader_get_n_rows (table), ==, 2);
  g_assert_cmpuint (strlen (qh_csv_reader_get_cell (table, 0, 0)), ==, 1024 * 1024);
  g_assert_cmpuint (qh_csv_reader_get_line (table, 1), ==, 3 + 1024 * 1024 / 64);
  g_string_free (text, TRUE);
}

static void
test_cancelled (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  GString *text = g_string_new ("a,b\n");
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 5000; i++)
    g_string_append (text, "1,2\n");
  bytes = g_string_free_to_bytes (text);
  g_cancellable_cancel (cancellable);
  g_assert_null (qh_csv_reader_new_for_bytes (bytes, "tabla.csv", cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_fixtures (void)
{
  g_autoptr (QhCsvReader) windows = read_fixture ("windows-1252.csv");
  g_autoptr (QhCsvReader) tabs = read_fixture ("tabs.csv");

  assert_cell (windows, 0, 1, "Psicológica");
  assert_cell (windows, 1, 1, "Física €");
  assert_cell (windows, 0, 2, "31,5");
  assert_cell (tabs, 1, 1, "7.0");
}

static void
test_numbers (void)
{
  static const struct
  {
    const char *text;
    QhDecimalMark mark;
    double number;
    int error;
  } cases[] = {
    { "31", QH_DECIMAL_MARK_AUTO, 31, -1 },
    { " 31.0 ", QH_DECIMAL_MARK_AUTO, 31, -1 },
    { "-3,5", QH_DECIMAL_MARK_AUTO, -3.5, -1 },
    { "1.234,5", QH_DECIMAL_MARK_AUTO, 1234.5, -1 },
    { "1,234.5", QH_DECIMAL_MARK_AUTO, 1234.5, -1 },
    { "1.234.567", QH_DECIMAL_MARK_AUTO, 1234567, -1 },
    { "1 234,5", QH_DECIMAL_MARK_AUTO, 1234.5, -1 },
    { "1\u00a0234,5", QH_DECIMAL_MARK_AUTO, 1234.5, -1 },
    { "0.125", QH_DECIMAL_MARK_AUTO, 0.125, -1 },
    { "1234.567", QH_DECIMAL_MARK_AUTO, 1234.567, -1 },
    { "1.234", QH_DECIMAL_MARK_AUTO, 0, QH_EXCHANGE_ERROR_AMBIGUOUS },
    { "1,234", QH_DECIMAL_MARK_AUTO, 0, QH_EXCHANGE_ERROR_AMBIGUOUS },
    { "1.234", QH_DECIMAL_MARK_COMMA, 1234, -1 },
    { "1.234", QH_DECIMAL_MARK_POINT, 1.234, -1 },
    { "1,5", QH_DECIMAL_MARK_POINT, 0, QH_EXCHANGE_ERROR_VALUE },
    { "1.23,4", QH_DECIMAL_MARK_AUTO, 0, QH_EXCHANGE_ERROR_VALUE },
    { "1,2,3", QH_DECIMAL_MARK_AUTO, 0, QH_EXCHANGE_ERROR_VALUE },
    { "1.5.2,3", QH_DECIMAL_MARK_AUTO, 0, QH_EXCHANGE_ERROR_VALUE },
    { "1,2.3.4", QH_DECIMAL_MARK_AUTO, 0, QH_EXCHANGE_ERROR_VALUE },
    { ".5", QH_DECIMAL_MARK_AUTO, 0, QH_EXCHANGE_ERROR_VALUE },
    { "5.", QH_DECIMAL_MARK_AUTO, 0, QH_EXCHANGE_ERROR_VALUE },
    { "", QH_DECIMAL_MARK_AUTO, 0, QH_EXCHANGE_ERROR_VALUE },
    { "-", QH_DECIMAL_MARK_AUTO, 0, QH_EXCHANGE_ERROR_VALUE },
    { "Sin dato", QH_DECIMAL_MARK_AUTO, 0, QH_EXCHANGE_ERROR_VALUE },
    { "1e3", QH_DECIMAL_MARK_AUTO, 0, QH_EXCHANGE_ERROR_VALUE },
    { "1e-06", QH_DECIMAL_MARK_AUTO, 1e-06, -1 },
    { "-1.5E+10", QH_DECIMAL_MARK_AUTO, -1.5e10, -1 },
    { "2,5e-3", QH_DECIMAL_MARK_COMMA, 0.0025, -1 },
    { "1e+999", QH_DECIMAL_MARK_AUTO, 0, QH_EXCHANGE_ERROR_VALUE },
    { "e+5", QH_DECIMAL_MARK_AUTO, 0, QH_EXCHANGE_ERROR_VALUE },
    { "1e+5x", QH_DECIMAL_MARK_AUTO, 0, QH_EXCHANGE_ERROR_VALUE },
    { "nan", QH_DECIMAL_MARK_AUTO, 0, QH_EXCHANGE_ERROR_VALUE },
    { "١٢", QH_DECIMAL_MARK_AUTO, 0, QH_EXCHANGE_ERROR_VALUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      double number = -1;
      gboolean read = qh_cell_parse_number (cases[i].text, cases[i].mark, &number, &error);

      g_test_message ("%s", cases[i].text);
      if (cases[i].error >= 0)
        {
          g_assert_false (read);
          g_assert_error (error, QH_EXCHANGE_ERROR, cases[i].error);
          continue;
        }
      g_assert_no_error (error);
      g_assert_cmpfloat_with_epsilon (number, cases[i].number, 1e-9);
    }
}

static void
test_counts (void)
{
  g_autoptr (GError) error = NULL;
  gint64 count = 0;

  g_assert_true (qh_cell_parse_count ("31.0", QH_DECIMAL_MARK_AUTO, &count, &error));
  g_assert_cmpint (count, ==, 31);
  g_assert_false (qh_cell_parse_count ("31.5", QH_DECIMAL_MARK_AUTO, &count, &error));
  g_assert_error (error, QH_EXCHANGE_ERROR, QH_EXCHANGE_ERROR_VALUE);
  g_clear_error (&error);
  g_assert_false (qh_cell_parse_count ("-1", QH_DECIMAL_MARK_AUTO, &count, &error));
  g_assert_error (error, QH_EXCHANGE_ERROR, QH_EXCHANGE_ERROR_VALUE);
  g_assert_true (qh_cell_is_blank (" \u00a0\t"));
  g_assert_false (qh_cell_is_blank (" 0"));
}

static void
test_dates (void)
{
  static const struct
  {
    const char *text;
    QhDateOrder order;
    const char *iso;
    int error;
  } cases[] = {
    { "2024-12-31", QH_DATE_ORDER_AUTO, "2024-12-31", -1 },
    { "2024/1/5", QH_DATE_ORDER_DAY_FIRST, "2024-01-05", -1 },
    { "2024-12-31T09:05:00", QH_DATE_ORDER_AUTO, "2024-12-31", -1 },
    { "31/12/2024 0:00", QH_DATE_ORDER_DAY_FIRST, "2024-12-31", -1 },
    { "31/12/2024", QH_DATE_ORDER_AUTO, "2024-12-31", -1 },
    { "12/31/2024", QH_DATE_ORDER_AUTO, "2024-12-31", -1 },
    { "5.5.2024", QH_DATE_ORDER_AUTO, "2024-05-05", -1 },
    { "03/04/2024", QH_DATE_ORDER_DAY_FIRST, "2024-04-03", -1 },
    { "03/04/2024", QH_DATE_ORDER_MONTH_FIRST, "2024-03-04", -1 },
    { "03/04/2024", QH_DATE_ORDER_AUTO, NULL, QH_EXCHANGE_ERROR_AMBIGUOUS },
    { "31-12-24", QH_DATE_ORDER_DAY_FIRST, NULL, QH_EXCHANGE_ERROR_AMBIGUOUS },
    { "31/12/2024", QH_DATE_ORDER_MONTH_FIRST, NULL, QH_EXCHANGE_ERROR_VALUE },
    { "31/12/2024", QH_DATE_ORDER_YEAR_FIRST, NULL, QH_EXCHANGE_ERROR_VALUE },
    { "30/02/2024", QH_DATE_ORDER_DAY_FIRST, NULL, QH_EXCHANGE_ERROR_VALUE },
    { "2023-02-29", QH_DATE_ORDER_AUTO, NULL, QH_EXCHANGE_ERROR_VALUE },
    { "31/12-2024", QH_DATE_ORDER_DAY_FIRST, NULL, QH_EXCHANGE_ERROR_VALUE },
    { "20241231", QH_DATE_ORDER_AUTO, NULL, QH_EXCHANGE_ERROR_VALUE },
    { "", QH_DATE_ORDER_AUTO, NULL, QH_EXCHANGE_ERROR_VALUE },
    { "31 dic", QH_DATE_ORDER_AUTO, NULL, QH_EXCHANGE_ERROR_VALUE },
    { "0000-01-01", QH_DATE_ORDER_AUTO, NULL, QH_EXCHANGE_ERROR_VALUE },
    { "2024-01-257", QH_DATE_ORDER_AUTO, NULL, QH_EXCHANGE_ERROR_VALUE },
    { "257/01/2024", QH_DATE_ORDER_DAY_FIRST, NULL, QH_EXCHANGE_ERROR_VALUE },
  };
  static const char *const day_first[] = { "03/04/2024", "Sin dato", "13/04/2024" };
  static const char *const both[] = { "04/13/2024", "13/04/2024" };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      GDate date;
      char iso[16];
      gboolean read = qh_cell_parse_date (cases[i].text, cases[i].order, &date, &error);

      g_test_message ("%s", cases[i].text);
      if (cases[i].iso == NULL)
        {
          g_assert_false (read);
          g_assert_error (error, QH_EXCHANGE_ERROR, cases[i].error);
          continue;
        }
      g_assert_no_error (error);
      g_date_strftime (iso, sizeof iso, "%Y-%m-%d", &date);
      g_assert_cmpstr (iso, ==, cases[i].iso);
    }
  g_assert_cmpint (qh_cell_guess_date_order (day_first, 3), ==, QH_DATE_ORDER_DAY_FIRST);
  g_assert_cmpint (qh_cell_guess_date_order (day_first, 1), ==, QH_DATE_ORDER_AUTO);
  g_assert_cmpint (qh_cell_guess_date_order (both, 2), ==, QH_DATE_ORDER_AUTO);
}

static void
test_times (void)
{
  static const struct
  {
    const char *text;
    int minute;
  } cases[] = {
    { "9:05", 545 },
    { "09:05:00", 545 },
    { "9.05", 545 },
    { "9h05", 545 },
    { "09:05:59.250", 545 },
    { "9:05 p. m.", 1265 },
    { "12:10 AM", 10 },
    { "12:10 pm", 730 },
    { "23:59 hs", 1439 },
    { "2024-12-31 09:05", 545 },
    { "31/12/2024 9:05", 545 },
    { "24:00", -1 },
    { "9:60", -1 },
    { "9.5", -1 },
    { "9", -1 },
    { "905", -1 },
    { "0.378472", -1 },
    { "13:00 pm", -1 },
    { "99999999999999999999:00", -1 },
    { "", -1 },
    { "9:05x", -1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      int minute = -1;

      g_test_message ("%s", cases[i].text);
      g_assert_cmpint (qh_cell_parse_time (cases[i].text, &minute, &error), ==,
                       cases[i].minute >= 0);
      g_assert_cmpint (minute, ==, cases[i].minute);
      g_assert_cmpint (error == NULL, ==, cases[i].minute >= 0);
    }
}

static void
test_folding (void)
{
  static const char *const cells[] = {
    "No aplica", "No aplica", "No Aplica", " no  aplica ", "Pampeana", "PAMPEANA", "Pampeana",
    "Fisica", "Física", "Física", "año", "ano",
  };
  g_autoptr (QhCategoryFolder) folder = qh_category_folder_new ();

  for (guint i = 0; i < G_N_ELEMENTS (cells); i++)
    qh_category_folder_add (folder, cells[i]);
  qh_category_folder_settle (folder);
  g_assert_cmpuint (qh_category_folder_get_n (folder), ==, 5);
  g_assert_cmpstr (qh_category_folder_get (folder, 0)->label, ==, "No aplica");
  g_assert_cmpuint (qh_category_folder_get (folder, 0)->count, ==, 4);
  g_assert_cmpuint (qh_category_folder_get (folder, 0)->n_folded, ==, 2);
  g_assert_cmpuint (qh_category_folder_get (folder, 0)->spellings->len, ==, 2);
  g_assert_cmpstr (qh_category_folder_lookup (folder, "PAMPEANA"), ==, "Pampeana");
  g_assert_cmpstr (qh_category_folder_lookup (folder, "FÍSICA"), ==, "Física");
  g_assert_cmpstr (qh_category_folder_lookup (folder, "ano"), ==, "ano");
  g_assert_null (qh_category_folder_lookup (folder, "Trata"));
  g_assert_cmpuint (qh_category_folder_get_n_folded (folder), ==, 4);
}

/* Whatever the bytes are: a table whose cells can all be asked for, or a reason. */
static void
read_anything (const char *data,
               gsize       length)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (QhCsvReader) table = read_bytes (data, length, &error);
  g_auto (GStrv) lines = NULL;

  g_assert_true ((table == NULL) == (error != NULL));
  if (table == NULL)
    {
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      return;
    }
  lines = qh_csv_reader_describe (table);
  for (guint row = 0; row < qh_csv_reader_get_n_rows (table); row++)
    {
      g_autofree char *fault = qh_csv_reader_describe_fault (table, row);

      g_assert_true ((fault == NULL) == qh_csv_reader_is_whole (table, row));
      for (guint column = 0; column < qh_csv_reader_get_n_columns (table); column++)
        {
          const char *cell = qh_csv_reader_get_cell (table, row, column);
          g_autofree char *key = qh_category_key (cell);
          double number;
          GDate date;
          int minute;

          g_assert_true (g_utf8_validate (cell, -1, NULL));
          qh_cell_parse_number (cell, QH_DECIMAL_MARK_AUTO, &number, NULL);
          qh_cell_parse_date (cell, QH_DATE_ORDER_AUTO, &date, NULL);
          qh_cell_parse_time (cell, &minute, NULL);
        }
    }
}

static void
test_mutated (void)
{
  static const char *const seeds[] = {
    "caso,fecha,hora\n1,31/12/2024,9:05\n\"2,\"\"a, b\"\",c\"\n3,1.234,5\n\xc3\xb1,\xc3\xa9,x\n",
    "sep=;\r\nA;B\r\n1,5;\"x\r\ny\"\r\n\xf1;\xe9\r\n",
    "\xef\xbb\xbf" "a\tb\r1\t2\r",
    "\xff\xfe" "a",
  };
  static const char spice[] = "\",;\t|\r\n\x80\xf1\xc3\xff \x1a-.:";
  g_autoptr (GRand) random = g_rand_new_with_seed (137);

  for (guint i = 0; i < 4000; i++)
    {
      GString *text = g_string_new (seeds[i % G_N_ELEMENTS (seeds)]);
      guint n_changes = g_rand_int_range (random, 1, 8);

      for (guint j = 0; j < n_changes && text->len > 0; j++)
        {
          gsize place = g_rand_int_range (random, 0, text->len);
          char byte = g_rand_boolean (random) ? spice[g_rand_int_range (random, 0, sizeof spice)]
                                              : g_rand_int_range (random, 0, 256);

          switch (g_rand_int_range (random, 0, 3))
            {
            case 0:
              text->str[place] = byte;
              break;
            case 1:
              g_string_insert_c (text, place, byte);
              break;
            default:
              g_string_erase (text, place, g_rand_int_range (random, 1, MIN (9, text->len - place + 1)));
              break;
            }
        }
      read_anything (text->str, text->len);
      g_string_free (text, TRUE);
    }
}

static void
test_real_file (void)
{
  const char *shared = g_getenv ("QUEHACER_SHARED");
  g_autofree char *path = g_build_filename (shared != NULL ? shared : "", "data", "linea137_2024.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  g_autoptr (QhCsvReader) table = NULL;
  g_autoptr (QhCategoryFolder) folder = NULL;
  int column;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_test_skip ("the published file of Línea 137 is not on this machine (QUEHACER_SHARED)");
      return;
    }
  table = qh_csv_reader_new_for_file (file, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (qh_csv_reader_get_report (table)->encoding.byte_order_mark);
  g_assert_cmpuint (qh_csv_reader_get_n_columns (table), ==, 16);
  g_assert_cmpuint (qh_csv_reader_get_n_rows (table), ==, 4146);
  g_assert_cmpuint (qh_csv_reader_get_report (table)->n_wrapped, ==, 136);
  g_assert_cmpuint (qh_csv_reader_get_report (table)->n_ragged, ==, 0);
  column = qh_csv_reader_find_column (table, "violencia_tipo");
  folder = qh_category_folder_new ();
  for (guint i = 0; i < 4146; i++)
    qh_category_folder_add (folder, qh_csv_reader_get_cell (table, i, column));
  qh_category_folder_settle (folder);
  g_assert_cmpuint (qh_category_folder_get_n (folder), ==, 8);
  g_assert_cmpuint (qh_category_folder_get_n_folded (folder), ==, 302);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/csv-reader/encodings", test_encodings);
  g_test_add_func ("/csv-reader/refused", test_refused);
  g_test_add_func ("/csv-reader/absent", test_absent);
  g_test_add_func ("/csv-reader/separators", test_separators);
  g_test_add_func ("/csv-reader/ragged", test_ragged);
  g_test_add_func ("/csv-reader/header", test_header);
  g_test_add_func ("/csv-reader/megabyte", test_megabyte);
  g_test_add_func ("/csv-reader/cancelled", test_cancelled);
  g_test_add_func ("/csv-reader/fixtures", test_fixtures);
  g_test_add_func ("/csv-reader/numbers", test_numbers);
  g_test_add_func ("/csv-reader/counts", test_counts);
  g_test_add_func ("/csv-reader/dates", test_dates);
  g_test_add_func ("/csv-reader/times", test_times);
  g_test_add_func ("/csv-reader/folding", test_folding);
  g_test_add_func ("/csv-reader/mutated", test_mutated);
  g_test_add_func ("/csv-reader/real-file", test_real_file);
  return g_test_run ();
}
