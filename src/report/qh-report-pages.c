/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A report becomes things on pages, from the top of the first to the bottom of
 * the last; painting them decides nothing. Lengths are in points. */
#include "report/qh-report-pages-private.h"

#include <glib/gi18n-lib.h>

#include "chart/qh-png.h"

#define TEXT 8.5
#define SMALL 7.5
#define CHART_TEXT 13.0 /* before it is scaled */
#define FOOT 24.0
#define LOGO 42.0
#define AFTER 8.0
#define CARD_LEAST 102.0
#define NOTE_LINE 20.0
#define SIGNATURE_HEIGHT 76.0
#define SIGNATURE_LEAST 48.0

static void
item_clear (gpointer data)
{
  QhReportItem *item = data;

  if (item->kind == QH_REPORT_ITEM_TEXT)
    g_free (item->text);
  g_clear_pointer (&item->chart, qh_chart_layout_free);
}

static PangoContext *
make_context (void)
{
  /* Fonts of its own: a report is laid out on a worker and drawn elsewhere. */
  g_autoptr (PangoFontMap) fonts = pango_cairo_font_map_new ();
  PangoContext *context = pango_font_map_create_context (fonts);
  PangoFontDescription *font = pango_font_description_from_string ("Cantarell, Sans");
  cairo_font_options_t *options = cairo_font_options_create ();

  /* Lines break alike on every surface. */
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  pango_cairo_context_set_font_options (context, options);
  cairo_font_options_destroy (options);
  pango_cairo_context_set_resolution (context, 72);
  pango_context_set_round_glyph_positions (context, FALSE);
  pango_font_description_set_absolute_size (font, CHART_TEXT * PANGO_SCALE);
  pango_context_set_font_description (context, font);
  pango_font_description_free (font);
  return context;
}

/* What texts are measured and painted with: figures below each other are of one width. */
PangoLayout *
qh_report_pages_new_layout (PangoContext *context)
{
  PangoLayout *layout = pango_layout_new (context);
  PangoAttrList *attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  return layout;
}

static GArray *
get_page (QhReportPages *self)
{
  return g_ptr_array_index (self->pages, self->pages->len - 1);
}

static QhReportItem *
add_item (QhReportPages *self, QhReportItemKind kind, double x, double y, double width, double height)
{
  QhReportItem item = { .kind = kind, .x = x, .y = y, .width = width, .height = height };
  GArray *page = get_page (self);

  g_array_append_val (page, item);
  return &g_array_index (page, QhReportItem, page->len - 1);
}

