/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/qh-export-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <locale.h>
#include <string.h>
#include <unistd.h>

#include "store/qh-objections.h"

/* What can be written, by the ending of the file's name. */
static const struct
{
  const char *pattern;
  const char *words;
  gboolean labelled; /* codes are whole numbers with labels of their own */
  gboolean (*write) (const QhExportPlan *plan, const char *path, const QhExportRun *run, QhExportReport *report, GError **error);
} formats[] = {
  { "*.xlsx", N_("Excel workbook (.xlsx)"), FALSE, qh_export_write_xlsx },
  { "*.csv", N_("Text with commas (.csv)"), FALSE, qh_export_write_csv },
  { "*.sav", N_("SPSS (.sav)"), TRUE, qh_export_write_sav },
  { "*.zsav", N_("SPSS, compressed (.zsav)"), TRUE, qh_export_write_zsav },
  { "*.dta", N_("Stata (.dta)"), TRUE, qh_export_write_dta },
};

static gboolean
ends_in (const char *path,
         const char *ending)
{
  gsize length = strlen (path), tail = strlen (ending);

  return length > tail && g_ascii_strcasecmp (path + length - tail, ending) == 0;
}

/* The place in formats[], or -1. */
static int
find_format (const char *path)
{
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    if (ends_in (path, formats[i].pattern + 1))
      return (int) i;
  return -1;
}

/* Says what went wrong with the file at @path, and what to do. */
void
qh_export_set_errno (GError    **error,
                     const char *path,
                     int         number)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *shown = g_filename_display_name (path);
  g_autofree char *shown_folder = g_filename_display_name (folder);

  switch (number)
    {
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
      g_set_error (error, QH_ERROR, QH_ERROR_FAILED,
                   _("There is no room for “%s”. Free some space, or choose another drive."), shown);
      break;
    case EACCES:
    case EPERM:
    case EROFS:
      g_set_error (error, QH_ERROR, QH_ERROR_PLACE,
                   _("Nothing can be written to the folder “%s”. Choose another folder."), shown_folder);
      break;
    case ENOENT:
    case ENOTDIR:
      g_set_error (error, QH_ERROR, QH_ERROR_PLACE,
                   _("There is no folder “%s”. Create it, or choose another folder."), shown_folder);
      break;
    default:
      g_set_error (error, QH_ERROR, QH_ERROR_FAILED, _("“%s” could not be written: %s. Try another folder."), shown,
                   g_strerror (number));
    }
}

/**
 * qh_export_get_format:
 * @place: from 0
 * @pattern: (out): what its files' names are like: *.xlsx
 * @words: (out): what a person calls it
 *
 * Lists what can be written, the most usual first.
 *
 * Returns: whether there is one at @place.
 */
gboolean
qh_export_get_format (guint        place,
                      const char **pattern,
                      const char **words)
{
  if (place >= G_N_ELEMENTS (formats))
    return FALSE;
  *pattern = formats[place].pattern;
  *words = gettext (formats[place].words);
  return TRUE;
}

/**
 * qh_export_check_path:
 * @error: %QH_ERROR_FORMAT for an ending that is no data set's, %QH_ERROR_PLACE for a folder
 *
 * Returns: whether @path can be the name of an export.
 */
gboolean
qh_export_check_path (const char *path,
                      GError    **error)
{
  g_autofree char *shown = g_filename_display_name (path);

  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    {
      g_set_error (error, QH_ERROR, QH_ERROR_PLACE, _("“%s” is a folder. Add the name of a file, such as data.xlsx."), shown);
      return FALSE;
    }
  if (find_format (path) >= 0)
    return TRUE;
  g_set_error (error, QH_ERROR, QH_ERROR_FORMAT,
               _("“%s” does not say which kind of file to write: end the name in .xlsx, .csv, .sav, .zsav or .dta."), shown);
  return FALSE;
}

/* Tells how far the writing is; FALSE when it is to stop. */
gboolean
qh_export_run_step (const QhExportRun *run,
                    guint64            done,
                    GError           **error)
{
  if (run->progress != NULL)
    run->progress (done, run->total, run->progress_data);
  return !g_cancellable_set_error_if_cancelled (run->cancellable, error);
}

