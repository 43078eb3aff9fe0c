/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "fixture.h"
#include "ui-fixture.h"
#include "ui/import/qh-import-page.h"
#include "ui/import/qh-import-profile-view.h"
#include "ui/import/qh-import-report-view.h"
#include "ui/import/qh-import-table-view.h"
#include "ui/qh-session.h"

#define N_LONG 20000

typedef struct
{
  Fixture store;
  QhSession *session;
  GtkWidget *window;
  QhImportPage *page;
  gboolean shown; /* whether "See in Charts" asked for what was imported */
} PageFixture;

/* Finding */

static const char *
get_view (PageFixture *fixture)
{
  return gtk_stack_get_visible_child_name (child_named (fixture->page, "stack"));
}

static QhImportProfileView *
get_profile_view (PageFixture *fixture)
{
  return child_named (fixture->page, "profile_view");
}

static QhImportReportView *
get_report_view (PageFixture *fixture)
{
  return child_named (fixture->page, "report_view");
}

static const char *
get_text (gpointer    widget,
          const char *name)
{
  return gtk_label_get_text (child_named (widget, name));
}

static gboolean
can_go_on (PageFixture *fixture)
{
  return gtk_widget_is_sensitive (child_named (fixture->page, "next"));
}

/* Doing */

static void
wait_for_view (PageFixture *fixture,
               const char  *name)
{
  gint64 end = g_get_monotonic_time () + PATIENCE;

  while (!g_str_equal (get_view (fixture), name))
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      if (!g_main_context_iteration (NULL, FALSE))
        g_usleep (1000);
    }
  settle ();
}

static void
act (PageFixture *fixture,
     const char  *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->page), action, NULL));
}

static GFile *
get_file (const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "import", name, NULL);

  return g_file_new_for_path (path);
}

static void
open_file (PageFixture *fixture,
           const char  *name,
           const char  *view)
{
  g_autoptr (GFile) file = get_file (name);

  qh_import_page_open_file (fixture->page, file);
  g_assert_cmpstr (get_view (fixture), ==, "busy");
  wait_for_view (fixture, view);
}

static void
open_text (PageFixture *fixture,
           const char  *text,
           gssize       length,
           const char  *view)
{
  g_autofree char *path = g_build_filename (fixture->store.folder, "tabla.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  g_assert_true (g_file_set_contents (path, text, length, NULL));
  qh_import_page_open_file (fixture->page, file);
  wait_for_view (fixture, view);
}

static void
choose_profile (PageFixture *fixture,
                GFile       *file,
                gboolean     fits)
{
  GListModel *model = adw_combo_row_get_model (child_named (get_profile_view (fixture), "choice"));
  guint before = model != NULL ? g_list_model_get_n_items (model) : 0;
  gint64 end = g_get_monotonic_time () + PATIENCE;

  qh_import_profile_view_open_file (get_profile_view (fixture), file);
  while (g_list_model_get_n_items (adw_combo_row_get_model (child_named (get_profile_view (fixture), "choice"))) == before)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      g_main_context_iteration (NULL, FALSE);
    }
  settle ();
  g_assert_true (can_go_on (fixture) == fits);
}

/* Up to the dry run of the made-up centre. */
static void
plan_centro (PageFixture *fixture)
{
  g_autoptr (GFile) profile = get_file ("centro.json");

  open_file (fixture, "centro.csv", "table");
  act (fixture, "import.next");
  g_assert_cmpstr (get_view (fixture), ==, "profile");
  choose_profile (fixture, profile, TRUE);
  act (fixture, "import.next");
  wait_for_view (fixture, "report");
}

static gint64
count (PageFixture *fixture)
{
  return qh_store_count (fixture->store.store, QH_KIND_ACTIVITY);
}

/* Setting up */

static void
show_imported_cb (GSimpleAction *action,
              GVariant      *parameter,
              PageFixture   *fixture)
{
  fixture->shown = TRUE;
}

static void
set_up (PageFixture   *fixture,
        gconstpointer  data)
{
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  g_autoptr (GSimpleAction) action = g_simple_action_new ("show-imported", NULL);
  GtkWidget *overlay = adw_toast_overlay_new ();

  fixture_set_up (&fixture->store, data);
  fixture->session = qh_session_new (fixture->store.store);
  fixture->window = adw_window_new ();
  fixture->page = QH_IMPORT_PAGE (qh_import_page_new ());
  g_signal_connect (action, "activate", G_CALLBACK (show_imported_cb), fixture);
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (action));
  gtk_widget_insert_action_group (fixture->window, "win", G_ACTION_GROUP (group));
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (overlay), GTK_WIDGET (fixture->page));
  adw_window_set_content (ADW_WINDOW (fixture->window), overlay);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 1000, 700);
  qh_import_page_set_session (fixture->page, fixture->session);
  gtk_window_present (GTK_WINDOW (fixture->window));
  settle ();
}

