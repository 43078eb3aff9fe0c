/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page Data sets, in the real window. */
#include <glib/gstdio.h>
#include <string.h>

#include "day-fixture.h"
#include "research/qh-recipes.h"
#include "ui/datasets/qh-datasets-page.h"

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

static void
add_tests (QhApplication *application)
{
  g_test_add ("/datasets-page/shows", Day, application, day_set_up, test_shows, day_tear_down);
  g_test_add ("/datasets-page/saves-and-exports", Day, application, day_set_up, test_saves_and_exports, day_tear_down);
}

int
main (int argc, char *argv[])
{
  return day_run (argc, argv, add_tests);
}
