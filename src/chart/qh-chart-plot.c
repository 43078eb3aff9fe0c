/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "qh-chart-plot.h"

#include <math.h>

/* Where a category's point stands: the first and the last at the edges. */
double
qh_chart_plot_get_x (const QhChartPlot *self, guint category)
{
  if (self->n_categories < 2)
    return self->rect.x + self->rect.width / 2;
  return self->rect.x + self->rect.width * category / (self->n_categories - 1);
}

double
qh_chart_plot_get_y (const QhChartPlot *self, double value)
{
  return self->rect.y + self->rect.height * (1 - qh_chart_scale_map (&self->scale, value));
}

/* How wide the names of series are, and what they add up to, at the ends of lines. */
static double
measure_ends (QhChartPlot *self)
{
  double widest = 0;

  for (guint s = 0; s < self->n_series; s++)
    {
      const char *label = qh_chart_data_get_series (self->data, s)->label;
      double total = qh_chart_data_get_series_total (self->data, s);
      double name = qh_chart_layout_measure (self->layout, label, QH_CHART_TEXT_BOLD);
      widest = MAX (widest, MIN (name, self->layout->area.width * 0.24));
      widest
        = MAX (widest, qh_chart_layout_measure_number (self->layout, total, QH_CHART_TEXT_NORMAL));
    }
  return widest + 10 * self->layout->unit;
}

/* Takes the layout's area: a scale up to @maximum at the left, the categories'
 * names below and, where asked for, the series' names at the right. */
void
qh_chart_plot_place (QhChartPlot *self, double maximum, gboolean with_ends)
{
  QhChartLayout *layout = self->layout;
  QhChartRect area = layout->area;
  double top = layout->line + 4 * layout->unit; /* the highest figure stands over its point */
  double bottom = layout->line + 8 * layout->unit;
  double height = MAX (area.height - top - bottom, 1);
  guint max_ticks = CLAMP (height / (layout->line * 1.6), 1, QH_CHART_MAX_TICKS);
  double ticks = 0;

  self->scale = qh_chart_scale_new (maximum, max_ticks);
  for (guint i = 0; i <= self->scale.n_ticks; i++)
    ticks = MAX (
      ticks, qh_chart_layout_measure_number (layout, self->scale.step * i, QH_CHART_TEXT_NORMAL));
  double left = ticks + 6 * layout->unit;
  double right = with_ends ? measure_ends (self) : 0;

  self->rect
    = (QhChartRect){ area.x + left, area.y + top, MAX (area.width - left - right, 1), height };
}

void
qh_chart_plot_add_grid (QhChartPlot *self)
{
  QhChartLayout *layout = self->layout;
  const QhChartPalette *palette = layout->palette;
  double right = self->rect.x + self->rect.width;

  for (guint i = 0; i <= self->scale.n_ticks; i++)
    {
      double value = self->scale.step * i;
      double y = qh_chart_plot_get_y (self, value);
      qh_chart_layout_add_line (
        layout, self->rect.x, y, right, y, layout->unit, i == 0 ? palette->axis : palette->grid);
      qh_chart_layout_add_number (layout,
                                  value,
                                  QH_CHART_TEXT_NORMAL,
                                  palette->dim_ink,
                                  self->rect.x - 6 * layout->unit,
                                  y,
                                  1);
    }
}

/* The end of the run of categories that share the label of @category. */
static guint
find_group_end (const QhChartPlot *self, guint category)
{
  const char *axis = qh_chart_data_get_category (self->data, category)->axis;
  guint end = category + 1;

  while (end < self->n_categories
         && g_strcmp0 (qh_chart_data_get_category (self->data, end)->axis, axis) == 0)
    end++;
  return end;
}

/* To label every group, or every second, third… that leaves the labels apart. */
static guint
choose_group_step (QhChartPlot *self)
{
  double widest = 0;
  guint n_groups = 0;

  for (guint c = 0; c < self->n_categories; c = find_group_end (self, c), n_groups++)
    {
      const char *axis = qh_chart_data_get_category (self->data, c)->axis;
      if (axis != NULL)
        widest = MAX (widest, qh_chart_layout_measure (self->layout, axis, QH_CHART_TEXT_NORMAL));
    }
  return MAX (1, (guint)ceil ((widest + 6 * self->layout->unit) * n_groups / self->rect.width));
}

