/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vault/qh-key-holder.h"

#include <glib/gi18n-lib.h>
#include <sodium.h>
#include <string.h>

#define NONCE_SIZE crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
#define TAG_SIZE crypto_aead_xchacha20poly1305_ietf_ABYTES
#define SECRET_SIZE crypto_box_SECRETKEYBYTES
#define CONTEXT_SIZE (8 + QH_PUBLIC_KEY_SIZE)

/* number (4 bytes), purpose (4), case (8), key (32), little-endian */
#define WRAPPED_SIZE (16 + QH_KEY_SIZE)

static const char own_key_label[] = "quehacer own key";

struct _QhKeyPair
{
  guint8 public_key[QH_PUBLIC_KEY_SIZE];
  guint8 *secret;
};

G_STATIC_ASSERT (QH_PUBLIC_KEY_SIZE == crypto_box_PUBLICKEYBYTES);
G_STATIC_ASSERT (SECRET_SIZE == QH_KEY_SIZE);

static QhKeyPair *
pair_new (void)
{
  QhKeyPair *self = g_new0 (QhKeyPair, 1);

  self->secret = qh_secret_new (SECRET_SIZE);
  return self;
}

/**
 * qh_key_pair_generate:
 *
 * Returns: (transfer full): a new pair.
 */
QhKeyPair *
qh_key_pair_generate (void)
{
  QhKeyPair *self = pair_new ();

  crypto_box_keypair (self->public_key, self->secret);
  return self;
}

/**
 * qh_key_pair_new_from_seed:
 * @seed: 32 secret bytes
 *
 * Returns: (transfer full): the pair that always follows from @seed.
 */
QhKeyPair *
qh_key_pair_new_from_seed (const guint8 *seed)
{
  QhKeyPair *self = pair_new ();

  crypto_box_seed_keypair (self->public_key, self->secret, seed);
  return self;
}

void
qh_key_pair_free (QhKeyPair *self)
{
  if (self == NULL)
    return;
  qh_secret_free (self->secret);
  g_free (self);
}

/**
 * qh_key_pair_get_public:
 *
 * Returns: (transfer none): %QH_PUBLIC_KEY_SIZE bytes.
 */
const guint8 *
qh_key_pair_get_public (const QhKeyPair *self)
{
  return self->public_key;
}

/* What the encrypted secret half is bound to: in another holder's place, or
 * beside another public half, it does not open. */
static void
make_context (gint64 id, const guint8 *public_key, guint8 context[CONTEXT_SIZE])
{
  gint64 id_le = GINT64_TO_LE (id);

  memcpy (context, &id_le, sizeof id_le);
  memcpy (context + sizeof id_le, public_key, QH_PUBLIC_KEY_SIZE);
}

/**
 * qh_key_holder_new:
 * @lock: how @passphrase is to be derived
 *
 * Slow by design: it derives a key.
 *
 * Returns: (transfer full): the holder as it is to stand in the file.
 */
QhKeyHolder *
qh_key_holder_new (gint64 id,
                   const QhKeyPair *pair,
                   const QhLock *lock,
                   const char *passphrase,
                   GError **error)
{
  gsize size = NONCE_SIZE + SECRET_SIZE + TAG_SIZE;
  guint8 *derived = qh_lock_derive (lock, passphrase, error);
  guint8 context[CONTEXT_SIZE];
  QhKeyHolder *self;
  guint8 *blob;

  if (derived == NULL)
    return NULL;
  self = g_new0 (QhKeyHolder, 1);
  self->id = id;
  memcpy (self->public_key, pair->public_key, QH_PUBLIC_KEY_SIZE);
  self->lock = *lock;
  make_context (id, self->public_key, context);
  blob = g_malloc (size);
  randombytes_buf (blob, NONCE_SIZE);
  crypto_aead_xchacha20poly1305_ietf_encrypt (blob + NONCE_SIZE,
                                              NULL,
                                              pair->secret,
                                              SECRET_SIZE,
                                              context,
                                              sizeof context,
                                              NULL,
                                              blob,
                                              derived);
  qh_secret_free (derived);
  self->secret = g_bytes_new_take (blob, size);
  return self;
}

void
qh_key_holder_free (QhKeyHolder *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->secret, g_bytes_unref);
  g_free (self);
}

/**
 * qh_key_holder_open:
 *
 * Slow by design: it derives a key.
 *
 * Returns: (transfer full): the holder's pair, or %NULL with %QH_ERROR_PASSPHRASE
 *   when @passphrase is not theirs.
 */
