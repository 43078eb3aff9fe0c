/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What goes with what: a person's own cases, a case's consultations and action
 * items. Work that was done stays counted: an activity keeps its date, type and
 * minutes, and loses its note and its links to people. */
#include "store/qh-erase-private.h"

#include "store/qh-row.h"

static gboolean erase_person (QhErasing *self, gint64 id, GError **error);

/* Reading what hangs together */

/* The ids that a query with one id gives. */
GArray *
qh_erasing_list_ids (QhErasing *self, const char *sql, gint64 id, GError **error)
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

/* Calls a function for each id that a query gives. */
gboolean
qh_erasing_for_each (QhErasing *self,
                     const char *sql,
                     gint64 of,
                     QhErasingForEach function,
                     GError **error)
{
  g_autoptr (GArray) ids = qh_erasing_list_ids (self, sql, of, error);

  for (guint i = 0; ids != NULL && i < ids->len; i++)
    if (g_cancellable_set_error_if_cancelled (self->cancellable, error)
        || !function (self, g_array_index (ids, gint64, i), of, error))
      return FALSE;
  return ids != NULL;
}

/* Records */

static gboolean
read_stored (QhErasing *self, guint kind, gint64 id, QhStored *stored, GError **error)
{
  return qh_row_writer_read (&self->transaction.writer,
                             qh_store_get_kind (self->transaction.store, kind),
                             id,
                             stored,
                             error);
}

static void
tell_progress (QhErasing *self)
{
  if (self->progress != NULL)
    self->progress (qh_erasure_count (self->erasure), 0, self->progress_data);
}

/* That it was to be kept longer. */
static gboolean
forget_keeping (QhErasing *self, gint64 id, GError **error)
{
  QhDatabase *database = self->transaction.database;
  sqlite3_stmt *statement
    = qh_database_prepare (database, "DELETE FROM workspace WHERE name = 'keep-' || ?1", error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, id);
  return qh_database_step (database, statement, error);
}

