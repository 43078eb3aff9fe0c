/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page Goals, in the real window. */
#include <glib/gstdio.h>
#include <string.h>

#include "day-fixture.h"
#include "desk/qh-goals.h"
#include "ui/forms/qh-draft-keeper.h"
#include "ui/goals/qh-goals-files.h"
#include "ui/goals/qh-goals-grid.h"
#include "ui/goals/qh-goals-import-window.h"
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

/* Rows come a few at a time. */
static gboolean
has_cells (gpointer day)
{
  return find_entry (get_grid (day), 2 * 12) != NULL;
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

static gpointer
find_import (void)
{
  GListModel *toplevels = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (toplevels, i);

      if (QH_IS_GOALS_IMPORT_WINDOW (window))
        return window;
    }
  return NULL;
}

static gboolean
has_import (gpointer data)
{
  return find_import () != NULL;
}

static gboolean
has_no_import (gpointer data)
{
  return find_import () == NULL;
}

static gboolean
is_there (gpointer path)
{
  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static gboolean
can_import (void)
{
  return gtk_widget_is_sensitive (child_of (find_import (), QH_TYPE_GOALS_IMPORT_WINDOW, "import_button"));
}

static void
open_table (Day *day, QhGoalsPage *page, const char *path, const char *text)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);

  if (text != NULL)
    g_assert_true (g_file_set_contents (path, text, -1, NULL));
  qh_goals_files_open (GTK_WIDGET (page), day->session, file);
  wait_for (has_import, NULL);
}

/* What a table would write is shown first; with a fault it is not written; then it is, and undone. */
static void
test_import (Day *day, gconstpointer data)
{
  QhGoalsPage *page = open_page (day);
  g_autofree char *folder = g_dir_make_tmp ("quehacer-goals-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "goals.csv", NULL);
  g_autoptr (QhRecord) worker = qh_store_get (day->store.store, QH_KIND_WORKER, day->store.worker, NULL);
  g_autofree char *bad = g_strdup_printf ("worker,function,2026-01,2026-02\n%s,F01,5,x\n", qh_record_get_text (worker, "name"));
  g_autofree char *good = g_strdup_printf ("worker,function,2026-01,2026-02\n%s,F01,5,\n", qh_record_get_text (worker, "name"));

  open_table (day, page, path, bad);
  g_assert_false (can_import ());
  g_assert_true (gtk_widget_get_visible (child_of (find_import (), QH_TYPE_GOALS_IMPORT_WINDOW, "faults")));
  gtk_window_destroy (find_import ());
  open_table (day, page, path, good);
  g_assert_true (can_import ());
  g_assert_cmpuint (count_goals (day), ==, 0);
  gtk_widget_activate_action (find_import (), "goals-import.import", NULL);
  wait_for (has_no_import, NULL);
  g_assert_cmpuint (count_goals (day), ==, 1);
  open_table (day, page, path, NULL); /* nothing in it differs now */
  g_assert_false (can_import ());
  gtk_window_destroy (find_import ());
  gtk_widget_activate_action (GTK_WIDGET (day->window), "win.undo", NULL);
  settle ();
  g_assert_cmpuint (count_goals (day), ==, 0);
  g_remove (path);
  g_rmdir (folder);
}

/* The year is written as xlsx, and read back the same. */
static void
test_export (Day *day, gconstpointer data)
{
  QhGoalsPage *page = open_page (day);
  GtkWidget *first = find_entry (get_grid (day), 0);
  g_autofree char *folder = g_dir_make_tmp ("quehacer-goals-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "goals.xlsx", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (QhGoalsImport) import = NULL;
  const QhGoalsWanted wanted = { .year = qh_day_from_ymd (qh_day_get_year (qh_day_today ()), 1, 1) };

  gtk_widget_grab_focus (first);
  gtk_editable_set_text (GTK_EDITABLE (first), "7");
  g_assert_true (press (day, GDK_KEY_d, GDK_CONTROL_MASK));
  wait_for (has_twelve, day);
  qh_goals_files_write_to (GTK_WIDGET (page), day->session, &wanted, file);
  wait_for (is_there, path);
  settle ();
  import = qh_goals_import_read (day->store.store, file, NULL, NULL);
  g_assert_cmpuint (import->n_same, ==, 12);
  g_assert_cmpuint (import->n_faults, ==, 0);
  g_remove (path);
  g_rmdir (folder);
}

static gboolean
has_draft (gpointer day)
{
  g_autoptr (GPtrArray) drafts = qh_drafts_list (((Day *)day)->store.store, NULL);

  return drafts != NULL && drafts->len == 1;
}

static gboolean
has_no_draft (gpointer day)
{
  return !has_draft (day);
}

static gboolean
has_x (gpointer day)
{
  GtkWidget *entry = find_entry (get_grid (day), 14);

  return entry != NULL && g_str_equal (gtk_editable_get_text (GTK_EDITABLE (entry)), "1x");
}

/* What is typed and no number yet is kept, and comes back into its cell. */
static void
test_draft (Day *day, gconstpointer data)
{
  QhGoalsPage *page = open_page (day);
  GtkWidget *entry = find_entry (get_grid (day), 14);
  g_autoptr (GPtrArray) drafts = NULL;

  gtk_widget_grab_focus (entry);
  gtk_editable_set_text (GTK_EDITABLE (entry), "1x");
  wait_for (has_draft, day);
  drafts = qh_drafts_list (day->store.store, NULL);
  g_assert_cmpstr (((QhDraft *)g_ptr_array_index (drafts, 0))->form, ==, QH_DRAFT_FORM_GOALS);
  g_assert_cmpstr (((QhDraft *)g_ptr_array_index (drafts, 0))->rows[0], ==, "1x");
  g_assert_true (press (day, GDK_KEY_Escape, 0));
  wait_for (has_no_draft, day);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (page), "goals.next", NULL));
  qh_goals_page_continue (page, g_ptr_array_index (drafts, 0));
  wait_for (has_x, day);
  g_assert_true (press (day, GDK_KEY_Escape, 0));
  wait_for (has_no_draft, day);
}

