/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/qh-users.h"

#include <glib/gi18n-lib.h>

#include "domain/qh-fold.h"
#include "store/qh-store-keys.h"
#include "store/qh-store-private.h"
#include "vault/qh-passphrase.h"

/* One change of users and keys. */
typedef struct
{
  QhStore *store;
  gint64 user;
  const QhKeyHolder *holder; /* of a new user, or a user's new one */
  gboolean replaces;         /* the holder that there is */
  QhRoles roles;             /* where it does */
  gboolean removed;
  gboolean saw; /* identities, before */
  gboolean sees;
  QhKeyring *added;
} Work;

static gboolean
sees (const QhRecord *user)
{
  return (qh_user_get_roles (user) & QH_ROLES_SEEING) != 0;
}

/* Checks */

static gboolean
check_administrator (QhStore *store, GError **error)
{
  if (qh_store_get_roles (store) & QH_ROLE_ADMINISTRATOR)
    return TRUE;
  g_set_error_literal (error,
                       QH_ERROR,
                       QH_ERROR_PLACE,
                       _ ("Only an administrator adds, changes and removes users. Ask one."));
  return FALSE;
}

static gboolean
check_not_self (QhStore *store, gint64 user, GError **error)
{
  if (user != qh_store_get_user (store))
    return TRUE;
  g_set_error_literal (error,
                       QH_ERROR,
                       QH_ERROR_IN_USE,
                       _ ("Nobody can remove or reset themselves. Another administrator can."));
  return FALSE;
}

static gboolean
check_not_removed (const QhRecord *user, GError **error)
{
  if (qh_record_get_integer (user, "retired") == 0)
    return TRUE;
  g_set_error (error,
               QH_ERROR,
               QH_ERROR_IN_USE,
               _ ("“%s” was removed. Add a user with another name."),
               qh_record_get_text (user, "name"));
  return FALSE;
}

static gboolean
check_roles (QhRoles roles, GError **error)
{
  if (roles != 0)
    return TRUE;
  g_set_error_literal (
    error,
    QH_ERROR,
    QH_ERROR_REQUIRED,
    _ ("A user needs a role: practitioner, supervisor, researcher or administrator."));
  return FALSE;
}

/* Names differ by more than capitals and accents, so that they can be typed without. */
static gboolean
check_name (QhStore *store, const char *name, GError **error)
{
  g_autoptr (GPtrArray) users = qh_users_list (store, error);
  g_autofree char *folded = qh_fold (name);

  if (users == NULL)
    return FALSE;
  for (guint i = 0; i < users->len; i++)
    {
      g_autofree char *other = qh_fold (qh_record_get_text (g_ptr_array_index (users, i), "name"));

      if (!g_str_equal (folded, other))
        continue;
      g_set_error (error,
                   QH_ERROR,
                   QH_ERROR_IN_USE,
                   _ ("There is, or was, already a user “%s”. Choose another name."),
                   name);
      return FALSE;
    }
  return TRUE;
}

static gboolean
check_administrator_remains (QhDatabase *writer, GError **error)
{
  if (qh_database_get_int (writer,
                           "SELECT count(*) FROM users WHERE administrator = 1 AND coalesce "
                           "(retired, 0) = 0 AND id IN (SELECT id FROM key_holders)",
                           0)
      > 0)
    return TRUE;
  g_set_error_literal (error,
                       QH_ERROR,
                       QH_ERROR_IN_USE,
                       _ ("At least one administrator must remain. Make somebody else one first."));
  return FALSE;
}

/* A key of names that only the recovery key still opened would be as good as lost. */
static gboolean
check_names_remain (QhDatabase *writer, GError **error)
{
  if (qh_database_get_int (
        writer,
        "SELECT 1 FROM keys AS newest WHERE purpose IN (1, 3) AND (purpose = 1 OR \"case\" IS NOT "
        "NULL) AND number = (SELECT max (number) FROM keys WHERE purpose = newest.purpose AND "
        "\"case\" IS newest.\"case\") AND number NOT IN (SELECT key FROM key_wraps WHERE holder "
        "IN (SELECT id FROM users)) LIMIT 1",
        0)
      == 0)
    return TRUE;
  g_set_error_literal (error,
                       QH_ERROR,
                       QH_ERROR_IN_USE,
                       _ ("Nobody else can read the names, or a restricted case, that this user "
                          "can. Give somebody else the keys, or lift the restriction, first; or "
                          "recover the passphrase with the recovery sheet."));
  return FALSE;
}

/* Keys */

