/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "qh-chart-layout-private.h"
#include "qh-chart-words.h"

#include <math.h>

#include <glib/gi18n-lib.h>
#include <pango/pangocairo.h>

#include "qh-chart-box.h"

/* Text is never smaller than this, in pixels. */
#define SMALLEST_TEXT 12.0
/* The interface's font where nobody names one: 11 points at 96 dots an inch. */
#define USUAL_TEXT 14.67
/* Labels of a chart beside the interface's own text. */
#define LABEL_SHARE 0.85

static const QhChartFormClass *const forms[QH_CHART_N_FORMS] = {
  [QH_CHART_LINE] = &qh_chart_form_line,           [QH_CHART_STACKED_BARS] = &qh_chart_form_bars,
  [QH_CHART_HEAT_MAP] = &qh_chart_form_heat_map,   [QH_CHART_PYRAMID] = &qh_chart_form_pyramid,
  [QH_CHART_GROUPED_BARS] = &qh_chart_form_bars,   [QH_CHART_SHARE_BARS] = &qh_chart_form_bars,
  [QH_CHART_PARETO] = &qh_chart_form_pareto,       [QH_CHART_BULLET] = &qh_chart_form_bullet,
  [QH_CHART_HISTOGRAM] = &qh_chart_form_histogram, [QH_CHART_AREA] = &qh_chart_form_area,
  [QH_CHART_CALENDAR] = &qh_chart_form_heat_map,   [QH_CHART_BOX] = &qh_chart_form_box,
  [QH_CHART_MULTIPLES] = &qh_chart_form_multiples, [QH_CHART_FLOW] = &qh_chart_form_flow,
  [QH_CHART_SCATTER] = &qh_chart_form_scatter,     [QH_CHART_STEPS] = &qh_chart_form_steps,
  [QH_CHART_INTERVALS] = &qh_chart_form_intervals,
};

static void
clear_item (gpointer item)
{
  g_clear_object (&((QhChartItem *)item)->text);
}

static PangoContext *
make_context (void)
{
  PangoContext *context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  g_autoptr (PangoFontDescription) font
    = pango_font_description_from_string ("Noto Sans, Cantarell, Sans");
  cairo_font_options_t *options = cairo_font_options_create ();

  pango_font_description_set_absolute_size (font, USUAL_TEXT * PANGO_SCALE);
  pango_context_set_font_description (context, font);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_SLIGHT);
  cairo_font_options_set_antialias (options, CAIRO_ANTIALIAS_GRAY);
  pango_cairo_context_set_font_options (context, options);
  pango_context_set_round_glyph_positions (context, FALSE);
  cairo_font_options_destroy (options);

  return context;
}

/* The interface's text size in pixels, as the context has it. */
static double
get_text_size (PangoContext *context)
{
  const PangoFontDescription *font = pango_context_get_font_description (context);
  double size = font != NULL ? pango_font_description_get_size (font) / (double)PANGO_SCALE : 0;
  double resolution = pango_cairo_context_get_resolution (context);

  if (size <= 0)
    return USUAL_TEXT;
  if (pango_font_description_get_size_is_absolute (font))
    return size;
  return size * (resolution > 0 ? resolution : 96) / 72;
}

static void
choose_fonts (QhChartLayout *self)
{
  double usual = get_text_size (self->context);
  double label = MAX (SMALLEST_TEXT, usual * LABEL_SHARE) * self->unit;
  double title = MAX (SMALLEST_TEXT, usual) * self->unit;

  for (int i = 0; i < QH_CHART_N_TEXTS; i++)
    {
      const PangoFontDescription *font = pango_context_get_font_description (self->context);
      self->fonts[i] = font != NULL ? pango_font_description_copy (font)
                                    : pango_font_description_from_string ("Sans");
      pango_font_description_set_absolute_size (
        self->fonts[i], (i == QH_CHART_TEXT_TITLE ? title : label) * PANGO_SCALE);
      pango_font_description_set_weight (
        self->fonts[i], i == QH_CHART_TEXT_NORMAL ? PANGO_WEIGHT_NORMAL : PANGO_WEIGHT_BOLD);
    }
  self->line = ceil (label * 1.2);
}

