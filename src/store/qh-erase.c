/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The right to erasure: records go, and what the log held of them; the log
 * keeps that something was erased, when, by whom and why. Work that was done
 * stays counted: an activity keeps its date, type and minutes, and loses its
 * note and its links to people. */
#include "store/qh-erase.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "store/qh-row.h"
#include "store/qh-transaction.h"
#include "vault/qh-seal.h"

typedef struct
{
  QhTransaction transaction;
  QhErasure *erasure;
} Erasing;

static gboolean erase_person (Erasing *self, gint64 id, GError **error);

/* Reading what hangs together */

/* The ids that a query with one id gives. */
static GArray *
list_ids (Erasing *self, const char *sql, gint64 id, GError **error)
{
  QhDatabase *database = self->transaction.database;
  sqlite3_stmt *statement = qh_database_prepare (database, sql, error);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  int code;

  if (statement == NULL)
    return NULL;
  sqlite3_bind_int64 (statement, 1, id);
  while ((code = sqlite3_step (statement)) == SQLITE_ROW)
    {
      gint64 found = sqlite3_column_int64 (statement, 0);

      g_array_append_val (ids, found);
    }
  if (code != SQLITE_DONE)
    qh_database_set_error (database, code, error);
  sqlite3_reset (statement);
  return code == SQLITE_DONE ? g_steal_pointer (&ids) : NULL;
}

typedef gboolean (*ForEach) (Erasing *self, gint64 id, gint64 of, GError **error);

/* Calls a function for each id that a query gives. */
static gboolean
for_each (Erasing *self, const char *sql, gint64 of, ForEach function, GError **error)
{
  g_autoptr (GArray) ids = list_ids (self, sql, of, error);

  for (guint i = 0; ids != NULL && i < ids->len; i++)
    if (!function (self, g_array_index (ids, gint64, i), of, error))
      return FALSE;
  return ids != NULL;
}

/* The log */

static gboolean
erase_entry (Erasing *self, gint64 entry, gint64 of, GError **error)
{
  QhDatabase *database = self->transaction.database;
  sqlite3_stmt *read
    = qh_database_prepare (database, "SELECT body FROM change_entries WHERE id = ?1", error);
  sqlite3_stmt *write;
  guint8 digest[QH_DIGEST_SIZE];

  if (read == NULL)
    return FALSE;
  sqlite3_bind_int64 (read, 1, entry);
  if (sqlite3_step (read) == SQLITE_ROW)
    qh_keyed_digest (self->transaction.store->keyring,
                     QH_KEY_WORKSPACE,
                     sqlite3_column_blob (read, 0),
                     (gsize)sqlite3_column_bytes (read, 0),
                     digest);
  sqlite3_reset (read);
  write = qh_database_prepare (
    database, "UPDATE change_entries SET erased = 1, body = ?2 WHERE id = ?1", error);
  if (write == NULL)
    return FALSE;
  sqlite3_bind_int64 (write, 1, entry);
  sqlite3_bind_blob (write, 2, digest, sizeof digest, SQLITE_TRANSIENT);
  return qh_database_step (database, write, error);
}

/* Leaves digests of all that the log tells of a record, and none of its drafts. */
static gboolean
erase_traces (Erasing *self, gint64 record, GError **error)
{
  QhDatabase *database = self->transaction.database;
  sqlite3_stmt *drafts
    = qh_database_prepare (database, "DELETE FROM drafts WHERE about = ?1", error);

  if (drafts == NULL)
    return FALSE;
  sqlite3_bind_int64 (drafts, 1, record);
  return qh_database_step (database, drafts, error)
         && for_each (self,
                      "SELECT id FROM change_entries WHERE record = ?1 AND erased IS NULL",
                      record,
                      erase_entry,
                      error);
}

/* Records */

static gboolean
read_stored (Erasing *self, guint kind, gint64 id, QhStored *stored, GError **error)
{
  return qh_row_writer_read (
    &self->transaction.writer, qh_store_get_kind (self->transaction.store, kind), id, stored, error);
}

static gboolean
delete_record (Erasing *self, guint kind, gint64 id, GError **error)
{
  g_auto (QhStored) stored = { NULL, NULL };

  if (!read_stored (self, kind, id, &stored, error))
    return FALSE;
  if (stored.record == NULL)
    return TRUE;
  self->erasure->n_deleted[kind]++;
  return qh_transaction_delete (&self->transaction, &stored, error)
         && erase_traces (self, id, error);
}

