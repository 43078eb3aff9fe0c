/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "qh-chart-layout-private.h"

/* The least of a panel, beside its line of text; and how much wider than high it shall be. */
#define LEAST_WIDTH 92.0
#define LEAST_HEIGHT 20.0
#define SHAPE 2.4
#define GAP 10.0
/* How many letters of a name are sure to be seen. */
#define TOLD_APART 8

typedef struct
{
  QhChartLayout *layout;
  const QhChartData *data;
  guint n_categories;
  GArray *shown; /* guint, series with a panel */
  guint n_hidden;
  double hidden_total;
  guint n_columns;
  double width;  /* of a panel with its gap */
  double height; /* likewise */
  double maximum;
} Panels;

/* As many as fit, in the order given; one that is selected is not hidden. */
static void
choose_shown (Panels *self, guint room)
{
  guint n = qh_chart_data_get_n_series (self->data);

  for (guint s = 0; s < n; s++)
    {
      if (self->shown->len < room)
        g_array_append_val (self->shown, s);
      else if (qh_chart_data_is_series_selected (self->data, s))
        g_array_index (self->shown, guint, room - 1) = s;
    }
  for (guint s = 0, next = 0; s < n; s++)
    {
      if (next < self->shown->len && g_array_index (self->shown, guint, next) == s)
        {
          next++;
          continue;
        }
      self->n_hidden++;
      self->hidden_total += qh_chart_data_get_series_total (self->data, s);
    }
}

/* The number of columns that leaves the panels nearest to their best shape. */
static void
place (Panels *self)
{
  QhChartRect area = self->layout->area;
  double unit = self->layout->unit;
  double least_height = self->layout->line + (LEAST_HEIGHT + GAP) * unit;
  guint most_columns = MAX (1, (guint)((area.width + GAP * unit) / ((LEAST_WIDTH + GAP) * unit)));
  guint most_rows = MAX (1, (guint)(area.height / least_height));
  double best = INFINITY;

  choose_shown (self, most_columns * most_rows);
  self->n_columns = most_columns;
  for (guint columns = 1; columns <= most_columns; columns++)
    {
      guint rows = (self->shown->len + columns - 1) / columns;
      double width = area.width / columns;
      double height = area.height / rows - self->layout->line;
      double distance = fabs (log (width / MAX (height, 1) / SHAPE));
      if (rows <= most_rows && distance < best)
        {
          best = distance;
          self->n_columns = columns;
        }
    }
  guint rows = MAX (1, (self->shown->len + self->n_columns - 1) / self->n_columns);
  self->width = (area.width + GAP * unit) / self->n_columns;
  self->height = area.height / rows;
}

static QhChartRect
get_panel (const Panels *self, guint index)
{
  double gap = GAP * self->layout->unit;

  return (QhChartRect){ self->layout->area.x + self->width * (index % self->n_columns),
                        self->layout->area.y + self->height * (index / self->n_columns),
                        MAX (self->width - gap, 1),
                        MAX (self->height - gap, 1) };
}

static QhChartPoint
get_point (const Panels *self, QhChartRect plot, guint category, double value)
{
  double share = self->maximum > 0 && value > 0 ? value / self->maximum : 0;
  double x
    = self->n_categories > 1 ? plot.width * category / (self->n_categories - 1) : plot.width / 2;

  return (QhChartPoint){ plot.x + x, plot.y + plot.height * (1 - share) };
}

/* What is between missing figures, as a shape down to the ground. */
static void
add_runs (Panels *self, guint series, QhChartRect plot, gboolean dimmed)
{
  QhChartLayout *layout = self->layout;
  g_autoptr (GArray) points = g_array_new (FALSE, FALSE, sizeof (QhChartPoint));
  double bottom = plot.y + plot.height;

  for (guint c = 0; c <= self->n_categories; c++)
    {
      double value = c < self->n_categories ? qh_chart_data_get_value (self->data, c, series) : NAN;
      if (!isnan (value))
        {
          QhChartPoint point = get_point (self, plot, c, value);
          g_array_append_val (points, point);
          continue;
        }
      if (points->len > 0)
        {
          QhChartPoint first = g_array_index (points, QhChartPoint, 0);
          QhChartPoint last = g_array_index (points, QhChartPoint, points->len - 1);
          double half = points->len == 1 ? 2 * layout->unit : 0;
          QhChartPoint ends[]
            = { { last.x + half, last.y }, { last.x + half, bottom }, { first.x - half, bottom } };
          g_array_index (points, QhChartPoint, 0).x -= half;
          g_array_append_vals (points, ends, G_N_ELEMENTS (ends));
          qh_chart_layout_add_series_shape (
            layout, (const QhChartPoint *)(gpointer)points->data, points->len, 0, dimmed);
        }
      g_array_set_size (points, 0);
    }
}

