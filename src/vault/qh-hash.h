/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vault/qh-keyring.h"

G_BEGIN_DECLS

#define QH_HASH_SIZE 32

typedef struct _QhHash QhHash;

QhHash  *qh_hash_new      (QhKeyring *keyring);
void     qh_hash_update   (QhHash *self, const void *data, gsize size);
void     qh_hash_add_int  (QhHash *self, gint64 number);
void     qh_hash_add_text (QhHash *self, const char *text);
void     qh_hash_finish   (QhHash *self, guint8 hash[QH_HASH_SIZE]);
void     qh_hash_free     (QhHash *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (QhHash, qh_hash_free)

#define QH_HASH_SHORT_KEY_SIZE 16

guint64 qh_hash_short    (const guint8 *key, gconstpointer data, gsize size);
void    qh_hash_draw_key (guint8 *key);

G_END_DECLS
