/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page What is off, in the real window. */
#include "app/qh-window-private.h"
#include "day-fixture.h"
#include "store/qh-unit-number.h"
#include "ui/findings/qh-findings-page.h"
#include "ui/findings/qh-findings-row.h"
#include "ui/forms/qh-record-dialog.h"
#include "ui/qh-preferences.h"
#include "ui/today/qh-activity-row.h"

static gboolean
has_frame (gpointer data)
{
  const Day *day = data;

  return qh_session_is_frame_current (day->window->session);
}

/* The same at the same time, twice: written twice, and counted twice. */
static void
put_twice (Day *day)
{
  for (guint i = 0; i < 2; i++)
    {
      QhRecord *activity = fixture_new_activity (day->store.store);

      qh_record_set_integer (activity, "date", qh_day_today ());
      qh_record_set_integer (activity, "start", 600);
      qh_record_set_integer (activity, "minutes", 30);
      fixture_put (day->store.store, activity);
    }
}

static void
put_overdue (Day *day)
{
  QhRecord *item = qh_store_new_record (day->store.store, QH_KIND_ACTION_ITEM);

  qh_record_set_text (item, "task", "Llamar a la clínica");
  qh_record_set_integer (item, "worker", day->store.worker);
  qh_record_set_integer (item, "due", qh_day_today () - 3);
  fixture_put (day->store.store, item);
}

static GtkWidget *
find_row (Day *day, QhFindingKind kind)
{
  GtkWidget *page = find_widget (day->window, QH_TYPE_FINDINGS_PAGE, NULL);
  GtkListBox *list = child_of (page, QH_TYPE_FINDINGS_PAGE, "list");
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (list, i)) != NULL; i++)
    if (qh_findings_row_get_kind (row) == kind)
      return GTK_WIDGET (row);
  return NULL;
}

static GtkWidget *
find_bin (GtkWidget *widget)
{
  GtkWidget *found = NULL;

  if (GTK_IS_BUTTON (widget)
      && g_strcmp0 (gtk_button_get_icon_name (GTK_BUTTON (widget)), "user-trash-symbolic") == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_bin (child);
  return found;
}

static gboolean
has_duplicate (gpointer day)
{
  return find_row (day, QH_FINDING_DUPLICATE) != NULL;
}

static gboolean
has_no_duplicate (gpointer day)
{
  return find_row (day, QH_FINDING_DUPLICATE) == NULL;
}

static gboolean
has_overdue (gpointer day)
{
  return find_row (day, QH_FINDING_OVERDUE) != NULL;
}

static const char *
get_badge (Day *day)
{
  GtkListBox *list = child_of (day->window, QH_TYPE_WINDOW, "list");
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (
    list, (int)(qh_window_pages_find ("findings") - qh_window_pages_get (0)));

  return gtk_widget_get_tooltip_text (GTK_WIDGET (row));
}

static gboolean
has_badge (gpointer day)
{
  return g_strcmp0 (get_badge (day), "1 thing is off this month") == 0;
}

static gboolean
has_no_badge (gpointer day)
{
  return get_badge (day) == NULL;
}

/* What is off is listed, and counted in the sidebar; a row's remedy mends it, and the list follows. */
static void
test_remedy (Day *day, gconstpointer data)
{
  g_autoptr (GPtrArray) activities = NULL;

  put_twice (day);
  qh_window_show_page (day->window, "findings");
  wait_for (has_duplicate, day);
  wait_for (has_badge, day);
  g_signal_emit_by_name (find_bin (find_row (day, QH_FINDING_DUPLICATE)), "clicked");
  wait_for (has_no_duplicate, day);
  activities = list_day (day, qh_day_today ());
  g_assert_cmpuint (activities->len, ==, 1);
  wait_for (has_no_badge, day);
  put_overdue (day);
  wait_for (has_overdue, day);
}

/* One's own day without entries opens in Today. */
static void
test_open_day (Day *day, gconstpointer data)
{
  QhRecord *activity = fixture_new_activity (day->store.store);
  QhDay yesterday = qh_day_today () - 1;

  qh_record_set_integer (activity, "date", yesterday);
  fixture_put (day->store.store, activity);
  settle ();
  g_assert_null (find_widget (day->page, QH_TYPE_ACTIVITY_ROW, NULL));
  qh_window_show_page (day->window, "cases");
  gtk_widget_activate_action (GTK_WIDGET (day->window), "win.open-day", "i", (gint32)yesterday);
  settle ();
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (day->entry)));
  g_assert_nonnull (find_widget (day->page, QH_TYPE_ACTIVITY_ROW, NULL));
}

