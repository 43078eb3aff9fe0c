/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A worker's schedules and leaves, in the real window. */
#include "day-fixture.h"
#include "ui/forms/qh-boxes-editor.h"
#include "ui/forms/qh-record-dialog.h"
#include "ui/settings/qh-calendar-window.h"
#include "ui/settings/qh-settings-unit.h"

static gboolean
has_form (gpointer wanted)
{
  return (find_toplevel (QH_TYPE_RECORD_DIALOG) != NULL) == GPOINTER_TO_INT (wanted);
}

static void
find_rows (GtkWidget *widget, GPtrArray *rows)
{
  if (ADW_IS_ACTION_ROW (widget))
    g_ptr_array_add (rows, widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    find_rows (child, rows);
}

static guint
count_rows (const char *group)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();

  find_rows (child_of (find_toplevel (QH_TYPE_CALENDAR_WINDOW), QH_TYPE_CALENDAR_WINDOW, group), rows);
  return rows->len;
}

static AdwActionRow *
get_row (const char *group, guint position)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();

  find_rows (child_of (find_toplevel (QH_TYPE_CALENDAR_WINDOW), QH_TYPE_CALENDAR_WINDOW, group), rows);
  return g_ptr_array_index (rows, position);
}

static gboolean
has_no_schedule (gpointer data)
{
  return count_rows ("schedules_group") == 0;
}

static gboolean
has_one_schedule (gpointer data)
{
  return count_rows ("schedules_group") == 1;
}

static gboolean
has_two_schedules (gpointer data)
{
  return count_rows ("schedules_group") == 2;
}

static gboolean
has_one_leave (gpointer data)
{
  return count_rows ("leaves_group") == 1;
}