static gboolean
is_alone (gpointer object)
{
  return G_OBJECT (object)->ref_count == 1;
}

static void
tear_down (PageFixture   *fixture,
           gconstpointer  data)
{
  gint64 end = g_get_monotonic_time () + PATIENCE;
  GtkWidget *page = g_object_ref (GTK_WIDGET (fixture->page));

  qh_import_page_set_session (fixture->page, NULL);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  qh_session_close (fixture->session);
  while (!is_alone (fixture->session) || !is_alone (fixture->store.store) || !is_alone (page))
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      if (!g_main_context_iteration (NULL, FALSE))
        g_usleep (1000);
    }
  fixture_assert_finalized (page);
  fixture_assert_finalized (fixture->session);
  fixture_tear_down (&fixture->store, data);
}

/* Tests */

/* File, table, profile, dry run, import, charts; the same again adds nothing. */
static void
test_whole (PageFixture   *fixture,
            gconstpointer  data)
{
  g_assert_cmpstr (get_view (fixture), ==, "file");
  plan_centro (fixture);
  g_assert_cmpstr (qh_import_report_view_get_headline (get_report_view (fixture)), ==, "7 rows to import");
  g_assert_cmpint (count (fixture), ==, 0);

  act (fixture, "import.next");
  wait_for_view (fixture, "report");
  g_assert_cmpstr (qh_import_report_view_get_headline (get_report_view (fixture)), ==, "7 rows imported");
  g_assert_cmpint (count (fixture), ==, 7);

  act (fixture, "import.next");
  g_assert_true (fixture->shown);

  act (fixture, "import.again");
  g_assert_cmpstr (get_view (fixture), ==, "file");
  plan_centro (fixture);
  g_assert_nonnull (strstr (qh_import_report_view_get_headline (get_report_view (fixture)), "7 rows are already here"));
  g_assert_false (can_go_on (fixture));
  g_assert_cmpint (count (fixture), ==, 7);
}

/* What was understood is told: encoding, separator, ragged rows by their lines. */
static void
test_understood (PageFixture   *fixture,
                 gconstpointer  data)
{
  QhImportTableView *view = child_named (fixture->page, "table_view");
  GtkColumnView *rows = child_named (view, "view");

  open_file (fixture, "ragged.csv", "table");
  g_assert_nonnull (strstr (get_text (view, "facts"), "comma"));
  g_assert_nonnull (strstr (get_text (view, "faults"), ": 4, 5"));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (gtk_column_view_get_model (rows))), ==, 6);
  g_assert_cmpuint (g_list_model_get_n_items (gtk_column_view_get_columns (rows)), ==, 4);

  act (fixture, "import.again");
  open_file (fixture, "windows-1252.csv", "table");
  g_assert_nonnull (strstr (get_text (view, "facts"), "semicolon"));
  g_assert_false (gtk_widget_get_visible (child_named (view, "faults")));
}

/* A megabyte in a cell, markup, right-to-left, emoji: shown as they are, in short. */
static void
test_strange_cells (PageFixture   *fixture,
                    gconstpointer  data)
{
  g_autofree char *long_text = g_strnfill (1 << 20, 'x');
  g_autofree char *text = g_strdup_printf ("a,<b>_x & y,c\n%s,<i>no</i> & %%s,\"مرحبا\n🙂\"\n", long_text);

  open_text (fixture, text, -1, "table");
  g_assert_true (can_go_on (fixture));
}

/* A picture, an empty file, a header alone, no file: one sentence each, and the way on. */
static void
test_no_table (PageFixture   *fixture,
               gconstpointer  data)
{
  static const char png[] = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1";
  g_autoptr (GFile) nothing = g_file_new_for_path ("/nonexistent/tabla.csv");
  g_autoptr (GFile) folder = g_file_new_for_path (fixture->store.folder);

  open_text (fixture, png, sizeof png, "file");
  g_assert_true (gtk_widget_get_visible (child_named (fixture->page, "problem")));
  g_assert_nonnull (strstr (get_text (fixture->page, "problem"), "tabla.csv"));

  open_text (fixture, "", 0, "file");
  g_assert_true (gtk_widget_get_visible (child_named (fixture->page, "problem")));

  qh_import_page_open_file (fixture->page, nothing);
  g_assert_false (gtk_widget_get_visible (child_named (fixture->page, "problem")));
  wait_for_view (fixture, "file");
  g_assert_true (gtk_widget_get_visible (child_named (fixture->page, "problem")));

  qh_import_page_open_file (fixture->page, folder);
  wait_for_view (fixture, "file");
  g_assert_true (gtk_widget_get_visible (child_named (fixture->page, "problem")));

  open_text (fixture, "fecha,tipo\n", -1, "table");
  g_assert_false (can_go_on (fixture));
}