/* The chosen periods stand out of the shape. */
static void
add_told (Panels *self, guint series, QhChartRect plot)
{
  const QhChartPalette *palette = self->layout->palette;

  for (guint c = 0; c < self->n_categories; c++)
    {
      double value = qh_chart_data_get_value (self->data, c, series);
      QhChartPoint point = get_point (self, plot, c, value);
      if (qh_chart_data_is_category_selected (self->data, c) && !isnan (value))
        qh_chart_layout_add_dot (self->layout,
                                 point.x,
                                 point.y,
                                 3 * self->layout->unit,
                                 1.5 * self->layout->unit,
                                 palette->card,
                                 palette->ink);
    }
}

static void
add_marks (Panels *self, guint series, QhChartRect plot)
{
  double radius = 3 * self->layout->unit;

  for (guint c = 0; c < self->n_categories; c++)
    {
      double value = qh_chart_data_get_value (self->data, c, series);
      if (isnan (value))
        continue;
      QhChartPoint point = get_point (self, plot, c, value);
      qh_chart_layout_add_mark (
        self->layout,
        QH_CHART_MARK_VALUE,
        c,
        series,
        value,
        (QhChartRect){ point.x - radius, point.y - radius, 2 * radius, 2 * radius });
    }
}

/* The ground of the chosen periods. */
static void
add_bands (Panels *self, QhChartRect plot)
{
  double step = self->n_categories > 1 ? plot.width / (self->n_categories - 1) : plot.width;
  double width = MAX (step, 3 * self->layout->unit);

  for (guint c = 0; c < self->n_categories; c++)
    {
      double x = get_point (self, plot, c, 0).x - width / 2;
      double from = MAX (x, plot.x);
      if (qh_chart_data_is_category_selected (self->data, c))
        qh_chart_layout_add_rect (
          self->layout,
          (QhChartRect){ from, plot.y, MIN (x + width, plot.x + plot.width) - from, plot.height },
          0,
          self->layout->palette->selection);
    }
}

/* Names that are too long lose their end, or their middle where the end tells them apart. */
static void
add_name (const Panels *self, guint series, QhChartText style, QhChartColour colour, double x, double middle, double width)
{
  QhChartLayout *layout = self->layout;
  guint before = layout->items->len;

  qh_chart_layout_add_text (
    layout, qh_chart_data_get_series (self->data, series)->label, style, colour, x, middle, 0, width);
  qh_chart_layout_tell_apart (layout, before, FALSE, series, TOLD_APART);
}

/* The sum of a panel; of per cents the last one that is known. */
static double
get_figure (const Panels *self, guint series)
{
  for (guint c = self->n_categories; self->data->shares && c > 0; c--)
    {
      double value = qh_chart_data_get_value (self->data, c - 1, series);
      if (!isnan (value))
        return value;
    }
  return qh_chart_data_get_series_total (self->data, series);
}

static char *
make_number (const Panels *self, double value)
{
  return self->data->shares && !isnan (value) ? qh_chart_format_share (value / 100)
                                              : qh_chart_format_number (value);
}

