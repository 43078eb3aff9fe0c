/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/cases/qh-cases-export.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "exchange/qh-export.h"
#include "ui/charts/qh-saved-toast.h"
#include "ui/qh-dialogs.h"
#include "ui/qh-event-log.h"

/* An export, from the choice of a file to the toast at its end. */
typedef struct
{
  GtkWidget *from;
  QhSession *session;
  GCancellable *cancellable;
  GHashTable *ids;
  char *words;
  GFile *file;
  char *path;
  QhFrame *frame;
  guint8 *mask;
  gboolean working;
  AdwToast *toast; /* says that it is under way, and cancels */
} Job;

static void
job_free (Job *job)
{
  if (job->toast != NULL)
    adw_toast_dismiss (job->toast);
  g_clear_object (&job->toast);
  g_clear_pointer (&job->frame, qh_frame_unref);
  g_clear_object (&job->file);
  g_hash_table_unref (job->ids);
  if (job->working)
    qh_session_end_work (job->session);
  g_object_unref (job->cancellable);
  g_object_unref (job->session);
  g_object_unref (job->from);
  g_free (job->words);
  g_free (job->path);
  g_free (job->mask);
  g_free (job);
}

static void
fail (Job          *job,
      const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    qh_toast_show (job->from, _("The export was cancelled; no file was written."));
  else
    qh_dialog_error (job->from, _("The cases could not be exported"), error);
  job_free (job);
}

static void
exported_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  Job *job = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *detail = NULL;
  g_autofree char *name = NULL;
  g_autofree char *text = NULL;
  QhExportReport report;

  if (!qh_export_finish (result, &report, &error))
    {
      fail (job, error);
      return;
    }
  detail = qh_export_report_dup_detail (&report, job->path);
  if (qh_session_get_store (job->session) != NULL)
    qh_event_log_export (qh_session_get_store (job->session), detail);
  name = g_path_get_basename (job->path);
  text = qh_export_report_describe (&report, name);
  qh_saved_toast_show (job->from, text, job->file);
  job_free (job);
}

static void
mark_rows (Job *job)
{
  const gint64 *ids = qh_frame_get_ids (job->frame);
  guint n = qh_frame_get_n_rows (job->frame);

  job->mask = g_new0 (guint8, MAX (n, 1));
  for (guint i = 0; i < n; i++)
    job->mask[i] = g_hash_table_contains (job->ids, &ids[i]);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  Job *job = data;
  g_autoptr (GError) error = NULL;
  QhExportOptions options = { .path = job->path, .title = _("Cases"), .filter = job->words };

  job->frame = qh_frame_load_finish (result, &error);
  if (job->frame == NULL || g_cancellable_set_error_if_cancelled (job->cancellable, &error))
    {
      fail (job, error);
      return;
    }
  if (qh_session_get_store (job->session) == NULL)
    {
      job_free (job);
      return;
    }
  options.language = qh_session_get_language (job->session);
  options.store = qh_session_get_store (job->session);
  mark_rows (job);
  qh_export_async (job->frame, job->mask, &options, NULL, NULL, job->cancellable, exported_cb, job);
}

static void
show_under_way (Job *job)
{
  job->toast = g_object_ref (adw_toast_new (_("Exporting cases…")));
  adw_toast_set_timeout (job->toast, 0);
  adw_toast_set_button_label (job->toast, _("Cancel"));
  g_signal_connect_object (job->toast, "button-clicked", G_CALLBACK (g_cancellable_cancel), job->cancellable, G_CONNECT_SWAPPED);
  qh_toast_add (job->from, job->toast);
}

static void
file_chosen_cb (GFile   *file,
                gpointer data)
{
  Job *job = data;
  QhStore *store = qh_session_get_store (job->session);
  g_autoptr (GError) error = NULL;

  if (file == NULL || store == NULL)
    {
      job_free (job);
      return;
    }
  job->file = g_object_ref (file);
  job->path = g_file_get_path (file);
  if (job->path == NULL)
    error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, _("The folder is not on this computer. Choose one that is."));
  if (job->path == NULL || !qh_export_check_path (job->path, &error))
    {
      fail (job, error);
      return;
    }
  show_under_way (job);
  job->working = TRUE;
  qh_session_begin_work (job->session);
  qh_frame_load_async (store, QH_KIND_CASE, job->cancellable, loaded_cb, job);
}

static Job *
job_new (GtkWidget  *from,
         QhSession  *session,
         GArray     *ids,
         const char *words)
{
  Job *job = g_new0 (Job, 1);

  job->from = g_object_ref (from);
  job->session = g_object_ref (session);
  job->cancellable = g_cancellable_new ();
  job->words = g_strdup (words);
  job->ids = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  for (guint i = 0; i < ids->len; i++)
    g_hash_table_add (job->ids, g_memdup2 (&g_array_index (ids, gint64, i), sizeof (gint64)));
  return job;
}

/**
 * qh_cases_export_write:
 * @from: the widget that asks, told how it went
 * @ids: (transfer none) (element-type gint64): the cases
 * @words: which cases they are; no name
 * @file: where to; its ending says as what
 *
 * Writes the cases into a file, on a worker; no name, folio or narrative is in it.
 */
void
qh_cases_export_write (GtkWidget  *from,
                       QhSession  *session,
                       GArray     *ids,
                       const char *words,
                       GFile      *file)
{
  file_chosen_cb (file, job_new (from, session, ids, words));
}

/**
 * qh_cases_export_start:
 *
 * As qh_cases_export_write(), asking for the file first.
 */
void
qh_cases_export_start (GtkWidget  *from,
                       QhSession  *session,
                       GArray     *ids,
                       const char *words)
{
  g_autoptr (GArray) filters = qh_dialog_list_export_filters ();

  qh_dialog_save_file (from, _("Export cases"), (const QhFileFilter *) filters->data, NULL, _("cases.xlsx"), file_chosen_cb, job_new (from, session, ids, words));
}
