/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/qh-print.h"

#include <glib/gi18n-lib.h>
#include <gtk/gtkunixprint.h>

#include "domain/qh-error.h"
#include "ui/qh-dialogs.h"

#define MARGIN 18.0              /* millimetres */
#define SANDBOX "/.flatpak-info" /* where the desktop prints, and knows the printers */

/* Something on its way to the printer. */
typedef struct
{
  GtkWidget *from;
  char *title;
  GtkPageOrientation orientation;
  const QhPrintable *printable;
  gpointer data;
  gboolean found; /* whether there is a printer */
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  if (job->printable->free_data != NULL)
    job->printable->free_data (job->data);
  g_object_unref (job->from);
  g_free (job->title);
  g_free (job);
}

static Job *
job_new (GtkWidget *from,
         const char *title,
         GtkPageOrientation orientation,
         const QhPrintable *printable,
         gpointer data)
{
  Job *job = g_new0 (Job, 1);

  job->from = g_object_ref (from);
  job->title = g_strdup (title);
  job->orientation = orientation;
  job->printable = printable;
  job->data = data;
  return job;
}

static void
fail (GtkWidget *from, const GError *error)
{
  qh_dialog_error (from, _ ("It could not be printed"), error);
}

/* The operation */

/* Called in idle moments until it says that all is laid out. */
static gboolean
paginate_cb (GtkPrintOperation *operation, GtkPrintContext *context, Job *job)
{
  if (!job->printable->lay_out (
        job->data, gtk_print_context_get_width (context), gtk_print_context_get_height (context)))
    return FALSE;
  gtk_print_operation_set_n_pages (operation, (int)job->printable->count (job->data));
  return TRUE;
}

static void
draw_page_cb (GtkPrintOperation *operation, GtkPrintContext *context, int page, Job *job)
{
  job->printable->draw (job->data, gtk_print_context_get_cairo_context (context), (guint)page);
}

static void
done_cb (GtkPrintOperation *operation, GtkPrintOperationResult result, Job *job)
{
  g_autoptr (GError) error = NULL;

  if (result == GTK_PRINT_OPERATION_RESULT_ERROR)
    {
      gtk_print_operation_get_error (operation, &error);
      fail (job->from, error);
    }
  else if (result == GTK_PRINT_OPERATION_RESULT_APPLY && job->printable->printed != NULL)
    job->printable->printed (job->from, job->data);
}

static GtkPageSetup *
make_page_setup (GtkPageOrientation orientation)
{
  GtkPageSetup *setup = gtk_page_setup_new ();

  gtk_page_setup_set_orientation (setup, orientation);
  gtk_page_setup_set_top_margin (setup, MARGIN, GTK_UNIT_MM);
  gtk_page_setup_set_bottom_margin (setup, MARGIN, GTK_UNIT_MM);
  gtk_page_setup_set_left_margin (setup, MARGIN, GTK_UNIT_MM);
  gtk_page_setup_set_right_margin (setup, MARGIN, GTK_UNIT_MM);
  return setup;
}

/* Takes the job. */
static void
run_operation (Job *job, const char *path)
{
  g_autoptr (GtkPrintOperation) operation = gtk_print_operation_new ();
  g_autoptr (GtkPageSetup) setup = make_page_setup (job->orientation);
  GtkRoot *root = gtk_widget_get_root (job->from);

  g_object_set_data_full (G_OBJECT (operation), "quehacer-job", job, job_free);
  gtk_print_operation_set_job_name (operation, job->title);
  gtk_print_operation_set_default_page_setup (operation, setup);
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_embed_page_setup (operation, TRUE);
  gtk_print_operation_set_allow_async (operation, TRUE);
  gtk_print_operation_set_n_pages (operation, 1);
  g_signal_connect (operation, "paginate", G_CALLBACK (paginate_cb), job);
  g_signal_connect (operation, "draw-page", G_CALLBACK (draw_page_cb), job);
  g_signal_connect (operation, "done", G_CALLBACK (done_cb), job);
  if (path != NULL)
    gtk_print_operation_set_export_filename (operation, path);
  gtk_print_operation_run (operation,
                           path != NULL ? GTK_PRINT_OPERATION_ACTION_EXPORT
                                        : GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG,
                           GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
                           NULL);
}

/* Printers */

static gboolean
look_at_printer_cb (GtkPrinter *printer, gpointer data)
{
  Job *job = data;

  job->found = job->found || !gtk_printer_is_virtual (printer);
  return job->found;
}

static void
looked_cb (gpointer data)
{
  Job *job = data;
  g_autoptr (GError) error = NULL;

  if (gtk_widget_get_root (job->from) == NULL)
    job_free (job);
  else if (job->found)
    run_operation (job, NULL);
  else
    {
      g_set_error_literal (
        &error,
        QH_ERROR,
        QH_ERROR_NOT_FOUND,
        _ ("No printer is set up on this computer. Set one up in the settings of "
           "the system, or save it as a PDF and print it elsewhere."));
      fail (job->from, error);
      job_free (job);
    }
}

/**
 * qh_print:
 * @from: the widget that asks
 * @title: what it is, for the list of what is being printed; no name
 * @printable: must outlive the printing
 * @data: (transfer full): for its functions
 *
 * Lets a person choose a printer and pages, and prints. Where no printer is set
 * up, it says so.
 */
void
qh_print (GtkWidget *from,
          const char *title,
          GtkPageOrientation orientation,
          const QhPrintable *printable,
          gpointer data)
{
  Job *job = job_new (from, title, orientation, printable, data);

  if (g_file_test (SANDBOX, G_FILE_TEST_EXISTS))
    run_operation (job, NULL);
  else
    gtk_enumerate_printers (look_at_printer_cb, job, looked_cb, FALSE);
}

/**
 * qh_print_to:
 * @path: a PDF file
 *
 * As qh_print(), on pages of a file instead of paper, and without asking.
 */
void
qh_print_to (GtkWidget *from,
             const char *title,
             GtkPageOrientation orientation,
             const QhPrintable *printable,
             gpointer data,
             const char *path)
{
  run_operation (job_new (from, title, orientation, printable, data), path);
}
