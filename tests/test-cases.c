/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of cases: found, exported, opened, one begun. */
#include <string.h>

#include <glib/gstdio.h>

#include "cases-fixture.h"
#include "ui-fixture.h"
#include "ui/cases/qh-case-dialog.h"
#include "ui/cases/qh-case-list-model.h"
#include "ui/cases/qh-case-list.h"
#include "ui/cases/qh-cases-export.h"
#include "ui/cases/qh-person-search.h"

/* The list */

static void
count_changes_cb (GListModel *model,
                  guint       position,
                  guint       removed,
                  guint       added,
                  guint      *n)
{
  *n = *n - removed + added;
}

static GArray *
make_ids (gint64 first,
          guint  n)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < n; i++)
    g_array_append_vals (ids, (gint64[]) { first + i }, 1);
  return ids;
}

static void
test_model (void)
{
  g_autoptr (QhCaseListModel) model = qh_case_list_model_new ();
  g_autoptr (QhCaseItem) item = NULL;
  guint n = 0, position;

  g_signal_connect (model, "items-changed", G_CALLBACK (count_changes_cb), &n);
  qh_case_list_model_set_ids (model, make_ids (100, 1000));
  g_assert_cmpuint (n, ==, 1000);
  item = g_list_model_get_item (G_LIST_MODEL (model), 7);
  g_assert_cmpint (qh_case_item_get_id (item), ==, 107);
  qh_case_list_model_set_ids (model, make_ids (500, 20));
  g_assert_cmpuint (n, ==, 20);
  g_assert_cmpint (qh_case_item_get_id (item), ==, 507);
  g_assert_true (qh_case_list_model_find (model, 519, &position));
  g_assert_cmpuint (position, ==, 19);
  g_assert_false (qh_case_list_model_find (model, 100, &position));
}

static guint
count_shown (GtkWidget *page)
{
  g_autoptr (GArray) ids = qh_case_list_dup_ids (find (page, QH_TYPE_CASE_LIST, 0));

  return ids->len;
}

static void
test_search (Fixture      *fixture,
             gconstpointer data)
{
  QhSession *session;
  GtkWidget *page = qh_cases_page_new ();
  GtkWidget *window = present (page);
  GtkEditable *search;

  put_case (fixture, "Guadalupe López Ejemplo");
  put_case (fixture, "Norma Vidal Muestra");
  session = open_session (fixture);
  qh_cases_page_set_session (QH_CASES_PAGE (page), session);
  settle ();
  search = find (page, GTK_TYPE_SEARCH_ENTRY, 0);
  g_assert_cmpuint (count_shown (page), ==, 2);
  gtk_editable_set_text (search, "lopez guad");
  settle ();
  g_assert_cmpuint (count_shown (page), ==, 1);
  gtk_editable_set_text (search, "nobody");
  settle ();
  g_assert_cmpuint (count_shown (page), ==, 0);
  gtk_widget_activate_action (find (page, QH_TYPE_CASE_LIST, 0), "cases.clear-filters", NULL);
  settle ();
  g_assert_cmpuint (count_shown (page), ==, 2);
  put_case (fixture, "Itzel Cruz Prueba");
  settle ();
  g_assert_cmpuint (count_shown (page), ==, 3);
  qh_cases_page_set_session (QH_CASES_PAGE (page), NULL);
  g_assert_cmpuint (count_shown (page), ==, 0);
  gtk_window_destroy (GTK_WINDOW (window));
  close_session (session);
}

