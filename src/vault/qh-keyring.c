/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vault/qh-keyring.h"

#include <glib/gi18n-lib.h>
#include <sodium.h>
#include <string.h>

#define KEY_SIZE crypto_aead_xchacha20poly1305_ietf_KEYBYTES
#define NONCE_SIZE crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
#define TAG_SIZE crypto_aead_xchacha20poly1305_ietf_ABYTES
#define MAX_KEYS 64

/* The least that a file may ask for: below it a stolen file would be cheap to
 * guess. The most keeps a forged header from taking all memory. */
#define FLOOR_OPERATIONS 1
#define FLOOR_MEMORY (G_GUINT64_CONSTANT (8) << 20)
#define CEILING_OPERATIONS 16
#define CEILING_MEMORY (G_GUINT64_CONSTANT (2) << 30)

typedef struct
{
  guint32 number;
  QhKeyPurpose purpose;
  guint8 key[KEY_SIZE];
} Key;

struct _QhKeyring
{
  gatomicrefcount references;
  guint n_keys;
  Key *keys; /* in locked memory */
};

G_STATIC_ASSERT (QH_SALT_SIZE == crypto_pwhash_SALTBYTES);

/**
 * qh_vault_init:
 *
 * Makes the cryptography ready. To be called first, once or more.
 */
void
qh_vault_init (void)
{
  if (sodium_init () < 0)
    g_error ("libsodium cannot be initialised");
}

/**
 * qh_lock_init:
 * @lock: (out caller-allocates): a lock with a new salt
 * @floor: whether to take the least cost that the program accepts, for tests
 *   and for practice workspaces, whose passphrase is public
 */
void
qh_lock_init (QhLock *lock, gboolean floor)
{
  randombytes_buf (lock->salt, sizeof lock->salt);
  lock->operations = floor ? FLOOR_OPERATIONS : crypto_pwhash_OPSLIMIT_MODERATE;
  lock->memory = floor ? FLOOR_MEMORY : crypto_pwhash_MEMLIMIT_MODERATE;
}

static QhKeyring *
keyring_new (void)
{
  QhKeyring *self = g_new0 (QhKeyring, 1);

  qh_vault_init ();
  g_atomic_ref_count_init (&self->references);
  self->keys = sodium_malloc (sizeof (Key) * MAX_KEYS);
  g_assert (self->keys != NULL);
  memset (self->keys, 0, sizeof (Key) * MAX_KEYS);
  return self;
}

/**
 * qh_keyring_generate:
 *
 * Returns: (transfer full): a new identity key and a new workspace key.
 */
QhKeyring *
qh_keyring_generate (void)
{
  QhKeyring *self = keyring_new ();
  static const QhKeyPurpose purposes[] = { QH_KEY_IDENTITY, QH_KEY_WORKSPACE };

  for (guint i = 0; i < G_N_ELEMENTS (purposes); i++)
    {
      self->keys[i].number = i + 1;
      self->keys[i].purpose = purposes[i];
      randombytes_buf (self->keys[i].key, KEY_SIZE);
    }
  self->n_keys = G_N_ELEMENTS (purposes);
  return self;
}

