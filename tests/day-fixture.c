/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "day-fixture.h"

#include "ui/today/qh-today-page.h"

/* Set up */

static gboolean
is_active (gpointer data)
{
  return gtk_widget_get_mapped (data);
}

/* Opens the window on Today, once the workspace is as a test wants it. */
void
day_open (Day           *day,
          QhApplication *application)
{
  day->window = qh_window_new (application);
  gtk_window_set_default_size (GTK_WINDOW (day->window), 1270, 800);
  qh_window_take_store (day->window, day->store.store);
  gtk_window_present (GTK_WINDOW (day->window));
  day->page = find_widget (day->window, QH_TYPE_TODAY_PAGE, NULL);
  day->entry = child_of (day->page, QH_TYPE_TODAY_PAGE, "entry");
  wait_for (is_active, day->page);
  day->session = g_object_ref (qh_window_get_session (day->window));
  settle ();
}

void
day_set_up (Day          *day,
            gconstpointer data)
{
  fixture_set_up (&day->store, NULL);
  day_open (day, QH_APPLICATION ((gpointer) data));
}

void
day_tear_down (Day          *day,
               gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (day->window));
  settle ();
  g_object_unref (day->session);
  fixture_tear_down (&day->store, NULL);
}

/* What the workspace holds */

GPtrArray *
list_day (Day  *day,
          QhDay date)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *activities = qh_store_list_day (day->store.store, date, 0, &error);

  g_assert_no_error (error);
  return activities;
}

guint
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

void
wait_for_count (Day  *day,
                guint n)
{
  Count count = { day, n };

  wait_for (is_count, &count);
  settle ();
}

void
log_favourite (Day *day)
{
  guint before = count_today (day);

  gtk_widget_activate_action (day->page, "today.favourite", "u", 2);
  g_assert_true (qh_entry_line_log (day->entry));
  wait_for_count (day, before + 1);
}

/* The last change but for the backup, which comes by itself. */
QhLogChange *
get_last (Day *day)
{
  g_autoptr (GPtrArray) changes = qh_log_list (day->store.store, NULL, 10, NULL);

  for (guint i = 0; i < changes->len; i++)
    if (((QhLogChange *) g_ptr_array_index (changes, i))->action != QH_ACTION_BACK_UP)
      return qh_log_change_copy (g_ptr_array_index (changes, i));
  g_assert_not_reached ();
}

QhAction
get_last_action (Day *day)
{
  g_autoptr (QhLogChange) last = get_last (day);

  return last->action;
}

/* Makes the application, lets it be tested. */
int
day_run (int    argc,
         char  *argv[],
         void (*add_tests) (QhApplication *application))
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
  add_tests (application);
  return g_test_run ();
}
