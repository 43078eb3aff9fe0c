/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chart/qh-chart-data.h"

/* Charts of the first forms with figures of every size. */

static const QhChartForm all_forms[] = {
  QH_CHART_LINE,
  QH_CHART_STACKED_BARS,
  QH_CHART_HEAT_MAP,
  QH_CHART_PYRAMID,
};

QhChartData *make_line (void);
QhChartData *make_bars (void);
QhChartData *make_heat_map (void);
QhChartData *make_pyramid (void);
QhChartData *make_sample (QhChartForm form);
QhChartData *make_days (guint weekday, guint n_days);
