/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/reports/qh-report-print.h"

#include "report/qh-report-pages.h"
#include "ui/qh-print.h"

/* A report on its way to the printer. */
typedef struct
{
  QhReport *report;
  QhReportPages *pages;
  QhReportPrinted printed;
} Printing;

static gboolean
lay_out (gpointer data, double width, double height)
{
  Printing *self = data;

  g_clear_pointer (&self->pages, qh_report_pages_free);
  self->pages = qh_report_pages_new (self->report, width, height);
  return TRUE;
}

static guint
count (gpointer data)
{
  return qh_report_pages_get_n (((Printing *)data)->pages);
}

static void
draw (gpointer data, cairo_t *cr, guint page)
{
  qh_report_pages_draw (((Printing *)data)->pages, cr, page);
}

static void
printed (GtkWidget *from, gpointer data)
{
  ((Printing *)data)->printed (from);
}

static void
free_data (gpointer data)
{
  Printing *self = data;

  qh_report_pages_free (self->pages);
  qh_report_free (self->report);
  g_free (self);
}

static const QhPrintable report_on_paper = { lay_out, count, draw, printed, free_data };

/**
 * qh_report_print:
 * @path: (nullable): a PDF file instead of a printer
 */
void
qh_report_print (GtkWidget *from, const QhReport *report, QhReportPrinted told, const char *path)
{
  GtkPageOrientation orientation
    = report->landscape ? GTK_PAGE_ORIENTATION_LANDSCAPE : GTK_PAGE_ORIENTATION_PORTRAIT;
  Printing *self = g_new0 (Printing, 1);

  self->report = qh_report_ref (report);
  self->printed = told;
  if (path != NULL)
    qh_print_to (from, report->title, orientation, &report_on_paper, self, path);
  else
    qh_print (from, report->title, orientation, &report_on_paper, self);
}
