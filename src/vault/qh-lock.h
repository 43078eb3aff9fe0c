/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "domain/qh-error.h"

G_BEGIN_DECLS

#define QH_SALT_SIZE 16
#define QH_KEY_SIZE 32

/**
 * QhLock:
 * @salt: random bytes
 * @operations: Argon2id passes
 * @memory: Argon2id memory in bytes
 *
 * How a passphrase becomes a key.
 */
typedef struct
{
  guint8 salt[QH_SALT_SIZE];
  guint64 operations;
  guint64 memory;
} QhLock;

void    qh_lock_init   (QhLock *lock, gboolean floor);
void    qh_lock_renew  (QhLock *lock);
guint8 *qh_lock_derive (const QhLock *lock, const char *passphrase, GError **error);

guint8 *qh_secret_new  (gsize size);
void    qh_secret_free (guint8 *secret);

G_END_DECLS
