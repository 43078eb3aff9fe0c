/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "exchange/qh-exchange-error.h"
#include "exchange/qh-importer.h"
#include "fixture.h"

static QhImportProfile *
open_profile (const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "import", name, NULL);
  g_autoptr (GError) error = NULL;
  QhImportProfile *profile = qh_import_profile_open (path, &error);

  g_assert_no_error (error);
  return profile;
}

static QhCsvReader *
read_file (const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  QhCsvReader *table = qh_csv_reader_new_for_file (file, NULL, &error);

  g_assert_no_error (error);
  return table;
}

static QhImporter *
new_centro (QhStore *store)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "import", "centro.csv", NULL);
  g_autoptr (QhCsvReader) table = read_file (path);
  g_autoptr (QhImportProfile) profile = open_profile ("centro.json");

  return qh_importer_new (store, table, profile);
}

static QhImporter *
new_for_text (QhStore    *store,
              const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (QhCsvReader) table = qh_csv_reader_new_for_bytes (bytes, "tabla.csv", NULL, NULL);
  g_autoptr (QhImportProfile) profile = qh_import_profile_new_from_json (
    "{\"id\": \"x\", \"name\": {\"es\": \"X\"}, \"kind\": \"activity\", \"fields\": ["
    "{\"field\": \"date\", \"column\": \"fecha\"},"
    "{\"field\": \"type\", \"column\": \"tipo\"},"
    "{\"field\": \"note\", \"column\": \"nota\"}]}", -1, "x.json", NULL);

  return qh_importer_new (store, table, profile);
}

static void
assert_untouched (QhStore *store)
{
  g_assert_cmpint (qh_store_count (store, QH_KIND_ACTIVITY), ==, 0);
  g_assert_cmpint (qh_store_count (store, QH_KIND_CASE), ==, 0);
  g_assert_cmpint (qh_store_count (store, QH_KIND_OWN_FIELD), ==, 0);
  g_assert_cmpint (qh_store_count (store, QH_KIND_WORKER), ==, 1);
}

static const QhRecord *
find_by_date (GPtrArray  *records,
              const char *iso)
{
  for (guint i = 0; i < records->len; i++)
    if (qh_record_get_integer (records->pdata[i], "date") == qh_day_from_iso (iso))
      return records->pdata[i];
  g_assert_not_reached ();
}

static const char *
code_of (QhStore        *store,
         const QhRecord *record,
         const char     *field)
{
  g_autoptr (QhCatalogues) catalogues = qh_store_ref_catalogues (store);
  const QhEntry *entry = qh_catalogues_find (catalogues, qh_record_get_integer (record, field));

  return entry != NULL ? g_intern_string (entry->code) : NULL;
}

static gboolean
skips_line (const QhImportReport *report,
            guint                 line,
            const char           *says)
{
  for (guint i = 0; i < report->skips->len; i++)
    {
      const QhImportSkip *skip = report->skips->pdata[i];

      if (skip->line == line && strstr (skip->reason, says) != NULL)
        return TRUE;
    }
  return FALSE;
}

