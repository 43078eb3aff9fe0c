/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page Data sets: recipes are saved, opened again, left half done, and written out. */
#include <glib/gstdio.h>
#include <string.h>

#include "datasets-fixture.h"
#include "research/qh-recipes.h"
#include "store/qh-users.h"

#define RESEARCHER "viento cuatro mesas azules"

static gboolean
is_there (gpointer path)
{
  return g_file_test (path, G_FILE_TEST_EXISTS);
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

static gboolean
has_two_versions (gpointer store)
{
  g_autoptr (GPtrArray) recipes = qh_recipes_list_versions (store, NULL);

  return recipes->len == 2;
}

static gboolean
has_no_recipes (gpointer store)
{
  g_autoptr (GPtrArray) recipes = qh_recipes_list_versions (store, NULL);

  return recipes->len == 0;
}

static gboolean
says_version_one (gpointer page)
{
  return says (page, "Version 1") && !says (page, "Version 2");
}

static gboolean
says_version_two (gpointer page)
{
  return says (page, "Version 2");
}

/* Two versions, the first opened again, written to a file, and all removed with Undo. */
static void
test_keeps_versions (Day *day, gconstpointer data)
{
  g_autofree char *path = g_build_filename (day->store.folder, "one.json", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autofree char *text = NULL;
  g_autoptr (QhRecipe) read = NULL;
  QhDatasetsPage *page;
  GtkWidget *row;

  put_activities (day);
  page = open_page (day);
  qh_datasets_page_open (page, "{\"name\": \"one\", \"unit\": \"activity\", \"variables\": [\"type\", \"minutes\"], \"notes\": \"the first\"}");
  wait_for (lists_type_first, page);
  gtk_widget_activate_action (GTK_WIDGET (page), "datasets.save", NULL);
  wait_for (says_version_one, page);
  press (page, 0, GDK_KEY_Down, GDK_ALT_MASK);
  g_assert_true (says (page, "Version 1 · changed"));
  gtk_widget_activate_action (GTK_WIDGET (page), "datasets.save", NULL);
  wait_for (has_two_versions, day->store.store);
  wait_for (says_version_two, page);
  gtk_widget_activate_action (GTK_WIDGET (page), "datasets.recipes", NULL);
  wait_for (has_editor, NULL);
  g_assert_true (says (find_editor (), "the first") && says (find_editor (), "By activity · 2 variables · all rows"));
  row = find_starting (find_editor (), "Version 1");
  g_signal_emit_by_name (row, "activated");
  wait_for (lists_type_first, page);
  g_assert_true (says_version_one (page));
  qh_datasets_page_write_recipe (page, file);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  read = qh_recipe_parse (text, NULL);
  g_assert_cmpstr (read->notes, ==, "the first");
  g_assert_cmpint (g_remove (path), ==, 0);
  gtk_widget_activate_action (GTK_WIDGET (page), "datasets.recipes", NULL);
  wait_for (has_editor, NULL);
  g_signal_emit_by_name (find_said (find_editor (), "Remove the recipe “one”"), "activated");
  wait_for (has_no_recipes, day->store.store);
  gtk_widget_activate_action (GTK_WIDGET (day->window), "win.undo", NULL);
  wait_for (has_two_versions, day->store.store);
  settle (); /* the pages follow */
}

/* What was changed is not lost without a question. */
static void
test_asks_before_another (Day *day, gconstpointer data)
{
  QhDatasetsPage *page;

  put_activities (day);
  page = open_page (day);
  qh_datasets_page_open (page, "{\"name\": \"one\", \"unit\": \"activity\", \"variables\": [\"type\", \"minutes\"]}");
  wait_for (lists_type_first, page);
  gtk_widget_activate_action (GTK_WIDGET (page), "datasets.new", NULL);
  g_assert_null (find_dialog ()); /* nothing was changed */
  qh_datasets_page_open (page, "{\"name\": \"one\", \"unit\": \"activity\", \"variables\": [\"type\", \"minutes\"]}");
  wait_for (lists_type_first, page);
  press (page, 0, GDK_KEY_Down, GDK_ALT_MASK);
  gtk_widget_activate_action (GTK_WIDGET (page), "datasets.new", NULL);
  g_assert_nonnull (find_dialog ());
  g_assert_true (lists_minutes_first (page));
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (find_dialog ()), "confirm");
  wait_for (says_twelve, page);
  settle ();
  g_assert_false (lists_minutes_first (page));
}

static gboolean
has_draft (gpointer store)
{
  g_autoptr (GPtrArray) drafts = qh_drafts_list (store, NULL);

  return drafts != NULL && drafts->len == 1;
}

/* A recipe that was not saved is left behind, and gone on with. */
static void
test_leaves_a_draft (Day *day, gconstpointer data)
{
  QhDatasetsPage *page;
  g_autoptr (GPtrArray) drafts = NULL;

  put_activities (day);
  page = open_page (day);
  qh_datasets_page_open (page, "{\"name\": \"one\", \"unit\": \"activity\", \"variables\": [\"type\", \"minutes\"]}");
  wait_for (lists_type_first, page);
  press (page, 0, GDK_KEY_Down, GDK_ALT_MASK);
  wait_for (has_draft, day->store.store);
  drafts = qh_drafts_list (day->store.store, NULL);
  qh_datasets_page_open (page, "{\"name\": \"two\", \"unit\": \"activity\", \"variables\": [\"type\", \"minutes\"]}");
  wait_for (lists_type_first, page);
  qh_datasets_page_continue (page, g_ptr_array_index (drafts, 0));
  wait_for (lists_minutes_first, page);
}

static void
open_as_researcher (Day *day)
{
  g_autoptr (QhRecord) user = qh_store_new_record (day->store.store, QH_KIND_USER);
  g_autoptr (GError) error = NULL;

  qh_record_set_text (user, "name", "Ximena");
  qh_user_set_roles (user, QH_ROLE_RESEARCHER);
  qh_users_add (day->store.store, user, RESEARCHER, &error);
  g_assert_no_error (error);
  qh_window_lock (day->window);
  settle ();
  g_clear_object (&day->store.store);
  day->store.store = qh_store_open_as (day->store.path, "Ximena", RESEARCHER, &error);
  g_assert_no_error (error);
  qh_window_take_store (day->window, day->store.store);
  settle ();
}

/* All of it without the key: treated, searched for, derived, saved. */
static void
test_as_researcher (Day *day, gconstpointer data)
{
  QhDatasetsPage *page;

  put_activities (day);
  open_as_researcher (day);
  page = open_page (day);
  qh_datasets_page_open (page, "{\"name\": \"one\", \"unit\": \"activity\", \"variables\": [\"date\", \"bins\", \"minutes\"], "
                               "\"derived\": [{\"name\": \"bins\", \"make\": \"bins\", \"from\": \"minutes\", \"cuts\": [20, 40]}], "
                               "\"treat\": {\"minutes\": {\"top\": 20}}, \"deidentify\": {\"k\": 6, \"levels\": {\"date\": 1}}}");
  wait_for (says_by_month, page);
  g_assert_true (says_top (page) && writes_bins (page));
  gtk_widget_activate_action (GTK_WIDGET (page), "datasets.search", NULL);
  wait_for (has_editor, NULL);
  g_signal_emit_by_name (find_said (find_editor (), "0.0 % lost · k = 6 · 0 rows left out"), "activated");
  wait_for (says_exactly, page);
  gtk_widget_activate_action (GTK_WIDGET (page), "datasets.save", NULL);
  wait_for (is_saved, day->store.store);
  wait_for (says_version_one, page);
  settle ();
}

static void
add_tests (QhApplication *application)
{
  g_test_add ("/datasets-recipes/saves-and-exports", Day, application, day_set_up, test_saves_and_exports, day_tear_down);
  g_test_add ("/datasets-recipes/keeps-versions", Day, application, day_set_up, test_keeps_versions, day_tear_down);
  g_test_add ("/datasets-recipes/asks-before-another", Day, application, day_set_up, test_asks_before_another, day_tear_down);
  g_test_add ("/datasets-recipes/leaves-a-draft", Day, application, day_set_up, test_leaves_a_draft, day_tear_down);
  g_test_add ("/datasets-recipes/as-researcher", Day, application, day_set_up, test_as_researcher, day_tear_down);
}

int
main (int argc, char *argv[])
{
  return day_run (argc, argv, add_tests);
}