static void
add_panel (Panels *self, guint index)
{
  QhChartLayout *layout = self->layout;
  const QhChartPalette *palette = layout->palette;
  guint s = g_array_index (self->shown, guint, index);
  QhChartRect panel = get_panel (self, index);
  double inset = 3 * layout->unit; /* of the points at the ends */
  QhChartRect plot = { panel.x + inset,
                       panel.y + layout->line + inset,
                       MAX (panel.width - 2 * inset, 1),
                       MAX (panel.height - layout->line - inset, 1) };
  double total = get_figure (self, s);
  g_autofree char *number = make_number (self, total);
  double figure = qh_chart_layout_measure (layout, number, QH_CHART_TEXT_BOLD);
  double middle = panel.y + layout->line / 2;
  gboolean selected = qh_chart_data_is_series_selected (self->data, s);
  gboolean dimmed = (self->data->selected_series->len > 0 && !selected)
                    || self->data->selected_categories->len > 0;

  if (selected)
    qh_chart_layout_add_rect (layout, panel, 4 * layout->unit, palette->selection);
  add_bands (self, plot);
  add_runs (self, s, plot, dimmed);
  add_told (self, s, plot);
  qh_chart_layout_add_line (layout,
                            plot.x,
                            plot.y + plot.height,
                            plot.x + plot.width,
                            plot.y + plot.height,
                            layout->unit,
                            palette->axis);
  add_name (self,
            s,
            selected ? QH_CHART_TEXT_BOLD : QH_CHART_TEXT_NORMAL,
            selected ? palette->selection_ink : palette->dim_ink,
            panel.x,
            middle,
            panel.width - figure - 6 * layout->unit);
  qh_chart_layout_add_text (
    layout, number, QH_CHART_TEXT_BOLD, palette->ink, panel.x + panel.width, middle, 1, figure + 1);
  add_marks (self, s, plot);
  qh_chart_layout_add_mark (layout, QH_CHART_MARK_SERIES, -1, s, total, panel);
}

/* Which periods, how high, and who has no panel: the same for all, so said once. */
static char *
make_note (const Panels *self)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *most = make_number (self, self->maximum);
  const QhChartKey *first = qh_chart_data_get_category (self->data, 0);
  const QhChartKey *last = qh_chart_data_get_category (self->data, self->n_categories - 1);

  if (self->data->note != NULL)
    g_ptr_array_add (parts, g_strdup (self->data->note));
  /* Translators: under small charts: the first and last period and the scale of all */
  g_ptr_array_add (
    parts, g_strdup_printf (_ ("%1$s – %2$s, all up to %3$s"), first->label, last->label, most));
  if (self->n_hidden > 0)
    {
      g_autofree char *count = qh_chart_format_number (self->hidden_total);
      const char *others
        = self->data->others_label != NULL ? self->data->others_label : _ ("Others");
      g_ptr_array_add (parts,
                       isnan (self->hidden_total)
                         ? g_strdup_printf ("%s (%u)", others, self->n_hidden)
                         : g_strdup_printf (_ ("%1$s (%2$u): %3$s"), others, self->n_hidden, count));
    }
  g_ptr_array_add (parts, NULL);

  return g_strjoinv (" · ", (char **)parts->pdata);
}

static void
arrange (QhChartLayout *layout)
{
  g_autoptr (GArray) shown = g_array_new (FALSE, FALSE, sizeof (guint));
  Panels self = { .layout = layout,
                  .data = layout->data,
                  .n_categories = qh_chart_data_get_n_categories (layout->data),
                  .shown = shown,
                  .maximum = qh_chart_data_get_maximum (layout->data, NULL, NULL) };
  QhChartRect whole = layout->area;

  /* The note's line is there whatever it says, so the panels are placed first. */
  layout->area.height = MAX (1, whole.height - layout->line - 2 * layout->unit);
  place (&self);
  g_autofree char *note = make_note (&self);
  layout->area = whole;
  qh_chart_layout_add_notes (layout, note, layout->area.x, 0);
  for (guint i = 0; i < shown->len; i++)
    add_panel (&self, i);
}

/* Within a panel, its name or the nearest period. */
static int
hit (const QhChartLayout *layout, double x, double y)
{
  const QhChartMark *panel = NULL;
  int best = -1;

  for (guint i = layout->marks->len; i-- > 0;)
    {
      const QhChartMark *mark = &g_array_index (layout->marks, QhChartMark, i);
      double nearest = INFINITY;
      if (mark->kind != QH_CHART_MARK_SERIES)
        break;
      if (x < mark->rect.x || x > mark->rect.x + mark->rect.width || y < mark->rect.y
          || y > mark->rect.y + mark->rect.height)
        continue;
      panel = mark;
      if (y < panel->rect.y + layout->line)
        return i;
      for (guint v = 0; v < layout->marks->len; v++)
        {
          const QhChartMark *value = &g_array_index (layout->marks, QhChartMark, v);
          double distance = fabs (value->rect.x + value->rect.width / 2 - x);
          if (value->kind == QH_CHART_MARK_VALUE && value->series == panel->series
              && distance < nearest)
            {
              nearest = distance;
              best = v;
            }
        }
      return best;
    }
  return -1;
}

const QhChartFormClass qh_chart_form_multiples = {
  .arrange = arrange,
  .hit = hit,
};
