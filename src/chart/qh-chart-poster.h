/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "qh-chart-save.h"

G_BEGIN_DECLS

/**
 * QhChartPoster:
 * @over: (nullable): a line over the title: whose work, of when
 * @source: (nullable): where the figures are from, at the bottom
 * @mark: (nullable): the unit's or institution's name, at the bottom
 *
 * What a chart that is shared as a picture says beside its title and figures.
 */
typedef struct
{
  const char *over;
  const char *source;
  const char *mark;
} QhChartPoster;

gboolean qh_chart_poster_read_size (const char *text, int *width, int *height, GError **error);
GBytes *qh_chart_poster_to_bytes (QhChartData *data,
                                  const QhChartPoster *poster,
                                  QhChartFormat format,
                                  int width,
                                  int height,
                                  GError **error);

G_END_DECLS
