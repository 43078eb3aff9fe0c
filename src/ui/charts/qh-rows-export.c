/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/charts/qh-rows-export.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "exchange/qh-export.h"
#include "ui/charts/qh-saved-toast.h"
#include "ui/qh-dialogs.h"
#include "ui/qh-event-log.h"
#include "ui/qh-session.h"

/* An export under way. The frame is held until it ends. */
typedef struct
{
  QhRowsDrawer *drawer;
  QhSession *session;
  GFile *file;
  char *path;
} Job;

static void
job_free (Job *job)
{
  qh_session_release_frame (job->session);
  qh_session_end_work (job->session);
  g_object_unref (job->drawer);
  g_object_unref (job->session);
  g_object_unref (job->file);
  g_free (job->path);
  g_free (job);
}

static void
progress_cb (guint64  done,
             guint64  total,
             gpointer data)
{
  Job *job = data;

  qh_rows_drawer_show_progress (job->drawer, total > 0 ? (double) done / (double) total : 0);
}

static void
exported_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  Job *job = data;
  g_autoptr (GError) error = NULL;
  QhExportReport report;

  qh_rows_drawer_show_progress (job->drawer, -1);
  if (qh_export_finish (result, &report, &error))
    {
      g_autofree char *name = g_path_get_basename (job->path);
      g_autofree char *text = qh_export_report_describe (&report, name);
      g_autofree char *detail = qh_export_report_dup_detail (&report, job->path);

      if (qh_session_get_store (job->session) != NULL)
        qh_event_log_export (qh_session_get_store (job->session), detail);
      qh_saved_toast_show (GTK_WIDGET (job->drawer), text, job->file);
    }
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    qh_toast_show (GTK_WIDGET (job->drawer), _("The export was cancelled; no file was written."));
  else
    qh_dialog_error (GTK_WIDGET (job->drawer), _("The rows could not be exported"), error);
  job_free (job);
}

static char *
dup_unit (QhSession *session)
{
  g_autoptr (GPtrArray) units = qh_store_list_all (qh_session_get_store (session), QH_KIND_UNIT, NULL);

  return g_strdup (units != NULL && units->len > 0 ? qh_record_get_text (g_ptr_array_index (units, 0), "name") : "");
}

/**
 * qh_rows_export_start:
 * @drawer: shows the progress and, at the end, what was written
 * @board: whose rows
 * @file: where to; its ending says as what
 * @byte_order_mark: whether a csv begins with the mark by which some programs know UTF-8
 *
 * Writes the rows behind the charts into a file, on a worker.
 */
void
qh_rows_export_start (QhRowsDrawer *drawer,
                      QhSession    *session,
                      QhBoard      *board,
                      GFile        *file,
                      gboolean      byte_order_mark,
                      GCancellable *cancellable)
{
  g_autofree char *unit = dup_unit (session);
  g_autofree char *words = qh_board_dup_words (board);
  g_autofree char *path = g_file_get_path (file);
  g_autoptr (GError) error = NULL;
  QhExportOptions options = { .language = qh_session_get_language (session), .byte_order_mark = byte_order_mark,
                              .title = _("Activities"), .unit = unit, .filter = words };
  Job *job;

  if (path == NULL)
    error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, _("The folder is not on this computer. Choose one that is."));
  if (path == NULL || !qh_export_check_path (path, &error))
    {
      qh_dialog_error (GTK_WIDGET (drawer), _("The rows could not be exported"), error);
      return;
    }
  job = g_new0 (Job, 1);
  job->drawer = g_object_ref (drawer);
  job->session = g_object_ref (session);
  job->file = g_object_ref (file);
  job->path = g_steal_pointer (&path);
  options.path = job->path;
  options.store = qh_session_get_store (session);
  qh_session_hold_frame (session);
  qh_session_begin_work (session);
  qh_rows_drawer_show_progress (drawer, 0);
  qh_export_async (qh_board_get_frame (board), qh_board_get_mask (board), &options, progress_cb, job, cancellable, exported_cb, job);
}
