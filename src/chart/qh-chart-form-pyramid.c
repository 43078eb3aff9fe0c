/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "qh-chart-layout-private.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#define LONGEST_PITCH 56.0

typedef struct
{
  QhChartLayout *layout;
  const QhChartData *data;
  guint n_categories;
  guint n_sides;
  double maximum;
  double pitch;
  double top;
  double centre; /* the middle of the age groups' names */
  double spine;  /* half of the room between the sides */
  double length; /* of the longest bar */
  double label;  /* room for a figure at the end of it */
  gboolean with_figures;
} Pyramid;

static void
place (Pyramid *self)
{
  QhChartLayout *layout = self->layout;
  QhChartRect area = layout->area;
  double names = 0;

  for (guint c = 0; c < self->n_categories; c++)
    {
      names = MAX (
        names,
        qh_chart_layout_measure (layout,
                                 qh_chart_key_get_axis (qh_chart_data_get_category (self->data, c)),
                                 QH_CHART_TEXT_BOLD));
      for (guint s = 0; s < self->n_sides; s++)
        {
          double value = qh_chart_data_get_value (self->data, c, s);
          self->maximum
            = value > self->maximum ? value : self->maximum; /* not MAX: a missing one is NAN */
        }
    }
  self->label = qh_chart_layout_measure_number (layout, self->maximum, QH_CHART_TEXT_BOLD);
  names = MIN (names, area.width * 0.3);
  self->top = area.y + layout->line + 5 * layout->unit;
  self->pitch
    = MIN ((area.height - (self->top - area.y)) / self->n_categories, LONGEST_PITCH * layout->unit);
  self->pitch = MAX (self->pitch, 0.01);
  self->with_figures = self->pitch >= layout->line * QH_CHART_FIGURE_HEIGHT;
  self->centre = area.x + area.width / 2;
  self->spine = names / 2 + 8 * layout->unit;
  self->length = MAX (1, area.width / 2 - self->spine - self->label - 8 * layout->unit);
  /* Bars much longer than the pyramid is high say no more. */
  self->length = MIN (self->length, self->pitch * self->n_categories * 1.15);
}

/* The oldest group is the uppermost. */
static double
get_top (const Pyramid *self, guint category)
{
  return self->top + self->pitch * (self->n_categories - 1 - category);
}

static void
add_bar (Pyramid *self, guint category, guint side)
{
  QhChartLayout *layout = self->layout;
  const QhChartPalette *palette = layout->palette;
  double value = qh_chart_data_get_value (self->data, category, side);

  if (isnan (value))
    return;

  gboolean some_selected = qh_chart_data_has_selection (self->data);
  gboolean selected = qh_chart_data_is_selected (self->data, category, side);
  double length = self->maximum > 0 ? self->length * MAX (value, 0) / self->maximum : 0;
  double thickness = self->pitch > 6 * layout->unit
                       ? floor (self->pitch - MAX (2, self->pitch * 0.12))
                       : self->pitch;
  double direction = side == 0 ? -1 : 1;
  double from = self->centre + self->spine * direction;
  double y = get_top (self, category) + (self->pitch - thickness) / 2;
  QhChartRect rect
    = { side == 0 ? from - length : from, self->pitch > 6 ? round (y) : y, length, thickness };

  if (length > 0)
    qh_chart_layout_add_series_rect (
      layout, rect, 0, qh_chart_layout_get_colour (layout, side), some_selected && !selected);
  if (self->with_figures)
    qh_chart_layout_add_number (layout,
                                value,
                                selected ? QH_CHART_TEXT_BOLD : QH_CHART_TEXT_NORMAL,
                                some_selected && !selected ? palette->dim_ink : palette->ink,
                                from + (length + 6 * layout->unit) * direction,
                                get_top (self, category) + self->pitch / 2,
                                side == 0 ? 1 : 0);
  qh_chart_layout_add_mark (layout, QH_CHART_MARK_VALUE, category, side, value, rect);
}

