/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/charts/qh-chart-print.h"

#include "chart/qh-chart-layout.h"
#include "ui/qh-print.h"

/* Text on paper is read from nearer than on a screen; a chart is no taller than wide. */
#define SCALE 0.85
#define TALLEST 0.66

typedef struct
{
  QhChartData *data;
  QhChartLayout *layout;
  QhChartPrinted printed;
} ChartOnPaper;

static gboolean
lay_out (gpointer data, double width, double height)
{
  ChartOnPaper *self = data;

  g_clear_pointer (&self->layout, qh_chart_layout_free);
  self->layout = qh_chart_layout_new (self->data,
                                      QH_CHART_THEME_PRINT,
                                      width / SCALE,
                                      MIN (height, TALLEST * width) / SCALE,
                                      QH_CHART_LAYOUT_PAGE,
                                      NULL);
  return TRUE;
}

static guint
count (gpointer data)
{
  return 1;
}

static void
draw (gpointer data, cairo_t *cr, guint page)
{
  cairo_scale (cr, SCALE, SCALE);
  qh_chart_layout_paint (((ChartOnPaper *)data)->layout, cr);
}

static void
printed (GtkWidget *from, gpointer data)
{
  ((ChartOnPaper *)data)->printed (from);
}

static void
free_data (gpointer data)
{
  ChartOnPaper *self = data;

  g_clear_pointer (&self->layout, qh_chart_layout_free);
  qh_chart_data_unref (self->data);
  g_free (self);
}

static const QhPrintable chart_on_paper = { lay_out, count, draw, printed, free_data };

/**
 * qh_chart_print:
 * @data: the figures, with their title
 * @path: (nullable): a PDF file instead of a printer
 *
 * Prints a chart on a page of its own.
 */
void
qh_chart_print (GtkWidget *from, QhChartData *data, QhChartPrinted told, const char *path)
{
  ChartOnPaper *self = g_new0 (ChartOnPaper, 1);
  const char *title = data->title != NULL ? data->title : "Quehacer";

  self->data = qh_chart_data_ref (data);
  self->printed = told;
  if (path != NULL)
    qh_print_to (from, title, GTK_PAGE_ORIENTATION_LANDSCAPE, &chart_on_paper, self, path);
  else
    qh_print (from, title, GTK_PAGE_ORIENTATION_LANDSCAPE, &chart_on_paper, self);
}
