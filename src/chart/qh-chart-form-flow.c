/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>

#include "qh-chart-layout-private.h"

#define NODE_WIDTH 10.0
#define NODE_GAP 4.0
#define N_LAYERS 3

/* A word of a column: what flows in from the left leaves to the right. */
typedef struct
{
  int category; /* whose figures leave it, -1 in the last column */
  int series;   /* whose figures arrive at it, -1 in the first */
  guint layer;
  double value;
  QhChartRect rect;
  double left;  /* where the next stream arrives */
  double right; /* where the next one leaves */
} Node;

typedef struct
{
  QhChartLayout *layout;
  const QhChartData *data;
  guint n_first;   /* categories of the first column */
  guint n_between; /* that are categories and series */
  guint n_layers;
  GArray *nodes;
  double gap;   /* between two words of a column */
  double scale; /* height of one */
  double least; /* height that each word has to itself; 0 where there are too many */
  double columns[N_LAYERS];
  double label_width[N_LAYERS];
  double last_word[N_LAYERS];
} Flow;

static Node *
get_node (const Flow *self, guint index)
{
  return &g_array_index (self->nodes, Node, index);
}

static const QhChartKey *
get_key (const Flow *self, const Node *node)
{
  return node->category >= 0 ? qh_chart_data_get_category (self->data, node->category)
                             : qh_chart_data_get_series (self->data, node->series);
}

/* Of what arrives and what leaves, the more; in whole charts both are the same. */
static void
add_node (Flow *self, int category, int series, guint layer)
{
  Node node = { .category = category, .series = series, .layer = layer };

  if (category >= 0)
    node.value = qh_chart_data_get_category_total (self->data, category);
  if (series >= 0)
    node.value = MAX (node.value, qh_chart_data_get_series_total (self->data, series));
  g_array_append_val (self->nodes, node);
}

static void
list_nodes (Flow *self)
{
  guint n_categories = qh_chart_data_get_n_categories (self->data);
  guint n_series = qh_chart_data_get_n_series (self->data);

  self->n_first
    = self->data->first_layer > 0 ? MIN (self->data->first_layer, n_categories) : n_categories;
  self->n_between = MIN (n_categories - self->n_first, n_series);
  self->n_layers = self->n_between > 0 ? 3 : 2;
  for (guint c = 0; c < self->n_first; c++)
    add_node (self, c, -1, 0);
  for (guint i = 0; i < self->n_between; i++)
    add_node (self, self->n_first + i, i, 1);
  for (guint s = self->n_between; s < n_series; s++)
    add_node (self, -1, s, self->n_layers - 1);
}

/* The height that a column's words need at a scale. */
static double
get_height (const Flow *self, guint layer, double scale, double least)
{
  double height = 0;

  for (guint i = 0; i < self->nodes->len; i++)
    {
      const Node *node = get_node (self, i);
      if (node->layer == layer && node->value > 0)
        height += MAX (node->value * scale, least) + self->gap;
    }
  return height;
}

/* The largest scale at which every column fits, each word with a line of text;
 * without, where there are too many of them. */
static double
choose_scale (Flow *self)
{
  double room = self->layout->area.height;
  double total = 0;

  for (guint i = 0; i < self->nodes->len; i++)
    total = MAX (total, get_node (self, i)->value);
  self->gap = MIN (NODE_GAP * self->layout->unit, room * 0.2 / MAX (self->nodes->len, 1));
  self->least = self->layout->line;
  for (guint layer = 0; layer < self->n_layers; layer++)
    {
      if (get_height (self, layer, 0, self->least) > room * 0.8)
        self->least = 0;
    }

  double low = 0, high = total > 0 ? room / total : 0;
  for (guint i = 0; i < 40; i++)
    {
      double middle = (low + high) / 2;
      gboolean fits = TRUE;
      for (guint layer = 0; layer < self->n_layers; layer++)
        fits &= get_height (self, layer, middle, self->least) <= room;
      if (fits)
        low = middle;
      else
        high = middle;
    }
  return low;
}

static char *
make_label (const Flow *self, const Node *node)
{
  g_autofree char *number = qh_chart_format_number (node->value);

  return g_strdup_printf ("%s %s", get_key (self, node)->label, number);
}

