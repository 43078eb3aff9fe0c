/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What statistical files are made of: names, numbers for codes, and the check that
 * a written file is what was meant. That other programs read them: test-export-read-back.py. */
#include <glib/gstdio.h>
#include <string.h>

#include "exchange/qh-labelled-files.h"
#include "exchange/qh-read-back-xlsx.h"
#include "exchange/qh-read-back.h"
#include "fixture.h"

#define N_ACTIVITIES 12

static const guint8 key[QH_HASH_SHORT_KEY_SIZE] = { 7 };

static void
test_names (void)
{
  static const struct
  {
    const char *wanted;
    const char *name;
  } cases[] = {
    { "minutes", "minutes" },
    { "Minutes", "Minutes_2" }, /* the same, whatever the case */
    { "minutes", "minutes_3" },
    { "Años de unión", "Anos_de_union" },
    { "_oculto", "oculto" },
    { "2da visita", "v_2da_visita" },
    { "", "v" },
    { "日本", "v" },
    { "function", "function_v" },
    { "ALL", "ALL_v" },
    { "str12", "str12_v" },
    { "strong", "strong" },
    { "problems_P01.a", "problems_P01_a" },
    { "cuenta_con_red_de_apoyo_familiar_cercana", "cuenta_con_red_de_apoyo_familiar" },
    { "cuenta_con_red_de_apoyo_familiar_lejana", "cuenta_con_red_de_apoyo_famili_2" },
    { "termina_", "termina" },
  };
  g_autoptr (GHashTable) taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *name = qh_labelled_make_name (cases[i].wanted, taken);

      if (g_str_equal (cases[i].wanted, "日本"))
        g_assert_true (g_str_has_prefix (name, "v")); /* what iconv makes of it differs */
      else
        g_assert_cmpstr (name, ==, cases[i].name);
      g_assert_cmpuint (strlen (name), <=, 32);
    }
}

