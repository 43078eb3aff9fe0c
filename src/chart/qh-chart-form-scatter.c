/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>

#include "qh-chart-plane.h"

/* Radius of a point that is one row, and of the point of most rows. */
#define SMALLEST 3.0
#define LARGEST 13.0

typedef struct
{
  QhChartPlane plane;
  double most; /* rows of a point */
} Points;

static double
get_radius (const Points *self, guint category)
{
  double rows = (double)qh_chart_data_get_category (self->plane.data, category)->key;

  return (self->most > 1 ? SMALLEST + (LARGEST - SMALLEST) * sqrt (MAX (rows, 1) / self->most)
                         : SMALLEST)
         * self->plane.layout->unit;
}

static void
add_point (Points *self, guint category, guint series)
{
  const QhChartPlane *plane = &self->plane;
  QhChartLayout *layout = plane->layout;
  double value = qh_chart_data_get_value (plane->data, category, series);
  double x = qh_chart_plane_get_x (plane, qh_chart_data_get_value (plane->data, category, 0));
  double y = qh_chart_plane_get_y (plane, value), radius = get_radius (self, category);

  if (isnan (value))
    return;
  qh_chart_plane_add_dot (layout, x, y, radius, series);
  qh_chart_layout_add_mark (layout,
                            QH_CHART_MARK_VALUE,
                            (int)category,
                            (int)series,
                            value,
                            (QhChartRect){ x - radius, y - radius, 2 * radius, 2 * radius });
}

/* Of a straight line what lies between the axes. */
static void
add_line (Points *self)
{
  const QhChartPlane *plane = &self->plane;
  const QhChartData *data = plane->data;
  double from = plane->across.least, to = plane->across.most;

  if (!data->has_line)
    return;
  if (data->slope != 0)
    {
      double low = (plane->up.least - data->intercept) / data->slope;
      double high = (plane->up.most - data->intercept) / data->slope;

      from = MAX (from, MIN (low, high));
      to = MIN (to, MAX (low, high));
    }
  if (from < to)
    qh_chart_layout_add_line (plane->layout,
                              qh_chart_plane_get_x (plane, from),
                              qh_chart_plane_get_y (plane, data->intercept + data->slope * from),
                              qh_chart_plane_get_x (plane, to),
                              qh_chart_plane_get_y (plane, data->intercept + data->slope * to),
                              2 * plane->layout->unit,
                              plane->layout->palette->ink);
}

static void
arrange (QhChartLayout *layout)
{
  Points self = { .plane = { .layout = layout, .data = layout->data } };
  guint n_series = qh_chart_data_get_n_series (layout->data);

  qh_chart_layout_add_notes (layout, layout->data->note, layout->area.x, 0);
  qh_chart_plane_place (&self.plane, NULL);
  qh_chart_plane_add_axes (&self.plane);
  for (guint c = 0; c < qh_chart_data_get_n_categories (layout->data); c++)
    self.most = MAX (self.most, (double)qh_chart_data_get_category (layout->data, c)->key);
  for (guint c = 0; c < qh_chart_data_get_n_categories (layout->data); c++)
    for (guint s = 1; s < n_series; s++)
      add_point (&self, c, s);
  add_line (&self);
}

const QhChartFormClass qh_chart_form_scatter = {
  .arrange = arrange,
};
