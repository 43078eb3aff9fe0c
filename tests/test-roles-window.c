/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What each role's window shows, and what it keeps from it. */
#include <string.h>

#include "app/qh-jump.h"
#include "ui/cases/qh-cases-page.h"
#include "ui/explore/qh-explore-page.h"
#include "ui/explore/qh-variable-list.h"
#include "ui/goals/qh-goals-grid.h"
#include "ui/goals/qh-goals-page.h"
#include "ui/settings/qh-calendar-window.h"
#include "ui/settings/qh-settings-page.h"
#include "users-window-fixture.h"

/* Roles */

#define REVIEW_ROW 5

static gboolean
section_shows (Day *day, const char *name)
{
  GtkStack *stack
    = child_of (qh_window_get_page_widget (day->window), QH_TYPE_SETTINGS_PAGE, "stack");

  return gtk_stack_page_get_visible (
    gtk_stack_get_page (stack, gtk_stack_get_child_by_name (stack, name)));
}

static void
open_as (Day *day, const char *name, QhRoles roles)
{
  g_autoptr (GError) error = NULL;

  add_user (day, name, roles, BETO);
  lock (day);
  g_clear_object (&day->store.store);
  day->store.store = qh_store_open_as (day->store.path, name, BETO, &error);
  g_assert_no_error (error);
  qh_window_take_store (day->window, day->store.store);
  settle ();
}

static guint
count_jumps (Day *day, const char *text)
{
  QhJump *jump;
  GtkWidget *list;
  guint n = 0;

  gtk_widget_activate_action (GTK_WIDGET (day->window), "win.jump", NULL);
  jump = find_toplevel (QH_TYPE_JUMP);
  gtk_editable_set_text (child_of (jump, QH_TYPE_JUMP, "search"), text);
  g_signal_emit_by_name (child_of (jump, QH_TYPE_JUMP, "search"), "search-changed");
  list = child_of (jump, QH_TYPE_JUMP, "list");
  for (GtkWidget *row = gtk_widget_get_first_child (list); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    n++;
  gtk_window_destroy (GTK_WINDOW (jump));
  return n;
}

/* Of Today, Cases, Charts, Goals, Reports, Review, What is off, Explore, Data sets, Import
 * and Settings those without names show. */
static void
assert_no_names (Day *day, gboolean reports)
{
  const gboolean shown[] = { FALSE, FALSE, TRUE,    FALSE, reports, FALSE,
                             FALSE, TRUE,  reports, FALSE, TRUE };

  for (guint i = 0; i < G_N_ELEMENTS (shown); i++)
    g_assert_cmpint (row_shows (day, (int)i), ==, shown[i]);
  g_assert_cmpstr (qh_window_get_page (day->window), ==, "charts");
  gtk_widget_activate_action (GTK_WIDGET (day->window), "win.show-page", "s", "today");
  gtk_widget_activate_action (GTK_WIDGET (day->window), "win.show-page", "s", "cases");
  gtk_widget_activate_action (GTK_WIDGET (day->window), "win.open-case", "x", (gint64)1);
  settle ();
  g_assert_cmpstr (qh_window_get_page (day->window), ==, "charts");
  g_assert_cmpuint (count_jumps (day, ""), ==, reports ? 5 : 3);
  g_assert_cmpuint (count_jumps (day, "xochi"), ==, 0);
}

static gboolean
finds_case (gpointer day)
{
  return count_jumps (day, "xochi") == 1;
}

static void
test_researcher (Day *day, gconstpointer data)
{
  put_case (day);
  wait_for (finds_case, day); /* the trial would find it */
  open_as (day, "Rita", QH_ROLE_RESEARCHER);
  assert_no_names (day, TRUE);
  g_assert_cmpstr (gtk_label_get_text (child_of (day->window, QH_TYPE_WINDOW, "worker")), ==, "Rita");
  qh_window_show_page (day->window, "settings");
  g_assert_true (section_shows (day, "computer"));
  g_assert_false (section_shows (day, "unit"));
  g_assert_false (section_shows (day, "users"));
  g_assert_false (section_shows (day, "catalogues"));
  g_assert_false (section_shows (day, "audit"));
}

static gboolean
says (GtkWidget *widget, const char *text)
{
  gboolean said = GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget)
                  && strstr (gtk_label_get_text (GTK_LABEL (widget)), text) != NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); !said && child != NULL;
       child = gtk_widget_get_next_sibling (child))
    said = says (child, text);
  return said;
}

static gboolean
lists_minutes (gpointer data)
{
  GtkWidget *list = find_widget (((Day *)data)->window, QH_TYPE_VARIABLE_LIST, NULL);

  return list != NULL && qh_variable_list_find (QH_VARIABLE_LIST (list), "minutes") != NULL;
}

