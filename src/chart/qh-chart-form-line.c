/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>
#include <string.h>

#include "qh-chart-plot.h"

typedef struct
{
  QhChartPlot plot;
  gboolean periods_selected;
  gboolean averaged; /* whether the average of the first series is what to look at */
} Lines;

static gboolean
is_previous (const Lines *self, guint series)
{
  return qh_chart_data_get_series (self->plot.data, series)->colour == QH_CHART_COLOUR_PREVIOUS;
}

static double
get_stroke (const Lines *self, guint series)
{
  if (qh_chart_data_is_computed (self->plot.data, series))
    return 2.6;
  return is_previous (self, series) ? 1.4 : self->averaged ? 1.2 : 2.2;
}

static void
add_run (Lines *self, guint series, QhChartColour colour, GArray *run)
{
  QhChartLayout *layout = self->plot.layout;
  const QhChartPoint *points = (const QhChartPoint *)(gpointer)run->data;

  if (run->len == 1)
    qh_chart_layout_add_dot (layout, points->x, points->y, 3.5 * layout->unit, 0, colour, colour);
  else if (run->len > 1)
    {
      QhChartItem *path = qh_chart_layout_add_path (
        layout, points, run->len, get_stroke (self, series) * layout->unit, colour);
      path->dashed = is_previous (self, series)
                     || (layout->palette->hatched && series > 0
                         && !qh_chart_data_is_computed (self->plot.data, series));
    }
  g_array_set_size (run, 0);
}

/* The pieces of a line between missing figures; of the selected ones only, if asked. */
static void
add_pieces (Lines *self, guint series, QhChartColour colour, gboolean selected_only)
{
  const QhChartPlot *plot = &self->plot;
  g_autoptr (GArray) run = g_array_new (FALSE, FALSE, sizeof (QhChartPoint));

  for (guint c = 0; c < plot->n_categories; c++)
    {
      double value = qh_chart_data_get_value (plot->data, c, series);
      QhChartPoint point = { qh_chart_plot_get_x (plot, c), qh_chart_plot_get_y (plot, value) };
      if (!isnan (value) && (!selected_only || qh_chart_data_is_category_selected (plot->data, c)))
        g_array_append_val (run, point);
      else
        add_run (self, series, colour, run);
    }
  add_run (self, series, colour, run);
}

/* In print a white line would not show: ink for what to look at, greys for the rest. */
static QhChartColour
get_line_colour (const Lines *self, guint series, gboolean dimmed)
{
  const QhChartPalette *palette = self->plot.layout->palette;
  QhChartColour colour = qh_chart_layout_get_series_colour (self->plot.layout, series, FALSE);

  if (palette->hatched && !qh_chart_data_is_computed (self->plot.data, series))
    colour = qh_chart_colour_mix (
      palette->ink, palette->card, MIN (0.18 * (series + (self->averaged ? 2 : 0)), 0.55));
  return dimmed ? qh_chart_colour_mix (colour, palette->card, 1 - palette->dimming) : colour;
}

static void
add_series (Lines *self, guint series)
{
  gboolean out = self->plot.data->selected_series->len > 0
                 && !qh_chart_data_is_series_selected (self->plot.data, series);

  add_pieces (self, series, get_line_colour (self, series, out || self->periods_selected), FALSE);
  if (self->periods_selected && !out)
    add_pieces (self, series, get_line_colour (self, series, FALSE), TRUE);
}

