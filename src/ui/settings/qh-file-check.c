/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/settings/qh-file-check.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

#include "ui/qh-dialogs.h"

#define LOOK_EVERY_MS 100
#define PARTS 1000
#define MOST_SHOWN 5 /* of the problems, in a dialog */

/* One check, from the button to what it found. */
typedef struct
{
  QhStore *store;
  GCancellable *cancellable; /* its own: the dialog's button */
  GCancellable *session;     /* (nullable): the workspace is locked */
  gulong handler;
  int done; /* of PARTS; the worker writes it */
  guint timer;
  GtkWidget *dialog; /* weak */
} Check;

static void
check_free (Check *check)
{
  g_object_unref (check->store);
  g_object_unref (check->cancellable);
  g_clear_object (&check->session);
  g_free (check);
}

/* On the worker */

static void
progress_cb (guint64  done,
             guint64  total,
             gpointer data)
{
  g_atomic_int_set (&((Check *) data)->done, total > 0 ? (int) (done * PARTS / total) : 0);
}

static void
check_in_thread (GTask        *task,
                 gpointer      source,
                 gpointer      data,
                 GCancellable *cancellable)
{
  Check *check = data;
  GError *error = NULL;
  QhVerifyReport *report = qh_store_verify (check->store, progress_cb, check, cancellable, &error);

  if (report != NULL)
    g_task_return_pointer (task, report, (GDestroyNotify) qh_verify_report_free);
  else
    g_task_return_error (task, error);
}

/* On the screen */

static void
session_ended_cb (GCancellable *session,
                  GCancellable *cancellable)
{
  g_cancellable_cancel (cancellable);
}

static gboolean
show_progress_cb (gpointer data)
{
  Check *check = data;

  if (check->dialog != NULL)
    qh_dialog_progress_set (check->dialog, (double) g_atomic_int_get (&check->done) / PARTS);
  return G_SOURCE_CONTINUE;
}

static void
end_progress (Check *check)
{
  GtkWidget *dialog = check->dialog;

  g_clear_handle_id (&check->timer, g_source_remove);
  if (check->session != NULL)
    g_cancellable_disconnect (check->session, check->handler);
  g_clear_weak_pointer (&check->dialog);
  if (dialog != NULL)
    gtk_window_destroy (GTK_WINDOW (dialog));
}

/* All that is wrong is said, as far as it fits. */
static void
show_problems (GtkWidget            *from,
               const QhVerifyReport *report)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < MIN (report->problems->len, MOST_SHOWN); i++)
    g_string_append_printf (text, "%s\n", (const char *) g_ptr_array_index (report->problems, i));
  if (report->problems->len > MOST_SHOWN)
    g_string_append_printf (text, _("And %u more: “quehacer verify” lists them.\n"), report->problems->len - MOST_SHOWN);
  g_string_append_printf (text, "\n%s", _("The file was left as it is. Restore a backup, and keep this file."));
  error = g_error_new_literal (QH_ERROR, QH_ERROR_DAMAGED, text->str);
  qh_dialog_error (from, _("The file is not as it was written"), error);
}

static void
show_whole (GtkWidget            *from,
            const QhVerifyReport *report)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_printf (text, _("The file is whole: %'" PRIu64 " records, %'" PRIu64 " seals opened, %'" PRIu64 " changes chained."),
                   report->n_records, report->n_seals, report->n_changes);
  if (report->n_closed > 0)
    g_string_append_printf (text, _(" Not opened, because they are for others: %'" PRIu64 "."), report->n_closed);
  qh_toast_show (from, text->str);
}

static void
checked_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  GtkWidget *from = GTK_WIDGET (source);
  Check *check = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  g_autoptr (QhVerifyReport) report = g_task_propagate_pointer (G_TASK (result), &error);

  end_progress (check);
  gtk_widget_set_sensitive (from, TRUE);
  if (check->session != NULL && g_cancellable_is_cancelled (check->session))
    return;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    qh_toast_show (from, _("The check was cancelled. Nothing was changed."));
  else if (report == NULL)
    qh_dialog_error (from, _("The file could not be checked"), error);
  else if (report->problems->len > 0)
    show_problems (from, report);
  else
    show_whole (from, report);
}

/**
 * qh_file_check_run:
 * @from: the button, insensitive meanwhile; what was found shows over it
 * @store: what is checked
 * @cancellable: (nullable): ends it without a word when the workspace is locked
 *
 * Checks the whole workspace on a worker, with a dialog that tells how far it is
 * and can stop it.
 */
void
qh_file_check_run (GtkWidget    *from,
                   QhStore      *store,
                   GCancellable *cancellable)
{
  Check *check = g_new0 (Check, 1);
  g_autoptr (GTask) task = NULL;

  check->store = g_object_ref (store);
  check->cancellable = g_cancellable_new ();
  if (cancellable != NULL)
    {
      check->session = g_object_ref (cancellable);
      check->handler = g_cancellable_connect (cancellable, G_CALLBACK (session_ended_cb), g_object_ref (check->cancellable),
                                              g_object_unref);
    }
  gtk_widget_set_sensitive (from, FALSE);
  g_set_weak_pointer (&check->dialog, qh_dialog_progress (from, _("Checking the file…"), check->cancellable));
  check->timer = g_timeout_add (LOOK_EVERY_MS, show_progress_cb, check);
  task = g_task_new (from, check->cancellable, checked_cb, NULL);
  g_task_set_task_data (task, check, (GDestroyNotify) check_free);
  g_task_run_in_thread (task, check_in_thread);
}
