/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page What is off, in the real window. */
#include "app/qh-window-private.h"
#include "day-fixture.h"
#include "ui/findings/qh-findings-page.h"
#include "ui/findings/qh-findings-row.h"
#include "ui/today/qh-activity-row.h"

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

static void
add_tests (QhApplication *application)
{
  g_test_add ("/findings-window/remedy", Day, application, day_set_up, test_remedy, day_tear_down);
  g_test_add ("/findings-window/open-day", Day, application, day_set_up, test_open_day, day_tear_down);
}

int
main (int argc, char *argv[])
{
  return day_run (argc, argv, add_tests);
}