static void
place (Flow *self)
{
  QhChartLayout *layout = self->layout;
  QhChartRect area = layout->area;
  double node_width = NODE_WIDTH * layout->unit;
  double gap = 6 * layout->unit;
  double tops[N_LAYERS] = { 0 };

  for (guint i = 0; i < self->nodes->len; i++)
    {
      const Node *node = get_node (self, i);
      g_autofree char *label = make_label (self, node);
      self->label_width[node->layer]
        = MAX (self->label_width[node->layer],
               qh_chart_layout_measure (layout, label, QH_CHART_TEXT_BOLD));
    }
  guint last = self->n_layers - 1;
  for (guint layer = 0; layer <= last; layer++)
    self->label_width[layer] = MIN (self->label_width[layer], area.width * 0.26);
  self->columns[0] = area.x + self->label_width[0] + gap;
  self->columns[last] = area.x + area.width - self->label_width[last] - gap - node_width;
  if (last == 2)
    {
      self->columns[1] = (self->columns[0] + self->columns[2]) / 2;
      self->label_width[1]
        = MIN (self->label_width[1], self->columns[2] - self->columns[1] - node_width - 3 * gap);
    }
  for (guint layer = 0; layer < N_LAYERS; layer++)
    self->last_word[layer] = -INFINITY;
  self->scale = choose_scale (self);
  for (guint layer = 0; layer <= last; layer++)
    tops[layer]
      = area.y + MAX (0, (area.height - get_height (self, layer, self->scale, self->least)) / 2);
  for (guint i = 0; i < self->nodes->len; i++)
    {
      Node *node = get_node (self, i);
      double height = node->value * self->scale;
      double slot = MAX (height, self->least);
      double y = tops[node->layer] + (slot - height) / 2;
      node->rect = (QhChartRect){ self->columns[node->layer], y, node_width, height };
      node->left = node->right = y;
      if (node->value > 0)
        tops[node->layer] += slot + self->gap;
    }
}

static gboolean
is_dimmed (const Flow *self, int category, int series)
{
  return qh_chart_data_has_selection (self->data)
         && !(category >= 0 && qh_chart_data_is_category_selected (self->data, category))
         && !(series >= 0 && qh_chart_data_is_series_selected (self->data, series));
}

/* A stream: out of one word, level, into another. */
static void
add_stream (Flow *self, Node *from, Node *to, double value)
{
  QhChartLayout *layout = self->layout;
  const QhChartPalette *palette = layout->palette;
  double height = value * self->scale;
  double x0 = from->rect.x + from->rect.width, x1 = to->rect.x, middle = (x0 + x1) / 2;
  double y0 = from->right, y1 = to->left;
  QhChartPoint points[] = {
    { x0, y0 },          { middle, y0 },          { middle, y1 },          { x1, y1 },
    { x1, y1 + height }, { middle, y1 + height }, { middle, y0 + height }, { x0, y0 + height },
  };
  QhChartItem *item
    = qh_chart_layout_add_series_shape (layout, points, G_N_ELEMENTS (points), 0, FALSE);
  gboolean chosen = qh_chart_data_has_selection (self->data)
                    && qh_chart_data_is_selected (self->data, from->category, to->series);

  item->curved = TRUE;
  item->category = from->category;
  item->series = to->series;
  item->hatch = QH_CHART_HATCH_NONE;
  item->stroke = 0.5 * layout->unit;
  item->line = palette->card;
  item->fill = chosen ? qh_chart_palette_get_series (palette, 0)
                      : qh_chart_colour_mix (palette->other,
                                             palette->card,
                                             qh_chart_data_has_selection (self->data) ? 0.8 : 0.55);
  qh_chart_layout_add_mark (layout,
                            QH_CHART_MARK_VALUE,
                            from->category,
                            to->series,
                            value,
                            (QhChartRect){ x0, MIN (y0, y1), x1 - x0, fabs (y1 - y0) + height });
  from->right += height;
  to->left += height;
}

static void
add_streams (Flow *self)
{
  for (guint i = 0; i < self->nodes->len; i++)
    {
      for (guint j = 0; j < self->nodes->len; j++)
        {
          Node *from = get_node (self, i), *to = get_node (self, j);
          if (from->category < 0 || to->series < 0 || to->layer != from->layer + 1)
            continue;
          double value = qh_chart_data_get_value (self->data, from->category, to->series);
          if (value > 0)
            add_stream (self, from, to, value);
        }
    }
}

