/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "qh-chart-plane.h"

#include <math.h>

double
qh_chart_plane_get_x (const QhChartPlane *self, double value)
{
  return self->rect.x + self->rect.width * qh_chart_range_map (&self->across, value);
}

double
qh_chart_plane_get_y (const QhChartPlane *self, double value)
{
  return self->rect.y + self->rect.height * (1 - qh_chart_range_map (&self->up, value));
}

/* On paper a line is black, every second one dashed. */
QhChartColour
qh_chart_plane_get_ink (const QhChartLayout *layout, guint series)
{
  return layout->theme == QH_CHART_THEME_PRINT ? layout->palette->ink
                                               : qh_chart_layout_get_series_colour (layout, series, FALSE);
}

gboolean
qh_chart_plane_is_dashed (const QhChartLayout *layout, guint series)
{
  return layout->theme == QH_CHART_THEME_PRINT && qh_chart_layout_get_colour (layout, series) % 2 == 1;
}

/* On paper a dot has a black edge, since it may be white. */
void
qh_chart_plane_add_dot (QhChartLayout *layout, double x, double y, double radius, guint series)
{
  qh_chart_layout_add_dot (layout,
                           x,
                           y,
                           radius,
                           0.75 * layout->unit,
                           qh_chart_layout_get_series_colour (layout, series, FALSE),
                           layout->theme == QH_CHART_THEME_PRINT ? layout->palette->ink : layout->palette->card);
}

/* The range of the series from @first to before @end. */
static QhChartRange
find_range (const QhChartPlane *self, guint first, guint end, guint max_ticks)
{
  double least = INFINITY, most = -INFINITY;

  for (guint c = 0; c < qh_chart_data_get_n_categories (self->data); c++)
    for (guint s = first; s < end; s++)
      {
        double value = qh_chart_data_get_value (self->data, c, s);

        if (isfinite (value))
          {
            least = MIN (least, value);
            most = MAX (most, value);
          }
      }
  return qh_chart_range_new (least, most, max_ticks);
}

static double
measure_ticks (QhChartLayout *layout, const QhChartRange *range)
{
  double widest = 0;

  for (guint i = 0; i <= range->n_ticks; i++)
    {
      g_autofree char *number = qh_chart_range_dup_tick (range, i);

      widest = MAX (widest, qh_chart_layout_measure (layout, number, QH_CHART_TEXT_NORMAL));
    }
  return widest;
}

/* A piece of the curve, or a point. */
static void
add_sign (QhChartPlane *self, double x, double middle, double dot, guint series)
{
  QhChartPoint ends[] = { { x, middle }, { x + 2 * dot, middle } };

  if (self->data->form != QH_CHART_STEPS)
    {
      qh_chart_plane_add_dot (self->layout, x + dot, middle, dot, series);
      return;
    }
  qh_chart_layout_add_path (
    self->layout, ends, 2, 2 * self->layout->unit, qh_chart_plane_get_ink (self->layout, series))
    ->dashed
    = qh_chart_plane_is_dashed (self->layout, series);
}

/* Names of the series behind the first, each with its colour; a single one needs none. */
static void
add_legend (QhChartPlane *self, double middle)
{
  QhChartLayout *layout = self->layout;
  double x = self->rect.x, right = layout->area.x + layout->area.width;
  double dot = layout->line * (self->data->form == QH_CHART_STEPS ? 0.6 : 0.28);

  for (guint s = 1; s < qh_chart_data_get_n_series (self->data); s++)
    {
      const char *label = qh_chart_data_get_series (self->data, s)->label;
      QhChartRect text;

      if (x + 6 * dot > right)
        return;
      add_sign (self, x, middle, dot, s);
      text = qh_chart_layout_add_text (layout,
                                       label,
                                       QH_CHART_TEXT_NORMAL,
                                       layout->palette->ink,
                                       x + 2 * dot + 6 * layout->unit,
                                       middle,
                                       0,
                                       right - x - 2 * dot - 6 * layout->unit);
      x = text.x + text.width + 16 * layout->unit;
    }
}

