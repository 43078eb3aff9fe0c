/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/qh-png.h"

#include <string.h>

typedef struct
{
  const guint8 *data;
  gsize left;
} Source;

static cairo_status_t
read_cb (void *closure, unsigned char *data, unsigned int length)
{
  Source *source = closure;

  if (length > source->left)
    return CAIRO_STATUS_READ_ERROR;
  memcpy (data, source->data, length);
  source->data += length;
  source->left -= length;
  return CAIRO_STATUS_SUCCESS;
}

/**
 * qh_png_read:
 * @bytes: (nullable): a PNG file
 *
 * Returns: (transfer full) (nullable): the picture; %NULL where it is none.
 */
cairo_surface_t *
qh_png_read (GBytes *bytes)
{
  Source source = { NULL, 0 };
  cairo_surface_t *surface;

  if (bytes == NULL)
    return NULL;
  source.data = g_bytes_get_data (bytes, &source.left);
  surface = cairo_image_surface_create_from_png_stream (read_cb, &source);
  if (cairo_surface_status (surface) == CAIRO_STATUS_SUCCESS)
    return surface;
  cairo_surface_destroy (surface);
  return NULL;
}