/* Where the label of the run from @category begins: a day's stands about its
 * tick, or from it at the left edge; a month's or year's in the middle of its span. */
static double
place_group_label (const QhChartPlot *self, guint category, double width)
{
  QhChartRect area = self->layout->area;
  guint end = find_group_end (self, category);
  double from = qh_chart_plot_get_x (self, category);
  double to = qh_chart_plot_get_x (self, MIN (end, self->n_categories - 1));

  if (self->data->step == QH_CHART_STEP_DAY)
    return from - width / 2 >= self->rect.x ? from - width / 2 : from;
  double x = to - from >= width ? from + (to - from - width) / 2 : from;
  return CLAMP (x, self->rect.x, MAX (self->rect.x, area.x + area.width - width));
}

static double
measure_group_label (const QhChartPlot *self, guint category, double limit)
{
  const char *axis = qh_chart_data_get_category (self->data, category)->axis;
  double width
    = axis != NULL ? qh_chart_layout_measure (self->layout, axis, QH_CHART_TEXT_NORMAL) : 0;

  return MIN (width, limit);
}

/* A piece of a week before the first Monday gives way to that Monday. */
static gboolean
gives_way (const QhChartPlot *self, guint category, double label_end, guint every, double limit)
{
  guint next = category;

  if (self->data->step != QH_CHART_STEP_DAY || category > 0)
    return FALSE;
  for (guint i = 0; i < every && next < self->n_categories; i++)
    next = find_group_end (self, next);
  return next < self->n_categories
         && place_group_label (self, next, measure_group_label (self, next, limit))
              < label_end + 5 * self->layout->unit;
}

/* One label for each run of categories that share it: the months of weeks. */
static void
add_group_labels (QhChartPlot *self, double middle)
{
  QhChartLayout *layout = self->layout;
  double baseline = self->rect.y + self->rect.height;
  double limit = layout->area.width * 0.3;
  double last_end = -INFINITY;
  guint every = choose_group_step (self);

  for (guint c = 0, end = 0, group = 0; c < self->n_categories; c = end, group++)
    {
      const char *axis = qh_chart_data_get_category (self->data, c)->axis;
      end = find_group_end (self, c);
      if (axis == NULL || *axis == '\0')
        continue;

      double from = qh_chart_plot_get_x (self, c);
      double width = measure_group_label (self, c, limit);
      double x = place_group_label (self, c, width);
      qh_chart_layout_add_line (layout,
                                from,
                                baseline,
                                from,
                                baseline + 4 * layout->unit,
                                layout->unit,
                                layout->palette->axis);
      if (group % every != 0 || x < last_end + 5 * layout->unit
          || x + width > layout->area.x + layout->area.width
          || gives_way (self, c, x + width, every, limit))
        continue;
      qh_chart_layout_add_text (
        layout, axis, QH_CHART_TEXT_NORMAL, layout->palette->dim_ink, x, middle, 0, limit);
      last_end = x + width;
    }
}

/* Every label, or every second, third… that leaves them apart. */
static void
add_single_labels (QhChartPlot *self, double middle)
{
  QhChartLayout *layout = self->layout;
  double limit = MIN (layout->area.width * 0.3, 140 * layout->unit);
  double widest = 0;

  for (guint c = 0; c < self->n_categories; c++)
    {
      const char *label = qh_chart_data_get_category (self->data, c)->label;
      widest = MAX (widest, qh_chart_layout_measure (layout, label, QH_CHART_TEXT_NORMAL));
    }
  widest = MIN (widest, limit);
  double pitch
    = self->n_categories > 1 ? self->rect.width / (self->n_categories - 1) : self->rect.width;
  guint every = MAX (1, (guint)ceil ((widest + 10 * layout->unit) / MAX (pitch, 0.001)));
  double last_end = -INFINITY;

  for (guint c = 0; c < self->n_categories; c += every)
    {
      const char *label = qh_chart_data_get_category (self->data, c)->label;
      double width = MIN (qh_chart_layout_measure (layout, label, QH_CHART_TEXT_NORMAL), limit);
      double x = qh_chart_plot_get_x (self, c) - width / 2;
      x = CLAMP (x, self->rect.x, MAX (self->rect.x, layout->area.x + layout->area.width - width));
      if (x < last_end + 6 * layout->unit)
        continue;
      qh_chart_layout_add_text (
        layout, label, QH_CHART_TEXT_NORMAL, layout->palette->dim_ink, x, middle, 0, limit);
      last_end = x + width;
    }
}