static void
test_cut (void)
{
  static const struct
  {
    const char *text;
    gsize bytes;
    glong letters;
    const char *cut;
  } cases[] = {
    { "canción", 100, -1, "canción" },
    { "canción", 6, -1, "canci" }, /* ó has two bytes */
    { "canción", 7, -1, "canció" },
    { "canción", 100, 6, "canció" },
    { "", 5, 5, "" },
    { "ó", 1, -1, "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *cut = qh_labelled_cut (cases[i].text, cases[i].bytes, cases[i].letters);

      g_assert_cmpstr (cut, ==, cases[i].cut);
    }
}

static void
fill (Fixture *fixture)
{
  static const char *const outcomes[] = { "R02", "R01", NULL };
  g_autoptr (QhChange) change = qh_change_new ();
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < N_ACTIVITIES; i++)
    {
      QhRecord *activity = fixture_new_activity (fixture->store);
      QhRows *problems = qh_rows_new (1, 1);

      qh_record_set_integer (activity, "minutes", 10 * (gint64) i);
      if (i % 4 == 3)
        qh_record_set_missing (activity, "outcome", QH_MISSING_REFUSED);
      else if (outcomes[i % 4 % 3] != NULL)
        qh_record_set_integer (activity, "outcome", fixture_code (fixture->store, "outcome", outcomes[i % 4 % 3]));
      problems->cells[0] = fixture_code (fixture->store, "problem", i % 2 ? "P01" : "P02");
      qh_record_take_rows (activity, "problems", problems);
      qh_change_put (change, activity);
    }
  qh_store_apply (fixture->store, change, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

static const QhLabelledVariable *
find (QhLabelled *labelled,
      const char *name)
{
  for (guint i = 0; i < labelled->variables->len; i++)
    {
      const QhLabelledVariable *variable = g_ptr_array_index (labelled->variables, i);

      if (g_str_equal (variable->name, name))
        return variable;
    }
  g_error ("There is no variable %s", name);
}

static double
number_of (const QhLabelledVariable *variable,
           const char               *code)
{
  for (guint i = 0; i < variable->labels->len; i++)
    if (g_str_equal (g_array_index (variable->labels, QhValueLabel, i).code, code))
      return g_array_index (variable->labels, QhValueLabel, i).value;
  g_error ("There is no code %s", code);
}

static void
assert_values (QhLabelled *labelled,
               guint       position)
{
  const QhLabelledVariable *outcome = find (labelled, "outcome");
  static const guint8 kinds[] = { 0, 0, QH_LABELLED_EMPTY, QH_MISSING_REFUSED };
  QhLabelledBlock *block = qh_labelled_blocks_new (1);
  guint i;

  qh_labelled_fill (labelled, find (labelled, "minutes"), position, 1, block);
  i = (guint) block->numbers[0] / 10;
  qh_labelled_fill (labelled, outcome, position, 1, block);
  g_assert_cmpuint (block->kinds[0], ==, kinds[i % 4]);
  if (i % 4 < 2)
    g_assert_cmpfloat (block->numbers[0], ==, number_of (outcome, i % 4 == 0 ? "R02" : "R01"));
  qh_labelled_fill (labelled, find (labelled, "problems_P01"), position, 1, block);
  g_assert_cmpfloat (block->numbers[0], ==, i % 2);
  qh_labelled_fill (labelled, find (labelled, "problems"), position, 1, block);
  g_assert_cmpstr (qh_labelled_block_get_text (block, 0), ==, i % 2 ? "P01" : "P02");
  qh_labelled_blocks_free (block, 1);
}

static QhFrame *
load (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  QhFrame *frame = qh_frame_load (fixture->store, QH_KIND_ACTIVITY, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  return frame;
}

static void
test_values (Fixture      *fixture,
             gconstpointer data)
{
  QhExportOptions options = { .path = "x.sav", .language = QH_LANGUAGE_ES, .answers = QH_EXPORT_CODES, .flags = TRUE, .key = key };
  g_autoptr (QhFrame) frame = NULL;
  g_autoptr (QhExportPlan) plan = NULL;
  g_autoptr (QhLabelled) labelled = NULL;

  fill (fixture);
  frame = load (fixture);
  plan = qh_export_plan_new (frame, NULL, &options);
  labelled = qh_labelled_new (plan);
  for (guint position = 0; position < N_ACTIVITIES; position++)
    assert_values (labelled, position);
  g_assert_cmpstr (labelled->missing[QH_MISSING_REFUSED], ==, "No quiso responder");
}

/* A new code gets a number of its own and moves no other's. */
static void
test_numbers_stay (Fixture      *fixture,
                   gconstpointer data)
{
  QhExportOptions options = { .path = "x.sav", .language = QH_LANGUAGE_ES, .answers = QH_EXPORT_CODES, .flags = TRUE, .key = key };
  QhRecord *entry = qh_store_new_record (fixture->store, QH_KIND_ENTRY);
  double before = 0, last = 0;

  fill (fixture);
  for (guint turn = 0; turn < 2; turn++)
    {
      g_autoptr (QhFrame) frame = load (fixture);
      g_autoptr (QhExportPlan) plan = qh_export_plan_new (frame, NULL, &options);
      g_autoptr (QhLabelled) labelled = qh_labelled_new (plan);
      const QhLabelledVariable *outcome = find (labelled, "outcome");

      if (turn == 0)
        {
          before = number_of (outcome, "R02");
          last = g_array_index (outcome->labels, QhValueLabel, outcome->labels->len - 1).value;
          qh_record_set_text (entry, "catalogue", "outcome");
          qh_record_set_text (entry, "code", "A00");
          qh_record_set_text (entry, "label_es", "El primero de la lista");
          fixture_put (fixture->store, entry);
          continue;
        }
      g_assert_cmpfloat (number_of (outcome, "R02"), ==, before);
      g_assert_cmpfloat (number_of (outcome, "A00"), ==, last + 1);
    }
}

/* What was written is compared with what stands on the disk, column by column. */
static void
test_read_back (Fixture      *fixture,
                gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "x.sav", NULL);
  QhExportOptions options = { .path = path, .language = QH_LANGUAGE_ES, .answers = QH_EXPORT_CODES, .flags = TRUE, .key = key };
  const QhExportRun run = { 0 };
  QhExportReport report = { 0 };
  g_autoptr (QhFrame) frame = NULL;
  g_autoptr (QhExportPlan) plan = NULL;
  g_autoptr (QhLabelled) labelled = NULL;
  g_autofree QhColumnSum *sums = NULL;
  guint64 rows = 0;
  g_autoptr (GError) error = NULL;

  fill (fixture);
  frame = load (fixture);
  plan = qh_export_plan_new (frame, NULL, &options);
  g_assert_true (g_file_set_contents (path, "", 0, NULL));
  qh_export_write_sav (plan, path, &run, &report, &error);
  g_assert_no_error (error);
  labelled = qh_labelled_new (plan);
  sums = g_new0 (QhColumnSum, labelled->variables->len);
  g_assert_true (qh_read_back_sav (path, labelled, sums, &rows, NULL, NULL));
  g_assert_cmpuint (rows, ==, N_ACTIVITIES);
  g_assert_true (qh_read_back_check (qh_read_back_sav, path, labelled, sums, rows, NULL, NULL));
  g_assert_false (qh_read_back_check (qh_read_back_sav, path, labelled, sums, rows + 1, NULL, &error));
  g_assert_error (error, QH_ERROR, QH_ERROR_FAILED);
  g_clear_error (&error);
  sums[3].sum += 1;
  g_assert_false (qh_read_back_check (qh_read_back_sav, path, labelled, sums, rows, NULL, &error));
  g_assert_nonnull (strstr (error->message, "minutes"));
  g_clear_error (&error);
  g_assert_true (g_file_set_contents (path, "$FL2 no es", -1, NULL));
  g_assert_false (qh_read_back_check (qh_read_back_sav, path, labelled, sums, rows, NULL, &error));
  g_assert_error (error, QH_ERROR, QH_ERROR_FAILED);
}

/* A workbook on several sheets adds up to what was written; one that is damaged, or
 * whose columns are others, does not. */
static void
test_read_back_of_a_workbook (Fixture      *fixture,
                              gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "x.xlsx", NULL);
  QhExportOptions options
    = { .path = path, .language = QH_LANGUAGE_ES, .variable_names = TRUE, .flags = TRUE, .rows_per_sheet = 5, .key = key };
  QhExportReport report;
  g_autoptr (QhFrame) frame = NULL;
  g_autoptr (QhExportPlan) plan = NULL;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) headers = NULL;
  g_autofree QhSheetSum *sums = NULL;
  g_autofree char *bytes = NULL;
  gsize length;
  guint64 rows = 0;
  g_autoptr (GError) error = NULL;

  fill (fixture);
  frame = load (fixture);
  qh_export (frame, NULL, &options, &report, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report.sheets, ==, 3);
  plan = qh_export_plan_new (frame, NULL, &options);
  for (guint c = 0; c < plan->columns->len; c++)
    g_strv_builder_add (builder, ((QhExportColumn *) g_ptr_array_index (plan->columns, c))->header);
  headers = g_strv_builder_end (builder);
  sums = g_new0 (QhSheetSum, plan->columns->len);
  g_assert_true (qh_read_back_xlsx (path, report.sheets, headers, sums, &rows, NULL, NULL));
  g_assert_cmpuint (rows, ==, N_ACTIVITIES);
  for (guint c = 0; c < plan->columns->len; c++)
    {
      if (g_str_equal (headers[c], "minutes"))
        g_assert_cmpfloat (sums[c].sum, ==, 10 * N_ACTIVITIES * (N_ACTIVITIES - 1) / 2);
      if (g_str_equal (headers[c], "problems_P01"))
        g_assert_cmpfloat (sums[c].sum, ==, N_ACTIVITIES / 2);
      if (g_str_equal (headers[c], "problems"))
        g_assert_cmpuint (sums[c].bytes, ==, strlen ("P01") * N_ACTIVITIES);
    }
  g_free (headers[1]);
  headers[1] = g_strdup ("another");
  g_assert_false (qh_read_back_xlsx (path, report.sheets, headers, sums, &rows, NULL, &error));
  g_assert_error (error, QH_ERROR, QH_ERROR_FAILED);
  g_clear_error (&error);
  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  for (gsize at = 0; at < length; at += length / 5 + 1)
    {
      g_assert_true (g_file_set_contents (path, bytes, (gssize) at, NULL));
      g_assert_false (qh_read_back_xlsx (path, report.sheets, headers, sums, &rows, NULL, NULL));
    }
}