/* Takes the layout's area: what stands up the left axis is named over it, what stands
 * across below it at the right. @up is the range of the left axis, or NULL for that of
 * the figures. */
void
qh_chart_plane_place (QhChartPlane *self, const QhChartRange *up)
{
  QhChartLayout *layout = self->layout;
  QhChartRect area = layout->area;
  guint n_series = qh_chart_data_get_n_series (self->data);
  gboolean legend = n_series > 2;
  double top = layout->line * (legend ? 2 : 1) + 6 * layout->unit;
  double bottom = 2 * layout->line + 14 * layout->unit;
  double height = MAX (area.height - top - bottom, 1);
  double ticks;

  self->up = up != NULL ? *up
                        : find_range (self,
                                      1,
                                      n_series,
                                      CLAMP ((guint)(height / (layout->line * 1.6)), 1, 6));
  ticks = measure_ticks (layout, &self->up) + 6 * layout->unit;
  self->rect = (QhChartRect){
    area.x + ticks, area.y + top, MAX (area.width - ticks - 14 * layout->unit, 1), height
  };
  self->across = find_range (
    self, 0, 1, CLAMP ((guint)(self->rect.width / (layout->line * 4)), 1, 8));
  if (legend)
    add_legend (self, area.y + layout->line * 1.5);
}

static void
add_titles (QhChartPlane *self)
{
  QhChartLayout *layout = self->layout;
  QhChartRect area = layout->area;
  double right = self->rect.x + self->rect.width;
  const char *up = self->data->category_title;

  if (up != NULL)
    qh_chart_layout_add_text (layout,
                              up,
                              QH_CHART_TEXT_BOLD,
                              layout->palette->dim_ink,
                              area.x,
                              area.y + layout->line / 2,
                              0,
                              area.width);
  qh_chart_layout_add_text (layout,
                            qh_chart_data_get_series (self->data, 0)->label,
                            QH_CHART_TEXT_BOLD,
                            layout->palette->dim_ink,
                            right,
                            self->rect.y + self->rect.height + layout->line * 1.5 + 12 * layout->unit,
                            1,
                            self->rect.width);
}

/* Lines, numbers at both axes, and what they are of. */
void
qh_chart_plane_add_axes (QhChartPlane *self)
{
  QhChartLayout *layout = self->layout;
  const QhChartPalette *palette = layout->palette;
  double right = self->rect.x + self->rect.width, foot = self->rect.y + self->rect.height;
  double edge = layout->area.x + layout->area.width, last_end = -INFINITY;

  for (guint i = 0; i <= self->up.n_ticks; i++)
    {
      g_autofree char *number = qh_chart_range_dup_tick (&self->up, i);
      double y = qh_chart_plane_get_y (self, self->up.least + i * self->up.step);

      qh_chart_layout_add_line (
        layout, self->rect.x, y, right, y, layout->unit, i == 0 ? palette->axis : palette->grid);
      qh_chart_layout_add_text (layout,
                                number,
                                QH_CHART_TEXT_NORMAL,
                                palette->dim_ink,
                                self->rect.x - 6 * layout->unit,
                                y,
                                1,
                                self->rect.x);
    }
  for (guint i = 0; i <= self->across.n_ticks; i++)
    {
      g_autofree char *number = qh_chart_range_dup_tick (&self->across, i);
      double x = qh_chart_plane_get_x (self, self->across.least + i * self->across.step);
      double width = qh_chart_layout_measure (layout, number, QH_CHART_TEXT_NORMAL);
      double from = CLAMP (x - width / 2, layout->area.x, MAX (layout->area.x, edge - width));

      qh_chart_layout_add_line (layout, x, foot, x, foot + 4 * layout->unit, layout->unit, palette->axis);
      if (from < last_end + 6 * layout->unit)
        continue;
      qh_chart_layout_add_text (layout,
                                number,
                                QH_CHART_TEXT_NORMAL,
                                palette->dim_ink,
                                from,
                                foot + 10 * layout->unit + layout->line / 2,
                                0,
                                layout->area.width);
      last_end = from + width;
    }
  add_titles (self);
}
