/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "qh-chart-layout.h"

G_BEGIN_DECLS

typedef enum
{
  QH_CHART_PNG,
  QH_CHART_SVG,
  QH_CHART_PDF,
  QH_CHART_N_FORMATS,
} QhChartFormat;

/* The least and the most of a picture's sides, in pixels or points. */
#define QH_CHART_SMALLEST 120
#define QH_CHART_LARGEST 16384

typedef void (*QhChartPaint) (cairo_t *cr, gpointer user_data);

gboolean qh_chart_format_from_path (const char *path, QhChartFormat *format, GError **error);
GBytes *qh_chart_to_bytes (QhChartData *data,
                           QhChartFormat format,
                           int width,
                           int height,
                           QhChartTheme theme,
                           GError **error);
GBytes *qh_chart_paint_to_bytes (QhChartData *data,
                                 QhChartFormat format,
                                 int width,
                                 int height,
                                 QhChartPaint paint,
                                 gpointer user_data,
                                 GError **error);
gboolean qh_chart_save_bytes (GBytes *bytes, const char *path, GError **error);
gboolean qh_chart_save (QhChartData *data,
                        const char *path,
                        QhChartFormat format,
                        int width,
                        int height,
                        QhChartTheme theme,
                        GError **error);

G_END_DECLS
