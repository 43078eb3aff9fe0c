/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page Data sets: variables that are made of others. */
#include <string.h>

#include "datasets-fixture.h"

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

static void
add_tests (QhApplication *application)
{
  g_test_add ("/datasets-derived/derives", Day, application, day_set_up, test_derives, day_tear_down);
  g_test_add ("/datasets-derived/derives-wrongly", Day, application, day_set_up, test_derives_wrongly, day_tear_down);
}

int
main (int argc, char *argv[])
{
  return day_run (argc, argv, add_tests);
}
