/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "qh-chart-poster.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <pango/pangocairo.h>

#include "qh-chart-scale.h"
#include "qh-chart-words.h"
#include "qh-png.h"

/* Of a picture of 1080 by 1080. */
#define SIDE 1080.0
#define MARGIN 72.0
/* In a story a chart stands in the middle: what is drawn and its legend stay together. */
#define TALLEST 1.2
#define GROUND 0.988, 0.984, 0.969
/* A small logo does not become a large blur. */
#define MOST_ENLARGED 2.0

typedef struct
{
  QhChartData *data;
  const QhChartPoster *poster;
  double width;
  double height;
  double unit; /* what a pixel of the design is here */
} Poster;

/* Sizes that networks take as they are: a square, a link's picture, a story. */
static const int sizes[][2] = { { 1080, 1080 }, { 1200, 675 }, { 1080, 1920 } };
static const char *const size_names[] = { "1080x1080", "1200x675", "1080x1920", NULL };

/**
 * qh_chart_poster_list_sizes:
 *
 * Returns: (array zero-terminated=1): what qh_chart_poster_read_size() reads
 */
const char *const *
qh_chart_poster_list_sizes (void)
{
  return size_names;
}

/**
 * qh_chart_poster_read_size:
 * @text: (nullable): as "1080x1080"; the first size without
 * @width: (out): in pixels
 * @height: (out): in pixels
 * @error: G_IO_ERROR_INVALID_ARGUMENT for what is none of the sizes
 *
 * Returns: whether @text is a size for sharing
 */
gboolean
qh_chart_poster_read_size (const char *text, int *width, int *height, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      if (text == NULL || g_str_equal (text, size_names[i]))
        {
          *width = sizes[i][0];
          *height = sizes[i][1];
          return TRUE;
        }
    }
  g_set_error (error,
               G_IO_ERROR,
               G_IO_ERROR_INVALID_ARGUMENT,
               _ ("There is no card of the size “%s”: choose 1080x1080, 1200x675 or 1080x1920"),
               text);
  return FALSE;
}

