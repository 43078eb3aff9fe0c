/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "qh-chart-rows.h"

#define LONGEST_PITCH 40.0

typedef struct
{
  QhChartLayout *layout;
  const QhChartData *data;
  QhChartRows *rows;
  gboolean with_goals;
  double maximum;
  double figures;
} Bullets;

static double
get_goal (const Bullets *self, guint category)
{
  return self->with_goals ? qh_chart_data_get_value (self->data, category, 1) : NAN;
}

/* "46 / 65 · 71 %"; nothing is divided by a goal that is none. */
static char *
make_figure (const Bullets *self, guint category)
{
  double value = qh_chart_data_get_value (self->data, category, 0);
  double goal = get_goal (self, category);
  g_autofree char *done = qh_chart_format_number (value);
  g_autofree char *planned = qh_chart_format_number (goal);
  g_autofree char *share = qh_chart_format_share (value / goal);

  if (isnan (goal) || goal <= 0)
    /* Translators: what was done without a goal: "46 · not planned" */
    return g_strdup_printf (_ ("%s · not planned"), done);
  if (isnan (value))
    return g_strdup_printf ("%s / %s", done, planned);
  return g_strdup_printf ("%s / %s · %s", done, planned, share);
}

static void
place (Bullets *self)
{
  self->figures = 0;
  self->maximum = 0;
  qh_chart_rows_choose (self->rows);
  for (guint i = 0; i < self->rows->shown->len; i++)
    {
      guint c = qh_chart_rows_get_category (self->rows, i);
      double value = qh_chart_data_get_value (self->data, c, 0);
      double goal = get_goal (self, c);
      g_autofree char *figure = make_figure (self, c);
      /* Not MAX: a missing one is NAN. */
      self->maximum = value > self->maximum ? value : self->maximum;
      self->maximum = goal > self->maximum ? goal : self->maximum;
      self->figures
        = MAX (self->figures, qh_chart_layout_measure (self->layout, figure, QH_CHART_TEXT_BOLD));
    }
  self->figures = MIN (self->figures, self->layout->area.width * 0.42);
  qh_chart_rows_place (self->rows, self->figures);
}

static void
add_row (Bullets *self, guint row)
{
  QhChartLayout *layout = self->layout;
  const QhChartPalette *palette = layout->palette;
  guint c = qh_chart_rows_get_category (self->rows, row);
  double pitch = self->rows->pitch;
  double top = qh_chart_rows_get_top (self->rows, row);
  double right = layout->area.x + layout->area.width;
  double value = qh_chart_data_get_value (self->data, c, 0);
  double goal = get_goal (self, c);
  double scale = self->maximum > 0 ? self->rows->bars.width / self->maximum : 0;
  double track = floor (pitch * 0.72);
  double bar = MAX (floor (pitch * 0.4), 1);
  double x = self->rows->bars.x;
  gboolean selected = qh_chart_data_is_category_selected (self->data, c);
  g_autofree char *figure = make_figure (self, c);

  qh_chart_rows_add_band (self->rows, row, right);
  if (goal > 0)
    qh_chart_layout_add_rect (
      layout,
      (QhChartRect){ x, round (top + (pitch - track) / 2), goal * scale, track },
      0,
      palette->grid);
  if (!isnan (value))
    {
      QhChartRect rect = { x, round (top + (pitch - bar) / 2), MAX (value, 0) * scale, bar };
      gboolean dimmed
        = qh_chart_data_has_selection (self->data) && !qh_chart_data_is_selected (self->data, c, 0);
      if (rect.width > 0)
        qh_chart_layout_add_series_rect (
          layout, rect, 0, qh_chart_layout_get_colour (layout, 0), dimmed);
      qh_chart_layout_add_mark (layout, QH_CHART_MARK_VALUE, c, 0, value, rect);
    }
  if (goal > 0)
    {
      double at = x + goal * scale;
      QhChartRect rect
        = { at - 1.5 * layout->unit, round (top + (pitch - track) / 2), 3 * layout->unit, track };
      qh_chart_layout_add_rect (layout, rect, 0, palette->ink);
      qh_chart_layout_add_mark (layout, QH_CHART_MARK_VALUE, c, 1, goal, rect);
    }
  qh_chart_layout_add_text (layout,
                            figure,
                            selected ? QH_CHART_TEXT_BOLD : QH_CHART_TEXT_NORMAL,
                            selected ? palette->selection_ink : palette->dim_ink,
                            right,
                            top + pitch / 2,
                            1,
                            self->figures + 1);
  qh_chart_rows_add_label (self->rows, row);
  qh_chart_rows_add_mark (self->rows, row, right);
}

/* What the bar is and what the mark is, below. */
static void
add_legend (Bullets *self, double middle)
{
  QhChartLayout *layout = self->layout;
  double size = 10 * layout->unit;
  double left = layout->area.x + 6 * layout->unit;
  double right = layout->area.x + layout->area.width;
  double widest = (right - left) / 2 - 14 * layout->unit - size;

  for (guint s = 0; s < MIN (qh_chart_data_get_n_series (self->data), 2); s++)
    {
      const char *label = qh_chart_data_get_series (self->data, s)->label;
      QhChartRect swatch = { left, round (middle - size / 2), size, size };
      if (s == 0)
        qh_chart_layout_add_series_rect (
          layout, swatch, 2 * layout->unit, qh_chart_layout_get_colour (layout, s), FALSE);
      else
        qh_chart_layout_add_rect (
          layout,
          (QhChartRect){ left + size / 2 - 1.5 * layout->unit, swatch.y, 3 * layout->unit, size },
          0,
          layout->palette->ink);
      QhChartRect text = qh_chart_layout_add_text (layout,
                                                   label,
                                                   QH_CHART_TEXT_NORMAL,
                                                   layout->palette->dim_ink,
                                                   left + size + 6 * layout->unit,
                                                   middle,
                                                   0,
                                                   widest);
      qh_chart_layout_add_mark (
        layout,
        QH_CHART_MARK_SERIES,
        -1,
        s,
        qh_chart_data_get_series_total (self->data, s),
        (QhChartRect){ left, middle - layout->line / 2, text.x + text.width - left, layout->line });
      left = text.x + text.width + 14 * layout->unit;
    }
}

static void
arrange (QhChartLayout *layout)
{
  g_autoptr (QhChartRows) rows
    = qh_chart_rows_new (layout, layout->line, LONGEST_PITCH * layout->unit);
  Bullets self = { .layout = layout,
                   .data = layout->data,
                   .rows = rows,
                   .with_goals = qh_chart_data_get_n_series (layout->data) > 1 };

  qh_chart_layout_add_notes (layout, layout->data->note, layout->area.x + 6 * layout->unit, 0);
  layout->area.height = MAX (1, layout->area.height - layout->line - 4 * layout->unit);
  place (&self);
  for (guint i = 0; i < rows->shown->len; i++)
    add_row (&self, i);
  qh_chart_rows_add_hidden (rows);
  add_legend (&self, layout->area.y + layout->area.height + 4 * layout->unit + layout->line / 2);
}

const QhChartFormClass qh_chart_form_bullet = {
  .arrange = arrange,
  .categories_down = TRUE,
};
