/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "qh-chart-layout-private.h"

#include <math.h>

#include <pango/pangocairo.h>

static void
set_colour (cairo_t *cr, QhChartColour colour)
{
  cairo_set_source_rgb (cr, colour.red, colour.green, colour.blue);
}

static void
trace_rect (cairo_t *cr, QhChartRect rect, double radius)
{
  radius = MIN (radius, MIN (rect.width, rect.height) / 2);
  if (radius <= 0)
    {
      cairo_rectangle (cr, rect.x, rect.y, rect.width, rect.height);
      return;
    }
  cairo_new_sub_path (cr);
  cairo_arc (cr, rect.x + rect.width - radius, rect.y + radius, radius, -G_PI_2, 0);
  cairo_arc (cr, rect.x + rect.width - radius, rect.y + rect.height - radius, radius, 0, G_PI_2);
  cairo_arc (cr, rect.x + radius, rect.y + rect.height - radius, radius, G_PI_2, G_PI);
  cairo_arc (cr, rect.x + radius, rect.y + radius, radius, G_PI, 3 * G_PI_2);
  cairo_close_path (cr);
}

static void
trace_dots (cairo_t *cr, QhChartRect rect, double gap, double radius)
{
  int row = 0;

  for (double y = floor (rect.y / gap) * gap; y <= rect.y + rect.height; y += gap, row++)
    {
      for (double x = floor (rect.x / gap) * gap + (row % 2) * gap / 2; x <= rect.x + rect.width;
           x += gap)
        {
          cairo_new_sub_path (cr);
          cairo_arc (cr, x, y, radius, 0, 2 * G_PI);
        }
    }
}

/* Lines of a hatch, anchored to the page so that neighbours go on. */
static void
trace_lines (cairo_t *cr, QhChartRect rect, double gap, QhChartHatch hatch)
{
  double right = rect.x + rect.width;
  double bottom = rect.y + rect.height;

  if (hatch == QH_CHART_HATCH_LEVEL)
    {
      for (double y = ceil (rect.y / gap) * gap; y <= bottom; y += gap)
        {
          cairo_move_to (cr, rect.x, y);
          cairo_line_to (cr, right, y);
        }
      return;
    }
  if (hatch == QH_CHART_HATCH_RISING || hatch == QH_CHART_HATCH_CROSS)
    {
      for (double k = floor ((rect.x + rect.y) / gap) * gap; k <= right + bottom; k += gap)
        {
          cairo_move_to (cr, k - rect.y, rect.y);
          cairo_line_to (cr, k - bottom, bottom);
        }
    }
  if (hatch == QH_CHART_HATCH_FALLING || hatch == QH_CHART_HATCH_CROSS)
    {
      for (double k = floor ((rect.x - bottom) / gap) * gap; k <= right - rect.y; k += gap)
        {
          cairo_move_to (cr, k + rect.y, rect.y);
          cairo_line_to (cr, k + bottom, bottom);
        }
    }
}

static void
trace_path (const QhChartLayout *self, cairo_t *cr, const QhChartItem *item)
{
  const QhChartPoint *points = &g_array_index (self->points, QhChartPoint, item->first_point);

  cairo_new_path (cr); /* not from where a text before it ended */
  for (guint i = 0; i < item->n_points; i++)
    {
      if (item->curved && i > 0 && i + 2 < item->n_points && i % 4 == 1)
        {
          cairo_curve_to (cr,
                          points[i].x,
                          points[i].y,
                          points[i + 1].x,
                          points[i + 1].y,
                          points[i + 2].x,
                          points[i + 2].y);
          i += 2;
        }
      else
        cairo_line_to (cr, points[i].x, points[i].y);
    }
}

static void
trace_shape (const QhChartLayout *self, cairo_t *cr, const QhChartItem *item)
{
  if (item->kind == QH_CHART_ITEM_RECT)
    {
      trace_rect (cr, item->rect, item->radius);
      return;
    }
  trace_path (self, cr, item);
  cairo_close_path (cr);
}

