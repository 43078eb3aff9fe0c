/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "qh-chart-layout-private.h"

#include <math.h>

#include <glib/gi18n-lib.h>

/* Cells of a chart with few rows are no higher than this. */
#define LONGEST_SIDE 96.0

typedef struct
{
  QhChartLayout *layout;
  const QhChartData *data;
  guint n_rows;
  guint n_columns;
  double maximum;
  guint top_row;
  guint top_column;
  QhChartRect grid;
  double cell_width;
  double cell_height;
  gboolean with_figures;
  gboolean calendar; /* weeks beside each other: near squares, months below */
} Grid;

static void
place_grid (Grid *self)
{
  QhChartLayout *layout = self->layout;
  QhChartRect area = layout->area;
  double labels = 0;
  double totals = 0;
  double unit = self->data->series_unit != NULL
                  ? qh_chart_layout_measure (layout, self->data->series_unit, QH_CHART_TEXT_NORMAL)
                  : 0;

  for (guint r = 0; r < self->n_rows; r++)
    {
      const char *label = qh_chart_key_get_axis (qh_chart_data_get_category (self->data, r));
      labels = MAX (labels, qh_chart_layout_measure (layout, label, QH_CHART_TEXT_BOLD));
      totals
        = MAX (totals,
               qh_chart_layout_measure_number (
                 layout, qh_chart_data_get_category_figure (self->data, r), QH_CHART_TEXT_BOLD));
    }
  labels = MIN (labels, area.width * 0.25);
  totals = MAX (totals, unit);
  double x = area.x + labels + 14 * layout->unit;
  double width = MAX (1, area.x + area.width - x - totals - 14 * layout->unit);
  double height = MAX (1, area.height - layout->line - 6 * layout->unit);

  self->cell_width = width / self->n_columns;
  self->cell_height = MIN (height / self->n_rows, LONGEST_SIDE * layout->unit);
  if (self->calendar)
    self->cell_height
      = MIN (self->cell_height, MAX (self->cell_width * 1.4, layout->line + 2 * layout->unit));
  self->grid = (QhChartRect){ x, area.y, width, self->cell_height * self->n_rows };

  double figure = qh_chart_layout_measure_number (layout, self->maximum, QH_CHART_TEXT_NORMAL);
  self->with_figures
    = figure + 4 * layout->unit <= self->cell_width
      && layout->line * QH_CHART_FIGURE_HEIGHT + 2 * layout->unit <= self->cell_height;
}

static QhChartRect
get_cell (const Grid *self, guint row, guint column)
{
  double side = MIN (self->cell_width, self->cell_height) / self->layout->unit;
  double gap = (side > 8 ? 2 : side > 4 && self->calendar ? 1 : 0) * self->layout->unit;

  return (QhChartRect){ self->grid.x + self->cell_width * column,
                        self->grid.y + self->cell_height * row,
                        self->cell_width - gap,
                        self->cell_height - gap };
}

static void
add_cell (Grid *self, guint row, guint column)
{
  QhChartLayout *layout = self->layout;
  const QhChartPalette *palette = layout->palette;
  double value = qh_chart_data_get_value (self->data, row, column);
  QhChartRect rect = get_cell (self, row, column);
  gboolean some = !isnan (value) && value > 0;
  gboolean selected = qh_chart_data_is_selected (self->data, row, column);

  /* A day of another year is no day without activities. */
  if (self->calendar && isnan (value))
    return;
  QhChartColour fill
    = some ? qh_chart_colour_mix (palette->heat_from, palette->heat_to, value / self->maximum)
           : palette->empty_cell;

  if (qh_chart_data_has_selection (self->data) && !selected)
    fill = qh_chart_colour_mix (fill, palette->card, 1 - palette->dimming);
  QhChartItem *item
    = qh_chart_layout_add_rect (layout, rect, MIN (3 * layout->unit, rect.width / 4), fill);
  if (palette->hatched)
    {
      item->stroke = 0.5 * layout->unit;
      item->line = palette->other;
    }
  if (some && self->with_figures)
    {
      QhChartColour dark = { 0.09, 0.11, 0.13 };
      QhChartColour white = { 1, 1, 1 };
      gboolean light
        = qh_chart_colour_get_contrast (fill, white) > qh_chart_colour_get_contrast (fill, dark);
      qh_chart_layout_add_number (layout,
                                  value,
                                  selected ? QH_CHART_TEXT_BOLD : QH_CHART_TEXT_NORMAL,
                                  light ? white : dark,
                                  rect.x + rect.width / 2,
                                  rect.y + rect.height / 2,
                                  0.5);
    }
  if (!isnan (value))
    qh_chart_layout_add_mark (layout, QH_CHART_MARK_VALUE, row, column, value, rect);
}

