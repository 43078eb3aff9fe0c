/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vault/qh-seal.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <sodium.h>
#include <string.h>

/* version (1 byte), key number (4, little-endian), nonce (24), ciphertext, tag (16) */
#define SEAL_VERSION 1
#define NUMBER_OFFSET 1
#define NONCE_OFFSET 5
#define NONCE_SIZE crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
#define TAG_SIZE crypto_aead_xchacha20poly1305_ietf_ABYTES
#define HEADER_SIZE (NONCE_OFFSET + NONCE_SIZE)
#define CONTEXT_SIZE 17

/**
 * qh_seal_get_overhead:
 *
 * Returns: by how many bytes a seal is longer than what it holds.
 */
gsize
qh_seal_get_overhead (void)
{
  return HEADER_SIZE + TAG_SIZE;
}

/* What the seal is bound to: moved to another kind, row or key it does not open. */
static void
make_context (const guint8 *header, guint32 kind, gint64 row, guint8 context[CONTEXT_SIZE])
{
  guint32 kind_le = GUINT32_TO_LE (kind);
  gint64 row_le = GINT64_TO_LE (row);

  memcpy (context, header, NONCE_OFFSET);
  memcpy (context + NONCE_OFFSET, &kind_le, sizeof kind_le);
  memcpy (context + NONCE_OFFSET + sizeof kind_le, &row_le, sizeof row_le);
}

/**
 * qh_seal_with:
 * @number: which of the workspace's keys seals
 * @kind: number of the record's kind
 * @row: id of the record
 *
 * Encrypts with XChaCha20-Poly1305 under a random nonce.
 *
 * Returns: (transfer full) (nullable): the seal; %NULL when the keyring lacks
 *   that key.
 */
GBytes *
qh_seal_with (QhKeyring *keyring,
              guint32 number,
              guint32 kind,
              gint64 row,
              const void *data,
              gsize size)
{
  const guint8 *key = qh_keyring_find (keyring, number);
  guint32 number_le = GUINT32_TO_LE (number);
  guint8 context[CONTEXT_SIZE];
  guint8 *blob;

  if (key == NULL)
    return NULL;
  blob = g_malloc (size + HEADER_SIZE + TAG_SIZE);
  blob[0] = SEAL_VERSION;
  memcpy (blob + NUMBER_OFFSET, &number_le, sizeof number_le);
  randombytes_buf (blob + NONCE_OFFSET, NONCE_SIZE);
  make_context (blob, kind, row, context);
  crypto_aead_xchacha20poly1305_ietf_encrypt (blob + HEADER_SIZE,
                                              NULL,
                                              data,
                                              size,
                                              context,
                                              sizeof context,
                                              NULL,
                                              blob + NONCE_OFFSET,
                                              key);
  return g_bytes_new_take (blob, size + HEADER_SIZE + TAG_SIZE);
}

/**
 * qh_seal:
 * @purpose: the newest of the workspace's keys for it seals
 *
 * As qh_seal_with().
 *
 * Returns: (transfer full) (nullable): the seal; %NULL when the keyring has no
 *   key for @purpose.
 */
GBytes *
qh_seal (QhKeyring *keyring,
         QhKeyPurpose purpose,
         guint32 kind,
         gint64 row,
         const void *data,
         gsize size)
{
  return qh_seal_with (keyring, qh_keyring_get_current (keyring, purpose), kind, row, data, size);
}

/**
 * qh_seal_get_key_number:
 *
 * Returns: the number of the key that made the seal, or 0 when @blob is none.
 */
guint32
qh_seal_get_key_number (const guint8 *blob, gsize size)
{
  guint32 number_le;

  if (size < HEADER_SIZE + TAG_SIZE || blob[0] != SEAL_VERSION)
    return 0;
  memcpy (&number_le, blob + NUMBER_OFFSET, sizeof number_le);
  return GUINT32_FROM_LE (number_le);
}

/**
 * qh_unseal:
 * @opened: (out caller-allocates): room for @size − qh_seal_get_overhead() bytes
 *
 * Returns: the bytes that the seal held, or -1 with %QH_ERROR_DAMAGED when it
 *   does not open for this kind and row, or %QH_ERROR_PASSPHRASE when the
 *   keyring lacks its key.
 */
gssize
qh_unseal (QhKeyring *keyring,
           guint32 kind,
           gint64 row,
           const guint8 *blob,
           gsize size,
           guint8 *opened,
           GError **error)
{
  guint8 context[CONTEXT_SIZE];
  guint32 number_le;
  const guint8 *key;

  if (size < HEADER_SIZE + TAG_SIZE || blob[0] != SEAL_VERSION)
    {
      g_set_error (
        error,
        QH_ERROR,
        QH_ERROR_DAMAGED,
        _ ("The sealed part of record %" PRId64 " is damaged. Restore it from a backup."),
        row);
      return -1;
    }
  memcpy (&number_le, blob + NUMBER_OFFSET, sizeof number_le);
  key = qh_keyring_find (keyring, GUINT32_FROM_LE (number_le));
  if (key == NULL)
    {
      g_set_error (
        error,
        QH_ERROR,
        QH_ERROR_PASSPHRASE,
        _ ("The sealed part of record %" PRId64 " needs a key that this passphrase does not give."),
        row);
      return -1;
    }
  make_context (blob, kind, row, context);
  if (crypto_aead_xchacha20poly1305_ietf_decrypt (opened,
                                                  NULL,
                                                  NULL,
                                                  blob + HEADER_SIZE,
                                                  size - HEADER_SIZE,
                                                  context,
                                                  sizeof context,
                                                  blob + NONCE_OFFSET,
                                                  key)
      != 0)
    {
      g_set_error (error,
                   QH_ERROR,
                   QH_ERROR_DAMAGED,
                   _ ("The sealed part of record %" PRId64
                      " does not open: it was changed or moved. Restore it from a backup."),
                   row);
      return -1;
    }
  return (gssize)(size - HEADER_SIZE - TAG_SIZE);
}

/**
 * qh_wipe:
 *
 * Zeroes memory that held a secret, in a way that the compiler keeps.
 */
void
qh_wipe (void *memory, gsize size)
{
  sodium_memzero (memory, size);
}

/**
 * qh_keyed_digest:
 * @digest: (out): BLAKE2b of the data under the first key for @purpose, 16
 *   bytes: who lacks the key cannot tell what was digested by trying
 *
 * Returns: whether the keyring has a key for @purpose.
 */
gboolean
qh_keyed_digest (QhKeyring *keyring,
                 QhKeyPurpose purpose,
                 const void *data,
                 gsize size,
                 guint8 digest[QH_DIGEST_SIZE])
{
  guint32 number = qh_keyring_get_first (keyring, purpose);

  if (number == 0)
    return FALSE;
  crypto_generichash (digest,
                      QH_DIGEST_SIZE,
                      data,
                      size,
                      qh_keyring_find (keyring, number),
                      crypto_aead_xchacha20poly1305_ietf_KEYBYTES);
  return TRUE;
}
