/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page Data sets, in the real window. */
#include <glib/gstdio.h>
#include <string.h>

#include "day-fixture.h"
#include "research/qh-recipes.h"
#include "ui/datasets/qh-data-set-variables.h"
#include "ui/datasets/qh-datasets-page.h"
#include "ui/settings/qh-editor.h"

#define N_ACTIVITIES 12

static void
put_activities (Day *day)
{
  for (guint i = 0; i < N_ACTIVITIES; i++)
    {
      QhRecord *activity = fixture_new_activity (day->store.store);

      qh_record_set_integer (activity, "date", qh_day_today () - (gint64)(i % 2));
      fixture_put (day->store.store, activity);
    }
}

static gboolean
is_known (gpointer page)
{
  return qh_datasets_page_get_state (page)[0] != '\0';
}

static QhDatasetsPage *
open_page (Day *day)
{
  QhDatasetsPage *page;

  qh_window_show_page (day->window, "datasets");
  page = find_widget (day->window, QH_TYPE_DATASETS_PAGE, NULL);
  wait_for (is_known, page);
  return page;
}

static gboolean
says_twelve (gpointer page)
{
  return strstr (qh_datasets_page_get_state (page), "12") != NULL;
}

static gboolean
says_no_rows (gpointer page)
{
  return strstr (qh_datasets_page_get_state (page), "leave no rows") != NULL;
}

static gboolean
is_there (gpointer path)
{
  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static gboolean
is_saved (gpointer store)
{
  g_autoptr (GPtrArray) recipes = qh_recipes_list (store, NULL);

  return recipes->len == 1;
}

/* What leaves is said at once, and again when the recipe is another. */
static void
test_shows (Day *day, gconstpointer data)
{
  QhDatasetsPage *page;

  put_activities (day);
  page = open_page (day);
  wait_for (says_twelve, page);
  qh_datasets_page_open (page, "{\"name\": \"none\", \"unit\": \"activity\", \"filter\": [\"minutes=9000..\"]}");
  wait_for (says_no_rows, page);
  qh_datasets_page_open (page, "{\"name\": \"all\", \"unit\": \"activity\", \"variables\": [\"type\", \"minutes\"]}");
  wait_for (says_twelve, page);
}

/* Saved as a version, and written as a folder. */
static void
test_saves_and_exports (Day *day, gconstpointer data)
{
  static const char *const files[] = { "base.csv", "datapackage.json", "manifest.json" };
  g_autofree char *folder = g_build_filename (day->store.folder, "base", NULL);
  g_autofree char *manifest = g_build_filename (folder, "manifest.json", NULL);
  g_autofree char *text = NULL;
  QhDatasetsPage *page;

  put_activities (day);
  page = open_page (day);
  qh_datasets_page_open (page, "{\"name\": \"one\", \"unit\": \"activity\", \"variables\": [\"type\", \"minutes\"], \"formats\": [\"csv\"]}");
  gtk_widget_activate_action (GTK_WIDGET (page), "datasets.save", NULL);
  wait_for (is_saved, day->store.store);
  qh_datasets_page_export (page, folder);
  wait_for (is_there, manifest);
  settle ();
  g_assert_true (g_file_get_contents (manifest, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "\"written\" : 12"));
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = g_build_filename (folder, files[i], NULL);

      g_assert_cmpint (g_remove (path), ==, 0);
    }
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

/* A row of that title, or a button that says so when it is pointed at. */
static gpointer
find_said (gpointer root, const char *words)
{
  const char *title = ADW_IS_PREFERENCES_ROW (root) ? adw_preferences_row_get_title (root) : gtk_widget_get_tooltip_text (root);

  if (g_strcmp0 (title, words) == 0)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      gpointer found = find_said (child, words);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static gpointer
find_editor (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (QH_IS_EDITOR (window))
        return window;
    }
  return NULL;
}

static gboolean
has_no_editor (gpointer data)
{
  return find_editor () == NULL;
}

/* Variables, filter and period */

static GtkWidget *
find_list (QhDatasetsPage *page)
{
  return find_widget (find_widget (page, QH_TYPE_DATA_SET_VARIABLES, NULL), GTK_TYPE_LIST_BOX, NULL);
}

/* The variables as a screen reader tells them. */
static char *
read_list (QhDatasetsPage *page)
{
  GString *words = g_string_new (NULL);

  for (GtkWidget *row = gtk_widget_get_first_child (find_list (page)); row != NULL; row = gtk_widget_get_next_sibling (row))
    g_string_append_printf (words, "%s\n", gtk_widget_get_tooltip_text (row));
  return g_string_free (words, FALSE);
}

static gboolean
lists (QhDatasetsPage *page, const char *first, const char *second)
{
  g_autofree char *words = read_list (page);
  g_auto (GStrv) lines = g_strsplit (words, "\n", -1);

  return lines[0] != NULL && lines[1] != NULL && strstr (lines[0], first) != NULL && strstr (lines[1], second) != NULL;
}

static gboolean
lists_type_first (gpointer page)
{
  return lists (page, "(type)", "(minutes)");
}

static gboolean
lists_minutes_first (gpointer page)
{
  return lists (page, "(minutes)", "(type)");
}

static gboolean
lists_the_new_name (gpointer page)
{
  return lists (page, "Duración (minutos)", "(type)");
}

static gboolean
lists_one (gpointer page)
{
  g_autofree char *words = read_list (page);

  return strstr (words, "(minutos)") != NULL && strstr (words, "(type)") == NULL;
}

static void
press (QhDatasetsPage *page, int at, guint key, GdkModifierType state)
{
  GtkWidget *list = find_list (page);
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (list);
  gboolean handled = FALSE;

  gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), at)));
  for (guint i = 0; i < g_list_model_get_n_items (controllers) && !handled; i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
        g_signal_emit_by_name (controller, "key-pressed", key, 0, state, &handled);
    }
  g_assert_true (handled);
}

