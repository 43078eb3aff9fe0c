/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>
#include <glib.h>

G_BEGIN_DECLS

cairo_surface_t *qh_png_read (GBytes *bytes);
gboolean         qh_png_is_light (cairo_surface_t *surface);

G_END_DECLS
