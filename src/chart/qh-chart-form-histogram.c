/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>

#include "qh-chart-plot.h"

typedef struct
{
  QhChartPlot plot;
  double pitch;
  gboolean with_totals;
} Columns;

static double
get_left (const Columns *self, guint category)
{
  return self->plot.rect.x + self->pitch * category;
}

static void
add_bands (Columns *self)
{
  const QhChartPlot *plot = &self->plot;

  for (guint c = 0; c < plot->n_categories; c++)
    {
      if (qh_chart_data_is_category_selected (plot->data, c))
        qh_chart_layout_add_rect (
          plot->layout,
          (QhChartRect){ get_left (self, c), plot->rect.y, self->pitch, plot->rect.height },
          0,
          plot->layout->palette->selection);
    }
}

/* Whether every column is wide enough for its total. */
static gboolean
fit_totals (const Columns *self)
{
  QhChartLayout *layout = self->plot.layout;

  for (guint c = 0; c < self->plot.n_categories; c++)
    {
      double total = qh_chart_data_get_category_total (self->plot.data, c);

      if (qh_chart_layout_measure_number (layout, total, QH_CHART_TEXT_NORMAL) + 3 * layout->unit > self->pitch)
        return FALSE;
    }
  return TRUE;
}

/* Series stand on each other; the total over them, where all fit. */
static void
add_column (Columns *self, guint category)
{
  const QhChartPlot *plot = &self->plot;
  QhChartLayout *layout = plot->layout;
  double total = qh_chart_data_get_category_total (plot->data, category);
  double bottom = plot->rect.y + plot->rect.height;
  double gap = self->pitch > 4 * layout->unit ? layout->unit : 0;
  double sum = 0;

  for (guint s = 0; s < plot->n_series; s++)
    {
      double value = qh_chart_data_get_value (plot->data, category, s);
      if (isnan (value))
        continue;
      double top = qh_chart_plot_get_y (plot, sum + MAX (value, 0));
      QhChartRect rect = { get_left (self, category),
                           top,
                           MAX (self->pitch - gap, 0.5),
                           qh_chart_plot_get_y (plot, sum) - top };
      if (rect.height > 0)
        qh_chart_layout_add_series_rect (layout,
                                         rect,
                                         0,
                                         qh_chart_layout_get_colour (layout, s),
                                         qh_chart_data_has_selection (plot->data)
                                           && !qh_chart_data_is_selected (plot->data, category, s));
      qh_chart_layout_add_mark (layout, QH_CHART_MARK_VALUE, category, s, value, rect);
      sum += MAX (value, 0);
    }
  if (sum > 0 && self->with_totals)
    qh_chart_layout_add_number (layout,
                                total,
                                QH_CHART_TEXT_NORMAL,
                                layout->palette->ink,
                                get_left (self, category) + (self->pitch - gap) / 2,
                                qh_chart_plot_get_y (plot, sum) - layout->line / 2,
                                0.5);
  qh_chart_layout_add_mark (
    layout,
    QH_CHART_MARK_CATEGORY,
    category,
    -1,
    total,
    (QhChartRect){
      get_left (self, category), bottom, self->pitch, layout->line + 6 * layout->unit });
}

/* Each span's name under it; every second, third… where they would touch. */
static void
add_names (Columns *self)
{
  const QhChartPlot *plot = &self->plot;
  QhChartLayout *layout = plot->layout;
  double limit = MAX (self->pitch, 90 * layout->unit);
  double middle = plot->rect.y + plot->rect.height + 6 * layout->unit + layout->line / 2;
  double left = plot->rect.x; /* what is further left is the axis's */
  double right = layout->area.x + layout->area.width;
  double widest = 0;
  double last_end = -INFINITY;

  for (guint c = 0; c < plot->n_categories; c++)
    widest = MAX (
      widest,
      qh_chart_layout_measure (layout,
                               qh_chart_key_get_axis (qh_chart_data_get_category (plot->data, c)),
                               QH_CHART_TEXT_BOLD));
  widest = MIN (widest, limit);
  guint every = MAX (1, (guint)ceil ((widest + 5 * layout->unit) / self->pitch));
  for (guint c = 0; c < plot->n_categories; c += every)
    {
      const char *name = qh_chart_key_get_axis (qh_chart_data_get_category (plot->data, c));
      gboolean selected = qh_chart_data_is_category_selected (plot->data, c);
      double width = MIN (qh_chart_layout_measure (layout, name, QH_CHART_TEXT_BOLD), limit);
      double x
        = CLAMP (get_left (self, c) + (self->pitch - width) / 2, left, MAX (left, right - width));
      if (x < last_end + 3 * layout->unit)
        continue;
      qh_chart_layout_add_text (layout,
                                name,
                                selected ? QH_CHART_TEXT_BOLD : QH_CHART_TEXT_NORMAL,
                                layout->palette->dim_ink,
                                x,
                                middle,
                                0,
                                MIN (limit, right - x));
      last_end = x + width;
    }
}

static void
arrange (QhChartLayout *layout)
{
  QhChartData *data = layout->data;
  Columns self = { .plot = { .layout = layout,
                             .data = data,
                             .n_categories = qh_chart_data_get_n_categories (data),
                             .n_series = qh_chart_data_get_n_series (data) } };
  double maximum = 0;

  for (guint c = 0; c < self.plot.n_categories; c++)
    {
      double sum = 0;
      for (guint s = 0; s < self.plot.n_series; s++)
        {
          double value = qh_chart_data_get_value (data, c, s);
          sum += value > 0 ? value : 0;
        }
      maximum = MAX (maximum, sum);
    }
  qh_chart_layout_add_notes (layout, data->note, layout->area.x, 0);
  qh_chart_plot_place (&self.plot, maximum, FALSE);
  self.pitch = self.plot.rect.width / self.plot.n_categories;
  self.with_totals = fit_totals (&self);
  add_bands (&self);
  qh_chart_plot_add_grid (&self.plot);
  for (guint c = 0; c < self.plot.n_categories; c++)
    add_column (&self, c);
  add_names (&self);
}

const QhChartFormClass qh_chart_form_histogram = {
  .arrange = arrange,
};
