/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "qh-chart-layout-private.h"

G_BEGIN_DECLS

/**
 * QhChartPlane:
 * @across: the axis below, of the first series
 * @up: the axis at the left, of the others
 * @rect: between the axes
 *
 * A place for figures by two numbers: what points and steps have in common.
 */
typedef struct
{
  QhChartLayout *layout;
  const QhChartData *data;
  QhChartRange across;
  QhChartRange up;
  QhChartRect rect;
} QhChartPlane;

QhChartColour qh_chart_plane_get_ink (const QhChartLayout *layout, guint series);
gboolean qh_chart_plane_is_dashed (const QhChartLayout *layout, guint series);
void qh_chart_plane_add_dot (QhChartLayout *layout, double x, double y, double radius, guint series);
void qh_chart_plane_place (QhChartPlane *self, const QhChartRange *up);
double qh_chart_plane_get_x (const QhChartPlane *self, double value);
double qh_chart_plane_get_y (const QhChartPlane *self, double value);
void qh_chart_plane_add_axes (QhChartPlane *self);

G_END_DECLS
