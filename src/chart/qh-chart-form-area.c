/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>

#include "qh-chart-plot.h"

#define SWATCH 10.0

typedef struct
{
  QhChartPlot plot;
  double *tops; /* what the layers up to one add up to, [category][series] */
} Layers;

static double
get_top (const Layers *self, guint category, guint series)
{
  return self->tops[category * self->plot.n_series + series];
}

static double
get_bottom (const Layers *self, guint category, guint series)
{
  return series > 0 ? get_top (self, category, series - 1) : 0;
}

static double
add_up (Layers *self)
{
  const QhChartPlot *plot = &self->plot;
  double maximum = 0;

  for (guint c = 0; c < plot->n_categories; c++)
    {
      double sum = 0;
      for (guint s = 0; s < plot->n_series; s++)
        {
          double value = qh_chart_data_get_value (plot->data, c, s);
          sum += value > 0 ? value : 0;
          self->tops[c * plot->n_series + s] = sum;
        }
      maximum = MAX (maximum, sum);
    }
  return maximum;
}

/* A layer's shape between two periods: rightward along its top, and back. */
static void
add_shape (Layers *self, guint series, guint from, guint to, gboolean dimmed)
{
  const QhChartPlot *plot = &self->plot;
  guint n = to - from + 1;
  g_autofree QhChartPoint *points = g_new0 (QhChartPoint, MAX (2 * n, 4));

  for (guint i = 0; i < n; i++)
    {
      double x = qh_chart_plot_get_x (plot, from + i);
      points[i] = (QhChartPoint){ x, qh_chart_plot_get_y (plot, get_top (self, from + i, series)) };
      points[2 * n - 1 - i]
        = (QhChartPoint){ x, qh_chart_plot_get_y (plot, get_bottom (self, from + i, series)) };
    }
  /* A single period is as wide as a bar. */
  if (n == 1)
    {
      double half = 12 * plot->layout->unit;
      double top = points[0].y, bottom = points[1].y, x = points[0].x;
      points[0] = (QhChartPoint){ x - half, top };
      points[1] = (QhChartPoint){ x + half, top };
      points[2] = (QhChartPoint){ x + half, bottom };
      points[3] = (QhChartPoint){ x - half, bottom };
      n = 2;
    }
  qh_chart_layout_add_series_shape (
    plot->layout, points, 2 * n, qh_chart_layout_get_colour (plot->layout, series), dimmed);
}

static void
add_layer (Layers *self, guint series)
{
  const QhChartPlot *plot = &self->plot;
  const QhChartData *data = plot->data;
  gboolean out = data->selected_series->len > 0 && !qh_chart_data_is_series_selected (data, series);

  add_shape (self, series, 0, plot->n_categories - 1, out || data->selected_categories->len > 0);
  for (guint c = 0; c + 1 < plot->n_categories && !out; c++)
    {
      if (qh_chart_data_is_category_selected (data, c)
          && qh_chart_data_is_category_selected (data, c + 1))
        add_shape (self, series, c, c + 1, FALSE);
    }
}

static void
add_marks (Layers *self)
{
  const QhChartPlot *plot = &self->plot;
  double step = plot->n_categories > 1 ? plot->rect.width / (plot->n_categories - 1)
                                       : 24 * plot->layout->unit;
  double right = plot->rect.x + plot->rect.width;

  for (guint c = 0; c < plot->n_categories; c++)
    {
      double middle = qh_chart_plot_get_x (plot, c);
      double from = MAX (middle - step / 2, plot->rect.x);
      double to = MIN (middle + step / 2, right);
      for (guint s = 0; s < plot->n_series; s++)
        {
          double value = qh_chart_data_get_value (plot->data, c, s);
          double top = qh_chart_plot_get_y (plot, get_top (self, c, s));
          double bottom = qh_chart_plot_get_y (plot, get_bottom (self, c, s));
          if (!isnan (value))
            qh_chart_layout_add_mark (plot->layout,
                                      QH_CHART_MARK_VALUE,
                                      c,
                                      s,
                                      value,
                                      (QhChartRect){ from, top, to - from, bottom - top });
        }
    }
}

/* Names of the layers at the right, beside where each ends, in their order. */
static void
add_ends (Layers *self)
{
  const QhChartPlot *plot = &self->plot;
  QhChartLayout *layout = plot->layout;
  guint last = plot->n_categories - 1;
  guint n_ends = MIN (plot->n_series, MAX (1, (guint)(plot->rect.height / layout->line)));
  g_autofree QhChartPlotEnd *ends = g_new0 (QhChartPlotEnd, n_ends);
  double swatch = SWATCH * layout->unit;
  double x = plot->rect.x + plot->rect.width + 10 * layout->unit;
  double text = x + swatch + 6 * layout->unit;
  double width = layout->area.x + layout->area.width - text;

  for (guint s = 0; s < n_ends; s++)
    ends[s] = (QhChartPlotEnd){
      s, qh_chart_plot_get_y (plot, (get_top (self, last, s) + get_bottom (self, last, s)) / 2)
    };
  qh_chart_plot_spread_ends (plot, ends, n_ends, layout->line);
  for (guint i = 0; i < n_ends; i++)
    {
      guint s = ends[i].series;
      double middle = ends[i].y + layout->line / 2;
      gboolean selected = qh_chart_data_is_series_selected (plot->data, s);
      qh_chart_layout_add_series_rect (
        layout,
        (QhChartRect){ x, round (middle - swatch / 2), swatch, swatch },
        2 * layout->unit,
        qh_chart_layout_get_colour (layout, s),
        plot->data->selected_series->len > 0 && !selected);
      qh_chart_layout_add_text (layout,
                                qh_chart_data_get_series (plot->data, s)->label,
                                selected ? QH_CHART_TEXT_BOLD : QH_CHART_TEXT_NORMAL,
                                layout->palette->dim_ink,
                                text,
                                middle,
                                0,
                                width);
      qh_chart_layout_add_mark (layout,
                                QH_CHART_MARK_SERIES,
                                -1,
                                s,
                                qh_chart_data_get_series_total (plot->data, s),
                                (QhChartRect){ x, ends[i].y, text + width - x, layout->line });
    }
}

static void
arrange (QhChartLayout *layout)
{
  QhChartData *data = layout->data;
  Layers self = { .plot = { .layout = layout,
                            .data = data,
                            .n_categories = qh_chart_data_get_n_categories (data),
                            .n_series = qh_chart_data_get_n_series (data) } };
  g_autofree double *tops = g_new0 (double, MAX (1, self.plot.n_categories * self.plot.n_series));

  self.tops = tops;
  qh_chart_layout_add_notes (layout, data->note, layout->area.x, 0);
  qh_chart_plot_place (&self.plot, add_up (&self), TRUE);
  self.plot.rect.width = MAX (1, self.plot.rect.width - (SWATCH + 6) * layout->unit);
  qh_chart_plot_add_selection (&self.plot);
  qh_chart_plot_add_grid (&self.plot);
  for (guint s = self.plot.n_series; s-- > 0;)
    add_layer (&self, s);
  qh_chart_plot_add_category_labels (&self.plot);
  add_ends (&self);
  add_marks (&self);
}

const QhChartFormClass qh_chart_form_area = {
  .arrange = arrange,
};