static GtkWidget *
find_icon_button (GtkWidget *widget, const char *icon)
{
  GtkWidget *found = NULL;

  if (GTK_IS_BUTTON (widget) && g_strcmp0 (gtk_button_get_icon_name (GTK_BUTTON (widget)), icon) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_icon_button (child, icon);
  return found;
}

static void
click (gpointer button)
{
  g_signal_emit_by_name (button, "clicked");
}

static gboolean
has_calendar_button (gpointer page)
{
  return find_icon_button (page, "x-office-calendar-symbolic") != NULL;
}

static QhCalendarWindow *
open_calendar (Day *day)
{
  GtkWidget *unit;

  qh_window_show_page (day->window, "settings");
  unit = find_widget (day->window, QH_TYPE_SETTINGS_UNIT, NULL);
  wait_for (has_calendar_button, unit);
  click (find_icon_button (unit, "x-office-calendar-symbolic"));
  g_assert_nonnull (find_toplevel (QH_TYPE_CALENDAR_WINDOW));
  settle ();
  return find_toplevel (QH_TYPE_CALENDAR_WINDOW);
}

static QhRecordForm *
add (QhCalendarWindow *window, const char *button)
{
  click (child_of (window, QH_TYPE_CALENDAR_WINDOW, button));
  wait_for (has_form, GINT_TO_POINTER (TRUE));
  return qh_record_dialog_get_form (find_toplevel (QH_TYPE_RECORD_DIALOG));
}

static gboolean
can_save (gpointer data)
{
  return gtk_widget_get_sensitive (child_of (find_toplevel (QH_TYPE_RECORD_DIALOG), QH_TYPE_RECORD_DIALOG, "save"));
}

static void
save (gboolean goes)
{
  gtk_widget_activate_action (find_toplevel (QH_TYPE_RECORD_DIALOG), "dialog.save", NULL);
  if (goes)
    wait_for (has_form, GINT_TO_POINTER (FALSE));
  else
    wait_for (can_save, NULL);
}

static void
tick_days (QhRecordForm *form, guint n)
{
  GtkWidget *box = gtk_widget_get_first_child (find_widget (form, QH_TYPE_BOXES_EDITOR, NULL));

  for (guint i = 0; i < n; i++, box = gtk_widget_get_next_sibling (box))
    gtk_check_button_set_active (GTK_CHECK_BUTTON (box), TRUE);
}

static QhRecord *
get_schedule (Day *day, guint position)
{
  g_autoptr (GPtrArray) all = qh_store_list_all (day->store.store, QH_KIND_SCHEDULE, NULL);

  return qh_record_copy (g_ptr_array_index (all, position));
}

/* A schedule is added, the next one ends it, both are undone at once; it is removed, and put back. */
static void
test_schedules (Day *day, gconstpointer data)
{
  QhCalendarWindow *window = open_calendar (day);
  QhRecordForm *form = add (window, "add_schedule");
  g_autoptr (QhRecord) first = NULL;
  QhDay today = qh_day_today ();

  qh_record_form_set_integer (form, "begins", today - 100);
  qh_record_form_set_integer (form, "minutes_a_day", 450);
  save (FALSE); /* no day of the week */
  g_assert_true (has_form (GINT_TO_POINTER (TRUE)));
  tick_days (form, 5);
  save (TRUE);
  wait_for (has_one_schedule, NULL);
  g_assert_true (g_str_has_suffix (adw_action_row_get_subtitle (get_row ("schedules_group", 0)), "Friday: 7 h 30 min a day"));
  form = add (window, "add_schedule"); /* as the last one, from today on */
  save (TRUE);
  wait_for (has_two_schedules, NULL);
  first = get_schedule (day, 0);
  g_assert_cmpint (qh_record_get_integer (first, "ends"), ==, today - 1);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.undo", NULL);
  wait_for (has_one_schedule, NULL);
  qh_record_free (first);
  first = get_schedule (day, 0);
  g_assert_false (qh_record_is_set (first, "ends"));
  click (find_icon_button (GTK_WIDGET (get_row ("schedules_group", 0)), "user-trash-symbolic"));
  wait_for (has_no_schedule, NULL);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.undo", NULL);
  wait_for (has_one_schedule, NULL);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
fill_leave (Day *day, QhRecordForm *form, QhDay begins, QhDay ends)
{
  qh_record_form_set_integer (form, "begins", begins);
  qh_record_form_set_integer (form, "ends", ends);
  qh_record_form_set_integer (form, "reason", fixture_code (day->store.store, "leave_reason", "V01"));
}

/* What ends before it begins, and what overlaps, stays in the form with the reason; then it is changed. */
static void
test_leaves (Day *day, gconstpointer data)
{
  QhCalendarWindow *window = open_calendar (day);
  QhRecordForm *form = add (window, "add_leave");
  QhDay today = qh_day_today ();

  fill_leave (day, form, today, today - 1);
  save (FALSE);
  g_assert_true (has_form (GINT_TO_POINTER (TRUE)));
  fill_leave (day, form, today, today + 4);
  save (TRUE);
  wait_for (has_one_leave, NULL);
  form = add (window, "add_leave");
  fill_leave (day, form, today + 4, today + 6);
  save (FALSE);
  g_assert_true (has_form (GINT_TO_POINTER (TRUE)));
  g_assert_cmpint (qh_store_count (day->store.store, QH_KIND_LEAVE), ==, 1);
  gtk_window_destroy (find_toplevel (QH_TYPE_RECORD_DIALOG));
  g_signal_emit_by_name (get_row ("leaves_group", 0), "activated");
  wait_for (has_form, GINT_TO_POINTER (TRUE));
  form = qh_record_dialog_get_form (find_toplevel (QH_TYPE_RECORD_DIALOG));
  qh_record_form_set_integer (form, "ends", today + 1); /* its own days are no others */
  save (TRUE);
  settle ();
  g_assert_cmpuint (count_rows ("leaves_group"), ==, 1);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
add_tests (QhApplication *application)
{
  g_test_add ("/calendar-window/schedules", Day, application, day_set_up, test_schedules, day_tear_down);
  g_test_add ("/calendar-window/leaves", Day, application, day_set_up, test_leaves, day_tear_down);
}

int
main (int argc, char *argv[])
{
  return day_run (argc, argv, add_tests);
}
