/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vault/qh-old-wraps.h"

#include <glib/gi18n-lib.h>
#include <sodium.h>

#define NONCE_SIZE crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
#define TAG_SIZE crypto_aead_xchacha20poly1305_ietf_ABYTES

QhOldWrap *
qh_old_wrap_new (guint32 number, QhKeyPurpose purpose, GBytes *blob)
{
  QhOldWrap *wrap = g_new (QhOldWrap, 1);

  wrap->number = number;
  wrap->purpose = purpose;
  wrap->blob = g_bytes_ref (blob);
  return wrap;
}

void
qh_old_wrap_free (QhOldWrap *wrap)
{
  g_bytes_unref (wrap->blob);
  g_free (wrap);
}

static gboolean
open_wrap (const QhOldWrap *wrap, const guint8 *derived, QhKeyring *keyring)
{
  const QhKeyInfo info = { wrap->number, wrap->purpose, 0 };
  const guint32 context[2]
    = { GUINT32_TO_LE (wrap->number), GUINT32_TO_LE ((guint32)wrap->purpose) };
  guint8 key[QH_KEY_SIZE];
  gsize size;
  const guint8 *blob = g_bytes_get_data (wrap->blob, &size);

  if (size != NONCE_SIZE + QH_KEY_SIZE + TAG_SIZE
      || crypto_aead_xchacha20poly1305_ietf_decrypt (key,
                                                     NULL,
                                                     NULL,
                                                     blob + NONCE_SIZE,
                                                     size - NONCE_SIZE,
                                                     (const guint8 *)context,
                                                     sizeof context,
                                                     blob,
                                                     derived)
           != 0)
    return FALSE;
  qh_keyring_add (keyring, &info, key);
  sodium_memzero (key, sizeof key);
  return TRUE;
}

/**
 * qh_old_wraps_open:
 * @wraps: (element-type QhOldWrap): the encrypted keys
 *
 * Slow by design: it derives a key.
 *
 * Returns: (transfer full): the keys, or %NULL with %QH_ERROR_PASSPHRASE when
 *   @passphrase does not open them.
 */
QhKeyring *
qh_old_wraps_open (GPtrArray *wraps, const QhLock *lock, const char *passphrase, GError **error)
{
  guint8 *derived = qh_lock_derive (lock, passphrase, error);
  g_autoptr (QhKeyring) keyring = NULL;
  guint n_opened = 0;

  if (derived == NULL)
    return NULL;
  keyring = qh_keyring_new ();
  while (n_opened < wraps->len
         && open_wrap (g_ptr_array_index (wraps, n_opened), derived, keyring))
    n_opened++;
  qh_secret_free (derived);
  if (n_opened == wraps->len && n_opened > 0)
    return g_steal_pointer (&keyring);
  g_set_error_literal (error, QH_ERROR, QH_ERROR_PASSPHRASE, _ ("The passphrase is not correct."));
  return NULL;
}
