/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vault/qh-keyring.h"

G_BEGIN_DECLS

#define QH_DIGEST_SIZE 16

gsize    qh_seal_get_overhead (void);
GBytes  *qh_seal              (QhKeyring *keyring, QhKeyPurpose purpose, guint32 kind, gint64 row,
                               const void *data, gsize size);
GBytes  *qh_seal_with         (QhKeyring *keyring, guint32 number, guint32 kind, gint64 row,
                               const void *data, gsize size);
guint32  qh_seal_get_key_number (const guint8 *blob, gsize size);
gssize   qh_unseal            (QhKeyring *keyring, guint32 kind, gint64 row, const guint8 *blob, gsize size,
                               guint8 *opened, GError **error);
void     qh_wipe              (void *memory, gsize size);
gboolean qh_keyed_digest      (QhKeyring *keyring, QhKeyPurpose purpose, const void *data, gsize size, guint8 digest[QH_DIGEST_SIZE]);

G_END_DECLS
