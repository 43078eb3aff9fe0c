/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "qh-chart-save.h"

#include <string.h>

#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <gio/gio.h>
#include <glib/gi18n-lib.h>

#include "qh-chart-words.h"

static const char *const endings[QH_CHART_N_FORMATS] = { ".png", ".svg", ".pdf" };

static cairo_status_t
append_cb (void *closure, const unsigned char *bytes, unsigned int length)
{
  g_byte_array_append (closure, bytes, length);

  return CAIRO_STATUS_SUCCESS;
}

static cairo_surface_t *
make_surface (QhChartData *data, QhChartFormat format, int width, int height, GByteArray *bytes)
{
  g_autofree char *words = qh_chart_describe (data);
  cairo_surface_t *surface;

  if (format == QH_CHART_PNG)
    return cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
  if (format == QH_CHART_SVG)
    {
      surface = cairo_svg_surface_create_for_stream (append_cb, bytes, width, height);
      cairo_svg_surface_set_document_unit (surface, CAIRO_SVG_UNIT_PX);
      return surface;
    }
  surface = cairo_pdf_surface_create_for_stream (append_cb, bytes, width, height);
  cairo_pdf_surface_set_metadata (
    surface, CAIRO_PDF_METADATA_TITLE, data->title != NULL ? data->title : "");
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_SUBJECT, words);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATOR, "Quehacer");

  return surface;
}

/* What a screen reader says of the picture, as the first children of the root. */
static void
insert_svg_words (GByteArray *bytes, QhChartData *data)
{
  const char *text = (const char *)bytes->data;
  const char *root = g_strstr_len (text, bytes->len, "<svg");
  const char *end = root != NULL ? memchr (root, '>', bytes->len - (root - text)) : NULL;

  if (end == NULL)
    return;
  g_autofree char *words = qh_chart_describe (data);
  g_autofree char *insert = g_markup_printf_escaped (
    "\n<title>%s</title>\n<desc>%s</desc>", data->title != NULL ? data->title : "", words);
  gsize at = end + 1 - text;
  gsize length = strlen (insert);
  gsize before = bytes->len;

  g_byte_array_set_size (bytes, before + length);
  memmove (bytes->data + at + length, bytes->data + at, before - at);
  memcpy (bytes->data + at, insert, length);
}

/**
 * qh_chart_format_from_path:
 * @path: a file's name
 * @format: (out): what its ending says
 * @error: G_IO_ERROR_INVALID_FILENAME for an ending that is no picture's
 *
 * Returns: whether the ending is .png, .svg or .pdf, in small or capital letters
 */
gboolean
qh_chart_format_from_path (const char *path, QhChartFormat *format, GError **error)
{
  g_return_val_if_fail (path != NULL && format != NULL, FALSE);

  g_autofree char *lower = g_ascii_strdown (path, -1);
  for (int i = 0; i < QH_CHART_N_FORMATS; i++)
    {
      if (g_str_has_suffix (lower, endings[i]))
        {
          *format = i;
          return TRUE;
        }
    }
  g_autofree char *shown = g_filename_display_name (path);
  g_set_error (
    error,
    G_IO_ERROR,
    G_IO_ERROR_INVALID_FILENAME,
    _ ("“%s” does not say which kind of picture to save: end the name in .png, .svg or .pdf"),
    shown);
  return FALSE;
}

/**
 * qh_chart_paint_to_bytes:
 * @data: what the picture is of: its words go with it
 * @format: PNG, SVG or PDF
 * @width: in pixels; in points for PDF
 * @height: likewise
 * @paint: (scope call): paints it
 * @user_data: for @paint
 * @error: as qh_chart_to_bytes()
 *
 * Returns: (transfer full): the picture's bytes
 */