/* A line about the cells that the chart speaks of: chosen ones, else the highest. */
static void
add_outline (Grid *self, guint row, guint column, QhChartColour colour)
{
  QhChartRect rect = get_cell (self, row, column);
  double stroke = 2 * self->layout->unit;
  double grow = MIN (stroke / 2, self->grid.y);
  QhChartItem *item = qh_chart_layout_add_rect (self->layout,
                                                (QhChartRect){ rect.x - grow / 2,
                                                               rect.y + stroke / 4 - grow / 2,
                                                               rect.width + grow,
                                                               rect.height - stroke / 2 + grow },
                                                3 * self->layout->unit,
                                                colour);
  item->filled = FALSE;
  item->stroke = stroke;
  item->line = colour;
}

static void
add_outlines (Grid *self)
{
  const QhChartPalette *palette = self->layout->palette;

  if (!qh_chart_data_has_selection (self->data))
    {
      add_outline (self, self->top_row, self->top_column, palette->ink);
      return;
    }
  if (self->data->selected_categories->len == 0 || self->data->selected_series->len == 0)
    return;
  for (guint r = 0; r < self->n_rows; r++)
    {
      for (guint c = 0; c < self->n_columns; c++)
        {
          if (qh_chart_data_is_selected (self->data, r, c))
            add_outline (self, r, c, palette->accent);
        }
    }
}

static void
add_row_labels (Grid *self)
{
  QhChartLayout *layout = self->layout;
  const QhChartPalette *palette = layout->palette;
  double label_end = self->grid.x - 8 * layout->unit;
  double right = layout->area.x + layout->area.width;
  /* Rows too thin for a label each leave some out; those at the ends move inward. */
  guint every
    = self->cell_height >= layout->line ? 1 : (guint)ceil (1.5 * layout->line / self->cell_height);
  double half = layout->line / 2;

  for (guint r = 0; r < self->n_rows; r++)
    {
      const QhChartKey *key = qh_chart_data_get_category (self->data, r);
      double total = qh_chart_data_get_category_figure (self->data, r);
      QhChartRect cell = get_cell (self, r, 0);
      gboolean selected = qh_chart_data_is_category_selected (self->data, r);
      QhChartRect rect = { layout->area.x, cell.y, label_end - layout->area.x, cell.height };
      double middle = cell.y + cell.height / 2;

      if (every > 1)
        middle = CLAMP (middle,
                        self->grid.y + half,
                        MAX (self->grid.y + self->grid.height, self->grid.y + 2 * half) - half);
      if (selected)
        qh_chart_layout_add_rect (layout, rect, 5 * layout->unit, palette->selection);
      if (r % every == 0)
        {
          qh_chart_layout_add_text (layout,
                                    qh_chart_key_get_axis (key),
                                    selected ? QH_CHART_TEXT_BOLD : QH_CHART_TEXT_NORMAL,
                                    selected ? palette->selection_ink : palette->dim_ink,
                                    label_end - 4 * layout->unit,
                                    middle,
                                    1,
                                    label_end - 4 * layout->unit - layout->area.x);
          qh_chart_layout_add_number (
            layout, total, QH_CHART_TEXT_BOLD, palette->ink, right, middle, 1);
        }
      qh_chart_layout_add_mark (layout, QH_CHART_MARK_CATEGORY, r, -1, total, rect);
    }
}

/* A month's name under its weeks. */
static void
add_month_labels (Grid *self)
{
  QhChartLayout *layout = self->layout;
  double middle = self->grid.y + self->grid.height + 4 * layout->unit + layout->line / 2;
  double right = layout->area.x + layout->area.width;
  double last_end = -INFINITY;

  for (guint c = 0, end; c < self->n_columns; c = end)
    {
      const char *name = qh_chart_key_get_axis (qh_chart_data_get_series (self->data, c));
      double x = get_cell (self, 0, c).x;
      double limit = MIN (right - x, 90 * layout->unit);
      for (end = c + 1; end < self->n_columns; end++)
        {
          if (g_strcmp0 (name, qh_chart_key_get_axis (qh_chart_data_get_series (self->data, end)))
              != 0)
            break;
        }
      if (x < last_end + 4 * layout->unit
          || MIN (qh_chart_layout_measure (layout, name, QH_CHART_TEXT_NORMAL), 90 * layout->unit)
               > limit)
        continue;
      QhChartRect text = qh_chart_layout_add_text (
        layout, name, QH_CHART_TEXT_NORMAL, layout->palette->dim_ink, x, middle, 0, limit);
      last_end = text.x + text.width;
    }
  for (guint c = 0; c < self->n_columns; c++)
    {
      QhChartRect cell = get_cell (self, 0, c);
      qh_chart_layout_add_mark (
        layout,
        QH_CHART_MARK_SERIES,
        -1,
        c,
        qh_chart_data_get_series_total (self->data, c),
        (QhChartRect){ cell.x, middle - layout->line / 2, cell.width, layout->line });
    }
}