static GtkWidget *
find_window (GType type)
{
  GListModel *toplevels = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (toplevels, i);

      if (g_type_is_a (G_OBJECT_TYPE (window), type) && window != GTK_WIDGET (gtk_window_get_transient_for (GTK_WINDOW (window)))
          && gtk_window_get_transient_for (GTK_WINDOW (window)) != NULL)
        return window;
    }
  return NULL;
}

/* A row of a kind, and the one that is waited for. */
typedef struct
{
  Day *day;
  QhFindingKind kind;
} Sought;

static gboolean
is_listed (gpointer data)
{
  Sought *sought = data;

  return find_row (sought->day, sought->kind) != NULL;
}

static gboolean
is_not_listed (gpointer data)
{
  return !is_listed (data);
}

static gboolean
has_form (gpointer data)
{
  return find_window (QH_TYPE_RECORD_DIALOG) != NULL;
}

static gboolean
has_no_form (gpointer data)
{
  return !has_form (data);
}

static gboolean
has_pair (gpointer data)
{
  return find_window (ADW_TYPE_WINDOW) != NULL;
}

static gboolean
has_no_pair (gpointer data)
{
  return !has_pair (data);
}

static GtkWidget *
show_page (Day *day)
{
  qh_window_show_page (day->window, "findings");
  return find_widget (day->window, QH_TYPE_FINDINGS_PAGE, NULL);
}

/* Waits for a row and opens its remedy, as Enter does. */
static void
open_remedy (Day *day, QhFindingKind kind)
{
  Sought sought = { day, kind };

  wait_for (is_listed, &sought);
  gtk_widget_grab_focus (find_row (day, kind));
  g_signal_emit_by_name (find_row (day, kind), "activate");
}

/* Writes other figures into the form that shows, and saves it. */
static void
mend (Day *day, QhFindingKind kind, const char *field, gint64 value)
{
  Sought sought = { day, kind };
  GtkWidget *dialog;

  open_remedy (day, kind);
  wait_for (has_form, NULL);
  dialog = find_window (QH_TYPE_RECORD_DIALOG);
  qh_record_form_set_integer (qh_record_dialog_get_form (QH_RECORD_DIALOG (dialog)), field, value);
  gtk_widget_activate_action (dialog, "dialog.save", NULL);
  wait_for (has_no_form, NULL);
  wait_for (is_not_listed, &sought);
}

static gint64
put_activity (Day *day, QhDay date, int start, int minutes)
{
  QhRecord *activity = fixture_new_activity (day->store.store);

  qh_record_set_integer (activity, "date", date);
  qh_record_set_integer (activity, "start", start);
  qh_record_set_integer (activity, "minutes", minutes);
  return fixture_put (day->store.store, activity);
}

/* What overlaps, is too long or is overdue opens in its form. */
static void
test_forms (Day *day, gconstpointer data)
{
  put_activity (day, qh_day_today (), 60, 15 * 60);
  show_page (day);
  mend (day, QH_FINDING_LONG, "minutes", 50);
  put_activity (day, qh_day_today (), 90, 50);
  mend (day, QH_FINDING_OVERLAP, "start", 600);
  put_overdue (day);
  mend (day, QH_FINDING_OVERDUE, "done", qh_day_today ());
}

static void
press (Day *day, GtkWidget *page, QhFindingKind kind, guint keyval)
{
  Sought sought = { day, kind };
  GtkWidget *row;

  wait_for (is_listed, &sought);
  row = find_row (day, kind);
  gtk_widget_grab_focus (row);
  g_assert_true (qh_findings_row_press (row, keyval));
}

/* Yesterday, on duty, without entries; on the first of a month it is of the one before. */
static void
put_empty_day (Day *day, GtkWidget *page)
{
  QhRecord *schedule = qh_store_new_record (day->store.store, QH_KIND_SCHEDULE);
  QhDay yesterday = qh_day_today () - 1;
  QhRows *weekdays = qh_rows_new (0, 1);

  for (guint weekday = 1; weekday <= 7; weekday++)
    {
      g_autofree char *code = g_strdup_printf ("%u", weekday);
      gint64 cell = fixture_code (day->store.store, "weekday", code);

      qh_rows_append (weekdays, &cell);
    }
  qh_record_set_integer (schedule, "worker", day->store.worker);
  qh_record_set_integer (schedule, "begins", yesterday);
  qh_record_set_integer (schedule, "minutes_a_day", 480);
  qh_record_take_rows (schedule, "weekdays", weekdays);
  fixture_put (day->store.store, schedule);
  if (yesterday < qh_day_month_start (qh_day_today ()))
    gtk_widget_activate_action (page, "findings.previous", NULL);
}

