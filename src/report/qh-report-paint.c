/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <cairo-pdf.h>
#include <glib/gi18n-lib.h>

#include "chart/qh-png.h"
#include "domain/qh-error.h"
#include "report/qh-report-pages-private.h"

#define LETTER_WIDTH 612.0
#define LETTER_HEIGHT 792.0
#define A4_WIDTH 595.28
#define A4_HEIGHT 841.89

/* The layout that all texts of a page are set in, one after the other. */
typedef struct
{
  PangoLayout *layout;
  double size;
  gboolean bold;
} Pen;

static void
paint_text (Pen *pen, cairo_t *cr, const QhReportItem *item)
{
  if (pen->size != item->size || pen->bold != item->bold)
    {
      PangoFontDescription *font = pango_font_description_from_string ("Cantarell, Sans");

      pango_font_description_set_size (font, (int)(item->size * PANGO_SCALE));
      pango_font_description_set_weight (font, item->bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
      pango_layout_set_font_description (pen->layout, font);
      pango_font_description_free (font);
      pen->size = item->size;
      pen->bold = item->bold;
    }
  pango_layout_set_width (pen->layout, (int)(item->width * PANGO_SCALE));
  pango_layout_set_alignment (pen->layout, item->align);
  pango_layout_set_text (pen->layout, item->text, -1);
  cairo_set_source_rgb (cr, item->grey, item->grey, item->grey);
  cairo_move_to (cr, item->x, item->y);
  pango_cairo_show_layout (cr, pen->layout);
}

/* A light one would not be seen on paper. */
static void
paint_logo (cairo_t *cr, const QhReportItem *item, cairo_surface_t *logo)
{
  cairo_save (cr);
  cairo_translate (cr, item->x, item->y);
  if (qh_png_is_light (logo))
    {
      cairo_set_source_rgb (cr, 0.2, 0.2, 0.2);
      cairo_rectangle (cr, 0, 0, item->width, item->height);
      cairo_fill (cr);
    }
  cairo_scale (cr,
               item->width / cairo_image_surface_get_width (logo),
               item->height / cairo_image_surface_get_height (logo));
  cairo_set_source_surface (cr, logo, 0, 0);
  cairo_paint (cr);
  cairo_restore (cr);
}

static void
paint_chart (cairo_t *cr, const QhReportItem *item)
{
  cairo_save (cr);
  cairo_translate (cr, item->x, item->y);
  cairo_scale (cr, item->size, item->size);
  qh_chart_layout_paint (item->chart, cr);
  cairo_restore (cr);
}

static void
paint_item (const QhReportPages *self, Pen *pen, cairo_t *cr, const QhReportItem *item)
{
  switch (item->kind)
    {
    case QH_REPORT_ITEM_TEXT:
      paint_text (pen, cr, item);
      break;
    case QH_REPORT_ITEM_RULE:
      cairo_set_source_rgb (cr, item->grey, item->grey, item->grey);
      cairo_rectangle (cr, item->x, item->y, item->width, item->height);
      cairo_fill (cr);
      break;
    case QH_REPORT_ITEM_LOGO:
      paint_logo (cr, item, self->logo);
      break;
    case QH_REPORT_ITEM_CHART:
      paint_chart (cr, item);
      break;
    case QH_REPORT_ITEM_OPEN:
      cairo_tag_begin (cr, item->text, NULL);
      break;
    case QH_REPORT_ITEM_CLOSE:
      cairo_tag_end (cr, item->text);
      break;
    }
}

/**
 * qh_report_pages_draw:
 * @cr: in points, its origin where the margins end
 * @page: from 0
 */
void
qh_report_pages_draw (const QhReportPages *self, cairo_t *cr, guint page)
{
  GArray *items = g_ptr_array_index (self->pages, page);
  Pen pen = { qh_report_pages_new_layout (self->context), 0, FALSE };

  for (guint i = 0; i < items->len; i++)
    paint_item (self, &pen, cr, &g_array_index (items, QhReportItem, i));
  g_object_unref (pen.layout);
}

/**
 * qh_report_pages_dup_text:
 *
 * Returns: (transfer full): the texts of a page in their order, for who reads
 *   the screen with their ears.
 */
char *
qh_report_pages_dup_text (const QhReportPages *self, guint page)
{
  GArray *items = g_ptr_array_index (self->pages, page);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < items->len; i++)
    {
      const QhReportItem *item = &g_array_index (items, QhReportItem, i);

      if (item->kind == QH_REPORT_ITEM_TEXT)
        g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", item->text);
    }
  return g_string_free (text, FALSE);
}

/* PDF */

/**
 * qh_report_get_paper:
 * @width: (out): of the sheet, in points
 * @height: (out): likewise
 */
void
qh_report_get_paper (const QhReport *report, double *width, double *height)
{
  double shorter = report->a4 ? A4_WIDTH : LETTER_WIDTH, longer = report->a4 ? A4_HEIGHT : LETTER_HEIGHT;

  *width = report->landscape ? longer : shorter;
  *height = report->landscape ? shorter : longer;
}

static cairo_status_t
append_cb (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

static void
set_metadata (cairo_surface_t *surface, const QhReport *report)
{
  g_autofree char *title = g_strdup_printf ("%s, %s", report->title, report->subtitle);

  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, title);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_AUTHOR, report->author);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_SUBJECT, report->institution);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATOR, "Quehacer");
}

static void
draw_all (cairo_t *cr, const QhReportPages *pages, GCancellable *cancellable)
{
  for (guint i = 0; i < qh_report_pages_get_n (pages) && !g_cancellable_is_cancelled (cancellable); i++)
    {
      cairo_save (cr);
      cairo_translate (cr, QH_REPORT_MARGIN, QH_REPORT_MARGIN);
      qh_report_pages_draw (pages, cr, i);
      cairo_restore (cr);
      cairo_show_page (cr);
    }
}

/**
 * qh_report_to_pdf:
 * @n_pages: (out) (optional): how many pages it has
 *
 * Returns: (transfer full): the report as a PDF, with its title and author, and
 *   headings and tables told as such.
 */
GBytes *
qh_report_to_pdf (const QhReport *report, guint *n_pages, GCancellable *cancellable, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (QhReportPages) pages = NULL;
  cairo_surface_t *surface;
  cairo_status_t status;
  double width, height;
  cairo_t *cr;

  qh_report_get_paper (report, &width, &height);
  pages = qh_report_pages_new (report, width - 2 * QH_REPORT_MARGIN, height - 2 * QH_REPORT_MARGIN);
  surface = cairo_pdf_surface_create_for_stream (append_cb, bytes, width, height);
  set_metadata (surface, report);
  cr = cairo_create (surface);
  draw_all (cr, pages, cancellable);
  status = cairo_status (cr);
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  status = status != CAIRO_STATUS_SUCCESS ? status : cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  if (n_pages != NULL)
    *n_pages = qh_report_pages_get_n (pages);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  if (status == CAIRO_STATUS_SUCCESS)
    return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
  g_set_error (error,
               QH_ERROR,
               QH_ERROR_FAILED,
               _ ("The report could not be drawn (%s). Save it as xlsx or csv instead."),
               cairo_status_to_string (status));
  return NULL;
}
