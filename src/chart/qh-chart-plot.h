/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "qh-chart-layout-private.h"

G_BEGIN_DECLS

/**
 * QhChartPlot:
 * @scale: the axis at the left
 * @rect: from the axis to the last category's point
 *
 * A place for figures over categories that follow each other rightward, mostly
 * periods, with an axis at the left: what lines, layers and columns have in common.
 */
typedef struct
{
  QhChartLayout *layout;
  const QhChartData *data;
  guint n_categories;
  guint n_series;
  QhChartScale scale;
  QhChartRect rect;
} QhChartPlot;

/* Where a series' name stands at the right of a plot. */
typedef struct
{
  guint series;
  double y;
} QhChartPlotEnd;

void qh_chart_plot_place (QhChartPlot *self, double maximum, gboolean with_ends);
double qh_chart_plot_get_x (const QhChartPlot *self, guint category);
double qh_chart_plot_get_y (const QhChartPlot *self, double value);
void qh_chart_plot_add_grid (QhChartPlot *self);
void qh_chart_plot_add_category_labels (QhChartPlot *self);
void qh_chart_plot_add_selection (QhChartPlot *self);
void qh_chart_plot_spread_ends (const QhChartPlot *self,
                                QhChartPlotEnd *ends,
                                guint n_ends,
                                double height);
int qh_chart_plot_hit (const QhChartLayout *layout, double x, double y);

G_END_DECLS
