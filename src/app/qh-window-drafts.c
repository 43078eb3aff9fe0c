/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What had been typed when the program ended or was locked: offered once the
 * workspace is open, and opened in its form again. */
#include "app/qh-window-drafts.h"

#include "store/qh-drafts.h"
#include "ui/explore/qh-explore-page.h"
#include "ui/cases/qh-case-dialog.h"
#include "ui/cases/qh-person-dialog.h"
#include "ui/charts/qh-board-editor.h"
#include "ui/datasets/qh-datasets-page.h"
#include "ui/drafts/qh-drafts-window.h"
#include "ui/forms/qh-draft-keeper.h"
#include "ui/forms/qh-record-dialog.h"
#include "ui/goals/qh-indicators-window.h"
#include "ui/settings/qh-editor.h"
#include "ui/settings/qh-entry-editor.h"
#include "ui/settings/qh-field-editor.h"
#include "ui/settings/qh-worker-editor.h"
#include "ui/reports/qh-report-editor.h"
#include "ui/today/qh-activity-form.h"
#include "ui/today/qh-today-page.h"

typedef struct
{
  QhWindow *window;
  QhSession *session;
} Offer;

static void
offer_free (Offer *offer)
{
  g_object_unref (offer->window);
  g_object_unref (offer->session);
  g_free (offer);
}

/* The stored record that was edited; NULL for a new one, or one that is gone since. */
static QhRecord *
read_base (QhSession *session, const QhRecord *typed)
{
  return typed->id != 0
           ? qh_store_get (qh_session_get_store (session), typed->kind->number, typed->id, NULL)
           : NULL;
}

