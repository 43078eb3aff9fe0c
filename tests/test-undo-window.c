/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Undo and redo in the window, with its real widgets and keys. */
#include "day-fixture.h"
#include "store/qh-undo.h"

#define ROWS 20000

static gboolean
has_redo (gpointer window)
{
  return has_button (window, "Redo");
}

static gboolean
has_dialog (gpointer data)
{
  return find_dialog () != NULL;
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

typedef struct
{
  GtkWidget *text;
  const char *expected;
} Typed;

static gboolean
is_typed (gpointer data)
{
  const Typed *typed = data;

  return g_str_equal (gtk_editable_get_text (GTK_EDITABLE (typed->text)), typed->expected);
}

static void
wait_for_text (GtkWidget  *text,
               const char *expected)
{
  Typed typed = { text, expected };

  wait_for (is_typed, &typed);
}

/* A key first undoes what was typed; with nothing of its own to undo the field lets it pass. */
static void
test_keys (Day          *day,
           gconstpointer data)
{
  GtkWidget *type = find_widget (child_of (day->entry, QH_TYPE_ENTRY_LINE, "type"), GTK_TYPE_TEXT, NULL);

  if (!can_press_keys ())
    return;
  log_favourite (day);
  gtk_widget_grab_focus (type);
  press_keys (day->window, "v i s");
  wait_for_text (type, "vis");
  press_keys (day->window, "ctrl+z");
  wait_for_text (type, "");
  g_assert_cmpuint (count_today (day), ==, 1);
  press_keys (day->window, "ctrl+z");
  wait_for_count (day, 0);
  press_keys (day->window, "ctrl+shift+z");
  /* The field has its own word to do again. */
  wait_for_text (type, "vis");
  g_assert_cmpuint (count_today (day), ==, 0);
  press_keys (day->window, "ctrl+shift+z");
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

static void
add_tests (QhApplication *application)
{
#define ADD(path, function) g_test_add ("/undo-window/" path, Day, application, day_set_up, function, day_tear_down)
  ADD ("toast", test_toast);
  ADD ("keys", test_keys);
  ADD ("twice", test_twice);
  ADD ("in-the-way", test_in_the_way);
  ADD ("cancel", test_cancel);
  ADD ("nothing", test_nothing);
}

int
main (int   argc,
      char *argv[])
{
  return day_run (argc, argv, add_tests);
}
