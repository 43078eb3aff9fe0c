/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page Data sets, in the real window. */
#include <glib/gstdio.h>
#include <string.h>

#include "day-fixture.h"
#include "research/qh-recipes.h"
#include "store/qh-users.h"
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
says_by_month (gpointer page)
{
  g_autofree char *words = read_list (page);

  return strstr (words, "(date). Quasi-id., by month") != NULL;
}

static gboolean
says_what_is_lost (gpointer page)
{
  g_autofree char *words = read_list (page);

  return strstr (words, "information lost") != NULL;
}

static gboolean
says_exactly (gpointer page)
{
  g_autofree char *words = read_list (page);

  return strstr (words, "(date). Quasi-id., as it is") != NULL;
}

static gboolean
says_wants_quasi (gpointer page)
{
  return strstr (qh_datasets_page_get_state (page), "no quasi-identifiers") != NULL;
}

static gboolean
says_goal_missed (gpointer page)
{
  return strstr (qh_datasets_page_get_state (page), "goal is not reached") != NULL;
}

static gboolean
says_top (gpointer page)
{
  g_autofree char *words = read_list (page);

  return strstr (words, "(minutes). Free, top 20") != NULL;
}

static gboolean
says_sensitive (gpointer page)
{
  g_autofree char *words = read_list (page);

  return strstr (words, "(minutes). Sensitive") != NULL;
}

static void
activate (QhDatasetsPage *page, int at)
{
  g_signal_emit_by_name (gtk_list_box_get_row_at_index (GTK_LIST_BOX (find_list (page)), at), "activate");
}

/* A level is chosen beside what it costs and gains; a number gets a top; a variable is sensitive. */
static void
test_treats (Day *day, gconstpointer data)
{
  QhDatasetsPage *page;
  GtkWidget *row;

  put_activities (day);
  page = open_page (day);
  qh_datasets_page_open (page, "{\"name\": \"one\", \"unit\": \"activity\", \"variables\": [\"date\", \"minutes\"], \"deidentify\": {\"k\": 6}}");
  wait_for (says_what_is_lost, page);
  activate (page, 0);
  row = find_said (find_editor (), "by month");
  g_assert_nonnull (strstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), "unique"));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (adw_action_row_get_activatable_widget (ADW_ACTION_ROW (row))), TRUE);
  g_signal_emit_by_name (find_editor (), "save");
  wait_for (has_no_editor, NULL);
  wait_for (says_by_month, page);
  activate (page, 1);
  gtk_editable_set_text (GTK_EDITABLE (find_said (find_editor (), "_Top")), "x");
  g_signal_emit_by_name (find_editor (), "save");
  g_assert_nonnull (find_editor ()); /* it says what is wrong */
  gtk_editable_set_text (GTK_EDITABLE (find_said (find_editor (), "_Top")), "20");
  g_signal_emit_by_name (find_editor (), "save");
  wait_for (has_no_editor, NULL);
  wait_for (says_top, page);
  activate (page, 1);
  adw_combo_row_set_selected (ADW_COMBO_ROW (find_said (find_editor (), "_What it is")), 1);
  g_signal_emit_by_name (find_editor (), "save");
  wait_for (says_sensitive, page);
}

/* What does not reach the goal shows, and does not leave. */
static void
test_misses_the_goal (Day *day, gconstpointer data)
{
  QhDatasetsPage *page;

  put_activities (day);
  page = open_page (day);
  qh_datasets_page_open (page, "{\"name\": \"one\", \"unit\": \"activity\", \"variables\": [\"date\", \"minutes\"], "
                               "\"deidentify\": {\"k\": 7, \"levels\": {\"date\": 0}}}");
  wait_for (says_goal_missed, page);
  g_assert_false (gtk_widget_is_sensitive (find_widget (page, GTK_TYPE_BUTTON, "Export…")));
  press (page, 0, GDK_KEY_Delete, 0); /* with the variable goes what was done to it */
  wait_for (says_wants_quasi, page);
}

