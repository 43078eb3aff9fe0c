/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/settings/qh-worker-editor.h"

#include <glib/gi18n-lib.h>

#include "ui/settings/qh-editor.h"

typedef struct
{
  QhRecord *record;
  GtkWidget *name;
  GtkWidget *post;
  GtkWidget *retired;
} WorkerEdit;

static void
worker_edit_free (gpointer  data,
                  GClosure *closure)
{
  WorkerEdit *edit = data;

  qh_record_free (edit->record);
  g_free (edit);
}

static void
save_worker_cb (QhEditor   *editor,
                WorkerEdit *edit)
{
  g_autofree char *name = qh_editor_get_text (edit->name);
  g_autofree char *post = qh_editor_get_text (edit->post);
  QhChange *change;

  if (name[0] == '\0')
    {
      qh_editor_refuse (editor, edit->name, _("The worker has no name. Type one."));
      return;
    }
  qh_record_set_text (edit->record, "name", name);
  qh_record_set_text (edit->record, "post", post);
  qh_record_set_integer (edit->record, "retired", gtk_switch_get_active (GTK_SWITCH (edit->retired)));
  change = qh_change_new ();
  qh_change_put (change, qh_record_copy (edit->record));
  qh_editor_apply (editor, change, _("The worker was saved."));
}

/**
 * qh_worker_editor_open:
 * @worker: a record of the kind worker; a new one has no id yet
 *
 * Lets a person add or change a worker.
 *
 * Returns: (transfer none): the window.
 */
GtkWindow *
qh_worker_editor_open (GtkWidget      *from,
                       QhSession      *session,
                       const QhRecord *worker)
{
  QhStore *store = qh_session_get_store (session);
  QhEditor *editor = qh_editor_new (from, worker->id != 0 ? _("Worker") : _("New Worker"), store);
  WorkerEdit *edit = g_new0 (WorkerEdit, 1);

  edit->record = qh_record_copy (worker);
  edit->name = qh_editor_add_entry (editor, _("_Name"), qh_record_get_text (edit->record, "name"));
  edit->post = qh_editor_add_entry (editor, _("_Post"), qh_record_get_text (edit->record, "post"));
  edit->retired = qh_editor_add_switch (editor, _("_Retired"), _("Keeps what they recorded; is not offered for new records"),
                                        qh_record_get_integer (edit->record, "retired") != 0);
  qh_editor_keep_draft (editor, session, edit->record);
  g_signal_connect_data (editor, "save", G_CALLBACK (save_worker_cb), edit, worker_edit_free, 0);
  gtk_window_present (GTK_WINDOW (editor));
  return GTK_WINDOW (editor);
}
