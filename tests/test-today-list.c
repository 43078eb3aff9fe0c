/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Today's lists: an activity changed in its row, deleted, undone; what is due, ticked off. */
#include <signal.h>
#include <sys/resource.h>

#include <adwaita.h>

#include "app/qh-application.h"
#include "fixture.h"
#include "store/qh-store-lists.h"
#include "today-fixture.h"
#include "ui/today/qh-activity-row.h"
#include "ui/today/qh-pending-list.h"

/* Tests */

static gboolean
is_gone (gpointer data)
{
  return count_today (data) == 0;
}

static void
test_delete_and_undo (Today        *today,
                      gconstpointer data)
{
  Day *day = &today->day;
  g_autoptr (QhRecord) before = NULL, after = NULL;
  QhActivityRow *row;
  GtkButton *undo;

  log_favourite (day);
  before = get_first (day);
  row = find_widget (day->page, QH_TYPE_ACTIVITY_ROW, NULL);
  g_assert_nonnull (row);
  gtk_widget_grab_focus (GTK_WIDGET (row));
  gtk_widget_activate_action (GTK_WIDGET (row), "day.delete", NULL);
  wait_for (is_gone, day);
  settle ();
  g_assert_null (find_widget (day->page, QH_TYPE_ACTIVITY_ROW, NULL));
  undo = find_widget (day->window, GTK_TYPE_BUTTON, "Undo");
  g_assert_nonnull (undo);
  g_signal_emit_by_name (undo, "clicked");
  wait_for_count (day, 1);
  after = get_first (day);
  g_assert_cmpint (after->id, ==, before->id);
  for (guint i = 0; i < before->n_values; i++)
    g_assert_true (qh_value_equal (&before->values[i], &after->values[i]));
  g_assert_nonnull (find_widget (day->page, QH_TYPE_ACTIVITY_ROW, NULL));
}

static gboolean
is_twenty (gpointer data)
{
  g_autoptr (QhRecord) activity = get_first (data);

  return qh_record_get_integer (activity, "minutes") == 20;
}

static void
test_edit_in_place (Today        *today,
                    gconstpointer data)
{
  Day *day = &today->day;
  g_autoptr (QhRecord) activity = NULL;
  QhActivityRow *row;
  GtkWidget *minutes;
  GtkWidget *note;

  log_favourite (day);
  row = find_widget (day->page, QH_TYPE_ACTIVITY_ROW, NULL);
  gtk_widget_grab_focus (GTK_WIDGET (row));
  gtk_widget_activate_action (GTK_WIDGET (row), "day.edit", NULL);
  g_assert_true (qh_activity_row_is_editing (row));
  minutes = child_of (row, QH_TYPE_ACTIVITY_ROW, "edit_minutes");
  note = child_of (row, QH_TYPE_ACTIVITY_ROW, "edit_note");

  gtk_editable_set_text (GTK_EDITABLE (minutes), "veinte");
  gtk_editable_set_text (GTK_EDITABLE (note), "Volver el lunes");
  qh_activity_row_save (row);
  g_assert_true (qh_activity_row_is_editing (row));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (note)), ==, "Volver el lunes");

  gtk_editable_set_text (GTK_EDITABLE (minutes), "20");
  qh_activity_row_save (row);
  wait_for (is_twenty, day);
  settle ();
  g_assert_false (qh_activity_row_is_editing (row));
  activity = get_first (day);
  g_assert_cmpstr (qh_record_get_text (activity, "note"), ==, "Volver el lunes");
}

/* A line of text holds 64 KiB: a longer note stays whole while the rest is changed. */
static void
test_edit_beside_a_long_note (Today        *today,
                              gconstpointer data)
{
  Day *day = &today->day;
  g_autofree char *written = g_strnfill (80000, 'x');
  g_autoptr (QhRecord) activity = NULL;
  QhActivityRow *row;

  log_favourite (day);
  activity = get_first (day);
  qh_record_set_text (activity, "note", written);
  fixture_put (day->store.store, g_steal_pointer (&activity));
  settle ();
  row = find_widget (day->page, QH_TYPE_ACTIVITY_ROW, NULL);
  gtk_widget_grab_focus (GTK_WIDGET (row));
  gtk_widget_activate_action (GTK_WIDGET (row), "day.edit", NULL);
  gtk_editable_set_text (GTK_EDITABLE (child_of (row, QH_TYPE_ACTIVITY_ROW, "edit_minutes")), "20");
  qh_activity_row_save (row);
  wait_for (is_twenty, day);
  settle ();
  activity = get_first (day);
  g_assert_true (g_str_equal (qh_record_get_text (activity, "note"), written));
}

