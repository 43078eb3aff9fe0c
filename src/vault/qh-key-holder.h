/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vault/qh-keyring.h"

G_BEGIN_DECLS

#define QH_PUBLIC_KEY_SIZE 32

/**
 * QhKeyPair:
 *
 * An X25519 key pair, its secret half in locked memory.
 */
typedef struct _QhKeyPair QhKeyPair;

QhKeyPair    *qh_key_pair_generate      (void);
QhKeyPair    *qh_key_pair_new_from_seed (const guint8 *seed);
void          qh_key_pair_free          (QhKeyPair *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (QhKeyPair, qh_key_pair_free)
const guint8 *qh_key_pair_get_public    (const QhKeyPair *self);

/**
 * QhKeyHolder:
 * @id: a user's id, or %QH_RECOVERY_HOLDER
 * @public_key: for which the workspace's keys are wrapped
 * @secret: (nullable): the other half, encrypted under the passphrase; %NULL where it stands on
 * paper only
 * @lock: how the passphrase becomes the key to @secret
 *
 * Somebody who can open keys, as they stand in the file.
 */
typedef struct
{
  gint64 id;
  guint8 public_key[QH_PUBLIC_KEY_SIZE];
  GBytes *secret;
  QhLock lock;
} QhKeyHolder;

#define QH_RECOVERY_HOLDER 1

QhKeyHolder *qh_key_holder_new  (gint64 id, const QhKeyPair *pair, const QhLock *lock,
                                 const char *passphrase, GError **error);
void         qh_key_holder_free (QhKeyHolder *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (QhKeyHolder, qh_key_holder_free)
QhKeyPair   *qh_key_holder_open (const QhKeyHolder *self, const char *passphrase, GError **error);

GBytes      *qh_keyring_wrap    (QhKeyring *self, guint32 number, const guint8 *public_key);
gboolean     qh_keyring_unwrap  (QhKeyring *self, guint32 number, GBytes *wrap, const QhKeyPair *pair, GError **error);
void         qh_keyring_add_own (QhKeyring *self, const QhKeyPair *pair);

G_END_DECLS