static void
add_category (Pyramid *self, guint category)
{
  QhChartLayout *layout = self->layout;
  const QhChartPalette *palette = layout->palette;
  const QhChartKey *key = qh_chart_data_get_category (self->data, category);
  double top = get_top (self, category);
  double half = self->spine + self->length + self->label + 8 * layout->unit;
  /* Bars too thin for a name each leave some out; those at the ends move inward. */
  guint every = self->pitch >= layout->line ? 1 : (guint)ceil (1.5 * layout->line / self->pitch);
  double middle = top + self->pitch / 2;
  gboolean selected = qh_chart_data_is_category_selected (self->data, category);
  double total = 0;

  if (every > 1)
    middle
      = CLAMP (middle,
               self->top + layout->line / 2,
               MAX (get_top (self, 0) + self->pitch, self->top + layout->line) - layout->line / 2);
  if (selected)
    qh_chart_layout_add_rect (layout,
                              (QhChartRect){ self->centre - half, top, half * 2, self->pitch },
                              5 * layout->unit,
                              palette->selection);
  for (guint s = 0; s < self->n_sides; s++)
    {
      double value = qh_chart_data_get_value (self->data, category, s);
      total += isnan (value) ? 0 : value;
      add_bar (self, category, s);
    }
  if (category % every == 0)
    qh_chart_layout_add_text (layout,
                              qh_chart_key_get_axis (key),
                              selected ? QH_CHART_TEXT_BOLD : QH_CHART_TEXT_NORMAL,
                              selected ? palette->selection_ink : palette->dim_ink,
                              self->centre,
                              middle,
                              0.5,
                              self->spine * 2 - 8 * layout->unit);
  qh_chart_layout_add_mark (layout,
                            QH_CHART_MARK_CATEGORY,
                            category,
                            -1,
                            total,
                            (QhChartRect){ self->centre - self->spine + layout->unit,
                                           top,
                                           2 * (self->spine - layout->unit),
                                           self->pitch });
}

/* "Women 905" over its side, in its colour. */
static void
add_side_title (Pyramid *self, guint side)
{
  QhChartLayout *layout = self->layout;
  const char *name = qh_chart_data_get_series (self->data, side)->label;
  double total = qh_chart_data_get_series_total (self->data, side);
  double figure = qh_chart_layout_measure_number (layout, total, QH_CHART_TEXT_BOLD);
  double space = qh_chart_layout_measure (layout, " ", QH_CHART_TEXT_BOLD);
  QhChartColour colour
    = layout->palette->hatched
        ? layout->palette->ink
        : qh_chart_colour_for_text (qh_chart_layout_get_series_colour (layout, side, FALSE),
                                    layout->palette->card);
  double swatch = layout->palette->hatched ? 10 * layout->unit : 0;
  double inset = swatch > 0 ? swatch + 6 * layout->unit : 0;
  double from = self->centre + (side == 0 ? -self->spine : self->spine);
  double room = layout->area.width / 2 - self->spine - inset - figure - space;
  double width = MIN (qh_chart_layout_measure (layout, name, QH_CHART_TEXT_BOLD), MAX (room, 0));
  double middle = layout->area.y + layout->line / 2;
  double x = side == 0 ? from - inset - figure - space - width : from + inset;

  if (swatch > 0)
    qh_chart_layout_add_series_rect (
      layout,
      (QhChartRect){ side == 0 ? from - swatch : from, middle - swatch / 2, swatch, swatch },
      0,
      qh_chart_layout_get_colour (layout, side),
      FALSE);
  qh_chart_layout_add_text (layout, name, QH_CHART_TEXT_BOLD, colour, x, middle, 0, width + 0.01);
  qh_chart_layout_add_number (
    layout, total, QH_CHART_TEXT_BOLD, colour, x + width + space, middle, 0);
  qh_chart_layout_add_mark (
    layout,
    QH_CHART_MARK_SERIES,
    -1,
    side,
    total,
    (QhChartRect){ x, layout->area.y, width + space + figure, layout->line });
}

/* Those of neither side are told in words, with the caller's note. */
static char *
make_note (const Pyramid *self)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  if (self->data->note != NULL)
    g_ptr_array_add (parts, g_strdup (self->data->note));
  for (guint s = self->n_sides; s < qh_chart_data_get_n_series (self->data); s++)
    {
      double total = qh_chart_data_get_series_total (self->data, s);
      g_autofree char *count = qh_chart_format_number (total);
      if (total > 0)
        g_ptr_array_add (
          parts,
          g_strdup_printf ("%s: %s", qh_chart_data_get_series (self->data, s)->label, count));
    }
  if (parts->len == 0)
    return NULL;
  g_ptr_array_add (parts, NULL);

  return g_strjoinv (" · ", (char **)parts->pdata);
}

static void
arrange (QhChartLayout *layout)
{
  Pyramid self = { .layout = layout,
                   .data = layout->data,
                   .n_categories = qh_chart_data_get_n_categories (layout->data),
                   .n_sides = MIN (qh_chart_data_get_n_series (layout->data), 2) };
  g_autofree char *note = make_note (&self);

  qh_chart_layout_add_notes (layout, note, layout->area.x + layout->area.width / 2, 0.5);
  place (&self);
  for (guint c = 0; c < self.n_categories; c++)
    add_category (&self, c);
  for (guint s = 0; s < self.n_sides; s++)
    add_side_title (&self, s);
}

const QhChartFormClass qh_chart_form_pyramid = {
  .arrange = arrange,
  .categories_down = TRUE,
  .reversed = TRUE,
};