/* All that the labels say. */
static void
collect (GtkWidget *widget, GString *words)
{
  if (GTK_IS_LABEL (widget))
    g_string_append_printf (words, "%s\n", gtk_label_get_text (GTK_LABEL (widget)));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    collect (child, words);
}

static gboolean
says (gpointer root, const char *text)
{
  g_autoptr (GString) words = g_string_new (NULL);

  collect (root, words);
  return strstr (words->str, text) != NULL;
}

static gboolean
says_drivers (gpointer page)
{
  return says (page, "What drives the risk") && says (page, "Rows that are easiest to find") && says (page, "If what is missing could be anything: k = 1")
         && says (page, "As a sample of 10 % of a population");
}

static gboolean
has_editor (gpointer data)
{
  return find_editor () != NULL;
}

/* Which variables and which rows, in a sample, with what is missing as anything. */
static void
test_drivers (Day *day, gconstpointer data)
{
  QhDatasetsPage *page;
  GtkWidget *toggle;

  put_activities (day);
  fixture_put (day->store.store, fixture_new_person (day->store.store, "Ana", "M", 1980));
  fixture_put (day->store.store, fixture_new_person (day->store.store, "Luz", "M", 1980));
  fixture_put (day->store.store, fixture_new_person (day->store.store, "Leo", "H", 1990));
  page = open_page (day);
  qh_datasets_page_open (page, "{\"name\": \"one\", \"unit\": \"person\", \"variables\": [\"sex\", \"birth_year\"], \"risk\": {\"fraction\": 0.1, \"missing\": \"wildcard\"}}");
  wait_for (says_drivers, page);
  g_assert_true (says (page, "1 row: Male · 1990") || says (page, "1 row: Man · 1990"));
  gtk_widget_activate_action (GTK_WIDGET (page), "datasets.goal", NULL);
  toggle = adw_action_row_get_activatable_widget (find_said (find_editor (), "What is _missing could be anything"));
  g_assert_true (gtk_switch_get_active (GTK_SWITCH (toggle)));
  gtk_editable_set_text (GTK_EDITABLE (find_said (find_editor (), "_Per cent of a population that the rows are")), "400");
  g_signal_emit_by_name (find_editor (), "save");
  g_assert_true (has_editor (NULL)); /* it says what is wrong */
  gtk_window_destroy (find_editor ());
}

/* The second best is chosen: its levels are the recipe's. */
static void
test_searches (Day *day, gconstpointer data)
{
  QhDatasetsPage *page;
  GtkWidget *row;

  put_activities (day);
  page = open_page (day);
  qh_datasets_page_open (page, "{\"name\": \"one\", \"unit\": \"activity\", \"variables\": [\"date\", \"minutes\"], \"deidentify\": {\"k\": 6, \"levels\": {\"date\": 1}}}");
  wait_for (says_what_is_lost, page);
  g_assert_true (says_by_month (page));
  gtk_widget_activate_action (GTK_WIDGET (page), "datasets.search", NULL);
  wait_for (has_editor, NULL);
  g_assert_true (says (find_editor (), "ways loses less") && says (find_editor (), "normalised certainty penalty"));
  row = find_said (find_editor (), "0.0 % lost · k = 6 · 0 rows left out");
  g_assert_true (says (row, "Date: as it is"));
  g_signal_emit_by_name (row, "activated");
  wait_for (has_no_editor, NULL);
  wait_for (says_exactly, page);
}

static gboolean
writes_bins (gpointer page)
{
  return says (page, "20–39") || says (page, "<20") || says (page, "40+");
}

static gboolean
writes_whole_bins (gpointer page)
{
  return says (page, "0–99");
}

static gboolean
says_made_of (gpointer page)
{
  return says (page, "There is no variable") || says (page, "there is no variable");
}

static gboolean
has_no_derived (gpointer page)
{
  g_autofree char *words = read_list (page);

  return strstr (words, "(bins)") == NULL && find_said (page, "How “bins” is made") == NULL;
}

