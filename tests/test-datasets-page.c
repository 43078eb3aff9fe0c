/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page Data sets, in the real window: what leaves, which rows, and what is wrong. */
#include <string.h>

#include "datasets-fixture.h"
#include "ui/charts/qh-period-pill.h"

static gboolean
says_no_rows (gpointer page)
{
  return strstr (qh_datasets_page_get_state (page), "leave no rows") != NULL;
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
  QhPeriodPill *pill;

  put_activities (day);
  page = open_page (day);
  qh_day_to_iso (qh_day_today (), today);
  period = g_strdup_printf ("{\"name\": \"one\", \"unit\": \"activity\", \"period\": {\"from\": \"%s\"}}", today);
  qh_datasets_page_open (page, period);
  wait_for (says_six, page);
  /* The pill says the same, and lets all through again. */
  pill = find_widget (page, QH_TYPE_PERIOD_PILL, NULL);
  g_assert_cmpint (qh_period_pill_get_period (pill).from, ==, qh_day_today ());
  qh_period_pill_set_period (pill, qh_period_new (QH_PERIOD_ALL, qh_day_today ()));
  g_signal_emit_by_name (pill, "changed");
  wait_for (says_twelve, page);
  json = g_strdup ("{\"name\": \"one\", \"unit\": \"activity\", \"filter\": [\"date=2026-01-05..2026-01-05\"]}");
  qh_datasets_page_open (page, json);
  wait_for (says_no_rows, page);
  g_assert_true (has_chip (page));
  g_signal_emit_by_name (find_said (page, "Remove the filter “Date: 2026-01-05 to 2026-01-05”"), "clicked");
  wait_for (says_twelve, page);
  g_assert_false (has_chip (page));
}

/* A field that is gone, and k above all rows: clear words, and the list stays to be corrected. */
static gboolean
says_gone (gpointer page)
{
  return strstr (qh_datasets_page_get_state (page), "no variable “gone”") != NULL && says (page, "It is not there, or may not leave.");
}

static gboolean
says_too_large (gpointer page)
{
  return strstr (qh_datasets_page_get_state (page), "A class of 500 cannot be made of 12 records") != NULL;
}

static gboolean
says_not_known (gpointer page)
{
  g_autofree char *words = read_list (page);

  return strstr (words, "(date). Quasi-id., not known") != NULL;
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
  g_assert_true (says_not_known (page)); /* what was found of before is gone */
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

static void
add_tests (QhApplication *application)
{
  g_test_add ("/datasets-page/shows", Day, application, day_set_up, test_shows, day_tear_down);
  g_test_add ("/datasets-page/changes-variables", Day, application, day_set_up, test_changes_variables, day_tear_down);
  g_test_add ("/datasets-page/filters", Day, application, day_set_up, test_filters, day_tear_down);
  g_test_add ("/datasets-page/says-what-is-wrong", Day, application, day_set_up, test_says_what_is_wrong, day_tear_down);
  g_test_add ("/datasets-page/retired-field", Day, application, day_set_up, test_retired_field, day_tear_down);
}

int
main (int argc, char *argv[])
{
  return day_run (argc, argv, add_tests);
}
