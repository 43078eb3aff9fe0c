/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Undo, redo and history in the window, with its real widgets and keys. */
#include <adwaita.h>
#include <gdk/x11/gdkx.h>

#include "app/qh-application.h"
#include "app/qh-window.h"
#include "fixture.h"
#include "store/qh-change-words.h"
#include "store/qh-store-lists.h"
#include "store/qh-database.h"
#include "store/qh-undo.h"
#include "ui/history/qh-history-row.h"
#include "ui/history/qh-history-window.h"
#include "ui/settings/qh-settings-audit.h"
#include "ui/today/qh-entry-line.h"
#include "ui/today/qh-today-page.h"

#define PATIENCE (180 * G_USEC_PER_SEC)
#define ROWS 20000

typedef struct
{
  Fixture store;
  QhWindow *window;
  QhSession *session;
  GtkWidget *page;
  QhEntryLine *entry;
} Day;

/* Waiting */

typedef gboolean (*Condition) (gpointer data);

static void
wait_for (Condition condition,
          gpointer  data)
{
  gint64 end = g_get_monotonic_time () + PATIENCE;

  while (!condition (data))
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      if (!g_main_context_iteration (NULL, FALSE))
        g_usleep (2000);
    }
}

static void
settle (void)
{
  gint64 end = g_get_monotonic_time () + 120 * 1000;

  while (g_get_monotonic_time () < end)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (1000);
}

/* Keys, through the X server as a keyboard's come */

static gboolean
has_exited (gpointer data)
{
  return g_subprocess_get_identifier (data) == NULL;
}

static guint
press (Day        *day,
       const char *keys)
{
  g_autofree char *xid = g_strdup_printf ("%lu", gdk_x11_surface_get_xid (gtk_native_get_surface (GTK_NATIVE (day->window))));
  g_auto (GStrv) strokes = g_strsplit (keys, " ", -1);
  g_autoptr (GStrvBuilder) arguments = g_strv_builder_new ();
  g_auto (GStrv) argv = NULL;
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;

  g_strv_builder_add_many (arguments, "xdotool", "windowfocus", xid, "key", "--delay", "40", NULL);
  g_strv_builder_addv (arguments, (const char **) strokes);
  argv = g_strv_builder_end (arguments);
  process = g_subprocess_newv ((const char *const *) argv, G_SUBPROCESS_FLAGS_NONE, &error);
  g_assert_no_error (error);
  wait_for (has_exited, process);
  settle ();
  return g_strv_length (strokes);
}

static gboolean
can_press (void)
{
  g_autofree char *xdotool = g_find_program_in_path ("xdotool");

  if (xdotool == NULL || !GDK_IS_X11_DISPLAY (gdk_display_get_default ()))
    {
      g_test_skip ("keys need xdotool and X");
      return FALSE;
    }
  return TRUE;
}

/* Finding */

static gpointer
find_widget (gpointer    root,
             GType       type,
             const char *label)
{
  if (g_type_is_a (G_OBJECT_TYPE (root), type) && (label == NULL || g_strcmp0 (gtk_button_get_label (root), label) == 0))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      gpointer found = find_widget (child, type, label);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static GPtrArray *
list_day (Day  *day,
          QhDay date)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *activities = qh_store_list_day (day->store.store, date, 0, &error);

  g_assert_no_error (error);
  return activities;
}

static guint
count_today (Day *day)
{
  g_autoptr (GPtrArray) activities = list_day (day, qh_day_today ());

  return activities->len;
}

typedef struct
{
  Day *day;
  guint n;
} Count;

static gboolean
is_count (gpointer data)
{
  return count_today (((Count *) data)->day) == ((Count *) data)->n;
}

static void
wait_for_count (Day  *day,
                guint n)
{
  Count count = { day, n };

  wait_for (is_count, &count);
  settle ();
}

static gpointer
child_of (gpointer    widget,
          GType       type,
          const char *name)
{
  GObject *child = gtk_widget_get_template_child (widget, type, name);

  g_assert_nonnull (child);
  return child;
}

/* Set up */

static gboolean
is_active (gpointer data)
{
  return gtk_widget_get_mapped (data);
}

