/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page Reports, in the real window. */
#include <string.h>

#include <glib/gstdio.h>

#include "day-fixture.h"
#include "desk/qh-indicator.h"
#include "report/qh-report-forms.h"
#include "ui/forms/qh-draft-keeper.h"
#include "ui/reports/qh-report-editor.h"
#include "ui/reports/qh-reports-page.h"

static void
put_activities (Day *day, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      QhRecord *activity = fixture_new_activity (day->store.store);

      qh_record_set_integer (activity, "date", qh_day_today ());
      fixture_put (day->store.store, activity);
    }
}

static QhReportPreview *
get_preview (Day *day)
{
  return find_widget (day->window, QH_TYPE_REPORT_PREVIEW, NULL);
}

static gboolean
has_report (gpointer preview)
{
  return qh_report_preview_get_report (preview) != NULL;
}

static gboolean
is_day_sheet (gpointer preview)
{
  const QhReport *report = qh_report_preview_get_report (preview);

  return report != NULL && report->from == report->to;
}

static QhReportsPage *
open_page (Day *day)
{
  qh_window_show_page (day->window, "reports");
  wait_for (has_report, get_preview (day));
  return QH_REPORTS_PAGE (gtk_widget_get_ancestor (GTK_WIDGET (get_preview (day)), QH_TYPE_REPORTS_PAGE));
}

static gboolean
is_there (gpointer path)
{
  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static char *
read_file (Day *day, const char *name, gsize *length)
{
  g_autofree char *path = g_build_filename (day->store.folder, name, NULL);
  char *content = NULL;

  wait_for (is_there, path);
  settle ();
  g_assert_true (g_file_get_contents (path, &content, length, NULL));
  g_remove (path);
  return content;
}

static gboolean
has_logged (gpointer day)
{
  return get_last_action (day) == QH_ACTION_EXPORT;
}

/* The month shows as it will be on paper, and leaves as PDF and figures; the log tells. */
static void
test_month (Day *day, gconstpointer data)
{
  QhReportsPage *page;
  const QhReport *report;
  g_autofree char *pdf_path = g_build_filename (day->store.folder, "r.pdf", NULL);
  g_autofree char *csv_path = g_build_filename (day->store.folder, "r.csv", NULL);
  g_autofree char *pdf = NULL;
  g_autofree char *csv = NULL;
  gsize length;

  put_activities (day, 7);
  page = open_page (day);
  report = qh_report_preview_get_report (get_preview (day));
  g_assert_cmpint (report->period, ==, QH_REPORT_MONTH);
  g_assert_cmpint (report->from, ==, qh_day_month_start (qh_day_today ()));
  g_assert_nonnull (find_widget (get_preview (day), GTK_TYPE_DRAWING_AREA, NULL));
  qh_reports_page_save (page, pdf_path);
  pdf = read_file (day, "r.pdf", &length);
  g_assert_true (g_str_has_prefix (pdf, "%PDF"));
  wait_for (has_logged, day);
  qh_reports_page_save (page, csv_path);
  csv = read_file (day, "r.csv", &length);
  g_assert_nonnull (strstr (csv, ",7,"));
}

static void
test_print (Day *day, gconstpointer data)
{
  QhReportsPage *page;
  g_autofree char *path = g_build_filename (day->store.folder, "p.pdf", NULL);
  g_autofree char *pdf = NULL;
  gsize length;

  put_activities (day, 2);
  page = open_page (day);
  qh_reports_page_print (page, path);
  pdf = read_file (day, "p.pdf", &length);
  g_assert_true (g_str_has_prefix (pdf, "%PDF"));
}

/* What is logged while it shows is counted; a day sheet is of who works here. */
static void
test_follows (Day *day, gconstpointer data)
{
  QhReportsPage *page = open_page (day);
  GtkDropDown *kinds = child_of (page, QH_TYPE_REPORTS_PAGE, "kinds");
  const QhReportBlock *block;

  gtk_drop_down_set_selected (kinds, QH_REPORT_DAY_SHEET);
  wait_for (is_day_sheet, get_preview (day));
  block = g_ptr_array_index (qh_report_preview_get_report (get_preview (day))->blocks, 0);
  g_assert_true (block->empty);
  put_activities (day, 1);
  settle ();
  wait_for (is_day_sheet, get_preview (day));
  for (guint i = 0; i < 200 && ((const QhReportBlock *)g_ptr_array_index (
                                  qh_report_preview_get_report (get_preview (day))->blocks, 0))->empty;
       i++)
    {
      g_usleep (10000);
      settle ();
    }
  block = g_ptr_array_index (qh_report_preview_get_report (get_preview (day))->blocks, 0);
  g_assert_false (block->empty);
}

static gboolean
has_editor (gpointer data)
{
  return find_toplevel (QH_TYPE_REPORT_EDITOR) != NULL;
}

static gboolean
has_no_editor (gpointer data)
{
  return find_toplevel (QH_TYPE_REPORT_EDITOR) == NULL;
}

static gboolean
has_own_title (gpointer preview)
{
  const QhReport *report = qh_report_preview_get_report (preview);

  return report != NULL && g_str_equal (report->title, "Nuestro informe");
}

static gpointer
find_entry (gpointer root, const char *title)
{
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      gpointer found;

      if (ADW_IS_ENTRY_ROW (child) && g_str_equal (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (child)), title))
        return child;
      found = find_entry (child, title);
      if (found != NULL)
        return found;
    }
  return NULL;
}

