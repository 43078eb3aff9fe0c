/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/qh-restriction.h"

#include <glib/gi18n-lib.h>

#include "store/qh-log-read-private.h"
#include "store/qh-reseal.h"
#include "store/qh-store-keys.h"
#include "store/qh-store-private.h"

typedef struct
{
  QhStore *store;
  gint64 case_id;
  const gint64 *users;
  guint n_users;
  QhKeyring *added;
} Work;

/* What is sealed under a case's key: the case, what was done in it, and the
 * people who are in no other. */
static const struct
{
  guint kind;
  const char *sql;
} parts[] = {
  { QH_KIND_CASE, "SELECT id FROM cases WHERE id = ?1" },
  { QH_KIND_CONSULTATION, "SELECT id FROM consultations WHERE \"case\" = ?1" },
  { QH_KIND_ACTIVITY, "SELECT id FROM activities WHERE \"case\" = ?1" },
  { QH_KIND_ACTION_ITEM, "SELECT id FROM action_items WHERE \"case\" = ?1" },
  { QH_KIND_REFERRAL, "SELECT id FROM referrals WHERE \"case\" = ?1" },
  { QH_KIND_PERSON,
    "SELECT DISTINCT person FROM cases_people WHERE owner = ?1 AND person NOT IN (SELECT person "
    "FROM cases_people WHERE owner <> ?1)" },
};

static GArray *
list_ids (QhDatabase *database, const char *sql, gint64 case_id, GError **error)
{
  sqlite3_stmt *statement = qh_database_prepare (database, sql, error);
  GArray *ids;

  if (statement == NULL)
    return NULL;
  ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  sqlite3_bind_int64 (statement, 1, case_id);
  while (sqlite3_step (statement) == SQLITE_ROW)
    {
      gint64 id = sqlite3_column_int64 (statement, 0);

      g_array_append_val (ids, id);
    }
  sqlite3_reset (statement);
  return ids;
}

/* What was deleted of the case before stands in the log alone. */
static gboolean
close_deleted (QhDatabase *writer,
               const Work *work,
               QhKeyring *keyring,
               guint32 number,
               GError **error)
{
  g_autoptr (GHashTable) ids = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autoptr (GPtrArray) deleted = NULL;
  gint64 case_id = work->case_id;

  g_hash_table_add (ids, &case_id);
  deleted = qh_log_find_deleted (work->store, writer, ids, error);
  for (guint i = 0; deleted != NULL && i < deleted->len; i++)
    {
      const QhLogEntry *entry = g_ptr_array_index (deleted, i);

      if (!qh_reseal_with (writer,
                           qh_store_get_kind (work->store, entry->kind),
                           entry->record,
                           keyring,
                           number,
                           error))
        return FALSE;
    }
  return deleted != NULL;
}

static gboolean
reseal_parts (QhDatabase *writer, const Work *work, guint32 number, GError **error)
{
  g_autoptr (QhKeyring) keyring = qh_keyring_new ();

  qh_keyring_add_all (keyring, work->store->keyring);
  qh_keyring_add_all (keyring, work->added);
  for (guint p = 0; p < G_N_ELEMENTS (parts); p++)
    {
      const QhKind *kind = qh_store_get_kind (work->store, parts[p].kind);
      g_autoptr (GArray) ids = list_ids (writer, parts[p].sql, work->case_id, error);

      if (ids == NULL)
        return FALSE;
      for (guint i = 0; i < ids->len; i++)
        if (!qh_reseal_with (
              writer, kind, g_array_index (ids, gint64, i), keyring, number, error))
          return FALSE;
    }
  return close_deleted (writer, work, keyring, number, error);
}

/* Carries it out and leaves no old seal in the file's free pages. */
static gboolean
apply (Work *work, QhChange *event, QhStoreAlso also, GError **error)
{
  QhStore *store = work->store;
  gboolean done;

  qh_store_set_secure_delete (store, TRUE);
  done = qh_store_apply_within (store, event, also, work, NULL, NULL, NULL, error);
  qh_store_set_secure_delete (store, FALSE);
  return done;
}

static gboolean
check_user (QhDatabase *writer, gint64 user, GError **error)
{
  g_autoptr (GArray) found = list_ids (writer,
                                       "SELECT id FROM users WHERE id = ?1 AND (practitioner = 1 "
                                       "OR supervisor = 1) AND coalesce (retired, 0) = 0",
                                       user,
                                       error);

  if (found == NULL)
    return FALSE;
  if (found->len > 0)
    return TRUE;
  g_set_error_literal (error,
                       QH_ERROR,
                       QH_ERROR_IN_USE,
                       _ ("A case can be restricted to practitioners and supervisors only. Choose "
                          "others, or change their role first."));
  return FALSE;
}