/* Wraps for a user whatever of a purpose the store's user has. */
static gboolean
give_purpose (QhDatabase *writer, const Work *work, QhKeyPurpose purpose, GError **error)
{
  QhKeyring *keyring = work->store->keyring;

  for (guint i = 0; i < qh_keyring_get_n_keys (keyring); i++)
    {
      const QhKeyInfo *info = qh_keyring_get_info (keyring, i);

      if (info->purpose == purpose
          && !qh_keys_give (writer, keyring, info->number, work->user, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
is_newest (QhDatabase *writer, const QhKeyInfo *info)
{
  sqlite3_stmt *statement = qh_database_prepare (
    writer,
    "SELECT max (number) FROM keys WHERE purpose = ?1 AND \"case\" IS nullif (?2, 0)",
    NULL);
  gboolean newest;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int (statement, 1, (int)info->purpose);
  sqlite3_bind_int64 (statement, 2, info->case_id);
  newest = sqlite3_step (statement) == SQLITE_ROW
           && sqlite3_column_int64 (statement, 0) == info->number;
  sqlite3_reset (statement);
  return newest;
}

/* Takes every key of names from a user, and sees to it that what is sealed from
 * now on has keys that the user never had: at once, or when somebody who holds
 * the old ones unlocks. */
static gboolean
take_keys_of_names (QhDatabase *writer, const Work *work, GError **error)
{
  g_autoptr (GArray) held = qh_keys_list_held (writer, work->user, error);

  for (guint i = 0; held != NULL && i < held->len; i++)
    {
      const QhKeyInfo *info = &g_array_index (held, QhKeyInfo, i);

      if (info->purpose != QH_KEY_IDENTITY && info->purpose != QH_KEY_CASE)
        continue;
      if (!qh_keys_take (writer, info->number, work->user, error)
          || (is_newest (writer, info) && (info->purpose == QH_KEY_IDENTITY || info->case_id != 0)
              && !qh_due_set (writer, info->number, error)))
        return FALSE;
    }
  return held != NULL && qh_due_renew (writer, work->store->keyring, work->added, error);
}

static gboolean
write_keys (QhDatabase *writer, gpointer data, GError **error)
{
  const Work *work = data;

  if (work->replaces)
    return qh_keys_replace_holder (
             writer, work->store->keyring, work->holder, work->roles, error)
           && check_names_remain (writer, error);
  if (work->holder != NULL
      && (!qh_holder_write (writer, work->holder, error)
          || !give_purpose (writer, work, QH_KEY_WORKSPACE, error)))
    return FALSE;
  if (work->saw && !work->sees && !take_keys_of_names (writer, work, error))
    return FALSE;
  if (work->sees && !work->saw && !give_purpose (writer, work, QH_KEY_IDENTITY, error))
    return FALSE;
  if (work->removed && !qh_holder_delete (writer, work->user, error))
    return FALSE;
  return check_administrator_remains (writer, error) && check_names_remain (writer, error);
}

static gboolean
carry_out (Work *work, QhChange *change, GError **error)
{
  g_autoptr (QhKeyring) added = qh_keyring_new ();
  QhRoles before = qh_store_get_roles (work->store);

  work->added = added;
  if (!qh_store_apply_within (work->store, change, write_keys, work, NULL, NULL, NULL, error))
    return FALSE;
  qh_keyring_add_all (work->store->keyring, added);
  qh_store_load_roles (work->store);
  if (qh_store_get_roles (work->store) != before)
    qh_store_emit_changed (work->store, NULL);
  return TRUE;
}

static QhChange *
new_change (QhAction action, QhRecord *user)
{
  QhChange *change = qh_change_new_event (action, QH_KIND_USER, user->id, NULL);

  qh_change_put (change, user);
  return change;
}

/* Public functions */

/**
 * qh_users_add:
 * @user: a record of kind user with a name and roles
 * @passphrase: their first; they can change it
 *
 * Adds somebody who can unlock the workspace. Where the role may see identities
 * and the store's user holds their keys, they get those too; otherwise they wait,
 * see qh_users_give_keys(). Slow by design: it derives a key.
 *
 * Returns: the user's id, or 0.
 */
gint64
qh_users_add (QhStore *store, const QhRecord *user, const char *passphrase, GError **error)
{
  g_autoptr (QhKeyPair) pair = NULL;
  g_autoptr (QhKeyHolder) holder = NULL;
  g_autoptr (QhChange) change = NULL;
  QhRecord *copy;
  QhLock lock;
  Work work = { .store = store, .sees = sees (user) };

  if (!check_administrator (store, error) || !check_roles (qh_user_get_roles (user), error)
      || !check_name (store, qh_record_get_text (user, "name"), error)
      || !qh_passphrase_check (passphrase, error) || !qh_store_make_lock (store, &lock, error))
    return 0;
  pair = qh_key_pair_generate ();
  work.user = qh_store_new_id (store);
  work.holder = holder = qh_key_holder_new (work.user, pair, &lock, passphrase, error);
  if (holder == NULL)
    return 0;
  copy = qh_record_copy (user);
  copy->id = work.user;
  change = new_change (QH_ACTION_ADD_USER, copy);
  return carry_out (&work, change, error) ? work.user : 0;
}

/**
 * qh_users_change:
 * @user: as the record is to be: roles, unit, worker
 *
 * Changes what is known of a user. Who no longer may see identities loses the keys, and
 * what is sealed from then on has new ones.
 *
 * Returns: whether it was written.
 */
gboolean
qh_users_change (QhStore *store, const QhRecord *user, GError **error)
{
  g_autoptr (QhRecord) before = NULL;
  g_autoptr (QhChange) change = NULL;
  Work work = { .store = store, .user = user->id, .sees = sees (user) };

  if (!check_administrator (store, error) || !check_roles (qh_user_get_roles (user), error))
    return FALSE;
  before = qh_store_get (store, QH_KIND_USER, user->id, error);
  if (before == NULL)
    return FALSE;
  work.saw = sees (before);
  change = new_change (QH_ACTION_CHANGE_USER, qh_record_copy (user));
  return carry_out (&work, change, error);
}

/**
 * qh_users_set_roles:
 *
 * As qh_users_change(), of the roles alone.
 *
 * Returns: whether it was written.
 */
gboolean
qh_users_set_roles (QhStore *store, gint64 user, QhRoles roles, GError **error)
{
  g_autoptr (QhRecord) record = NULL;

  if (!check_administrator (store, error))
    return FALSE;
  record = qh_store_get (store, QH_KIND_USER, user, error);
  if (record == NULL)
    return FALSE;
  qh_user_set_roles (record, roles);
  return qh_users_change (store, record, error);
}

/**
 * qh_users_reset:
 * @passphrase: their next; they can change it
 *
 * Gives a user who forgot theirs another passphrase, with the keys that their
 * role allows and the store's user holds; for others they wait, see
 * qh_users_give_keys(). Their drafts are lost. Slow by design.
 *
 * Returns: whether it was written.
 */
gboolean
qh_users_reset (QhStore *store, gint64 user, const char *passphrase, GError **error)
{
  g_autoptr (QhKeyPair) pair = NULL;
  g_autoptr (QhKeyHolder) holder = NULL;
  g_autoptr (QhRecord) record = NULL;
  g_autoptr (QhChange) event
    = qh_change_new_event (QH_ACTION_RESET_PASSPHRASE, QH_KIND_USER, user, NULL);
  Work work = { .store = store, .user = user, .replaces = TRUE };
  QhLock lock;

  if (!check_administrator (store, error) || !check_not_self (store, user, error))
    return FALSE;
  record = qh_store_get (store, QH_KIND_USER, user, error);
  if (record == NULL || !check_not_removed (record, error)
      || !qh_passphrase_check (passphrase, error) || !qh_store_make_lock (store, &lock, error))
    return FALSE;
  pair = qh_key_pair_generate ();
  work.roles = qh_user_get_roles (record);
  work.holder = holder = qh_key_holder_new (user, pair, &lock, passphrase, error);
  return holder != NULL && carry_out (&work, event, error);
}

/**
 * qh_users_remove:
 *
 * Takes a user's keys; the record stays, retired, because the log names it. What
 * is sealed from then on has new keys; what was sealed before only after
 * qh_store_reseal().
 *
 * Returns: whether it was written.
 */
gboolean
qh_users_remove (QhStore *store, gint64 user, GError **error)
{
  g_autoptr (QhRecord) record = NULL;
  g_autoptr (QhChange) change = NULL;
  Work work = { .store = store, .user = user, .removed = TRUE, .saw = TRUE };

  if (!check_administrator (store, error) || !check_not_self (store, user, error))
    return FALSE;
  record = qh_store_get (store, QH_KIND_USER, user, error);
  if (record == NULL)
    return FALSE;
  qh_record_set_integer (record, "retired", TRUE);
  change = new_change (QH_ACTION_REMOVE_USER, g_steal_pointer (&record));
  return carry_out (&work, change, error);
}

/**
 * qh_users_give_keys:
 * @user: whose role may see identities
 *
 * Gives a user who waits for them the keys of identities that the store's user
 * holds. Never done unasked: an administrator could promote himself.
 *
 * Returns: whether it was written.
 */
gboolean
qh_users_give_keys (QhStore *store, gint64 user, GError **error)
{
  g_autoptr (QhRecord) record = qh_store_get (store, QH_KIND_USER, user, error);
  g_autoptr (QhChange) event
    = qh_change_new_event (QH_ACTION_GIVE_KEYS, QH_KIND_USER, user, NULL);
  Work work = { .store = store, .user = user, .sees = TRUE };

  if (record == NULL)
    return FALSE;
  if (!qh_store_may_see_identities (store))
    {
      g_set_error_literal (error,
                           QH_ERROR,
                           QH_ERROR_PASSPHRASE,
                           _ ("Your passphrase gives no keys of names, so you cannot give them. "
                              "Ask a practitioner or a supervisor."));
      return FALSE;
    }
  if (!sees (record) || qh_record_get_integer (record, "retired") != 0)
    {
      g_set_error (error,
                   QH_ERROR,
                   QH_ERROR_IN_USE,
                   _ ("The role of “%s” does not let them see names. Change the role first."),
                   qh_record_get_text (record, "name"));
      return FALSE;
    }
  return carry_out (&work, event, error);
}

/**
 * qh_users_list:
 *
 * Returns: (transfer full) (element-type QhRecord): every user, those who were
 *   removed too (retired).
 */
GPtrArray *
qh_users_list (QhStore *store, GError **error)
{
  return qh_store_query (store, QH_KIND_USER, "ORDER BY name", NULL, 0, error);
}

/**
 * qh_users_list_seeing:
 *
 * Returns: (transfer full) (element-type QhRecord): the users whose role may see
 *   identities, to whom a case can be restricted.
 */
GPtrArray *
qh_users_list_seeing (QhStore *store, GError **error)
{
  return qh_store_query (
    store,
    QH_KIND_USER,
    "WHERE coalesce (retired, 0) = 0 AND (practitioner = 1 OR supervisor = 1) ORDER BY name",
    NULL,
    0,
    error);
}

/**
 * qh_users_list_waiting:
 *
 * Returns: (transfer full) (element-type QhRecord): the users whose role may see
 *   identities and who lack the key, see qh_users_give_keys().
 */
GPtrArray *
qh_users_list_waiting (QhStore *store, GError **error)
{
  const QhParameter identity = { QH_KEY_IDENTITY, NULL };

  return qh_store_query (
    store,
    QH_KIND_USER,
    "WHERE coalesce (retired, 0) = 0 AND (practitioner = 1 OR supervisor = 1) AND id NOT IN "
    "(SELECT holder FROM key_wraps WHERE key = (SELECT max (number) FROM keys WHERE purpose = ?1)) "
    "ORDER BY name",
    &identity,
    1,
    error);
}

/**
 * qh_users_find:
 * @name: with or without capitals and accents
 *
 * Returns: the id of a user who was not removed, or 0 with %QH_ERROR_NOT_FOUND.
 */
gint64
qh_users_find (QhStore *store, const char *name, GError **error)
{
  gint64 user;

  g_mutex_lock (&store->read_lock);
  user = qh_store_find_user (store->reader, name, error);
  g_mutex_unlock (&store->read_lock);
  return user;
}

/**
 * qh_users_get_worker:
 *
 * Returns: the worker that who unlocked the workspace is, as Settings → Users says it; where
 *   it says nothing, the only worker of an only user who logs work; else 0: nobody.
 */
gint64
qh_users_get_worker (QhStore *store)
{
  g_autoptr (QhRecord) user = qh_store_get (store, QH_KIND_USER, qh_store_get_user (store), NULL);
  g_autoptr (GPtrArray) users = NULL;
  g_autoptr (GPtrArray) workers = NULL;

  if (user != NULL && qh_record_get_integer (user, "worker") != 0)
    return qh_record_get_integer (user, "worker");
  if ((qh_store_get_roles (store) & QH_ROLE_PRACTITIONER) == 0)
    return 0;
  users = qh_users_list (store, NULL);
  workers = qh_store_list_all (store, QH_KIND_WORKER, NULL);
  if (users == NULL || users->len != 1 || workers == NULL || workers->len != 1)
    return 0;
  return ((const QhRecord *)g_ptr_array_index (workers, 0))->id;
}