/* With the keyboard alone: moved, called otherwise, taken out. */
static void
test_changes_variables (Day *day, gconstpointer data)
{
  QhDatasetsPage *page;
  GtkWidget *editor, *name, *label;

  put_activities (day);
  page = open_page (day);
  qh_datasets_page_open (page, "{\"name\": \"one\", \"unit\": \"activity\", \"variables\": [\"type\", \"minutes\"], \"formats\": [\"csv\"]}");
  wait_for (lists_type_first, page);
  press (page, 0, GDK_KEY_Down, GDK_ALT_MASK);
  g_assert_true (lists_minutes_first (page));
  g_signal_emit_by_name (gtk_list_box_get_row_at_index (GTK_LIST_BOX (find_list (page)), 0), "activate");
  editor = find_editor ();
  name = find_said (editor, "_Name, for programs");
  label = find_said (editor, "_Label, for people");
  gtk_editable_set_text (GTK_EDITABLE (name), "type"); /* the other one's */
  gtk_editable_set_text (GTK_EDITABLE (label), "Duración");
  g_signal_emit_by_name (editor, "save");
  g_assert_true (find_editor () == editor);
  gtk_editable_set_text (GTK_EDITABLE (name), "minutos");
  g_signal_emit_by_name (editor, "save");
  wait_for (has_no_editor, NULL);
  wait_for (lists_the_new_name, page);
  press (page, 1, GDK_KEY_Delete, 0);
  wait_for (lists_one, page);
}

static gboolean
says_six (gpointer page)
{
  return strstr (qh_datasets_page_get_state (page), "6 rows") != NULL;
}

static gboolean
has_chip (gpointer page)
{
  return find_said (page, "Remove the filter “Date: 2026-01-05 to 2026-01-05”") != NULL;
}

/* The filter is told in words, and goes when it is pressed. */
static void
test_filters (Day *day, gconstpointer data)
{
  char today[QH_DAY_ISO_SIZE];
  g_autofree char *json = NULL, *period = NULL;
  QhDatasetsPage *page;

  put_activities (day);
  page = open_page (day);
  qh_day_to_iso (qh_day_today (), today);
  period = g_strdup_printf ("{\"name\": \"one\", \"unit\": \"activity\", \"period\": {\"from\": \"%s\"}}", today);
  qh_datasets_page_open (page, period);
  wait_for (says_six, page);
  json = g_strdup ("{\"name\": \"one\", \"unit\": \"activity\", \"filter\": [\"date=2026-01-05..2026-01-05\"]}");
  qh_datasets_page_open (page, json);
  wait_for (says_no_rows, page);
  g_assert_true (has_chip (page));
  g_signal_emit_by_name (find_said (page, "Remove the filter “Date: 2026-01-05 to 2026-01-05”"), "clicked");
  wait_for (says_twelve, page);
  g_assert_false (has_chip (page));
}

static void
add_tests (QhApplication *application)
{
  g_test_add ("/datasets-page/shows", Day, application, day_set_up, test_shows, day_tear_down);
  g_test_add ("/datasets-page/saves-and-exports", Day, application, day_set_up, test_saves_and_exports, day_tear_down);
  g_test_add ("/datasets-page/changes-variables", Day, application, day_set_up, test_changes_variables, day_tear_down);
  g_test_add ("/datasets-page/filters", Day, application, day_set_up, test_filters, day_tear_down);
}

int
main (int argc, char *argv[])
{
  return day_run (argc, argv, add_tests);
}
