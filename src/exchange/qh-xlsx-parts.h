/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

GHashTable *qh_xlsx_unpack     (GBytes *bytes, const char *file_name, GCancellable *cancellable, GError **error);
GBytes     *qh_xlsx_find_sheet (GHashTable *parts, const char *file_name, GError **error);

G_END_DECLS