static void
test_row_name (Today        *today,
               gconstpointer data)
{
  Day *day = &today->day;
  QhRecord *activity = fixture_new_activity (day->store.store);
  QhActivityRow *row;

  qh_record_set_integer (activity, "date", qh_day_today ());
  qh_record_set_integer (activity, "start", 13 * 60 + 50);
  qh_record_set_integer (activity, "case", today->guadalupe);
  qh_record_set_integer (activity, "minutes", 25);
  qh_record_set_integer (activity, "outcome", fixture_code (day->store.store, "outcome", "R03"));
  fixture_put (day->store.store, activity);
  settle ();
  row = find_widget (day->page, QH_TYPE_ACTIVITY_ROW, NULL);
  g_assert_nonnull (row);
  gtk_test_accessible_assert_property (row, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "13:50, Visita domiciliaria, Guadalupe López Ejemplo, 25 minutes, parcialmente logrado");
}

static gboolean
is_done (gpointer data)
{
  g_autoptr (GPtrArray) items = qh_store_list_pending (((Day *) data)->store.store, 0, 10, NULL);

  return items->len == 0;
}

static gboolean
is_pending (gpointer data)
{
  return !is_done (data);
}

static void
test_pending (Today        *self,
              gconstpointer data)
{
  Day *day = &self->day;
  QhRecord *item = qh_store_new_record (day->store.store, QH_KIND_ACTION_ITEM);
  QhDay today = qh_day_today ();
  GtkWidget *list;
  g_autofree char *late = qh_pending_describe_due (today - 1, today);
  g_autofree char *now = qh_pending_describe_due (today, today);

  g_assert_cmpstr (late, ==, "was due yesterday");
  g_assert_cmpstr (now, ==, "today");
  qh_record_set_text (item, "task", "Enviar informe social al juzgado");
  qh_record_set_integer (item, "due", today - 1);
  qh_record_set_integer (item, "worker", day->store.worker);
  fixture_put (day->store.store, item);
  settle ();
  list = find_widget (day->page, QH_TYPE_PENDING_LIST, NULL);
  gtk_check_button_set_active (find_widget (list, GTK_TYPE_CHECK_BUTTON, NULL), TRUE);
  wait_for (is_done, day);
  settle ();
  g_assert_null (find_widget (list, GTK_TYPE_CHECK_BUTTON, NULL));
  g_signal_emit_by_name (find_widget (day->window, GTK_TYPE_BUTTON, "Undo"), "clicked");
  wait_for (is_pending, day);
}

static gboolean
is_unticked (gpointer check)
{
  return !gtk_check_button_get_active (check);
}

/* Where there is no room the item is not done, and its tick does not say so. */
static void
test_refused_tick (Today        *today,
                   gconstpointer data)
{
  Day *day = &today->day;
  QhRecord *item = qh_store_new_record (day->store.store, QH_KIND_ACTION_ITEM);
  struct rlimit all, none;
  GtkWidget *check;

  qh_record_set_text (item, "task", "Llamar a la clínica");
  qh_record_set_integer (item, "worker", day->store.worker);
  fixture_put (day->store.store, item);
  settle ();
  check = find_widget (find_widget (day->page, QH_TYPE_PENDING_LIST, NULL), GTK_TYPE_CHECK_BUTTON, NULL);
  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &all), ==, 0);
  none = (struct rlimit) { 1, all.rlim_max };
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &none), ==, 0);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);
  wait_for (is_unticked, check);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &all), ==, 0);
  g_assert_true (is_pending (day));
}

static void
add_tests (QhApplication *application)
{
#define ADD(path, function) g_test_add ("/today/" path, Today, application, today_set_up, function, today_tear_down)
  ADD ("delete-and-undo", test_delete_and_undo);
  ADD ("edit-in-place", test_edit_in_place);
  ADD ("edit-beside-a-long-note", test_edit_beside_a_long_note);
  ADD ("row-name", test_row_name);
  ADD ("pending", test_pending);
  ADD ("refused-tick", test_refused_tick);
}

int
main (int argc, char *argv[])
{
  return day_run (argc, argv, add_tests);
}