/* Of how many columns one can be named without touching the next name. */
static guint
find_label_step (const Grid *self, double limit)
{
  QhChartLayout *layout = self->layout;
  double widest = 0;

  for (guint c = 0; c < self->n_columns; c++)
    widest = MAX (
      widest,
      qh_chart_layout_measure (layout,
                               qh_chart_key_get_axis (qh_chart_data_get_series (self->data, c)),
                               QH_CHART_TEXT_BOLD));
  return MAX (1, (guint)ceil ((MIN (widest, limit) + 4 * layout->unit) / self->cell_width));
}

/* A name under its column, unless it would begin before @last_end; gives where it ends. */
static double
add_column_label (Grid *self, guint c, double middle, double limit, double last_end)
{
  QhChartLayout *layout = self->layout;
  const QhChartPalette *palette = layout->palette;
  const char *label = qh_chart_key_get_axis (qh_chart_data_get_series (self->data, c));
  QhChartRect cell = get_cell (self, 0, c);
  gboolean selected = qh_chart_data_is_series_selected (self->data, c);
  double width = MIN (qh_chart_layout_measure (layout, label, QH_CHART_TEXT_BOLD), limit);
  double x = CLAMP (
    cell.x + cell.width / 2,
    layout->area.x + width / 2,
    MAX (layout->area.x + layout->area.width - width / 2, layout->area.x + width / 2));
  QhChartRect text;

  if (x - width / 2 < last_end)
    return last_end;
  text = qh_chart_layout_add_text (layout,
                                   label,
                                   selected ? QH_CHART_TEXT_BOLD : QH_CHART_TEXT_NORMAL,
                                   selected ? palette->selection_ink : palette->dim_ink,
                                   x,
                                   middle,
                                   0.5,
                                   limit);
  return text.x + text.width;
}

/* What the columns are, behind the last name. */
static void
add_columns_unit (Grid *self, double middle, double last_end)
{
  QhChartLayout *layout = self->layout;
  double x
    = MAX (self->grid.x + self->grid.width + 4 * layout->unit, last_end + 4 * layout->unit);

  qh_chart_layout_add_text (layout,
                            self->data->series_unit,
                            QH_CHART_TEXT_NORMAL,
                            layout->palette->dim_ink,
                            x,
                            middle,
                            0,
                            layout->area.x + layout->area.width - x);
}

static void
add_column_labels (Grid *self)
{
  QhChartLayout *layout = self->layout;
  double middle = self->grid.y + self->grid.height + 4 * layout->unit + layout->line / 2;
  double limit = MAX (self->cell_width, 60 * layout->unit);
  guint every = find_label_step (self, limit);
  double last_end = -INFINITY;

  for (guint c = 0; c < self->n_columns; c++)
    {
      QhChartRect cell = get_cell (self, 0, c);
      QhChartRect rect = { cell.x, middle - layout->line / 2, cell.width, layout->line };

      if (qh_chart_data_is_series_selected (self->data, c))
        qh_chart_layout_add_rect (layout, rect, 5 * layout->unit, layout->palette->selection);
      qh_chart_layout_add_mark (
        layout, QH_CHART_MARK_SERIES, -1, c, qh_chart_data_get_series_total (self->data, c), rect);
      if (c % every == 0)
        last_end = add_column_label (self, c, middle, limit, last_end);
    }
  if (self->data->series_unit != NULL)
    add_columns_unit (self, middle, last_end);
}

static char *
make_note (const Grid *self)
{
  g_autofree char *figure = qh_chart_format_number (self->maximum);

  if (self->data->note != NULL)
    return g_strdup (self->data->note);
  /* Translators: under a heat map: "Busiest: Monday, 12 h (56)" */
  return g_strdup_printf (_ ("Busiest: %1$s, %2$s (%3$s)"),
                          qh_chart_data_get_category (self->data, self->top_row)->label,
                          qh_chart_data_get_series (self->data, self->top_column)->label,
                          figure);
}

static void
arrange (QhChartLayout *layout)
{
  Grid self = { .layout = layout,
                .data = layout->data,
                .n_rows = qh_chart_data_get_n_categories (layout->data),
                .n_columns = qh_chart_data_get_n_series (layout->data),
                .calendar = layout->data->form == QH_CHART_CALENDAR };

  self.maximum = qh_chart_data_get_maximum (layout->data, &self.top_row, &self.top_column);
  g_autofree char *note = make_note (&self);

  /* The note stands under the grid, whose beginning the labels decide. */
  place_grid (&self);
  qh_chart_layout_add_notes (layout, note, self.grid.x, 0);
  place_grid (&self);
  for (guint r = 0; r < self.n_rows; r++)
    {
      for (guint c = 0; c < self.n_columns; c++)
        add_cell (&self, r, c);
    }
  add_outlines (&self);
  add_row_labels (&self);
  if (self.calendar)
    add_month_labels (&self);
  else
    add_column_labels (&self);
}

const QhChartFormClass qh_chart_form_heat_map = {
  .arrange = arrange,
  .categories_down = TRUE,
};