static PangoLayout *
make_text (QhChartLayout *self, QhChartText style)
{
  PangoLayout *text = pango_layout_new (self->context);
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
  pango_layout_set_attributes (text, attributes);
  pango_layout_set_font_description (text, self->fonts[style]);
  pango_layout_set_single_paragraph_mode (text, TRUE);

  return text;
}

/* Title and subtitle on one line where they fit, else on two. */
static void
add_title (QhChartLayout *self)
{
  const QhChartPalette *palette = self->palette;
  double margin = (self->width < 480 || self->height < 280 ? 10 : 16) * self->unit;
  double width = self->width - 2 * margin;
  double y = margin;
  double title = 0;

  if (self->data->title != NULL)
    {
      QhChartRect rect = qh_chart_layout_add_text (self,
                                                   self->data->title,
                                                   QH_CHART_TEXT_TITLE,
                                                   palette->ink,
                                                   margin,
                                                   y + self->line / 2,
                                                   0,
                                                   width);
      title = rect.width;
      y += rect.height;
    }
  if (self->data->subtitle != NULL)
    {
      double gap = title > 0 ? 10 * self->unit : 0;
      double needed = qh_chart_layout_measure (self, self->data->subtitle, QH_CHART_TEXT_NORMAL);
      if (title > 0 && title + gap + needed <= width)
        {
          qh_chart_layout_add_text (self,
                                    self->data->subtitle,
                                    QH_CHART_TEXT_NORMAL,
                                    palette->dim_ink,
                                    margin + title + gap,
                                    margin + self->line / 2 + self->unit,
                                    0,
                                    width);
        }
      else
        {
          qh_chart_layout_add_text (self,
                                    self->data->subtitle,
                                    QH_CHART_TEXT_NORMAL,
                                    palette->dim_ink,
                                    margin,
                                    y + self->line / 2,
                                    0,
                                    width);
          y += self->line;
        }
    }
  y += 8 * self->unit;
  self->area = (QhChartRect){ margin, y, width, MAX (0, self->height - y - margin) };
}