static void
set_measure (QhReportPages *self, const char *text, double size, gboolean bold, double width)
{
  if (size != self->measure_size || bold != self->measure_bold)
    {
      PangoFontDescription *font = pango_font_description_from_string ("Cantarell, Sans");

      pango_font_description_set_size (font, (int)(size * PANGO_SCALE));
      pango_font_description_set_weight (font, bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
      pango_layout_set_font_description (self->measure, font);
      pango_font_description_free (font);
      self->measure_size = size;
      self->measure_bold = bold;
    }
  pango_layout_set_width (self->measure, width < 0 ? -1 : (int)(width * PANGO_SCALE));
  pango_layout_set_text (self->measure, text, -1);
}

/**
 * qh_report_pages_measure:
 * @width: (out) (optional): of the text on one line
 *
 * Returns: its height on one line.
 */
double
qh_report_pages_measure (QhReportPages *self, const char *text, double size, gboolean bold, double *width)
{
  PangoRectangle extents;

  set_measure (self, text, size, bold, -1);
  pango_layout_get_extents (self->measure, NULL, &extents);
  if (width != NULL)
    *width = (double)extents.width / PANGO_SCALE;
  return (double)extents.height / PANGO_SCALE;
}

/**
 * qh_report_pages_height:
 *
 * Returns: the height of a text that is broken into lines of @width.
 */
double
qh_report_pages_height (QhReportPages *self, const char *text, double size, gboolean bold, double width)
{
  PangoRectangle extents;

  set_measure (self, text, size, bold, width);
  pango_layout_get_extents (self->measure, NULL, &extents);
  return (double)extents.height / PANGO_SCALE;
}

/**
 * qh_report_pages_put:
 * @width: where its lines break; it is aligned within it
 *
 * Puts a text on the page.
 *
 * Returns: (transfer none): until the next one is put.
 */
QhReportItem *
qh_report_pages_put (QhReportPages *self,
                     const char *text,
                     double x,
                     double y,
                     double width,
                     double size,
                     gboolean bold,
                     PangoAlignment align)
{
  QhReportItem *item = add_item (self, QH_REPORT_ITEM_TEXT, x, y, width, 0);

  item->text = g_strdup (text);
  item->size = size;
  item->bold = bold;
  item->align = align;
  return item;
}

void
qh_report_pages_rule (QhReportPages *self, double x, double y, double width, double height, double grey)
{
  add_item (self, QH_REPORT_ITEM_RULE, x, y, width, height)->grey = grey;
}

/* @element is static: a standard structure type of PDF. */
void
qh_report_pages_open (QhReportPages *self, const char *element)
{
  add_item (self, QH_REPORT_ITEM_OPEN, 0, 0, 0, 0)->text = (char *)element;
}

void
qh_report_pages_close (QhReportPages *self, const char *element)
{
  add_item (self, QH_REPORT_ITEM_CLOSE, 0, 0, 0, 0)->text = (char *)element;
}

/* Pages */

static void
put_running_head (QhReportPages *self)
{
  qh_report_pages_put (self, self->title, 0, 0, self->width * 0.7, SMALL, TRUE, PANGO_ALIGN_LEFT);
  qh_report_pages_put (
    self, self->subtitle, self->width * 0.7, 0, self->width * 0.3, SMALL, FALSE, PANGO_ALIGN_RIGHT);
  qh_report_pages_rule (self, 0, 13, self->width, 0.6, 0);
  self->y = 22;
}

void
qh_report_pages_begin (QhReportPages *self)
{
  GArray *page = g_array_new (FALSE, FALSE, sizeof (QhReportItem));

  g_array_set_clear_func (page, item_clear);
  g_ptr_array_add (self->pages, page);
  self->y = 0;
  if (self->pages->len > 1)
    put_running_head (self);
}

/**
 * qh_report_pages_need:
 *
 * Begins a new page where @height does not fit below what is there.
 *
 * Returns: whether it did.
 */
gboolean
qh_report_pages_need (QhReportPages *self, double height)
{
  if (self->y + height <= self->height - FOOT)
    return FALSE;
  qh_report_pages_begin (self);
  return TRUE;
}

/* The first page's head */

static double
put_logo (QhReportPages *self)
{
  double width, height, scale;
  QhReportItem *item;

  if (self->logo == NULL)
    return 0;
  width = cairo_image_surface_get_width (self->logo);
  height = cairo_image_surface_get_height (self->logo);
  scale = MIN (LOGO / height, 2.5 * LOGO / width);
  item = add_item (self, QH_REPORT_ITEM_LOGO, 0, 0, width * scale, height * scale);
  return item->width + 12;
}

static void
put_head (QhReportPages *self, const QhReport *report)
{
  double x = put_logo (self);
  double right = self->width * 0.26, width = self->width - x - right - 12;
  double y = qh_report_pages_height (self, report->institution, SMALL + 1, FALSE, width);

  qh_report_pages_put (self, report->institution, x, 2, width, SMALL + 1, FALSE, PANGO_ALIGN_LEFT);
  qh_report_pages_open (self, "H1");
  qh_report_pages_put (self, report->title, x, 4 + y, width, 13, TRUE, PANGO_ALIGN_LEFT);
  qh_report_pages_close (self, "H1");
  y += 4 + qh_report_pages_height (self, report->title, 13, TRUE, width);
  qh_report_pages_put (
    self, report->subtitle, self->width - right, 2, right, 11.5, TRUE, PANGO_ALIGN_RIGHT);
  if (report->practice)
    qh_report_pages_put (self,
                         _ ("Practice workspace"),
                         self->width - right,
                         4 + qh_report_pages_height (self, report->subtitle, 11.5, TRUE, right),
                         right,
                         SMALL + 1,
                         FALSE,
                         PANGO_ALIGN_RIGHT);
  y = MAX (y, self->logo != NULL ? LOGO : 0) + 6;
  qh_report_pages_rule (self, 0, y, self->width, 1.2, 0);
  self->y = y + 8;
}

static void
put_facts (QhReportPages *self, GPtrArray *facts)
{
  double width = facts->len > 0 ? self->width / facts->len : 0, tallest = 0;

  for (guint i = 0; i < facts->len; i++)
    {
      const QhReportFact *fact = g_ptr_array_index (facts, i);
      g_autofree char *text = g_strdup_printf (_ ("%s: %s"), fact->label, fact->text);

      qh_report_pages_open (self, "P");
      qh_report_pages_put (self, text, i * width, self->y, width - 8, TEXT, FALSE, PANGO_ALIGN_LEFT);
      qh_report_pages_close (self, "P");
      tallest = MAX (tallest, qh_report_pages_height (self, text, TEXT, FALSE, width - 8));
    }
  self->y += tallest + AFTER;
}

/* Sections */

static void
put_title (QhReportPages *self, const QhReportBlock *block, guint number, double with)
{
  g_autofree char *text = g_strdup_printf ("%u. %s", number, block->title);
  double height = qh_report_pages_height (self, text, 9.5, TRUE, self->width);

  qh_report_pages_need (self, height + 4 + with);
  qh_report_pages_open (self, "H2");
  qh_report_pages_put (self, text, 0, self->y, self->width, 9.5, TRUE, PANGO_ALIGN_LEFT);
  qh_report_pages_close (self, "H2");
  self->y += height + 4;
}

static double
measure_card (QhReportPages *self, const QhReportLine *line, double width)
{
  return 24 + qh_report_pages_height (self, line->label, SMALL + 0.5, FALSE, width);
}

/* Big numbers beside each other, each with its name below. */
static void
put_cards (QhReportPages *self, const QhReportBlock *block)
{
  guint across = (guint)MAX (1, self->width / CARD_LEAST);
  double step = self->width / across, width = step - 10;

  for (guint start = 0; start < block->lines->len; start += across)
    {
      guint end = MIN (start + across, block->lines->len);
      double tallest = 0;

      for (guint i = start; i < end; i++)
        tallest = MAX (tallest, measure_card (self, g_ptr_array_index (block->lines, i), width));
      qh_report_pages_need (self, tallest);
      for (guint i = start; i < end; i++)
        {
          const QhReportLine *line = g_ptr_array_index (block->lines, i);
          g_autofree char *value = qh_report_cell_to_text (block, line, 0);
          double x = (i - start) * step;

          qh_report_pages_rule (self, x, self->y, width, 1, 0);
          qh_report_pages_open (self, "P");
          qh_report_pages_put (self, value, x, self->y + 4, width, 12.5, TRUE, PANGO_ALIGN_LEFT);
          qh_report_pages_put (self, line->label, x, self->y + 21, width, SMALL + 0.5, FALSE, PANGO_ALIGN_LEFT);
          qh_report_pages_close (self, "P");
        }
      self->y += tallest + 6;
    }
}

/**
 * qh_report_pages_add_notes_of:
 *
 * What has to be said below a section.
 */
void
qh_report_pages_add_notes_of (QhReportPages *self, const QhReportBlock *block)
{
  g_autofree char *text = NULL;
  double height;

  if (block->notes->len == 0)
    return;
  g_ptr_array_add (block->notes, NULL);
  text = g_strjoinv (" ", (char **)block->notes->pdata);
  g_ptr_array_set_size (block->notes, (int)block->notes->len - 1);
  height = qh_report_pages_height (self, text, SMALL, FALSE, self->width);
  qh_report_pages_need (self, height + 3);
  qh_report_pages_open (self, "P");
  qh_report_pages_put (self, text, 0, self->y + 3, self->width, SMALL, FALSE, PANGO_ALIGN_LEFT)->grey = 0.35;
  qh_report_pages_close (self, "P");
  self->y += height + 3;
}

static void
put_lines (QhReportPages *self, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      qh_report_pages_need (self, NOTE_LINE);
      self->y += NOTE_LINE;
      qh_report_pages_rule (self, 0, self->y, self->width, 0.5, 0.6);
    }
}

