/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A case's page: its timeline, changed and undone, closed and opened again. */
#include <string.h>

#include "cases-fixture.h"
#include "store/qh-store-lists.h"
#include "ui-fixture.h"
#include "ui/cases/qh-case-dialog.h"
#include "ui/cases/qh-case-page.h"
#include "ui/cases/qh-case-quick-add.h"
#include "ui/cases/qh-case-timeline-row.h"
#include "ui/cases/qh-case-timeline.h"
#include "ui/forms/qh-record-dialog.h"
#include "ui/forms/qh-record-form.h"
#include "ui/qh-undo-actions.h"
#include "ui/settings/qh-editor.h"

/* A label that says something, wherever in it. */
static GtkWidget *
find_label (GtkWidget  *widget,
            const char *text)
{
  if (GTK_IS_LABEL (widget) && strstr (gtk_label_get_text (GTK_LABEL (widget)), text) != NULL)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_label (child, text);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* A case's page */

static guint
count_items (Fixture *fixture,
             gint64   id)
{
  g_autoptr (GPtrArray) items = qh_store_list_of_case (fixture->store, QH_KIND_ACTION_ITEM, id, NULL);

  return items->len;
}

static void
test_page (Fixture      *fixture,
           gconstpointer data)
{
  gint64 id = put_case (fixture, "Ofelia López Ficticia");
  QhSession *session = open_session (fixture);
  GtkWidget *page = g_object_new (QH_TYPE_CASE_PAGE, NULL);
  GtkWidget *window = present (page);
  GtkWidget *add = find (page, QH_TYPE_CASE_QUICK_ADD, 0);
  GtkWidget *editor;
  g_autoptr (QhRecord) closed = NULL;

  g_assert_true (qh_case_page_open (QH_CASE_PAGE (page), session, id));
  settle ();
  gtk_toggle_button_set_active (find (add, GTK_TYPE_TOGGLE_BUTTON, 2), TRUE);
  gtk_widget_activate (find (add, GTK_TYPE_BUTTON, 3));
  settle ();
  g_assert_cmpuint (count_items (fixture, id), ==, 0);
  for (guint i = 0; i < 12; i++)
    {
      guint n = i;
      GtkWidget *entry = find_nth (add, GTK_TYPE_ENTRY, &n);

      if (entry != NULL && gtk_widget_get_mapped (entry) && gtk_editable_get_text (GTK_EDITABLE (entry))[0] == '\0')
        {
          gtk_editable_set_text (GTK_EDITABLE (entry), "Llamar a la clínica");
          g_signal_emit_by_name (entry, "activate");
          break;
        }
    }
  for (gint64 end = g_get_monotonic_time () + PATIENCE; count_items (fixture, id) == 0;)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      settle ();
    }
  gtk_widget_activate_action (page, "case.close", NULL);
  settle ();
  editor = find_toplevel (QH_TYPE_EDITOR);
  g_signal_emit_by_name (editor, "save");
  settle ();
  g_assert_true (find_toplevel (QH_TYPE_EDITOR) == editor); /* not without a reason */
  adw_combo_row_set_selected (find (editor, ADW_TYPE_COMBO_ROW, 0), 2);
  g_signal_emit_by_name (editor, "save");
  for (gint64 end = g_get_monotonic_time () + PATIENCE; find_toplevel (QH_TYPE_EDITOR) != NULL;)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      settle ();
    }
  closed = qh_store_get (fixture->store, QH_KIND_CASE, id, NULL);
  g_assert_true (qh_record_is_set (closed, "closing_reason"));
  g_assert_cmpint (qh_record_get_integer (closed, "status"), ==, fixture_code (fixture->store, "case_status", "S3"));
  g_assert_cmpint (qh_record_get_integer (closed, "closed"), ==, qh_day_today ());
  settle ();
  gtk_widget_activate_action (page, "case.reopen", NULL);
  for (gint64 end = g_get_monotonic_time () + PATIENCE; qh_record_is_set (closed, "closing_reason");)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      settle ();
      qh_record_free (closed);
      closed = qh_store_get (fixture->store, QH_KIND_CASE, id, NULL);
    }
  g_assert_false (qh_record_is_set (closed, "closed"));
  qh_case_page_close (QH_CASE_PAGE (page));
  gtk_window_destroy (GTK_WINDOW (window));
  close_session (session);
}

