/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vault/qh-hash.h"

#include <sodium.h>
#include <string.h>

struct _QhHash
{
  crypto_generichash_state state; /* its type asks for 64-byte alignment */
};

/**
 * qh_hash_new:
 *
 * Begins a keyed hash (BLAKE2b, 32 bytes) under the first workspace key, which
 * every user has and which stays when keys are renewed.
 *
 * Returns: (transfer full) (nullable): %NULL when the keyring has no such key.
 */
QhHash *
qh_hash_new (QhKeyring *keyring)
{
  guint32 number = qh_keyring_get_first (keyring, QH_KEY_WORKSPACE);
  QhHash *self;

  if (number == 0)
    return NULL;
  self = g_aligned_alloc0 (1, sizeof (QhHash), 64);
  crypto_generichash_init (&self->state,
                           qh_keyring_find (keyring, number),
                           crypto_aead_xchacha20poly1305_ietf_KEYBYTES,
                           QH_HASH_SIZE);
  return self;
}

void
qh_hash_update (QhHash *self, const void *data, gsize size)
{
  crypto_generichash_update (&self->state, data, size);
}

/**
 * qh_hash_add_int:
 *
 * Adds a number as eight bytes.
 */
void
qh_hash_add_int (QhHash *self, gint64 number)
{
  gint64 bytes = GINT64_TO_LE (number);

  qh_hash_update (self, &bytes, sizeof bytes);
}

/**
 * qh_hash_add_text:
 *
 * Adds a text with its length, so that two texts cannot be taken for one.
 */
void
qh_hash_add_text (QhHash *self, const char *text)
{
  qh_hash_add_int (self, (gint64)strlen (text));
  qh_hash_update (self, text, strlen (text));
}

/**
 * qh_hash_finish:
 * @hash: (out caller-allocates): the hash of all that was added
 */
void
qh_hash_finish (QhHash *self, guint8 hash[QH_HASH_SIZE])
{
  crypto_generichash_final (&self->state, hash, QH_HASH_SIZE);
}

void
qh_hash_free (QhHash *self)
{
  sodium_memzero (self, sizeof *self);
  g_aligned_free (self);
}

/**
 * qh_hash_short:
 * @key: (array fixed-size=16): secret
 *
 * Makes a number of some bytes that nobody can foretell without @key: SipHash-2-4
 * (Aumasson and Bernstein, 2012). For orders and numbers that tell nothing.
 *
 * Returns: any number of 64 bits, the same for the same @key and @data.
 */
guint64
qh_hash_short (const guint8 *key,
               gconstpointer data,
               gsize         size)
{
  guint64 number;

  G_STATIC_ASSERT (crypto_shorthash_BYTES == sizeof number && crypto_shorthash_KEYBYTES == QH_HASH_SHORT_KEY_SIZE);
  crypto_shorthash ((guint8 *)&number, data, size, key);
  return GUINT64_FROM_LE (number);
}

/**
 * qh_hash_draw_key:
 * @key: (out) (array fixed-size=16): a new one, from the system's random numbers
 */
void
qh_hash_draw_key (guint8 *key)
{
  randombytes_buf (key, QH_HASH_SHORT_KEY_SIZE);
}
