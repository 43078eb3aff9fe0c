/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <signal.h>
#include <sys/resource.h>

#include <adwaita.h>
#include <gdk/x11/gdkx.h>
#include <locale.h>

#include "app/qh-application.h"
#include "app/qh-window.h"
#include "fixture.h"
#include "store/qh-store-lists.h"
#include "ui/qh-dialogs.h"
#include "ui/qh-session.h"
#include "ui/today/qh-activity-row.h"
#include "ui/today/qh-day-list.h"
#include "ui/today/qh-entry-line.h"
#include "ui/today/qh-minutes.h"
#include "ui/today/qh-pending-list.h"
#include "ui/today/qh-today-page.h"
#include "ui/widgets/qh-code-entry.h"

#define PATIENCE (180 * G_USEC_PER_SEC)
#define MOST_KEYS 12

typedef struct
{
  Fixture store;
  QhWindow *window;
  GtkWidget *page;
  QhEntryLine *entry;
  gint64 rogelio;
  gint64 guadalupe;
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

static gint64
put_case (Day        *day,
          const char *name,
          const char *folio)
{
  QhRecord *record = fixture_new_case (day->store.store);

  qh_record_set_text (record, "name", name);
  qh_record_set_text (record, "folio", folio);
  return fixture_put (day->store.store, record);
}

static gboolean
knows_cases (gpointer data)
{
  Day *day = data;
  g_autoptr (GListStore) found = g_list_store_new (QH_TYPE_SUGGESTION);
  QhTypeAhead *case_entry = child_of (day->entry, QH_TYPE_ENTRY_LINE, "case_entry");
  g_autofree char *footer = QH_TYPE_AHEAD_GET_CLASS (case_entry)->search (case_entry, "", found);

  return g_list_model_get_n_items (G_LIST_MODEL (found)) == 2;
}

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
  qh_store_set_language (day->store.store, QH_LANGUAGE_ES);
  day->rogelio = put_case (day, "Rogelio Nava Ficticio", "PRA-26-0274");
  day->guadalupe = put_case (day, "Guadalupe López Ejemplo", "PRA-26-0152");
  day->window = qh_window_new (QH_APPLICATION ((gpointer) data));
  gtk_window_set_default_size (GTK_WINDOW (day->window), 1270, 800);
  qh_window_take_store (day->window, day->store.store);
  gtk_window_present (GTK_WINDOW (day->window));
  day->page = find_widget (day->window, QH_TYPE_TODAY_PAGE, NULL);
  day->entry = child_of (day->page, QH_TYPE_TODAY_PAGE, "entry");
  wait_for (is_active, day->page);
  wait_for (knows_cases, day);
  settle ();
}

static void
tear_down (Day          *day,
           gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (day->window));
  settle ();
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

static QhRecord *
get_first (Day *day)
{
  g_autoptr (GPtrArray) activities = list_day (day, qh_day_today ());

  g_assert_cmpuint (activities->len, >, 0);
  return qh_record_copy (g_ptr_array_index (activities, 0));
}

/* Tests */

/* A favourite kind of activity for another case with its minutes, without a
 * note: at most twelve keys; the same again: two. */
static void
test_keys (Day          *day,
           gconstpointer data)
{
  g_autoptr (QhRecord) activity = NULL;
  g_autoptr (GPtrArray) both = NULL;
  guint n;

  if (!can_press ())
    return;
  n = press (day, "alt+1 r o g Return Return");
  g_assert_cmpuint (n, <=, MOST_KEYS);
  wait_for_count (day, 1);
  activity = get_first (day);
  g_assert_cmpint (qh_record_get_integer (activity, "type"), ==, fixture_code (day->store.store, "activity_type", "AC010"));
  g_assert_cmpint (qh_record_get_integer (activity, "case"), ==, day->rogelio);
  g_assert_cmpint (qh_record_get_integer (activity, "minutes"), ==, 90);
  g_assert_cmpint (qh_record_get_integer (activity, "function"), ==, fixture_code (day->store.store, "function", "F01"));
  g_assert_cmpint (qh_record_get_integer (activity, "worker"), ==, day->store.worker);

  n = press (day, "ctrl+r Return");
  g_assert_cmpuint (n, ==, 2);
  wait_for_count (day, 2);
  both = list_day (day, qh_day_today ());
  for (guint i = 0; i < 2; i++)
    {
      g_assert_cmpint (qh_record_get_integer (g_ptr_array_index (both, i), "case"), ==, day->rogelio);
      g_assert_cmpint (qh_record_get_integer (g_ptr_array_index (both, i), "minutes"), ==, 90);
    }

  /* The whole line by keys: type, case, minutes, outcome by its letter, note. */
  n = press (day, "d o m i c Tab g u a Tab 4 5 Tab p Tab s e n d a Return");
  wait_for_count (day, 3);
  g_clear_pointer (&activity, qh_record_free);
  activity = qh_store_get_last_activity (day->store.store, day->store.worker, NULL);
  g_assert_cmpint (qh_record_get_integer (activity, "case"), ==, day->guadalupe);
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
test_type_ahead (Day          *day,
                 gconstpointer data)
{
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
test_refused (Day          *day,
              gconstpointer data)
{
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
is_gone (gpointer data)
{
  return count_today (data) == 0;
}

static void
test_delete_and_undo (Day          *day,
                      gconstpointer data)
{
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
test_edit_in_place (Day          *day,
                    gconstpointer data)
{
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
test_edit_beside_a_long_note (Day          *day,
                              gconstpointer data)
{
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
test_pick_day (Day          *day,
               gconstpointer data)
{
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
test_other_day (Day          *day,
                gconstpointer data)
{
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
test_timer (Day          *day,
            gconstpointer data)
{
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
test_row_name (Day          *day,
               gconstpointer data)
{
  QhRecord *activity = fixture_new_activity (day->store.store);
  QhActivityRow *row;

  qh_record_set_integer (activity, "date", qh_day_today ());
  qh_record_set_integer (activity, "start", 13 * 60 + 50);
  qh_record_set_integer (activity, "case", day->guadalupe);
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
test_pending (Day          *day,
              gconstpointer data)
{
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
test_refused_tick (Day          *day,
                   gconstpointer data)
{
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
#define ADD(path, function) g_test_add ("/today/" path, Day, application, set_up, function, tear_down)
  g_test_add_func ("/today/minutes", test_minutes);
  ADD ("keys", test_keys);
  ADD ("type-ahead", test_type_ahead);
  ADD ("refused", test_refused);
  ADD ("delete-and-undo", test_delete_and_undo);
  ADD ("edit-in-place", test_edit_in_place);
  ADD ("edit-beside-a-long-note", test_edit_beside_a_long_note);
  ADD ("other-day", test_other_day);
  ADD ("pick-day", test_pick_day);
  ADD ("timer", test_timer);
  ADD ("row-name", test_row_name);
  ADD ("pending", test_pending);
  ADD ("refused-tick", test_refused_tick);
  return g_test_run ();
}