static void
paint_hatch (const QhChartLayout *self, cairo_t *cr, const QhChartItem *item)
{
  double gap = (item->hatch == QH_CHART_HATCH_CROSS ? 6 : 5) * self->unit;

  cairo_save (cr);
  trace_shape (self, cr, item);
  cairo_clip (cr);
  set_colour (cr, item->hatch_colour);
  if (item->hatch == QH_CHART_HATCH_DOTS)
    {
      trace_dots (cr, item->rect, 4 * self->unit, 0.9 * self->unit);
      cairo_fill (cr);
    }
  else
    {
      trace_lines (cr, item->rect, gap, item->hatch);
      cairo_set_line_width (cr, (self->palette->hatched ? 1.1 : 1.4) * self->unit);
      cairo_stroke (cr);
    }
  cairo_restore (cr);
}

static void
fill_and_stroke (cairo_t *cr, const QhChartItem *item)
{
  if (item->filled)
    {
      set_colour (cr, item->fill);
      if (item->stroke > 0)
        cairo_fill_preserve (cr);
      else
        cairo_fill (cr);
    }
  if (item->stroke > 0)
    {
      set_colour (cr, item->line);
      cairo_set_line_width (cr, item->stroke);
      cairo_stroke (cr);
    }
}

static void
paint_path (const QhChartLayout *self, cairo_t *cr, const QhChartItem *item)
{
  double dashes[] = { 4 * self->unit, 3 * self->unit };

  trace_path (self, cr, item);
  if (item->dashed)
    cairo_set_dash (cr, dashes, G_N_ELEMENTS (dashes), 0);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_cap (cr, item->dashed ? CAIRO_LINE_CAP_BUTT : CAIRO_LINE_CAP_ROUND);
  set_colour (cr, item->line);
  cairo_set_line_width (cr, item->stroke);
  cairo_stroke (cr);
  cairo_set_dash (cr, NULL, 0, 0);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_BUTT);
}

/* A shape with its ground, hatching and line, one over the other. */
static void
paint_shape (const QhChartLayout *self, cairo_t *cr, const QhChartItem *item)
{
  if (item->hatch != QH_CHART_HATCH_NONE)
    {
      trace_shape (self, cr, item);
      set_colour (cr, item->fill);
      cairo_fill (cr);
      paint_hatch (self, cr, item);
    }
  trace_shape (self, cr, item);
  if (item->hatch == QH_CHART_HATCH_NONE)
    fill_and_stroke (cr, item);
  else if (item->stroke > 0)
    {
      set_colour (cr, item->line);
      cairo_set_line_width (cr, item->stroke);
      cairo_stroke (cr);
    }
  cairo_new_path (cr);
}

static void
paint_item (const QhChartLayout *self, cairo_t *cr, const QhChartItem *item)
{
  switch (item->kind)
    {
    case QH_CHART_ITEM_RECT:
    case QH_CHART_ITEM_SHAPE:
      paint_shape (self, cr, item);
      break;

    case QH_CHART_ITEM_LINE:
      cairo_move_to (cr, item->rect.x, item->rect.y);
      cairo_rel_line_to (cr, item->rect.width, item->rect.height);
      fill_and_stroke (cr, item);
      break;

    case QH_CHART_ITEM_PATH:
      paint_path (self, cr, item);
      break;

    case QH_CHART_ITEM_DOT:
      cairo_new_sub_path (cr);
      cairo_arc (cr, item->rect.x, item->rect.y, item->radius, 0, 2 * G_PI);
      fill_and_stroke (cr, item);
      break;

    case QH_CHART_ITEM_TEXT:
      set_colour (cr, item->fill);
      cairo_move_to (cr, item->rect.x, item->rect.y);
      pango_cairo_show_layout (cr, item->text);
      cairo_new_path (cr);
      break;

    default:
      g_assert_not_reached ();
    }
}

