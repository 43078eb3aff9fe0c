/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/cases/qh-person-dialog.h"

#include <glib/gi18n-lib.h>

#include "store/qh-erase.h"
#include "store/qh-store-lists.h"
#include "ui/cases/qh-person-form.h"
#include "ui/forms/qh-draft-keeper.h"
#include "ui/forms/qh-form-close.h"
#include "ui/history/qh-history-window.h"
#include "ui/qh-dialogs.h"
#include "ui/qh-event-log.h"
#include "ui/rights/qh-copy-window.h"
#include "ui/rights/qh-erase-window.h"

struct _QhPersonDialog
{
  AdwWindow parent_instance;

  AdwWindowTitle *title;
  GtkBox *box;
  AdwPreferencesGroup *cases;
  GtkWidget *save;
  GtkWidget *toasts;

  GWeakRef from;
  QhSession *session;
  QhPersonForm *form;
  QhDraftKeeper *draft;
  gboolean saving;
};

G_DEFINE_FINAL_TYPE (QhPersonDialog, qh_person_dialog, ADW_TYPE_WINDOW)

static QhRecordForm *
get_form (QhPersonDialog *self)
{
  return qh_person_form_get_form (self->form);
}

static const QhRecord *
get_person (QhPersonDialog *self)
{
  return qh_record_form_get_record (get_form (self));
}

/* Saving */

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (QhPersonDialog) self = data;
  g_autoptr (GtkWidget) from = g_weak_ref_get (&self->from);
  g_autoptr (GError) error = NULL;
  const QhChange *change = g_task_get_task_data (G_TASK (result));

  self->saving = FALSE;
  gtk_widget_set_sensitive (self->save, TRUE);
  if (!qh_store_apply_finish (QH_STORE (source), result, &error))
    {
      qh_draft_keeper_touch (self->draft);
      if (!qh_record_form_show_error (get_form (self), error))
        qh_toast_show (self->toasts, error->message);
      return;
    }
  qh_draft_keeper_done (self->draft);
  if (from != NULL)
    qh_toast_show_undo (from, _ ("Changes saved"), change->sequence);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
save_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  QhPersonDialog *self = QH_PERSON_DIALOG (widget);
  QhStore *store = qh_session_get_store (self->session);
  QhChange *change;

  if (self->saving || store == NULL || !qh_record_form_check (get_form (self), NULL))
    return;
  change = qh_change_new ();
  qh_change_put (change, qh_record_copy (get_person (self)));
  qh_draft_keeper_submit (self->draft, change);
  self->saving = TRUE;
  gtk_widget_set_sensitive (self->save, FALSE);
  qh_store_apply_async (store, change, NULL, saved_cb, g_object_ref (self));
}

static gboolean
collect_cb (GtkWidget *widget, QhDraft *draft)
{
  QhPersonDialog *self = QH_PERSON_DIALOG (widget);

  if (!qh_record_form_is_changed (get_form (self)))
    return FALSE;
  g_ptr_array_add (draft->records, qh_record_copy (get_person (self)));
  return TRUE;
}

static void
changed_cb (QhPersonDialog *self)
{
  qh_draft_keeper_touch (self->draft);
}

static gboolean
qh_person_dialog_close_request (GtkWindow *window)
{
  QhPersonDialog *self = QH_PERSON_DIALOG (window);
  gboolean changed = qh_session_get_store (self->session) != NULL && qh_record_form_is_changed (get_form (self));

  return qh_form_keeps_open (window, self->draft, changed) || GTK_WINDOW_CLASS (qh_person_dialog_parent_class)->close_request (window);
}

/* The cases in which they are */

typedef struct
{
  QhStore *store;
  gint64 person;
} Lookup;

static void
lookup_free (gpointer data)
{
  Lookup *lookup = data;

  g_object_unref (lookup->store);
  g_free (lookup);
}