static void
set_up (Day          *day,
        gconstpointer data)
{
  fixture_set_up (&day->store, NULL);
  day->window = qh_window_new (QH_APPLICATION ((gpointer) data));
  gtk_window_set_default_size (GTK_WINDOW (day->window), 1270, 800);
  qh_window_take_store (day->window, day->store.store);
  gtk_window_present (GTK_WINDOW (day->window));
  day->page = find_widget (day->window, QH_TYPE_TODAY_PAGE, NULL);
  day->entry = child_of (day->page, QH_TYPE_TODAY_PAGE, "entry");
  wait_for (is_active, day->page);
  day->session = qh_session_new (day->store.store);
  settle ();
}

static void
tear_down (Day          *day,
           gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (day->window));
  settle ();
  g_object_unref (day->session);
  fixture_tear_down (&day->store, NULL);
}

static void
log_favourite (Day *day)
{
  guint before = count_today (day);

  gtk_widget_activate_action (day->page, "today.favourite", "u", 2);
  g_assert_true (qh_entry_line_log (day->entry));
  wait_for_count (day, before + 1);
}

static gboolean
has_button (gpointer    root,
            const char *label)
{
  return find_widget (root, GTK_TYPE_BUTTON, label) != NULL;
}

static gboolean
has_redo (gpointer window)
{
  return has_button (window, "Redo");
}

static GtkWidget *
find_dialog (void)
{
  GListModel *toplevels = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (toplevels, i);

      if (ADW_IS_MESSAGE_DIALOG (window))
        return window;
    }
  return NULL;
}

static gboolean
has_dialog (gpointer data)
{
  return find_dialog () != NULL;
}

static gboolean
has_no_dialog (gpointer data)
{
  return find_dialog () == NULL;
}

/* The last change but for the backup, which comes by itself. */
static QhLogChange *
get_last (Day *day)
{
  g_autoptr (GPtrArray) changes = qh_log_list (day->store.store, NULL, 10, NULL);

  for (guint i = 0; i < changes->len; i++)
    if (((QhLogChange *) g_ptr_array_index (changes, i))->action != QH_ACTION_BACK_UP)
      return qh_log_change_copy (g_ptr_array_index (changes, i));
  g_assert_not_reached ();
}

static QhAction
get_last_action (Day *day)
{
  g_autoptr (QhLogChange) last = get_last (day);

  return last->action;
}

/* Tests */

/* The button of the toast takes back what was logged, as the log says, and Redo does it again. */
static void
test_toast (Day          *day,
            gconstpointer data)
{
  log_favourite (day);
  g_assert_true (has_button (day->window, "Undo"));
  g_signal_emit_by_name (find_widget (day->window, GTK_TYPE_BUTTON, "Undo"), "clicked");
  wait_for_count (day, 0);
  g_assert_cmpint (get_last_action (day), ==, QH_ACTION_UNDO);
  wait_for (has_redo, day->window);
  g_signal_emit_by_name (find_widget (day->window, GTK_TYPE_BUTTON, "Redo"), "clicked");
  wait_for_count (day, 1);
  g_assert_cmpint (get_last_action (day), ==, QH_ACTION_REDO);
}

/* A key first undoes what was typed; with nothing of its own to undo the field lets it pass. */
static void
test_keys (Day          *day,
           gconstpointer data)
{
  GtkWidget *type = find_widget (child_of (day->entry, QH_TYPE_ENTRY_LINE, "type"), GTK_TYPE_TEXT, NULL);

  if (!can_press ())
    return;
  log_favourite (day);
  gtk_widget_grab_focus (type);
  press (day, "v i s");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (type)), ==, "vis");
  press (day, "ctrl+z");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (type)), ==, "");
  g_assert_cmpuint (count_today (day), ==, 1);
  press (day, "ctrl+z");
  wait_for_count (day, 0);
  press (day, "ctrl+shift+z");
  /* The field has its own word to do again. */
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (type)), ==, "vis");
  g_assert_cmpuint (count_today (day), ==, 0);
  press (day, "ctrl+shift+z");
  wait_for_count (day, 1);
}

/* Two keys one right after the other undo two things. */
static void
test_twice (Day          *day,
            gconstpointer data)
{
  log_favourite (day);
  log_favourite (day);
  gtk_widget_activate_action (GTK_WIDGET (day->window), "win.undo", NULL);
  gtk_widget_activate_action (GTK_WIDGET (day->window), "win.undo", NULL);
  wait_for_count (day, 0);
}