QhKeyring *
qh_keyring_ref (QhKeyring *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

/**
 * qh_keyring_unref:
 *
 * The last reference zeroes the keys.
 */
void
qh_keyring_unref (QhKeyring *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;
  sodium_free (self->keys);
  g_free (self);
}

/**
 * qh_keyring_find:
 *
 * Returns: (nullable): the 32 bytes of the key of that number, in locked memory.
 */
const guint8 *
qh_keyring_find (QhKeyring *self, guint32 number)
{
  for (guint i = 0; i < self->n_keys; i++)
    if (self->keys[i].number == number)
      return self->keys[i].key;
  return NULL;
}

/**
 * qh_keyring_get_current:
 *
 * Returns: the number of the newest key for @purpose, or 0 when this keyring has none.
 */
guint32
qh_keyring_get_current (QhKeyring *self, QhKeyPurpose purpose)
{
  guint32 number = 0;

  for (guint i = 0; i < self->n_keys; i++)
    if (self->keys[i].purpose == purpose)
      number = MAX (number, self->keys[i].number);
  return number;
}

/**
 * qh_keyring_get_first:
 *
 * Returns: the number of the oldest key for @purpose, or 0 when this keyring has none.
 */
guint32
qh_keyring_get_first (QhKeyring *self, QhKeyPurpose purpose)
{
  guint32 number = 0;

  for (guint i = 0; i < self->n_keys; i++)
    if (self->keys[i].purpose == purpose && (number == 0 || self->keys[i].number < number))
      number = self->keys[i].number;
  return number;
}

QhWrap *
qh_wrap_new (guint32 number, QhKeyPurpose purpose, GBytes *blob)
{
  QhWrap *wrap = g_new (QhWrap, 1);

  wrap->number = number;
  wrap->purpose = purpose;
  wrap->blob = g_bytes_ref (blob);
  return wrap;
}

void
qh_wrap_free (QhWrap *wrap)
{
  g_bytes_unref (wrap->blob);
  g_free (wrap);
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

/* Returns the key of the passphrase in locked memory, for sodium_free(). */
static guint8 *
derive (const QhLock *lock, const char *passphrase, GError **error)
{
  g_autofree char *normalized = g_utf8_normalize (passphrase, -1, G_NORMALIZE_NFC);
  const char *text = normalized != NULL ? normalized : passphrase;
  guint8 *key;
  int failed;

  if (!check_lock (lock, error))
    return NULL;
  qh_vault_init ();
  key = sodium_malloc (KEY_SIZE);
  g_assert (key != NULL);
  failed = crypto_pwhash (key,
                          KEY_SIZE,
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
  sodium_free (key);
  g_set_error (error,
               QH_ERROR,
               QH_ERROR_FAILED,
               _ ("There is not enough memory to derive the key: %'u MiB are needed. Close other "
                  "programs and try again."),
               (guint)(lock->memory >> 20));
  return NULL;
}

static void
wrap_context (guint32 number, QhKeyPurpose purpose, guint32 context[2])
{
  context[0] = GUINT32_TO_LE (number);
  context[1] = GUINT32_TO_LE ((guint32)purpose);
}

static QhWrap *
wrap_key (const Key *key, const guint8 *wrapping)
{
  gsize size = NONCE_SIZE + KEY_SIZE + TAG_SIZE;
  guint8 *blob = g_malloc (size);
  g_autoptr (GBytes) bytes = NULL;
  guint32 context[2];

  wrap_context (key->number, key->purpose, context);
  randombytes_buf (blob, NONCE_SIZE);
  crypto_aead_xchacha20poly1305_ietf_encrypt (blob + NONCE_SIZE,
                                              NULL,
                                              key->key,
                                              KEY_SIZE,
                                              (const guint8 *)context,
                                              sizeof context,
                                              NULL,
                                              blob,
                                              wrapping);
  bytes = g_bytes_new_take (blob, size);
  return qh_wrap_new (key->number, key->purpose, bytes);
}

/**
 * qh_keyring_wrap:
 * @lock: how the passphrase is to be derived
 *
 * Slow by design: a fraction of a second with a full lock.
 *
 * Returns: (transfer full) (element-type QhWrap): every key, encrypted under @passphrase.
 */
GPtrArray *
qh_keyring_wrap (QhKeyring *self, const QhLock *lock, const char *passphrase, GError **error)
{
  guint8 *wrapping = derive (lock, passphrase, error);
  GPtrArray *wraps;

  if (wrapping == NULL)
    return NULL;
  wraps = g_ptr_array_new_with_free_func ((GDestroyNotify)qh_wrap_free);
  for (guint i = 0; i < self->n_keys; i++)
    g_ptr_array_add (wraps, wrap_key (&self->keys[i], wrapping));
  sodium_free (wrapping);
  return wraps;
}

static gboolean
unwrap_key (const QhWrap *wrap, const guint8 *wrapping, Key *key)
{
  guint32 context[2];
  gsize size;
  const guint8 *blob = g_bytes_get_data (wrap->blob, &size);

  if (size != NONCE_SIZE + KEY_SIZE + TAG_SIZE)
    return FALSE;
  wrap_context (wrap->number, wrap->purpose, context);
  key->number = wrap->number;
  key->purpose = wrap->purpose;
  return crypto_aead_xchacha20poly1305_ietf_decrypt (key->key,
                                                     NULL,
                                                     NULL,
                                                     blob + NONCE_SIZE,
                                                     size - NONCE_SIZE,
                                                     (const guint8 *)context,
                                                     sizeof context,
                                                     blob,
                                                     wrapping)
         == 0;
}

/**
 * qh_keyring_unwrap:
 * @wraps: (element-type QhWrap): the encrypted keys
 *
 * Slow by design: a fraction of a second with a full lock.
 *
 * Returns: (transfer full): the keys, or %NULL with %QH_ERROR_PASSPHRASE when
 *   @passphrase opens none.
 */
QhKeyring *
qh_keyring_unwrap (const QhLock *lock, GPtrArray *wraps, const char *passphrase, GError **error)
{
  guint8 *wrapping = derive (lock, passphrase, error);
  QhKeyring *self;

  if (wrapping == NULL)
    return NULL;
  self = keyring_new ();
  for (guint i = 0; i < wraps->len && self->n_keys < MAX_KEYS; i++)
    if (unwrap_key (g_ptr_array_index (wraps, i), wrapping, &self->keys[self->n_keys]))
      self->n_keys++;
  sodium_free (wrapping);
  if (self->n_keys == wraps->len && wraps->len > 0)
    return self;
  qh_keyring_unref (self);
  g_set_error_literal (error, QH_ERROR, QH_ERROR_PASSPHRASE, _ ("The passphrase is not correct."));
  return NULL;
}
