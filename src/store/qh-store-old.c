/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file of the first version: one passphrase, no users. It is converted at its
 * first unlock. */
#include "store/qh-store-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "store/qh-store-keys.h"
#include "vault/qh-old-wraps.h"

/* Whether the keys stand as in the first version, under one passphrase. */
gboolean
qh_store_is_old (QhDatabase *database)
{
  return qh_database_get_int (database, "SELECT count(*) FROM locks", 0) > 0;
}

static gboolean
read_old (QhDatabase *database, QhLock *lock, GPtrArray *wraps, GError **error)
{
  sqlite3_stmt *statement = qh_database_prepare (
    database, "SELECT salt, operations, memory FROM locks WHERE id = 1", error);

  if (statement == NULL)
    return FALSE;
  if (sqlite3_step (statement) != SQLITE_ROW || sqlite3_column_bytes (statement, 0) != QH_SALT_SIZE)
    {
      sqlite3_reset (statement);
      g_set_error (
        error,
        QH_ERROR,
        QH_ERROR_DAMAGED,
        _ ("The workspace “%s” lacks its key parameters: it is damaged. Restore a backup."),
        database->path);
      return FALSE;
    }
  memcpy (lock->salt, sqlite3_column_blob (statement, 0), QH_SALT_SIZE);
  lock->operations = (guint64)sqlite3_column_int64 (statement, 1);
  lock->memory = (guint64)sqlite3_column_int64 (statement, 2);
  sqlite3_reset (statement);

  statement = qh_database_prepare (
    database,
    "SELECT key_number, purpose, blob FROM wraps WHERE lock = 1 ORDER BY key_number",
    error);
  if (statement == NULL)
    return FALSE;
  while (sqlite3_step (statement) == SQLITE_ROW)
    {
      g_autoptr (GBytes) blob = g_bytes_new (sqlite3_column_blob (statement, 2),
                                             (gsize)sqlite3_column_bytes (statement, 2));

      g_ptr_array_add (wraps,
                       qh_old_wrap_new ((guint32)sqlite3_column_int64 (statement, 0),
                                        (QhKeyPurpose)sqlite3_column_int (statement, 1),
                                        blob));
    }
  sqlite3_reset (statement);
  return TRUE;
}

/**
 * qh_old_keys_open:
 * @lock: (out caller-allocates): how the passphrase was derived
 *
 * Slow by design: it derives a key.
 *
 * Returns: (transfer full): the keys that stand in a file of the first version.
 */
QhKeyring *
qh_old_keys_open (QhDatabase *database, QhLock *lock, const char *passphrase, GError **error)
{
  g_autoptr (GPtrArray) wraps = g_ptr_array_new_with_free_func ((GDestroyNotify)qh_old_wrap_free);

  return read_old (database, lock, wraps, error)
           ? qh_old_wraps_open (wraps, lock, passphrase, error)
           : NULL;
}

typedef struct
{
  QhKeyring *keyring;
  const QhKeyHolder *holder;
} Conversion;

static gboolean
write_conversion (QhDatabase *writer, gpointer data, GError **error)
{
  const Conversion *conversion = data;

  if (!qh_holder_write (writer, conversion->holder, error))
    return FALSE;
  for (guint i = 0; i < qh_keyring_get_n_keys (conversion->keyring); i++)
    {
      const QhKeyInfo *info = qh_keyring_get_info (conversion->keyring, i);

      if (!qh_keys_add (writer, info, error)
          || !qh_keys_give (
            writer, conversion->keyring, info->number, conversion->holder->id, error))
        return FALSE;
    }
  return qh_database_exec (writer, "DELETE FROM wraps; DELETE FROM locks;", error);
}

static QhRecord *
make_first_user (QhStore *self, const char *user_name)
{
  QhRecord *user = qh_store_new_record (self, QH_KIND_USER);
  g_autofree char *name = qh_store_make_user_name (user_name);
  gint64 worker = qh_database_get_int (
    self->writer, "SELECT id FROM workers WHERE coalesce (retired, 0) = 0 ORDER BY id", 0);
  gint64 unit = qh_database_get_int (self->writer, "SELECT id FROM units ORDER BY id", 0);

  user->id = self->user;
  qh_record_set_text (user, "name", name);
  if (worker != 0)
    qh_record_set_integer (user, "worker", worker);
  if (unit != 0)
    qh_record_set_integer (user, "unit", unit);
  qh_record_set_integer (user, "practitioner", TRUE);
  qh_record_set_integer (user, "administrator", TRUE);
  return user;
}

/* Gives the one user of an old file a record and a key pair; the passphrase stays. */
static gboolean
convert (QhStore *self,
         const char *user_name,
         const char *passphrase,
         const QhLock *old,
         GError **error)
{
  g_autoptr (QhChange) change = qh_change_new ();
  g_autoptr (QhKeyPair) pair = qh_key_pair_generate ();
  g_autoptr (QhKeyHolder) holder = NULL;
  QhLock lock = *old;
  Conversion conversion = { .keyring = self->keyring };

  self->user = qh_store_new_id (self);
  self->roles = QH_ROLE_PRACTITIONER | QH_ROLE_ADMINISTRATOR;
  qh_lock_renew (&lock);
  conversion.holder = holder = qh_key_holder_new (self->user, pair, &lock, passphrase, error);
  if (holder == NULL)
    return FALSE;
  change->action = QH_ACTION_ADD_USER;
  qh_change_put (change, make_first_user (self, user_name));
  if (!qh_store_apply_within (self, change, write_conversion, &conversion, NULL, NULL, NULL, error))
    return FALSE;
  qh_keyring_add_own (self->keyring, pair);
  self->pair = g_steal_pointer (&pair);
  return TRUE;
}

/**
 * qh_store_unlock_old:
 * @user_name: (nullable): what the one user is to be called from now on
 *
 * Unlocks a file of the first version and converts it.
 */
gboolean
qh_store_unlock_old (QhStore *self, const char *user_name, const char *passphrase, GError **error)
{
  QhLock lock;

  self->keyring = qh_old_keys_open (self->writer, &lock, passphrase, error);
  return self->keyring != NULL && qh_store_migrate (self, error)
         && qh_store_open_reader (self, error)
         && convert (self, user_name, passphrase, &lock, error);
}