/* The figure that is told over its point: the chosen period's, else the highest. */
static void
add_told_figure (Lines *self)
{
  QhChartLayout *layout = self->plot.layout;
  const QhChartPalette *palette = layout->palette;
  double best = -1;
  guint at = 0;

  for (guint c = 0; c < self->plot.n_categories; c++)
    {
      double value = qh_chart_data_get_value (self->plot.data, c, 0);
      gboolean counts
        = !self->periods_selected || qh_chart_data_is_category_selected (self->plot.data, c);
      if (counts && !isnan (value) && value > best)
        {
          best = value;
          at = c;
        }
    }
  if (best <= 0)
    return;

  QhChartColour colour = get_line_colour (self, 0, FALSE);
  double x = qh_chart_plot_get_x (&self->plot, at);
  double y = qh_chart_plot_get_y (&self->plot, best);
  double width = qh_chart_layout_measure_number (layout, best, QH_CHART_TEXT_BOLD);
  double left = self->plot.rect.x;
  double label = CLAMP (x - width / 2, left, MAX (left, left + self->plot.rect.width - width));
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

static double
get_last_value (const Lines *self, guint series)
{
  double last = 0;

  for (guint c = self->plot.n_categories; c-- > 0;)
    {
      last = qh_chart_data_get_value (self->plot.data, c, series);
      if (!isnan (last))
        break;
    }
  return last;
}

/* The space nearest the middle of a text; NULL where it has none. */
static const char *
find_break (const char *text)
{
  const char *middle = text + strlen (text) / 2;
  const char *best = NULL;

  for (const char *at = strchr (text, ' '); at != NULL; at = strchr (at + 1, ' '))
    if (best == NULL || ABS (at - middle) < ABS (best - middle))
      best = at;
  return best;
}

/* A name in the two lines that a name and a total have, where it does not fit in one. */
static void
add_wrapped_name (Lines *self, const char *name, QhChartColour colour, double x, double y, double width)
{
  QhChartLayout *layout = self->plot.layout;
  const char *at = qh_chart_layout_measure (layout, name, QH_CHART_TEXT_BOLD) > width ? find_break (name) : NULL;
  g_autofree char *first = at != NULL ? g_strndup (name, (gsize)(at - name)) : g_strdup (name);

  qh_chart_layout_add_text (layout, first, QH_CHART_TEXT_BOLD, colour, x, y + layout->line / 2, 0, width);
  if (at != NULL)
    qh_chart_layout_add_text (layout, at + 1, QH_CHART_TEXT_BOLD, colour, x, y + layout->line * 1.5, 0, width);
}

/* A dot where a line ends, unless it is what it is compared with. */
static void
add_last_dot (Lines *self, guint s, double y)
{
  const QhChartPlot *plot = &self->plot;
  QhChartLayout *layout = plot->layout;

  if (isnan (get_last_value (self, s)) || is_previous (self, s) || plot->n_categories <= 1)
    return;
  qh_chart_layout_add_dot (layout,
                           qh_chart_plot_get_x (plot, plot->n_categories - 1),
                           y,
                           3.2 * layout->unit,
                           0,
                           get_line_colour (self, s, self->periods_selected),
                           layout->palette->card);
}

/* The name of a line at its end, and below it what it comes to. */
static void
add_end (Lines *self, guint s, QhChartRect rect, gboolean with_totals)
{
  QhChartLayout *layout = self->plot.layout;
  const QhChartPalette *palette = layout->palette;
  const QhChartKey *key = qh_chart_data_get_series (self->plot.data, s);
  double total = qh_chart_data_get_series_total (self->plot.data, s);
  QhChartColour ink = qh_chart_colour_for_text (get_line_colour (self, s, FALSE), palette->card);

  if (isnan (total) && with_totals)
    {
      add_wrapped_name (self, key->label, ink, rect.x, rect.y, rect.width);
      return;
    }
  qh_chart_layout_add_text (layout,
                            key->label,
                            is_previous (self, s) ? QH_CHART_TEXT_NORMAL : QH_CHART_TEXT_BOLD,
                            ink,
                            rect.x,
                            rect.y + layout->line / 2,
                            0,
                            rect.width);
  if (isnan (total))
    return;
  if (with_totals)
    qh_chart_layout_add_number (
      layout, total, QH_CHART_TEXT_NORMAL, palette->dim_ink, rect.x, rect.y + layout->line * 1.5, 0);
  qh_chart_layout_add_mark (layout, QH_CHART_MARK_SERIES, -1, s, total, rect);
}

static void
add_ends (Lines *self)
{
  const QhChartPlot *plot = &self->plot;
  QhChartLayout *layout = plot->layout;
  double room = plot->rect.height + 5 * layout->unit;
  double pair = 2 * layout->line + 4 * layout->unit;
  gboolean with_totals = plot->n_series * pair <= room;
  double height = with_totals ? pair : layout->line;
  guint n_ends = MIN (plot->n_series, MAX (1, (guint)(room / height)));
  g_autofree QhChartPlotEnd *ends = g_new0 (QhChartPlotEnd, n_ends);
  double x = plot->rect.x + plot->rect.width + 10 * layout->unit;
  double width = layout->area.x + layout->area.width - x;

  for (guint s = 0; s < n_ends; s++)
    {
      ends[s] = (QhChartPlotEnd){ s, qh_chart_plot_get_y (plot, get_last_value (self, s)) };
      add_last_dot (self, s, ends[s].y);
    }
  qh_chart_plot_spread_ends (&self->plot, ends, n_ends, height);
  for (guint i = 0; i < n_ends; i++)
    add_end (self, ends[i].series, (QhChartRect){ x, ends[i].y, width, height }, with_totals);
}

static void
add_marks (Lines *self)
{
  const QhChartPlot *plot = &self->plot;
  double radius = 4 * plot->layout->unit;

  for (guint c = 0; c < plot->n_categories; c++)
    {
      for (guint s = 0; s < plot->n_series; s++)
        {
          double value = qh_chart_data_get_value (plot->data, c, s);
          if (isnan (value))
            continue;
          QhChartRect rect = { qh_chart_plot_get_x (plot, c) - radius,
                               qh_chart_plot_get_y (plot, value) - radius,
                               2 * radius,
                               2 * radius };
          qh_chart_layout_add_mark (plot->layout, QH_CHART_MARK_VALUE, c, s, value, rect);
        }
    }
}

static void
arrange (QhChartLayout *layout)
{
  QhChartData *data = layout->data;
  Lines self = { .plot = { .layout = layout,
                           .data = data,
                           .n_categories = qh_chart_data_get_n_categories (data),
                           .n_series = qh_chart_data_get_n_series (data) },
                 .periods_selected = data->selected_categories->len > 0 };
  guint n_series = self.plot.n_series;

  for (guint s = 0; s < n_series; s++)
    self.averaged |= qh_chart_data_is_computed (data, s);
  qh_chart_layout_add_notes (layout, data->note, layout->area.x, 0);
  qh_chart_plot_place (&self.plot, qh_chart_data_get_maximum (data, NULL, NULL), TRUE);
  qh_chart_plot_add_selection (&self.plot);
  qh_chart_plot_add_grid (&self.plot);
  qh_chart_plot_add_category_labels (&self.plot);
  /* The first series lies over the others, an average over all of them. */
  for (guint i = 0; i < 2 * n_series; i++)
    {
      guint s = n_series - 1 - i % n_series;
      if (qh_chart_data_is_computed (data, s) == (i >= n_series))
        add_series (&self, s);
    }
  add_ends (&self);
  add_told_figure (&self);
  add_marks (&self);
}

const QhChartFormClass qh_chart_form_line = {
  .arrange = arrange,
  .hit = qh_chart_plot_hit,
};