static void
put_block (QhReportPages *self, const QhReportBlock *block, guint number)
{
  put_title (self, block, number, 44);
  switch (block->form)
    {
    case QH_REPORT_INDICATORS:
    case QH_REPORT_FIGURES:
      put_cards (self, block);
      break;
    case QH_REPORT_NOTES:
      put_lines (self, block->n_lines);
      break;
    default:
      if (!block->empty)
        qh_report_pages_add_table (self, block);
    }
  qh_report_pages_add_notes_of (self, block);
  if (block->chart != QH_REPORT_NO_CHART && !block->empty)
    qh_report_pages_add_chart (self, block);
  self->y += AFTER;
}

static void
put_signatures (QhReportPages *self, GPtrArray *signatures)
{
  double step = signatures->len > 0 ? self->width / signatures->len : 0, width = step - 24;
  double tallest = 0;

  for (guint i = 0; i < signatures->len; i++)
    {
      const QhReportFact *signature = g_ptr_array_index (signatures, i);

      tallest = MAX (tallest, qh_report_pages_height (self, signature->label, TEXT, FALSE, width));
    }
  if (signatures->len == 0)
    return;
  /* A little less room to sign in, rather than a page of its own. */
  qh_report_pages_need (self, SIGNATURE_LEAST + tallest);
  self->y += CLAMP (self->height - FOOT - self->y - tallest, SIGNATURE_LEAST, SIGNATURE_HEIGHT) - 30;
  for (guint i = 0; i < signatures->len; i++)
    {
      const QhReportFact *signature = g_ptr_array_index (signatures, i);
      double x = i * step + 12;

      qh_report_pages_rule (self, x, self->y, width, 0.6, 0);
      qh_report_pages_open (self, "P");
      qh_report_pages_put (self, signature->label, x, self->y + 3, width, TEXT, FALSE, PANGO_ALIGN_CENTER);
      if (signature->text != NULL)
        qh_report_pages_put (
          self, signature->text, x, self->y + 4 + tallest, width, TEXT, FALSE, PANGO_ALIGN_CENTER);
      qh_report_pages_close (self, "P");
    }
}

