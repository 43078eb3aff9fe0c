/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an editor writes, or runs, on a worker once its rows are right. */
#include "ui/settings/qh-editor-private.h"

#include <glib/gi18n-lib.h>

#include "ui/qh-dialogs.h"
#include "ui/widgets/qh-form-state.h"

void
qh_editor_show_problem (QhEditor   *self,
                        const char *text)
{
  qh_form_show_problem (self->problem, text);
}

static void
applied_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (QhEditor) self = user_data;
  g_autoptr (GError) error = NULL;
  const QhChange *change = g_task_get_task_data (G_TASK (result));

  qh_form_set_busy (FALSE, NULL, self->content, self->save, NULL);
  if (!qh_store_apply_finish (QH_STORE (source), result, &error))
    {
      qh_editor_typed_cb (self);
      qh_editor_show_problem (self, error->message);
      gtk_widget_grab_focus (self->save);
      return;
    }
  qh_editor_discard_draft (self);
  if (self->from != NULL && self->done != NULL)
    qh_toast_show_undo (self->from, self->done, change->sequence);
  gtk_window_destroy (GTK_WINDOW (self));
}

/**
 * qh_editor_refuse:
 * @row: (nullable): the row to correct
 * @why: what is wrong with it
 *
 * Says why nothing was saved.
 *
 * Returns: %FALSE, always.
 */
gboolean
qh_editor_refuse (QhEditor   *self,
                  GtkWidget  *row,
                  const char *why)
{
  qh_editor_show_problem (self, why);
  if (row != NULL)
    gtk_widget_grab_focus (row);
  return FALSE;
}

/**
 * qh_editor_apply:
 * @change: (transfer full): what to write
 * @done: (nullable): the toast once it is written
 *
 * Writes on a worker; closes when that worked, says why when not.
 */
void
qh_editor_apply (QhEditor   *self,
                 QhChange   *change,
                 const char *done)
{
  g_free (self->done);
  self->done = g_strdup (done);
  if (self->draft != NULL)
    qh_draft_keeper_submit (self->draft, change);
  qh_form_set_busy (TRUE, NULL, self->content, self->save, NULL);
  qh_store_apply_async (self->store, change, NULL, applied_cb, g_object_ref (self));
}

typedef struct
{
  QhStore *store;
  QhEditorFunction function;
  gpointer data;
  GDestroyNotify free_data;
} Work;

static void
work_free (gpointer data)
{
  Work *work = data;

  if (work->free_data != NULL)
    work->free_data (work->data);
  g_object_unref (work->store);
  g_free (work);
}

static void
run_in_thread (GTask        *task,
               gpointer      source,
               gpointer      data,
               GCancellable *cancellable)
{
  const Work *work = data;
  GError *error = NULL;

  if (work->function (work->store, work->data, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
run_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  QhEditor *self = QH_EDITOR (source);
  g_autoptr (GError) error = NULL;

  qh_form_set_busy (FALSE, NULL, self->content, self->save, NULL);
  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      qh_editor_show_problem (self, error->message);
      gtk_widget_grab_focus (self->save);
      return;
    }
  if (self->from != NULL && self->done != NULL && self->undo != NULL)
    qh_toast_show_action (self->from, self->done, _("Undo"), self->undo, self->undo_target);
  else if (self->from != NULL && self->done != NULL)
    qh_toast_show (self->from, self->done);
  self->touched = FALSE;
  g_signal_emit_by_name (self, "done");
  gtk_window_destroy (GTK_WINDOW (self));
}

/**
 * qh_editor_set_undo:
 * @action: an action of where the editor was opened
 * @target: (nullable): what it is told; a floating reference is taken
 *
 * What qh_editor_run() does can be taken back by this action.
 */
void
qh_editor_set_undo (QhEditor   *self,
                    const char *action,
                    GVariant   *target)
{
  g_free (self->undo);
  g_clear_pointer (&self->undo_target, g_variant_unref);
  self->undo = g_strdup (action);
  self->undo_target = target != NULL ? g_variant_ref_sink (target) : NULL;
}

/**
 * qh_editor_run:
 * @function: what to do
 * @data: (transfer full): for @function
 * @done: (nullable): the toast once it is done
 *
 * As qh_editor_apply(), for what is more than a change and cannot be undone.
 */
void
qh_editor_run (QhEditor        *self,
               QhEditorFunction function,
               gpointer         data,
               GDestroyNotify   free_data,
               const char      *done)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, run_cb, NULL);
  Work *work = g_new0 (Work, 1);

  work->store = g_object_ref (self->store);
  work->function = function;
  work->data = data;
  work->free_data = free_data;
  g_free (self->done);
  self->done = g_strdup (done);
  qh_form_set_busy (TRUE, NULL, self->content, self->save, NULL);
  g_task_set_task_data (task, work, work_free);
  g_task_run_in_thread (task, run_in_thread);
}