static void
look_up_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Lookup *lookup = data;
  GError *error = NULL;
  GPtrArray *cases = qh_store_list_cases_of_person (lookup->store, lookup->person, &error);

  if (cases != NULL)
    g_task_return_pointer (task, cases, (GDestroyNotify)g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

static void
open_case_cb (QhPersonDialog *self, GtkWidget *row)
{
  const gint64 *id = g_object_get_data (G_OBJECT (row), "case");
  GtkWindow *window = gtk_window_get_transient_for (GTK_WINDOW (self));
  gint64 chosen = *id;

  if (window == NULL || qh_record_form_is_changed (get_form (self)))
    {
      qh_toast_show (self->toasts, _ ("Save or discard what was typed first."));
      return;
    }
  g_object_ref (window);
  gtk_window_close (GTK_WINDOW (self));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.open-case", "x", chosen);
  g_object_unref (window);
}

static void
add_case_row (QhPersonDialog *self, const QhRecord *record)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *title = qh_session_dup_case_title (self->session, record->id);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if (!record->closed)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), qh_record_get_text (record, "folio"));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "case", g_memdup2 (&record->id, sizeof record->id), g_free);
  g_signal_connect_object (row, "activated", G_CALLBACK (open_case_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (self->cases, row);
}

static void
looked_up_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  QhPersonDialog *self = QH_PERSON_DIALOG (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) cases = g_task_propagate_pointer (G_TASK (result), &error);

  if (cases == NULL)
    {
      if (g_error_matches (error, QH_ERROR, QH_ERROR_DAMAGED))
        qh_session_tell_damage (self->session, error->message);
      else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        adw_preferences_group_set_description (self->cases, error->message);
      return;
    }
  if (cases->len == 0)
    adw_preferences_group_set_description (self->cases, _ ("This person is in no case."));
  for (guint i = 0; i < cases->len; i++)
    add_case_row (self, g_ptr_array_index (cases, i));
}

static void
look_up_cases (QhPersonDialog *self)
{
  g_autoptr (GTask) task
    = g_task_new (self, qh_session_get_cancellable (self->session), looked_up_cb, NULL);
  Lookup *lookup = g_new0 (Lookup, 1);

  lookup->store = g_object_ref (qh_session_get_store (self->session));
  lookup->person = get_person (self)->id;
  g_task_set_task_data (task, lookup, lookup_free);
  g_task_run_in_thread (task, look_up_in_thread);
}

/* Actions */

static void
history_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  QhPersonDialog *self = QH_PERSON_DIALOG (widget);
  g_autoptr (GtkWidget) from = g_weak_ref_get (&self->from);
  GtkWidget *history
    = qh_history_window_new (widget, from, self->session, QH_KIND_PERSON, get_person (self)->id);

  g_signal_connect_object (
    history, "restored", G_CALLBACK (gtk_window_destroy), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (history));
}

static void
copy_data_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  QhPersonDialog *self = QH_PERSON_DIALOG (widget);

  gtk_window_present (
    GTK_WINDOW (qh_copy_window_new (self->toasts, self->session, get_person (self))));
}

