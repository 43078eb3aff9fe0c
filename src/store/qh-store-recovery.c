/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The recovery key: made, shown once, and used where a passphrase was forgotten. */
#include "store/qh-store-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "store/qh-store-keys.h"
#include "vault/qh-passphrase.h"
#include "vault/qh-recovery.h"
#include "vault/qh-seal.h"

/* Making */

/**
 * qh_store_write_recovery:
 * @writer: in a transaction; it has no recovery key
 *
 * Makes a recovery key, which opens what the store's user can open. It stands in
 * no file; only its public half does.
 */
gboolean
qh_store_write_recovery (QhStore *self, QhDatabase *writer, GError **error)
{
  char *words = qh_recovery_generate ();
  g_autoptr (QhKeyPair) pair = qh_recovery_open (words, error);
  QhKeyHolder holder = { .id = QH_RECOVERY_HOLDER };

  if (self->recovery_words != NULL)
    qh_wipe (self->recovery_words, strlen (self->recovery_words));
  g_free (self->recovery_words);
  self->recovery_words = words;
  if (pair == NULL)
    return FALSE;
  memcpy (holder.public_key, qh_key_pair_get_public (pair), QH_PUBLIC_KEY_SIZE);
  return qh_holder_write (writer, &holder, error)
         && qh_keys_give_all (writer, self->keyring, QH_RECOVERY_HOLDER, error);
}

/**
 * qh_store_take_recovery_words:
 *
 * Returns: (transfer full) (nullable): the words of the recovery key that was
 *   just made, once. To be shown or printed, and wiped.
 */
char *
qh_store_take_recovery_words (QhStore *self)
{
  return g_steal_pointer (&self->recovery_words);
}

typedef struct
{
  QhStore *store;
  guint n_beyond;
} Renewal;

static gboolean
renew_recovery (QhDatabase *writer, gpointer data, GError **error)
{
  Renewal *renewal = data;

  if (!qh_holder_delete (writer, QH_RECOVERY_HOLDER, error)
      || !qh_store_write_recovery (renewal->store, writer, error))
    return FALSE;
  renewal->n_beyond
    = (guint)qh_database_get_int (writer,
                                  "SELECT count(DISTINCT \"case\") FROM keys WHERE number NOT IN "
                                  "(SELECT key FROM key_wraps WHERE holder = " G_STRINGIFY (
                                    QH_RECOVERY_HOLDER) ")",
                                  0);
  return TRUE;
}

/**
 * qh_store_make_recovery_key:
 * @passphrase: the store's user's: whoever finds an open window must not walk off with a key
 * @n_beyond: (out): how many restricted cases the user cannot open, nor this key, until
 *   somebody who can restricts them anew
 *
 * Makes a recovery key; an earlier one opens nothing from then on. For an
 * administrator who sees names: the key opens whatever they can open, and gives
 * anybody a passphrase. Slow by design.
 *
 * Returns: whether it was made; qh_store_take_recovery_words() gives its words.
 */
gboolean
qh_store_make_recovery_key (QhStore *self,
                            const char *passphrase,
                            guint *n_beyond,
                            GError **error)
{
  g_autoptr (QhChange) event = qh_change_new_event (QH_ACTION_NEW_RECOVERY_KEY, 0, 0, NULL);
  Renewal renewal = { .store = self };

  if ((qh_store_get_roles (self) & QH_ROLE_ADMINISTRATOR) == 0
      || !qh_store_may_see_identities (self))
    {
      g_set_error_literal (error,
                           QH_ERROR,
                           QH_ERROR_PASSPHRASE,
                           _ ("A recovery sheet opens all names and makes administrators, so only "
                              "an administrator who sees names makes one."));
      return FALSE;
    }
  if (!qh_store_check_passphrase (self, passphrase, error)
      || !qh_store_apply_within (self, event, renew_recovery, &renewal, NULL, NULL, NULL, error))
    return FALSE;
  *n_beyond = renewal.n_beyond;
  return TRUE;
}

/* Using */

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

typedef struct
{
  QhStore *store;
  QhKeyHolder *holder;
} Replacement;

static gboolean
replace_holder (QhDatabase *writer, gpointer data, GError **error)
{
  const Replacement *replacement = data;

  return qh_keys_replace_holder (writer,
                                 replacement->store->keyring,
                                 replacement->holder,
                                 qh_store_get_roles (replacement->store),
                                 error);
}

static gboolean
replace_passphrase (QhStore *self, const char *new_passphrase, GError **error)
{
  g_autoptr (QhChange) event
    = qh_change_new_event (QH_ACTION_RECOVER, QH_KIND_USER, self->user, NULL);
  g_autoptr (QhKeyPair) pair = qh_key_pair_generate ();
  g_autoptr (QhKeyHolder) holder = NULL;
  Replacement replacement = { .store = self };
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