GBytes *
qh_chart_paint_to_bytes (QhChartData *data,
                         QhChartFormat format,
                         int width,
                         int height,
                         QhChartPaint paint,
                         gpointer user_data,
                         GError **error)
{
  g_return_val_if_fail (data != NULL && format < QH_CHART_N_FORMATS, NULL);

  if (MIN (width, height) < QH_CHART_SMALLEST || MAX (width, height) > QH_CHART_LARGEST)
    {
      g_set_error (error,
                   G_IO_ERROR,
                   G_IO_ERROR_INVALID_ARGUMENT,
                   _ ("A chart of %d × %d cannot be drawn: each side must be from %d to %d"),
                   width,
                   height,
                   QH_CHART_SMALLEST,
                   QH_CHART_LARGEST);
      return NULL;
    }

  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  cairo_surface_t *surface = make_surface (data, format, width, height, bytes);
  cairo_t *cr = cairo_create (surface);

  paint (cr, user_data);
  cairo_status_t status = cairo_status (cr);
  cairo_destroy (cr);
  if (status == CAIRO_STATUS_SUCCESS && format == QH_CHART_PNG)
    status = cairo_surface_write_to_png_stream (surface, append_cb, bytes);
  cairo_surface_finish (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);

  if (status != CAIRO_STATUS_SUCCESS)
    {
      g_set_error (error,
                   G_IO_ERROR,
                   G_IO_ERROR_FAILED,
                   _ ("The chart could not be drawn (%s): try a smaller size"),
                   cairo_status_to_string (status));
      return NULL;
    }
  if (format == QH_CHART_SVG)
    insert_svg_words (bytes, data);

  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

static void
paint_layout (cairo_t *cr, gpointer user_data)
{
  qh_chart_layout_paint (user_data, cr);
}

/**
 * qh_chart_to_bytes:
 * @data: the figures
 * @format: PNG, SVG or PDF
 * @width: in pixels; in points for PDF
 * @height: likewise
 * @theme: its colours
 * @error: G_IO_ERROR_INVALID_ARGUMENT for a size out of QH_CHART_SMALLEST to
 *   QH_CHART_LARGEST, G_IO_ERROR_FAILED when it cannot be drawn
 *
 * Draws a picture of its own, with title and subtitle: for a file or the clipboard.
 *
 * Returns: (transfer full): the picture's bytes
 */
GBytes *
qh_chart_to_bytes (QhChartData *data,
                   QhChartFormat format,
                   int width,
                   int height,
                   QhChartTheme theme,
                   GError **error)
{
  g_autoptr (QhChartLayout) layout
    = qh_chart_layout_new (data, theme, width, height, QH_CHART_LAYOUT_PAGE, NULL);

  return qh_chart_paint_to_bytes (data, format, width, height, paint_layout, layout, error);
}

/* Why a file was not written, in words, and what to do. */
static void
explain (GError *cause, const char *path, GError **error)
{
  g_autofree char *shown = g_filename_display_name (path);
  const char *message = NULL;

  if (g_error_matches (cause, G_FILE_ERROR, G_FILE_ERROR_NOENT)
      || g_error_matches (cause, G_FILE_ERROR, G_FILE_ERROR_NOTDIR))
    message
      = _ ("The chart was not saved as “%s”: that folder does not exist. Choose another folder.");
  else if (g_error_matches (cause, G_FILE_ERROR, G_FILE_ERROR_ACCES)
           || g_error_matches (cause, G_FILE_ERROR, G_FILE_ERROR_PERM)
           || g_error_matches (cause, G_FILE_ERROR, G_FILE_ERROR_ROFS))
    message = _ ("The chart was not saved as “%s”: nothing may be written in that folder. Choose "
                 "another folder.");
  else if (g_error_matches (cause, G_FILE_ERROR, G_FILE_ERROR_NOSPC))
    message = _ ("The chart was not saved as “%s”: there is no room left. Free some, or choose "
                 "another folder.");
  else if (g_error_matches (cause, G_FILE_ERROR, G_FILE_ERROR_ISDIR))
    message = _ ("The chart was not saved as “%s”: that is a folder. Choose another name.");

  if (message != NULL)
    {
      g_autofree char *text = NULL;
      g_auto (GStrv) parts = g_strsplit (message, "%s", 2);
      text = g_strconcat (parts[0], shown, parts[1], NULL);
      g_set_error_literal (error, cause->domain, cause->code, text);
      return;
    }
  g_set_error (error,
               cause->domain,
               cause->code,
               _ ("The chart was not saved as “%s”: %s. Choose another folder or name."),
               shown,
               cause->message);
}

/**
 * qh_chart_save_bytes:
 * @bytes: a picture
 * @path: the file; one that is there is replaced
 * @error: a #GFileError
 *
 * The file is written beside its place and renamed at the end, so that a
 * failure leaves what was there.
 *
 * Returns: whether it was saved
 */
gboolean
qh_chart_save_bytes (GBytes *bytes, const char *path, GError **error)
{
  g_return_val_if_fail (bytes != NULL && path != NULL, FALSE);

  g_autoptr (GError) cause = NULL;
  gsize length = 0;

  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    cause = g_error_new_literal (G_FILE_ERROR, G_FILE_ERROR_ISDIR, "");
  else
    {
      const char *content = g_bytes_get_data (bytes, &length);
      g_file_set_contents_full (path,
                                content,
                                length,
                                G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                0644,
                                &cause);
    }
  if (cause != NULL)
    {
      explain (cause, path, error);
      return FALSE;
    }
  return TRUE;
}

/**
 * qh_chart_save:
 * @data: the figures
 * @path: the file; one that is there is replaced
 * @format: PNG, SVG or PDF
 * @width: in pixels; in points for PDF
 * @height: likewise
 * @theme: its colours
 * @error: as qh_chart_to_bytes(), or a #GFileError
 *
 * Saves the chart with its title, as qh_chart_save_bytes().
 *
 * Returns: whether it was saved
 */
gboolean
qh_chart_save (QhChartData *data,
               const char *path,
               QhChartFormat format,
               int width,
               int height,
               QhChartTheme theme,
               GError **error)
{
  g_return_val_if_fail (data != NULL && path != NULL, FALSE);

  g_autoptr (GBytes) bytes = qh_chart_to_bytes (data, format, width, height, theme, error);

  return bytes != NULL && qh_chart_save_bytes (bytes, path, error);
}
