/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "qh-chart-layout-private.h"

#include <math.h>

typedef struct
{
  QhChartLayout *layout;
  const QhChartData *data;
  guint n_categories;
  guint n_series;
  QhChartScale scale;
  QhChartRect plot;
  gboolean periods_selected;
} Plot;

static double
get_x (const QhChartRect *plot, guint n_categories, guint category)
{
  if (n_categories < 2)
    return plot->x + plot->width / 2;
  return plot->x + plot->width * category / (n_categories - 1);
}

static double
get_y (const Plot *self, double value)
{
  return self->plot.y + self->plot.height * (1 - qh_chart_scale_map (&self->scale, value));
}

/* Names at the ends of the lines want a column of their own. */
static double
measure_ends (Plot *self)
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

static void
place_plot (Plot *self)
{
  QhChartLayout *layout = self->layout;
  QhChartRect area = layout->area;
  double top = layout->line + 4 * layout->unit; /* the highest figure stands over its point */
  double bottom = layout->line + 8 * layout->unit;
  double height = MAX (area.height - top - bottom, 1);
  guint max_ticks = CLAMP (height / (layout->line * 1.6), 1, QH_CHART_MAX_TICKS);
  double ticks = 0;

  self->scale = qh_chart_scale_new (qh_chart_data_get_maximum (self->data, NULL, NULL), max_ticks);
  for (guint i = 0; i <= self->scale.n_ticks; i++)
    ticks = MAX (
      ticks, qh_chart_layout_measure_number (layout, self->scale.step * i, QH_CHART_TEXT_NORMAL));
  double left = ticks + 6 * layout->unit;
  double right = measure_ends (self);

  self->plot
    = (QhChartRect){ area.x + left, area.y + top, MAX (area.width - left - right, 1), height };
}

static void
add_grid (Plot *self)
{
  QhChartLayout *layout = self->layout;
  const QhChartPalette *palette = layout->palette;
  double right = self->plot.x + self->plot.width;

  for (guint i = 0; i <= self->scale.n_ticks; i++)
    {
      double value = self->scale.step * i;
      double y = get_y (self, value);
      qh_chart_layout_add_line (
        layout, self->plot.x, y, right, y, layout->unit, i == 0 ? palette->axis : palette->grid);
      qh_chart_layout_add_number (layout,
                                  value,
                                  QH_CHART_TEXT_NORMAL,
                                  palette->dim_ink,
                                  self->plot.x - 6 * layout->unit,
                                  y,
                                  1);
    }
}

/* The end of the run of categories that share the label of @category. */
static guint
find_group_end (const Plot *self, guint category)
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
choose_group_step (Plot *self)
{
  double widest = 0;
  guint n_groups = 0;

  for (guint c = 0; c < self->n_categories; c = find_group_end (self, c), n_groups++)
    {
      const char *axis = qh_chart_data_get_category (self->data, c)->axis;
      if (axis != NULL)
        widest = MAX (widest, qh_chart_layout_measure (self->layout, axis, QH_CHART_TEXT_NORMAL));
    }
  return MAX (1, (guint)ceil ((widest + 6 * self->layout->unit) * n_groups / self->plot.width));
}

/* Where the label of the run from @category begins: a day's stands about its
 * tick, or from it at the left edge; a month's or year's in the middle of its span. */
static double
place_group_label (const Plot *self, guint category, double width)
{
  QhChartRect area = self->layout->area;
  guint end = find_group_end (self, category);
  double from = get_x (&self->plot, self->n_categories, category);
  double to = get_x (&self->plot, self->n_categories, MIN (end, self->n_categories - 1));

  if (self->data->step == QH_CHART_STEP_DAY)
    return from - width / 2 >= self->plot.x ? from - width / 2 : from;
  double x = to - from >= width ? from + (to - from - width) / 2 : from;
  return CLAMP (x, self->plot.x, MAX (self->plot.x, area.x + area.width - width));
}

static double
measure_group_label (const Plot *self, guint category, double limit)
{
  const char *axis = qh_chart_data_get_category (self->data, category)->axis;
  double width = axis != NULL ? qh_chart_layout_measure (self->layout, axis, QH_CHART_TEXT_NORMAL) : 0;

  return MIN (width, limit);
}

