/* SPDX-License-Identifier: GPL-3.0-or-later */
/* History and the log in the window, with its real widgets. */
#include "day-fixture.h"
#include "store/qh-database.h"
#include "ui/cases/qh-cases-page.h"
#include "ui/cases/qh-case-page.h"
#include "ui/backups/qh-damage-page.h"
#include "ui/history/qh-history-row.h"
#include "ui/history/qh-history-window.h"
#include "ui/settings/qh-settings-audit.h"
#include "ui/settings/qh-settings-page.h"

/* Events */

static guint
count_actions (Day     *day,
               QhAction action)
{
  g_autoptr (GPtrArray) changes = qh_log_list (day->store.store, NULL, 1000, NULL);
  guint n = 0;

  for (guint i = 0; i < changes->len; i++)
    n += ((QhLogChange *) g_ptr_array_index (changes, i))->action == action;
  return n;
}

static gboolean
is_opening_logged (gpointer data)
{
  return count_actions (data, QH_ACTION_OPEN_CASE) == 1;
}

/* The opening of a case is logged, but not again within the minute. */
static void
test_opening (Day          *day,
              gconstpointer data)
{
  QhRecord *record = fixture_new_case (day->store.store);
  g_autoptr (QhLogChange) last = NULL;
  gint64 id;

  qh_record_set_text (record, "name", "Familia Ficticia");
  id = fixture_put (day->store.store, record);
  gtk_widget_activate_action (GTK_WIDGET (day->window), "win.open-case", "x", id);
  wait_for (is_opening_logged, day);
  last = get_last (day);
  g_assert_cmpint (last->about_id, ==, id);
  gtk_widget_activate_action (GTK_WIDGET (day->window), "win.show-page", "s", "today");
  gtk_widget_activate_action (GTK_WIDGET (day->window), "win.open-case", "x", id);
  settle ();
  settle ();
  g_assert_cmpuint (count_actions (day, QH_ACTION_OPEN_CASE), ==, 1);
}

static const char *
get_shown (Day *day)
{
  return qh_window_get_page (day->window);
}

/* A case that was found in a chart goes back there; one that was opened in the list, to the list. */
static void
test_following (Day          *day,
                gconstpointer data)
{
  static const char *const trail[] = { "Charts", "Type: Home visit", "Rows: 1 activity", NULL };
  QhRecord *record = fixture_new_case (day->store.store);
  GtkWidget *page;
  gint64 id;

  qh_record_set_text (record, "name", "Familia Ficticia");
  id = fixture_put (day->store.store, record);
  gtk_widget_activate_action_variant (GTK_WIDGET (day->window), "win.follow-case", g_variant_new ("(x^as)", id, trail));
  settle ();
  g_assert_cmpstr (get_shown (day), ==, "cases");
  page = child_of (qh_window_get_page_widget (day->window), QH_TYPE_CASES_PAGE, "page");
  g_assert_cmpint (qh_case_page_get_id (QH_CASE_PAGE (page)), ==, id);
  gtk_widget_activate_action (page, "case.back", NULL);
  g_assert_cmpstr (get_shown (day), ==, "charts");
  gtk_widget_activate_action (GTK_WIDGET (day->window), "win.open-case", "x", id);
  gtk_widget_activate_action (page, "case.back", NULL);
  g_assert_cmpstr (get_shown (day), ==, "cases");
}

/* History */

static gboolean
has_versions (gpointer window)
{
  return g_str_equal (gtk_stack_get_visible_child_name (child_of (window, QH_TYPE_HISTORY_WINDOW, "stack")), "versions");
}

static QhHistoryItem *
get_version (GtkWidget *window,
             guint      position)
{
  GtkListView *list = child_of (window, QH_TYPE_HISTORY_WINDOW, "list");
  g_autoptr (QhHistoryItem) item = g_list_model_get_item (G_LIST_MODEL (gtk_list_view_get_model (list)), position);

  return item;
}

static gboolean
is_thirty (gpointer data)
{
  g_autoptr (GPtrArray) activities = list_day (data, qh_day_today ());

  return qh_record_get_integer (g_ptr_array_index (activities, 0), "minutes") == 30;
}