/* The form is changed with the report beside it, saved, and is then the unit's. */
static void
test_editor (Day *day, gconstpointer data)
{
  QhReportsPage *page = open_page (day);
  gpointer editor, preview;
  g_autoptr (QhRecord) form = NULL;
  g_autoptr (GError) error = NULL;

  gtk_widget_activate_action (GTK_WIDGET (page), "reports.edit", NULL);
  wait_for (has_editor, NULL);
  editor = find_toplevel (QH_TYPE_REPORT_EDITOR);
  preview = find_widget (editor, QH_TYPE_REPORT_PREVIEW, NULL);
  gtk_editable_set_text (find_entry (editor, "Title of a month"), "Nuestro informe");
  wait_for (has_own_title, preview);
  gtk_widget_activate_action (editor, "report-editor.save", NULL);
  wait_for (has_no_editor, NULL);
  form = qh_report_form_find (day->store.store, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (qh_record_get_text (form, "body"), "Nuestro informe"));
  wait_for (has_own_title, get_preview (day));
}

/* What was changed and not saved is offered again. */
static gboolean
has_draft (gpointer data)
{
  g_autoptr (GPtrArray) drafts = qh_drafts_list (((Day *)data)->store.store, NULL);

  return drafts != NULL && drafts->len > 0;
}

static void
test_draft (Day *day, gconstpointer data)
{
  QhReportsPage *page = open_page (day);
  g_autoptr (GPtrArray) drafts = NULL;
  QhReportWish wish = { .period = QH_REPORT_MONTH, .day = qh_day_today () };
  gpointer editor;

  gtk_widget_activate_action (GTK_WIDGET (page), "reports.edit", NULL);
  wait_for (has_editor, NULL);
  editor = find_toplevel (QH_TYPE_REPORT_EDITOR);
  gtk_editable_set_text (find_entry (editor, "Title of a month"), "Nuestro informe");
  wait_for (has_draft, day);
  gtk_window_destroy (GTK_WINDOW (editor));
  settle ();
  drafts = qh_drafts_list (day->store.store, NULL);
  g_assert_cmpstr (((QhDraft *)g_ptr_array_index (drafts, 0))->form, ==, QH_DRAFT_FORM_REPORT);
  editor = qh_report_editor_open (GTK_WIDGET (page), day->session, &wish, NULL);
  qh_report_editor_continue (editor, g_ptr_array_index (drafts, 0));
  wait_for (has_own_title, find_widget (editor, QH_TYPE_REPORT_PREVIEW, NULL));
  gtk_window_destroy (GTK_WINDOW (editor));
  settle ();
}

static gpointer
find_choice (GtkWidget *root, const char *title)
{
  if (ADW_IS_COMBO_ROW (root) && g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (root)), title) == 0)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      gpointer found = find_choice (child, title);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
has_own_indicator (gpointer day)
{
  g_autoptr (GPtrArray) forms = qh_store_list_all (((Day *)day)->store.store, QH_KIND_DEFINITION, NULL);

  return forms->len == 1 && strstr (qh_record_get_text (g_ptr_array_index (forms, 0), "body"), "\"U01\"") != NULL;
}

/* An indicator of the unit's own is offered last, and goes into the report. */
static void
test_own_indicator (Day *day, gconstpointer data)
{
  static const char json[] = "{\"code\": \"U01\", \"label\": \"Visitas\", \"value\": {\"count\": \"activity\"}}";
  g_autofree char *code = NULL;
  gpointer editor, choice;

  g_assert_true (qh_indicators_add (day->store.store, json, &code, NULL));
  open_page (day);
  gtk_widget_activate_action (find_widget (day->window, QH_TYPE_REPORTS_PAGE, NULL), "reports.edit", NULL);
  wait_for (has_editor, NULL);
  editor = find_toplevel (QH_TYPE_REPORT_EDITOR);
  choice = find_choice (editor, "Add an indicator");
  g_assert_nonnull (choice);
  adw_combo_row_set_selected (choice, g_list_model_get_n_items (adw_combo_row_get_model (choice)) - 1);
  settle ();
  gtk_widget_activate_action (editor, "report-editor.save", NULL);
  wait_for (has_no_editor, NULL);
  wait_for (has_own_indicator, day);
}

static void
add_tests (QhApplication *application)
{
  g_test_add ("/reports-page/month", Day, application, day_set_up, test_month, day_tear_down);
  g_test_add ("/reports-page/print", Day, application, day_set_up, test_print, day_tear_down);
  g_test_add ("/reports-page/follows", Day, application, day_set_up, test_follows, day_tear_down);
  g_test_add ("/reports-page/editor", Day, application, day_set_up, test_editor, day_tear_down);
  g_test_add ("/reports-page/own-indicator", Day, application, day_set_up, test_own_indicator, day_tear_down);
  g_test_add ("/reports-page/draft", Day, application, day_set_up, test_draft, day_tear_down);
}

int
main (int argc, char *argv[])
{
  return day_run (argc, argv, add_tests);
}
