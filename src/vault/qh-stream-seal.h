/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vault/qh-seal.h"

G_BEGIN_DECLS

#define QH_STREAM_START_SIZE 24
#define QH_STREAM_BLOCK 65536
#define QH_STREAM_OVERHEAD 17

typedef struct _QhStreamSeal QhStreamSeal;

QhStreamSeal *qh_stream_seal_new  (QhKeyring *keyring, guint32 kind, gint64 row, GBytes **key,
                                   guint8 start[QH_STREAM_START_SIZE]);
QhStreamSeal *qh_stream_seal_open (QhKeyring *keyring, guint32 kind, gint64 row, GBytes *key,
                                   const guint8 start[QH_STREAM_START_SIZE], GError **error);
void          qh_stream_seal_free (QhStreamSeal *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (QhStreamSeal, qh_stream_seal_free)

gsize         qh_stream_seal_push (QhStreamSeal *self, const guint8 *data, gsize size, GBytes *bound,
                                   gboolean last, guint8 *sealed);
gssize        qh_stream_seal_pull (QhStreamSeal *self, const guint8 *sealed, gsize size, GBytes *bound,
                                   gboolean *last, guint8 *data);

G_END_DECLS
