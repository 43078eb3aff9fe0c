/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * QhZipChunk:
 *
 * Gets a part of a file's bytes; returns whether to go on.
 */
typedef gboolean (*QhZipChunk) (const char *bytes, gsize length, gpointer user_data);

gboolean qh_zip_read (const char *path, const char *name, QhZipChunk chunk, gpointer user_data);

G_END_DECLS
