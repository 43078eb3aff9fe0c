/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A user's passphrase, changed or, with the recovery key, replaced. */
#include "store/qh-store-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "store/qh-store-keys.h"
#include "vault/qh-passphrase.h"
#include "vault/qh-recovery.h"

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

/* Recovery */

typedef struct
{
  QhKeyring *keyring;
  QhKeyHolder *holder;
  gboolean sees;
} Replacement;

/* Whether a key is for a user: everybody has the workspace's, who may see
 * identities theirs, and those of restricted cases only who had them. */
static gboolean
is_for (const Replacement *replacement, const QhKeyInfo *info, GArray *held)
{
  if (info->purpose == QH_KEY_WORKSPACE)
    return TRUE;
  if (info->purpose == QH_KEY_IDENTITY)
    return replacement->sees;
  for (guint i = 0; i < held->len; i++)
    if (g_array_index (held, QhKeyInfo, i).number == info->number)
      return replacement->sees;
  return FALSE;
}

static gboolean
replace_holder (QhDatabase *writer, gpointer data, GError **error)
{
  const Replacement *replacement = data;
  gint64 user = replacement->holder->id;
  g_autoptr (GArray) held = qh_keys_list_held (writer, user, error);

  if (held == NULL || !qh_holder_delete (writer, user, error)
      || !qh_holder_write (writer, replacement->holder, error))
    return FALSE;
  for (guint i = 0; i < qh_keyring_get_n_keys (replacement->keyring); i++)
    {
      const QhKeyInfo *info = qh_keyring_get_info (replacement->keyring, i);

      if (is_for (replacement, info, held)
          && !qh_keys_give (writer, replacement->keyring, info->number, user, error))
        return FALSE;
    }
  return TRUE;
}

static gint64
find_recovered (QhDatabase *database, const char *user_name, GError **error)
{
  gint64 user;

  if (user_name != NULL)
    return qh_store_find_user (database, user_name, error);
  user = qh_database_get_int (
    database,
    "SELECT id FROM users WHERE administrator = 1 AND coalesce (retired, 0) = 0 AND id IN (SELECT "
    "id FROM key_holders) ORDER BY id",
    0);
  return user != 0 ? user : qh_store_find_user (database, NULL, error);
}

/* Opens every key with the recovery key. */
static gboolean
unlock_with_words (QhStore *self, const char *words, GError **error)
{
  g_autoptr (QhKeyPair) pair = qh_recovery_open (words, error);
  g_autoptr (QhKeyHolder) recovery = NULL;

  if (pair == NULL)
    return FALSE;
  if (!qh_store_is_old (self->writer))
    recovery = qh_holder_read (self->writer, QH_RECOVERY_HOLDER, NULL);
  if (recovery == NULL)
    {
      g_set_error (error,
                   QH_ERROR,
                   QH_ERROR_NOT_FOUND,
                   _ ("“%s” has no recovery key: none was made for it."),
                   self->path);
      return FALSE;
    }
  if (memcmp (recovery->public_key, qh_key_pair_get_public (pair), QH_PUBLIC_KEY_SIZE) != 0)
    {
      g_set_error (error,
                   QH_ERROR,
                   QH_ERROR_PASSPHRASE,
                   _ ("This is the recovery key of another workspace than “%s”, or of an older "
                      "sheet. Look for the right sheet."),
                   self->path);
      return FALSE;
    }
  self->keyring = qh_keyring_new ();
  return qh_keys_open (self->writer, QH_RECOVERY_HOLDER, pair, self->keyring, error);
}

static gboolean
replace_passphrase (QhStore *self, const char *new_passphrase, GError **error)
{
  g_autoptr (QhChange) event
    = qh_change_new_event (QH_ACTION_RECOVER, QH_KIND_USER, self->user, NULL);
  g_autoptr (QhKeyPair) pair = qh_key_pair_generate ();
  g_autoptr (QhKeyHolder) holder = NULL;
  Replacement replacement
    = { .keyring = self->keyring, .sees = (qh_store_get_roles (self) & QH_ROLES_SEEING) != 0 };
  QhLock lock;

  qh_lock_init (&lock, self->practice);
  replacement.holder = holder
    = qh_key_holder_new (self->user, pair, &lock, new_passphrase, error);
  return holder != NULL
         && qh_store_apply_within (
           self, event, replace_holder, &replacement, NULL, NULL, NULL, error)
         && qh_attempts_move_to_log (self, error);
}

/**
 * qh_store_recover:
 * @words: of the workspace's recovery key, as typed
 * @user_name: (nullable): whose passphrase is replaced, or %NULL for the first administrator
 *
 * Gives a user who lost their passphrase another one, with the keys that their
 * role allows. What only the old passphrase opened, their drafts, is lost. Slow
 * by design.
 *
 * Returns: (transfer full): the workspace, opened as that user, or %NULL with
 *   %QH_ERROR_FORMAT when the words are no recovery key, %QH_ERROR_PASSPHRASE
 *   when they are another's, or what qh_store_open_as() says.
 */
QhStore *
qh_store_recover (const char *path,
                  const char *words,
                  const char *user_name,
                  const char *new_passphrase,
                  GError **error)
{
  g_autoptr (QhStore) self = NULL;
  g_autofree char *name = NULL;

  if (!qh_passphrase_check (new_passphrase, error) || !qh_place_check (path, error)
      || !qh_database_examine (path, error))
    return NULL;
  self = qh_store_new (path);
  if (!qh_store_open_writer (self, error) || !unlock_with_words (self, words, error))
    return NULL;
  self->practice
    = qh_database_get_int (self->writer, "SELECT value FROM workspace WHERE name = 'practice'", 0)
      != 0;
  self->user = find_recovered (self->writer, user_name, error);
  if (self->user == 0 || !qh_store_migrate (self, error)
      || !qh_store_open_reader (self, error))
    return NULL;
  qh_store_load_roles (self);
  if (!replace_passphrase (self, new_passphrase, error))
    return NULL;
  name = qh_store_dup_user_name (self);
  qh_store_close (self);
  return qh_store_open_as (path, name, new_passphrase, error);
}
