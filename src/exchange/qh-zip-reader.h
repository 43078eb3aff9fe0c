/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * QhZipChunk:
 *
 * Gets a part of a file's bytes; returns whether to go on.
 */
typedef gboolean (*QhZipChunk) (const char *bytes, gsize length, gpointer user_data);

typedef struct _QhZipReader QhZipReader;

QhZipReader *qh_zip_reader_open (const char *path);
void         qh_zip_reader_free (QhZipReader *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (QhZipReader, qh_zip_reader_free)

gboolean     qh_zip_reader_read (QhZipReader *self, const char *name, QhZipChunk chunk, gpointer user_data);

G_END_DECLS