/* Text in as many lines as it needs, up to @most. */
static PangoLayout *
lay_text (const Poster *self, cairo_t *cr, const char *text, double size, gboolean bold, double width, PangoAlignment align, int most)
{
  PangoLayout *layout = pango_cairo_create_layout (cr);
  g_autoptr (PangoFontDescription) font
    = pango_font_description_from_string ("Noto Sans, Cantarell, Sans");
  g_autofree char *valid = g_utf8_make_valid (text, -1);

  pango_font_description_set_absolute_size (font, size * self->unit * PANGO_SCALE);
  pango_font_description_set_weight (font, bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_text (layout, valid, -1);
  pango_layout_set_width (layout, width * PANGO_SCALE);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_height (layout, -most);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_alignment (layout, align);
  return layout;
}

static double
get_height (PangoLayout *layout)
{
  int height = 0;

  pango_layout_get_pixel_size (layout, NULL, &height);
  return height;
}

static void
paint_layout (cairo_t *cr, PangoLayout *layout, QhChartColour colour, double x, double y)
{
  cairo_set_source_rgb (cr, colour.red, colour.green, colour.blue);
  cairo_move_to (cr, x, y);
  pango_cairo_show_layout (cr, layout);
  cairo_new_path (cr);
}

/* Its height. */
static double
paint_text (const Poster *self,
            cairo_t *cr,
            const char *text,
            double size,
            gboolean bold,
            QhChartColour colour,
            QhChartRect box,
            PangoAlignment align,
            int most)
{
  g_autoptr (PangoLayout) layout = lay_text (self, cr, text, size, bold, box.width, align, most);

  paint_layout (cr, layout, colour, box.x, box.y);
  return get_height (layout);
}

/* Whose, when, what and how many; where the chart may begin. */
static double
paint_head (const Poster *self, cairo_t *cr, const QhChartPalette *palette)
{
  double margin = MARGIN * self->unit;
  QhChartRect box = { margin, margin * 0.8, self->width - 2 * margin, 0 };
  int most = self->width > self->height ? 1 : 3;

  if (self->poster->over != NULL)
    box.y += paint_text (
      self, cr, self->poster->over, 28, FALSE, palette->dim_ink, box, PANGO_ALIGN_LEFT, 2);
  box.y += 8 * self->unit;
  const char *title = self->poster->title != NULL ? self->poster->title : self->data->title;
  if (title != NULL)
    box.y += paint_text (
      self, cr, title, 56, TRUE, palette->ink, box, PANGO_ALIGN_LEFT, most);
  double total = qh_chart_data_get_total (self->data);
  if (self->poster->figure == NULL && self->data->unit != NULL && !isnan (total) && total > 0)
    {
      g_autofree char *text = qh_chart_data_dup_figure (self->data, total);
      box.y += paint_text (self, cr, text, 32, FALSE, palette->dim_ink, box, PANGO_ALIGN_LEFT, 1);
    }
  return box.y + 20 * self->unit;
}

/* A number by itself in the middle, with what is said of it below. */
static void
paint_figure (const Poster *self, cairo_t *cr, const QhChartPalette *palette, QhChartRect box)
{
  double size = MIN (200, box.height / self->unit * 0.42);
  double below = self->poster->detail != NULL ? 2.4 * 34 * self->unit : 0;
  QhChartRect line = box;

  line.y += MAX (0, (box.height - size * self->unit * 1.4 - below) / 2);
  line.y += paint_text (self, cr, self->poster->figure, size, TRUE, palette->series[0], line, PANGO_ALIGN_CENTER, 1);
  if (self->poster->detail != NULL)
    paint_text (self, cr, self->poster->detail, 34, FALSE, palette->dim_ink, line, PANGO_ALIGN_CENTER, 3);
}

/* The logo at the right of a box, in the middle of its height; how wide it became. What
 * is no picture is left out: who chose it was told then. One that would not be seen on the
 * light ground stands on a dark one. */
static double
paint_logo (const Poster *self, cairo_t *cr, QhChartRect box, QhChartColour ink)
{
  cairo_surface_t *logo = qh_png_read (self->poster->logo);
  double scale, width, height, pad;

  if (logo == NULL)
    return 0;
  pad = qh_png_is_light (logo) ? 8 * self->unit : 0;
  scale = MIN ((box.height - 2 * pad) / cairo_image_surface_get_height (logo),
               (box.width - 2 * pad) / cairo_image_surface_get_width (logo));
  scale = MIN (scale, MOST_ENLARGED);
  width = cairo_image_surface_get_width (logo) * scale + 2 * pad;
  height = cairo_image_surface_get_height (logo) * scale + 2 * pad;
  cairo_save (cr);
  cairo_translate (cr, box.x + box.width - width, box.y + (box.height - height) / 2);
  if (pad > 0)
    {
      cairo_set_source_rgb (cr, ink.red, ink.green, ink.blue);
      cairo_rectangle (cr, 0, 0, width, height);
      cairo_fill (cr);
    }
  cairo_translate (cr, pad, pad);
  cairo_scale (cr, scale, scale);
  cairo_set_source_surface (cr, logo, 0, 0);
  cairo_paint (cr);
  cairo_restore (cr);
  cairo_surface_destroy (logo);
  return width;
}

/* A name in a foot's height and this width, as large as it can be; smaller rather than cut. */
static PangoLayout *
lay_mark (const Poster *self, cairo_t *cr, double width)
{
  static const struct
  {
    double size;
    int most;
  } steps[] = { { 25, 2 }, { 22, 2 }, { 19, 3 }, { 16, 4 } };
  PangoLayout *layout = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_clear_object (&layout);
      layout = lay_text (self, cr, self->poster->mark, steps[i].size, TRUE, width, PANGO_ALIGN_RIGHT, steps[i].most);
      if (!pango_layout_is_ellipsized (layout))
        break;
    }
  return layout;
}