/* A profile that names a column which the file lacks says which, and stops there. */
static void
test_unfit_profile (PageFixture   *fixture,
                    gconstpointer  data)
{
  g_autoptr (GFile) profile = get_file ("centro.json");

  open_file (fixture, "tabs.csv", "table");
  act (fixture, "import.next");
  g_assert_false (can_go_on (fixture));
  g_assert_cmpuint (adw_combo_row_get_selected (child_named (get_profile_view (fixture), "choice")), ==, GTK_INVALID_LIST_POSITION);
  g_assert_nonnull (strstr (get_text (get_profile_view (fixture), "problem"), "Open one from a file"));
  choose_profile (fixture, profile, FALSE);
  g_assert_true (gtk_widget_get_visible (child_named (get_profile_view (fixture), "problem")));
  g_assert_nonnull (strstr (get_text (get_profile_view (fixture), "problem"), "has no column"));
  act (fixture, "import.back");
  g_assert_cmpstr (get_view (fixture), ==, "table");
}

/* Skipped rows leave as a csv of a header and a line for each. */
static void
test_save_skips (PageFixture   *fixture,
                 gconstpointer  data)
{
  g_autofree char *path = g_build_filename (fixture->store.folder, "skips.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  g_autoptr (QhCsvReader) table = NULL;
  gint64 end = g_get_monotonic_time () + PATIENCE;

  plan_centro (fixture);
  g_assert_true (gtk_widget_get_visible (child_named (get_report_view (fixture), "skips_group")));
  qh_import_report_view_save_skips (get_report_view (fixture), file);
  while (table == NULL)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      g_main_context_iteration (NULL, FALSE);
      table = qh_csv_reader_new_for_file (file, NULL, NULL);
    }
  g_assert_cmpuint (qh_csv_reader_get_n_rows (table), ==, 6);
  g_assert_cmpuint (qh_csv_reader_get_n_columns (table), ==, 2);
  g_assert_cmpstr (qh_csv_reader_get_cell (table, 0, 0), ==, "5");
  g_assert_nonnull (strstr (qh_csv_reader_get_cell (table, 0, 1), "Fecha"));
  settle ();
}

/* The rows go to the worker that is chosen. */
static void
test_worker (PageFixture   *fixture,
             gconstpointer  data)
{
  QhRecord *worker = qh_store_new_record (fixture->store.store, QH_KIND_WORKER);
  g_autoptr (QhRecord) first = qh_store_get (fixture->store.store, QH_KIND_WORKER, fixture->store.worker, NULL);
  g_autoptr (GFile) profile = get_file ("centro.json");
  g_autoptr (GPtrArray) activities = NULL;
  AdwComboRow *row = child_named (get_profile_view (fixture), "worker");
  guint n_own = 0;
  gint64 id;

  qh_record_set_text (worker, "name", "Zacarías Prueba");
  qh_record_set_integer (worker, "unit", qh_record_get_integer (first, "unit"));
  id = fixture_put (fixture->store.store, worker);
  settle ();
  open_file (fixture, "centro.csv", "table");
  act (fixture, "import.next");
  choose_profile (fixture, profile, TRUE);
  g_assert_cmpint (qh_import_profile_view_get_worker (get_profile_view (fixture)), ==, fixture->store.worker);
  adw_combo_row_set_selected (row, 1 - adw_combo_row_get_selected (row));
  g_assert_cmpint (qh_import_profile_view_get_worker (get_profile_view (fixture)), ==, id);
  act (fixture, "import.next");
  wait_for_view (fixture, "report");
  act (fixture, "import.next");
  wait_for_view (fixture, "report");
  activities = qh_store_list_all (fixture->store.store, QH_KIND_ACTIVITY, NULL);
  for (guint i = 0; i < activities->len; i++)
    {
      n_own += qh_record_get_integer (activities->pdata[i], "worker") == id;
      g_assert_cmpint (qh_record_get_integer (activities->pdata[i], "worker"), !=, fixture->store.worker);
    }
  g_assert_cmpuint (n_own, >, 0);
}

/* A table that takes a while, and its profile. */
static void
open_long (PageFixture *fixture)
{
  g_autofree char *path = g_build_filename (fixture->store.folder, "long.json", NULL);
  g_autoptr (GFile) profile = g_file_new_for_path (path);
  GString *text = g_string_new ("fecha,tipo,nota\n");

  for (guint i = 0; i < N_LONG; i++)
    g_string_append_printf (text, "2025-01-%02u,AC030,nota %u\n", i % 28 + 1, i);
  open_text (fixture, text->str, (gssize) text->len, "table");
  g_string_free (text, TRUE);
  g_assert_true (g_file_set_contents (path,
                                      "{\"id\": \"x\", \"name\": {\"es\": \"X <b>y\"}, \"kind\": \"activity\", \"fields\": ["
                                      "{\"field\": \"date\", \"column\": \"fecha\"},"
                                      "{\"field\": \"type\", \"column\": \"tipo\"},"
                                      "{\"field\": \"note\", \"column\": \"nota\"}]}", -1, NULL));
  act (fixture, "import.next");
  choose_profile (fixture, profile, TRUE);
  act (fixture, "import.next");
}