/* A csv that is cut anywhere, or with another digit, is no longer what was written. */
static void
test_read_back_of_a_csv (Fixture      *fixture,
                         gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "x.csv", NULL);
  QhExportOptions options = { .path = path, .language = QH_LANGUAGE_ES, .answers = QH_EXPORT_CODES, .flags = TRUE, .key = key };
  const QhExportRun run = { 0 };
  QhExportReport report = { 0 };
  g_autoptr (QhFrame) frame = NULL;
  g_autoptr (QhExportPlan) plan = NULL;
  g_autoptr (QhLabelled) labelled = NULL;
  g_autofree QhColumnSum *sums = NULL;
  g_autofree char *bytes = NULL;
  char *date;
  gsize length;
  guint64 rows = 0;
  g_autoptr (GError) error = NULL;

  fill (fixture);
  frame = load (fixture);
  plan = qh_export_plan_new (frame, NULL, &options);
  labelled = qh_labelled_new (plan);
  g_assert_true (g_file_set_contents (path, "", 0, NULL));
  qh_labelled_write_csv (labelled, path, &run, &report, &error);
  g_assert_no_error (error);
  sums = g_new0 (QhColumnSum, labelled->variables->len);
  g_assert_true (qh_read_back_csv (path, labelled, sums, &rows, NULL, NULL));
  g_assert_cmpuint (rows, ==, N_ACTIVITIES);
  g_assert_cmpfloat (sums[0].sum, ==, N_ACTIVITIES * (N_ACTIVITIES + 1) / 2);
  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  for (gsize at = 0; at < length; at += 3)
    {
      g_unlink (path); /* else what was longer stays so */
      g_assert_true (g_file_set_contents_full (path, bytes, (gssize) at, G_FILE_SET_CONTENTS_NONE, 0666, NULL));
      g_assert_false (qh_read_back_check (qh_read_back_csv, path, labelled, sums, N_ACTIVITIES, NULL, NULL));
    }
  date = strstr (bytes, "\r\n1,") + strlen ("\r\n1,");
  for (guint i = 0; i < QH_DAY_ISO_SIZE - 1; i++)
    {
      char before = date[i];

      date[i] = before == '9' ? '8' : before + 1;
      g_assert_true (g_file_set_contents_full (path, bytes, (gssize) length, G_FILE_SET_CONTENTS_NONE, 0666, NULL));
      g_assert_false (qh_read_back_check (qh_read_back_csv, path, labelled, sums, N_ACTIVITIES, NULL, NULL));
      date[i] = before;
    }
  g_assert_true (g_file_set_contents_full (path, bytes, (gssize) length, G_FILE_SET_CONTENTS_NONE, 0666, NULL));
  g_assert_true (qh_read_back_check (qh_read_back_csv, path, labelled, sums, N_ACTIVITIES, NULL, NULL));
}

