/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <cairo-pdf.h>
#include <glib/gi18n-lib.h>

#include "domain/qh-error.h"
#include "report/qh-pages.h"

/* A4, in points. */
#define PAGE_WIDTH 595.28
#define PAGE_HEIGHT 841.89
#define MARGIN 56.0
#define ROWS_AT_ONCE 200

static cairo_status_t
append_cb (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

static void
set_metadata (cairo_surface_t *surface, const QhDocument *document)
{
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, document->title);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_AUTHOR, document->author);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATOR, "Quehacer");
}

static void
add_outline (cairo_surface_t *surface, const QhDocument *document, QhPages *pages)
{
  int parent = CAIRO_PDF_OUTLINE_ROOT;

  for (guint i = 0; i < document->sections->len; i++)
    {
      const QhSection *section = g_ptr_array_index (document->sections, i);
      g_autofree char *link = g_strdup_printf ("page=%u", qh_pages_find_section (pages, i) + 1);
      int entry = cairo_pdf_surface_add_outline (
        surface, section->level == 1 ? CAIRO_PDF_OUTLINE_ROOT : parent, section->title, link, 0);

      if (section->level == 1)
        parent = entry;
    }
}

static void
draw_all (cairo_t *cr, QhPages *pages, GCancellable *cancellable)
{
  for (guint i = 0; i < qh_pages_get_n (pages) && !g_cancellable_is_cancelled (cancellable); i++)
    {
      cairo_save (cr);
      cairo_translate (cr, MARGIN, MARGIN);
      qh_pages_draw (pages, cr, i);
      cairo_restore (cr);
      cairo_show_page (cr);
    }
}

/**
 * qh_pages_to_pdf:
 * @n_pages: (out): how many pages it has
 *
 * Returns: (transfer full): the document as a PDF on A4, with its title and author,
 *   headings told as such and an outline.
 */
GBytes *
qh_pages_to_pdf (const QhDocument *document,
                 guint *n_pages,
                 GCancellable *cancellable,
                 GError **error)
{
  GByteArray *bytes = g_byte_array_new ();
  g_autoptr (QhPages) pages
    = qh_pages_new (document, PAGE_WIDTH - 2 * MARGIN, PAGE_HEIGHT - 2 * MARGIN);
  cairo_surface_t *surface
    = cairo_pdf_surface_create_for_stream (append_cb, bytes, PAGE_WIDTH, PAGE_HEIGHT);
  cairo_t *cr = cairo_create (surface);
  cairo_status_t status;

  while (!g_cancellable_is_cancelled (cancellable) && !qh_pages_lay_out (pages, ROWS_AT_ONCE))
    ;
  set_metadata (surface, document);
  draw_all (cr, pages, cancellable);
  add_outline (surface, document, pages);
  *n_pages = qh_pages_get_n (pages);
  status = cairo_status (cr);
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  status = status != CAIRO_STATUS_SUCCESS ? status : cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  if (status == CAIRO_STATUS_SUCCESS && !g_cancellable_set_error_if_cancelled (cancellable, error))
    return g_byte_array_free_to_bytes (bytes);
  g_byte_array_unref (bytes);
  if (status != CAIRO_STATUS_SUCCESS)
    g_set_error (error,
                 QH_ERROR,
                 QH_ERROR_FAILED,
                 _ ("The pages could not be drawn (%s). Save it as text instead."),
                 cairo_status_to_string (status));
  return NULL;
}