/* A day without entries: nothing to report, taken back; logged in Today; or a leave. */
static void
test_empty_day (Day *day, gconstpointer data)
{
  GtkWidget *page = show_page (day);
  Sought sought = { day, QH_FINDING_NO_ENTRIES };
  GtkWidget *dialog;

  put_empty_day (day, page);
  press (day, page, QH_FINDING_NO_ENTRIES, GDK_KEY_n);
  wait_for (is_not_listed, &sought);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (day->window), "win.undo", NULL));
  open_remedy (day, QH_FINDING_NO_ENTRIES);
  wait_for ((Condition)gtk_widget_get_mapped, day->page);
  show_page (day);
  press (day, page, QH_FINDING_NO_ENTRIES, GDK_KEY_l);
  wait_for (has_form, NULL);
  dialog = find_window (QH_TYPE_RECORD_DIALOG);
  qh_record_form_set_integer (qh_record_dialog_get_form (QH_RECORD_DIALOG (dialog)),
                              "reason",
                              fixture_code (day->store.store, "leave_reason", "V01"));
  gtk_widget_activate_action (dialog, "dialog.save", NULL);
  wait_for (is_not_listed, &sought);
  wait_for (has_no_form, NULL);
}

static gboolean
press_key (GtkWidget *page, guint keyval, GdkModifierType state)
{
  GtkWidget *list = child_of (page, QH_TYPE_FINDINGS_PAGE, "list");
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (list);
  gboolean handled = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
        g_signal_emit_by_name (controller, "key-pressed", keyval, 0, state, &handled);
    }
  return handled;
}

/* Alt and an arrow passes from one kind to another. */
static void
test_kinds (Day *day, gconstpointer data)
{
  GtkWidget *page = show_page (day);
  Sought twice = { day, QH_FINDING_DUPLICATE }, overdue = { day, QH_FINDING_OVERDUE };

  put_twice (day);
  put_overdue (day);
  wait_for (is_listed, &twice);
  wait_for (is_listed, &overdue);
  gtk_widget_grab_focus (find_row (day, QH_FINDING_DUPLICATE));
  g_assert_true (press_key (page, GDK_KEY_Down, GDK_ALT_MASK));
  g_assert_true (gtk_widget_has_focus (find_row (day, QH_FINDING_OVERDUE)));
  g_assert_true (press_key (page, GDK_KEY_Up, GDK_ALT_MASK));
  g_assert_true (gtk_widget_has_focus (find_row (day, QH_FINDING_DUPLICATE)));
  g_assert_false (press_key (page, GDK_KEY_x, 0));
}

/* A change that comes while the activities are being read anew is not missed. */
static void
test_frame_in_use (Day *day, gconstpointer data)
{
  show_page (day);
  wait_for (has_frame, day);
  qh_session_hold_frame (day->window->session);
  put_twice (day);
  qh_session_release_frame (day->window->session);
  wait_for (has_duplicate, day);
}

/* Side by side, one is kept; Undo brings the other back. */
static void
test_duplicate (Day *day, gconstpointer data)
{
  Sought sought = { day, QH_FINDING_DUPLICATE };
  g_autoptr (GPtrArray) kept = NULL;
  gint64 first = put_activity (day, qh_day_today (), 600, 30);

  put_activity (day, qh_day_today (), 600, 30);
  show_page (day);
  open_remedy (day, QH_FINDING_DUPLICATE);
  wait_for (has_pair, NULL);
  g_signal_emit_by_name (find_widget (find_window (ADW_TYPE_WINDOW), GTK_TYPE_BUTTON, "Keep the _First"), "clicked");
  wait_for (is_not_listed, &sought);
  kept = list_day (day, qh_day_today ());
  g_assert_cmpuint (kept->len, ==, 1);
  g_assert_cmpint (((QhRecord *)g_ptr_array_index (kept, 0))->id, ==, first);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (day->window), "win.undo", NULL));
  wait_for (is_listed, &sought);
  wait_for (has_no_pair, NULL);
  press (day, find_widget (day->window, QH_TYPE_FINDINGS_PAGE, NULL), QH_FINDING_DUPLICATE, GDK_KEY_Delete);
  wait_for (is_not_listed, &sought);
}