/* Cancelled while it plans or writes, nothing is written and the page says so. */
static void
test_cancel (PageFixture   *fixture,
             gconstpointer  data)
{
  open_long (fixture);
  g_assert_cmpstr (get_view (fixture), ==, "busy");
  act (fixture, "import.cancel");
  wait_for_view (fixture, "profile");
  act (fixture, "import.next");
  wait_for_view (fixture, "report");
  act (fixture, "import.next");
  g_assert_cmpstr (get_view (fixture), ==, "busy");
  act (fixture, "import.cancel");
  g_assert_false (gtk_widget_is_sensitive (child_named (fixture->page, "cancel")));
  wait_for_view (fixture, "profile");
  g_assert_nonnull (strstr (get_text (get_profile_view (fixture), "problem"), "Nothing was written"));
  g_assert_cmpint (count (fixture), ==, 0);

  act (fixture, "import.next");
  wait_for_view (fixture, "report");
  act (fixture, "import.next");
  wait_for_view (fixture, "report");
  g_assert_cmpint (count (fixture), ==, N_LONG);
}

/* Locked at any step, the page is as new; an import under way writes nothing. */
static void
test_lock (PageFixture   *fixture,
           gconstpointer  data)
{
  g_autoptr (GFile) file = get_file ("centro.csv");

  qh_import_page_open_file (fixture->page, file);
  qh_import_page_set_session (fixture->page, NULL);
  g_assert_cmpstr (get_view (fixture), ==, "file");
  settle ();
  qh_import_page_open_file (fixture->page, file);
  g_assert_cmpstr (get_view (fixture), ==, "file");

  qh_import_page_set_session (fixture->page, fixture->session);
  plan_centro (fixture);
  qh_import_page_set_session (fixture->page, NULL);
  g_assert_cmpstr (get_view (fixture), ==, "file");
  g_assert_cmpstr (qh_import_report_view_get_headline (get_report_view (fixture)), ==, "");
  g_assert_cmpstr (get_text (child_named (fixture->page, "table_view"), "name"), ==, "");

  qh_import_page_set_session (fixture->page, fixture->session);
  open_long (fixture);
  wait_for_view (fixture, "report");
  act (fixture, "import.next");
  qh_import_page_set_session (fixture->page, NULL);
  g_assert_cmpstr (get_view (fixture), ==, "file");
  while (G_OBJECT (fixture->page)->ref_count > 1)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (count (fixture), ==, 0);
  g_assert_cmpstr (get_view (fixture), ==, "file");
}

/* The published file of a helpline: its profile is found by itself. */
static void
test_published (PageFixture   *fixture,
                gconstpointer  data)
{
  const char *shared = g_getenv ("QUEHACER_SHARED");
  g_autofree char *path = shared != NULL ? g_build_filename (shared, "data", "linea137_2024.csv", NULL) : NULL;
  g_autoptr (GFile) file = NULL;

  if (path == NULL || !g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_test_skip ("the published file is not here");
      return;
    }
  file = g_file_new_for_path (path);
  qh_import_page_open_file (fixture->page, file);
  wait_for_view (fixture, "table");
  act (fixture, "import.next");
  g_assert_true (can_go_on (fixture));
  act (fixture, "import.next");
  wait_for_view (fixture, "report");
  act (fixture, "import.next");
  wait_for_view (fixture, "report");
  g_assert_cmpint (count (fixture), ==, 4146);
  g_assert_cmpstr (qh_import_report_view_get_headline (get_report_view (fixture)), ==, "4146 rows imported");
}

int
main (int    argc,
      char **argv)
{
  static const struct
  {
    const char *path;
    void (*test) (PageFixture *fixture, gconstpointer data);
  } tests[] = {
    { "/import-page/whole", test_whole },
    { "/import-page/understood", test_understood },
    { "/import-page/strange-cells", test_strange_cells },
    { "/import-page/no-table", test_no_table },
    { "/import-page/unfit-profile", test_unfit_profile },
    { "/import-page/save-skips", test_save_skips },
    { "/import-page/worker", test_worker },
    { "/import-page/cancel", test_cancel },
    { "/import-page/lock", test_lock },
    { "/import-page/published", test_published },
  };

  g_test_init (&argc, &argv, NULL);
  adw_init ();
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, PageFixture, NULL, set_up, tests[i].test, tear_down);
  return g_test_run ();
}
