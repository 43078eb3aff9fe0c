/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "chart/qh-chart-layout.h"

G_BEGIN_DECLS

#define QH_TYPE_CHART_VIEW (qh_chart_view_get_type ())
G_DECLARE_FINAL_TYPE (QhChartView, qh_chart_view, QH, CHART_VIEW, GtkWidget)

GtkWidget   *qh_chart_view_new          (void);
void         qh_chart_view_set_data     (QhChartView *self, QhChartData *data);
QhChartData *qh_chart_view_get_data     (QhChartView *self);
gboolean     qh_chart_view_choose       (QhChartView *self, int category, int series, gboolean extend);
QhChartTheme qh_chart_view_get_theme    (void);

G_END_DECLS