static void
test_export (Fixture      *fixture,
             gconstpointer data)
{
  gint64 shown = put_case (fixture, "Guadalupe Marcada Canaria");
  g_autofree char *path = g_build_filename (fixture->folder, "cases.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  QhSession *session;
  GtkWidget *page = gtk_label_new ("");
  GtkWidget *window = present (page);

  put_case (fixture, "Norma Vidal Muestra");
  session = open_session (fixture);
  g_array_append_val (ids, shown);
  qh_cases_export_write (page, session, ids, "1", file);
  for (gint64 end = g_get_monotonic_time () + PATIENCE; !g_file_test (path, G_FILE_TEST_EXISTS);)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      settle ();
    }
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (g_strstrip (text), "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 2);
  g_assert_null (strstr (text, "Marcada"));
  g_unlink (path);
  gtk_window_destroy (GTK_WINDOW (window));
  close_session (session);
}

/* Opening a case */

typedef struct
{
  guint n_changes;
  guint n_touched;
  gint64 saved;
} Saved;

static void
changed_cb (Saved  *saved,
            GArray *touched)
{
  saved->n_changes++;
  saved->n_touched += touched->len;
}

static void
saved_cb (Saved *saved,
          gint64 id)
{
  saved->saved = id;
}

static void
test_new_case (Fixture      *fixture,
               gconstpointer data)
{
  QhSession *session = open_session (fixture);
  GtkWidget *window = present (gtk_label_new (""));
  GtkWidget *dialog = qh_case_dialog_new (window, session, NULL);
  Saved saved = { 0 };
  g_autoptr (QhRecord) record = NULL;
  g_autofree char *title = NULL;
  gulong handler;

  g_signal_connect_swapped (dialog, "saved", G_CALLBACK (saved_cb), &saved);
  handler = g_signal_connect_swapped (fixture->store, "changed", G_CALLBACK (changed_cb), &saved);
  gtk_window_present (GTK_WINDOW (dialog));
  settle ();
  gtk_widget_activate_action (dialog, "dialog.save", NULL);
  settle ();
  g_assert_cmpint (saved.saved, ==, 0);

  g_signal_emit_by_name (find (dialog, QH_TYPE_PERSON_SEARCH, 0), "create", "reynaldo López Muestra");
  gtk_widget_activate_action (dialog, "dialog.person-done", NULL);
  gtk_widget_activate_action (dialog, "dialog.save", NULL);
  for (gint64 end = g_get_monotonic_time () + PATIENCE; saved.saved == 0;)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      settle ();
    }
  g_assert_cmpuint (saved.n_changes, ==, 1);
  g_assert_cmpuint (saved.n_touched, ==, 2);
  record = qh_store_get (fixture->store, QH_KIND_CASE, saved.saved, NULL);
  g_assert_cmpuint (qh_record_get_rows (record, "people")->n_rows, ==, 1);
  g_assert_cmpstr (qh_record_get_text (record, "folio"), !=, "");
  title = qh_session_dup_case_title (session, saved.saved);
  g_assert_cmpstr (title, ==, "Reynaldo López Muestra");
  g_signal_handler_disconnect (fixture->store, handler);
  gtk_window_destroy (GTK_WINDOW (window));
  close_session (session);
}

/* Escape clears what is searched for, and then closes the form. */
static void
test_escape (Fixture      *fixture,
             gconstpointer data)
{
  QhSession *session = open_session (fixture);
  GtkWidget *window = present (gtk_label_new (""));
  GtkWidget *dialog = qh_case_dialog_new (window, session, NULL);
  GtkWidget *entry = find (dialog, GTK_TYPE_SEARCH_ENTRY, 0);

  g_object_add_weak_pointer (G_OBJECT (dialog), (gpointer *) &dialog);
  gtk_window_present (GTK_WINDOW (dialog));
  settle ();
  gtk_editable_set_text (GTK_EDITABLE (entry), "algo");
  g_signal_emit_by_name (entry, "stop-search");
  settle ();
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "");
  g_assert_true (gtk_widget_get_mapped (dialog));
  g_signal_emit_by_name (entry, "stop-search");
  settle ();
  g_assert_null (dialog);
  gtk_window_destroy (GTK_WINDOW (window));
  close_session (session);
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/cases/model", test_model);
  g_test_add ("/cases/search", Fixture, NULL, fixture_set_up, test_search, fixture_tear_down);
  g_test_add ("/cases/export", Fixture, NULL, fixture_set_up, test_export, fixture_tear_down);
  g_test_add ("/cases/new-case", Fixture, NULL, fixture_set_up, test_new_case, fixture_tear_down);
  g_test_add ("/cases/escape", Fixture, NULL, fixture_set_up, test_escape, fixture_tear_down);
  return g_test_run ();
}