static void
add_reason (QhChartLayout *self)
{
  const char *reason = self->data->empty_reason;
  PangoLayout *text = make_text (self, QH_CHART_TEXT_NORMAL);
  double width = MIN (self->area.width, 420 * self->unit);
  int text_width = 0;
  int text_height = 0;

  if (reason == NULL)
    reason = _ ("Nothing to show for this period and these filters");
  g_autofree char *valid = g_utf8_make_valid (reason, -1);
  pango_layout_set_text (text, valid, -1);
  pango_layout_set_alignment (text, PANGO_ALIGN_CENTER);
  pango_layout_set_width (text, width * PANGO_SCALE);
  pango_layout_set_wrap (text, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_height (text, MAX (self->area.height, self->line) * PANGO_SCALE);
  pango_layout_set_ellipsize (text, PANGO_ELLIPSIZE_END);
  pango_layout_get_pixel_size (text, &text_width, &text_height);

  QhChartRect rect = { self->area.x + (self->area.width - width) / 2,
                       self->area.y + MAX (0, (self->area.height - text_height) / 2),
                       width,
                       text_height };
  QhChartItem item
    = { .kind = QH_CHART_ITEM_TEXT, .rect = rect, .fill = self->palette->dim_ink, .text = text };
  g_array_append_val (self->items, item);
  g_array_append_val (self->labels, rect);
}

/* Values first, then whole categories, then whole series: the order of hits. */
static int
compare_marks (gconstpointer a, gconstpointer b)
{
  const QhChartMark *one = a;
  const QhChartMark *two = b;

  if (one->kind != two->kind)
    return (int)one->kind - (int)two->kind;
  if (one->category != two->category)
    return one->category - two->category;
  return one->series - two->series;
}

/**
 * qh_chart_layout_new:
 * @data: what to draw; the layout keeps a reference
 * @theme: its colours
 * @width: in pixels, or points on paper
 * @height: likewise
 * @flags: whether it is part of a window or a picture of its own
 * @context: (nullable): whose font to use; NULL for a usual one
 *
 * Places everything. On a size above that of a card, text and lines grow with it.
 *
 * Returns: (transfer full): a layout to paint as often as wanted
 */
QhChartLayout *
qh_chart_layout_new (QhChartData *data,
                     QhChartTheme theme,
                     double width,
                     double height,
                     QhChartLayoutFlags flags,
                     PangoContext *context)
{
  g_return_val_if_fail (data != NULL, NULL);
  g_return_val_if_fail (theme < QH_CHART_N_THEMES, NULL);

  QhChartLayout *self = g_new0 (QhChartLayout, 1);
  self->data = qh_chart_data_ref (data);
  self->theme = theme;
  self->palette = qh_chart_theme_get_palette (theme);
  self->width = MAX (width, 1);
  self->height = MAX (height, 1);
  self->page = (flags & QH_CHART_LAYOUT_PAGE) != 0;
  self->unit = self->page ? CLAMP (MIN (width / 900, height / 500), 1, 6)
                          : CLAMP (MIN (width / 1100, height / 640), 1, 6);
  self->context = context != NULL ? g_object_ref (context) : make_context ();
  self->items = g_array_new (FALSE, TRUE, sizeof (QhChartItem));
  g_array_set_clear_func (self->items, clear_item);
  self->points = g_array_new (FALSE, FALSE, sizeof (QhChartPoint));
  self->marks = g_array_new (FALSE, FALSE, sizeof (QhChartMark));
  self->labels = g_array_new (FALSE, FALSE, sizeof (QhChartRect));
  self->focus = -1;
  self->hover = -1;
  choose_fonts (self);
  self->area = (QhChartRect){ 0, 0, self->width, self->height };

  if (self->page)
    add_title (self);
  if (qh_chart_data_is_empty (data))
    add_reason (self);
  else
    forms[data->form]->arrange (self);
  g_array_sort (self->marks, compare_marks);

  return self;
}

/**
 * qh_chart_layout_free:
 * @self: (transfer full): the layout
 */
void
qh_chart_layout_free (QhChartLayout *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->items, g_array_unref);
  g_clear_pointer (&self->points, g_array_unref);
  g_clear_pointer (&self->marks, g_array_unref);
  g_clear_pointer (&self->labels, g_array_unref);
  for (int i = 0; i < QH_CHART_N_TEXTS; i++)
    g_clear_pointer (&self->fonts[i], pango_font_description_free);
  g_clear_object (&self->scratch);
  g_clear_object (&self->context);
  g_clear_pointer (&self->data, qh_chart_data_unref);
  g_free (self);
}

/**
 * qh_chart_layout_get_marks:
 * @self: the layout
 * @n_marks: (out): how many there are
 *
 * Returns: (transfer none) (array length=n_marks): the marks: figures first, by
 *   category and series, then whole categories, then whole series
 */
const QhChartMark *
qh_chart_layout_get_marks (const QhChartLayout *self, guint *n_marks)
{
  g_return_val_if_fail (self != NULL && n_marks != NULL, NULL);

  *n_marks = self->marks->len;
  return (const QhChartMark *)(gpointer)self->marks->data;
}

/**
 * qh_chart_layout_get_labels:
 * @self: the layout
 * @n_labels: (out): how many there are
 *
 * Returns: (transfer none) (array length=n_labels): where text stands; for tests
 */
const QhChartRect *
qh_chart_layout_get_labels (const QhChartLayout *self, guint *n_labels)
{
  g_return_val_if_fail (self != NULL && n_labels != NULL, NULL);

  *n_labels = self->labels->len;
  return (const QhChartRect *)(gpointer)self->labels->data;
}

/**
 * qh_chart_layout_hit:
 * @self: the layout
 * @x: in pixels from the left
 * @y: in pixels from the top
 *
 * Returns: index of the mark there, -1 for none
 */
int
qh_chart_layout_hit (const QhChartLayout *self, double x, double y)
{
  g_return_val_if_fail (self != NULL, -1);

  const QhChartFormClass *form = forms[self->data->form];
  int mark = form->hit != NULL ? form->hit (self, x, y) : -1;
  if (mark >= 0 || mark == QH_CHART_NOTHING_HIT)
    return MAX (mark, -1);

  for (guint i = 0; i < self->marks->len; i++)
    {
      const QhChartRect *rect = &g_array_index (self->marks, QhChartMark, i).rect;
      if (x >= rect->x && x <= rect->x + rect->width && y >= rect->y && y <= rect->y + rect->height)
        return i;
    }
  return -1;
}

