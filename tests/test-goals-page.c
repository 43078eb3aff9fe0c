/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page Goals, in the real window. */
#include <string.h>

#include "day-fixture.h"
#include "desk/qh-goals.h"
#include "ui/goals/qh-goals-grid.h"
#include "ui/goals/qh-goals-page.h"

static GtkWidget *
find_entry (gpointer root, guint place)
{
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found
        = GTK_IS_ENTRY (child) && g_object_get_data (G_OBJECT (child), "place") == GUINT_TO_POINTER (place)
            ? child
            : find_entry (child, place);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static GtkWidget *
get_grid (Day *day)
{
  return find_widget (day->window, QH_TYPE_GOALS_GRID, NULL);
}

static gboolean
has_cells (gpointer day)
{
  return find_entry (get_grid (day), 1) != NULL;
}

static gboolean
says_none (gpointer page)
{
  return g_str_has_prefix (gtk_label_get_text (child_of (page, QH_TYPE_GOALS_PAGE, "summary")), "No goals");
}

static gboolean
says_some (gpointer page)
{
  return g_str_has_prefix (gtk_label_get_text (child_of (page, QH_TYPE_GOALS_PAGE, "summary")), "Up to");
}

static QhGoalsPage *
open_page (Day *day)
{
  QhGoalsPage *page;

  qh_window_show_page (day->window, "goals");
  wait_for (has_cells, day);
  page = QH_GOALS_PAGE (gtk_widget_get_ancestor (get_grid (day), QH_TYPE_GOALS_PAGE));
  wait_for (says_none, page);
  return page;
}

static gboolean
press (Day *day, guint key, GdkModifierType state)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (get_grid (day));

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
      gboolean handled = FALSE;

      if (!GTK_IS_EVENT_CONTROLLER_KEY (controller))
        continue;
      g_signal_emit_by_name (controller, "key-pressed", key, 0, state, &handled);
      return handled;
    }
  return FALSE;
}

static guint
count_goals (Day *day)
{
  g_autoptr (GArray) goals = qh_goals_list (day->store.store, 1, G_MAXINT32, NULL);

  return goals->len;
}

static gboolean
has_twelve (gpointer day)
{
  return count_goals (day) == 12;
}

static gboolean
has_two_years (gpointer day)
{
  return count_goals (day) == 24;
}

static gboolean
has_one (gpointer day)
{
  return count_goals (day) == 1;
}

static gboolean
is_on (Day *day, guint place)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (day->window));

  return focus != NULL && gtk_widget_get_ancestor (focus, GTK_TYPE_ENTRY) == find_entry (get_grid (day), place);
}

/* Digits and Enter write a goal and go down; arrows move; the sum follows; undo takes it back. */
static void
test_enter (Day *day, gconstpointer data)
{
  QhGoalsPage *page = open_page (day);
  GtkWidget *first = find_entry (get_grid (day), 0);

  gtk_widget_grab_focus (first);
  gtk_editable_set_text (GTK_EDITABLE (first), "x");
  g_assert_true (press (day, GDK_KEY_Return, 0));
  g_assert_true (gtk_widget_has_css_class (first, "error"));
  g_assert_cmpuint (count_goals (day), ==, 0);
  gtk_widget_grab_focus (first);
  gtk_editable_set_text (GTK_EDITABLE (first), "12");
  g_assert_true (press (day, GDK_KEY_Return, 0));
  g_assert_false (gtk_widget_has_css_class (first, "error"));
  g_assert_true (is_on (day, 12));
  wait_for (has_one, day);
  wait_for (says_some, page);
  g_assert_true (press (day, GDK_KEY_Up, 0));
  g_assert_true (is_on (day, 0));
  gtk_widget_activate_action (GTK_WIDGET (day->window), "win.undo", NULL);
  wait_for (says_none, page);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (first)), ==, "");
  g_assert_cmpuint (count_goals (day), ==, 0);
}

/* Ctrl+D repeats a month's goal to December, and the next year copies them. */
static void
test_repeat_and_copy (Day *day, gconstpointer data)
{
  QhGoalsPage *page = open_page (day);
  GtkWidget *first = find_entry (get_grid (day), 0);
  g_autoptr (GArray) goals = NULL;

  gtk_widget_grab_focus (first);
  gtk_editable_set_text (GTK_EDITABLE (first), "7");
  g_assert_true (press (day, GDK_KEY_d, GDK_CONTROL_MASK));
  wait_for (has_twelve, day);
  wait_for (says_some, page);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (page), "goals.next", NULL));
  wait_for (says_none, page);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (page), "goals.copy", NULL));
  wait_for (has_two_years, day);
  settle ();
  goals = qh_goals_list (day->store.store, 1, G_MAXINT32, NULL);
  g_assert_cmpuint (g_array_index (goals, QhGoal, 23).planned, ==, 7);
}

static void
paste_on_second (Day *day, const char *text)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (get_grid (day)), text);
  gtk_widget_grab_focus (find_entry (get_grid (day), 1));
  g_assert_true (press (day, GDK_KEY_v, GDK_CONTROL_MASK));
}

static gboolean
has_three (gpointer day)
{
  return count_goals (day) == 3;
}

/* A column of a spreadsheet goes down from the cell where it is pasted. */
static void
test_paste (Day *day, gconstpointer data)
{
  open_page (day);
  paste_on_second (day, "3\n4\n5\n");
  wait_for (has_three, day);
  settle ();
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (find_entry (get_grid (day), 25))), ==, "5");
}

static void
add_tests (QhApplication *application)
{
  g_test_add ("/goals-page/enter", Day, application, day_set_up, test_enter, day_tear_down);
  g_test_add ("/goals-page/repeat-and-copy", Day, application, day_set_up, test_repeat_and_copy, day_tear_down);
  g_test_add ("/goals-page/paste", Day, application, day_set_up, test_paste, day_tear_down);
}

int
main (int argc, char *argv[])
{
  return day_run (argc, argv, add_tests);
}
