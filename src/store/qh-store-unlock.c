/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who unlocks a workspace, and with which keys. */
#include "store/qh-store-private.h"

#include <glib/gi18n-lib.h>

#include "domain/qh-fold.h"
#include "store/qh-store-keys.h"

#define MAX_USER_NAME 64
#define WHO_CAN_UNLOCK                                                                            \
  "FROM users WHERE coalesce (retired, 0) = 0 AND id IN (SELECT id FROM key_holders) ORDER BY name"

/* Users */

/* A name for a user that stands in clear: what is wanted, or the account's. */
char *
qh_store_make_user_name (const char *wanted)
{
  g_autofree char *valid
    = g_utf8_make_valid (wanted != NULL && wanted[0] != '\0' ? wanted : g_get_user_name (), -1);

  return g_utf8_substring (valid, 0, MIN (g_utf8_strlen (valid, -1), MAX_USER_NAME));
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return g_utf8_collate (*(char *const *)a, *(char *const *)b);
}

/* The names of all who can unlock, sorted; none in a file of the first version. */
char **
qh_store_list_user_names (QhDatabase *database)
{
  sqlite3_stmt *statement = qh_database_prepare (database, "SELECT name " WHO_CAN_UNLOCK, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  while (statement != NULL && sqlite3_step (statement) == SQLITE_ROW)
    g_ptr_array_add (names, g_strdup ((const char *)sqlite3_column_text (statement, 0)));
  if (statement != NULL)
    sqlite3_reset (statement);
  g_ptr_array_sort (names, compare_names);
  g_ptr_array_add (names, NULL);
  return (char **)g_ptr_array_steal (names, NULL);
}

static void
set_which_user_error (QhDatabase *database, const char *name, GError **error)
{
  g_auto (GStrv) names = qh_store_list_user_names (database);
  g_autofree char *all = g_strjoinv (", ", names);

  if (name != NULL)
    g_set_error (error,
                 QH_ERROR,
                 QH_ERROR_NOT_FOUND,
                 _ ("“%s” has no user “%s”. Choose one of: %s."),
                 database->path,
                 name,
                 all);
  else
    g_set_error (error,
                 QH_ERROR,
                 QH_ERROR_REQUIRED,
                 _ ("“%s” has several users: %s. Say who you are with --user NAME."),
                 database->path,
                 all);
}

/**
 * qh_store_find_user:
 * @name: (nullable): a user's name, or %NULL for the only one
 *
 * Returns: the id of who can unlock by that name, or 0.
 */
gint64
qh_store_find_user (QhDatabase *database, const char *name, GError **error)
{
  sqlite3_stmt *statement = qh_database_prepare (database, "SELECT id, name " WHO_CAN_UNLOCK, error);
  g_autofree char *wanted = name != NULL ? qh_fold (name) : NULL;
  gint64 found = 0;
  guint n_found = 0;

  if (statement == NULL)
    return 0;
  while (sqlite3_step (statement) == SQLITE_ROW)
    {
      g_autofree char *folded = qh_fold ((const char *)sqlite3_column_text (statement, 1));

      if (wanted != NULL && !g_str_equal (folded, wanted))
        continue;
      found = sqlite3_column_int64 (statement, 0);
      n_found++;
    }
  sqlite3_reset (statement);
  if (n_found == 1)
    return found;
  set_which_user_error (database, name, error);
  return 0;
}

/* What the store's user does in the unit; nothing once they were removed. */
static void
read_roles (QhStore *self, QhDatabase *database)
{
  sqlite3_stmt *statement
    = qh_database_prepare (database,
                           "SELECT practitioner, supervisor, researcher, administrator FROM users "
                           "WHERE id = ?1 AND coalesce (retired, 0) = 0",
                           NULL);
  guint roles = 0;

  if (statement != NULL)
    {
      sqlite3_bind_int64 (statement, 1, self->user);
      if (sqlite3_step (statement) == SQLITE_ROW)
        for (int i = 0; i < 4; i++)
          if (sqlite3_column_int (statement, i) != 0)
            roles |= 1u << i;
      sqlite3_reset (statement);
    }
  g_mutex_lock (&self->snapshot_lock);
  self->roles = (QhRoles)roles;
  g_mutex_unlock (&self->snapshot_lock);
}

/* Reads what the store's user does in the unit. */
void
qh_store_load_roles (QhStore *self)
{
  g_mutex_lock (&self->read_lock);
  if (self->reader != NULL)
    read_roles (self, self->reader);
  g_mutex_unlock (&self->read_lock);
}

/* A file of users */

static gboolean
unlock_user (QhStore *self, const char *user_name, const char *passphrase, GError **error)
{
  const gint64 version = qh_database_get_int (self->writer, "PRAGMA data_version", 0);
  gint64 user = qh_store_find_user (self->writer, user_name, error);
  g_autoptr (QhKeyHolder) holder = user != 0 ? qh_holder_read (self->writer, user, error) : NULL;
  g_autoptr (QhKeyPair) pair = NULL;
  g_autoptr (QhKeyring) keyring = qh_keyring_new ();
  g_autoptr (GError) reason = NULL;

  /* A practice workspace's passphrase is public: nobody need be slowed down. */
  if (holder == NULL || (!self->practice && !qh_attempts_check (self->writer, user, error)))
    return FALSE;
  pair = qh_key_holder_open (holder, passphrase, &reason);
  if (pair == NULL)
    {
      if (!self->practice && g_error_matches (reason, QH_ERROR, QH_ERROR_PASSPHRASE))
        qh_attempts_add (self, user);
      g_propagate_error (error, g_steal_pointer (&reason));
      return FALSE;
    }
  if (!qh_keys_open (self->writer, user, pair, keyring, error))
    return FALSE;
  qh_keyring_add_own (keyring, pair);
  self->keyring = g_steal_pointer (&keyring);
  self->pair = g_steal_pointer (&pair);
  self->user = user;
  self->keys_version = version;
  return TRUE;
}

/* Keys and roles that change while it is open */

static gint64
get_of_user (QhStore *self, const char *sql)
{
  sqlite3_stmt *statement = qh_database_prepare (self->writer, sql, NULL);
  gint64 value = 0;

  if (statement == NULL)
    return 0;
  sqlite3_bind_int64 (statement, 1, self->user);
  if (sqlite3_step (statement) == SQLITE_ROW)
    value = sqlite3_column_int64 (statement, 0);
  sqlite3_reset (statement);
  return value;
}

static gboolean
set_out_of_date_error (GError **error)
{
  g_set_error_literal (error,
                       QH_ERROR,
                       QH_ERROR_PASSPHRASE,
                       _ ("Your keys of this workspace were changed or taken elsewhere. Lock it and "
                          "unlock it again; nothing was written."));
  return FALSE;
}

/* Opens what was wrapped for the user since. Who still sees names must have the
 * newest identity key: under an older one a removed user could read on. */
static gboolean
open_new_keys (QhStore *self, GError **error)
{
  gint64 newest = qh_database_get_int (
    self->writer, "SELECT max (number) FROM keys WHERE purpose = 1", 0);
  guint32 own;

  if (get_of_user (self, "SELECT count (*) FROM key_holders WHERE id = ?1") == 0)
    return set_out_of_date_error (error);
  if (self->pair != NULL
      && !qh_keys_open (self->writer, self->user, self->pair, self->keyring, NULL))
    return set_out_of_date_error (error);
  own = qh_keyring_get_current (self->keyring, QH_KEY_IDENTITY);
  if ((self->roles & QH_ROLES_SEEING) != 0 && own != 0 && own < newest)
    return set_out_of_date_error (error);
  return TRUE;
}

/**
 * qh_store_follow_keys:
 *
 * Takes note of what another program changed in keys and roles since the last
 * time. The writer is in a transaction, or nobody else uses it.
 *
 * Returns: whether the store's user may go on, with keys that are up to date.
 */
gboolean
qh_store_follow_keys (QhStore *self, GError **error)
{
  gint64 version = qh_database_get_int (self->writer, "PRAGMA data_version", 0);

  if (version == self->keys_version || self->keyring == NULL || self->user == 0)
    return TRUE;
  if (self->keys_version != 0 && !qh_store_is_old (self->writer))
    {
      read_roles (self, self->writer);
      if (!open_new_keys (self, error))
        return FALSE;
    }
  self->keys_version = version;
  return TRUE;
}

/* What is due once somebody has unlocked. */

typedef struct
{
  QhKeyring *keyring;
  QhKeyring *added;
} Renewal;

static gboolean
renew_due (QhDatabase *writer, gpointer data, GError **error)
{
  const Renewal *renewal = data;

  return qh_due_renew (writer, renewal->keyring, renewal->added, error);
}

static gboolean
is_due (QhStore *self)
{
  gboolean due = FALSE;

  for (guint i = 0; !due && i < qh_keyring_get_n_keys (self->keyring); i++)
    due = qh_due_is_set (self->writer, qh_keyring_get_info (self->keyring, i)->number);
  return due;
}

static gboolean
make_due_keys (QhStore *self, GError **error)
{
  g_autoptr (QhChange) event = qh_change_new_event (QH_ACTION_NEW_KEY, 0, 0, NULL);
  g_autoptr (QhKeyring) added = qh_keyring_new ();
  Renewal renewal = { self->keyring, added };

  if (!is_due (self))
    return TRUE;
  if (!qh_store_apply_within (self, event, renew_due, &renewal, NULL, NULL, NULL, error))
    return FALSE;
  qh_keyring_add_all (self->keyring, added);
  return TRUE;
}

static gboolean
begin_session (QhStore *self, GError **error)
{
  g_autoptr (QhChange) event
    = qh_change_new_event (QH_ACTION_UNLOCK, QH_KIND_USER, self->user, NULL);

  if (sqlite3_db_readonly (self->writer->db, "main") == 1)
    return TRUE;
  return qh_attempts_move_to_log (self, error) && make_due_keys (self, error)
         && qh_store_add_new_entries (self, error)
         && qh_store_apply (self, event, NULL, NULL, NULL, error);
}

/**
 * qh_store_unlock:
 * @user_name: (nullable): who, or %NULL for the only user
 *
 * Opens the keys that a passphrase gives, brings the file up to date and logs
 * that it was unlocked. The writing connection is open.
 */
gboolean
qh_store_unlock (QhStore *self, const char *user_name, const char *passphrase, GError **error)
{
  gboolean unlocked;

  self->practice
    = qh_database_get_int (self->writer, "SELECT value FROM workspace WHERE name = 'practice'", 0)
      != 0;
  if (qh_store_is_old (self->writer))
    unlocked = qh_store_unlock_old (self, user_name, passphrase, error);
  else
    unlocked = unlock_user (self, user_name, passphrase, error)
               && qh_store_migrate (self, error) && qh_store_open_reader (self, error);
  if (!unlocked || !begin_session (self, error))
    return FALSE;
  qh_store_load_roles (self);
  return TRUE;
}

/* What is known of who unlocked it */

/**
 * qh_store_get_user:
 *
 * Returns: the id of the user who unlocked the workspace.
 */
gint64
qh_store_get_user (QhStore *self)
{
  return self->user;
}

/**
 * qh_store_dup_user_name:
 *
 * Returns: (transfer full): the name of the user who unlocked the workspace.
 */
char *
qh_store_dup_user_name (QhStore *self)
{
  g_autoptr (QhRecord) user = qh_store_get (self, QH_KIND_USER, self->user, NULL);

  return g_strdup (user != NULL ? qh_record_get_text (user, "name") : "");
}

/**
 * qh_store_get_roles:
 *
 * Returns: what the store's user does in the unit.
 */
QhRoles
qh_store_get_roles (QhStore *self)
{
  QhRoles roles;

  g_mutex_lock (&self->snapshot_lock);
  roles = self->roles;
  g_mutex_unlock (&self->snapshot_lock);
  return roles;
}

/**
 * qh_store_may_see_identities:
 *
 * Returns: whether the store's user has the key of identifiers and narratives.
 */
gboolean
qh_store_may_see_identities (QhStore *self)
{
  g_autoptr (QhKeyring) keyring = qh_store_ref_keyring (self);

  return keyring != NULL && qh_keyring_get_current (keyring, QH_KEY_IDENTITY) != 0;
}