static gboolean
describes_minutes (gpointer data)
{
  return says (GTK_WIDGET (((Day *)data)->window), "Standard deviation");
}

static void
describe_minutes (Day *day)
{
  QhExplorePage *page = find_widget (day->window, QH_TYPE_EXPLORE_PAGE, NULL);

  qh_window_show_page (day->window, "explore");
  wait_for (lists_minutes, day);
  qh_explore_page_put (page, "minutes", "alone");
  wait_for (describes_minutes, day);
}

/* Twelve activities of as many lengths: the longest is somebody's, and who sees no names
 * does not see it in Explore. */
static void
test_explore (Day *day, gconstpointer data)
{
  for (guint i = 0; i < 12; i++)
    {
      QhRecord *activity = fixture_new_activity (day->store.store);

      qh_record_set_integer (activity, "date", qh_day_today ());
      qh_record_set_integer (activity, "minutes", 5 + i);
      fixture_put (day->store.store, activity);
    }
  describe_minutes (day);
  g_assert_true (says (GTK_WIDGET (day->window), "Largest"));
  open_as (day, "Rita", QH_ROLE_RESEARCHER);
  describe_minutes (day);
  g_assert_false (says (GTK_WIDGET (day->window), "Largest"));
  g_assert_true (says (GTK_WIDGET (day->window), "fewer than 5 rows are hidden"));
}

static void
test_administrator (Day *day, gconstpointer data)
{
  put_case (day);
  open_as (day, "Ada", QH_ROLE_ADMINISTRATOR);
  assert_no_names (day, FALSE);
  qh_window_show_page (day->window, "settings");
  g_assert_true (section_shows (day, "users"));
  g_assert_true (section_shows (day, "catalogues"));
  g_assert_true (section_shows (day, "audit"));
}

static gboolean
has_goal_cells (gpointer day)
{
  GtkWidget *grid = find_widget (((Day *)day)->window, QH_TYPE_GOALS_GRID, NULL);

  return grid != NULL && find_widget (grid, GTK_TYPE_ENTRY, NULL) != NULL;
}

static gboolean
is_read_only (gpointer day)
{
  GtkWidget *grid = find_widget (((Day *)day)->window, QH_TYPE_GOALS_GRID, NULL);

  return !gtk_editable_get_editable (find_widget (grid, GTK_TYPE_ENTRY, NULL));
}

/* Goals: one's own, to be read. */
static void
assert_own_goals (Day *day)
{
  gpointer page;
  GtkDropDown *scopes;

  qh_window_show_page (day->window, "goals");
  wait_for (has_goal_cells, day);
  wait_for (is_read_only, day);
  page = qh_window_get_page_widget (day->window);
  scopes = child_of (page, QH_TYPE_GOALS_PAGE, "scopes");
  g_assert_cmpuint (g_list_model_get_n_items (gtk_drop_down_get_model (scopes)), <=, 1);
  gtk_widget_activate_action (page, "goals.import", NULL); /* not theirs to do */
  g_assert_null (find_toplevel (GTK_TYPE_FILE_CHOOSER_DIALOG));
}

/* Schedule and leave: to be read. */
static void
assert_reads_calendar (Day *day)
{
  g_autoptr (QhSession) session = qh_session_new (day->store.store);
  GtkWidget *window = qh_calendar_window_new (GTK_WIDGET (day->window), session, day->store.worker);

  gtk_window_present (GTK_WINDOW (window));
  settle ();
  g_assert_false (gtk_widget_get_visible (child_of (window, QH_TYPE_CALENDAR_WINDOW, "add_schedule")));
  g_assert_false (gtk_widget_get_visible (child_of (window, QH_TYPE_CALENDAR_WINDOW, "add_leave")));
  gtk_window_destroy (GTK_WINDOW (window));
  settle ();
}

static void
test_practitioner (Day *day, gconstpointer data)
{
  open_as (day, "Beto", QH_ROLE_PRACTITIONER);
  for (int i = 0; i < 11; i++)
    g_assert_cmpint (row_shows (day, i), ==, i != REVIEW_ROW);
  g_assert_cmpstr (qh_window_get_page (day->window), ==, "today");
  qh_window_show_page (day->window, "settings");
  g_assert_true (section_shows (day, "unit"));
  g_assert_false (section_shows (day, "users"));
  g_assert_false (section_shows (day, "catalogues"));
  assert_own_goals (day);
  assert_reads_calendar (day);
}

static void
add_tests (QhApplication *application)
{
#define ADD(name, function)                                                                      \
  g_test_add ("/users-window/" name, Day, application, day_set_up, function, day_tear_down)
  ADD ("researcher", test_researcher);
  ADD ("explore", test_explore);
  ADD ("administrator", test_administrator);
  ADD ("practitioner", test_practitioner);
#undef ADD
}

int
main (int argc, char *argv[])
{
  return day_run (argc, argv, add_tests);
}