/* The versions of an activity in words, and an earlier one put back by its button, with an undo. */
static void
test_history (Day          *day,
              gconstpointer data)
{
  QhRecord *record = fixture_new_activity (day->store.store);
  g_autoptr (QhRecord) edited = NULL;
  const QhHistoryEdit *edit;
  GtkWidget *history;
  gint64 id;

  qh_record_set_integer (record, "date", qh_day_today ());
  qh_record_set_integer (record, "minutes", 30);
  id = fixture_put (day->store.store, record);
  edited = qh_store_get (day->store.store, QH_KIND_ACTIVITY, id, NULL);
  qh_record_set_integer (edited, "minutes", 45);
  fixture_put (day->store.store, qh_record_copy (edited));
  history = qh_history_window_new (day->page, day->page, day->session, QH_KIND_ACTIVITY, id);
  gtk_window_present (GTK_WINDOW (history));
  wait_for (has_versions, history);
  settle ();
  g_assert_cmpstr (qh_history_item_get_what (get_version (history, 0)), ==, "Record changed · as it is now");
  g_assert_null (qh_history_item_get_record (get_version (history, 0)));
  g_assert_cmpuint (qh_history_item_get_edits (get_version (history, 0))->len, ==, 1);
  edit = g_ptr_array_index (qh_history_item_get_edits (get_version (history, 0)), 0);
  g_assert_cmpstr (edit->field, ==, "Minutes");
  g_assert_cmpstr (edit->before, ==, "30");
  g_assert_cmpstr (edit->after, ==, "45");
  g_assert_cmpstr (qh_history_item_get_what (get_version (history, 1)), ==, "Record added");
  g_assert_false (has_button (history, "_Restore This Version"));
  g_signal_emit_by_name (child_of (history, QH_TYPE_HISTORY_WINDOW, "list"), "activate", 1);
  settle ();
  g_signal_emit_by_name (find_widget (history, GTK_TYPE_BUTTON, "_Restore This Version"), "clicked");
  wait_for (is_thirty, day);
  settle ();
  g_assert_cmpint (get_last_action (day), ==, QH_ACTION_RESTORE);
  g_signal_emit_by_name (find_widget (day->window, GTK_TYPE_BUTTON, "Undo"), "clicked");
  settle ();
  g_assert_cmpint (get_last_action (day), ==, QH_ACTION_UNDO);
}

/* Audit */

static guint
find_action (QhAction action)
{
  for (guint i = 0; i < qh_action_get_n (); i++)
    if (qh_action_get_nth (i) == action)
      return i;
  g_assert_not_reached ();
}

#define CHANGES 450

static guint
count_rows (GtkWidget *audit)
{
  GtkColumnView *view = child_of (audit, QH_TYPE_SETTINGS_AUDIT, "view");

  return g_list_model_get_n_items (G_LIST_MODEL (gtk_column_view_get_model (view)));
}

static gboolean
has_first_window (gpointer audit)
{
  return count_rows (audit) == 200;
}

static gboolean
has_second_window (gpointer audit)
{
  return count_rows (audit) == 400;
}

static gboolean
has_one_row (gpointer audit)
{
  return count_rows (audit) == 1;
}

static gboolean
exists (gpointer path)
{
  return g_file_test (path, G_FILE_TEST_EXISTS);
}