/* A new file of a name that nobody uses, beside the one that it will become. */
static char *
create_beside (const char *path,
               GError    **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *name = g_path_get_basename (path);

  for (guint tries = 0; tries < 100; tries++)
    {
      g_autofree char *temporary = g_strdup_printf ("%s/.%s.%08x", folder, name, g_random_int ());
      int file = open (temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);

      if (file >= 0)
        {
          close (file);
          return g_steal_pointer (&temporary);
        }
      if (errno != EEXIST)
        break;
    }
  qh_export_set_errno (error, path, errno);
  return NULL;
}

static int
compare_ids (gconstpointer a,
             gconstpointer b)
{
  gint64 first = *(const gint64 *) a, second = *(const gint64 *) b;

  return (first > second) - (first < second);
}

/**
 * qh_export_leave_out:
 * @mask: (nullable): the rows that were selected
 * @store: (nullable): whose people may object
 * @left_out: (out): how many of them concern somebody who objects
 *
 * Returns: (transfer full): the rows that may leave; %NULL on an error.
 */
guint8 *
qh_export_leave_out (QhFrame      *frame,
                     const guint8 *mask,
                     QhStore      *store,
                     guint        *left_out,
                     GError      **error)
{
  guint n = qh_frame_get_n_rows (frame);
  const gint64 *ids = qh_frame_get_ids (frame);
  g_autofree guint8 *allowed = g_malloc (MAX (1, n));
  g_autoptr (GArray) objections = NULL;

  *left_out = 0;
  for (guint row = 0; row < n; row++)
    allowed[row] = mask == NULL || mask[row] != 0;
  if (store == NULL)
    return g_steal_pointer (&allowed);
  objections = qh_objections_list (store, qh_frame_get_kind (frame)->number, error);
  if (objections == NULL)
    return NULL;
  for (guint row = 0; row < n && objections->len > 0; row++)
    if (allowed[row] && g_array_binary_search (objections, &ids[row], compare_ids, NULL))
      {
        allowed[row] = FALSE;
        (*left_out)++;
      }
  return g_steal_pointer (&allowed);
}

static gboolean
write_file (const QhExportPlan *plan,
            const char         *temporary,
            const QhExportRun  *run,
            QhExportReport     *report,
            GError            **error)
{
  const char *path = plan->options->path;

  if (!formats[find_format (path)].write (plan, temporary, run, report, error))
    return FALSE;
  if (report->written != report->selected - report->left_out)
    {
      g_autofree char *shown = g_filename_display_name (path);

      g_set_error (error, QH_ERROR, QH_ERROR_FAILED, _("Only %'u of %'u rows could be written to “%s”, so it was not kept. Export again."),
                   report->written, report->selected - report->left_out, shown);
      return FALSE;
    }
  if (!qh_export_run_step (run, run->total, error))
    return FALSE;
  if (g_rename (temporary, path) == 0)
    return TRUE;
  qh_export_set_errno (error, path, errno);
  return FALSE;
}

/* Spreadsheets and csv write a number's point as a point; libxlsxwriter takes it
 * from the locale. Of this thread only. */
static locale_t
use_points (locale_t *points)
{
  *points = newlocale (LC_NUMERIC_MASK, "C", duplocale (uselocale ((locale_t) 0)));
  return uselocale (*points);
}

static void
stop_using_points (locale_t points,
                   locale_t before)
{
  uselocale (before);
  freelocale (points);
}

/**
 * qh_export:
 * @frame: must not be updated meanwhile
 * @mask: (nullable): the rows to take, from qh_filter_to_mask(); %NULL for all
 * @report: (out): how many rows were selected and written
 * @progress: (nullable): called now and then, on the calling thread
 * @error: %QH_ERROR_FORMAT for an unknown ending, %QH_ERROR_PLACE for a folder
 *   that cannot be written to, %QH_ERROR_FAILED when there is no room,
 *   %G_IO_ERROR_CANCELLED
 *
 * Writes the rows of a frame to a data set. What a frame holds never names
 * anybody; what a reference or a row's id stands for is numbered anew, at
 * random, and the rows are in the order of their new numbers.
 *
 * The file is written beside its place and takes it when it is whole; on an
 * error nothing is left and what was there stays.
 *
 * Returns: whether the whole file was written.
 */
