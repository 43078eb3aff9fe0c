/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/qh-store-keys.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define DUE_PREFIX "new-key-due-"

static GBytes *
read_blob (sqlite3_stmt *statement, int column)
{
  if (sqlite3_column_type (statement, column) != SQLITE_BLOB)
    return NULL;
  return g_bytes_new (sqlite3_column_blob (statement, column),
                      (gsize)sqlite3_column_bytes (statement, column));
}

static void
bind_bytes (sqlite3_stmt *statement, int position, GBytes *bytes)
{
  sqlite3_bind_blob (statement,
                     position,
                     g_bytes_get_data (bytes, NULL),
                     (int)g_bytes_get_size (bytes),
                     SQLITE_TRANSIENT);
}

static gboolean
exec_with_ints (QhDatabase *database, const char *sql, gint64 first, gint64 second, GError **error)
{
  sqlite3_stmt *statement = qh_database_prepare (database, sql, error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, first);
  if (sqlite3_bind_parameter_count (statement) > 1)
    sqlite3_bind_int64 (statement, 2, second);
  return qh_database_step (database, statement, error);
}

/**
 * qh_holder_read:
 *
 * Returns: (transfer full): the holder, or %NULL with %QH_ERROR_NOT_FOUND.
 */
QhKeyHolder *
qh_holder_read (QhDatabase *database, gint64 id, GError **error)
{
  sqlite3_stmt *statement = qh_database_prepare (
    database,
    "SELECT public_key, secret, salt, operations, memory FROM key_holders WHERE id = ?1",
    error);
  QhKeyHolder *holder = NULL;

  if (statement == NULL)
    return NULL;
  sqlite3_bind_int64 (statement, 1, id);
  if (sqlite3_step (statement) == SQLITE_ROW
      && sqlite3_column_bytes (statement, 0) == QH_PUBLIC_KEY_SIZE)
    {
      holder = g_new0 (QhKeyHolder, 1);
      holder->id = id;
      memcpy (holder->public_key, sqlite3_column_blob (statement, 0), QH_PUBLIC_KEY_SIZE);
      holder->secret = read_blob (statement, 1);
      if (sqlite3_column_bytes (statement, 2) == QH_SALT_SIZE)
        memcpy (holder->lock.salt, sqlite3_column_blob (statement, 2), QH_SALT_SIZE);
      holder->lock.operations = (guint64)sqlite3_column_int64 (statement, 3);
      holder->lock.memory = (guint64)sqlite3_column_int64 (statement, 4);
    }
  sqlite3_reset (statement);
  if (holder == NULL)
    g_set_error (error,
                 QH_ERROR,
                 QH_ERROR_NOT_FOUND,
                 _ ("The workspace “%s” has no keys for that: they are not there or damaged."),
                 database->path);
  return holder;
}

/**
 * qh_holder_write:
 *
 * Puts a holder in the file, or a holder's new passphrase.
 */
gboolean
qh_holder_write (QhDatabase *database, const QhKeyHolder *holder, GError **error)
{
  sqlite3_stmt *statement = qh_database_prepare (
    database,
    "INSERT INTO key_holders (id, public_key, secret, salt, operations, memory) "
    "VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (id) DO UPDATE SET public_key = ?2, secret = ?3, "
    "salt = ?4, operations = ?5, memory = ?6",
    error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, holder->id);
  sqlite3_bind_blob (statement, 2, holder->public_key, QH_PUBLIC_KEY_SIZE, SQLITE_TRANSIENT);
  if (holder->secret != NULL)
    {
      bind_bytes (statement, 3, holder->secret);
      sqlite3_bind_blob (statement, 4, holder->lock.salt, QH_SALT_SIZE, SQLITE_TRANSIENT);
      sqlite3_bind_int64 (statement, 5, (gint64)holder->lock.operations);
      sqlite3_bind_int64 (statement, 6, (gint64)holder->lock.memory);
    }
  return qh_database_step (database, statement, error);
}

/**
 * qh_holder_delete:
 *
 * Removes a holder with every key that was wrapped for them, and the drafts that
 * nobody else can open.
 */