static gboolean
write_restriction (QhDatabase *writer, gpointer data, GError **error)
{
  const Work *work = data;
  const QhKeyInfo info = { qh_keys_next_number (writer), QH_KEY_CASE, work->case_id };
  g_autoptr (QhKeyHolder) recovery = qh_holder_read (writer, QH_RECOVERY_HOLDER, NULL);

  qh_keyring_make (work->added, &info);
  if (!qh_keys_add (writer, &info, error))
    return FALSE;
  for (guint i = 0; i < work->n_users; i++)
    if (!check_user (writer, work->users[i], error)
        || !qh_keys_give (writer, work->added, info.number, work->users[i], error))
      return FALSE;
  if (recovery != NULL
      && !qh_keys_give (writer, work->added, info.number, QH_RECOVERY_HOLDER, error))
    return FALSE;
  return reseal_parts (writer, work, info.number, error);
}

/* The key stays for what the log holds of the case; it no longer seals. */
static gboolean
lift_restriction (QhDatabase *writer, gpointer data, GError **error)
{
  const Work *work = data;
  sqlite3_stmt *statement = qh_database_prepare (
    writer, "UPDATE keys SET \"case\" = NULL WHERE \"case\" = ?1", error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, work->case_id);
  return qh_database_step (writer, statement, error)
         && reseal_parts (writer,
                          work,
                          qh_keyring_get_current (work->store->keyring, QH_KEY_IDENTITY),
                          error);
}

static gboolean
check_may (QhStore *self, gint64 case_id, GError **error)
{
  g_autoptr (QhRecord) record = qh_store_get (self, QH_KIND_CASE, case_id, error);

  if (record == NULL)
    return FALSE;
  if (!record->closed && qh_store_may_see_identities (self))
    return TRUE;
  g_set_error_literal (error,
                       QH_ERROR,
                       QH_ERROR_PASSPHRASE,
                       _ ("Your passphrase does not open this case, so you cannot change who may. "
                          "Ask somebody who can."));
  return FALSE;
}

/**
 * qh_store_restrict_case:
 * @users: (array length=n_users): ids of users who may see identities; who restricts the case
 *   is one of them only if named
 *
 * Gives a case, what was done in it and the people who are in no other case a
 * key of their own, which only @users and the recovery key hold. Called again it
 * names others, under another key.
 *
 * Returns: whether it was written.
 */
gboolean
qh_store_restrict_case (QhStore *self,
                        gint64 case_id,
                        const gint64 *users,
                        guint n_users,
                        GError **error)
{
  g_autoptr (QhChange) event
    = qh_change_new_event (QH_ACTION_RESTRICT_CASE, QH_KIND_CASE, case_id, NULL);
  g_autoptr (QhKeyring) added = qh_keyring_new ();
  Work work = { self, case_id, users, n_users, added };

  if (n_users == 0)
    {
      g_set_error_literal (error,
                           QH_ERROR,
                           QH_ERROR_REQUIRED,
                           _ ("A restricted case needs at least one user who can read it."));
      return FALSE;
    }
  if (!check_may (self, case_id, error)
      || !apply (&work, event, write_restriction, error))
    return FALSE;
  for (guint i = 0; i < n_users; i++)
    if (users[i] == self->user)
      qh_keyring_add_all (self->keyring, added);
  qh_store_emit_changed (self, NULL);
  return TRUE;
}

/**
 * qh_store_unrestrict_case:
 *
 * Lets all who may see identities read the case again.
 *
 * Returns: whether it was written.
 */
gboolean
qh_store_unrestrict_case (QhStore *self, gint64 case_id, GError **error)
{
  g_autoptr (QhChange) event
    = qh_change_new_event (QH_ACTION_RESTRICT_CASE, QH_KIND_CASE, case_id, "lifted");
  g_autoptr (QhKeyring) none = qh_keyring_new ();
  Work work = { self, case_id, NULL, 0, none };

  if (!check_may (self, case_id, error)
      || !apply (&work, event, lift_restriction, error))
    return FALSE;
  qh_store_emit_changed (self, NULL);
  return TRUE;
}

/**
 * qh_store_list_case_users:
 *
 * Returns: (transfer full) (element-type gint64): the ids of the users to whom a
 *   case is restricted; empty when it is not.
 */
GArray *
qh_store_list_case_users (QhStore *self, gint64 case_id, GError **error)
{
  GArray *users = NULL;

  g_mutex_lock (&self->read_lock);
  if (self->reader == NULL)
    qh_store_set_locked_error (error);
  else
    users = list_ids (self->reader,
                      "SELECT holder FROM key_wraps WHERE key = (SELECT max (number) FROM keys "
                      "WHERE \"case\" = ?1) AND holder IN (SELECT id FROM users) ORDER BY holder",
                      case_id,
                      error);
  g_mutex_unlock (&self->read_lock);
  return users;
}
