/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>

#include "qh-chart-rows.h"

#define LONGEST_PITCH 44.0
/* Radius of an outlier that is one row. */
#define SMALLEST 2.5

typedef struct
{
  QhChartLayout *layout;
  const QhChartData *data;
  QhChartRows *rows;
  QhChartRange range;
  guint n_series;
  double figures;
} Boxes;

static double
get_value (const Boxes *self, guint category, QhChartBox which)
{
  return which < self->n_series ? qh_chart_data_get_value (self->data, category, which) : NAN;
}

static double
get_x (const Boxes *self, double value)
{
  return self->rows->bars.x + self->rows->bars.width * qh_chart_range_map (&self->range, value);
}

static void
widen (double value, double *least, double *most)
{
  *least = value < *least ? value : *least;
  *most = value > *most ? value : *most;
}

/* From 0, but for figures that are far from it or below. */
static QhChartRange
find_range (const Boxes *self)
{
  double least = INFINITY, most = -INFINITY;
  guint n_outliers = 0;
  const QhChartOutlier *outliers = qh_chart_data_get_outliers (self->data, &n_outliers);

  for (guint i = 0; i < self->rows->shown->len; i++)
    {
      guint c = qh_chart_rows_get_category (self->rows, i);

      for (guint s = 0; s < self->n_series; s++)
        widen (qh_chart_data_get_value (self->data, c, s), &least, &most);
      for (guint o = 0; o < n_outliers; o++)
        if (outliers[o].category == c)
          widen (outliers[o].value, &least, &most);
    }
  if (least > 0 && least < most / 2)
    least = 0;
  return qh_chart_range_new (least, most, QH_CHART_MAX_TICKS);
}

static void
place (Boxes *self)
{
  qh_chart_rows_choose (self->rows);
  for (guint i = 0; i < self->rows->shown->len; i++)
    {
      guint c = qh_chart_rows_get_category (self->rows, i);

      self->figures
        = MAX (self->figures,
               qh_chart_layout_measure_number (
                 self->layout, get_value (self, c, QH_CHART_BOX_MEDIAN), QH_CHART_TEXT_BOLD));
    }
  qh_chart_rows_place (self->rows, self->figures);
  self->range = find_range (self);
}

static void
add_whisker (Boxes *self, double from, double to, double middle, double height)
{
  QhChartLayout *layout = self->layout;
  QhChartColour colour = layout->palette->ink;

  if (isnan (from) || isnan (to))
    return;
  qh_chart_layout_add_line (
    layout, get_x (self, from), middle, get_x (self, to), middle, layout->unit, colour);
  qh_chart_layout_add_line (layout,
                            get_x (self, to),
                            middle - height / 2,
                            get_x (self, to),
                            middle + height / 2,
                            layout->unit,
                            colour);
}

/* Rings, larger where several rows stand in one place. */
static void
add_outliers (Boxes *self, guint category, double middle, double height)
{
  QhChartLayout *layout = self->layout;
  guint n = 0;
  const QhChartOutlier *outliers = qh_chart_data_get_outliers (self->data, &n);

  for (guint i = 0; i < n; i++)
    if (outliers[i].category == category)
      qh_chart_layout_add_dot (layout,
                               get_x (self, outliers[i].value),
                               middle,
                               MIN ((SMALLEST + log2 (MAX (1, outliers[i].n)) / 2) * layout->unit, height / 2),
                               layout->unit,
                               layout->palette->card,
                               layout->palette->ink);
}

static void
add_median (Boxes *self, guint c, double middle, double height)
{
  QhChartLayout *layout = self->layout;
  const QhChartPalette *palette = layout->palette;
  double median = get_value (self, c, QH_CHART_BOX_MEDIAN);
  double x = get_x (self, median);
  gboolean inside = get_value (self, c, QH_CHART_BOX_FIRST_QUARTILE) < median
                    && median < get_value (self, c, QH_CHART_BOX_THIRD_QUARTILE);
  gboolean selected = qh_chart_data_is_category_selected (self->data, c);

  qh_chart_layout_add_line (layout,
                            x,
                            middle - height / 2,
                            x,
                            middle + height / 2,
                            2.5 * layout->unit,
                            inside ? palette->card : palette->ink);
  qh_chart_layout_add_number (layout,
                              median,
                              QH_CHART_TEXT_BOLD,
                              selected ? palette->selection_ink : palette->ink,
                              layout->area.x + layout->area.width,
                              middle,
                              1);
}

/* Each figure of a box can be told and walked to. */
static void
add_marks (Boxes *self, guint c, double middle, double height)
{
  double reach = 4 * self->layout->unit;

  for (guint s = 0; s < self->n_series; s++)
    {
      double value = qh_chart_data_get_value (self->data, c, s);

      if (!isnan (value))
        qh_chart_layout_add_mark (
          self->layout,
          QH_CHART_MARK_VALUE,
          c,
          s,
          value,
          (QhChartRect){ get_x (self, value) - reach, middle - height / 2, 2 * reach, height });
    }
}

static void
add_row (Boxes *self, guint row)
{
  QhChartLayout *layout = self->layout;
  guint c = qh_chart_rows_get_category (self->rows, row);
  double pitch = self->rows->pitch;
  double middle = qh_chart_rows_get_top (self->rows, row) + pitch / 2;
  double height = MAX (floor (pitch * 0.62), 1);
  double first = get_value (self, c, QH_CHART_BOX_FIRST_QUARTILE);
  double third = get_value (self, c, QH_CHART_BOX_THIRD_QUARTILE);
  gboolean dimmed = self->data->selected_categories->len > 0 && !qh_chart_data_is_category_selected (self->data, c);

  add_whisker (self, first, get_value (self, c, QH_CHART_BOX_LOW), middle, height * 0.5);
  add_whisker (self, third, get_value (self, c, QH_CHART_BOX_HIGH), middle, height * 0.5);
  add_outliers (self, c, middle, height);
  if (!isnan (first) && !isnan (third))
    qh_chart_layout_add_series_rect (
      layout,
      (QhChartRect){ get_x (self, first),
                     round (middle - height / 2),
                     MAX (get_x (self, third) - get_x (self, first), 1),
                     height },
      0,
      0,
      dimmed);
  if (!isnan (get_value (self, c, QH_CHART_BOX_MEDIAN)))
    add_median (self, c, middle, height);
  add_marks (self, c, middle, height);
  qh_chart_rows_add_label (self->rows, row);
  qh_chart_rows_add_mark (self->rows, row, layout->area.x + layout->area.width);
}

static void
arrange (QhChartLayout *layout)
{
  g_autoptr (QhChartRows) rows
    = qh_chart_rows_new (layout, layout->line, LONGEST_PITCH * layout->unit);
  Boxes self
    = { .layout = layout,
        .data = layout->data,
        .rows = rows,
        .n_series = MIN (qh_chart_data_get_n_series (layout->data), QH_CHART_BOX_N_SERIES) };

  qh_chart_layout_add_notes (layout, layout->data->note, layout->area.x + 6 * layout->unit, 0);
  rows->foot = layout->line + 4 * layout->unit;
  place (&self);
  for (guint i = 0; i < rows->shown->len; i++)
    qh_chart_rows_add_band (rows, i, layout->area.x + layout->area.width);
  qh_chart_rows_add_range (rows, &self.range);
  for (guint i = 0; i < rows->shown->len; i++)
    add_row (&self, i);
  qh_chart_rows_add_hidden (rows);
}

const QhChartFormClass qh_chart_form_box = {
  .arrange = arrange,
  .categories_down = TRUE,
};