gboolean
qh_export (QhFrame               *frame,
           const guint8          *mask,
           const QhExportOptions *options,
           QhExportReport        *report,
           QhProgress             progress,
           gpointer               progress_data,
           GCancellable          *cancellable,
           GError               **error)
{
  QhExportRun run = { progress, progress_data, cancellable, 0 };
  QhExportReport own_report;
  QhExportOptions own_options;
  g_autoptr (QhExportPlan) plan = NULL;
  g_autofree char *temporary = NULL;
  g_autofree guint8 *allowed = NULL;
  locale_t points, before;
  gboolean done;

  g_return_val_if_fail (frame != NULL && options != NULL && options->path != NULL, FALSE);

  report = report != NULL ? report : &own_report;
  *report = (QhExportReport) { 0 };
  if (!qh_export_check_path (options->path, error))
    return FALSE;
  own_options = *options;
  if (formats[find_format (options->path)].labelled)
    {
      own_options.answers = QH_EXPORT_CODES;
      own_options.flags = TRUE;
    }
  temporary = create_beside (options->path, error);
  if (temporary == NULL)
    return FALSE;
  report->selected = mask != NULL ? qh_mask_count (mask, qh_frame_get_n_rows (frame)) : qh_frame_get_n_rows (frame);
  allowed = qh_export_leave_out (frame, mask, options->store, &report->left_out, error);
  if (allowed == NULL)
    {
      g_unlink (temporary);
      return FALSE;
    }
  plan = qh_export_plan_new (frame, allowed, &own_options);
  run.total = plan->n_rows;
  report->columns = plan->columns->len;
  before = use_points (&points);
  done = write_file (plan, temporary, &run, report, error);
  stop_using_points (points, before);
  if (!done)
    g_unlink (temporary);
  return done;
}

/**
 * qh_export_report_dup_detail:
 * @path: the file
 *
 * Returns: (transfer full): what the log says of an export: the format and the
 *   number of rows, without the file's name.
 */
char *
qh_export_report_dup_detail (const QhExportReport *report,
                             const char           *path)
{
  const char *ending = strrchr (path, '.');

  return g_strdup_printf ("%s, %u", ending != NULL ? ending + 1 : "", report->written);
}

/**
 * qh_export_report_describe_left_out:
 *
 * Returns: (transfer full): a sentence on the rows that did not leave, and why.
 */
char *
qh_export_report_describe_left_out (const QhExportReport *report)
{
  return g_strdup_printf (ngettext ("%'u row was left out: it concerns somebody who objects to being in data sets.",
                                    "%'u rows were left out: they concern people who object to being in data sets.", report->left_out),
                          report->left_out);
}

/**
 * qh_export_report_describe:
 * @path: the file that was written
 *
 * Returns: (transfer full): one or two sentences: how many rows were selected,
 *   how many the file holds, on how many sheets.
 */
char *
qh_export_report_describe (const QhExportReport *report,
                           const char           *path)
{
  g_autofree char *shown = g_filename_display_name (path);
  g_autofree char *rows = g_strdup_printf (ngettext ("%'u row selected, %'u written to “%s”.", "%'u rows selected, %'u written to “%s”.",
                                                     report->selected),
                                           report->selected, report->written, shown);
  g_autofree char *sheets = NULL;

  if (report->left_out > 0)
    {
      g_autofree char *left_out = qh_export_report_describe_left_out (report);
      g_autofree char *before = g_steal_pointer (&rows);

      rows = g_strconcat (before, " ", left_out, NULL);
    }
  if (report->sheets < 2)
    return g_steal_pointer (&rows);
  sheets = g_strdup_printf (ngettext ("A sheet holds at most %'u row, so they are on %'u sheets.",
                                      "A sheet holds at most %'u rows, so they are on %'u sheets.", report->rows_per_sheet),
                            report->rows_per_sheet, report->sheets);
  return g_strconcat (rows, " ", sheets, NULL);
}