/* Bins are made, changed, and taken away, without code. */
static void
test_derives (Day *day, gconstpointer data)
{
  QhDatasetsPage *page;
  GtkWidget *cuts;

  put_activities (day);
  page = open_page (day);
  qh_datasets_page_open (page, "{\"name\": \"one\", \"unit\": \"activity\", \"variables\": [\"type\", \"bins\"], "
                               "\"derived\": [{\"name\": \"bins\", \"make\": \"bins\", \"from\": \"minutes\", \"cuts\": [20, 40]}]}");
  wait_for (writes_bins, page);
  g_signal_emit_by_name (find_said (page, "How “bins” is made"), "clicked");
  cuts = find_said (find_editor (), "Bins _begin at, such as 15, 30, 60");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (cuts)), ==, "20, 40");
  gtk_editable_set_text (GTK_EDITABLE (cuts), "40, 20");
  g_signal_emit_by_name (find_editor (), "save");
  g_assert_true (has_editor (NULL)); /* they do not ascend */
  gtk_editable_set_text (GTK_EDITABLE (cuts), "");
  gtk_editable_set_text (GTK_EDITABLE (find_said (find_editor (), "Or one _width for all")), "100");
  g_signal_emit_by_name (find_editor (), "save");
  wait_for (has_no_editor, NULL);
  wait_for (writes_whole_bins, page);
  g_signal_emit_by_name (find_said (page, "How “bins” is made"), "clicked");
  g_signal_emit_by_name (find_widget (find_editor (), GTK_TYPE_BUTTON, "_Remove the Variable"), "clicked");
  wait_for (has_no_editor, NULL);
  wait_for (has_no_derived, page);
}

/* One that cannot be made says why, and can still be corrected. */
static void
test_derives_wrongly (Day *day, gconstpointer data)
{
  QhDatasetsPage *page;

  put_activities (day);
  page = open_page (day);
  qh_datasets_page_open (page, "{\"name\": \"one\", \"unit\": \"activity\", \"variables\": [\"type\", \"bins\"], "
                               "\"derived\": [{\"name\": \"bins\", \"make\": \"bins\", \"from\": \"gone\", \"cuts\": [20, 40]}]}");
  wait_for (says_made_of, page);
  g_signal_emit_by_name (find_said (page, "How “bins” is made"), "clicked");
  g_signal_emit_by_name (find_widget (find_editor (), GTK_TYPE_BUTTON, "_Remove the Variable"), "clicked");
  wait_for (has_no_derived, page);
  wait_for (says_twelve, page);
}

/* Recipes */

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

static gpointer
find_starting (gpointer root, const char *words)
{
  if (ADW_IS_PREFERENCES_ROW (root) && g_str_has_prefix (adw_preferences_row_get_title (root), words))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      gpointer found = find_starting (child, words);

      if (found != NULL)
        return found;
    }
  return NULL;
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

/* A field that is gone, and k above all rows: clear words, and the list stays to be corrected. */
static gboolean
says_gone (gpointer page)
{
  return strstr (qh_datasets_page_get_state (page), "no variable “gone”") != NULL && says (page, "It is not there, or may not leave.");
}

static gboolean
lists_region (gpointer page)
{
  return lists (page, "(region)", "(minutes)");
}

static gboolean
says_retired (gpointer page)
{
  return strstr (qh_datasets_page_get_state (page), "The field “region” was retired") != NULL && says (page, "It was retired. Take it out");
}