/* Takes one id out of a list's first column; returns how many rows are left. */
static guint
remove_from_list (QhRecord *record, const char *name, gint64 id)
{
  const QhRows *rows = qh_record_get_rows (record, name);
  QhRows *left;
  guint n_left;

  if (rows == NULL)
    return 0;
  left = qh_rows_new (0, rows->n_columns);
  for (guint i = 0; i < rows->n_rows; i++)
    if (qh_rows_cell (rows, i, 0) != id)
      qh_rows_append (left, &qh_rows_cell (rows, i, 0));
  n_left = left->n_rows;
  qh_record_take_rows (record, name, left);
  return n_left;
}

/* Writes a record that stays without what it said. */
static gboolean
put_cleared (Erasing *self,
             const QhStored *stored,
             const QhRecord *cleared,
             gboolean keep_seal,
             GError **error)
{
  self->erasure->n_cleared[cleared->kind->number]++;
  return qh_transaction_put (
           &self->transaction, stored, cleared, keep_seal ? stored->sealed : NULL, error)
         && erase_traces (self, cleared->id, error);
}

/* An activity of an erased case. */
static gboolean
clear_activity (Erasing *self, gint64 id, gint64 of, GError **error)
{
  static const char *const links[] = { "case", "consultation", "people" };
  g_auto (QhStored) stored = { NULL, NULL };
  g_autoptr (QhRecord) cleared = NULL;

  if (!read_stored (self, QH_KIND_ACTIVITY, id, &stored, error))
    return FALSE;
  cleared = qh_record_copy (stored.record);
  for (guint i = 0; i < G_N_ELEMENTS (links); i++)
    qh_record_clear (cleared, links[i]);
  return put_cleared (self, &stored, cleared, FALSE, error);
}

/* An activity with an erased person: what was noted of nobody else goes too. */
static gboolean
unlink_activity (Erasing *self, gint64 id, gint64 person, GError **error)
{
  g_auto (QhStored) stored = { NULL, NULL };
  g_autoptr (QhRecord) cleared = NULL;
  guint n_left;

  if (!read_stored (self, QH_KIND_ACTIVITY, id, &stored, error))
    return FALSE;
  cleared = qh_record_copy (stored.record);
  n_left = remove_from_list (cleared, "people", person);
  return put_cleared (
    self, &stored, cleared, n_left > 0 || qh_record_get_integer (cleared, "case") != 0, error);
}

static gboolean
forget_consultation (Erasing *self, gint64 id, gint64 consultation, GError **error)
{
  g_auto (QhStored) stored = { NULL, NULL };
  g_autoptr (QhRecord) cleared = NULL;

  if (!read_stored (self, QH_KIND_ACTIVITY, id, &stored, error))
    return FALSE;
  cleared = qh_record_copy (stored.record);
  qh_record_clear (cleared, "consultation");
  return put_cleared (self, &stored, cleared, TRUE, error);
}

static gboolean
erase_consultation (Erasing *self, gint64 id, gint64 of, GError **error)
{
  return for_each (self,
                   "SELECT id FROM activities WHERE consultation = ?1",
                   id,
                   forget_consultation,
                   error)
         && delete_record (self, QH_KIND_CONSULTATION, id, error);
}

static gboolean
erase_action_item (Erasing *self, gint64 id, gint64 of, GError **error)
{
  return delete_record (self, QH_KIND_ACTION_ITEM, id, error);
}

static gboolean
erase_activity (Erasing *self, gint64 id, gint64 of, GError **error)
{
  return for_each (
           self, "SELECT id FROM action_items WHERE activity = ?1", id, erase_action_item, error)
         && delete_record (self, QH_KIND_ACTIVITY, id, error);
}

/* A person of an erased case, unless another case knows the person. */
static gboolean
erase_member (Erasing *self, gint64 person, gint64 of, GError **error)
{
  g_autoptr (GArray) cases
    = list_ids (self, "SELECT owner FROM cases_people WHERE person = ?1", person, error);

  return cases != NULL && (cases->len > 0 || erase_person (self, person, error));
}

static gboolean
erase_case (Erasing *self, gint64 id, gint64 of, GError **error)
{
  g_autoptr (GArray) people
    = list_ids (self, "SELECT person FROM cases_people WHERE owner = ?1", id, error);

  if (people == NULL
      || !for_each (self,
                    "SELECT id FROM action_items WHERE \"case\" = ?1 OR activity IN "
                    "(SELECT id FROM activities WHERE \"case\" = ?1)",
                    id,
                    erase_action_item,
                    error)
      || !for_each (
        self, "SELECT id FROM activities WHERE \"case\" = ?1", id, clear_activity, error)
      || !for_each (
        self, "SELECT id FROM consultations WHERE \"case\" = ?1", id, erase_consultation, error)
      || !delete_record (self, QH_KIND_CASE, id, error))
    return FALSE;
  for (guint i = 0; i < people->len; i++)
    if (!erase_member (self, g_array_index (people, gint64, i), id, error))
      return FALSE;
  return TRUE;
}

