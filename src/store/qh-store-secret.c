/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/qh-store-secret.h"

#include <glib/gi18n-lib.h>

#include "store/qh-store-private.h"
#include "vault/qh-hash.h"

/**
 * qh_store_make_secret:
 * @use: what it is for, so that no secret serves two ends
 * @name: which of them
 * @secret: (out caller-allocates): always the same for the same workspace, use and name
 *
 * Makes a secret of the workspace's key, which every user has. Nobody without the
 * workspace and a passphrase can make it again, and it need not be kept anywhere.
 *
 * Returns: whether the workspace has the key.
 */
gboolean
qh_store_make_secret (QhStore *self, const char *use, const char *name, guint8 secret[QH_STORE_SECRET_SIZE], GError **error)
{
  g_autoptr (QhKeyring) keyring = qh_store_ref_keyring (self);
  g_autoptr (QhHash) hash = qh_hash_new (keyring);

  if (hash == NULL)
    {
      g_set_error_literal (error, QH_ERROR, QH_ERROR_FAILED, _ ("The workspace's key is missing. Open the workspace again."));
      return FALSE;
    }
  qh_hash_add_text (hash, "secret");
  qh_hash_add_text (hash, use);
  qh_hash_add_text (hash, name);
  qh_hash_finish (hash, secret);
  return TRUE;
}