static gboolean
delete_record (QhErasing *self, guint kind, gint64 id, GError **error)
{
  g_auto (QhStored) stored = { NULL, NULL };

  if (!read_stored (self, kind, id, &stored, error))
    return FALSE;
  g_hash_table_add (self->gone, g_memdup2 (&id, sizeof id));
  if (stored.record != NULL)
    {
      self->erasure->n_deleted[kind]++;
      tell_progress (self);
      if (!qh_transaction_delete (&self->transaction, &stored, error))
        return FALSE;
    }
  return forget_keeping (self, id, error) && qh_erasing_erase_traces (self, id, error);
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
put_cleared (QhErasing *self,
             const QhStored *stored,
             const QhRecord *cleared,
             gboolean keep_seal,
             GError **error)
{
  self->erasure->n_cleared[cleared->kind->number]++;
  tell_progress (self);
  return qh_transaction_put (
           &self->transaction, stored, cleared, keep_seal ? stored->sealed : NULL, error)
         && qh_erasing_erase_traces (self, cleared->id, error);
}

/* An activity of an erased case. */
static gboolean
clear_activity (QhErasing *self, gint64 id, gint64 of, GError **error)
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

static gboolean
erase_action_item (QhErasing *self, gint64 id, gint64 of, GError **error)
{
  return delete_record (self, QH_KIND_ACTION_ITEM, id, error);
}

/* An activity with an erased person: what was noted of nobody else goes too. */
static gboolean
unlink_activity (QhErasing *self, gint64 id, gint64 person, GError **error)
{
  g_auto (QhStored) stored = { NULL, NULL };
  g_autoptr (QhRecord) cleared = NULL;
  gboolean of_others;
  guint n_left;

  if (!read_stored (self, QH_KIND_ACTIVITY, id, &stored, error))
    return FALSE;
  cleared = qh_record_copy (stored.record);
  n_left = remove_from_list (cleared, "people", person);
  of_others = n_left > 0 || qh_record_get_integer (cleared, "case") != 0;
  return put_cleared (self, &stored, cleared, of_others, error)
         && (of_others
             || qh_erasing_for_each (self,
                                     "SELECT id FROM action_items WHERE activity = ?1",
                                     id,
                                     erase_action_item,
                                     error));
}

static gboolean
forget_consultation (QhErasing *self, gint64 id, gint64 consultation, GError **error)
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
erase_consultation (QhErasing *self, gint64 id, gint64 of, GError **error)
{
  return qh_erasing_for_each (self,
                              "SELECT id FROM activities WHERE consultation = ?1",
                              id,
                              forget_consultation,
                              error)
         && delete_record (self, QH_KIND_CONSULTATION, id, error);
}

static gboolean
erase_referral (QhErasing *self, gint64 id, gint64 of, GError **error)
{
  return delete_record (self, QH_KIND_REFERRAL, id, error);
}

static gboolean
erase_activity (QhErasing *self, gint64 id, gint64 of, GError **error)
{
  return qh_erasing_for_each (
           self, "SELECT id FROM action_items WHERE activity = ?1", id, erase_action_item, error)
         && delete_record (self, QH_KIND_ACTIVITY, id, error);
}

/* A person of an erased case, unless another case knows the person. */
static gboolean
erase_member (QhErasing *self, gint64 person, gint64 of, GError **error)
{
  g_autoptr (GArray) cases
    = qh_erasing_list_ids (self, "SELECT owner FROM cases_people WHERE person = ?1", person, error);

  return cases != NULL && (cases->len > 0 || erase_person (self, person, error));
}

static gboolean
erase_case (QhErasing *self, gint64 id, gint64 of, GError **error)
{
  g_autoptr (GArray) people
    = qh_erasing_list_ids (self, "SELECT person FROM cases_people WHERE owner = ?1", id, error);

  if (people == NULL
      || !qh_erasing_for_each (self,
                               "SELECT id FROM action_items WHERE \"case\" = ?1 OR activity IN "
                               "(SELECT id FROM activities WHERE \"case\" = ?1)",
                               id,
                               erase_action_item,
                               error)
      || !qh_erasing_for_each (
        self, "SELECT id FROM activities WHERE \"case\" = ?1", id, clear_activity, error)
      || !qh_erasing_for_each (
        self, "SELECT id FROM consultations WHERE \"case\" = ?1", id, erase_consultation, error)
      || !qh_erasing_for_each (
        self, "SELECT id FROM referrals WHERE \"case\" = ?1", id, erase_referral, error)
      || !delete_record (self, QH_KIND_CASE, id, error))
    return FALSE;
  for (guint i = 0; i < people->len; i++)
    if (!erase_member (self, g_array_index (people, gint64, i), id, error))
      return FALSE;
  return TRUE;
}

/* A case of the person's own goes; one of several people loses the person. */
static gboolean
leave_case (QhErasing *self, gint64 id, gint64 person, GError **error)
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
erase_person (QhErasing *self, gint64 id, GError **error)
{
  return qh_erasing_for_each (
           self, "SELECT DISTINCT owner FROM cases_people WHERE person = ?1", id, leave_case, error)
         && qh_erasing_for_each (self,
                                 "SELECT owner FROM activities_people WHERE person = ?1",
                                 id,
                                 unlink_activity,
                                 error)
         && qh_erasing_for_each (
           self, "SELECT id FROM consultations WHERE person = ?1", id, erase_consultation, error)
         && qh_erasing_for_each (
           self, "SELECT id FROM referrals WHERE person = ?1", id, erase_referral, error)
         && delete_record (self, QH_KIND_PERSON, id, error);
}

static gboolean
erase_one_person (QhErasing *self, gint64 id, gint64 of, GError **error)
{
  return erase_person (self, id, error);
}

static const QhErasingForEach erasers[QH_N_KINDS] = {
  [QH_KIND_PERSON] = erase_one_person,         [QH_KIND_CASE] = erase_case,
  [QH_KIND_CONSULTATION] = erase_consultation, [QH_KIND_ACTIVITY] = erase_activity,
  [QH_KIND_ACTION_ITEM] = erase_action_item,   [QH_KIND_REFERRAL] = erase_referral,
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

/* Erases a record of a kind that can be erased, with what hangs on it. */
gboolean
qh_erasing_erase_record (QhErasing *self, guint kind, gint64 id, GError **error)
{
  return erasers[kind](self, id, 0, error);
}