/**
 * qh_chart_layout_find_mark:
 * @self: the layout
 * @category: a category's index, or -1
 * @series: a series' index, or -1
 *
 * Returns: index of the mark that stands for them, -1 when it is not shown
 */
int
qh_chart_layout_find_mark (const QhChartLayout *self, int category, int series)
{
  g_return_val_if_fail (self != NULL, -1);

  for (guint i = 0; i < self->marks->len; i++)
    {
      const QhChartMark *mark = &g_array_index (self->marks, QhChartMark, i);
      if (mark->category == category && mark->series == series)
        return i;
    }
  return -1;
}

/* How far a mark is in a direction: steps along it count, steps across count
 * much more; -1 for marks that are not that way. */
static int
get_distance (const QhChartMark *from, const QhChartMark *to, int categories, int series)
{
  int along = 0;
  int across = 0;

  if (categories != 0)
    {
      along = (to->category - from->category) * categories;
      across = ABS (to->series - from->series);
    }
  else
    {
      along = (to->series - from->series) * series;
      across = ABS (to->category - from->category);
      if (across > 0)
        return -1;
    }
  return along > 0 ? along * 1000 + across : -1;
}

/**
 * qh_chart_layout_move:
 * @self: the layout
 * @mark: where the focus is, -1 for nowhere yet
 * @dx: -1 for left, 1 for right, else 0
 * @dy: -1 for up, 1 for down, else 0
 *
 * Walks the figures with the arrow keys.
 *
 * Returns: index of the mark to go to; @mark where there is nothing further that way
 */
int
qh_chart_layout_move (const QhChartLayout *self, int mark, int dx, int dy)
{
  g_return_val_if_fail (self != NULL, -1);

  const QhChartFormClass *form = forms[self->data->form];
  int categories = form->categories_down ? dy : dx;
  int series = form->categories_down ? dx : dy;
  int best = mark;
  int best_distance = G_MAXINT;

  if (self->marks->len == 0)
    return -1;
  if (mark < 0 || mark >= (int)self->marks->len)
    return 0;
  if (form->reversed)
    categories = -categories;

  const QhChartMark *from = &g_array_index (self->marks, QhChartMark, mark);
  for (guint i = 0; i < self->marks->len; i++)
    {
      const QhChartMark *to = &g_array_index (self->marks, QhChartMark, i);
      int distance
        = to->kind == QH_CHART_MARK_VALUE ? get_distance (from, to, categories, series) : -1;
      if (distance >= 0 && distance < best_distance)
        {
          best = i;
          best_distance = distance;
        }
    }
  return best;
}

/**
 * qh_chart_layout_dup_tooltip:
 * @self: the layout
 * @mark: index of a mark
 *
 * Returns: (transfer full) (nullable): what the mark tells, translated:
 *   "Monday, 12 h: 56 activities"
 */
char *
qh_chart_layout_dup_tooltip (const QhChartLayout *self, int mark)
{
  g_return_val_if_fail (self != NULL, NULL);
  if (mark < 0 || mark >= (int)self->marks->len)
    return NULL;

  const QhChartMark *item = &g_array_index (self->marks, QhChartMark, mark);
  /* The whole of a box. */
  if (self->data->form == QH_CHART_BOX && item->series < 0
      && qh_chart_data_get_n_series (self->data) >= QH_CHART_BOX_N_SERIES)
    return qh_chart_box_describe (self->data, (guint)item->category);
  const char *category
    = item->category >= 0 ? qh_chart_data_get_category (self->data, item->category)->label : NULL;
  const char *series
    = item->series >= 0 ? qh_chart_data_get_series (self->data, item->series)->label : NULL;
  g_autofree char *figure = qh_chart_data_dup_figure (self->data, item->value);

  if (category != NULL && series != NULL && qh_chart_data_get_n_series (self->data) > 1)
    /* Translators: a figure of a chart: "Monday, 12 h: 56 activities" */
    return g_strdup_printf (_ ("%1$s, %2$s: %3$s"), category, series, figure);
  /* Translators: a figure of a chart: "Monday: 362 activities" */
  return g_strdup_printf (_ ("%1$s: %2$s"), category != NULL ? category : series, figure);
}

