/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vault/qh-keyring.h"

#include <sodium.h>
#include <string.h>

/* Locked memory comes in blocks that never move, so that who seals in one
 * thread need not know that a key is added in another. */
#define BLOCK_KEYS 64
#define MAX_BLOCKS 256

typedef struct
{
  QhKeyInfo info;
  guint8 key[QH_KEY_SIZE];
} Key;

struct _QhKeyring
{
  gatomicrefcount references;
  GMutex adding;
  int n_keys; /* atomic: a key counts once it is whole */
  Key *blocks[MAX_BLOCKS];
};

G_STATIC_ASSERT (QH_KEY_SIZE == crypto_aead_xchacha20poly1305_ietf_KEYBYTES);

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
 * qh_keyring_new:
 *
 * Returns: (transfer full): a keyring without keys.
 */
QhKeyring *
qh_keyring_new (void)
{
  QhKeyring *self = g_new0 (QhKeyring, 1);

  qh_vault_init ();
  g_atomic_ref_count_init (&self->references);
  g_mutex_init (&self->adding);
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
  static const QhKeyInfo first[] = { { 1, QH_KEY_IDENTITY, 0 }, { 2, QH_KEY_WORKSPACE, 0 } };
  QhKeyring *self = qh_keyring_new ();

  for (guint i = 0; i < G_N_ELEMENTS (first); i++)
    qh_keyring_make (self, &first[i]);
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
  for (guint i = 0; i < MAX_BLOCKS; i++)
    sodium_free (self->blocks[i]);
  g_mutex_clear (&self->adding);
  g_free (self);
}

static Key *
get_key (QhKeyring *self, guint position)
{
  return &self->blocks[position / BLOCK_KEYS][position % BLOCK_KEYS];
}

static Key *
find_key (QhKeyring *self, guint32 number)
{
  guint n_keys = qh_keyring_get_n_keys (self);

  for (guint i = 0; i < n_keys; i++)
    if (get_key (self, i)->info.number == number)
      return get_key (self, i);
  return NULL;
}

/**
 * qh_keyring_add:
 * @key: %QH_KEY_SIZE bytes; they are copied
 *
 * Adds a key; one whose number is there already stays as it is.
 */
void
qh_keyring_add (QhKeyring *self, const QhKeyInfo *info, const guint8 *key)
{
  guint position;

  g_mutex_lock (&self->adding);
  position = qh_keyring_get_n_keys (self);
  if (find_key (self, info->number) == NULL && position < BLOCK_KEYS * MAX_BLOCKS)
    {
      Key *added;

      if (self->blocks[position / BLOCK_KEYS] == NULL)
        self->blocks[position / BLOCK_KEYS] = (Key *)qh_secret_new (sizeof (Key) * BLOCK_KEYS);
      added = get_key (self, position);
      added->info = *info;
      memcpy (added->key, key, QH_KEY_SIZE);
      g_atomic_int_inc (&self->n_keys);
    }
  g_mutex_unlock (&self->adding);
}

/**
 * qh_keyring_make:
 *
 * Adds a new key, drawn at random.
 */
void
qh_keyring_make (QhKeyring *self, const QhKeyInfo *info)
{
  guint8 key[QH_KEY_SIZE];

  randombytes_buf (key, sizeof key);
  qh_keyring_add (self, info, key);
  sodium_memzero (key, sizeof key);
}

guint
qh_keyring_get_n_keys (QhKeyring *self)
{
  return (guint)g_atomic_int_get (&self->n_keys);
}

/**
 * qh_keyring_get_info:
 * @position: less than qh_keyring_get_n_keys()
 *
 * Returns: (transfer none): what is known of that key.
 */
const QhKeyInfo *
qh_keyring_get_info (QhKeyring *self, guint position)
{
  return &get_key (self, position)->info;
}

/**
 * qh_keyring_find_info:
 *
 * Returns: (transfer none) (nullable): what is known of the key of that number.
 */
const QhKeyInfo *
qh_keyring_find_info (QhKeyring *self, guint32 number)
{
  const Key *key = find_key (self, number);

  return key != NULL ? &key->info : NULL;
}

/**
 * qh_keyring_find:
 *
 * Returns: (nullable): the 32 bytes of the key of that number, in locked memory.
 */
const guint8 *
qh_keyring_find (QhKeyring *self, guint32 number)
{
  const Key *key = find_key (self, number);

  return key != NULL ? key->key : NULL;
}

/**
 * qh_keyring_get_current:
 *
 * Returns: the number of the newest key for @purpose, or 0 when this keyring has none.
 */
guint32
qh_keyring_get_current (QhKeyring *self, QhKeyPurpose purpose)
{
  guint n_keys = qh_keyring_get_n_keys (self);
  guint32 number = 0;

  for (guint i = 0; i < n_keys; i++)
    if (get_key (self, i)->info.purpose == purpose)
      number = MAX (number, get_key (self, i)->info.number);
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
  guint n_keys = qh_keyring_get_n_keys (self);
  guint32 number = 0;

  for (guint i = 0; i < n_keys; i++)
    {
      const QhKeyInfo *info = qh_keyring_get_info (self, i);

      if (info->purpose == purpose && (number == 0 || info->number < number))
        number = info->number;
    }
  return number;
}