/* A case of the person's own goes; one of several people loses the person. */
static gboolean
leave_case (Erasing *self, gint64 id, gint64 person, GError **error)
{
  g_auto (QhStored) stored = { NULL, NULL };
  g_autoptr (QhRecord) left = NULL;

  if (!read_stored (self, QH_KIND_CASE, id, &stored, error))
    return FALSE;
  left = qh_record_copy (stored.record);
  if (remove_from_list (left, "people", person) == 0)
    return erase_case (self, id, person, error);
  return put_cleared (self, &stored, left, TRUE, error);
}

static gboolean
erase_person (Erasing *self, gint64 id, GError **error)
{
  return for_each (self,
                   "SELECT DISTINCT owner FROM cases_people WHERE person = ?1",
                   id,
                   leave_case,
                   error)
         && for_each (self,
                      "SELECT owner FROM activities_people WHERE person = ?1",
                      id,
                      unlink_activity,
                      error)
         && for_each (self,
                      "SELECT id FROM consultations WHERE person = ?1",
                      id,
                      erase_consultation,
                      error)
         && delete_record (self, QH_KIND_PERSON, id, error);
}

static gboolean
erase_one_person (Erasing *self, gint64 id, gint64 of, GError **error)
{
  return erase_person (self, id, error);
}

static const ForEach erasers[QH_N_KINDS] = {
  [QH_KIND_PERSON] = erase_one_person,
  [QH_KIND_CASE] = erase_case,
  [QH_KIND_CONSULTATION] = erase_consultation,
  [QH_KIND_ACTIVITY] = erase_activity,
  [QH_KIND_ACTION_ITEM] = erase_action_item,
};

/**
 * qh_kind_can_be_erased:
 * @kind: a #QhKindNumber
 *
 * Returns: whether qh_store_erase() takes records of this kind.
 */
gboolean
qh_kind_can_be_erased (guint kind)
{
  return kind < QH_N_KINDS && erasers[kind] != NULL;
}

static gboolean
erase_locked (QhStore *self,
              QhChange *change,
              GArray *touched,
              QhErasure *erasure,
              GError **error)
{
  Erasing erasing = { .erasure = erasure };
  gboolean done;

  if (self->writer == NULL)
    {
      qh_store_set_locked_error (error);
      return FALSE;
    }
  /* What is freed in the file is overwritten with zeroes. */
  if (!qh_database_exec (self->writer, "PRAGMA secure_delete = ON", error))
    return FALSE;
  done = qh_transaction_begin (&erasing.transaction, self, touched, error);
  erasing.transaction.erasing = TRUE;
  done = done && erasers[change->about_kind](&erasing, change->about_id, 0, error);
  done = qh_transaction_end (&erasing.transaction, done, change, 0, error);
  qh_database_exec (self->writer, "PRAGMA secure_delete = OFF", NULL);
  if (done)
    qh_database_exec (self->writer, "PRAGMA wal_checkpoint (TRUNCATE)", NULL);
  return done;
}

/**
 * qh_store_erase:
 * @kind: %QH_KIND_PERSON, %QH_KIND_CASE or another for which qh_kind_can_be_erased()
 * @id: the record's
 * @reason: why, for the log; no name
 * @erasure: (out caller-allocates): what was taken away
 *
 * Erases a record for good, with all that is held only because of it: a
 * person's own cases, a case's consultations and action items and the people
 * that no other case knows. Earlier backups still hold them.
 *
 * Returns: whether it was erased; if not, the workspace is as it was.
 */
gboolean
qh_store_erase (QhStore *self,
                guint kind,
                gint64 id,
                const char *reason,
                QhErasure *erasure,
                GError **error)
{
  g_autoptr (QhChange) change = qh_change_new_event (QH_ACTION_ERASE, kind, id, reason);
  g_autoptr (GArray) touched = g_array_new (FALSE, FALSE, sizeof (QhTouched));
  g_autoptr (QhRecord) record = NULL;
  gboolean done;

  g_return_val_if_fail (qh_kind_can_be_erased (kind), FALSE);
  memset (erasure, 0, sizeof *erasure);
  if (reason == NULL || reason[0] == '\0')
    {
      g_set_error_literal (error,
                           QH_ERROR,
                           QH_ERROR_REQUIRED,
                           _ ("Say why it is erased: the log keeps the reason."));
      return FALSE;
    }
  record = qh_store_get (self, kind, id, error);
  if (record == NULL || !qh_store_check_writer (self, record->kind, error))
    return FALSE;
  g_mutex_lock (&self->write_lock);
  done = erase_locked (self, change, touched, erasure, error);
  g_mutex_unlock (&self->write_lock);
  if (done)
    qh_store_emit_changed (self, touched);
  return done;
}