static void
paint_in_middle (cairo_t *cr, PangoLayout *layout, QhChartColour colour, double x, QhChartRect foot)
{
  paint_layout (cr, layout, colour, x, foot.y + (foot.height - get_height (layout)) / 2);
}

/* A rule, the source and whose mark it is; where the chart must end. */
static double
paint_foot (const Poster *self, cairo_t *cr, const QhChartPalette *palette)
{
  double margin = MARGIN * self->unit, gap = 16 * self->unit;
  QhChartRect foot = { margin, self->height - margin * 0.7 - 62 * self->unit, self->width - 2 * margin, 64 * self->unit };
  double top = foot.y - 18 * self->unit, logo, left = 0.42 * foot.width;
  g_autoptr (PangoLayout) source = NULL;
  g_autoptr (PangoLayout) mark = NULL;

  cairo_set_source_rgb (cr, palette->axis.red, palette->axis.green, palette->axis.blue);
  cairo_rectangle (cr, margin, top, foot.width, MAX (1, 1.5 * self->unit));
  cairo_fill (cr);
  logo = paint_logo (self, cr, (QhChartRect){ margin + 0.68 * foot.width, foot.y, 0.32 * foot.width, foot.height }, palette->ink);
  if (self->poster->mark != NULL)
    {
      double width = foot.width - left - gap - (logo > 0 ? logo + gap : 0);
      int taken = 0;

      mark = lay_mark (self, cr, width);
      pango_layout_get_pixel_size (mark, &taken, NULL);
      paint_in_middle (cr, mark, palette->ink, margin + left + gap, foot);
      left += width - taken;
    }
  else
    left = foot.width - gap - logo;
  if (self->poster->source != NULL)
    {
      source = lay_text (self, cr, self->poster->source, 23, FALSE, left, PANGO_ALIGN_LEFT, 2);
      paint_in_middle (cr, source, palette->dim_ink, margin, foot);
    }
  return top - 16 * self->unit;
}

static void
paint (cairo_t *cr, gpointer user_data)
{
  const Poster *self = user_data;
  const QhChartPalette *palette = qh_chart_theme_get_palette (QH_CHART_THEME_LIGHT);
  double margin = MARGIN * self->unit;
  /* The chart's text is of the size of a window's: here it is read on a telephone. */
  double grow = 2.1 * self->unit;

  cairo_set_source_rgb (cr, GROUND);
  cairo_paint (cr);
  double top = paint_head (self, cr, palette);
  double bottom = paint_foot (self, cr, palette);
  double width = self->width - 2 * margin, height = MAX (bottom - top, 1);
  if (self->poster->figure != NULL)
    {
      paint_figure (self, cr, palette, (QhChartRect){ margin, top, width, height });
      return;
    }
  double used = MIN (height, TALLEST * width);
  g_autoptr (QhChartLayout) layout = qh_chart_layout_new (
    self->data, QH_CHART_THEME_LIGHT, width / grow, used / grow, QH_CHART_LAYOUT_PLAIN, NULL);
  cairo_save (cr);
  cairo_translate (cr, margin, top + (height - used) / 2);
  cairo_scale (cr, grow, grow);
  qh_chart_layout_paint (layout, cr);
  cairo_restore (cr);
}

/**
 * qh_chart_poster_to_bytes:
 * @data: the figures; small ones are to be hidden before
 * @poster: what it says beside
 * @format: PNG, SVG or PDF
 * @width: in pixels
 * @height: in pixels
 * @error: as qh_chart_to_bytes()
 *
 * Draws one chart as a picture for sharing, to be read on a telephone.
 *
 * Returns: (transfer full): the picture's bytes
 */
GBytes *
qh_chart_poster_to_bytes (QhChartData *data,
                          const QhChartPoster *poster,
                          QhChartFormat format,
                          int width,
                          int height,
                          GError **error)
{
  g_return_val_if_fail (data != NULL && poster != NULL, NULL);

  Poster self = { data, poster, width, height, MIN (width, height) / SIDE };

  return qh_chart_paint_to_bytes (data, format, width, height, paint, &self, error);
}