/* Reopened in the form, a case keeps neither day nor reason of its closing. */
static void
test_reopen_in_form (Fixture      *fixture,
                     gconstpointer data)
{
  gint64 id = put_case (fixture, "Ofelia López Ficticia");
  QhRecord *closed = qh_store_get (fixture->store, QH_KIND_CASE, id, NULL);
  QhSession *session;
  GtkWidget *page = gtk_label_new (NULL);
  GtkWidget *window = present (page);
  GtkWidget *dialog;
  g_autoptr (QhRecord) record = NULL;

  qh_record_set_integer (closed, "status", fixture_code (fixture->store, "case_status", "S3"));
  qh_record_set_integer (closed, "closed", qh_day_today ());
  qh_record_set_integer (closed, "closing_reason", fixture_code (fixture->store, "closing_reason", "B01"));
  fixture_put (fixture->store, closed);
  session = open_session (fixture);
  record = qh_store_get (fixture->store, QH_KIND_CASE, id, NULL);
  g_assert_true (qh_record_is_set (record, "closing_reason"));
  dialog = qh_case_dialog_new (page, session, record);
  gtk_window_present (GTK_WINDOW (dialog));
  settle ();
  qh_record_form_set_integer (find (dialog, QH_TYPE_RECORD_FORM, 0), "status", fixture_code (fixture->store, "case_status", "S4"));
  gtk_widget_activate_action (dialog, "dialog.save", NULL);
  for (gint64 end = g_get_monotonic_time () + PATIENCE; qh_record_is_set (record, "closing_reason");)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      settle ();
      qh_record_free (record);
      record = qh_store_get (fixture->store, QH_KIND_CASE, id, NULL);
    }
  g_assert_false (qh_record_is_set (record, "closed"));
  settle ();
  gtk_window_destroy (GTK_WINDOW (window));
  close_session (session);
}

static void
wait_for_minutes (Fixture *fixture,
                  gint64   id,
                  gint64   minutes)
{
  for (gint64 end = g_get_monotonic_time () + PATIENCE;;)
    {
      g_autoptr (QhRecord) activity = qh_store_get (fixture->store, QH_KIND_ACTIVITY, id, NULL);

      settle ();
      if (qh_record_get_integer (activity, "minutes") == minutes)
        return;
      g_assert_cmpint (g_get_monotonic_time (), <, end);
    }
}

/* What was changed in the window of a record is taken back where that was opened. */
static void
test_edit_and_undo (Fixture      *fixture,
                    gconstpointer data)
{
  gint64 case_id = put_case (fixture, "Ofelia López Ficticia");
  QhRecord *activity = fixture_new_activity (fixture->store);
  g_autoptr (QhRecord) stored = NULL;
  QhSession *session;
  GtkWidget *page = g_object_new (QH_TYPE_CASE_PAGE, NULL);
  GtkWidget *window = present (page);
  GtkWidget *dialog;
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  g_autoptr (QhUndoActions) undo = NULL;
  gint64 id;

  qh_record_set_integer (activity, "case", case_id);
  id = fixture_put (fixture->store, activity);
  stored = qh_store_get (fixture->store, QH_KIND_ACTIVITY, id, NULL);
  session = open_session (fixture);
  g_assert_true (qh_case_page_open (QH_CASE_PAGE (page), session, case_id));
  settle ();
  dialog = qh_record_dialog_new (find (page, QH_TYPE_CASE_TIMELINE, 0), session, "Activity", stored, NULL, 0);
  gtk_window_present (GTK_WINDOW (dialog));
  settle ();
  type_into (dialog, "minutes", "33");
  gtk_widget_activate_action (dialog, "dialog.save", NULL);
  wait_for_minutes (fixture, id, 33);
  undo = qh_undo_actions_new (gtk_widget_get_ancestor (page, ADW_TYPE_TOAST_OVERLAY), G_ACTION_MAP (group));
  qh_undo_actions_set_session (undo, session);
  gtk_widget_insert_action_group (window, "win", G_ACTION_GROUP (group));
  g_signal_emit_by_name (find_widget (window, GTK_TYPE_BUTTON, "Undo"), "clicked");
  wait_for_minutes (fixture, id, qh_record_get_integer (stored, "minutes"));
  qh_case_page_close (QH_CASE_PAGE (page));
  gtk_window_destroy (GTK_WINDOW (window));
  close_session (session);
}