/* A number that may be negative keeps its negative values apart from why it is missing. */
static void
test_negative_numbers (Fixture      *fixture,
                       gconstpointer data)
{
  QhExportOptions options = { .path = "x.sav", .language = QH_LANGUAGE_ES, .answers = QH_EXPORT_CODES, .flags = TRUE, .key = key };
  const gint64 values[] = { -3, QH_SCAN_MISSING (QH_MISSING_REFUSED), 5 };
  QhField *field = qh_field_new_own (1, "left", QH_TYPE_COUNT, QH_SENSITIVITY_PLAIN, NULL);
  QhKind *kind = qh_kind_new_made ("made", g_ptr_array_new ());
  g_autoptr (QhFrame) source = load (fixture);
  g_autoptr (QhFrame) frame = qh_frame_new_made (kind, qh_frame_get_catalogues (source), G_N_ELEMENTS (values));
  g_autoptr (QhExportPlan) plan = NULL;
  g_autoptr (QhLabelled) labelled = NULL;
  QhLabelledBlock *block = qh_labelled_blocks_new (1);
  double sum = 0;

  qh_kind_unref (kind);
  field->min = -G_MAXDOUBLE;
  qh_frame_add_column (frame, field, NULL, values);
  plan = qh_export_plan_new (frame, NULL, &options);
  labelled = qh_labelled_new (plan);
  g_assert_cmpfloat (find (labelled, "left")->missing_base, <, -1e8);
  qh_labelled_fill (labelled, find (labelled, "left"), 0, G_N_ELEMENTS (values), block);
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    sum += block->kinds[i] == QH_MISSING_REFUSED ? 100 : block->numbers[i];
  qh_labelled_blocks_free (block, 1);
  g_assert_cmpfloat (sum, ==, -3 + 100 + 5);
}