void
qh_chart_plot_add_category_labels (QhChartPlot *self)
{
  double middle
    = self->rect.y + self->rect.height + 6 * self->layout->unit + self->layout->line / 2;

  for (guint c = 0; c < self->n_categories; c++)
    {
      if (qh_chart_data_get_category (self->data, c)->axis != NULL)
        {
          add_group_labels (self, middle);
          return;
        }
    }
  add_single_labels (self, middle);
}

/* The ground of the chosen periods. */
void
qh_chart_plot_add_selection (QhChartPlot *self)
{
  double step = self->n_categories > 1 ? self->rect.width / (self->n_categories - 1)
                                       : 24 * self->layout->unit;
  double width = MAX (step, 6 * self->layout->unit);

  for (guint c = 0; c < self->n_categories; c++)
    {
      if (!qh_chart_data_is_category_selected (self->data, c))
        continue;
      double x = qh_chart_plot_get_x (self, c) - width / 2;
      double from = MAX (x, self->rect.x - 4 * self->layout->unit);
      double to = MIN (x + width, self->rect.x + self->rect.width + 4 * self->layout->unit);
      qh_chart_layout_add_rect (self->layout,
                                (QhChartRect){ from, self->rect.y, to - from, self->rect.height },
                                self->n_categories > 60 ? 0 : 3 * self->layout->unit,
                                self->layout->palette->selection);
    }
}

static int
compare_ends (gconstpointer a, gconstpointer b)
{
  double one = ((const QhChartPlotEnd *)a)->y;
  double two = ((const QhChartPlotEnd *)b)->y;

  return (one > two) - (one < two);
}

/* Where each line ends, from top to bottom, moved apart by @height. */
void
qh_chart_plot_spread_ends (const QhChartPlot *self,
                           QhChartPlotEnd *ends,
                           guint n_ends,
                           double height)
{
  double top = self->rect.y;
  double bottom = self->rect.y + self->rect.height + 5 * self->layout->unit;

  qsort (ends, n_ends, sizeof (QhChartPlotEnd), compare_ends);
  for (guint i = 0; i < n_ends; i++)
    ends[i].y = MAX (ends[i].y - height / 2, i == 0 ? top : ends[i - 1].y + height);
  for (guint i = n_ends; i-- > 0;)
    ends[i].y = MIN (ends[i].y, (i == n_ends - 1 ? bottom : ends[i + 1].y) - height);
}

/* The point nearest to the pointer: first the nearest period, then the nearest line. */
int
qh_chart_plot_hit (const QhChartLayout *layout, double x, double y)
{
  int best = -1;
  double best_across = INFINITY;
  double best_along = INFINITY;
  double left = INFINITY;
  double right = -INFINITY;
  double reach = 16 * layout->unit;

  for (guint i = 0; i < layout->marks->len; i++)
    {
      const QhChartMark *mark = &g_array_index (layout->marks, QhChartMark, i);
      if (mark->kind != QH_CHART_MARK_VALUE)
        continue;
      double middle = mark->rect.x + mark->rect.width / 2;
      double across = fabs (middle - x);
      double along = fabs (mark->rect.y + mark->rect.height / 2 - y);
      left = MIN (left, mark->rect.x);
      right = MAX (right, mark->rect.x + mark->rect.width);
      if (across < best_across - 0.01 || (across < best_across + 0.01 && along < best_along))
        {
          best = i;
          best_across = across;
          best_along = along;
        }
    }
  if (x < left - (left == right ? reach : 0) || x > right)
    return -1;
  if (y < layout->area.y || y > layout->area.y + layout->area.height)
    return -1;
  return best;
}