static void
erased_cb (QhPersonDialog *self)
{
  qh_draft_keeper_done (self->draft);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
erase_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  QhPersonDialog *self = QH_PERSON_DIALOG (widget);
  g_autoptr (GtkWidget) from = g_weak_ref_get (&self->from);
  GtkWidget *window = qh_erase_window_new (widget, from, self->session, get_person (self));

  g_signal_connect_object (window, "erased", G_CALLBACK (erased_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (window));
}

/* The same person twice: the other is looked at over this one. */
static void
use_person_cb (QhPersonDialog *self, gint64 person)
{
  qh_person_dialog_open (self->toasts, self->session, person);
}

static void
qh_person_dialog_dispose (GObject *object)
{
  QhPersonDialog *self = QH_PERSON_DIALOG (object);

  g_weak_ref_set (&self->from, NULL);
  g_clear_object (&self->draft);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (qh_person_dialog_parent_class)->dispose (object);
}

static void
qh_person_dialog_class_init (QhPersonDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qh_person_dialog_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = qh_person_dialog_close_request;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/org/quehacer/Quehacer/cases/qh-person-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, QhPersonDialog, title);
  gtk_widget_class_bind_template_child (widget_class, QhPersonDialog, box);
  gtk_widget_class_bind_template_child (widget_class, QhPersonDialog, cases);
  gtk_widget_class_bind_template_child (widget_class, QhPersonDialog, save);
  gtk_widget_class_bind_template_child (widget_class, QhPersonDialog, toasts);
  gtk_widget_class_install_action (widget_class, "dialog.save", NULL, save_cb);
  gtk_widget_class_install_action (widget_class, "dialog.history", NULL, history_cb);
  gtk_widget_class_install_action (widget_class, "dialog.copy-data", NULL, copy_data_cb);
  gtk_widget_class_install_action (widget_class, "dialog.erase", NULL, erase_cb);
  gtk_widget_class_add_binding_action (
    widget_class, GDK_KEY_h, GDK_CONTROL_MASK, "dialog.history", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (
    widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "dialog.save", NULL);
  gtk_widget_class_add_binding_action (
    widget_class, GDK_KEY_s, GDK_CONTROL_MASK, "dialog.save", NULL);
}

static void
qh_person_dialog_init (QhPersonDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * qh_person_dialog_new:
 * @from: a widget of the window over which it shows, and where Undo is offered
 * @person: (transfer none): who, as stored
 *
 * Returns: (transfer none): the window, to be presented.
 */
GtkWidget *
qh_person_dialog_new (GtkWidget *from, QhSession *session, const QhRecord *person)
{
  GtkRoot *root = gtk_widget_get_root (from);
  QhPersonDialog *self = g_object_new (
    QH_TYPE_PERSON_DIALOG, "transient-for", GTK_IS_WINDOW (root) ? root : NULL, NULL);
  QhStore *store = qh_session_get_store (session);

  g_weak_ref_set (&self->from, from);
  self->session = g_object_ref (session);
  self->form = QH_PERSON_FORM (qh_person_form_new (session, person));
  self->draft
    = qh_draft_keeper_new (session, QH_DRAFT_FORM_RECORD, collect_cb, GTK_WIDGET (self));
  g_signal_connect_object (
    get_form (self), "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (
    self->form, "use-person", G_CALLBACK (use_person_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (self->box, GTK_WIDGET (self->form));
  gtk_widget_action_set_enabled (
    GTK_WIDGET (self), "dialog.copy-data", qh_store_may_see_identities (store));
  gtk_widget_action_set_enabled (
    GTK_WIDGET (self), "dialog.erase", qh_store_may_erase (store, QH_KIND_PERSON));
  look_up_cases (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->form));
  return GTK_WIDGET (self);
}

/**
 * qh_person_dialog_open:
 * @from: a widget of the window over which it shows
 * @person: an id
 *
 * Shows somebody's form, and logs that it was opened; or says why it cannot be.
 */
void
qh_person_dialog_open (GtkWidget *from, QhSession *session, gint64 person)
{
  QhStore *store = qh_session_get_store (session);
  g_autoptr (GError) error = NULL;
  g_autoptr (QhRecord) record
    = store != NULL ? qh_store_get (store, QH_KIND_PERSON, person, &error) : NULL;

  if (store == NULL)
    return;
  if (record == NULL)
    qh_toast_show (from, error->message);
  else if (record->closed)
    qh_toast_show (from, _ ("This person is in a restricted case that is not open to you."));
  else
    {
      qh_event_log_open_person (store, person);
      gtk_window_present (GTK_WINDOW (qh_person_dialog_new (from, session, record)));
    }
}

/**
 * qh_person_dialog_continue:
 * @draft: what had been typed of the person
 *
 * Fills in what a draft has, and goes on with it.
 */
void
qh_person_dialog_continue (QhPersonDialog *self, const QhDraft *draft)
{
  qh_record_form_fill (get_form (self), g_ptr_array_index (draft->records, 0));
  qh_draft_keeper_continue (self->draft, draft);
}
