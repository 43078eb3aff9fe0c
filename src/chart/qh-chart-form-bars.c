/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "qh-chart-layout-private.h"

#include <math.h>

#include "qh-chart-rows.h"

#define SWATCH 10.0
#define LONGEST_PITCH 34.0
#define THINNEST_BAR 5.0

/* Stacked, grouped and 100 % bars: they differ in how long a bar is and in
 * whether the parts of a category follow each other or stand below each other. */
typedef struct
{
  QhChartLayout *layout;
  const QhChartData *data;
  QhChartRows *rows;
  guint n_series;
  gboolean grouped;
  gboolean shares;
  double maximum;
  double legend_width;
  double legend_line;
  guint most_legend_lines;
  QhChartRect legend; /* beside the bars; no width when it is under them */
} Bars;

/* The longest figure of a category: what its bar, or the longest of its bars, tells. */
static double
get_extent (const Bars *self, guint category)
{
  double extent = 0;

  if (!self->grouped)
    return qh_chart_data_get_category_total (self->data, category);
  for (guint s = 0; s < self->n_series; s++)
    {
      double value = qh_chart_data_get_value (self->data, category, s);
      extent = value > extent ? value : extent; /* not MAX: a missing one is NAN */
    }
  return extent;
}

static void
place_bars (Bars *self)
{
  QhChartLayout *layout = self->layout;
  double figures = 0;

  self->maximum = 0;
  qh_chart_rows_choose (self->rows);
  for (guint i = 0; i < self->rows->shown->len; i++)
    {
      double extent = get_extent (self, qh_chart_rows_get_category (self->rows, i));
      self->maximum = MAX (self->maximum, extent);
      figures = MAX (figures, qh_chart_layout_measure_number (layout, extent, QH_CHART_TEXT_BOLD));
    }
  qh_chart_rows_place (self->rows, figures);
}

/* What the whole length of the bars stands for. */
static double
get_whole (const Bars *self, guint category)
{
  double whole = 0;

  if (!self->shares)
    return self->maximum;
  for (guint s = 0; s < self->n_series; s++)
    {
      double value = qh_chart_data_get_value (self->data, category, s);
      whole += value > 0 ? value : 0;
    }
  return whole;
}

/* How long a figure of a category is. */
static double
get_length (const Bars *self, guint category, double value)
{
  double whole = get_whole (self, category);

  return whole > 0 ? self->rows->bars.width * MAX (value, 0) / whole : 0;
}

/* The end of what is drawn in the row of a category: its longest figure. */
static double
get_row_end (const Bars *self, guint row)
{
  guint c = qh_chart_rows_get_category (self->rows, row);
  double extent = get_extent (self, c);

  return self->rows->bars.x + (self->shares ? self->rows->bars.width : get_length (self, c, extent))
         + 6 * self->layout->unit
         + qh_chart_layout_measure_number (self->layout, extent, QH_CHART_TEXT_BOLD);
}

static void
add_part (Bars *self, guint category, guint series, QhChartRect rect)
{
  QhChartLayout *layout = self->layout;
  gboolean dimmed = qh_chart_data_has_selection (self->data)
                    && !qh_chart_data_is_selected (self->data, category, series);

  qh_chart_layout_add_series_rect (
    layout, rect, 0, qh_chart_layout_get_colour (layout, series), dimmed);
  qh_chart_layout_add_mark (layout,
                            QH_CHART_MARK_VALUE,
                            category,
                            series,
                            qh_chart_data_get_value (self->data, category, series),
                            rect);
}

/* A part's share, where it has room for it. */
static void
add_share (Bars *self, guint series, double share, QhChartRect rect)
{
  QhChartLayout *layout = self->layout;
  const QhChartPalette *palette = layout->palette;
  g_autofree char *text = qh_chart_format_share (share);
  double width = qh_chart_layout_measure (layout, text, QH_CHART_TEXT_NORMAL);
  double room = width + 8 * layout->unit;
  int colour = qh_chart_layout_get_colour (layout, series);
  QhChartColour fill = qh_chart_palette_get_series (palette, colour);
  QhChartColour ink = { 0.09, 0.11, 0.13 };
  QhChartColour white = { 1, 1, 1 };

  if (rect.width < room || rect.height < layout->line)
    return;
  if (qh_chart_palette_get_hatch (palette, colour) != QH_CHART_HATCH_NONE)
    {
      /* On hatching only a ground of its own leaves a figure readable. */
      fill = palette->card;
      qh_chart_layout_add_rect (
        layout,
        (QhChartRect){ rect.x + (rect.width - width) / 2 - 2 * layout->unit,
                       rect.y + (rect.height - layout->line) / 2 + layout->unit,
                       width + 4 * layout->unit,
                       layout->line - 2 * layout->unit },
        2 * layout->unit,
        fill);
    }
  qh_chart_layout_add_text (
    layout,
    text,
    QH_CHART_TEXT_NORMAL,
    qh_chart_colour_get_contrast (fill, white) > qh_chart_colour_get_contrast (fill, ink) ? white
                                                                                          : ink,
    rect.x + rect.width / 2,
    rect.y + rect.height / 2,
    0.5,
    rect.width);
}

