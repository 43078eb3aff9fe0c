/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <pango/pangocairo.h>

#include "chart/qh-chart-layout.h"
#include "report/qh-report-pages.h"

G_BEGIN_DECLS

typedef enum
{
  QH_REPORT_ITEM_TEXT,
  QH_REPORT_ITEM_RULE,  /* a filled rectangle */
  QH_REPORT_ITEM_LOGO,
  QH_REPORT_ITEM_CHART,
  QH_REPORT_ITEM_OPEN,  /* an element of the document's structure */
  QH_REPORT_ITEM_CLOSE,
} QhReportItemKind;

/**
 * QhReportItem:
 * @text: (nullable): the text; of an element its name, which is static
 * @size: of the text, in points
 * @grey: 0 black, 1 white
 * @chart: (nullable): what is drawn
 *
 * One thing on a page, in points.
 */
typedef struct
{
  QhReportItemKind kind;
  double x, y, width, height;
  char *text;
  double size;
  gboolean bold;
  PangoAlignment align;
  double grey;
  QhChartLayout *chart;
} QhReportItem;

struct _QhReportPages
{
  double width;
  double height;
  PangoContext *context;
  PangoLayout *measure;
  double measure_size;
  gboolean measure_bold;
  GPtrArray *pages; /* of GArray of QhReportItem */
  double y;
  char *title;
  char *subtitle;
  char *foot;
  cairo_surface_t *logo;
};

PangoLayout  *qh_report_pages_new_layout (PangoContext *context);
double        qh_report_pages_measure  (QhReportPages *self, const char *text, double size, gboolean bold, double *width);
double        qh_report_pages_height   (QhReportPages *self, const char *text, double size, gboolean bold, double width);
QhReportItem *qh_report_pages_put      (QhReportPages *self, const char *text, double x, double y, double width,
                                        double size, gboolean bold, PangoAlignment align);
void          qh_report_pages_rule     (QhReportPages *self, double x, double y, double width, double height, double grey);
void          qh_report_pages_open     (QhReportPages *self, const char *element);
void          qh_report_pages_close    (QhReportPages *self, const char *element);
gboolean      qh_report_pages_need     (QhReportPages *self, double height);
void          qh_report_pages_begin    (QhReportPages *self);

void          qh_report_pages_add_table (QhReportPages *self, const QhReportBlock *block);
void          qh_report_pages_add_chart (QhReportPages *self, const QhReportBlock *block);
void          qh_report_pages_add_notes_of (QhReportPages *self, const QhReportBlock *block);

QhChartData  *qh_report_make_chart     (const QhReportBlock *block);

G_END_DECLS
