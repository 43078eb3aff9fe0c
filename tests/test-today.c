/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Today's entry line: an activity logged by keyboard, on this day or another. */
#include <adwaita.h>

#include "app/qh-application.h"
#include "fixture.h"
#include "store/qh-store-lists.h"
#include "today-fixture.h"
#include "ui/today/qh-activity-row.h"
#include "ui/today/qh-entry-line.h"
#include "ui/today/qh-minutes.h"
#include "ui/today/qh-today-page.h"
#include "ui/widgets/qh-type-ahead.h"

#define MOST_KEYS 12

/* Tests */

/* A favourite kind of activity for another case with its minutes, without a
 * note: at most twelve keys; the same again: two. */
static void
test_keys (Today        *today,
           gconstpointer data)
{
  Day *day = &today->day;
  g_autoptr (QhRecord) activity = NULL;
  g_autoptr (GPtrArray) both = NULL;
  guint n;

  if (!can_press_keys ())
    return;
  n = press_keys (day->window, "alt+1 r o g Return Return");
  g_assert_cmpuint (n, <=, MOST_KEYS);
  wait_for_count (day, 1);
  activity = get_first (day);
  g_assert_cmpint (qh_record_get_integer (activity, "type"), ==, fixture_code (day->store.store, "activity_type", "AC010"));
  g_assert_cmpint (qh_record_get_integer (activity, "case"), ==, today->rogelio);
  g_assert_cmpint (qh_record_get_integer (activity, "minutes"), ==, 90);
  g_assert_cmpint (qh_record_get_integer (activity, "function"), ==, fixture_code (day->store.store, "function", "F01"));
  g_assert_cmpint (qh_record_get_integer (activity, "worker"), ==, day->store.worker);

  n = press_keys (day->window, "ctrl+r Return");
  g_assert_cmpuint (n, ==, 2);
  wait_for_count (day, 2);
  both = list_day (day, qh_day_today ());
  for (guint i = 0; i < 2; i++)
    {
      g_assert_cmpint (qh_record_get_integer (g_ptr_array_index (both, i), "case"), ==, today->rogelio);
      g_assert_cmpint (qh_record_get_integer (g_ptr_array_index (both, i), "minutes"), ==, 90);
    }

  /* The whole line by keys: type, case, minutes, outcome by its letter, note. */
  n = press_keys (day->window, "d o m i c Tab g u a Tab 4 5 Tab p Tab s e n d a Return");
  wait_for_count (day, 3);
  g_clear_pointer (&activity, qh_record_free);
  activity = qh_store_get_last_activity (day->store.store, day->store.worker, NULL);
  g_assert_cmpint (qh_record_get_integer (activity, "case"), ==, today->guadalupe);
  g_assert_cmpint (qh_record_get_integer (activity, "minutes"), ==, 45);
  g_assert_cmpint (qh_record_get_integer (activity, "outcome"), ==, fixture_code (day->store.store, "outcome", "R03"));
  g_assert_cmpstr (qh_record_get_text (activity, "note"), ==, "senda");
}

static gboolean
offers (QhTypeAhead *entry,
        const char  *text,
        const char  *title)
{
  g_autoptr (GListStore) found = g_list_store_new (QH_TYPE_SUGGESTION);
  g_autofree char *footer = QH_TYPE_AHEAD_GET_CLASS (entry)->search (entry, text, found);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (found)); i++)
    {
      g_autoptr (QhSuggestion) suggestion = g_list_model_get_item (G_LIST_MODEL (found), i);

      if (g_str_equal (qh_suggestion_get_title (suggestion), title))
        return TRUE;
    }
  return FALSE;
}

static void
test_type_ahead (Today        *today,
                 gconstpointer data)
{
  Day *day = &today->day;
  QhTypeAhead *type = child_of (day->entry, QH_TYPE_ENTRY_LINE, "type");
  QhTypeAhead *case_entry = child_of (day->entry, QH_TYPE_ENTRY_LINE, "case_entry");

  g_assert_true (offers (type, "visita", "Visita domiciliaria"));
  g_assert_true (offers (type, "domiciliária", "Visita domiciliaria"));
  g_assert_true (offers (type, "dom", "Visita domiciliaria"));
  g_assert_true (offers (type, "DOM vis", "Visita domiciliaria"));
  g_assert_false (offers (type, "micil", "Visita domiciliaria"));
  g_assert_true (offers (case_entry, "lopez gua", "Guadalupe López Ejemplo"));
  g_assert_true (offers (case_entry, "pra-26-0152", "Guadalupe López Ejemplo"));
  g_assert_false (offers (case_entry, "lopez gua", "Rogelio Nava Ficticio"));
}

