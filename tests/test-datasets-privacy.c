/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page Data sets: what is done for the people behind the rows. */
#include <string.h>

#include "datasets-fixture.h"
#include "research/qh-loss.h"

static gboolean
says_what_is_lost (gpointer page)
{
  g_autofree char *words = read_list (page);

  return strstr (words, "information lost") != NULL;
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
says_sensitive (gpointer page)
{
  g_autofree char *words = read_list (page);

  return strstr (words, "(minutes). Sensitive") != NULL;
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

static gboolean
says_drivers (gpointer page)
{
  return says (page, "What drives the risk") && says (page, "Rows that are easiest to find") && says (page, "If what is missing could be anything: k = 1")
         && says (page, "As a sample of 10 % of a population");
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

/* By what the ways are compared. */
static GtkDropDown *
find_losses (gpointer root)
{
  if (GTK_IS_DROP_DOWN (root) && g_strcmp0 (gtk_widget_get_tooltip_text (root), qh_loss_get_definition (gtk_drop_down_get_selected (root))) == 0)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkDropDown *found = find_losses (child);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
says_discernibility (gpointer page)
{
  return says (page, "What is lost: 50.0 % (discernibility).");
}

static gboolean
says_class_size (gpointer page)
{
  return says (page, "What is lost: 1.00 × k (average class size).");
}

/* Another loss is chosen: two classes of six are half of all alike, and as small as they may be. */
static void
test_chooses_a_loss (Day *day, gconstpointer data)
{
  QhDatasetsPage *page;

  put_activities (day);
  page = open_page (day);
  qh_datasets_page_open (page, "{\"name\": \"one\", \"unit\": \"activity\", \"variables\": [\"date\", \"minutes\"], \"deidentify\": {\"k\": 6, \"loss\": \"discernibility\"}}");
  wait_for (says_discernibility, page);
  g_assert_cmpuint (gtk_drop_down_get_selected (find_losses (page)), ==, QH_LOSS_DISCERNIBILITY);
  gtk_drop_down_set_selected (find_losses (page), QH_LOSS_CLASS_SIZE);
  wait_for (says_class_size, page);
  gtk_widget_activate_action (GTK_WIDGET (page), "datasets.search", NULL);
  wait_for (has_editor, NULL);
  g_assert_true (says (find_editor (), "average class size") && says (find_editor (), "LeFevre"));
  g_assert_nonnull (find_said (find_editor (), "1.00 × k lost · k = 6 · 0 rows left out"));
  gtk_window_destroy (find_editor ());
}

static gboolean
says_uncounted (gpointer page)
{
  return says (page, "The risk does not count these, which the dictionary marks as quasi-identifiers and which leave: Birth year.");
}

static gboolean
counts_all (gpointer page)
{
  g_autofree char *words = read_list (page);

  return strstr (words, "(birth_year). Quasi-id.") != NULL && !says (page, "The risk does not count these");
}

/* What the dictionary marks and the recipe does not name is told of, and counted in at a press. */
static void
test_counts_in (Day *day, gconstpointer data)
{
  QhDatasetsPage *page;

  put_activities (day);
  fixture_put (day->store.store, fixture_new_person (day->store.store, "Ana", "M", 1980));
  fixture_put (day->store.store, fixture_new_person (day->store.store, "Luz", "M", 1990));
  page = open_page (day);
  qh_datasets_page_open (page, "{\"name\": \"one\", \"unit\": \"person\", \"variables\": [\"sex\", \"birth_year\"], \"deidentify\": {\"quasi\": [\"sex\"], \"k\": 2}}");
  wait_for (says_uncounted, page);
  g_signal_emit_by_name (find_widget (page, GTK_TYPE_BUTTON, "_Count Them In"), "clicked");
  wait_for (counts_all, page);
}

/* Grouped by hand */

static gboolean
says_two_groups (gpointer page)
{
  g_autofree char *words = read_list (page);

  return strstr (words, "(minutes). Quasi-id., shorter, 40–59") != NULL;
}

/* The window that was opened from @editor. */
static gpointer
find_levels (gpointer editor)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (gtk_window_get_transient_for (window) == editor)
        return window;
    }
  return NULL;
}

/* Minutes are put into groups of their own, a group is called otherwise, a level is added. */
static void
test_groups_by_hand (Day *day, gconstpointer data)
{
  static const int minutes[] = { 5, 10, 45 };
  QhDatasetsPage *page;
  gpointer editor, levels;

  for (guint i = 0; i < 2 * G_N_ELEMENTS (minutes); i++)
    {
      QhRecord *activity = fixture_new_activity (day->store.store);

      qh_record_set_integer (activity, "minutes", minutes[i % G_N_ELEMENTS (minutes)]);
      fixture_put (day->store.store, activity);
    }
  page = open_page (day);
  qh_datasets_page_open (page, "{\"name\": \"one\", \"unit\": \"activity\", \"variables\": [\"minutes\"], \"deidentify\": {\"quasi\": [\"minutes\"], \"k\": 3, \"suppress\": 0.5}}");
  wait_for (says_what_is_lost, page);
  activate (page, 0);
  editor = find_editor ();
  g_signal_emit_by_name (find_widget (editor, GTK_TYPE_BUTTON, "_Group by Hand…"), "clicked");
  levels = find_levels (editor);
  g_assert_nonnull (levels);
  gtk_editable_set_text (GTK_EDITABLE (find_said (levels, "5")), "short");
  gtk_editable_set_text (GTK_EDITABLE (find_said (levels, "10")), "short");
  g_signal_emit_by_name (find_widget (levels, GTK_TYPE_BUTTON, "_Add a Coarser Level"), "clicked");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (find_said (levels, "short"))), ==, "short"); /* of the level below */
  adw_combo_row_set_selected (ADW_COMBO_ROW (find_said (levels, "_Level")), 0);
  /* All of the group are called as it is. */
  gtk_editable_set_text (GTK_EDITABLE (find_said (levels, "2 values: 5, 10")), "shorter");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (find_said (levels, "10"))), ==, "shorter");
  g_signal_emit_by_name (levels, "save");
  wait_for (has_no_editor, NULL);
  wait_for (says_two_groups, page);
  activate (page, 0);
  g_assert_nonnull (find_said (find_editor (), "shorter, 40–59"));
  g_assert_nonnull (find_widget (find_editor (), GTK_TYPE_BUTTON, "The _Usual Ones"));
  gtk_window_destroy (find_editor ());
}

static void
add_tests (QhApplication *application)
{
  g_test_add ("/datasets-privacy/treats", Day, application, day_set_up, test_treats, day_tear_down);
  g_test_add ("/datasets-privacy/misses-the-goal", Day, application, day_set_up, test_misses_the_goal, day_tear_down);
  g_test_add ("/datasets-privacy/drivers", Day, application, day_set_up, test_drivers, day_tear_down);
  g_test_add ("/datasets-privacy/searches", Day, application, day_set_up, test_searches, day_tear_down);
  g_test_add ("/datasets-privacy/chooses-a-loss", Day, application, day_set_up, test_chooses_a_loss, day_tear_down);
  g_test_add ("/datasets-privacy/counts-in", Day, application, day_set_up, test_counts_in, day_tear_down);
  g_test_add ("/datasets-privacy/groups-by-hand", Day, application, day_set_up, test_groups_by_hand, day_tear_down);
}

int
main (int argc, char *argv[])
{
  return day_run (argc, argv, add_tests);
}
