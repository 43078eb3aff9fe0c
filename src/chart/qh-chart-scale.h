/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define QH_CHART_MAX_TICKS 4

/**
 * QhChartScale:
 * @maximum: the value at the end of the axis; it begins at 0
 * @step: from one grid line to the next
 * @n_ticks: grid lines above 0, at most QH_CHART_MAX_TICKS
 *
 * An axis of counts: value → 0..1.
 */
typedef struct
{
  double maximum;
  double step;
  guint n_ticks;
} QhChartScale;

QhChartScale qh_chart_scale_new (double maximum, guint max_ticks);
double qh_chart_scale_map (const QhChartScale *scale, double value);

/**
 * QhChartRange:
 * @least: where the axis begins
 * @most: where it ends
 * @step: from one grid line to the next
 * @n_ticks: grid lines above the first
 *
 * An axis of any numbers, which need not begin at 0: value → 0..1.
 */
typedef struct
{
  double least;
  double most;
  double step;
  guint n_ticks;
} QhChartRange;

QhChartRange qh_chart_range_new (double least, double most, guint max_ticks);
char *qh_chart_range_dup_tick (const QhChartRange *range, guint tick);
double qh_chart_range_map (const QhChartRange *range, double value);
char *qh_chart_format_number (double value);
char *qh_chart_format_change (double value);
char *qh_chart_format_share (double share);

G_END_DECLS