#define MANY 30000

static QhFrame *
make_many (Fixture *fixture)
{
  g_autoptr (QhFrame) source = load (fixture);
  QhKind *kind = qh_kind_new_made ("made", g_ptr_array_new ());
  QhFrame *frame = qh_frame_new_made (kind, qh_frame_get_catalogues (source), MANY);
  g_autofree gint64 *values = g_new (gint64, MANY);

  qh_kind_unref (kind);
  for (guint v = 0; v < 3; v++)
    {
      g_autofree char *name = g_strdup_printf ("many_%u", v);

      for (guint row = 0; row < MANY; row++)
        values[row] = row % 7 == v ? QH_SCAN_NONE : (gint64) row * (v + 1);
      qh_frame_add_column (frame, qh_field_new_own (v + 1, name, QH_TYPE_COUNT, QH_SENSITIVITY_PLAIN, NULL), NULL, values);
    }
  return frame;
}

/* The sum of a column of make_many(), and how many values it has. */
static double
sum_many (guint    v,
          guint64 *n)
{
  double sum = 0;

  *n = 0;
  for (guint row = 0; row < MANY; row++)
    if (row % 7 != v)
      {
        sum += (double) row * (v + 1);
        ++*n;
      }
  return sum;
}

/* Of files that are larger than what is read of them at once every row counts; one that
 * ends too early is refused, and who cancels is heard. */
static void
test_read_back_of_many_rows (Fixture      *fixture,
                             gconstpointer data)
{
  static const char *const names[] = { "x.dta", "x.sav" };
  static const QhReadBack reads[] = { qh_read_back_dta, qh_read_back_sav };
  g_autoptr (QhFrame) frame = make_many (fixture);
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();

  g_cancellable_cancel (cancelled);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (fixture->folder, names[i], NULL), *bytes = NULL;
      QhExportOptions options = { .path = path, .language = QH_LANGUAGE_ES, .answers = QH_EXPORT_CODES, .key = key };
      const QhExportRun run = { 0 };
      QhExportReport report = { 0 };
      g_autoptr (QhExportPlan) plan = qh_export_plan_new (frame, NULL, &options);
      g_autoptr (QhLabelled) labelled = qh_labelled_new (plan);
      g_autofree QhColumnSum *sums = g_new0 (QhColumnSum, labelled->variables->len);
      guint64 rows = 0, n;
      gsize length;
      g_autoptr (GError) error = NULL;

      g_assert_true (g_file_set_contents (path, "", 0, NULL));
      (i == 0 ? qh_export_write_dta : qh_export_write_sav) (plan, path, &run, &report, &error);
      g_assert_no_error (error);
      g_assert_true (reads[i] (path, labelled, sums, &rows, NULL, NULL));
      g_assert_cmpuint (rows, ==, MANY);
      for (guint v = 0; v < 3; v++)
        {
          g_assert_cmpfloat (sums[labelled->variables->len - 3 + v].sum, ==, sum_many (v, &n));
          g_assert_cmpuint (sums[labelled->variables->len - 3 + v].n, ==, n);
        }
      g_assert_false (qh_read_back_check (reads[i], path, labelled, sums, rows, cancelled, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_clear_error (&error);
      g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
      g_assert_cmpuint (length, >, 1 << 18);
      g_assert_true (g_file_set_contents (path, bytes, (gssize) length / 2, NULL));
      g_assert_false (qh_read_back_check (reads[i], path, labelled, sums, rows, NULL, &error));
      g_assert_error (error, QH_ERROR, QH_ERROR_FAILED);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/labelled/names", test_names);
  g_test_add_func ("/labelled/cut", test_cut);
#define ADD(name, function) g_test_add ("/labelled/" name, Fixture, NULL, fixture_set_up, function, fixture_tear_down)
  ADD ("values", test_values);
  ADD ("numbers-stay", test_numbers_stay);
  ADD ("read-back", test_read_back);
  ADD ("read-back-of-a-workbook", test_read_back_of_a_workbook);
  ADD ("read-back-of-a-csv", test_read_back_of_a_csv);
  ADD ("read-back-of-many-rows", test_read_back_of_many_rows);
  ADD ("negative-numbers", test_negative_numbers);
  return g_test_run ();
}