/* A case that is left alone opens; a timer that runs since yesterday leads to Today. */
static void
test_places (Day *day, gconstpointer data)
{
  g_autoptr (GSettings) settings = qh_preferences_new ();
  QhRecord *record = fixture_new_case (day->store.store);
  Sought idle = { day, QH_FINDING_IDLE_CASE };

  qh_record_set_integer (record, "opened", qh_day_today () - 90);
  fixture_put (day->store.store, record);
  g_settings_set_int64 (settings, "timer-started", g_get_real_time () / G_USEC_PER_SEC - 86400);
  show_page (day);
  open_remedy (day, QH_FINDING_IDLE_CASE);
  settle ();
  g_assert_cmpstr (qh_window_get_page (day->window), ==, "cases");
  show_page (day);
  open_remedy (day, QH_FINDING_TIMER);
  wait_for ((Condition)gtk_widget_get_mapped, day->page);
  g_settings_reset (settings, "timer-started");
  show_page (day);
  wait_for (is_listed, &idle);
}

/* What was referred and never answered is asked for; a limit of the unit's own reaches the open page. */
static void
test_referral (Day *day, gconstpointer data)
{
  QhRecord *referral = qh_store_new_record (day->store.store, QH_KIND_REFERRAL);
  Sought late = { day, QH_FINDING_LATE_REFERRAL };

  qh_record_set_integer (referral, "case", fixture_put (day->store.store, fixture_new_case (day->store.store)));
  qh_record_set_integer (referral, "date", qh_day_today () - 20);
  qh_record_set_integer (referral, "worker", day->store.worker);
  qh_record_set_integer (referral, "type", fixture_code (day->store.store, "referral_type", "D01"));
  fixture_put (day->store.store, referral);
  show_page (day);
  wait_for (has_no_badge, day);
  g_assert_null (find_row (day, QH_FINDING_LATE_REFERRAL));
  g_assert_true (qh_unit_number_set (day->store.store, QH_UNIT_REFERRAL_DAYS, 20, NULL));
  wait_for (is_listed, &late);
  g_assert_true (qh_unit_number_set (day->store.store, QH_UNIT_REFERRAL_DAYS, 21, NULL));
  wait_for (is_not_listed, &late);
  g_assert_true (qh_unit_number_set (day->store.store, QH_UNIT_REFERRAL_DAYS, 20, NULL));
  mend (day, QH_FINDING_LATE_REFERRAL, "result", fixture_code (day->store.store, "referral_result", "C05"));
}

#define MANY 60

static guint
count_rows (gpointer day)
{
  GtkListBox *list = child_of (find_widget (((Day *)day)->window, QH_TYPE_FINDINGS_PAGE, NULL), QH_TYPE_FINDINGS_PAGE, "list");
  guint n = 0;

  while (gtk_list_box_get_row_at_index (list, (int)n) != NULL)
    n++;
  return n;
}

static gboolean
has_many (gpointer day)
{
  return count_rows (day) >= MANY;
}

static void
put_many (Day *day)
{
  for (guint i = 0; i < MANY; i++)
    put_overdue (day);
}

/* Of many the first show at once, the others come, each once;
 * and what is closed while they come is left empty. */
static void
test_many (Day *day, gconstpointer data)
{
  Sought overdue = { day, QH_FINDING_OVERDUE };
  GtkWidget *page;

  put_many (day);
  page = show_page (day);
  wait_for (is_listed, &overdue);
  g_assert_cmpuint (count_rows (day), <, MANY);
  wait_for (has_many, day);
  settle ();
  g_assert_cmpuint (count_rows (day), ==, MANY);
  put_overdue (day);
  while (count_rows (day) >= MANY)
    g_main_context_iteration (NULL, TRUE);
  qh_findings_page_set_session (QH_FINDINGS_PAGE (page), NULL);
  settle ();
  g_assert_cmpuint (count_rows (day), ==, 0);
}

static void
add_tests (QhApplication *application)
{
  g_test_add ("/findings-window/referral", Day, application, day_set_up, test_referral, day_tear_down);
  g_test_add ("/findings-window/remedy", Day, application, day_set_up, test_remedy, day_tear_down);
  g_test_add ("/findings-window/forms", Day, application, day_set_up, test_forms, day_tear_down);
  g_test_add ("/findings-window/empty-day", Day, application, day_set_up, test_empty_day, day_tear_down);
  g_test_add ("/findings-window/many", Day, application, day_set_up, test_many, day_tear_down);
  g_test_add ("/findings-window/kinds", Day, application, day_set_up, test_kinds, day_tear_down);
  g_test_add ("/findings-window/frame-in-use", Day, application, day_set_up, test_frame_in_use, day_tear_down);
  g_test_add ("/findings-window/duplicate", Day, application, day_set_up, test_duplicate, day_tear_down);
  g_test_add ("/findings-window/places", Day, application, day_set_up, test_places, day_tear_down);
  g_test_add ("/findings-window/open-day", Day, application, day_set_up, test_open_day, day_tear_down);
}

int
main (int argc, char *argv[])
{
  return day_run (argc, argv, add_tests);
}
