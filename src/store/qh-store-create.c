/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Making a workspace: its file, its first keys, its first records. */
#include "store/qh-store-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "store/qh-store-keys.h"
#include "vault/qh-passphrase.h"

/* Whoever begins a workspace may be its only worker. */
#define FIRST_ROLES ((QhRoles)(QH_ROLE_PRACTITIONER | QH_ROLE_SUPERVISOR | QH_ROLE_ADMINISTRATOR))

static gboolean
set_property_int (QhDatabase *database, const char *name, gint64 value, GError **error)
{
  sqlite3_stmt *statement = qh_database_prepare (database,
                                                 "INSERT INTO workspace (name, value) VALUES (?1, "
                                                 "?2) ON CONFLICT (name) DO UPDATE SET value = ?2",
                                                 error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_text (statement, 1, name, -1, SQLITE_TRANSIENT);
  sqlite3_bind_int64 (statement, 2, value);
  return qh_database_step (database, statement, error);
}

static gboolean
write_keys (QhStore *self, const char *passphrase, const QhNewStore *start, GError **error)
{
  g_autoptr (QhKeyPair) pair = qh_key_pair_generate ();
  g_autoptr (QhKeyHolder) holder = NULL;
  QhLock lock;

  self->keyring = qh_keyring_generate ();
  self->user = qh_store_new_id (self);
  qh_lock_init (&lock, start->practice || start->floor);
  holder = qh_key_holder_new (self->user, pair, &lock, passphrase, error);
  if (holder == NULL || !qh_holder_write (self->writer, holder, error))
    return FALSE;
  for (guint i = 0; i < qh_keyring_get_n_keys (self->keyring); i++)
    if (!qh_keys_add (self->writer, qh_keyring_get_info (self->keyring, i), error))
      return FALSE;
  if (!qh_keys_give_all (self->writer, self->keyring, self->user, error)
      || !qh_store_write_recovery (self, self->writer, error))
    return FALSE;
  qh_keyring_add_own (self->keyring, pair);
  self->pair = g_steal_pointer (&pair);
  return TRUE;
}

static gboolean
write_start (QhStore *self, const char *passphrase, const QhNewStore *start, GError **error)
{
  g_autofree char *application = g_strdup_printf (
    "PRAGMA page_size = 8192; PRAGMA application_id = %d; PRAGMA journal_mode = WAL;",
    QH_APPLICATION_ID);

  return qh_database_exec (self->writer, application, error)
         && qh_database_migrate (self->writer, error)
         && qh_database_exec (self->writer, "BEGIN IMMEDIATE", error)
         && write_keys (self, passphrase, start, error)
         && set_property_int (self->writer, "practice", start->practice, error)
         && set_property_int (self->writer, "created", g_get_real_time () / G_USEC_PER_SEC, error)
         && qh_database_exec (self->writer, "COMMIT", error);
}

static gboolean
write_first_records (QhStore *self, const QhNewStore *start, GError **error)
{
  g_autoptr (QhChange) change = qh_change_new ();
  g_autoptr (GPtrArray) entries = qh_catalogues_shipped (g_ptr_array_index (self->dictionaries, 0));
  QhRecord *unit = qh_store_new_record (self, QH_KIND_UNIT);
  QhRecord *worker = qh_store_new_record (self, QH_KIND_WORKER);
  QhRecord *user = qh_store_new_record (self, QH_KIND_USER);
  g_autofree char *user_name = qh_store_make_user_name (start->user);

  /* The entries name each other, so they are checked against what they will be. */
  qh_store_take_snapshots (self, NULL, qh_catalogues_new (entries));
  change->action = QH_ACTION_CREATE;
  for (guint i = 0; i < entries->len; i++)
    qh_change_put (change, qh_record_copy (g_ptr_array_index (entries, i)));
  unit->id = qh_store_new_id (self);
  qh_record_set_text (unit, "name", start->unit);
  qh_record_set_text (unit, "institution", start->institution);
  qh_record_set_text (worker, "name", start->worker);
  qh_record_set_integer (worker, "unit", unit->id);
  worker->id = qh_store_new_id (self);
  user->id = self->user;
  qh_record_set_text (user, "name", user_name);
  qh_record_set_integer (user, "worker", worker->id);
  qh_record_set_integer (user, "unit", unit->id);
  qh_user_set_roles (user, FIRST_ROLES);
  qh_change_put (change, unit);
  qh_change_put (change, worker);
  qh_change_put (change, user);
  return qh_store_apply (self, change, NULL, NULL, NULL, error);
}

static void
remove_file (const char *path)
{
  static const char *const endings[] = { "", "-wal", "-shm" };

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *file = g_strconcat (path, endings[i], NULL);

      g_unlink (file);
    }
}

/**
 * qh_store_create:
 * @path: where the workspace is to stand; nothing may be there yet
 * @start: what it begins with
 *
 * Makes a workspace with the shipped catalogues, one unit, one worker and one
 * user, who is practitioner, supervisor and administrator in one. Slow by design:
 * it derives a key. If it fails, nothing is left behind.
 *
 * Returns: (transfer full): the open workspace; qh_store_take_recovery_words()
 *   gives the words of its recovery key.
 */
QhStore *
qh_store_create (const char *path, const char *passphrase, const QhNewStore *start, GError **error)
{
  g_autoptr (QhStore) self = NULL;
  int fd;

  if (!start->practice && !qh_passphrase_check (passphrase, error))
    return NULL;
  if (!qh_place_check (path, error))
    return NULL;
  fd = g_open (path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);
  if (fd < 0)
    {
      int code = errno;

      g_set_error (error,
                   QH_ERROR,
                   QH_ERROR_PLACE,
                   code == EEXIST
                     ? _ ("There is already a file “%s” (%s). Choose another name.")
                     : _ ("“%s” cannot be created: %s. Choose a folder that you may write to."),
                   path,
                   g_strerror (code));
      return NULL;
    }
  g_close (fd, NULL);

  self = qh_store_new (path);
  self->practice = start->practice;
  self->roles = FIRST_ROLES;
  if (qh_store_open_writer (self, error) && write_start (self, passphrase, start, error)
      && qh_store_open_reader (self, error) && write_first_records (self, start, error))
    {
      qh_store_load_roles (self);
      return g_steal_pointer (&self);
    }
  qh_store_close (self);
  remove_file (path);
  return NULL;
}