/* What is refused stays, and the reason stands below it. */
static void
test_refused (Today        *today,
              gconstpointer data)
{
  Day *day = &today->day;
  GtkWidget *minutes = child_of (day->entry, QH_TYPE_ENTRY_LINE, "minutes");
  GtkWidget *problem = child_of (day->entry, QH_TYPE_ENTRY_LINE, "problem");
  QhTypeAhead *type = child_of (day->entry, QH_TYPE_ENTRY_LINE, "type");
  GtkEditable *typed = GTK_EDITABLE (qh_type_ahead_get_entry (type));

  g_assert_false (qh_entry_line_log (day->entry));
  g_assert_true (gtk_widget_get_visible (problem));

  gtk_editable_set_text (typed, "zzz");
  g_assert_false (qh_entry_line_log (day->entry));
  g_assert_cmpstr (gtk_editable_get_text (typed), ==, "zzz");

  gtk_widget_activate_action (day->page, "today.favourite", "u", 1);
  gtk_editable_set_text (GTK_EDITABLE (minutes), "1500");
  g_assert_false (qh_entry_line_log (day->entry));
  g_assert_true (gtk_widget_has_css_class (minutes, "error"));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (minutes)), ==, "1500");
  g_assert_cmpstr (gtk_editable_get_text (typed), ==, "Visita domiciliaria");
  gtk_editable_set_text (GTK_EDITABLE (minutes), "1:x");
  g_assert_false (qh_entry_line_log (day->entry));
  g_assert_cmpuint (count_today (day), ==, 0);

  gtk_editable_set_text (GTK_EDITABLE (minutes), "1:30");
  g_assert_false (gtk_widget_get_visible (problem));
  g_assert_true (qh_entry_line_log (day->entry));
  wait_for_count (day, 1);
  g_assert_cmpstr (gtk_editable_get_text (typed), ==, "");
}

static gboolean
has_yesterday (gpointer data)
{
  g_autoptr (GPtrArray) activities = list_day (data, qh_day_today () - 1);

  return activities->len == 1;
}

static void
pick_day (Day  *day,
          QhDay which)
{
  GtkCalendar *calendar;
  g_autoptr (GDateTime) date = NULL;
  int year, month, month_day;

  gtk_widget_activate_action (day->page, "today.pick-day", NULL);
  settle ();
  calendar = find_widget (day->page, GTK_TYPE_CALENDAR, NULL);
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (calendar)));
  qh_day_to_ymd (which, &year, &month, &month_day);
  date = g_date_time_new_local (year, month, month_day, 0, 0, 0);
  gtk_calendar_select_day (calendar, date);
  settle ();
  g_assert_false (gtk_widget_get_mapped (GTK_WIDGET (calendar)));
}

/* The calendar in the title goes to any day up to today. */
static void
test_pick_day (Today        *today,
               gconstpointer data)
{
  Day *day = &today->day;
  pick_day (day, qh_day_today () - 1);
  gtk_widget_activate_action (day->page, "today.favourite", "u", 1);
  g_assert_true (qh_entry_line_log (day->entry));
  wait_for (has_yesterday, day);
  pick_day (day, qh_day_today () + 1);
  gtk_widget_activate_action (day->page, "today.favourite", "u", 1);
  g_assert_true (qh_entry_line_log (day->entry));
  wait_for_count (day, 1);
}

static void
test_other_day (Today        *today,
                gconstpointer data)
{
  Day *day = &today->day;
  g_autoptr (GPtrArray) activities = NULL;

  gtk_widget_activate_action (day->page, "today.previous", NULL);
  gtk_widget_activate_action (day->page, "today.favourite", "u", 1);
  g_assert_true (qh_entry_line_log (day->entry));
  wait_for (has_yesterday, day);
  settle ();
  activities = list_day (day, qh_day_today () - 1);
  g_assert_false (qh_record_is_set (g_ptr_array_index (activities, 0), "start"));
  g_assert_nonnull (find_widget (day->page, QH_TYPE_ACTIVITY_ROW, NULL));
  gtk_widget_activate_action (day->page, "today.today", NULL);
  settle ();
  g_assert_null (find_widget (day->page, QH_TYPE_ACTIVITY_ROW, NULL));
}

static void
test_timer (Today        *today,
            gconstpointer data)
{
  Day *day = &today->day;
  GtkWidget *minutes = child_of (day->entry, QH_TYPE_ENTRY_LINE, "minutes");
  GtkWidget *clock = child_of (day->page, QH_TYPE_TODAY_PAGE, "timer_clock");

  gtk_widget_activate_action (day->page, "today.favourite", "u", 1);
  gtk_widget_activate_action (day->page, "today.timer", NULL);
  g_assert_true (gtk_widget_get_visible (clock));
  g_assert_cmpuint (count_today (day), ==, 0);
  gtk_widget_activate_action (day->page, "today.timer", NULL);
  g_assert_false (gtk_widget_get_visible (clock));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (minutes)), ==, "1");
}

static void
test_minutes (void)
{
  static const struct
  {
    const char *text;
    int minutes; /* -1: none */
  } cases[] = {
    { "45", 45 }, { " 45 ", 45 }, { "1:30", 90 }, { "0", 0 }, { "1500", 1500 },
    { "", -1 }, { "x", -1 }, { "1:60", -1 }, { "1:", -1 }, { "-5", -1 }, { "4.5", -1 }, { "99999999999", -1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      int minutes = -1;

      g_assert_cmpint (qh_minutes_from_text (cases[i].text, &minutes), ==, cases[i].minutes >= 0);
      if (cases[i].minutes >= 0)
        g_assert_cmpint (minutes, ==, cases[i].minutes);
    }
}

static void
add_tests (QhApplication *application)
{
#define ADD(path, function) g_test_add ("/today/" path, Today, application, today_set_up, function, today_tear_down)
  g_test_add_func ("/today/minutes", test_minutes);
  ADD ("keys", test_keys);
  ADD ("type-ahead", test_type_ahead);
  ADD ("refused", test_refused);
  ADD ("other-day", test_other_day);
  ADD ("pick-day", test_pick_day);
  ADD ("timer", test_timer);
}

int
main (int argc, char *argv[])
{
  return day_run (argc, argv, add_tests);
}