static void
continue_record (QhWindow *self, QhSession *session, QhDraft *draft)
{
  QhRecord *typed = g_ptr_array_index (draft->records, 0);
  g_autoptr (QhRecord) stored = read_base (session, typed);
  g_autoptr (QhRecord) base
    = stored != NULL ? g_steal_pointer (&stored)
                     : qh_store_new_record (qh_session_get_store (session), typed->kind->number);
  GtkWidget *dialog;

  if (typed->kind->number == QH_KIND_PERSON)
    {
      dialog = qh_person_dialog_new (qh_window_get_page_widget (self), session, base);
      qh_person_dialog_continue (QH_PERSON_DIALOG (dialog), draft);
      gtk_window_present (GTK_WINDOW (dialog));
      return;
    }
  if (typed->kind->number == QH_KIND_ACTIVITY)
    dialog = qh_activity_form_new (qh_window_get_page_widget (self), session, base);
  else
    dialog = qh_record_dialog_new (
      qh_window_get_page_widget (self),
      session,
      qh_kind_get_label (typed->kind, qh_session_get_language (session)),
      base,
      NULL,
      0);
  qh_record_dialog_continue (QH_RECORD_DIALOG (dialog), draft);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
continue_case (QhWindow *self, QhSession *session, QhDraft *draft)
{
  g_autoptr (QhRecord) base = read_base (session, g_ptr_array_index (draft->records, 0));
  GtkWidget *dialog = qh_case_dialog_new (qh_window_get_page_widget (self), session, base);

  qh_case_dialog_continue (QH_CASE_DIALOG (dialog), draft);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
continue_entry (QhWindow *self, QhSession *session, QhDraft *draft)
{
  qh_window_show_page (self, "today");
  qh_today_page_continue (QH_TODAY_PAGE (qh_window_get_page_widget (self)), draft);
}

static GtkWindow *
open_editor (GtkWidget *from, QhSession *session, const QhRecord *typed)
{
  g_autoptr (QhRecord) stored = read_base (session, typed);

  switch (typed->kind->number)
    {
    case QH_KIND_WORKER:
      return qh_worker_editor_open (from, session, stored != NULL ? stored : typed);
    case QH_KIND_ENTRY:
      return qh_entry_editor_open (
        from, session, qh_record_get_text (typed, "catalogue"), stored != NULL ? stored->id : 0);
    case QH_KIND_OWN_FIELD:
      return qh_field_editor_open (from, session, stored);
    default:
      return NULL;
    }
}

static void
continue_editor (QhWindow *self, QhSession *session, QhDraft *draft)
{
  GtkWindow *editor = open_editor (
    qh_window_get_page_widget (self), session, g_ptr_array_index (draft->records, 0));

  if (editor != NULL)
    qh_editor_continue (QH_EDITOR (editor), draft);
}

static void
continue_report (QhWindow *self, QhSession *session, QhDraft *draft)
{
  QhReportWish wish = { .period = QH_REPORT_MONTH, .day = qh_day_today () };
  QhRecord *typed = g_ptr_array_index (draft->records, 0);
  g_autoptr (QhRecord) stored = read_base (session, typed);
  QhReportEditor *editor = qh_report_editor_open (qh_window_get_page_widget (self), session, &wish, stored);

  qh_report_editor_continue (editor, draft);
}

static void
continue_board (QhWindow *self, QhSession *session, QhDraft *draft)
{
  static const char first[] = "{\"charts\": [{\"name\": \"chart-1\", \"form\": \"bars\", \"rows\": \"type\"}]}";
  const QhRecord *typed = g_ptr_array_index (draft->records, 0);
  g_autoptr (QhRecord) stored = read_base (session, typed);
  const char *name = qh_record_get_text (stored != NULL ? stored : typed, "name");
  g_autoptr (QhBoardSpec) spec = stored != NULL ? qh_board_spec_parse (name, qh_record_get_text (stored, "body"), NULL) : NULL;
  g_autoptr (QhBoardSpec) new_spec = spec == NULL ? qh_board_spec_parse (name, first, NULL) : NULL;
  g_autoptr (QhFilter) filter = qh_filter_new ();
  QhDay month = qh_day_month_start (qh_day_today ());

  qh_filter_set_range (filter, "date", month, qh_day_add_months (month, 1) - 1);
  qh_window_show_page (self, "charts");
  qh_board_editor_continue (qh_board_editor_open (qh_window_get_page_widget (self), session, NULL, stored != NULL ? stored->id : 0,
                                                  spec != NULL ? spec : new_spec, filter),
                            draft);
}

static void
continue_sheet (QhWindow *self, QhSession *session, QhDraft *draft)
{
  qh_window_show_page (self, "explore");
  qh_explore_page_continue (QH_EXPLORE_PAGE (qh_window_get_page_widget (self)), draft);
}

static void
continue_recipe (QhWindow *self, QhSession *session, QhDraft *draft)
{
  qh_window_show_page (self, "datasets");
  qh_datasets_page_continue (QH_DATASETS_PAGE (qh_window_get_page_widget (self)), draft);
}

static void
continue_indicator (QhWindow *self, QhSession *session, QhDraft *draft)
{
  GtkWidget *window;

  qh_window_show_page (self, "goals");
  window = qh_indicators_window_new (qh_window_get_page_widget (self), session);
  gtk_window_present (GTK_WINDOW (window));
  qh_indicators_window_continue (QH_INDICATORS_WINDOW (window), draft);
}

static const struct
{
  const char *form;
  void (*open) (QhWindow *self, QhSession *session, QhDraft *draft);
} forms[] = {
  { QH_DRAFT_FORM_RECORD, continue_record },
  { QH_DRAFT_FORM_CASE, continue_case },
  { QH_DRAFT_FORM_ENTRY, continue_entry },
  { QH_DRAFT_FORM_EDITOR, continue_editor },
  { QH_DRAFT_FORM_REPORT, continue_report },
  { QH_DRAFT_FORM_BOARD, continue_board },
  { QH_DRAFT_FORM_SHEET, continue_sheet },
  { QH_DRAFT_FORM_RECIPE, continue_recipe },
  { QH_DRAFT_FORM_INDICATOR, continue_indicator },
};

static void
continue_cb (Offer *offer, QhDraft *draft)
{
  if (qh_session_get_store (offer->session) == NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    if (g_str_equal (forms[i].form, draft->form))
      forms[i].open (offer->window, offer->session, draft);
}

static void
list_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  GPtrArray *drafts = qh_drafts_list (QH_STORE (data), &error);

  if (drafts != NULL)
    g_task_return_pointer (task, drafts, (GDestroyNotify)g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

static void
offer_destroyed_cb (gpointer data, GClosure *closure)
{
  offer_free (data);
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Offer *offer = data;
  g_autoptr (GError) error = NULL;
  GPtrArray *drafts = g_task_propagate_pointer (G_TASK (result), &error);
  GtkWidget *window;

  if (drafts == NULL)
    g_warning ("The drafts could not be read: %s", error->message);
  if (drafts == NULL || drafts->len == 0 || qh_session_get_store (offer->session) == NULL)
    {
      g_clear_pointer (&drafts, g_ptr_array_unref);
      offer_free (offer);
      return;
    }
  window = qh_drafts_window_new (GTK_WINDOW (offer->window), offer->session, drafts);
  g_signal_connect_data (window,
                         "continue",
                         G_CALLBACK (continue_cb),
                         offer,
                         offer_destroyed_cb,
                         G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (window));
}

/**
 * qh_window_drafts_offer:
 * @session: the workspace that was just opened
 *
 * Offers what the user had typed and not saved, if there is any.
 */
void
qh_window_drafts_offer (QhWindow *self, QhSession *session)
{
  Offer *offer = g_new (Offer, 1);
  g_autoptr (GTask) task = NULL;

  offer->window = g_object_ref (self);
  offer->session = g_object_ref (session);
  task = g_task_new (self, NULL, listed_cb, offer);
  g_task_set_task_data (task, g_object_ref (qh_session_get_store (session)), g_object_unref);
  g_task_run_in_thread (task, list_in_thread);
}