gboolean
qh_holder_delete (QhDatabase *database, gint64 id, GError **error)
{
  return exec_with_ints (database, "DELETE FROM drafts WHERE user = ?1", id, 0, error)
         && exec_with_ints (database, "DELETE FROM key_holders WHERE id = ?1", id, 0, error);
}

/**
 * qh_keys_next_number:
 *
 * Returns: the number for a new key; all that the file names are less.
 */
guint32
qh_keys_next_number (QhDatabase *database)
{
  return (guint32)qh_database_get_int (
    database, "SELECT coalesce (max (number), 0) + 1 FROM keys", 1);
}

/**
 * qh_keys_add:
 *
 * Writes down that there is a key.
 */
gboolean
qh_keys_add (QhDatabase *database, const QhKeyInfo *info, GError **error)
{
  sqlite3_stmt *statement = qh_database_prepare (
    database,
    "INSERT INTO keys (number, purpose, \"case\", made) VALUES (?1, ?2, nullif (?3, 0), ?4)",
    error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, info->number);
  sqlite3_bind_int (statement, 2, (int)info->purpose);
  sqlite3_bind_int64 (statement, 3, info->case_id);
  sqlite3_bind_int64 (statement, 4, g_get_real_time () / 1000);
  return qh_database_step (database, statement, error);
}

/**
 * qh_keys_open:
 *
 * Opens every key that is wrapped for a holder into @keyring.
 *
 * Returns: whether all opened.
 */
gboolean
qh_keys_open (QhDatabase *database,
              gint64 holder,
              const QhKeyPair *pair,
              QhKeyring *keyring,
              GError **error)
{
  sqlite3_stmt *statement = qh_database_prepare (
    database, "SELECT key, blob FROM key_wraps WHERE holder = ?1 ORDER BY key", error);
  gboolean opened = TRUE;
  int code = SQLITE_DONE;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, holder);
  while (opened && (code = sqlite3_step (statement)) == SQLITE_ROW)
    {
      g_autoptr (GBytes) wrap = g_bytes_new (sqlite3_column_blob (statement, 1),
                                             (gsize)sqlite3_column_bytes (statement, 1));

      opened = qh_keyring_unwrap (
        keyring, (guint32)sqlite3_column_int64 (statement, 0), wrap, pair, error);
    }
  sqlite3_reset (statement);
  if (!opened || code == SQLITE_DONE)
    return opened;
  qh_database_set_error (database, code, error);
  return FALSE;
}

/**
 * qh_keys_wrap_for:
 * @number: a key that @keyring has
 * @public_key: the holder's
 *
 * Wraps a key for a holder.
 */
gboolean
qh_keys_wrap_for (QhDatabase *database,
                  QhKeyring *keyring,
                  guint32 number,
                  gint64 holder,
                  const guint8 *public_key,
                  GError **error)
{
  g_autoptr (GBytes) wrap = qh_keyring_wrap (keyring, number, public_key);
  sqlite3_stmt *statement
    = qh_database_prepare (database,
                           "INSERT INTO key_wraps (holder, key, blob) VALUES (?1, ?2, ?3) "
                           "ON CONFLICT (holder, key) DO UPDATE SET blob = ?3",
                           error);

  g_return_val_if_fail (wrap != NULL, FALSE);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, holder);
  sqlite3_bind_int64 (statement, 2, number);
  bind_bytes (statement, 3, wrap);
  return qh_database_step (database, statement, error);
}

/**
 * qh_keys_give:
 *
 * As qh_keys_wrap_for(), with the public key that stands in the file.
 */
gboolean
qh_keys_give (QhDatabase *database,
              QhKeyring *keyring,
              guint32 number,
              gint64 holder,
              GError **error)
{
  g_autoptr (QhKeyHolder) read = qh_holder_read (database, holder, error);

  return read != NULL
         && qh_keys_wrap_for (database, keyring, number, holder, read->public_key, error);
}

/**
 * qh_keys_give_all:
 *
 * Wraps every key of @keyring for a holder who stands in the file, but for the
 * one that is a user's own.
 */
