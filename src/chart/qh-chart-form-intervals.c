/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>

#include "qh-chart-plane.h"
#include "qh-chart-plot.h"
#include "qh-chart-rows.h"

#define LONGEST_PITCH 44.0
#define DOT 4.0

/* A group of three series: the lower end, the figure, the upper end. */
enum
{
  LOW,
  FIGURE,
  HIGH,
  N_PARTS,
};

typedef struct
{
  QhChartLayout *layout;
  const QhChartData *data;
  guint n_groups;
  QhChartRange range;
} Intervals;

static double
get_part (const Intervals *self, guint category, guint group, guint part)
{
  return qh_chart_data_get_value (self->data, category, group * N_PARTS + part);
}

static void
find_range (Intervals *self, guint max_ticks)
{
  double least = INFINITY, most = -INFINITY;

  for (guint c = 0; c < qh_chart_data_get_n_categories (self->data); c++)
    for (guint s = 0; s < self->n_groups * N_PARTS; s++)
      {
        double value = qh_chart_data_get_value (self->data, c, s);

        if (isfinite (value))
          {
            least = MIN (least, value);
            most = MAX (most, value);
          }
      }
  self->range = qh_chart_range_new (least, most, max_ticks);
}

static void
add_dot (Intervals *self, guint category, guint group, double x, double y)
{
  QhChartLayout *layout = self->layout;
  double radius = DOT * layout->unit, reach = 2 * radius;

  qh_chart_plane_add_dot (layout, x, y, radius, group * N_PARTS + FIGURE);
  qh_chart_layout_add_mark (layout,
                            QH_CHART_MARK_VALUE,
                            (int)category,
                            (int)(group * N_PARTS + FIGURE),
                            get_part (self, category, group, FIGURE),
                            (QhChartRect){ x - reach, y - reach, 2 * reach, 2 * reach });
}

static QhChartColour
get_colour (Intervals *self, guint group)
{
  return qh_chart_plane_get_ink (self->layout, group * N_PARTS + FIGURE);
}

/* Names of the groups where there are several, over all; how high they are. */
static double
add_legend (Intervals *self)
{
  QhChartLayout *layout = self->layout;
  double x = layout->area.x + 6 * layout->unit, right = layout->area.x + layout->area.width;
  double middle = layout->area.y + layout->line / 2;

  if (self->n_groups < 2)
    return 0;
  for (guint g = 0; g < self->n_groups && x < right - 4 * layout->line; g++)
    {
      QhChartRect text;

      qh_chart_plane_add_dot (layout, x, middle, DOT * layout->unit, g * N_PARTS + FIGURE);
      text = qh_chart_layout_add_text (
        layout,
        qh_chart_data_get_series (self->data, g * N_PARTS + FIGURE)->label,
        QH_CHART_TEXT_NORMAL,
        layout->palette->ink,
        x + 8 * layout->unit,
        middle,
        0,
        right - x - 8 * layout->unit);
      x = text.x + text.width + 16 * layout->unit;
    }
  return layout->line + 4 * layout->unit;
}

/* Groups below each other */

static double
get_across (const Intervals *self, const QhChartRows *rows, double value)
{
  return rows->bars.x + rows->bars.width * qh_chart_range_map (&self->range, value);
}

static void
add_row (Intervals *self, QhChartRows *rows, guint row)
{
  QhChartLayout *layout = self->layout;
  guint c = qh_chart_rows_get_category (rows, row);
  double pitch = rows->pitch / MAX (1, self->n_groups);

  for (guint g = 0; g < self->n_groups; g++)
    {
      double y = qh_chart_rows_get_top (rows, row) + pitch * (g + 0.5);
      double low = get_part (self, c, g, LOW), high = get_part (self, c, g, HIGH);

      if (!isnan (low) && !isnan (high))
        qh_chart_layout_add_line (layout,
                                  get_across (self, rows, low),
                                  y,
                                  get_across (self, rows, high),
                                  y,
                                  2 * layout->unit,
                                  get_colour (self, g));
      if (!isnan (get_part (self, c, g, FIGURE)))
        add_dot (self, c, g, get_across (self, rows, get_part (self, c, g, FIGURE)), y);
    }
  if (self->n_groups == 1)
    qh_chart_layout_add_number (layout,
                                get_part (self, c, 0, FIGURE),
                                QH_CHART_TEXT_BOLD,
                                layout->palette->ink,
                                layout->area.x + layout->area.width,
                                qh_chart_rows_get_top (rows, row) + rows->pitch / 2,
                                1);
  qh_chart_rows_add_label (rows, row);
  qh_chart_rows_add_mark (rows, row, layout->area.x + layout->area.width);
}