/**
 * qh_chart_layout_set_focus_mark:
 * @self: the layout
 * @mark: which mark has the keyboard's focus, -1 for none
 *
 * Only the painting changes.
 */
void
qh_chart_layout_set_focus_mark (QhChartLayout *self, int mark)
{
  g_return_if_fail (self != NULL);

  self->focus = mark < (int)self->marks->len ? mark : -1;
}

/**
 * qh_chart_layout_set_hover_mark:
 * @self: the layout
 * @mark: which mark the pointer is over, -1 for none
 *
 * Only the painting changes.
 */
void
qh_chart_layout_set_hover_mark (QhChartLayout *self, int mark)
{
  g_return_if_fail (self != NULL);

  self->hover = mark < (int)self->marks->len ? mark : -1;
}

double
qh_chart_layout_measure (QhChartLayout *self, const char *text, QhChartText style)
{
  PangoRectangle logical;

  if (self->scratch == NULL)
    self->scratch = make_text (self, style);
  pango_layout_set_font_description (self->scratch, self->fonts[style]);
  pango_layout_set_text (self->scratch, text, -1);
  pango_layout_get_extents (self->scratch, NULL, &logical);

  return logical.width / (double)PANGO_SCALE;
}

double
qh_chart_layout_measure_number (QhChartLayout *self, double value, QhChartText style)
{
  g_autofree char *text = qh_chart_format_number (value);

  return qh_chart_layout_measure (self, text, style);
}

/* Text about the height @middle; @align 0 begins at @x, 1 ends there. What is
 * wider than @max_width ends in an ellipsis; what has no room is left out. */
QhChartRect
qh_chart_layout_add_text (QhChartLayout *self,
                          const char *text,
                          QhChartText style,
                          QhChartColour colour,
                          double x,
                          double middle,
                          double align,
                          double max_width)
{
  PangoRectangle logical;
  double line = style == QH_CHART_TEXT_TITLE ? self->line * 1.2 : self->line;
  QhChartRect rect = { x, middle - line / 2, 0, line };

  if (text == NULL || *text == '\0' || max_width < 8 * self->unit)
    return rect;

  PangoLayout *layout = make_text (self, style);
  pango_layout_set_text (layout, text, -1);
  pango_layout_get_extents (layout, NULL, &logical);
  if (logical.width > ceil (max_width * PANGO_SCALE))
    {
      pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
      pango_layout_set_width (layout, max_width * PANGO_SCALE);
      pango_layout_get_extents (layout, NULL, &logical);
    }
  rect.width = logical.width / (double)PANGO_SCALE;
  rect.x = x - rect.width * align;

  /* Right-to-left text stands at the right of a set width. */
  QhChartItem item = { .kind = QH_CHART_ITEM_TEXT, .rect = rect, .fill = colour, .text = layout };
  item.rect.x = rect.x - logical.x / (double)PANGO_SCALE;
  item.rect.y = middle - logical.height / (double)PANGO_SCALE / 2;
  g_array_append_val (self->items, item);
  g_array_append_val (self->labels, rect);

  return rect;
}

/* A figure has no accents and no descenders, so it needs less height. */
QhChartRect
qh_chart_layout_add_number (QhChartLayout *self,
                            double value,
                            QhChartText style,
                            QhChartColour colour,
                            double x,
                            double middle,
                            double align)
{
  g_autofree char *text = qh_chart_format_number (value);
  guint before = self->labels->len;
  QhChartRect rect
    = qh_chart_layout_add_text (self, text, style, colour, x, middle, align, self->width);

  rect.height = self->line * QH_CHART_FIGURE_HEIGHT;
  rect.y = middle - rect.height / 2;
  if (self->labels->len > before)
    g_array_index (self->labels, QhChartRect, before) = rect;
  return rect;
}
