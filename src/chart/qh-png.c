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

/* Below this a pixel is seen on a light ground, of 255. */
#define LIGHT 190
/* From this on it is there. */
#define VISIBLE 64

/* The luminance of a pixel of ARGB, its premultiplication taken away. */
static guint
get_luminance (guint32 pixel, guint alpha)
{
  guint red = pixel >> 16 & 0xff, green = pixel >> 8 & 0xff, blue = pixel & 0xff;

  return (54 * red + 183 * green + 19 * blue) / 256 * 255 / alpha;
}

/**
 * qh_png_is_light:
 * @surface: what qh_png_read() returned
 *
 * Returns: whether nothing of the picture would be seen on a light ground: it is light
 *   all over, on nothing.
 */
gboolean
qh_png_is_light (cairo_surface_t *surface)
{
  int width = cairo_image_surface_get_width (surface), height = cairo_image_surface_get_height (surface);
  const guint8 *data = cairo_image_surface_get_data (surface);
  int stride = cairo_image_surface_get_stride (surface);

  if (cairo_image_surface_get_format (surface) != CAIRO_FORMAT_ARGB32)
    return FALSE;
  for (int y = 0; y < height; y++)
    {
      const guint32 *line = (const guint32 *)(gconstpointer)(data + (gsize)y * stride);

      for (int x = 0; x < width; x++)
        {
          guint alpha = line[x] >> 24;

          if (alpha >= VISIBLE && get_luminance (line[x], alpha) < LIGHT)
            return FALSE;
        }
    }
  return TRUE;
}