static void
add_word (Flow *self, Node *node)
{
  QhChartLayout *layout = self->layout;
  const QhChartPalette *palette = layout->palette;
  gboolean first = node->layer == 0;
  double gap = 6 * layout->unit;
  double width = self->label_width[node->layer];
  double middle = node->rect.y + node->rect.height / 2;
  gboolean selected
    = qh_chart_data_has_selection (self->data) && !is_dimmed (self, node->category, node->series);
  QhChartText style = selected ? QH_CHART_TEXT_BOLD : QH_CHART_TEXT_NORMAL;
  double x = first ? node->rect.x - gap : node->rect.x + node->rect.width + gap;
  QhChartRect rect = node->rect;

  /* A word between the columns stands on streams, which can be chosen too. */
  if (node->layer != 1 || self->n_layers == 2)
    rect.width += gap + width;
  if (first)
    rect.x -= gap + width;

  qh_chart_layout_add_series_rect (
    layout, node->rect, 0, 0, is_dimmed (self, node->category, node->series));
  /* Where there are too many words, those are left out that would touch the one before. */
  if (middle - self->last_word[node->layer] >= layout->line
      && middle - layout->line / 2 >= layout->area.y
      && middle + layout->line / 2 <= layout->area.y + layout->area.height)
    {
      double figure = qh_chart_layout_measure_number (layout, node->value, style);
      double space = qh_chart_layout_measure (layout, " ", style);
      double room = MAX (0, width - figure - space);
      double word
        = MIN (qh_chart_layout_measure (layout, get_key (self, node)->label, style), room);
      double left = first ? x - word - space - figure : x;
      qh_chart_layout_add_text (
        layout, get_key (self, node)->label, style, palette->ink, left, middle, 0, word + 0.01);
      if (figure <= width)
        qh_chart_layout_add_number (
          layout, node->value, style, palette->ink, left + word + space, middle, 0);
      self->last_word[node->layer] = middle;
    }
  if (node->category >= 0)
    qh_chart_layout_add_mark (
      layout, QH_CHART_MARK_CATEGORY, node->category, -1, node->value, rect);
  else
    qh_chart_layout_add_mark (layout, QH_CHART_MARK_SERIES, -1, node->series, node->value, rect);
}

static void
arrange (QhChartLayout *layout)
{
  g_autoptr (GArray) nodes = g_array_new (FALSE, TRUE, sizeof (Node));
  Flow self = { .layout = layout, .data = layout->data, .nodes = nodes };

  qh_chart_layout_add_notes (layout, layout->data->note, layout->area.x, 0);
  list_nodes (&self);
  place (&self);
  add_streams (&self);
  for (guint i = 0; i < nodes->len; i++)
    {
      if (get_node (&self, i)->value > 0)
        add_word (&self, get_node (&self, i));
    }
}

/* How far down a stream runs from its beginning to its end, at the place @x. */
static double
get_descent (const QhChartPoint *points, double x)
{
  double from = points[0].x, to = points[3].x, middle = points[1].x;
  double low = 0, high = 1;

  for (guint i = 0; i < 24; i++)
    {
      double t = (low + high) / 2, u = 1 - t;
      double at = u * u * u * from + 3 * u * t * middle + t * t * t * to;
      if (at < x)
        low = t;
      else
        high = t;
    }
  return low * low * (3 - 2 * low);
}

/* Streams cross, so their rectangles do not tell which is at a place. */
static int
hit (const QhChartLayout *layout, double x, double y)
{
  for (guint m = 0; m < layout->marks->len; m++)
    {
      const QhChartMark *mark = &g_array_index (layout->marks, QhChartMark, m);
      if (mark->kind != QH_CHART_MARK_VALUE && x >= mark->rect.x
          && x <= mark->rect.x + mark->rect.width && y >= mark->rect.y
          && y <= mark->rect.y + mark->rect.height)
        return m;
    }
  for (guint i = layout->items->len; i-- > 0;)
    {
      const QhChartItem *item = &g_array_index (layout->items, QhChartItem, i);
      if (!item->curved)
        continue;
      const QhChartPoint *points = &g_array_index (layout->points, QhChartPoint, item->first_point);
      double height = points[4].y - points[3].y;
      if (x < points[0].x || x > points[3].x)
        continue;
      double top = points[0].y + (points[3].y - points[0].y) * get_descent (points, x);
      if (y >= top - 1 && y <= top + height + 1)
        return qh_chart_layout_find_mark (layout, item->category, item->series);
    }
  return QH_CHART_NOTHING_HIT;
}

const QhChartFormClass qh_chart_form_flow = {
  .arrange = arrange,
  .hit = hit,
  .categories_down = TRUE,
};
