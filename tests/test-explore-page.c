/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page Explore, in the real window. */
#include <string.h>

#include "day-fixture.h"
#include "ui/explore/qh-explore-page.h"
#include "ui/explore/qh-variable-list.h"

static QhExplorePage *
get_page (Day *day)
{
  return find_widget (day->window, QH_TYPE_EXPLORE_PAGE, NULL);
}

static gboolean
has_variables (gpointer day)
{
  QhVariableList *list = find_widget (get_page (day), QH_TYPE_VARIABLE_LIST, NULL);

  return list != NULL && qh_variable_list_find (list, "minutes") != NULL;
}

static gboolean
has_text (gpointer widget, const char *text)
{
  if (GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget)
      && strstr (gtk_label_get_text (widget), text) != NULL)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (has_text (child, text))
      return TRUE;
  return FALSE;
}

static gboolean
has_description (gpointer day)
{
  return has_text (get_page (day), "Standard deviation");
}

static gboolean
has_cross_table (gpointer day)
{
  return has_text (get_page (day), "Cross-table");
}

static void
open_page (Day *day)
{
  for (guint i = 0; i < 12; i++)
    {
      QhRecord *activity = fixture_new_activity (day->store.store);

      qh_record_set_integer (activity, "date", qh_day_today ());
      qh_record_set_integer (activity, "minutes", 5 + i);
      fixture_put (day->store.store, activity);
    }
  qh_window_show_page (day->window, "explore");
  wait_for (has_variables, day);
}

/* One variable: what describes it. */
static void
test_one (Day *day, gconstpointer data)
{
  open_page (day);
  g_assert_true (has_text (get_page (day), "Choose a variable"));
  qh_explore_page_put (get_page (day), "minutes", "alone");
  wait_for (has_description, day);
}

/* Two variables, and one taken away again. */
static void
test_two (Day *day, gconstpointer data)
{
  open_page (day);
  qh_explore_page_put (get_page (day), "type", "rows");
  qh_explore_page_put (get_page (day), "outcome", "columns");
  settle ();
  qh_explore_page_put (get_page (day), "date", "rows");
  qh_explore_page_put (get_page (day), "type", "columns");
  wait_for (has_cross_table, day);
  qh_explore_page_put (get_page (day), "minutes", "alone");
  wait_for (has_description, day);
}

static void
add_tests (QhApplication *application)
{
  g_test_add ("/explore-page/one", Day, application, day_set_up, test_one, day_tear_down);
  g_test_add ("/explore-page/two", Day, application, day_set_up, test_two, day_tear_down);
}

int
main (int argc, char *argv[])
{
  return day_run (argc, argv, add_tests);
}
