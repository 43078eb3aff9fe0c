/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/qh-work.h"

#include "store/qh-relay.h"
#include "ui/qh-dialogs.h"

/* One piece of work, from the button to what came of it. */
typedef struct
{
  QhSession *session;        /* (nullable) */
  GCancellable *locked;      /* (nullable): the session's */
  GCancellable *cancellable; /* its own: the dialog's button */
  gulong handler;
  QhRelay *relay;
  QhWorkFunction function;
  gpointer data;
  GDestroyNotify free_data;
  QhWorkDone done;
  GtkWidget *dialog; /* weak */
  GtkWidget *focus;  /* weak: what had it, and gets it back with the keys of its page */
} Work;

static void
work_free (gpointer data)
{
  Work *work = data;

  if (work->free_data != NULL)
    work->free_data (work->data);
  qh_relay_free (work->relay);
  g_object_unref (work->cancellable);
  g_clear_object (&work->locked);
  g_clear_object (&work->session);
  g_free (work);
}

static void
work_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Work *work = data;
  GError *error = NULL;

  if (work->function (work->data, qh_relay_progress, work->relay, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
progress_cb (guint64 done, guint64 total, gpointer data)
{
  Work *work = data;

  if (work->dialog != NULL)
    qh_dialog_progress_set (work->dialog, total > 0 ? (double)done / (double)total : -1);
}

static void
locked_cb (GCancellable *locked, GCancellable *cancellable)
{
  g_cancellable_cancel (cancellable);
}

static void
close_dialog (Work *work)
{
  GtkWidget *dialog = work->dialog;

  g_clear_weak_pointer (&work->dialog);
  if (dialog != NULL)
    gtk_window_destroy (GTK_WINDOW (dialog));
}

static void
take_focus (Work *work, GtkWidget *from)
{
  GtkRoot *root = gtk_widget_get_root (from);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  g_set_weak_pointer (&work->focus, focus != NULL && gtk_widget_is_ancestor (focus, from) ? focus : NULL);
}

static void
give_focus_back (Work *work, GtkWidget *from)
{
  GtkWidget *focus = work->focus;
  GtkRoot *root = gtk_widget_get_root (from);

  g_clear_weak_pointer (&work->focus);
  if (focus != NULL && root != NULL && gtk_root_get_focus (root) == NULL && gtk_widget_get_mapped (focus))
    gtk_widget_grab_focus (focus);
}

static void
finished_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GtkWidget *from = GTK_WIDGET (source);
  Work *work = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;

  g_task_propagate_boolean (G_TASK (result), &error);
  close_dialog (work);
  gtk_widget_set_sensitive (from, TRUE);
  give_focus_back (work, from);
  if (work->locked != NULL)
    {
      g_cancellable_disconnect (work->locked, work->handler);
      qh_session_end_work (work->session);
      g_clear_object (&work->session); /* here, not where the task's data goes */
      if (g_cancellable_is_cancelled (work->locked))
        return;
    }
  work->done (from, work->data, error);
}

static void
follow_session (Work *work, QhSession *session)
{
  work->session = g_object_ref (session);
  work->locked = g_object_ref (qh_session_get_cancellable (session));
  work->handler = g_cancellable_connect (
    work->locked, G_CALLBACK (locked_cb), g_object_ref (work->cancellable), g_object_unref);
  qh_session_begin_work (session);
}

/**
 * qh_work_run:
 * @from: the widget that asks, insensitive meanwhile
 * @session: (nullable): the workspace of which it is: not locked for idleness
 *   meanwhile, and when it is locked by hand the work ends without a word
 * @heading: what is under way
 * @data: (transfer full): for the work and for @done
 *
 * Does on a worker what a person waits for, with a dialog that tells how far it
 * is and can stop it. What was done is done, also when Cancel came too late.
 */
void
qh_work_run (GtkWidget *from,
             QhSession *session,
             const char *heading,
             QhWorkFunction function,
             gpointer data,
             GDestroyNotify free_data,
             QhWorkDone done)
{
  Work *work = g_new0 (Work, 1);
  g_autoptr (GTask) task = NULL;

  work->cancellable = g_cancellable_new ();
  work->relay = qh_relay_new (progress_cb, work);
  work->function = function;
  work->data = data;
  work->free_data = free_data;
  work->done = done;
  if (session != NULL)
    follow_session (work, session);
  take_focus (work, from);
  gtk_widget_set_sensitive (from, FALSE);
  g_set_weak_pointer (&work->dialog, qh_dialog_progress (from, heading, work->cancellable));
  task = g_task_new (from, work->cancellable, finished_cb, NULL);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, work, work_free);
  g_task_run_in_thread (task, work_in_thread);
}