QhKeyPair *
qh_key_holder_open (const QhKeyHolder *self, const char *passphrase, GError **error)
{
  g_autoptr (QhKeyPair) pair = NULL;
  guint8 context[CONTEXT_SIZE];
  guint8 *derived;
  gsize size = 0;
  const guint8 *blob = self->secret != NULL ? g_bytes_get_data (self->secret, &size) : NULL;
  int failed = -1;

  derived = qh_lock_derive (&self->lock, passphrase, error);
  if (derived == NULL)
    return NULL;
  pair = pair_new ();
  memcpy (pair->public_key, self->public_key, QH_PUBLIC_KEY_SIZE);
  make_context (self->id, self->public_key, context);
  if (size == NONCE_SIZE + SECRET_SIZE + TAG_SIZE)
    failed = crypto_aead_xchacha20poly1305_ietf_decrypt (pair->secret,
                                                         NULL,
                                                         NULL,
                                                         blob + NONCE_SIZE,
                                                         size - NONCE_SIZE,
                                                         context,
                                                         sizeof context,
                                                         blob,
                                                         derived);
  qh_secret_free (derived);
  if (failed == 0)
    return g_steal_pointer (&pair);
  g_set_error_literal (error, QH_ERROR, QH_ERROR_PASSPHRASE, _ ("The passphrase is not correct."));
  return NULL;
}

/**
 * qh_keyring_wrap:
 * @number: a key that the keyring has
 * @public_key: of who is to be able to open it
 *
 * Encrypts a key, with what it is, for one holder (crypto_box_seal). Under
 * another number the wrap does not count.
 *
 * Returns: (transfer full) (nullable): the wrap; %NULL when the keyring lacks the key.
 */
GBytes *
qh_keyring_wrap (QhKeyring *self, guint32 number, const guint8 *public_key)
{
  const QhKeyInfo *info = qh_keyring_find_info (self, number);
  guint8 plain[WRAPPED_SIZE];
  guint32 words[2];
  gint64 case_le;
  guint8 *blob;

  if (info == NULL)
    return NULL;
  words[0] = GUINT32_TO_LE (info->number);
  words[1] = GUINT32_TO_LE ((guint32)info->purpose);
  case_le = GINT64_TO_LE (info->case_id);
  memcpy (plain, words, sizeof words);
  memcpy (plain + sizeof words, &case_le, sizeof case_le);
  memcpy (plain + sizeof words + sizeof case_le, qh_keyring_find (self, number), QH_KEY_SIZE);
  blob = g_malloc (WRAPPED_SIZE + crypto_box_SEALBYTES);
  crypto_box_seal (blob, plain, sizeof plain, public_key);
  sodium_memzero (plain, sizeof plain);
  return g_bytes_new_take (blob, WRAPPED_SIZE + crypto_box_SEALBYTES);
}

/* Returns whether the bytes of an opened wrap are of the key that it stands for. */
static gboolean
take_key (QhKeyring *self, guint32 number, const guint8 *plain)
{
  guint32 words[2];
  gint64 case_le;
  QhKeyInfo info;

  memcpy (words, plain, sizeof words);
  memcpy (&case_le, plain + sizeof words, sizeof case_le);
  info.number = GUINT32_FROM_LE (words[0]);
  info.purpose = (QhKeyPurpose)GUINT32_FROM_LE (words[1]);
  info.case_id = GINT64_FROM_LE (case_le);
  if (info.number != number)
    return FALSE;
  qh_keyring_add (self, &info, plain + sizeof words + sizeof case_le);
  return TRUE;
}

/**
 * qh_keyring_unwrap:
 * @number: under which @wrap stands
 * @pair: of the holder for whom it was made
 *
 * Adds the key that a wrap holds.
 *
 * Returns: whether it opened and is of that number; if not, %QH_ERROR_DAMAGED.
 */
gboolean
qh_keyring_unwrap (QhKeyring *self,
                   guint32 number,
                   GBytes *wrap,
                   const QhKeyPair *pair,
                   GError **error)
{
  guint8 plain[WRAPPED_SIZE];
  gsize size;
  const guint8 *blob = g_bytes_get_data (wrap, &size);
  gboolean opened
    = size == WRAPPED_SIZE + crypto_box_SEALBYTES
      && crypto_box_seal_open (plain, blob, size, pair->public_key, pair->secret) == 0
      && take_key (self, number, plain);

  sodium_memzero (plain, sizeof plain);
  if (!opened)
    g_set_error (error,
                 QH_ERROR,
                 QH_ERROR_DAMAGED,
                 _ ("Key %u of the workspace does not open: it was changed or moved. Restore a "
                    "backup."),
                 number);
  return opened;
}

/**
 * qh_keyring_add_own:
 *
 * Adds the key that is the holder's alone (%QH_KEY_OWN): it follows from the
 * secret half, so it lasts as long as the pair.
 */
void
qh_keyring_add_own (QhKeyring *self, const QhKeyPair *pair)
{
  static const QhKeyInfo info = { QH_OWN_KEY_NUMBER, QH_KEY_OWN, 0 };
  guint8 key[QH_KEY_SIZE];

  crypto_generichash (key,
                      sizeof key,
                      (const guint8 *)own_key_label,
                      strlen (own_key_label),
                      pair->secret,
                      SECRET_SIZE);
  qh_keyring_add (self, &info, key);
  sodium_memzero (key, sizeof key);
}
