/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Logging from a case's page. */
#include "cases-fixture.h"
#include "store/qh-store-lists.h"
#include "ui-fixture.h"
#include "ui/cases/qh-case-page.h"
#include "ui/cases/qh-case-quick-add.h"
#include "ui/cases/qh-case-timeline-row.h"
#include "ui/today/qh-minutes.h"
#include "ui/widgets/qh-code-entry.h"

/* A case's page */

static GtkEditable *
find_hinted (GtkWidget  *add,
             const char *hint)
{
  for (guint i = 0;; i++)
    {
      GtkEntry *entry = find (add, GTK_TYPE_ENTRY, i);

      if (g_strcmp0 (gtk_entry_get_placeholder_text (entry), hint) == 0)
        return GTK_EDITABLE (entry);
    }
}

/* What is logged began so many minutes ago, and has no outcome that nobody chose. */
static void
test_quick_add (Fixture      *fixture,
                gconstpointer data)
{
  gint64 id = put_case (fixture, "Ofelia López Ficticia");
  QhSession *session = open_session (fixture);
  GtkWidget *page = g_object_new (QH_TYPE_CASE_PAGE, NULL);
  GtkWidget *window = present (page);
  GtkWidget *add = find (page, QH_TYPE_CASE_QUICK_ADD, 0);
  g_autoptr (QhRecord) sample = fixture_new_activity (fixture->store);
  g_autoptr (GPtrArray) activities = NULL;
  const QhRecord *activity;
  int start;

  g_assert_true (qh_case_page_open (QH_CASE_PAGE (page), session, id));
  settle ();
  qh_code_entry_set_code (find (add, QH_TYPE_CODE_ENTRY, 0),
                          qh_record_get_integer (sample, "type"));
  gtk_editable_set_text (find_hinted (add, "min"), "40");
  start = qh_minutes_get_start (40);
  g_signal_emit_by_name (find_hinted (add, "min"), "activate");
  activities = wait_for_records (fixture, QH_KIND_ACTIVITY, id, 1);
  activity = g_ptr_array_index (activities, 0);
  g_assert_false (qh_record_is_set (activity, "outcome"));
  g_assert_cmpint (qh_record_get_integer (activity, "minutes"), ==, 40);
  g_assert_cmpint (qh_record_get_integer (activity, "start"), >=, start);
  g_assert_cmpint (qh_record_get_integer (activity, "start"), <=, start + 1);
  g_assert_cmpint (qh_minutes_get_start (24 * 60), ==, 0);
  qh_case_page_close (QH_CASE_PAGE (page));
  gtk_window_destroy (GTK_WINDOW (window));
  close_session (session);
}

/* A problem that is not in the list is refused where it was typed, and kept;
 * so is what waits under another toggle. */
static void
test_quick_add_refuses (Fixture      *fixture,
                        gconstpointer data)
{
  gint64 id = put_case (fixture, "Ofelia López Ficticia");
  QhSession *session = open_session (fixture);
  GtkWidget *page = g_object_new (QH_TYPE_CASE_PAGE, NULL);
  GtkWidget *window = present (page);
  GtkWidget *add = find (page, QH_TYPE_CASE_QUICK_ADD, 0);
  GtkEditable *problem = find_hinted (add, "Problem…");
  GtkEditable *minutes = find_hinted (add, "min");
  g_autoptr (GPtrArray) none = NULL;

  g_assert_true (qh_case_page_open (QH_CASE_PAGE (page), session, id));
  gtk_editable_set_text (minutes, "25");
  gtk_toggle_button_set_active (find (add, GTK_TYPE_TOGGLE_BUTTON, 1), TRUE);
  gtk_editable_set_text (problem, "xyzzy");
  gtk_editable_set_text (find_hinted (add, "Reason for coming (optional)"), "Vino por su hija");
  settle ();
  g_signal_emit_by_name (problem, "activate");
  settle ();
  none = qh_store_list_of_case (fixture->store, QH_KIND_CONSULTATION, id, NULL);
  g_assert_cmpuint (none->len, ==, 0);
  g_assert_cmpstr (gtk_editable_get_text (problem), ==, "xyzzy");
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (problem), "error"));

  gtk_toggle_button_set_active (find (add, GTK_TYPE_TOGGLE_BUTTON, 2), TRUE);
  gtk_editable_set_text (find_hinted (add, "What is to be done…"), "Llamar a la clínica");
  g_signal_emit_by_name (find_hinted (add, "What is to be done…"), "activate");
  g_ptr_array_unref (wait_for_records (fixture, QH_KIND_ACTION_ITEM, id, 1));
  gtk_toggle_button_set_active (find (add, GTK_TYPE_TOGGLE_BUTTON, 1), TRUE);
  settle ();
  g_assert_cmpstr (gtk_editable_get_text (problem), ==, "xyzzy");
  g_assert_cmpstr (gtk_editable_get_text (minutes), ==, "25");

  /* The action item has no date: it is on top of the timeline all the same. */
  g_assert_cmpint (qh_case_record_get_day (qh_case_timeline_row_get_record (find (page, QH_TYPE_CASE_TIMELINE_ROW, 0))), ==, QH_NO_DAY);
  qh_case_page_close (QH_CASE_PAGE (page));
  gtk_window_destroy (GTK_WINDOW (window));
  close_session (session);
}

/* What is still being written when the page goes to another case is written, and
 * what was typed there meanwhile stays. */
static void
test_quick_add_elsewhere (Fixture      *fixture,
                          gconstpointer data)
{
  gint64 id = put_case (fixture, "Ofelia López Ficticia");
  gint64 other = put_case (fixture, "Rufina Soto Ficticia");
  QhSession *session = open_session (fixture);
  GtkWidget *page = g_object_new (QH_TYPE_CASE_PAGE, NULL);
  GtkWidget *window = present (page);
  GtkWidget *add = find (page, QH_TYPE_CASE_QUICK_ADD, 0);
  GtkEditable *task = find_hinted (add, "What is to be done…");

  g_assert_true (qh_case_page_open (QH_CASE_PAGE (page), session, id));
  gtk_toggle_button_set_active (find (add, GTK_TYPE_TOGGLE_BUTTON, 2), TRUE);
  gtk_editable_set_text (task, "Llamar a la clínica");
  g_signal_emit_by_name (task, "activate");
  g_assert_true (qh_case_page_open (QH_CASE_PAGE (page), session, other));
  gtk_editable_set_text (task, "Pedir el acta");
  g_ptr_array_unref (wait_for_records (fixture, QH_KIND_ACTION_ITEM, id, 1));
  g_assert_cmpstr (gtk_editable_get_text (task), ==, "Pedir el acta");

  g_signal_emit_by_name (task, "activate");
  qh_case_page_close (QH_CASE_PAGE (page));
  g_ptr_array_unref (wait_for_records (fixture, QH_KIND_ACTION_ITEM, other, 1));
  gtk_window_destroy (GTK_WINDOW (window));
  close_session (session);
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add ("/cases/quick-add", Fixture, NULL, fixture_set_up, test_quick_add, fixture_tear_down);
  g_test_add ("/cases/quick-add-refuses", Fixture, NULL, fixture_set_up, test_quick_add_refuses, fixture_tear_down);
  g_test_add ("/cases/quick-add-elsewhere", Fixture, NULL, fixture_set_up, test_quick_add_elsewhere, fixture_tear_down);
  return g_test_run ();
}