gboolean
qh_keys_give_all (QhDatabase *database, QhKeyring *keyring, gint64 holder, GError **error)
{
  for (guint i = 0; i < qh_keyring_get_n_keys (keyring); i++)
    {
      const QhKeyInfo *info = qh_keyring_get_info (keyring, i);

      if (info->purpose != QH_KEY_OWN
          && !qh_keys_give (database, keyring, info->number, holder, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * qh_keys_take:
 *
 * Removes the wrap of a key for a holder.
 */
gboolean
qh_keys_take (QhDatabase *database, guint32 number, gint64 holder, GError **error)
{
  return exec_with_ints (
    database, "DELETE FROM key_wraps WHERE key = ?1 AND holder = ?2", number, holder, error);
}

/**
 * qh_keys_list_held:
 *
 * Returns: (transfer full) (element-type QhKeyInfo): the keys that are wrapped
 *   for a holder, the newest first.
 */
GArray *
qh_keys_list_held (QhDatabase *database, gint64 holder, GError **error)
{
  sqlite3_stmt *statement
    = qh_database_prepare (database,
                           "SELECT number, purpose, \"case\" FROM keys JOIN key_wraps ON key = "
                           "number WHERE holder = ?1 ORDER BY number DESC",
                           error);
  GArray *held;

  if (statement == NULL)
    return NULL;
  held = g_array_new (FALSE, FALSE, sizeof (QhKeyInfo));
  sqlite3_bind_int64 (statement, 1, holder);
  while (sqlite3_step (statement) == SQLITE_ROW)
    {
      const QhKeyInfo info = { (guint32)sqlite3_column_int64 (statement, 0),
                               (QhKeyPurpose)sqlite3_column_int (statement, 1),
                               sqlite3_column_int64 (statement, 2) };

      g_array_append_val (held, info);
    }
  sqlite3_reset (statement);
  return held;
}

static GArray *
list_holders (QhDatabase *database, guint32 number, GError **error)
{
  sqlite3_stmt *statement
    = qh_database_prepare (database, "SELECT holder FROM key_wraps WHERE key = ?1", error);
  GArray *holders;

  if (statement == NULL)
    return NULL;
  holders = g_array_new (FALSE, FALSE, sizeof (gint64));
  sqlite3_bind_int64 (statement, 1, number);
  while (sqlite3_step (statement) == SQLITE_ROW)
    {
      gint64 holder = sqlite3_column_int64 (statement, 0);

      g_array_append_val (holders, holder);
    }
  sqlite3_reset (statement);
  return holders;
}

/**
 * qh_keys_renew:
 * @keyring: has the key of @number
 * @added: takes the new key, which counts only once the transaction is committed
 *
 * Makes the successor of a key, for the same purpose, and wraps it for all who
 * hold the old one. A role alone gives nobody a key: an administrator could
 * promote himself.
 */
gboolean
qh_keys_renew (QhDatabase *database,
               QhKeyring *keyring,
               guint32 number,
               QhKeyring *added,
               GError **error)
{
  g_autoptr (GArray) holders = list_holders (database, number, error);
  const QhKeyInfo *old = qh_keyring_find_info (keyring, number);
  QhKeyInfo info;

  g_return_val_if_fail (old != NULL, FALSE);
  info = (QhKeyInfo){ qh_keys_next_number (database), old->purpose, old->case_id };
  qh_keyring_make (added, &info);
  if (holders == NULL || !qh_keys_add (database, &info, error))
    return FALSE;
  for (guint i = 0; i < holders->len; i++)
    if (!qh_keys_give (
          database, added, info.number, g_array_index (holders, gint64, i), error))
      return FALSE;
  return TRUE;
}

/**
 * qh_keyring_add_all:
 *
 * Adds what a committed transaction made.
 */
void
qh_keyring_add_all (QhKeyring *self, QhKeyring *added)
{
  for (guint i = 0; i < qh_keyring_get_n_keys (added); i++)
    {
      const QhKeyInfo *info = qh_keyring_get_info (added, i);

      qh_keyring_add (self, info, qh_keyring_find (added, info->number));
    }
}

/* Whether a user with these roles gets a key: everybody has the workspace's,
 * who may see identities theirs, and those of restricted cases only who had them. */
static gboolean
is_for (QhRoles roles, const QhKeyInfo *info, GArray *held)
{
  gboolean sees = (roles & QH_ROLES_SEEING) != 0;

  if (info->purpose != QH_KEY_CASE)
    return info->purpose == QH_KEY_WORKSPACE || (info->purpose == QH_KEY_IDENTITY && sees);
  for (guint i = 0; sees && i < held->len; i++)
    if (g_array_index (held, QhKeyInfo, i).number == info->number)
      return TRUE;
  return FALSE;
}

/**
 * qh_keys_replace_holder:
 * @keyring: has the keys that can be given
 * @holder: the new key pair of a user, under a new passphrase
 * @roles: the user's
 *
 * Puts another key pair in the place of a user's own, and wraps for it what the
 * roles allow. What only the old pair opened, the user's drafts, is lost.
 */
gboolean
qh_keys_replace_holder (QhDatabase *database,
                        QhKeyring *keyring,
                        const QhKeyHolder *holder,
                        QhRoles roles,
                        GError **error)
{
  g_autoptr (GArray) held = qh_keys_list_held (database, holder->id, error);

  if (held == NULL || !qh_holder_delete (database, holder->id, error)
      || !qh_holder_write (database, holder, error))
    return FALSE;
  for (guint i = 0; i < qh_keyring_get_n_keys (keyring); i++)
    {
      const QhKeyInfo *info = qh_keyring_get_info (keyring, i);

      if (is_for (roles, info, held)
          && !qh_keys_give (database, keyring, info->number, holder->id, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * qh_due_set:
 *
 * Writes down that a key is to get a successor as soon as somebody who holds it
 * unlocks the workspace.
 */
gboolean
qh_due_set (QhDatabase *database, guint32 number, GError **error)
{
  g_autofree char *name = g_strdup_printf (DUE_PREFIX "%u", number);
  sqlite3_stmt *statement = qh_database_prepare (
    database, "INSERT INTO workspace (name, value) VALUES (?1, 1) ON CONFLICT DO NOTHING", error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_text (statement, 1, name, -1, SQLITE_TRANSIENT);
  return qh_database_step (database, statement, error);
}

/**
 * qh_due_is_set:
 *
 * Returns: whether a key is to get a successor.
 */
gboolean
qh_due_is_set (QhDatabase *database, guint32 number)
{
  g_autofree char *name = g_strdup_printf (DUE_PREFIX "%u", number);
  sqlite3_stmt *statement
    = qh_database_prepare (database, "SELECT 1 FROM workspace WHERE name = ?1", NULL);
  gboolean set = FALSE;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_text (statement, 1, name, -1, SQLITE_TRANSIENT);
  set = sqlite3_step (statement) == SQLITE_ROW;
  sqlite3_reset (statement);
  return set;
}

static gboolean
clear_due (QhDatabase *database, guint32 number, GError **error)
{
  g_autofree char *name = g_strdup_printf (DUE_PREFIX "%u", number);
  sqlite3_stmt *statement
    = qh_database_prepare (database, "DELETE FROM workspace WHERE name = ?1", error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_text (statement, 1, name, -1, SQLITE_TRANSIENT);
  return qh_database_step (database, statement, error);
}

/**
 * qh_due_renew:
 * @added: takes the new keys, see qh_keys_renew()
 *
 * Makes the successors that are due, of those keys that @keyring has.
 */
gboolean
qh_due_renew (QhDatabase *database, QhKeyring *keyring, QhKeyring *added, GError **error)
{
  for (guint i = 0; i < qh_keyring_get_n_keys (keyring); i++)
    {
      guint32 number = qh_keyring_get_info (keyring, i)->number;

      if (qh_due_is_set (database, number)
          && (!qh_keys_renew (database, keyring, number, added, error)
              || !clear_due (database, number, error)))
        return FALSE;
    }
  return TRUE;
}
