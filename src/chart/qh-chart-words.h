/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "qh-chart-data.h"

G_BEGIN_DECLS

char *qh_chart_data_dup_figure (const QhChartData *data, double value);
char *qh_chart_describe (const QhChartData *data);
GPtrArray *qh_chart_data_to_table (const QhChartData *data, gboolean grouped);

G_END_DECLS