/* A field of the unit's own that is retired while a recipe has it: the list says so, and lets it go. */
static void
test_retired_field (Day *day, gconstpointer data)
{
  QhRecord *definition = qh_store_new_record (day->store.store, QH_KIND_OWN_FIELD);
  g_autoptr (QhRecord) read = NULL;
  QhRecord *retired;
  QhDatasetsPage *page;
  gint64 id;

  qh_record_set_text (definition, "kind", "activity");
  qh_record_set_text (definition, "name", "region");
  qh_record_set_text (definition, "type", "code");
  qh_record_set_text (definition, "catalogue", "place");
  qh_record_set_text (definition, "label_es", "Región");
  qh_record_set_text (definition, "sensitivity", "quasi-identifier");
  id = fixture_put (day->store.store, definition);
  put_activities (day);
  page = open_page (day);
  qh_datasets_page_open (page, "{\"name\": \"one\", \"unit\": \"activity\", \"variables\": [\"region\", \"minutes\"]}");
  wait_for (lists_region, page);
  read = qh_store_get (day->store.store, QH_KIND_OWN_FIELD, id, NULL);
  retired = qh_record_copy (read);
  qh_record_set_integer (retired, "retired", TRUE);
  fixture_put (day->store.store, retired);
  qh_datasets_page_open (page, "{\"name\": \"one\", \"unit\": \"activity\", \"variables\": [\"region\", \"minutes\"]}");
  wait_for (says_retired, page);
  press (page, 0, GDK_KEY_Delete, 0);
  wait_for (says_twelve, page);
}

static gboolean
says_too_large (gpointer page)
{
  return strstr (qh_datasets_page_get_state (page), "A class of 500 cannot be made of 12 records") != NULL;
}

static void
test_says_what_is_wrong (Day *day, gconstpointer data)
{
  QhDatasetsPage *page;

  put_activities (day);
  page = open_page (day);
  qh_datasets_page_open (page, "{\"name\": \"one\", \"unit\": \"activity\", \"variables\": [\"gone\", \"minutes\"]}");
  wait_for (says_gone, page);
  press (page, 0, GDK_KEY_Delete, 0);
  wait_for (says_twelve, page);
  qh_datasets_page_open (page, "{\"name\": \"one\", \"unit\": \"activity\", \"variables\": [\"date\"], \"deidentify\": {\"k\": 500}}");
  wait_for (says_too_large, page);
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

/* As a researcher, who has no key to names */

#define RESEARCHER "viento cuatro mesas azules"

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
  g_test_add ("/datasets-page/shows", Day, application, day_set_up, test_shows, day_tear_down);
  g_test_add ("/datasets-page/saves-and-exports", Day, application, day_set_up, test_saves_and_exports, day_tear_down);
  g_test_add ("/datasets-page/changes-variables", Day, application, day_set_up, test_changes_variables, day_tear_down);
  g_test_add ("/datasets-page/treats", Day, application, day_set_up, test_treats, day_tear_down);
  g_test_add ("/datasets-page/misses-the-goal", Day, application, day_set_up, test_misses_the_goal, day_tear_down);
  g_test_add ("/datasets-page/drivers", Day, application, day_set_up, test_drivers, day_tear_down);
  g_test_add ("/datasets-page/searches", Day, application, day_set_up, test_searches, day_tear_down);
  g_test_add ("/datasets-page/derives", Day, application, day_set_up, test_derives, day_tear_down);
  g_test_add ("/datasets-page/derives-wrongly", Day, application, day_set_up, test_derives_wrongly, day_tear_down);
  g_test_add ("/datasets-page/keeps-versions", Day, application, day_set_up, test_keeps_versions, day_tear_down);
  g_test_add ("/datasets-page/asks-before-another", Day, application, day_set_up, test_asks_before_another, day_tear_down);
  g_test_add ("/datasets-page/leaves-a-draft", Day, application, day_set_up, test_leaves_a_draft, day_tear_down);
  g_test_add ("/datasets-page/retired-field", Day, application, day_set_up, test_retired_field, day_tear_down);
  g_test_add ("/datasets-page/as-researcher", Day, application, day_set_up, test_as_researcher, day_tear_down);
  g_test_add ("/datasets-page/says-what-is-wrong", Day, application, day_set_up, test_says_what_is_wrong, day_tear_down);
  g_test_add ("/datasets-page/filters", Day, application, day_set_up, test_filters, day_tear_down);
}

int
main (int argc, char *argv[])
{
  return day_run (argc, argv, add_tests);
}