/* For windows: on a worker, with progress on the thread that asked */

typedef struct
{
  QhFrame *frame;
  guint8 *mask;
  QhExportOptions options;
  QhExportReport report;
  QhProgress progress;
  gpointer progress_data;
  GMainContext *context;
} Job;

typedef struct
{
  GTask *task;
  guint64 done;
  guint64 total;
} Step;

static void
job_free (gpointer data)
{
  Job *job = data;

  qh_frame_unref (job->frame);
  g_free (job->mask);
  g_free ((char *) job->options.path);
  g_clear_object (&job->options.store);
  g_free ((char *) job->options.title);
  g_free ((char *) job->options.unit);
  g_free ((char *) job->options.filter);
  g_free ((guint8 *) job->options.key);
  g_main_context_unref (job->context);
  g_free (job);
}

static void
step_free (gpointer data)
{
  Step *step = data;

  g_object_unref (step->task);
  g_free (step);
}

static gboolean
step_cb (gpointer data)
{
  Step *step = data;
  Job *job = g_task_get_task_data (step->task);

  if (!g_task_get_completed (step->task))
    job->progress (step->done, step->total, job->progress_data);
  return G_SOURCE_REMOVE;
}

static void
send_step (guint64  done,
           guint64  total,
           gpointer data)
{
  GTask *task = data;
  Job *job = g_task_get_task_data (task);
  Step *step = g_new (Step, 1);
  g_autoptr (GSource) source = NULL;

  *step = (Step) { g_object_ref (task), done, total };
  /* Not g_main_context_invoke(): between two turns of the caller's loop it would run here. */
  source = g_idle_source_new ();
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, step_cb, step, step_free);
  g_source_attach (source, job->context);
}

static void
export_in_thread (GTask        *task,
                  gpointer      source,
                  gpointer      data,
                  GCancellable *cancellable)
{
  Job *job = data;
  GError *error = NULL;

  if (qh_export (job->frame, job->mask, &job->options, &job->report, job->progress != NULL ? send_step : NULL, task, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * qh_export_async:
 * @frame: must not be updated until @callback was called
 * @mask: (nullable): copied
 * @options: copied
 * @progress: (nullable): called on the thread-default main context of the caller
 *
 * As qh_export(), on a worker.
 */
void
qh_export_async (QhFrame               *frame,
                 const guint8          *mask,
                 const QhExportOptions *options,
                 QhProgress             progress,
                 gpointer               progress_data,
                 GCancellable          *cancellable,
                 GAsyncReadyCallback    callback,
                 gpointer               user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Job *job = g_new0 (Job, 1);

  job->frame = qh_frame_ref (frame);
  job->mask = mask != NULL ? g_memdup2 (mask, qh_frame_get_n_rows (frame)) : NULL;
  job->options = *options;
  job->options.path = g_strdup (options->path);
  if (options->store != NULL)
    job->options.store = g_object_ref (options->store);
  job->options.title = g_strdup (options->title);
  job->options.unit = g_strdup (options->unit);
  job->options.filter = g_strdup (options->filter);
  job->options.key = options->key != NULL ? g_memdup2 (options->key, QH_HASH_SHORT_KEY_SIZE) : NULL;
  job->progress = progress;
  job->progress_data = progress_data;
  job->context = g_main_context_ref_thread_default ();
  g_task_set_source_tag (task, qh_export_async);
  g_task_set_check_cancellable (task, FALSE); /* a file that is whole is no cancelled one */
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, export_in_thread);
}

/**
 * qh_export_finish:
 * @report: (out) (optional): how many rows were selected and written
 *
 * Returns: whether the whole file was written.
 */
gboolean
qh_export_finish (GAsyncResult   *result,
                  QhExportReport *report,
                  GError        **error)
{
  const Job *job = g_task_get_task_data (G_TASK (result));

  if (report != NULL)
    *report = job->report;
  return g_task_propagate_boolean (G_TASK (result), error);
}
