/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A user's own passphrase. */
#include "store/qh-store-private.h"

#include "store/qh-store-keys.h"
#include "vault/qh-passphrase.h"

static gboolean
write_holder (QhDatabase *writer, gpointer data, GError **error)
{
  return qh_holder_write (writer, data, error);
}

/* The own holder as it stands in the file. */
static QhKeyHolder *
read_own_holder (QhStore *self, GError **error)
{
  QhKeyHolder *holder = NULL;

  g_mutex_lock (&self->write_lock);
  if (self->writer == NULL)
    qh_store_set_locked_error (error);
  else
    holder = qh_holder_read (self->writer, self->user, error);
  g_mutex_unlock (&self->write_lock);
  return holder;
}

/**
 * qh_store_make_lock:
 * @lock: (out caller-allocates): for a new passphrase of this workspace; it costs as
 *   much as the own one, so that tests and practice stay cheap
 *
 * Returns: whether the own one could be read.
 */
gboolean
qh_store_make_lock (QhStore *self, QhLock *lock, GError **error)
{
  g_autoptr (QhKeyHolder) own = read_own_holder (self, error);

  if (own == NULL)
    return FALSE;
  qh_lock_init (lock, FALSE);
  lock->operations = MIN (lock->operations, own->lock.operations);
  lock->memory = MIN (lock->memory, own->lock.memory);
  return TRUE;
}

/**
 * qh_store_check_passphrase:
 *
 * Asks again for the passphrase of who unlocked the workspace. Slow by design.
 *
 * Returns: whether it is right; if not, %QH_ERROR_PASSPHRASE.
 */
gboolean
qh_store_check_passphrase (QhStore *self, const char *passphrase, GError **error)
{
  g_autoptr (QhKeyHolder) holder = read_own_holder (self, error);
  g_autoptr (QhKeyPair) pair
    = holder != NULL ? qh_key_holder_open (holder, passphrase, error) : NULL;

  return pair != NULL;
}

/**
 * qh_store_change_passphrase:
 *
 * Encrypts the secret half of the user's key pair under another passphrase; the
 * keys and what they sealed stay as they are. Slow by design.
 *
 * Returns: whether @old_passphrase was right, @new_passphrase strong enough and
 *   the change written.
 */
gboolean
qh_store_change_passphrase (QhStore *self,
                            const char *old_passphrase,
                            const char *new_passphrase,
                            GError **error)
{
  g_autoptr (QhChange) event
    = qh_change_new_event (QH_ACTION_CHANGE_PASSPHRASE, QH_KIND_USER, self->user, NULL);
  g_autoptr (QhKeyHolder) holder = NULL;
  g_autoptr (QhKeyHolder) next = NULL;
  g_autoptr (QhKeyPair) pair = NULL;
  QhLock lock;

  if (!qh_passphrase_check (new_passphrase, error))
    return FALSE;
  holder = read_own_holder (self, error);
  pair = holder != NULL ? qh_key_holder_open (holder, old_passphrase, error) : NULL;
  if (pair == NULL || !qh_store_make_lock (self, &lock, error))
    return FALSE;
  next = qh_key_holder_new (self->user, pair, &lock, new_passphrase, error);
  return next != NULL
         && qh_store_apply_within (self, event, write_holder, next, NULL, NULL, NULL, error);
}
