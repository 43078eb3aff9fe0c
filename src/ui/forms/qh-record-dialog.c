/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/forms/qh-record-dialog.h"

#include <glib/gi18n-lib.h>

#include "desk/qh-calendar.h"
#include "ui/forms/qh-draft-keeper.h"
#include "ui/forms/qh-form-close.h"
#include "ui/history/qh-history-window.h"
#include "ui/qh-apply.h"
#include "ui/qh-dialogs.h"

struct _QhRecordDialog
{
  AdwWindow parent_instance;

  AdwWindowTitle *title;
  AdwClamp *clamp;
  GtkWidget *history;
  GtkWidget *save;
  GtkWidget *toasts;

  GWeakRef from;
  QhSession *session;
  QhRecordForm *form;
  QhDraftKeeper *draft;
  gboolean saving;
};

enum
{
  SAVED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (QhRecordDialog, qh_record_dialog, ADW_TYPE_WINDOW)

/* Saving */

/* Where the dialog was opened, for it closes as it saves. */
static void
offer_undo (QhRecordDialog *self,
            const QhChange *change)
{
  g_autoptr (GtkWidget) from = g_weak_ref_get (&self->from);

  if (from != NULL)
    qh_toast_show_undo (from, _("Changes saved"), change->sequence);
}

static void
end_saving (QhRecordDialog *self)
{
  self->saving = FALSE;
  gtk_widget_set_sensitive (self->save, TRUE);
}

static void
show_refusal (QhRecordDialog *self,
              const GError   *error)
{
  qh_draft_keeper_touch (self->draft);
  if (!qh_record_form_show_error (self->form, error))
    qh_toast_show (self->toasts, error->message);
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (QhRecordDialog) self = data;
  g_autoptr (GError) error = NULL;
  QhChange *change = g_task_get_task_data (G_TASK (result));

  end_saving (self);
  if (!qh_store_apply_finish (QH_STORE (source), result, &error))
    {
      show_refusal (self, error);
      return;
    }
  qh_draft_keeper_done (self->draft);
  offer_undo (self, change);
  g_signal_emit (self, signals[SAVED], 0, ((QhChangeItem *) g_ptr_array_index (change->items, 0))->record);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
fit_in_thread (GTask        *task,
               gpointer      store,
               gpointer      change,
               GCancellable *cancellable)
{
  GError *error = NULL;

  if (qh_calendar_fit (store, change, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
write_change (QhRecordDialog *self,
              QhStore        *store,
              QhChange       *change)
{
  qh_draft_keeper_submit (self->draft, change);
  qh_apply_async (GTK_WIDGET (self), store, change, NULL, saved_cb, g_object_ref (self));
}

static void
fitted_cb (GObject      *store,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (QhRecordDialog) self = data;
  g_autoptr (QhChange) change = g_object_steal_data (G_OBJECT (result), "change");
  g_autoptr (GError) error = NULL;

  if (self->draft == NULL) /* locked meanwhile: what was typed is offered again */
    return;
  if (g_task_propagate_boolean (G_TASK (result), &error))
    {
      write_change (self, QH_STORE (store), g_steal_pointer (&change));
      return;
    }
  end_saving (self);
  show_refusal (self, error);
}

/* A schedule or a leave must stand apart from the worker's others, which are read on a worker. */
static void
fit (QhRecordDialog *self,
     QhStore        *store,
     QhChange       *change)
{
  g_autoptr (GTask) task = g_task_new (store, NULL, fitted_cb, g_object_ref (self));

  g_object_set_data_full (G_OBJECT (task), "change", change, (GDestroyNotify) qh_change_free);
  g_task_set_task_data (task, change, NULL);
  g_task_run_in_thread (task, fit_in_thread);
}

static void
save_cb (GtkWidget  *widget,
         const char *action,
         GVariant   *parameter)
{
  QhRecordDialog *self = QH_RECORD_DIALOG (widget);
  QhStore *store = qh_session_get_store (self->session);
  guint kind = qh_record_form_get_record (self->form)->kind->number;
  QhChange *change;

  if (self->saving || store == NULL || !qh_record_form_check (self->form, NULL))
    return;
  change = qh_change_new ();
  qh_change_put (change, qh_record_copy (qh_record_form_get_record (self->form)));
  self->saving = TRUE;
  gtk_widget_set_sensitive (self->save, FALSE);
  if (kind == QH_KIND_SCHEDULE || kind == QH_KIND_LEAVE)
    fit (self, store, change);
  else
    write_change (self, store, change);
}

/* What is typed, for the draft. */
static gboolean
collect_cb (GtkWidget *widget,
            QhDraft   *draft)
{
  QhRecordDialog *self = QH_RECORD_DIALOG (widget);

  if (!qh_record_form_is_changed (self->form))
    return FALSE;
  g_ptr_array_add (draft->records, qh_record_copy (qh_record_form_get_record (self->form)));
  return TRUE;
}

static void
changed_cb (QhRecordDialog *self)
{
  qh_draft_keeper_touch (self->draft);
}

static void
history_cb (GtkWidget  *widget,
            const char *action,
            GVariant   *parameter)
{
  QhRecordDialog *self = QH_RECORD_DIALOG (widget);
  g_autoptr (GtkWidget) from = g_weak_ref_get (&self->from);
  const QhRecord *record = qh_record_form_get_record (self->form);
  GtkWidget *history = qh_history_window_new (widget, from, self->session, record->kind->number, record->id);

  g_signal_connect_object (history, "restored", G_CALLBACK (gtk_window_destroy), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (history));
}

/* What was typed is not lost by a slip of the Escape key. */
static gboolean
qh_record_dialog_close_request (GtkWindow *window)
{
  QhRecordDialog *self = QH_RECORD_DIALOG (window);
  gboolean changed = qh_session_get_store (self->session) != NULL && qh_record_form_is_changed (self->form);

  return qh_form_keeps_open (window, self->draft, changed) || GTK_WINDOW_CLASS (qh_record_dialog_parent_class)->close_request (window);
}

static void
qh_record_dialog_dispose (GObject *object)
{
  QhRecordDialog *self = QH_RECORD_DIALOG (object);

  g_weak_ref_set (&self->from, NULL);
  g_clear_object (&self->draft);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (qh_record_dialog_parent_class)->dispose (object);
}

static void
qh_record_dialog_class_init (QhRecordDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qh_record_dialog_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = qh_record_dialog_close_request;

  /**
   * QhRecordDialog::saved:
   * @record: (type gpointer): the #QhRecord as it was written
   */
  signals[SAVED] = g_signal_new ("saved", QH_TYPE_RECORD_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/quehacer/Quehacer/forms/qh-record-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, QhRecordDialog, title);
  gtk_widget_class_bind_template_child (widget_class, QhRecordDialog, clamp);
  gtk_widget_class_bind_template_child (widget_class, QhRecordDialog, history);
  gtk_widget_class_bind_template_child (widget_class, QhRecordDialog, save);
  gtk_widget_class_bind_template_child (widget_class, QhRecordDialog, toasts);
  gtk_widget_class_install_action (widget_class, "dialog.save", NULL, save_cb);
  gtk_widget_class_install_action (widget_class, "dialog.history", NULL, history_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_h, GDK_CONTROL_MASK, "dialog.history", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "dialog.save", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, "dialog.save", NULL);
}

static void
qh_record_dialog_init (QhRecordDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_window_set_default_widget (GTK_WINDOW (self), self->save);
}

/**
 * qh_record_dialog_new:
 * @from: a widget of the window over which it shows
 * @title: what is being done
 * @record: (transfer none): what to edit
 * @sections: (nullable) (array length=n_sections): which fields; %NULL for all
 *
 * What was saved can be taken back where @from is.
 *
 * Returns: (transfer none): the window, to be presented.
 */
GtkWidget *
qh_record_dialog_new (GtkWidget           *from,
                      QhSession           *session,
                      const char          *title,
                      const QhRecord      *record,
                      const QhFormSection *sections,
                      guint                n_sections)
{
  GtkRoot *root = gtk_widget_get_root (from);
  QhRecordDialog *self = g_object_new (QH_TYPE_RECORD_DIALOG, "transient-for", GTK_IS_WINDOW (root) ? root : NULL, NULL);
  GtkWidget *form = sections != NULL ? qh_record_form_new_sections (session, record, sections, n_sections)
                                     : qh_record_form_new (session, record);

  g_weak_ref_set (&self->from, from);
  self->session = g_object_ref (session);
  self->form = QH_RECORD_FORM (form);
  self->draft = qh_draft_keeper_new (session, QH_DRAFT_FORM_RECORD, collect_cb, GTK_WIDGET (self));
  g_signal_connect_object (form, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_set_visible (self->history, record->id != 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "dialog.history", record->id != 0);
  adw_window_title_set_title (self->title, title);
  gtk_window_set_title (GTK_WINDOW (self), title);
  adw_clamp_set_child (self->clamp, form);
  gtk_widget_grab_focus (form);
  return GTK_WIDGET (self);
}

/**
 * qh_record_dialog_get_form:
 *
 * Returns: (transfer none): its form.
 */
QhRecordForm *
qh_record_dialog_get_form (QhRecordDialog *self)
{
  return self->form;
}

/**
 * qh_record_dialog_continue:
 * @draft: what had been typed of the dialog's record
 *
 * Fills in what a draft has, and goes on with it.
 */
void
qh_record_dialog_continue (QhRecordDialog *self,
                           const QhDraft  *draft)
{
  qh_record_form_fill (self->form, g_ptr_array_index (draft->records, 0));
  qh_draft_keeper_continue (self->draft, draft);
}