/* The log is read as far as it is looked at, and filtered; the csv has all, as the command says it. */
static void
test_audit (Day          *day,
            gconstpointer data)
{
  g_autofree char *path = g_build_filename (day->store.folder, "log.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autofree char *contents = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) lines = NULL;
  GtkAdjustment *adjustment;
  GtkWidget *audit;

  for (guint i = 0; i < CHANGES; i++)
    {
      g_autoptr (QhChange) event = qh_change_new_event (i == 7 ? QH_ACTION_PRINT : QH_ACTION_EXPORT, 0, 0, "csv, 1");

      g_assert_true (qh_store_apply (day->store.store, event, NULL, NULL, NULL, &error));
    }
  qh_window_show_page (day->window, "settings");
  audit = find_widget (day->window, QH_TYPE_SETTINGS_AUDIT, NULL);
  qh_settings_page_show (QH_SETTINGS_PAGE (gtk_widget_get_ancestor (audit, QH_TYPE_SETTINGS_PAGE)), "audit");
  wait_for (has_first_window, audit);
  settle ();
  g_assert_cmpuint (count_rows (audit), ==, 200);
  adjustment = gtk_scrolled_window_get_vadjustment (child_of (audit, QH_TYPE_SETTINGS_AUDIT, "scrolled"));
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment));
  wait_for (has_second_window, audit);

  gtk_drop_down_set_selected (child_of (audit, QH_TYPE_SETTINGS_AUDIT, "action"), find_action (QH_ACTION_PRINT) + 1);
  wait_for (has_one_row, audit);
  qh_settings_audit_save (QH_SETTINGS_AUDIT (audit), file);
  wait_for (exists, path);
  settle ();
  g_assert_true (g_file_get_contents (path, &contents, NULL, NULL));
  lines = g_strsplit (contents, "\r\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 3);
  g_assert_cmpstr (lines[0], ==, "change,time,user,machine,action,records,what");
  g_assert_nonnull (strstr (lines[1], ",print,0,"));
  g_assert_nonnull (strstr (lines[1], "\"Printed: csv, 1\""));
  gtk_drop_down_set_selected (child_of (audit, QH_TYPE_SETTINGS_AUDIT, "action"), 0);
  gtk_editable_set_text (child_of (audit, QH_TYPE_SETTINGS_AUDIT, "until"), "2001-01-01");
  settle ();
  g_assert_cmpuint (count_rows (audit), ==, 0);
}

static gboolean
says (GtkWidget  *root,
      const char *text)
{
  if (GTK_IS_LABEL (root) && strstr (gtk_label_get_text (GTK_LABEL (root)), text) != NULL)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (says (child, text))
      return TRUE;
  return FALSE;
}

static gboolean
says_whole (gpointer window)
{
  return says (window, "The file is whole:");
}

static gboolean
says_damaged (gpointer data)
{
  Day *day = data;
  GtkWidget *page = find_widget (day->window, QH_TYPE_DAMAGE_PAGE, NULL);

  return gtk_widget_get_mapped (page) && says (page, "Change 1 of the log");
}

/* The button tells that the file is whole; when a byte of the log was changed, the
 * workspace closes where it says what is wrong and what can be done. */
static void
test_check (Day          *day,
            gconstpointer data)
{
  g_autoptr (QhDatabase) database = NULL;
  g_autoptr (GError) error = NULL;
  GtkWidget *audit, *check;

  qh_window_show_page (day->window, "settings");
  audit = find_widget (day->window, QH_TYPE_SETTINGS_AUDIT, NULL);
  qh_settings_page_show (QH_SETTINGS_PAGE (gtk_widget_get_ancestor (audit, QH_TYPE_SETTINGS_PAGE)), "audit");
  check = child_of (audit, QH_TYPE_SETTINGS_AUDIT, "check");
  g_signal_emit_by_name (check, "clicked");
  g_assert_false (gtk_widget_get_sensitive (check));
  wait_for (says_whole, day->window);
  wait_for (has_no_dialog, NULL);
  g_assert_true (gtk_widget_get_sensitive (check));

  database = qh_database_open (day->store.path, SQLITE_OPEN_READWRITE, &error);
  g_assert_no_error (error);
  g_assert_true (qh_database_exec (database, "UPDATE changes SET time = time + 1 WHERE sequence = 1", &error));
  g_signal_emit_by_name (check, "clicked");
  wait_for (says_damaged, day);
  g_assert_null (qh_window_get_store (day->window));
}

static void
add_tests (QhApplication *application)
{
#define ADD(path, function) g_test_add ("/history-window/" path, Day, application, day_set_up, function, day_tear_down)
  ADD ("check", test_check);
  ADD ("opening", test_opening);
  ADD ("following", test_following);
  ADD ("history", test_history);
  ADD ("audit", test_audit);
}

int
main (int   argc,
      char *argv[])
{
  return day_run (argc, argv, add_tests);
}