/* The parts of a category after each other; the total behind the last. */
static void
add_stack (Bars *self, guint row)
{
  QhChartLayout *layout = self->layout;
  guint c = qh_chart_rows_get_category (self->rows, row);
  double total = qh_chart_data_get_category_figure (self->data, c);
  gboolean selected = qh_chart_data_is_category_selected (self->data, c);
  double pitch = self->rows->pitch;
  double top = qh_chart_rows_get_top (self->rows, row);
  double thickness = floor (pitch * 0.78);
  double y = round (top + (pitch - thickness) / 2);
  double x = self->rows->bars.x;

  for (guint s = 0; s < self->n_series; s++)
    {
      double value = qh_chart_data_get_value (self->data, c, s);
      double length = isnan (value) ? 0 : get_length (self, c, value);
      if (length <= 0)
        continue;
      double gap = length > 3 * layout->unit ? layout->unit : 0;
      QhChartRect rect = { x, y, MAX (length - gap, 0.5), thickness };
      add_part (self, c, s, rect);
      if (self->shares)
        add_share (self, s, value / get_whole (self, c), rect);
      x += length;
    }
  qh_chart_layout_add_number (layout,
                              total,
                              selected ? QH_CHART_TEXT_BOLD : QH_CHART_TEXT_NORMAL,
                              selected ? layout->palette->selection_ink : layout->palette->dim_ink,
                              x + 6 * layout->unit,
                              top + pitch / 2,
                              0);
}

/* A bar a series, below each other; figures where there is height for all. */
static void
add_group (Bars *self, guint row)
{
  QhChartLayout *layout = self->layout;
  guint c = qh_chart_rows_get_category (self->rows, row);
  double pitch = self->rows->pitch;
  double inset = MIN (pitch * 0.12, 8 * layout->unit);
  double slot = (pitch - 2 * inset) / self->n_series;
  gboolean figures = slot >= layout->line * QH_CHART_FIGURE_HEIGHT + layout->unit;

  for (guint s = 0; s < self->n_series; s++)
    {
      double value = qh_chart_data_get_value (self->data, c, s);
      double y = qh_chart_rows_get_top (self->rows, row) + inset + slot * s;
      QhChartRect rect = { self->rows->bars.x,
                           y,
                           isnan (value) ? 0 : get_length (self, c, value),
                           MAX (slot - layout->unit, 0.5) };
      if (rect.width <= 0)
        continue;
      add_part (self, c, s, rect);
      if (figures)
        qh_chart_layout_add_number (layout,
                                    value,
                                    QH_CHART_TEXT_NORMAL,
                                    layout->palette->dim_ink,
                                    rect.x + rect.width + 6 * layout->unit,
                                    y + slot / 2,
                                    0);
    }
}

static void
add_row (Bars *self, guint row)
{
  QhChartLayout *layout = self->layout;
  double bottom = qh_chart_rows_get_top (self->rows, row) + self->rows->pitch;
  double right = layout->area.x + layout->area.width;

  if (self->legend.width > 0 && bottom > self->legend.y)
    right = self->legend.x - 8 * layout->unit;
  qh_chart_rows_add_band (self->rows, row, right);
  if (self->grouped)
    add_group (self, row);
  else
    add_stack (self, row);
  qh_chart_rows_add_label (self->rows, row);
  qh_chart_rows_add_mark (self->rows, row, get_row_end (self, row) + 4 * layout->unit);
}

static void
add_legend_entry (Bars *self, guint series, double x, double middle, double max_width)
{
  QhChartLayout *layout = self->layout;
  const QhChartKey *key = qh_chart_data_get_series (self->data, series);
  double size = SWATCH * layout->unit;
  gboolean selected = qh_chart_data_is_series_selected (self->data, series);
  gboolean dimmed = self->data->selected_series->len > 0 && !selected;
  QhChartRect swatch = { x, round (middle - size / 2), size, size };

  qh_chart_layout_add_series_rect (
    layout, swatch, 2 * layout->unit, qh_chart_layout_get_colour (layout, series), dimmed);
  QhChartRect label
    = qh_chart_layout_add_text (layout,
                                key->label,
                                selected ? QH_CHART_TEXT_BOLD : QH_CHART_TEXT_NORMAL,
                                layout->palette->dim_ink,
                                x + size + 6 * layout->unit,
                                middle,
                                0,
                                max_width - size - 6 * layout->unit);
  QhChartRect rect
    = { x, middle - self->legend_line / 2, label.x + label.width - x, self->legend_line };
  qh_chart_layout_add_mark (layout,
                            QH_CHART_MARK_SERIES,
                            -1,
                            series,
                            qh_chart_data_get_series_total (self->data, series),
                            rect);
}

