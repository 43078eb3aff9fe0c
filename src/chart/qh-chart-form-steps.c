/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>

#include "qh-chart-plane.h"

/* Per cent, where a curve begins. */
#define WHOLE 100.0

/* A curve that starts whole and goes down by steps: level until the next. */
static void
add_curve (const QhChartPlane *plane, guint series)
{
  guint n = qh_chart_data_get_n_categories (plane->data);
  g_autofree QhChartPoint *points = g_new (QhChartPoint, 2 * n + 2);
  guint n_points = 0;
  double level = WHOLE;

  points[n_points++] = (QhChartPoint){ plane->rect.x, qh_chart_plane_get_y (plane, level) };
  for (guint c = 0; c < n; c++)
    {
      double share = qh_chart_data_get_value (plane->data, c, series);
      double x = qh_chart_plane_get_x (plane, qh_chart_data_get_value (plane->data, c, 0));

      if (isnan (share))
        continue;
      points[n_points++] = (QhChartPoint){ x, qh_chart_plane_get_y (plane, level) };
      points[n_points++] = (QhChartPoint){ x, qh_chart_plane_get_y (plane, share) };
      level = share;
    }
  points[n_points++] = (QhChartPoint){ plane->rect.x + plane->rect.width, qh_chart_plane_get_y (plane, level) };
  qh_chart_layout_add_path (plane->layout,
                            points,
                            n_points,
                            2 * plane->layout->unit,
                            qh_chart_plane_get_ink (plane->layout, series))
    ->dashed
    = qh_chart_plane_is_dashed (plane->layout, series);
}

static void
add_marks (const QhChartPlane *plane, guint series)
{
  double reach = 4 * plane->layout->unit;

  for (guint c = 0; c < qh_chart_data_get_n_categories (plane->data); c++)
    {
      double share = qh_chart_data_get_value (plane->data, c, series);
      double x = qh_chart_plane_get_x (plane, qh_chart_data_get_value (plane->data, c, 0));

      if (!isnan (share))
        qh_chart_layout_add_mark (
          plane->layout,
          QH_CHART_MARK_VALUE,
          (int)c,
          (int)series,
          share,
          (QhChartRect){ x - reach, qh_chart_plane_get_y (plane, share) - reach, 2 * reach, 2 * reach });
    }
}

static void
arrange (QhChartLayout *layout)
{
  QhChartPlane plane = { .layout = layout, .data = layout->data };
  QhChartRange whole = { 0, WHOLE, WHOLE / 4, 4 };

  qh_chart_layout_add_notes (layout, layout->data->note, layout->area.x, 0);
  qh_chart_plane_place (&plane, &whole);
  qh_chart_plane_add_axes (&plane);
  for (guint s = 1; s < qh_chart_data_get_n_series (layout->data); s++)
    {
      add_curve (&plane, s);
      add_marks (&plane, s);
    }
}

const QhChartFormClass qh_chart_form_steps = {
  .arrange = arrange,
};
