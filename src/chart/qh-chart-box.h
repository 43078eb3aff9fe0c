/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "qh-chart-data.h"

G_BEGIN_DECLS

QhChartData *qh_chart_box_new (const char *title);
void qh_chart_box_add (QhChartData *data,
                       gint64 key,
                       const char *label,
                       double *values,
                       gsize n,
                       guint least);
char *qh_chart_box_describe (const QhChartData *data, guint category);

G_END_DECLS
