/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * QhTextEncoding:
 * @name: (nullable): what the bytes were understood as, such as "UTF-8" or "WINDOWS-1252"
 * @byte_order_mark: whether a byte order mark stood at the beginning
 */
typedef struct
{
  const char *name;
  gboolean byte_order_mark;
} QhTextEncoding;

GBytes *qh_text_decode (GBytes          *bytes,
                        const char      *file_name,
                        QhTextEncoding  *encoding,
                        GError         **error);

G_END_DECLS
