/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "qh-chart-layout-private.h"

#include <math.h>

#include <glib/gi18n-lib.h>

static QhChartItem *
append (QhChartLayout *self, QhChartItem item)
{
  g_array_append_val (self->items, item);

  return &g_array_index (self->items, QhChartItem, self->items->len - 1);
}

/* The item may be changed until the next is added. */
QhChartItem *
qh_chart_layout_add_rect (QhChartLayout *self, QhChartRect rect, double radius, QhChartColour fill)
{
  return append (
    self,
    (QhChartItem){
      .kind = QH_CHART_ITEM_RECT, .rect = rect, .radius = radius, .filled = TRUE, .fill = fill });
}

/* A series' colour and hatching; on paper a line about it as well. */
static void
dress (const QhChartLayout *self, QhChartItem *item, int colour, gboolean dimmed)
{
  const QhChartPalette *palette = self->palette;
  double share = dimmed ? 1 - palette->dimming : 0;
  QhChartColour lines = palette->hatched ? palette->ink : palette->card;

  item->filled = TRUE;
  item->fill
    = qh_chart_colour_mix (qh_chart_palette_get_series (palette, colour), palette->card, share);
  item->hatch = qh_chart_palette_get_hatch (palette, colour);
  item->hatch_colour = qh_chart_colour_mix (lines, palette->card, palette->hatched ? share : 0);
  if (palette->hatched)
    {
      item->stroke = 0.75 * self->unit;
      item->line = item->hatch_colour;
    }
}

void
qh_chart_layout_add_series_rect (QhChartLayout *self,
                                 QhChartRect rect,
                                 double radius,
                                 int colour,
                                 gboolean dimmed)
{
  dress (self, qh_chart_layout_add_rect (self, rect, radius, self->palette->card), colour, dimmed);
}

/* A closed shape; it may be changed until the next item is added. */
QhChartItem *
qh_chart_layout_add_series_shape (QhChartLayout *self,
                                  const QhChartPoint *points,
                                  guint n_points,
                                  int colour,
                                  gboolean dimmed)
{
  QhChartItem *item = qh_chart_layout_add_path (self, points, n_points, 0, self->palette->ink);
  double left = INFINITY, top = INFINITY, right = -INFINITY, bottom = -INFINITY;

  for (guint i = 0; i < n_points; i++)
    {
      left = MIN (left, points[i].x);
      right = MAX (right, points[i].x);
      top = MIN (top, points[i].y);
      bottom = MAX (bottom, points[i].y);
    }
  item->kind = QH_CHART_ITEM_SHAPE;
  item->rect = (QhChartRect){ left, top, right - left, bottom - top };
  dress (self, item, colour, dimmed);
  return item;
}

void
qh_chart_layout_add_line (QhChartLayout *self,
                          double x0,
                          double y0,
                          double x1,
                          double y1,
                          double stroke,
                          QhChartColour colour)
{
  append (self,
          (QhChartItem){ .kind = QH_CHART_ITEM_LINE,
                         .rect = { x0, y0, x1 - x0, y1 - y0 },
                         .stroke = stroke,
                         .line = colour });
}

void
qh_chart_layout_add_dot (QhChartLayout *self,
                         double x,
                         double y,
                         double radius,
                         double stroke,
                         QhChartColour fill,
                         QhChartColour line)
{
  append (self,
          (QhChartItem){ .kind = QH_CHART_ITEM_DOT,
                         .rect = { x, y, 0, 0 },
                         .radius = radius,
                         .stroke = stroke,
                         .filled = TRUE,
                         .fill = fill,
                         .line = line });
}

QhChartItem *
qh_chart_layout_add_path (QhChartLayout *self,
                          const QhChartPoint *points,
                          guint n_points,
                          double stroke,
                          QhChartColour colour)
{
  guint first = self->points->len;

  g_array_append_vals (self->points, points, n_points);
  return append (self,
                 (QhChartItem){ .kind = QH_CHART_ITEM_PATH,
                                .stroke = stroke,
                                .line = colour,
                                .first_point = first,
                                .n_points = n_points });
}

/* Whether a mark is within the selection: all of a category or series is when
 * itself was chosen, a figure when it is in what was chosen. */
static gboolean
is_selected (const QhChartData *data, int category, int series)
{
  if (category >= 0 && series >= 0)
    return qh_chart_data_is_selected (data, category, series);
  if (category >= 0)
    return qh_chart_data_is_category_selected (data, category);
  return qh_chart_data_is_series_selected (data, series);
}

void
qh_chart_layout_add_mark (QhChartLayout *self,
                          QhChartMarkKind kind,
                          int category,
                          int series,
                          double value,
                          QhChartRect rect)
{
  QhChartMark mark
    = { kind, category, series, value, rect, is_selected (self->data, category, series) };

  g_array_append_val (self->marks, mark);
}

/* A line under the chart, which it takes off the area's end. */
static void
add_note (QhChartLayout *self, const char *text, QhChartColour colour, double x, double align, double room)
{
  double bottom = self->area.y + self->area.height;

  qh_chart_layout_add_text (
    self, text, QH_CHART_TEXT_NORMAL, colour, x, bottom - self->line / 2, align, room);
  self->area.height = MAX (0, self->area.height - self->line - 2 * self->unit);
}

/* What stands under every chart: its note and how many have no answer, in one
 * line where they fit in one. */
void
qh_chart_layout_add_notes (QhChartLayout *self, const char *note, double x, double align)
{
  gboolean noted = note != NULL && *note != '\0';
  double room = align > 0 ? self->area.width : self->area.x + self->area.width - x;
  g_autofree char *unspecified = NULL;
  g_autofree char *both = NULL;

  if (self->data->unspecified > 0)
    {
      g_autofree char *count = qh_chart_format_number (self->data->unspecified);

      unspecified = g_strdup_printf (_ ("Not specified: %s"), count);
    }
  if (noted && unspecified != NULL)
    both = g_strdup_printf ("%s · %s", note, unspecified);
  if (both != NULL && qh_chart_layout_measure (self, both, QH_CHART_TEXT_NORMAL) <= room)
    {
      add_note (self, both, self->palette->ink, x, align, room);
      return;
    }
  if (unspecified != NULL)
    add_note (self, unspecified, self->palette->dim_ink, x, align, room);
  if (noted)
    add_note (self, note, self->palette->ink, x, align, room);
}

/* The colour index of a series: women vermilion and men blue in a pyramid,
 * elsewhere by position. */
int
qh_chart_layout_get_colour (const QhChartLayout *self, guint series)
{
  static const int sides[] = { 3, 0 };
  int colour = qh_chart_data_get_series (self->data, series)->colour;

  if (colour != QH_CHART_COLOUR_AUTO)
    return colour;
  return self->data->form == QH_CHART_PYRAMID && series < G_N_ELEMENTS (sides) ? sides[series]
                                                                               : (int)series;
}

QhChartColour
qh_chart_layout_get_series_colour (const QhChartLayout *self, guint series, gboolean dimmed)
{
  QhChartColour colour
    = qh_chart_palette_get_series (self->palette, qh_chart_layout_get_colour (self, series));

  return dimmed ? qh_chart_colour_mix (colour, self->palette->card, 1 - self->palette->dimming)
                : colour;
}

const char *
qh_chart_key_get_axis (const QhChartKey *key)
{
  return key->axis != NULL ? key->axis : key->label;
}
