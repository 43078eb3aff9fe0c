/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>
#include <pango/pango.h>

#include "qh-chart-data.h"
#include "qh-chart-theme.h"

G_BEGIN_DECLS

/**
 * QhChartLayoutFlags:
 * @QH_CHART_LAYOUT_PLAIN: figures only, on what is there already: a card of the window
 * @QH_CHART_LAYOUT_PAGE: a picture of its own: background, margin, title and subtitle
 */
typedef enum
{
  QH_CHART_LAYOUT_PLAIN = 0,
  QH_CHART_LAYOUT_PAGE = 1 << 0,
} QhChartLayoutFlags;

/**
 * QhChartMarkKind:
 * @QH_CHART_MARK_VALUE: one figure: category and series
 * @QH_CHART_MARK_CATEGORY: a whole category, by its label or its total; series is -1
 * @QH_CHART_MARK_SERIES: a whole series, by its label or legend entry; category is -1
 */
typedef enum
{
  QH_CHART_MARK_VALUE,
  QH_CHART_MARK_CATEGORY,
  QH_CHART_MARK_SERIES,
} QhChartMarkKind;

typedef struct
{
  double x;
  double y;
  double width;
  double height;
} QhChartRect;

/**
 * QhChartMark:
 * @kind: what it stands for
 * @category: index into the data's categories, or -1
 * @series: index into the data's series, or -1
 * @value: the figure or the total
 * @rect: where it is
 * @selected: whether it is in the selection
 *
 * A place of the chart that tells a figure and can be chosen.
 */
typedef struct
{
  QhChartMarkKind kind;
  int category;
  int series;
  double value;
  QhChartRect rect;
  gboolean selected;
} QhChartMark;

typedef struct _QhChartLayout QhChartLayout;

QhChartLayout *qh_chart_layout_new (QhChartData *data,
                                    QhChartTheme theme,
                                    double width,
                                    double height,
                                    QhChartLayoutFlags flags,
                                    PangoContext *context);
void qh_chart_layout_free (QhChartLayout *self);
void qh_chart_layout_paint (const QhChartLayout *self, cairo_t *cr);
const QhChartMark *qh_chart_layout_get_marks (const QhChartLayout *self, guint *n_marks);
const QhChartRect *qh_chart_layout_get_labels (const QhChartLayout *self, guint *n_labels);
int qh_chart_layout_hit (const QhChartLayout *self, double x, double y);
int qh_chart_layout_move (const QhChartLayout *self, int mark, int dx, int dy);
int qh_chart_layout_find_mark (const QhChartLayout *self, int category, int series);
char *qh_chart_layout_dup_tooltip (const QhChartLayout *self, int mark);
void qh_chart_layout_set_focus_mark (QhChartLayout *self, int mark);
void qh_chart_layout_set_hover_mark (QhChartLayout *self, int mark);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (QhChartLayout, qh_chart_layout_free)

G_END_DECLS
