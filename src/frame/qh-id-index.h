/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * QhIdIndex:
 *
 * From ids to small numbers, fast enough to be asked for every row.
 */
typedef struct _QhIdIndex QhIdIndex;

QhIdIndex *qh_id_index_new    (guint expected);
void       qh_id_index_free   (QhIdIndex *self);
void       qh_id_index_insert (QhIdIndex *self, gint64 id, guint32 value);
gboolean   qh_id_index_lookup (const QhIdIndex *self, gint64 id, guint32 *value);
gsize      qh_id_index_get_bytes (const QhIdIndex *self);

G_END_DECLS
