/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "qh-chart-save.h"

G_BEGIN_DECLS

/**
 * QhChartPoster:
 * @over: (nullable): a line over the title: whose work, of when
 * @title: (nullable): in place of the chart's own
 * @figure: (nullable): a number by itself, large, in place of the chart
 * @detail: (nullable): lines under @figure
 * @source: (nullable): where the figures are from, at the bottom
 * @mark: (nullable): the unit's or institution's name, at the bottom
 * @logo: (nullable): its picture beside, a PNG
 *
 * What a chart that is shared as a picture says beside its title and figures.
 */
typedef struct
{
  const char *over;
  const char *title;
  const char *figure;
  const char *detail;
  const char *source;
  const char *mark;
  GBytes *logo;
} QhChartPoster;

const char *const *qh_chart_poster_list_sizes (void);
gboolean qh_chart_poster_read_size (const char *text, int *width, int *height, GError **error);
GBytes *qh_chart_poster_to_bytes (QhChartData *data,
                                  const QhChartPoster *poster,
                                  QhChartFormat format,
                                  int width,
                                  int height,
                                  GError **error);

G_END_DECLS