/* A piece of a week before the first Monday gives way to that Monday. */
static gboolean
gives_way (const Plot *self, guint category, double label_end, guint every, double limit)
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
add_group_labels (Plot *self, double middle)
{
  QhChartLayout *layout = self->layout;
  double baseline = self->plot.y + self->plot.height;
  double limit = layout->area.width * 0.3;
  double last_end = -INFINITY;
  guint every = choose_group_step (self);

  for (guint c = 0, end = 0, group = 0; c < self->n_categories; c = end, group++)
    {
      const char *axis = qh_chart_data_get_category (self->data, c)->axis;
      end = find_group_end (self, c);
      if (axis == NULL || *axis == '\0')
        continue;

      double from = get_x (&self->plot, self->n_categories, c);
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
add_single_labels (Plot *self, double middle)
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
    = self->n_categories > 1 ? self->plot.width / (self->n_categories - 1) : self->plot.width;
  guint every = MAX (1, (guint)ceil ((widest + 10 * layout->unit) / MAX (pitch, 0.001)));
  double last_end = -INFINITY;

  for (guint c = 0; c < self->n_categories; c += every)
    {
      const char *label = qh_chart_data_get_category (self->data, c)->label;
      double width = MIN (qh_chart_layout_measure (layout, label, QH_CHART_TEXT_NORMAL), limit);
      double x = get_x (&self->plot, self->n_categories, c) - width / 2;
      x = CLAMP (x, self->plot.x, MAX (self->plot.x, layout->area.x + layout->area.width - width));
      if (x < last_end + 6 * layout->unit)
        continue;
      qh_chart_layout_add_text (
        layout, label, QH_CHART_TEXT_NORMAL, layout->palette->dim_ink, x, middle, 0, limit);
      last_end = x + width;
    }
}

static void
add_category_labels (Plot *self)
{
  double middle
    = self->plot.y + self->plot.height + 6 * self->layout->unit + self->layout->line / 2;

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

static gboolean
is_previous (const Plot *self, guint series)
{
  return qh_chart_data_get_series (self->data, series)->colour == QH_CHART_COLOUR_PREVIOUS;
}

/* The pieces of a line between missing figures; of the selected ones only, if asked. */
static void
add_pieces (Plot *self, guint series, QhChartColour colour, gboolean selected_only)
{
  QhChartLayout *layout = self->layout;
  g_autoptr (GArray) run = g_array_new (FALSE, FALSE, sizeof (QhChartPoint));

  for (guint c = 0; c <= self->n_categories; c++)
    {
      double value = c < self->n_categories ? qh_chart_data_get_value (self->data, c, series) : NAN;
      gboolean shown
        = !isnan (value) && (!selected_only || qh_chart_data_is_category_selected (self->data, c));
      if (shown)
        {
          QhChartPoint point = { get_x (&self->plot, self->n_categories, c), get_y (self, value) };
          g_array_append_val (run, point);
          continue;
        }
      if (run->len > 1)
        {
          QhChartItem *path
            = qh_chart_layout_add_path (layout,
                                        (QhChartPoint *)(gpointer)run->data,
                                        run->len,
                                        (is_previous (self, series) ? 1.4 : 2.2) * layout->unit,
                                        colour);
          path->dashed = is_previous (self, series) || (layout->palette->hatched && series > 0);
        }
      else if (run->len == 1)
        {
          QhChartPoint *point = &g_array_index (run, QhChartPoint, 0);
          qh_chart_layout_add_dot (
            layout, point->x, point->y, 3.5 * layout->unit, 0, colour, colour);
        }
      g_array_set_size (run, 0);
    }
}

/* In print a white line would not show: ink for the first, greys for the rest. */
static QhChartColour
get_line_colour (const Plot *self, guint series, gboolean dimmed)
{
  const QhChartPalette *palette = self->layout->palette;
  QhChartColour colour = qh_chart_layout_get_series_colour (self->layout, series, FALSE);

  if (palette->hatched)
    colour = qh_chart_colour_mix (palette->ink, palette->card, MIN (0.18 * series, 0.55));
  return dimmed ? qh_chart_colour_mix (colour, palette->card, 1 - palette->dimming) : colour;
}

static void
add_series (Plot *self, guint series)
{
  gboolean out = self->data->selected_series->len > 0
                 && !qh_chart_data_is_series_selected (self->data, series);

  add_pieces (self, series, get_line_colour (self, series, out || self->periods_selected), FALSE);
  if (self->periods_selected && !out)
    add_pieces (self, series, get_line_colour (self, series, FALSE), TRUE);
}

/* Bands behind the chosen periods. */
static void
add_selection (Plot *self)
{
  double step = self->n_categories > 1 ? self->plot.width / (self->n_categories - 1)
                                       : 24 * self->layout->unit;
  double width = MAX (step, 6 * self->layout->unit);

  for (guint c = 0; c < self->n_categories; c++)
    {
      if (!qh_chart_data_is_category_selected (self->data, c))
        continue;
      double x = get_x (&self->plot, self->n_categories, c) - width / 2;
      double from = MAX (x, self->plot.x - 4 * self->layout->unit);
      double to = MIN (x + width, self->plot.x + self->plot.width + 4 * self->layout->unit);
      qh_chart_layout_add_rect (self->layout,
                                (QhChartRect){ from, self->plot.y, to - from, self->plot.height },
                                self->n_categories > 60 ? 0 : 3 * self->layout->unit,
                                self->layout->palette->selection);
    }
}

/* The figure that is told over its point: the chosen period's, else the highest. */
static void
add_told_figure (Plot *self)
{
  QhChartLayout *layout = self->layout;
  const QhChartPalette *palette = layout->palette;
  double best = -1;
  guint at = 0;

  for (guint c = 0; c < self->n_categories; c++)
    {
      double value = qh_chart_data_get_value (self->data, c, 0);
      gboolean counts
        = !self->periods_selected || qh_chart_data_is_category_selected (self->data, c);
      if (counts && !isnan (value) && value > best)
        {
          best = value;
          at = c;
        }
    }
  if (best <= 0)
    return;

  QhChartColour colour = get_line_colour (self, 0, FALSE);
  double x = get_x (&self->plot, self->n_categories, at);
  double y = get_y (self, best);
  double width = qh_chart_layout_measure_number (layout, best, QH_CHART_TEXT_BOLD);
  double label = CLAMP (
    x - width / 2, self->plot.x, MAX (self->plot.x, self->plot.x + self->plot.width - width));
  qh_chart_layout_add_dot (
    layout, x, y, 3.2 * layout->unit, 2 * layout->unit, palette->card, colour);
  qh_chart_layout_add_number (layout,
                              best,
                              QH_CHART_TEXT_BOLD,
                              palette->ink,
                              label,
                              y - layout->line / 2 - 4 * layout->unit,
                              0);
}

typedef struct
{
  guint series;
  double y;
} End;

static int
compare_ends (gconstpointer a, gconstpointer b)
{
  double one = ((const End *)a)->y;
  double two = ((const End *)b)->y;

  return (one > two) - (one < two);
}

/* Where each line ends, from top to bottom, moved apart by @height. */
static void
spread_ends (Plot *self, End *ends, guint n_ends, double height)
{
  double top = self->plot.y;
  double bottom = self->plot.y + self->plot.height + 5 * self->layout->unit;

  qsort (ends, n_ends, sizeof (End), compare_ends);
  for (guint i = 0; i < n_ends; i++)
    ends[i].y = MAX (ends[i].y - height / 2, i == 0 ? top : ends[i - 1].y + height);
  for (guint i = n_ends; i-- > 0;)
    ends[i].y = MIN (ends[i].y, (i == n_ends - 1 ? bottom : ends[i + 1].y) - height);
}

static void
add_ends (Plot *self)
{
  QhChartLayout *layout = self->layout;
  const QhChartPalette *palette = layout->palette;
  double room = self->plot.height + 5 * layout->unit;
  double pair = 2 * layout->line + 4 * layout->unit;
  gboolean with_totals = self->n_series * pair <= room;
  double height = with_totals ? pair : layout->line;
  guint n_ends = MIN (self->n_series, MAX (1, (guint)(room / height)));
  g_autofree End *ends = g_new0 (End, n_ends);
  double x = self->plot.x + self->plot.width + 10 * layout->unit;
  double width = layout->area.x + layout->area.width - x;

  for (guint s = 0; s < n_ends; s++)
    {
      double last = 0;
      for (guint c = self->n_categories; c-- > 0;)
        {
          last = qh_chart_data_get_value (self->data, c, s);
          if (!isnan (last))
            break;
        }
      ends[s] = (End){ s, get_y (self, last) };
      if (!isnan (last) && !is_previous (self, s) && self->n_categories > 1)
        qh_chart_layout_add_dot (layout,
                                 get_x (&self->plot, self->n_categories, self->n_categories - 1),
                                 ends[s].y,
                                 3.2 * layout->unit,
                                 0,
                                 get_line_colour (self, s, self->periods_selected),
                                 palette->card);
    }
  spread_ends (self, ends, n_ends, height);
  for (guint i = 0; i < n_ends; i++)
    {
      const QhChartKey *key = qh_chart_data_get_series (self->data, ends[i].series);
      double total = qh_chart_data_get_series_total (self->data, ends[i].series);
      QhChartColour colour = get_line_colour (self, ends[i].series, FALSE);
      QhChartRect rect = { x, ends[i].y, width, height };
      qh_chart_layout_add_text (layout,
                                key->label,
                                is_previous (self, ends[i].series) ? QH_CHART_TEXT_NORMAL
                                                                   : QH_CHART_TEXT_BOLD,
                                qh_chart_colour_for_text (colour, palette->card),
                                x,
                                ends[i].y + layout->line / 2,
                                0,
                                width);
      if (with_totals)
        qh_chart_layout_add_number (layout,
                                    total,
                                    QH_CHART_TEXT_NORMAL,
                                    palette->dim_ink,
                                    x,
                                    ends[i].y + layout->line * 1.5,
                                    0);
      qh_chart_layout_add_mark (layout, QH_CHART_MARK_SERIES, -1, ends[i].series, total, rect);
    }
}

static void
add_marks (Plot *self)
{
  double radius = 4 * self->layout->unit;

  for (guint c = 0; c < self->n_categories; c++)
    {
      for (guint s = 0; s < self->n_series; s++)
        {
          double value = qh_chart_data_get_value (self->data, c, s);
          if (isnan (value))
            continue;
          QhChartRect rect = { get_x (&self->plot, self->n_categories, c) - radius,
                               get_y (self, value) - radius,
                               2 * radius,
                               2 * radius };
          qh_chart_layout_add_mark (self->layout, QH_CHART_MARK_VALUE, c, s, value, rect);
        }
    }
}

static void
arrange (QhChartLayout *layout)
{
  Plot self = { .layout = layout,
                .data = layout->data,
                .n_categories = qh_chart_data_get_n_categories (layout->data),
                .n_series = qh_chart_data_get_n_series (layout->data),
                .periods_selected = layout->data->selected_categories->len > 0 };

  qh_chart_layout_add_notes (layout, layout->data->note, layout->area.x, 0);
  place_plot (&self);
  add_selection (&self);
  add_grid (&self);
  add_category_labels (&self);
  for (guint s = self.n_series; s-- > 0;)
    add_series (&self, s);
  add_ends (&self);
  add_told_figure (&self);
  add_marks (&self);
}

/* The point nearest to the pointer: first the nearest period, then the nearest line. */
static int
hit (const QhChartLayout *self, double x, double y)
{
  int best = -1;
  double best_across = INFINITY;
  double best_along = INFINITY;
  double left = INFINITY;
  double right = -INFINITY;
  double reach = 16 * self->unit;

  for (guint i = 0; i < self->marks->len; i++)
    {
      const QhChartMark *mark = &g_array_index (self->marks, QhChartMark, i);
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
  if (y < self->area.y || y > self->area.y + self->area.height)
    return -1;
  return best;
}

const QhChartFormClass qh_chart_form_line = {
  .arrange = arrange,
  .hit = hit,
};