/* What stands in the way is said in full. */
static void
test_in_the_way (Day          *day,
                 gconstpointer data)
{
  g_autoptr (GPtrArray) activities = NULL;
  g_autoptr (QhLogChange) first = NULL;
  QhRecord *edited;
  const char *body;

  log_favourite (day);
  first = qh_store_find_undo (day->store.store, NULL);
  activities = list_day (day, qh_day_today ());
  edited = qh_record_copy (g_ptr_array_index (activities, 0));
  qh_record_set_integer (edited, "minutes", 77);
  fixture_put (day->store.store, edited);
  gtk_widget_activate_action (GTK_WIDGET (day->window), "win.take-back", "x", first->sequence);
  wait_for (has_dialog, NULL);
  body = adw_message_dialog_get_body (ADW_MESSAGE_DIALOG (find_dialog ()));
  g_assert_nonnull (strstr (body, "changed afterwards"));
  g_assert_cmpuint (count_today (day), ==, 1);
  gtk_window_destroy (GTK_WINDOW (find_dialog ()));
  wait_for (has_no_dialog, NULL);
}

/* What takes long shows how far it is and can be stopped; then nothing was undone. */
static void
test_cancel (Day          *day,
             gconstpointer data)
{
  g_autoptr (QhChange) change = qh_change_new ();
  g_autoptr (GError) error = NULL;

  change->action = QH_ACTION_IMPORT;
  for (guint i = 0; i < ROWS; i++)
    qh_change_put (change, fixture_new_activity (day->store.store));
  g_assert_true (qh_store_apply (day->store.store, change, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  settle ();
  gtk_widget_activate_action (GTK_WIDGET (day->window), "win.undo", NULL);
  wait_for (has_dialog, NULL);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (find_dialog ()), "cancel");
  wait_for (has_no_dialog, NULL);
  settle ();
  g_assert_cmpint (qh_store_count (day->store.store, QH_KIND_ACTIVITY), ==, ROWS);
  g_assert_cmpint (get_last_action (day), ==, QH_ACTION_IMPORT);
}

/* Nothing to undo is no error to read. */
static void
test_nothing (Day          *day,
              gconstpointer data)
{
  gtk_widget_activate_action (GTK_WIDGET (day->window), "win.redo", NULL);
  settle ();
  g_assert_null (find_dialog ());
  qh_window_lock (day->window);
  g_assert_false (g_action_group_get_action_enabled (G_ACTION_GROUP (day->window), "undo"));
}

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
  adw_view_stack_set_visible_child_name (ADW_VIEW_STACK (gtk_widget_get_ancestor (audit, ADW_TYPE_VIEW_STACK)), "audit");
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
  GtkWidget *dialog = find_dialog ();

  return dialog != NULL && says (dialog, "Change 1 of the log");
}

/* The button tells that the file is whole, and what is wrong when a byte of the log was changed. */
static void
test_check (Day          *day,
            gconstpointer data)
{
  g_autoptr (QhDatabase) database = NULL;
  g_autoptr (GError) error = NULL;
  GtkWidget *audit, *check;

  qh_window_show_page (day->window, "settings");
  audit = find_widget (day->window, QH_TYPE_SETTINGS_AUDIT, NULL);
  adw_view_stack_set_visible_child_name (ADW_VIEW_STACK (gtk_widget_get_ancestor (audit, ADW_TYPE_VIEW_STACK)), "audit");
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
  wait_for (says_damaged, NULL);
  gtk_window_destroy (GTK_WINDOW (find_dialog ()));
  settle ();
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (QhApplication) application = NULL;
  g_autoptr (GError) error = NULL;

  g_setenv ("LC_ALL", "C.UTF-8", TRUE);
  g_unsetenv ("LANGUAGE");
  gtk_test_init (&argc, &argv, NULL);
  application = qh_application_new (NULL);
  g_application_set_flags (G_APPLICATION (application), G_APPLICATION_NON_UNIQUE);
  g_application_register (G_APPLICATION (application), NULL, &error);
  g_assert_no_error (error);
#define ADD(path, function) g_test_add ("/undo-window/" path, Day, application, set_up, function, tear_down)
  ADD ("toast", test_toast);
  ADD ("check", test_check);
  ADD ("keys", test_keys);
  ADD ("twice", test_twice);
  ADD ("in-the-way", test_in_the_way);
  ADD ("cancel", test_cancel);
  ADD ("nothing", test_nothing);
  ADD ("opening", test_opening);
  ADD ("history", test_history);
  ADD ("audit", test_audit);
  return g_test_run ();
}