/* A ring about a mark; a line of the card's colour keeps it apart from it. */
static void
paint_ring (const QhChartLayout *self,
            cairo_t *cr,
            const QhChartMark *mark,
            QhChartColour colour,
            double stroke)
{
  double grow = stroke / 2 + self->unit;
  QhChartRect ring = { mark->rect.x - grow,
                       mark->rect.y - grow,
                       mark->rect.width + 2 * grow,
                       mark->rect.height + 2 * grow };

  /* A ring that the edge of the drawing would cut moves inward. */
  double inset = stroke / 2;
  double right = MIN (ring.x + ring.width, self->width - inset);
  double bottom = MIN (ring.y + ring.height, self->height - inset);
  ring.x = MAX (ring.x, inset);
  ring.y = MAX (ring.y, inset);
  ring.width = MAX (right - ring.x, 1);
  ring.height = MAX (bottom - ring.y, 1);

  trace_rect (cr, ring, 3 * self->unit);
  set_colour (cr, self->palette->card);
  cairo_set_line_width (cr, stroke + 2 * self->unit);
  cairo_stroke_preserve (cr);
  set_colour (cr, colour);
  cairo_set_line_width (cr, stroke);
  cairo_stroke (cr);
}

/* A point of a line gets a round one, and stays in sight within it. */
static void
paint_halo (const QhChartLayout *self,
            cairo_t *cr,
            const QhChartMark *mark,
            QhChartColour colour,
            double stroke)
{
  double x = mark->rect.x + mark->rect.width / 2;
  double y = mark->rect.y + mark->rect.height / 2;

  cairo_new_sub_path (cr);
  cairo_arc (cr, x, y, 6 * self->unit, 0, 2 * G_PI);
  set_colour (cr, self->palette->card);
  cairo_fill_preserve (cr);
  set_colour (cr, colour);
  cairo_set_line_width (cr, stroke);
  cairo_stroke (cr);
  cairo_arc (cr, x, y, 3 * self->unit, 0, 2 * G_PI);
  set_colour (cr,
              self->palette->hatched
                ? self->palette->ink
                : qh_chart_layout_get_series_colour (self, mark->series, FALSE));
  cairo_fill (cr);
}

static void
paint_pointer (const QhChartLayout *self,
               cairo_t *cr,
               const QhChartMark *mark,
               QhChartColour colour,
               double stroke)
{
  gboolean point = self->data->form == QH_CHART_LINE || self->data->form == QH_CHART_MULTIPLES;

  if (point && mark->kind == QH_CHART_MARK_VALUE)
    paint_halo (self, cr, mark, colour, stroke);
  else
    paint_ring (self, cr, mark, colour, stroke);
}

static const QhChartMark *
get_mark (const QhChartLayout *self, int index)
{
  return index >= 0 ? &g_array_index (self->marks, QhChartMark, index) : NULL;
}

/**
 * qh_chart_layout_paint:
 * @self: the layout
 * @cr: where to paint; its origin is the chart's upper left corner
 *
 * Paints the chart: the same for the screen, a picture and paper.
 */
void
qh_chart_layout_paint (const QhChartLayout *self, cairo_t *cr)
{
  g_return_if_fail (self != NULL && cr != NULL);

  const QhChartMark *hover = get_mark (self, self->hover);
  const QhChartMark *focus = get_mark (self, self->focus);

  cairo_save (cr);
  if (self->page)
    {
      set_colour (cr, self->palette->card);
      cairo_rectangle (cr, 0, 0, self->width, self->height);
      cairo_fill (cr);
    }
  for (guint i = 0; i < self->items->len; i++)
    paint_item (self, cr, &g_array_index (self->items, QhChartItem, i));
  if (hover != NULL && hover != focus)
    paint_pointer (self, cr, hover, self->palette->dim_ink, self->unit);
  if (focus != NULL)
    paint_pointer (self, cr, focus, self->palette->accent, 2 * self->unit);
  cairo_restore (cr);
}
