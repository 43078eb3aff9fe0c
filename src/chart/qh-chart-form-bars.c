/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "qh-chart-layout-private.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#define SWATCH 10.0
#define LONGEST_PITCH 34.0

typedef struct
{
  QhChartLayout *layout;
  const QhChartData *data;
  guint n_series;
  GArray *shown;  /* guint, categories with a bar */
  guint n_hidden; /* categories told in one line of text instead */
  double hidden_total;
  double maximum;
  double pitch;
  QhChartRect bars; /* from the first bar's beginning to the longest one's end */
  double legend_width;
  double legend_line;
  QhChartRect legend; /* beside the bars; no width when it is under them */
} Bars;

static gboolean
is_folded (const Bars *self, guint category)
{
  return qh_chart_data_get_category (self->data, category)->key == QH_CHART_KEY_OTHER;
}

/* Bars for as many as there is height for, in the order given; one that is
 * selected takes the last place rather than being hidden. */
static void
choose_shown (Bars *self, double height)
{
  guint n = qh_chart_data_get_n_categories (self->data);
  guint n_own = 0;

  for (guint c = 0; c < n; c++)
    n_own += is_folded (self, c) ? 0 : 1;
  g_array_set_size (self->shown, 0);
  self->n_hidden = 0;
  self->hidden_total = 0;
  self->maximum = 0;

  guint room = MAX (1, (guint)(height / self->layout->line));
  gboolean fits = n_own == n && n_own <= room;
  guint n_bars = fits ? n_own : MIN (n_own, MAX (1, room - 1));
  for (guint c = 0; c < n; c++)
    {
      if (!is_folded (self, c) && self->shown->len < n_bars)
        g_array_append_val (self->shown, c);
      else if (!is_folded (self, c) && self->shown->len > 0
               && qh_chart_data_is_category_selected (self->data, c)
               && !qh_chart_data_is_category_selected (
                 self->data, g_array_index (self->shown, guint, self->shown->len - 1)))
        g_array_index (self->shown, guint, self->shown->len - 1) = c;
    }
  for (guint c = 0, next = 0; c < n; c++)
    {
      double total = qh_chart_data_get_category_total (self->data, c);
      if (next < self->shown->len && g_array_index (self->shown, guint, next) == c)
        {
          self->maximum = MAX (self->maximum, total);
          next++;
          continue;
        }
      self->n_hidden += MAX (qh_chart_data_get_category (self->data, c)->n_folded, 1);
      self->hidden_total += total;
    }
}

static void
place_bars (Bars *self)
{
  QhChartLayout *layout = self->layout;
  QhChartRect area = layout->area;
  double labels = 0;
  double totals = 0;

  choose_shown (self, area.height);
  for (guint i = 0; i < self->shown->len; i++)
    {
      guint c = g_array_index (self->shown, guint, i);
      labels = MAX (
        labels,
        qh_chart_layout_measure (layout,
                                 qh_chart_key_get_axis (qh_chart_data_get_category (self->data, c)),
                                 QH_CHART_TEXT_BOLD));
      totals
        = MAX (totals,
               qh_chart_layout_measure_number (
                 layout, qh_chart_data_get_category_total (self->data, c), QH_CHART_TEXT_BOLD));
    }
  labels = MIN (labels, area.width * 0.4);
  guint n_lines = self->shown->len + (self->n_hidden > 0 ? 1 : 0);
  self->pitch = CLAMP (area.height / MAX (n_lines, 1), layout->line, LONGEST_PITCH * layout->unit);
  double x = area.x + 6 * layout->unit + labels + 8 * layout->unit;
  self->bars = (QhChartRect){ x,
                              area.y,
                              MAX (1, area.x + area.width - x - totals - 12 * layout->unit),
                              self->pitch * self->shown->len };
}

static double
get_length (const Bars *self, double value)
{
  return self->maximum > 0 ? self->bars.width * MAX (value, 0) / self->maximum : 0;
}

/* The end of what is drawn in the line of a bar: its total. */
static double
get_line_end (const Bars *self, guint line)
{
  guint c = g_array_index (self->shown, guint, line);
  double total = qh_chart_data_get_category_total (self->data, c);

  return self->bars.x + get_length (self, total) + 6 * self->layout->unit
         + qh_chart_layout_measure_number (self->layout, total, QH_CHART_TEXT_BOLD);
}

