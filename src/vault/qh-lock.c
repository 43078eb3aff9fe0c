/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vault/qh-lock.h"

#include <glib/gi18n-lib.h>
#include <sodium.h>
#include <string.h>

#include "vault/qh-keyring.h"

/* The least that a file may ask for: below it a stolen file would be cheap to
 * guess. The most keeps a forged header from taking all memory. */
#define FLOOR_OPERATIONS 1
#define FLOOR_MEMORY (G_GUINT64_CONSTANT (8) << 20)
#define CEILING_OPERATIONS 16
#define CEILING_MEMORY (G_GUINT64_CONSTANT (2) << 30)

G_STATIC_ASSERT (QH_SALT_SIZE == crypto_pwhash_SALTBYTES);

/**
 * qh_lock_init:
 * @lock: (out caller-allocates): a lock with a new salt
 * @floor: whether to take the least cost that the program accepts, for tests
 *   and for practice workspaces, whose passphrase is public
 */
void
qh_lock_init (QhLock *lock, gboolean floor)
{
  qh_lock_renew (lock);
  lock->operations = floor ? FLOOR_OPERATIONS : crypto_pwhash_OPSLIMIT_MODERATE;
  lock->memory = floor ? FLOOR_MEMORY : crypto_pwhash_MEMLIMIT_MODERATE;
}

/**
 * qh_lock_renew:
 *
 * Draws a new salt and leaves the cost as it is.
 */
void
qh_lock_renew (QhLock *lock)
{
  qh_vault_init ();
  randombytes_buf (lock->salt, sizeof lock->salt);
}

/**
 * qh_secret_new:
 *
 * Returns: (transfer full): locked memory, for qh_secret_free().
 */
guint8 *
qh_secret_new (gsize size)
{
  guint8 *secret;

  qh_vault_init ();
  secret = sodium_malloc (size);
  if (secret == NULL)
    g_error ("No memory is left that can be locked");
  return secret;
}

/**
 * qh_secret_free:
 * @secret: (nullable): memory of qh_secret_new(); it is zeroed
 */
void
qh_secret_free (guint8 *secret)
{
  sodium_free (secret);
}

static gboolean
check_lock (const QhLock *lock, GError **error)
{
  if (lock->operations >= FLOOR_OPERATIONS && lock->operations <= CEILING_OPERATIONS
      && lock->memory >= FLOOR_MEMORY && lock->memory <= CEILING_MEMORY)
    return TRUE;
  g_set_error_literal (error,
                       QH_ERROR,
                       QH_ERROR_DAMAGED,
                       _ ("The workspace's key parameters are outside what this program accepts: "
                          "the file is damaged or was tampered with. Restore a backup."));
  return FALSE;
}

/**
 * qh_lock_derive:
 *
 * Argon2id. Slow by design: a fraction of a second with a full lock.
 *
 * Returns: (transfer full): %QH_KEY_SIZE bytes of locked memory, for qh_secret_free().
 */
guint8 *
qh_lock_derive (const QhLock *lock, const char *passphrase, GError **error)
{
  g_autofree char *normalized = g_utf8_normalize (passphrase, -1, G_NORMALIZE_NFC);
  const char *text = normalized != NULL ? normalized : passphrase;
  guint8 *key;
  int failed;

  if (!check_lock (lock, error))
    return NULL;
  key = qh_secret_new (QH_KEY_SIZE);
  failed = crypto_pwhash (key,
                          QH_KEY_SIZE,
                          text,
                          strlen (text),
                          lock->salt,
                          lock->operations,
                          (size_t)lock->memory,
                          crypto_pwhash_ALG_ARGON2ID13);
  if (normalized != NULL)
    sodium_memzero (normalized, strlen (normalized));
  if (failed == 0)
    return key;
  qh_secret_free (key);
  g_set_error (error,
               QH_ERROR,
               QH_ERROR_FAILED,
               _ ("There is not enough memory to derive the key: %'u MiB are needed. Close other "
                  "programs and try again."),
               (guint)(lock->memory >> 20));
  return NULL;
}