static void
test_plan (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (QhImporter) importer = new_centro (fixture->store);
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) lines = NULL;
  g_auto (GStrv) skips = NULL;
  const QhImportReport *report;

  g_assert_null (qh_importer_get_report (importer));
  g_assert_true (qh_importer_plan (importer, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  report = qh_importer_get_report (importer);
  skips = qh_import_report_list_skips (report);
  lines = qh_import_report_describe (report);
  for (guint i = 0; skips[i] != NULL; i++)
    g_test_message ("%s", skips[i]);
  for (guint i = 0; lines[i] != NULL; i++)
    g_test_message ("%s", lines[i]);

  g_assert_false (report->applied);
  g_assert_cmpuint (report->n_read, ==, 13);
  g_assert_cmpuint (report->n_new, ==, 7);
  g_assert_cmpuint (report->n_already, ==, 0);
  g_assert_cmpuint (report->skips->len, ==, 6);
  g_assert_true (skips_line (report, 5, "Fecha"));
  g_assert_true (skips_line (report, 6, "Danza"));
  g_assert_true (skips_line (report, 8, "too few"));
  g_assert_true (skips_line (report, 9, "Asistentes"));
  g_assert_true (skips_line (report, 10, "200"));
  g_assert_true (skips_line (report, 11, "Date"));
  g_assert_cmpuint (report->n_served, ==, 1 + 12 + 1 + 1 + 2 + 2);
  g_assert_cmpuint (report->n_cases, ==, 4);
  g_assert_cmpuint (report->n_workers, ==, 1);
  g_assert_cmpuint (report->n_own_fields, ==, 2);
  g_assert_cmpuint (report->n_codes, ==, 3);
  g_assert_cmpuint (report->n_folded, ==, 3);
  g_assert_cmpuint (report->unmapped->len, ==, 1);
  g_assert_cmpstr (((QhImportUnmapped *) report->unmapped->pdata[0])->value, ==, "Q");
  g_assert_cmpuint (((QhImportUnmapped *) report->unmapped->pdata[0])->count, ==, 2);
  assert_untouched (fixture->store);
}

static void
assert_served (const QhRecord *record,
               guint           n_rows,
               const gint64   *cells)
{
  const QhRows *rows = qh_record_get_rows (record, "served");

  g_assert_cmpuint (rows != NULL ? rows->n_rows : 0, ==, n_rows);
  for (guint i = 0; i < n_rows * 3; i++)
    g_assert_cmpint (rows->cells[i], ==, cells[i]);
}

static void
test_apply (Fixture       *fixture,
            gconstpointer  data)
{
  static const gint64 talk[] = { 9002, QH_MISSING_NOT_KNOWN, 1, QH_MISSING_NOT_KNOWN, QH_MISSING_NOT_KNOWN, 11 };
  static const gint64 visit[] = { 9001, 11006, 1 };
  g_autoptr (QhImporter) importer = new_centro (fixture->store);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) activities = NULL;
  g_autoptr (GPtrArray) cases = NULL;
  g_autoptr (QhCatalogues) catalogues = NULL;
  const QhRecord *first, *second, *third, *alone;

  g_assert_true (qh_importer_apply (importer, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (qh_importer_get_report (importer)->applied);

  activities = qh_store_list_all (fixture->store, QH_KIND_ACTIVITY, &error);
  cases = qh_store_list_all (fixture->store, QH_KIND_CASE, &error);
  g_assert_cmpuint (activities->len, ==, 7);
  g_assert_cmpuint (cases->len, ==, 4);
  first = find_by_date (activities, "2024-12-31");
  second = find_by_date (activities, "2025-01-03");
  third = find_by_date (activities, "2025-01-02");
  alone = find_by_date (activities, "2025-01-06");

  g_assert_cmpint (qh_record_get_integer (first, "start"), ==, 545);
  g_assert_cmpstr (code_of (fixture->store, first, "type"), ==, "AC010");
  g_assert_cmpstr (code_of (fixture->store, first, "function"), ==, "F01");
  g_assert_cmpstr (code_of (fixture->store, first, "motivo"), ==, "ECONOMICO");
  g_assert_cmpfloat (qh_record_get (first, "horas")->real, ==, 1.5);
  assert_served (first, 1, visit);
  assert_served (second, 2, talk);
  assert_served (find_by_date (activities, "2025-01-10"), 0, NULL);
  g_assert_cmpint (qh_record_get (third, "start")->tag, ==, QH_VALUE_MISSING);
  g_assert_cmpint (qh_record_get (third, "start")->integer, ==, QH_MISSING_NOT_ASKED);

  g_assert_cmpint (qh_record_get_integer (second, "case"), ==, qh_record_get_integer (third, "case"));
  g_assert_cmpint (qh_record_get_integer (second, "case"), !=, qh_record_get_integer (first, "case"));
  g_assert_false (qh_record_is_set (alone, "case"));
  g_assert_cmpint (qh_record_get_integer (first, "worker"), ==, qh_record_get_integer (third, "worker"));
  g_assert_cmpint (qh_record_get_integer (first, "worker"), !=, qh_record_get_integer (alone, "worker"));
  for (guint i = 0; i < cases->len; i++)
    if (g_str_equal (qh_record_get_text (cases->pdata[i], "folio"), "C-2"))
      g_assert_cmpint (qh_record_get_integer (cases->pdata[i], "opened"), ==, qh_day_from_iso ("2025-01-02"));

  catalogues = qh_store_ref_catalogues (fixture->store);
  g_assert_cmpstr (qh_entry_get_label (qh_catalogues_find_code (catalogues, "motivo", "SALUD"), QH_LANGUAGE_EN),
                   ==, "Health");
}

static void
test_again (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (QhImporter) first = new_centro (fixture->store);
  g_autoptr (QhImporter) second = new_centro (fixture->store);
  g_autoptr (GError) error = NULL;
  const QhImportReport *report;
  gint64 n_entries;

  g_assert_true (qh_importer_apply (first, NULL, NULL, NULL, &error));
  n_entries = qh_store_count (fixture->store, QH_KIND_ENTRY);
  g_assert_true (qh_importer_apply (second, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  report = qh_importer_get_report (second);
  g_assert_cmpuint (report->n_new, ==, 0);
  g_assert_cmpuint (report->n_already, ==, 7);
  g_assert_cmpuint (report->skips->len, ==, 6);
  g_assert_cmpuint (report->n_codes, ==, 0);
  g_assert_cmpint (qh_store_count (fixture->store, QH_KIND_ACTIVITY), ==, 7);
  g_assert_cmpint (qh_store_count (fixture->store, QH_KIND_CASE), ==, 4);
  g_assert_cmpint (qh_store_count (fixture->store, QH_KIND_OWN_FIELD), ==, 2);
  g_assert_cmpint (qh_store_count (fixture->store, QH_KIND_ENTRY), ==, n_entries);
}

/* A row that comes twice is two rows; a third of the same in a later file is new. */
static void
test_occurrences (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr (QhImporter) two = new_for_text (fixture->store, "fecha,tipo,nota\n2025-01-10,AC030,a\n2025-01-10,AC030,a\n");
  g_autoptr (QhImporter) three = new_for_text (fixture->store,
                                               "fecha;tipo;nota\n2025-01-10;AC030;a\n2025-01-10;AC030;a\n"
                                               "2025-01-10;AC030;a\n");
  g_autoptr (GError) error = NULL;

  g_assert_true (qh_importer_apply (two, NULL, NULL, NULL, &error));
  g_assert_cmpuint (qh_importer_get_report (two)->n_new, ==, 2);
  g_assert_true (qh_importer_apply (three, NULL, NULL, NULL, &error));
  g_assert_cmpuint (qh_importer_get_report (three)->n_new, ==, 1);
  g_assert_cmpuint (qh_importer_get_report (three)->n_already, ==, 2);
  g_assert_cmpint (qh_store_count (fixture->store, QH_KIND_ACTIVITY), ==, 3);
}

/* Codes and labels are understood without a map; notes arrive whole. */
static void
test_labels (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (QhImporter) importer = new_for_text (fixture->store,
                                                  "fecha,tipo,nota\n2025-01-10,VISITA DOMICILIARIA,مرحبا 🙂\n"
                                                  "2025-01-11,Bailar,b\n");
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) activities = NULL;

  g_assert_true (qh_importer_apply (importer, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  activities = qh_store_list_all (fixture->store, QH_KIND_ACTIVITY, &error);
  g_assert_cmpuint (activities->len, ==, 1);
  g_assert_cmpstr (code_of (fixture->store, activities->pdata[0], "type"), ==, "AC010");
  g_assert_cmpstr (qh_record_get_text (activities->pdata[0], "note"), ==, "مرحبا 🙂");
  g_assert_true (skips_line (qh_importer_get_report (importer), 3, "Bailar"));
}

/* Who wrote only what is skipped is no new worker; nor is a name too long for one. */
static void
test_workers_of_skipped_rows (Fixture       *fixture,
                              gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *long_name = g_strnfill (5000, 'x');
  g_autofree char *text = g_strconcat ("fecha,tipo,quien,folio,nivel\n"
                                       "2025-01-10,AC030,Ana Prueba,1,N1\n"
                                       "2025-01-10,AC030,Bruno Prueba,2,N77\n"
                                       "2025-01-10,AC030,",
                                       long_name, ",1,N1\n", NULL);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (QhCsvReader) table = qh_csv_reader_new_for_bytes (bytes, "tabla.csv", NULL, NULL);
  g_autoptr (QhImportProfile) profile = qh_import_profile_new_from_json (
    "{\"id\": \"x\", \"name\": {\"es\": \"X\"}, \"kind\": \"activity\", \"fields\": ["
    "{\"field\": \"date\", \"column\": \"fecha\"},"
    "{\"field\": \"type\", \"column\": \"tipo\"},"
    "{\"field\": \"worker\", \"column\": \"quien\"}],"
    "\"case\": {\"column\": \"folio\", \"prefix\": \"\", \"fields\": [{\"field\": \"level\", \"column\": \"nivel\"}, {\"field\": \"status\", \"constant\": \"S1\"}]}}", -1, "x.json", &error);
  g_autoptr (QhImporter) importer = NULL;

  g_assert_no_error (error);
  importer = qh_importer_new (fixture->store, table, profile);
  qh_importer_apply (importer, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (skips_line (qh_importer_get_report (importer), 3, "N77"));
  g_assert_true (skips_line (qh_importer_get_report (importer), 4, "Name"));
  g_assert_cmpuint (qh_importer_get_report (importer)->n_workers, ==, 1);
  g_assert_cmpint (qh_store_count (fixture->store, QH_KIND_WORKER), ==, 2);
  g_assert_cmpint (qh_store_count (fixture->store, QH_KIND_ACTIVITY), ==, 1);
}

static void
cancel_cb (guint64  done,
           guint64  total,
           gpointer user_data)
{
  g_cancellable_cancel (user_data);
}

static void
test_cancel (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (QhImporter) importer = new_centro (fixture->store);
  g_autoptr (GError) error = NULL;

  g_assert_false (qh_importer_plan (importer, cancel_cb, cancellable, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_cancellable_reset (cancellable);
  g_assert_false (qh_importer_apply (importer, cancel_cb, cancellable, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_untouched (fixture->store);
  g_assert_null (qh_importer_get_report (importer));

  g_clear_error (&error);
  g_assert_true (qh_importer_apply (importer, NULL, NULL, NULL, &error));
  g_assert_cmpint (qh_store_count (fixture->store, QH_KIND_ACTIVITY), ==, 7);
}

static void
test_unfit (Fixture       *fixture,
            gconstpointer  data)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "import", "tabs.csv", NULL);
  g_autoptr (QhCsvReader) table = read_file (path);
  g_autoptr (QhImportProfile) profile = open_profile ("centro.json");
  g_autoptr (QhImporter) importer = qh_importer_new (fixture->store, table, profile);
  g_autoptr (GError) error = NULL;

  g_assert_false (qh_importer_apply (importer, NULL, NULL, NULL, &error));
  g_assert_error (error, QH_EXCHANGE_ERROR, QH_EXCHANGE_ERROR_COLUMN);
  assert_untouched (fixture->store);
}

typedef struct
{
  GMainLoop *loop;
  GThread *thread;
  guint n_steps;
  gboolean done;
  QhCsvReader *table;
} Wait;

static void
step_cb (guint64  done,
         guint64  total,
         gpointer user_data)
{
  Wait *wait = user_data;

  g_assert_true (g_thread_self () == wait->thread);
  g_assert_false (wait->done);
  g_assert_cmpuint (done, <=, total);
  wait->n_steps++;
}

static void
planned_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  Wait *wait = user_data;
  g_autoptr (GError) error = NULL;

  g_assert_true (qh_importer_plan_finish (QH_IMPORTER (source), result, &error));
  g_assert_no_error (error);
  wait->done = TRUE;
  g_main_loop_quit (wait->loop);
}

static void
applied_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  Wait *wait = user_data;
  g_autoptr (GError) error = NULL;

  g_assert_true (qh_importer_apply_finish (QH_IMPORTER (source), result, &error));
  g_assert_no_error (error);
  wait->done = TRUE;
  g_main_loop_quit (wait->loop);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  Wait *wait = user_data;
  g_autoptr (GError) error = NULL;

  wait->table = qh_csv_reader_new_for_file_finish (result, &error);
  g_assert_no_error (error);
  g_main_loop_quit (wait->loop);
}

static void
test_async (Fixture       *fixture,
            gconstpointer  data)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "import", "centro.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (QhImportProfile) profile = open_profile ("centro.json");
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  Wait wait = { loop, g_thread_self (), 0, FALSE, NULL };
  QhImporter *importer;

  qh_csv_reader_new_for_file_async (file, NULL, read_cb, &wait);
  g_main_loop_run (loop);
  importer = qh_importer_new (fixture->store, wait.table, profile);
  qh_importer_plan_async (importer, step_cb, &wait, NULL, planned_cb, &wait);
  g_main_loop_run (loop);
  g_assert_cmpuint (wait.n_steps, >, 0);
  g_assert_cmpuint (qh_importer_get_report (importer)->n_new, ==, 7);
  wait.done = FALSE;
  qh_importer_apply_async (importer, step_cb, &wait, NULL, applied_cb, &wait);
  g_main_loop_run (loop);
  g_assert_cmpint (qh_store_count (fixture->store, QH_KIND_ACTIVITY), ==, 7);
  fixture_assert_finalized (importer);
  fixture_assert_finalized (wait.table);
}

static guint
count_with (GPtrArray  *activities,
            const char *field,
            gint64      code)
{
  guint count = 0;

  for (guint i = 0; i < activities->len; i++)
    {
      const QhValue *value = qh_record_get (activities->pdata[i], field);
      QhValueTag tag = qh_is_missing_code (code) ? QH_VALUE_MISSING : QH_VALUE_INTEGER;
      gboolean found = value->tag == tag && value->integer == code;

      for (guint j = 0; value->tag == QH_VALUE_ROWS && j < value->rows->n_rows; j++)
        found |= qh_rows_cell (value->rows, j, 0) == code;
      count += found;
    }
  return count;
}

static gint64
sum_served (GPtrArray *activities,
            gint64     sex,
            gint64     age_group)
{
  gint64 sum = 0;

  for (guint i = 0; i < activities->len; i++)
    {
      const QhRows *rows = qh_record_get_rows (activities->pdata[i], "served");

      for (guint j = 0; rows != NULL && j < rows->n_rows; j++)
        if ((sex == 0 || qh_rows_cell (rows, j, 0) == sex)
            && (age_group == 0 || qh_rows_cell (rows, j, 1) == age_group))
          sum += qh_rows_cell (rows, j, 2);
    }
  return sum;
}

static void
assert_days (GPtrArray *activities)
{
  g_autoptr (GHashTable) days = g_hash_table_new (NULL, NULL);
  GHashTableIter iter;
  gpointer count;
  guint least = G_MAXUINT, most = 0;

  for (guint i = 0; i < activities->len; i++)
    {
      gpointer day = GINT_TO_POINTER ((int) qh_record_get_integer (activities->pdata[i], "date"));
      guint n = GPOINTER_TO_UINT (g_hash_table_lookup (days, day));

      g_hash_table_insert (days, day, GUINT_TO_POINTER (n + 1));
    }
  g_hash_table_iter_init (&iter, days);
  while (g_hash_table_iter_next (&iter, NULL, &count))
    {
      least = MIN (least, GPOINTER_TO_UINT (count));
      most = MAX (most, GPOINTER_TO_UINT (count));
    }
  g_assert_cmpuint (g_hash_table_size (days), ==, 206);
  g_assert_cmpuint (least, ==, 1);
  g_assert_cmpuint (most, ==, 46);
}

static gint64
own_code (QhStore    *store,
          const char *catalogue,
          const char *label)
{
  g_autoptr (QhCatalogues) catalogues = qh_store_ref_catalogues (store);
  const QhEntry *entry = qh_catalogues_find_text (catalogues, catalogue, label);

  g_assert_nonnull (entry);
  return entry->id;
}

static void
test_real_file (Fixture       *fixture,
                gconstpointer  data)
{
  const char *shared = g_getenv ("QUEHACER_SHARED");
  g_autofree char *path = g_build_filename (shared != NULL ? shared : "", "data", "linea137_2024.csv", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (QhImportProfile) profile = NULL;
  g_autoptr (QhCsvReader) table = NULL;
  g_autoptr (QhImporter) importer = NULL;
  g_autoptr (QhImporter) again = NULL;
  g_autoptr (GPtrArray) activities = NULL;
  const QhImportReport *report;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_test_skip ("the published file of Línea 137 is not on this machine (QUEHACER_SHARED)");
      return;
    }
  profile = qh_import_profile_open ("linea137", &error);
  g_assert_no_error (error);
  table = read_file (path);
  importer = qh_importer_new (fixture->store, table, profile);
  g_assert_true (qh_importer_apply (importer, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  report = qh_importer_get_report (importer);
  g_assert_cmpuint (report->n_read, ==, 4146);
  g_assert_cmpuint (report->n_wrapped, ==, 136);
  g_assert_cmpuint (report->n_new, ==, 4146);
  g_assert_cmpuint (report->skips->len, ==, 0);
  g_assert_cmpuint (report->unmapped->len, ==, 0);
  g_assert_cmpuint (report->n_folded, ==, 302 + 89);
  g_assert_cmpuint (report->n_cases, ==, 3631);
  g_assert_cmpuint (report->n_served, ==, 4606);

  activities = qh_store_list_all (fixture->store, QH_KIND_ACTIVITY, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (activities->len, ==, 4146);
  assert_days (activities);
  g_assert_cmpuint (count_with (activities, "violencia_tipo", own_code (fixture->store, "violencia_tipo", "Psicológica")), ==, 1612);
  g_assert_cmpuint (count_with (activities, "violencia_tipo", own_code (fixture->store, "violencia_tipo", "Física y psicológica")), ==, 1186);
  g_assert_cmpuint (count_with (activities, "violencia_tipo", QH_MISSING_DOES_NOT_APPLY), ==, 1124);
  g_assert_cmpuint (count_with (activities, "problems", own_code (fixture->store, "problem", "P01")), ==, 3021);
  g_assert_cmpuint (count_with (activities, "problems", own_code (fixture->store, "problem", "P16")), ==, 1);
  g_assert_cmpuint (count_with (activities, "problems", QH_MISSING_DOES_NOT_APPLY), ==, 1124);
  g_assert_cmpuint (count_with (activities, "llamado_region", own_code (fixture->store, "llamado_region", "Pampeana")), ==, 413);
  g_assert_cmpuint (count_with (activities, "victima_edad", QH_MISSING_NOT_KNOWN), ==, 2423);
  g_assert_cmpuint (count_with (activities, "victima_edad", 0), ==, 2);
  g_assert_cmpint (sum_served (activities, 0, 0), ==, 4606);
  g_assert_cmpint (sum_served (activities, own_code (fixture->store, "sex", "M"), 0), ==, 1291 + 884);
  g_assert_cmpint (sum_served (activities, own_code (fixture->store, "sex", "H"), 0), ==, 373 + 236);
  g_assert_cmpint (sum_served (activities, 0, QH_MISSING_NOT_KNOWN), ==, 4606 - 1721);

  again = qh_importer_new (fixture->store, table, profile);
  g_assert_true (qh_importer_apply (again, NULL, NULL, NULL, &error));
  report = qh_importer_get_report (again);
  g_assert_cmpuint (report->n_new, ==, 0);
  g_assert_cmpuint (report->n_already, ==, 4146);
  g_assert_cmpint (qh_store_count (fixture->store, QH_KIND_ACTIVITY), ==, 4146);
  g_assert_cmpint (qh_store_count (fixture->store, QH_KIND_CASE), ==, 3631);
}

#define ADD(name, function) g_test_add ("/importer/" name, Fixture, NULL, fixture_set_up, function, fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("plan", test_plan);
  ADD ("apply", test_apply);
  ADD ("again", test_again);
  ADD ("occurrences", test_occurrences);
  ADD ("labels", test_labels);
  ADD ("workers-of-skipped-rows", test_workers_of_skipped_rows);
  ADD ("cancel", test_cancel);
  ADD ("unfit", test_unfit);
  ADD ("async", test_async);
  ADD ("real-file", test_real_file);
  return g_test_run ();
}