static void
add_bar (Bars *self, guint line)
{
  QhChartLayout *layout = self->layout;
  const QhChartPalette *palette = layout->palette;
  guint c = g_array_index (self->shown, guint, line);
  const QhChartKey *key = qh_chart_data_get_category (self->data, c);
  double total = qh_chart_data_get_category_total (self->data, c);
  gboolean selected = qh_chart_data_is_category_selected (self->data, c);
  double top = self->bars.y + self->pitch * line;
  double thickness = floor (self->pitch * 0.78);
  double y = round (top + (self->pitch - thickness) / 2);
  double x = self->bars.x;
  QhChartRect band = { layout->area.x, top, layout->area.width, self->pitch };

  if (selected)
    {
      band.height = MAX (self->pitch, thickness + 4 * layout->unit);
      if (self->legend.width > 0 && top + self->pitch > self->legend.y)
        band.width = self->legend.x - 8 * layout->unit - band.x;
      qh_chart_layout_add_rect (layout, band, 5 * layout->unit, palette->selection);
    }
  for (guint s = 0; s < self->n_series; s++)
    {
      double value = qh_chart_data_get_value (self->data, c, s);
      double length = isnan (value) ? 0 : get_length (self, value);
      if (length <= 0)
        continue;
      gboolean dimmed
        = qh_chart_data_has_selection (self->data) && !qh_chart_data_is_selected (self->data, c, s);
      double gap = length > 3 * layout->unit ? layout->unit : 0;
      QhChartRect rect = { x, y, MAX (length - gap, 0.5), thickness };
      qh_chart_layout_add_series_rect (
        layout, rect, 0, qh_chart_layout_get_colour (layout, s), dimmed);
      qh_chart_layout_add_mark (layout, QH_CHART_MARK_VALUE, c, s, value, rect);
      x += length;
    }

  double middle = top + self->pitch / 2;
  QhChartText style = selected ? QH_CHART_TEXT_BOLD : QH_CHART_TEXT_NORMAL;
  QhChartColour colour = selected ? palette->selection_ink : palette->dim_ink;
  double label_end = self->bars.x - 8 * layout->unit;
  qh_chart_layout_add_text (layout,
                            qh_chart_key_get_axis (key),
                            style,
                            colour,
                            label_end,
                            middle,
                            1,
                            label_end - layout->area.x - 6 * layout->unit);
  qh_chart_layout_add_number (layout, total, style, colour, x + 6 * layout->unit, middle, 0);
  band.width
    = MIN (get_line_end (self, line) + 4 * layout->unit, layout->area.x + layout->area.width)
      - band.x;
  qh_chart_layout_add_mark (layout, QH_CHART_MARK_CATEGORY, c, -1, total, band);
}

/* What has no bar: "Others (6): 2,678". */
static void
add_hidden (Bars *self)
{
  QhChartLayout *layout = self->layout;
  const char *label = self->data->others_label;
  double end = self->bars.x - 8 * layout->unit;
  double middle = layout->area.y + layout->area.height - layout->line / 2;
  double under = self->bars.y + self->bars.height + self->pitch / 2;

  if (self->n_hidden == 0)
    return;
  for (guint c = 0; label == NULL && c < qh_chart_data_get_n_categories (self->data); c++)
    {
      if (is_folded (self, c))
        label = qh_chart_data_get_category (self->data, c)->label;
    }
  g_autofree char *count = qh_chart_format_number (self->hidden_total);
  /* Translators: what has no bar of its own: "Other types (6): 2,678" */
  g_autofree char *text = g_strdup_printf (
    _ ("%1$s (%2$u): %3$s"), label != NULL ? label : _ ("Others"), self->n_hidden, count);
  double width = qh_chart_layout_measure (layout, text, QH_CHART_TEXT_NORMAL);
  double left = layout->area.x + 6 * layout->unit;
  double x = MAX (end - width, left);
  qh_chart_layout_add_text (layout,
                            text,
                            QH_CHART_TEXT_NORMAL,
                            layout->palette->dim_ink,
                            x,
                            MIN (under + 2 * layout->unit, middle),
                            0,
                            layout->area.x + layout->area.width - x);
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
  for (guint i = 0; i < self->shown->len; i++)
    {
      gboolean level = self->bars.y + self->pitch * (i + 1) > top - 2 * self->layout->unit;
      if (level && get_line_end (self, i) + 14 * self->layout->unit > left)
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
  double length = self->bars.width;

  if (top < layout->area.y || left < layout->area.x + layout->area.width * 0.45)
    return FALSE;
  /* The line of those without a bar may be as long as it likes. */
  if (self->n_hidden > 0 && left < self->bars.x + 80 * layout->unit)
    return FALSE;
  while (!is_corner_free (self, left, top))
    {
      self->bars.width -= length * 0.04;
      if (self->bars.width < length * 0.66)
        return FALSE;
    }

  for (guint s = 0; s < self->n_series; s++)
    add_legend_entry (
      self, s, left, top + self->legend_line * (s + 0.5), self->legend_width + layout->unit);
  self->legend = (QhChartRect){ left, top, self->legend_width, height };
  return TRUE;
}

/* Entries in lines from @top; only counts the lines when it is NAN. */
static guint
flow_legend (Bars *self, double top)
{
  QhChartLayout *layout = self->layout;
  double left = layout->area.x + 6 * layout->unit;
  double right = layout->area.x + layout->area.width;
  double widest = (right - left) / 2 - 8 * layout->unit;
  double x = left;
  guint line = 0;

  for (guint s = 0; s < self->n_series; s++)
    {
      const char *label = qh_chart_data_get_series (self->data, s)->label;
      double width
        = (SWATCH + 6) * layout->unit + qh_chart_layout_measure (layout, label, QH_CHART_TEXT_BOLD);
      width = MIN (width, widest);
      if (x > left && x + width > right)
        {
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
  g_autoptr (GArray) shown = g_array_new (FALSE, FALSE, sizeof (guint));
  Bars self = { .layout = layout,
                .data = layout->data,
                .n_series = qh_chart_data_get_n_series (layout->data),
                .shown = shown };

  qh_chart_layout_add_notes (layout, layout->data->note, layout->area.x + 6 * layout->unit, 0);
  self.legend_line = layout->line;
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
  for (guint i = 0; i < self.shown->len; i++)
    add_bar (&self, i);
  add_hidden (&self);
}

const QhChartFormClass qh_chart_form_bars = {
  .arrange = arrange,
  .categories_down = TRUE,
};