static void
put_feet (QhReportPages *self)
{
  double y = self->height - 10;

  for (guint i = 0; i < self->pages->len; i++)
    {
      g_autofree char *number = g_strdup_printf (_ ("Page %u of %u"), i + 1, self->pages->len);
      GArray *page = g_ptr_array_index (self->pages, i);
      QhReportItem foot = { .kind = QH_REPORT_ITEM_TEXT, .y = y, .width = self->width * 0.82, .size = 7, .grey = 0.35 };
      QhReportItem right = { .kind = QH_REPORT_ITEM_TEXT, .x = self->width * 0.82, .y = y, .width = self->width * 0.18,
                             .size = 7, .grey = 0.35, .align = PANGO_ALIGN_RIGHT };

      foot.text = g_strdup (self->foot);
      right.text = g_steal_pointer (&number);
      g_array_append_val (page, foot);
      g_array_append_val (page, right);
    }
}

/**
 * qh_report_pages_new:
 * @width: of a page without its margins, in points
 * @height: likewise
 *
 * Returns: (transfer full): the report on pages.
 */
QhReportPages *
qh_report_pages_new (const QhReport *report, double width, double height)
{
  QhReportPages *self = g_new0 (QhReportPages, 1);

  self->width = width;
  self->height = height;
  self->context = make_context ();
  self->measure = qh_report_pages_new_layout (self->context);
  self->pages = g_ptr_array_new_with_free_func ((GDestroyNotify)g_array_unref);
  self->title = g_strdup (report->title);
  self->subtitle = g_strdup (report->subtitle);
  self->foot = g_strdup (report->foot);
  self->logo = qh_png_read (report->logo);
  qh_report_pages_begin (self);
  put_head (self, report);
  put_facts (self, report->facts);
  for (guint i = 0; i < report->blocks->len; i++)
    put_block (self, g_ptr_array_index (report->blocks, i), i + 1);
  put_signatures (self, report->signatures);
  put_feet (self);
  return self;
}

void
qh_report_pages_free (QhReportPages *self)
{
  if (self == NULL)
    return;
  g_object_unref (self->measure);
  g_object_unref (self->context);
  g_ptr_array_unref (self->pages);
  g_free (self->title);
  g_free (self->subtitle);
  g_free (self->foot);
  g_clear_pointer (&self->logo, cairo_surface_destroy);
  g_free (self);
}

guint
qh_report_pages_get_n (const QhReportPages *self)
{
  return self->pages->len;
}
