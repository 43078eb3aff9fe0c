/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chart/qh-chart.h"

G_BEGIN_DECLS

/* Sizes of cards and pages: the least that is promised, the window's, full HD, 4K. */
#define CHART_CHECKS_N_SIZES 5
extern const int chart_checks_size[CHART_CHECKS_N_SIZES][2];

QhChartData *chart_checks_make (QhChartForm form,
                                guint n_categories,
                                guint n_series,
                                double factor,
                                const char *label);
void chart_checks_layout (QhChartData *data, double width, double height, QhChartLayoutFlags flags);
void chart_checks_sizes (QhChartData *data);

G_END_DECLS
