/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>

#include "qh-chart-rows.h"

#define LONGEST_PITCH 34.0
/* The share of all that the vital few are usually asked for. */
#define VITAL 0.8

/* Bars and what they add up to stand on one scale, from nothing to all. */
typedef struct
{
  QhChartLayout *layout;
  const QhChartData *data;
  QhChartRows *rows;
  double total;
  double figures; /* width of the column of figures */
  double shares;  /* width of the column of shares */
} Pareto;

static double
get_x (const Pareto *self, double share)
{
  return self->rows->bars.x + self->rows->bars.width * CLAMP (share, 0, 1);
}

static void
place (Pareto *self)
{
  QhChartLayout *layout = self->layout;
  g_autofree char *all = qh_chart_format_share (1);

  qh_chart_rows_choose (self->rows);
  for (guint i = 0; i < self->rows->shown->len; i++)
    {
      guint c = qh_chart_rows_get_category (self->rows, i);
      double value = qh_chart_data_get_category_total (self->data, c);
      self->figures
        = MAX (self->figures, qh_chart_layout_measure_number (layout, value, QH_CHART_TEXT_BOLD));
    }
  self->shares = qh_chart_layout_measure (layout, all, QH_CHART_TEXT_NORMAL);
  qh_chart_rows_place (self->rows, self->figures + self->shares + 12 * layout->unit);
}

static void
add_lines (Pareto *self)
{
  static const double shares[] = { 0, VITAL, 1 };
  QhChartLayout *layout = self->layout;
  QhChartRect bars = self->rows->bars;
  double bottom = bars.y + bars.height;
  double last_end = -INFINITY;

  for (guint i = 0; i < G_N_ELEMENTS (shares); i++)
    {
      g_autofree char *text = qh_chart_format_share (shares[i]);
      double x = get_x (self, shares[i]);
      double width = qh_chart_layout_measure (layout, text, QH_CHART_TEXT_NORMAL);
      qh_chart_layout_add_line (layout,
                                x,
                                bars.y,
                                x,
                                bottom,
                                layout->unit,
                                shares[i] == 1 ? layout->palette->grid : layout->palette->axis);
      if (x - width / 2 < last_end + 4 * layout->unit)
        continue;
      last_end = x + width / 2;
      qh_chart_layout_add_text (layout,
                                text,
                                QH_CHART_TEXT_NORMAL,
                                layout->palette->dim_ink,
                                x,
                                bottom + 4 * layout->unit + layout->line / 2,
                                0.5,
                                layout->area.width);
    }
}

static void
add_row (Pareto *self, guint row, double before)
{
  QhChartLayout *layout = self->layout;
  guint c = qh_chart_rows_get_category (self->rows, row);
  double pitch = self->rows->pitch;
  double top = qh_chart_rows_get_top (self->rows, row);
  double right = layout->area.x + layout->area.width;
  double total = qh_chart_data_get_category_total (self->data, c);
  double thickness = floor (pitch * 0.78);
  double x = self->rows->bars.x;
  gboolean selected = qh_chart_data_is_category_selected (self->data, c);
  QhChartColour ink = selected ? layout->palette->selection_ink : layout->palette->dim_ink;
  g_autofree char *share = qh_chart_format_share ((before + total) / self->total);

  for (guint s = 0; s < qh_chart_data_get_n_series (self->data); s++)
    {
      double value = qh_chart_data_get_value (self->data, c, s);
      QhChartRect rect
        = { x,
            round (top + (pitch - thickness) / 2),
            isnan (value) ? 0 : get_x (self, value / self->total) - self->rows->bars.x,
            thickness };
      if (rect.width <= 0)
        continue;
      qh_chart_layout_add_series_rect (layout,
                                       rect,
                                       0,
                                       qh_chart_layout_get_colour (layout, s),
                                       qh_chart_data_has_selection (self->data)
                                         && !qh_chart_data_is_selected (self->data, c, s));
      qh_chart_layout_add_mark (layout, QH_CHART_MARK_VALUE, c, s, value, rect);
      x += rect.width;
    }
  qh_chart_layout_add_number (layout,
                              total,
                              selected ? QH_CHART_TEXT_BOLD : QH_CHART_TEXT_NORMAL,
                              ink,
                              right - self->shares - 12 * layout->unit,
                              top + pitch / 2,
                              1);
  qh_chart_layout_add_text (
    layout, share, QH_CHART_TEXT_NORMAL, ink, right, top + pitch / 2, 1, self->shares + 1);
  qh_chart_rows_add_label (self->rows, row);
  qh_chart_rows_add_mark (self->rows, row, right);
}

/* What the rows so far add up to, as a line down through them. */
static void
add_sums (Pareto *self)
{
  QhChartLayout *layout = self->layout;
  QhChartColour colour = layout->palette->ink;
  guint n = self->rows->shown->len;
  g_autofree QhChartPoint *points = g_new0 (QhChartPoint, MAX (n, 1));
  double sum = 0;

  for (guint i = 0; i < n; i++)
    {
      guint c = qh_chart_rows_get_category (self->rows, i);
      sum += qh_chart_data_get_category_total (self->data, c);
      points[i] = (QhChartPoint){ get_x (self, sum / self->total),
                                  qh_chart_rows_get_top (self->rows, i) + self->rows->pitch / 2 };
    }
  qh_chart_layout_add_path (layout, points, n, 1.6 * layout->unit, colour);
  for (guint i = 0; i < n; i++)
    qh_chart_layout_add_dot (
      layout, points[i].x, points[i].y, 2.4 * layout->unit, 0, colour, colour);
}

static void
arrange (QhChartLayout *layout)
{
  g_autoptr (QhChartRows) rows
    = qh_chart_rows_new (layout, layout->line, LONGEST_PITCH * layout->unit);
  Pareto self = { .layout = layout,
                  .data = layout->data,
                  .rows = rows,
                  .total = qh_chart_data_get_total (layout->data) };
  double right = layout->area.x + layout->area.width;
  double sum = 0;

  qh_chart_layout_add_notes (layout, layout->data->note, layout->area.x + 6 * layout->unit, 0);
  rows->foot = layout->line + 4 * layout->unit;
  place (&self);
  for (guint i = 0; i < rows->shown->len; i++)
    qh_chart_rows_add_band (rows, i, right);
  add_lines (&self);
  for (guint i = 0; i < rows->shown->len; i++)
    {
      add_row (&self, i, sum);
      sum += qh_chart_data_get_category_total (self.data, qh_chart_rows_get_category (rows, i));
    }
  add_sums (&self);
  qh_chart_rows_add_hidden (rows);
}

const QhChartFormClass qh_chart_form_pareto = {
  .arrange = arrange,
  .categories_down = TRUE,
};
