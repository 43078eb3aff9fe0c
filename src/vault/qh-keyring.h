/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "domain/qh-error.h"

G_BEGIN_DECLS

#define QH_SALT_SIZE 16

/**
 * QhKeyPurpose:
 * @QH_KEY_IDENTITY: seals identifiers and narratives
 * @QH_KEY_WORKSPACE: seals drafts and backups, keys the log's chain
 */
typedef enum
{
  QH_KEY_IDENTITY = 1,
  QH_KEY_WORKSPACE = 2,
} QhKeyPurpose;

/**
 * QhLock:
 * @salt: random bytes
 * @operations: Argon2id passes
 * @memory: Argon2id memory in bytes
 *
 * How a passphrase becomes the key that unwraps the others.
 */
typedef struct
{
  guint8 salt[QH_SALT_SIZE];
  guint64 operations;
  guint64 memory;
} QhLock;

/**
 * QhWrap:
 *
 * A key of the workspace as it stands in the file, encrypted.
 */
typedef struct
{
  guint32 number;
  QhKeyPurpose purpose;
  GBytes *blob;
} QhWrap;

typedef struct _QhKeyring QhKeyring;

void       qh_vault_init        (void);

void       qh_lock_init         (QhLock *lock, gboolean floor);

QhKeyring *qh_keyring_generate  (void);
QhKeyring *qh_keyring_unwrap    (const QhLock *lock, GPtrArray *wraps, const char *passphrase, GError **error);
GPtrArray *qh_keyring_wrap      (QhKeyring *self, const QhLock *lock, const char *passphrase, GError **error);
QhKeyring *qh_keyring_ref       (QhKeyring *self);
void       qh_keyring_unref     (QhKeyring *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (QhKeyring, qh_keyring_unref)

const guint8 *qh_keyring_find    (QhKeyring *self, guint32 number);
guint32    qh_keyring_get_current (QhKeyring *self, QhKeyPurpose purpose);
guint32    qh_keyring_get_first   (QhKeyring *self, QhKeyPurpose purpose);

QhWrap    *qh_wrap_new          (guint32 number, QhKeyPurpose purpose, GBytes *blob);
void       qh_wrap_free         (QhWrap *wrap);

G_END_DECLS