/* One without an outcome is late after a month; it is written down from its row. */
static void
check_outcome (Fixture   *fixture,
               GtkWidget *page,
               QhRecord  *referral)
{
  gint64 id = referral->id;
  GtkWidget *dialog;
  QhRecordForm *form;

  qh_record_set_integer (referral, "date", qh_day_today () - 45);
  fixture_put (fixture->store, referral);
  settle ();
  g_assert_nonnull (find_label (page, "No outcome for 45 days"));
  g_assert_true (gtk_widget_activate_action (find (page, QH_TYPE_CASE_TIMELINE_ROW, 0), "timeline.outcome", "x", id));
  settle ();
  dialog = find_toplevel (QH_TYPE_RECORD_DIALOG);
  g_assert_nonnull (dialog);
  form = qh_record_dialog_get_form (QH_RECORD_DIALOG (dialog));
  g_assert_cmpint (qh_record_get_integer (qh_record_form_get_record (form), "result_date"), ==, qh_day_today ());
  g_assert_false (qh_record_form_is_changed (form));
  qh_record_form_set_integer (form, "result", fixture_code (fixture->store, "referral_result", "C03"));
  gtk_widget_activate_action (dialog, "dialog.save", NULL);
  for (guint i = 0; i < 100 && find_label (page, "Completed: the person was seen") == NULL; i++)
    settle ();
  g_assert_nonnull (find_label (page, "Completed: the person was seen"));
  g_assert_false (gtk_widget_activate_action (page, "timeline.outcome", "x", id)); /* it is the timeline's */
}

/* A referral is written in a form and stands in the timeline with its outcome. */
static void
test_referral (Fixture      *fixture,
               gconstpointer data)
{
  gint64 id = put_case (fixture, "Ofelia López Ficticia");
  QhSession *session = open_session (fixture);
  GtkWidget *page = g_object_new (QH_TYPE_CASE_PAGE, NULL);
  GtkWidget *window = present (page);
  GtkWidget *dialog;
  QhRecord *typed;
  GPtrArray *referrals;

  g_assert_true (qh_case_page_open (QH_CASE_PAGE (page), session, id));
  settle ();
  gtk_widget_activate_action (page, "case.add-referral", NULL);
  settle ();
  dialog = find_toplevel (QH_TYPE_RECORD_DIALOG);
  g_assert_nonnull (dialog);
  typed = qh_record_copy (qh_record_form_get_record (qh_record_dialog_get_form (QH_RECORD_DIALOG (dialog))));
  g_assert_cmpint (qh_record_get_integer (typed, "case"), ==, id);
  g_assert_cmpint (qh_record_get_integer (typed, "date"), ==, qh_day_today ());
  qh_record_set_integer (typed, "type", fixture_code (fixture->store, "referral_type", "D03"));
  qh_record_set_text (typed, "reason", "Para su tratamiento");
  fixture_put (fixture->store, typed);
  gtk_window_destroy (GTK_WINDOW (dialog));
  referrals = wait_for_records (fixture, QH_KIND_REFERRAL, id, 1);
  settle ();
  g_assert_nonnull (find_label (page, "Referrals 1"));
  g_assert_nonnull (find_label (page, "No outcome yet"));
  typed = qh_record_copy (g_ptr_array_index (referrals, 0));
  g_ptr_array_unref (referrals);
  check_outcome (fixture, page, typed);
  qh_case_page_close (QH_CASE_PAGE (page));
  gtk_window_destroy (GTK_WINDOW (window));
  close_session (session);
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add ("/cases/edit-and-undo", Fixture, NULL, fixture_set_up, test_edit_and_undo, fixture_tear_down);
  g_test_add ("/cases/page", Fixture, NULL, fixture_set_up, test_page, fixture_tear_down);
  g_test_add ("/cases/referral", Fixture, NULL, fixture_set_up, test_referral, fixture_tear_down);
  g_test_add ("/cases/reopen-in-form", Fixture, NULL, fixture_set_up, test_reopen_in_form, fixture_tear_down);
  return g_test_run ();
}