/* Whether the bars leave the corner at the bottom right free. */
static gboolean
is_corner_free (const Bars *self, double left, double top)
{
  for (guint i = 0; i < self->rows->shown->len; i++)
    {
      double bottom = qh_chart_rows_get_top (self->rows, i) + self->rows->pitch;
      if (bottom > top - 2 * self->layout->unit
          && get_row_end (self, i) + 14 * self->layout->unit > left)
        return FALSE;
    }
  return TRUE;
}

/* Beside the short bars at the bottom right; the bars give up to a third of
 * their length for it. */
static gboolean
add_legend_beside (Bars *self)
{
  QhChartLayout *layout = self->layout;
  double height = self->legend_line * self->n_series;
  double left = layout->area.x + layout->area.width - self->legend_width - 2 * layout->unit;
  double top = layout->area.y + layout->area.height - height;
  double length = self->rows->bars.width;

  if (self->shares || top < layout->area.y || left < layout->area.x + layout->area.width * 0.45)
    return FALSE;
  /* The line of those without a bar may be as long as it likes. */
  if (self->rows->n_hidden > 0 && left < self->rows->bars.x + 80 * layout->unit)
    return FALSE;
  while (!is_corner_free (self, left, top))
    {
      self->rows->bars.width -= length * 0.04;
      if (self->rows->bars.width < length * 0.66)
        return FALSE;
    }

  for (guint s = 0; s < self->n_series; s++)
    add_legend_entry (
      self, s, left, top + self->legend_line * (s + 0.5), self->legend_width + layout->unit);
  self->legend = (QhChartRect){ left, top, self->legend_width, height };
  return TRUE;
}

/* Entries in lines from @top, no more than two fifths of the height; what does
 * not fit is counted at the end. Only counts the lines when @top is NAN. */
static guint
flow_legend (Bars *self, double top)
{
  QhChartLayout *layout = self->layout;
  double left = layout->area.x + 6 * layout->unit;
  double right = layout->area.x + layout->area.width;
  double widest = (right - left) / 2 - 8 * layout->unit;
  double rest = qh_chart_layout_measure (layout, "+999", QH_CHART_TEXT_NORMAL);
  double x = left;
  guint line = 0;

  for (guint s = 0; s < self->n_series; s++)
    {
      const char *label = qh_chart_data_get_series (self->data, s)->label;
      double width
        = (SWATCH + 6) * layout->unit + qh_chart_layout_measure (layout, label, QH_CHART_TEXT_BOLD);
      gboolean last = line + 1 >= self->most_legend_lines;
      width = MIN (width, widest);
      if (x > left && x + width > right - (last && s + 1 < self->n_series ? rest : 0))
        {
          if (last)
            {
              g_autofree char *more = g_strdup_printf ("+%u", self->n_series - s);
              if (!isnan (top))
                qh_chart_layout_add_text (layout,
                                          more,
                                          QH_CHART_TEXT_NORMAL,
                                          layout->palette->dim_ink,
                                          x,
                                          top + self->legend_line * (line + 0.5),
                                          0,
                                          right - x);
              break;
            }
          x = left;
          line++;
        }
      if (!isnan (top))
        add_legend_entry (self, s, x, top + self->legend_line * (line + 0.5), width);
      x += width + 14 * layout->unit;
    }
  return line + 1;
}

static void
arrange (QhChartLayout *layout)
{
  guint n_series = qh_chart_data_get_n_series (layout->data);
  gboolean grouped = layout->data->form == QH_CHART_GROUPED_BARS;
  guint n_below = grouped ? MAX (n_series, 1) : 1;
  g_autoptr (QhChartRows) rows
    = qh_chart_rows_new (layout,
                         MAX (layout->line, (THINNEST_BAR * n_below + 4) * layout->unit),
                         LONGEST_PITCH * n_below * layout->unit);
  Bars self = { .layout = layout,
                .data = layout->data,
                .rows = rows,
                .n_series = n_series,
                .grouped = grouped,
                .shares = layout->data->form == QH_CHART_SHARE_BARS };

  qh_chart_layout_add_notes (layout, layout->data->note, layout->area.x + 6 * layout->unit, 0);
  self.legend_line = layout->line;
  self.most_legend_lines = MAX (1, (guint)(layout->area.height * 0.4 / layout->line));
  for (guint s = 0; s < self.n_series; s++)
    {
      const char *label = qh_chart_data_get_series (self.data, s)->label;
      self.legend_width = MAX (self.legend_width,
                               (SWATCH + 6) * layout->unit
                                 + qh_chart_layout_measure (layout, label, QH_CHART_TEXT_BOLD));
    }
  place_bars (&self);
  if (self.n_series > 1 && !add_legend_beside (&self))
    {
      double height = flow_legend (&self, NAN) * self.legend_line;
      layout->area.height = MAX (layout->line, layout->area.height - height - 6 * layout->unit);
      place_bars (&self);
      flow_legend (&self, layout->area.y + layout->area.height + 6 * layout->unit);
    }
  for (guint i = 0; i < rows->shown->len; i++)
    add_row (&self, i);
  qh_chart_rows_add_hidden (rows);
}

const QhChartFormClass qh_chart_form_bars = {
  .arrange = arrange,
  .categories_down = TRUE,
};