static void
arrange_down (Intervals *self)
{
  QhChartLayout *layout = self->layout;
  double legend = add_legend (self), figures = 0;
  g_autoptr (QhChartRows) rows = NULL;

  layout->area.y += legend;
  layout->area.height -= legend;
  rows = qh_chart_rows_new (layout, layout->line, LONGEST_PITCH * layout->unit);
  rows->foot = layout->line + 4 * layout->unit;
  find_range (self, 5);
  qh_chart_rows_choose (rows);
  for (guint i = 0; self->n_groups == 1 && i < rows->shown->len; i++)
    figures = MAX (figures,
                   qh_chart_layout_measure_number (
                     layout,
                     get_part (self, qh_chart_rows_get_category (rows, i), 0, FIGURE),
                     QH_CHART_TEXT_BOLD));
  qh_chart_rows_place (rows, figures);
  for (guint i = 0; i < rows->shown->len; i++)
    qh_chart_rows_add_band (rows, i, layout->area.x + layout->area.width);
  qh_chart_rows_add_range (rows, &self->range);
  for (guint i = 0; i < rows->shown->len; i++)
    add_row (self, rows, i);
  qh_chart_rows_add_hidden (rows);
}

/* Periods after each other */

static double
get_up (const Intervals *self, const QhChartPlot *plot, double value)
{
  return plot->rect.y + plot->rect.height * (1 - qh_chart_range_map (&self->range, value));
}

static double
measure_ticks (Intervals *self)
{
  double widest = 0;

  for (guint i = 0; i <= self->range.n_ticks; i++)
    {
      g_autofree char *number = qh_chart_range_dup_tick (&self->range, i);

      widest = MAX (widest, qh_chart_layout_measure (self->layout, number, QH_CHART_TEXT_NORMAL));
    }
  return widest;
}

static void
add_grid (Intervals *self, const QhChartPlot *plot)
{
  QhChartLayout *layout = self->layout;

  for (guint i = 0; i <= self->range.n_ticks; i++)
    {
      g_autofree char *number = qh_chart_range_dup_tick (&self->range, i);
      double y = get_up (self, plot, self->range.least + i * self->range.step);

      qh_chart_layout_add_line (layout,
                                plot->rect.x,
                                y,
                                plot->rect.x + plot->rect.width,
                                y,
                                layout->unit,
                                i == 0 ? layout->palette->axis : layout->palette->grid);
      qh_chart_layout_add_text (layout,
                                number,
                                QH_CHART_TEXT_NORMAL,
                                layout->palette->dim_ink,
                                plot->rect.x - 6 * layout->unit,
                                y,
                                1,
                                plot->rect.x);
    }
}

static void
add_series (Intervals *self, const QhChartPlot *plot, guint group)
{
  QhChartLayout *layout = self->layout;
  QhChartPoint before = { NAN, NAN };

  for (guint c = 0; c < plot->n_categories; c++)
    {
      double value = get_part (self, c, group, FIGURE);
      double low = get_part (self, c, group, LOW), high = get_part (self, c, group, HIGH);
      double x = qh_chart_plot_get_x (plot, c), y = get_up (self, plot, value);

      if (isnan (value))
        {
          before.x = NAN;
          continue;
        }
      if (!isnan (before.x))
        qh_chart_layout_add_line (
          layout, before.x, before.y, x, y, 2 * layout->unit, get_colour (self, group));
      if (!isnan (low) && !isnan (high))
        qh_chart_layout_add_line (layout,
                                  x,
                                  get_up (self, plot, low),
                                  x,
                                  get_up (self, plot, high),
                                  layout->unit,
                                  get_colour (self, group));
      add_dot (self, c, group, x, y);
      before = (QhChartPoint){ x, y };
    }
}

static void
arrange_rightward (Intervals *self)
{
  QhChartLayout *layout = self->layout;
  QhChartPlot plot = { .layout = layout,
                       .data = self->data,
                       .n_categories = qh_chart_data_get_n_categories (self->data),
                       .n_series = qh_chart_data_get_n_series (self->data) };
  double legend = add_legend (self), left;

  layout->area.y += legend;
  layout->area.height -= legend;
  find_range (self, 4);
  qh_chart_plot_place (&plot, self->range.most, FALSE);
  left = MAX (plot.rect.x, layout->area.x + measure_ticks (self) + 6 * layout->unit);
  plot.rect.width = MAX (1, plot.rect.x + plot.rect.width - left - 3 * DOT * layout->unit);
  plot.rect.x = left;
  add_grid (self, &plot);
  for (guint g = 0; g < self->n_groups; g++)
    add_series (self, &plot, g);
  qh_chart_plot_add_category_labels (&plot);
}

static void
arrange (QhChartLayout *layout)
{
  Intervals self = { .layout = layout,
                     .data = layout->data,
                     .n_groups = qh_chart_data_get_n_series (layout->data) / N_PARTS };

  qh_chart_layout_add_notes (layout, layout->data->note, layout->area.x + 6 * layout->unit, 0);
  if (layout->data->step != QH_CHART_STEP_NONE)
    arrange_rightward (&self);
  else
    arrange_down (&self);
}

const QhChartFormClass qh_chart_form_intervals = {
  .arrange = arrange,
  .categories_down = TRUE,
};