static GtkLabel *
get_total (Day *day)
{
  GtkWidget *grid = gtk_widget_get_first_child (get_grid (day));

  return GTK_LABEL (gtk_grid_get_child_at (GTK_GRID (grid), 1, 1));
}

static gboolean
has_total (gpointer day)
{
  return g_str_has_prefix (gtk_label_get_text (get_total (day)), "84\n");
}

/* Twelve months of seven are 84 a year, beside the name. */
static void
test_total (Day *day, gconstpointer data)
{
  GtkWidget *first;

  open_page (day);
  first = find_entry (get_grid (day), 0);
  gtk_widget_grab_focus (first);
  gtk_editable_set_text (GTK_EDITABLE (first), "7");
  g_assert_true (press (day, GDK_KEY_d, GDK_CONTROL_MASK));
  wait_for (has_total, day);
}

static void
add_tests (QhApplication *application)
{
  g_test_add ("/goals-page/enter", Day, application, day_set_up, test_enter, day_tear_down);
  g_test_add ("/goals-page/repeat-and-copy", Day, application, day_set_up, test_repeat_and_copy, day_tear_down);
  g_test_add ("/goals-page/draft", Day, application, day_set_up, test_draft, day_tear_down);
  g_test_add ("/goals-page/total", Day, application, day_set_up, test_total, day_tear_down);
  g_test_add ("/goals-page/import", Day, application, day_set_up, test_import, day_tear_down);
  g_test_add ("/goals-page/export", Day, application, day_set_up, test_export, day_tear_down);
  g_test_add ("/goals-page/paste", Day, application, day_set_up, test_paste, day_tear_down);
}

int
main (int argc, char *argv[])
{
  return day_run (argc, argv, add_tests);
}
