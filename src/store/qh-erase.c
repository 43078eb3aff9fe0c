/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The right to erasure: records go, and what the log held of them; the log
 * keeps that something was erased, when, by whom and why. Work that was done
 * stays counted: an activity keeps its date, type and minutes, and loses its
 * note and its links to people. */
#include "store/qh-erase-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "store/qh-backup.h"
#include "store/qh-log-read.h"
#include "store/qh-row.h"
#include "store/qh-store-lists.h"

/* The transaction: for good, or only to see what would go. */
static gboolean
run (QhErasing *self,
     QhStore *store,
     QhChange *change,
     gboolean preview,
     GArray *touched,
     GError **error)
{
  gboolean done;

  if (store->writer == NULL)
    {
      qh_store_set_locked_error (error);
      return FALSE;
    }
  done = qh_transaction_begin (&self->transaction, store, touched, error);
  self->transaction.erasing = TRUE;
  done = done && qh_erasing_erase_record (self, change->about_kind, change->about_id, error)
         && qh_erasing_erase_deleted (self, error);
  if (preview)
    {
      qh_transaction_end (&self->transaction, FALSE, change, 0, NULL);
      return done;
    }
  return qh_transaction_end (&self->transaction, done, change, 0, error);
}

/* What is freed in the file is overwritten with zeroes. */
static gboolean
run_for_good (QhErasing *self, QhStore *store, QhChange *change, GArray *touched, GError **error)
{
  gboolean done;

  if (store->writer != NULL
      && !qh_database_exec (store->writer, "PRAGMA secure_delete = ON", error))
    return FALSE;
  done = run (self, store, change, FALSE, touched, error);
  if (store->writer != NULL)
    qh_database_exec (store->writer, "PRAGMA secure_delete = OFF", NULL);
  if (done)
    qh_database_exec (store->writer, "PRAGMA wal_checkpoint (TRUNCATE)", NULL);
  return done;
}

/* Who may */

/**
 * qh_store_may_erase:
 * @kind: a #QhKindNumber
 *
 * Returns: whether the user's roles let them erase records of this kind: those
 *   that let them write and delete them.
 */
gboolean
qh_store_may_erase (QhStore *self, guint kind)
{
  return qh_kind_can_be_erased (kind)
         && (qh_store_get_roles (self) & qh_store_get_kind (self, kind)->writers) != 0;
}

/* Nobody erases what they cannot read. */
static gboolean
check_open (QhStore *self, const QhRecord *record, GError **error)
{
  g_autoptr (GPtrArray) cases = NULL;
  gboolean closed = record->closed;

  if (record->kind->number == QH_KIND_PERSON)
    {
      cases = qh_store_list_cases_of_person (self, record->id, error);
      if (cases == NULL)
        return FALSE;
    }
  for (guint i = 0; cases != NULL && i < cases->len; i++)
    closed = closed || ((const QhRecord *)g_ptr_array_index (cases, i))->closed;
  if (!closed)
    return TRUE;
  g_set_error_literal (error,
                       QH_ERROR,
                       QH_ERROR_PASSPHRASE,
                       _ ("This is in a case that is restricted to other users, so you cannot "
                          "erase it. Ask one of them."));
  return FALSE;
}

/* A record that was deleted can still be erased from the log. */
static gboolean
is_in_log (QhStore *self, guint kind, gint64 id)
{
  g_autoptr (GPtrArray) entries = qh_log_list_entries_of (self, kind, id, NULL);

  for (guint i = 0; entries != NULL && i < entries->len; i++)
    if (!((const QhLogEntry *)g_ptr_array_index (entries, i))->erased)
      return TRUE;
  return FALSE;
}

static gboolean
check_may_erase (QhStore *self, guint kind, gint64 id, GError **error)
{
  g_autoptr (GError) reason = NULL;
  g_autoptr (QhRecord) record = qh_store_get (self, kind, id, &reason);

  if (record == NULL
      && (!g_error_matches (reason, QH_ERROR, QH_ERROR_NOT_FOUND) || !is_in_log (self, kind, id)))
    {
      g_propagate_error (error, g_steal_pointer (&reason));
      return FALSE;
    }
  return qh_store_check_writer (self, qh_store_get_kind (self, kind), error)
         && (record == NULL || check_open (self, record, error));
}

static gboolean
erase (QhStore *self,
       QhErasing *erasing,
       QhChange *change,
       gboolean preview,
       GArray *touched,
       GError **error)
{
  g_autoptr (GHashTable) gone = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  gboolean done;

  memset (erasing->erasure, 0, sizeof *erasing->erasure);
  erasing->gone = gone;
  if (!check_may_erase (self, change->about_kind, change->about_id, error))
    return FALSE;
  g_mutex_lock (&self->write_lock);
  done = preview ? run (erasing, self, change, TRUE, touched, error)
                 : run_for_good (erasing, self, change, touched, error);
  g_mutex_unlock (&self->write_lock);
  return done;
}

/**
 * qh_store_erase:
 * @kind: %QH_KIND_PERSON, %QH_KIND_CASE or another for which qh_kind_can_be_erased()
 * @id: the record's; it may have been deleted, as long as the log tells of it
 * @reason: why, for the log; no name
 * @erasure: (out caller-allocates): what was taken away
 * @progress: (nullable) (scope call): told how many records were written; of how many is not known
 * @cancellable: (nullable): until the last moment leaves the workspace as it was
 *
 * Erases a record for good, with all that is held only because of it: a
 * person's own cases, a case's consultations and action items and the people
 * that no other case knows; and what the log tells of these and of what was
 * deleted of them before. Earlier backups still hold them.
 *
 * Returns: whether it was erased; if not, the workspace is as it was.
 */
gboolean
qh_store_erase (QhStore *self,
                guint kind,
                gint64 id,
                const char *reason,
                QhErasure *erasure,
                QhProgress progress,
                gpointer progress_data,
                GCancellable *cancellable,
                GError **error)
{
  g_autoptr (QhChange) change = qh_change_new_event (QH_ACTION_ERASE, kind, id, reason);
  g_autoptr (GArray) touched = g_array_new (FALSE, FALSE, sizeof (QhTouched));
  QhErasing erasing = { .erasure = erasure,
                        .progress = progress,
                        .progress_data = progress_data,
                        .cancellable = cancellable };

  g_return_val_if_fail (qh_kind_can_be_erased (kind), FALSE);
  if (reason == NULL || reason[0] == '\0')
    {
      g_set_error_literal (
        error, QH_ERROR, QH_ERROR_REQUIRED, _ ("Say why it is erased: the log keeps the reason."));
      return FALSE;
    }
  if (!erase (self, &erasing, change, FALSE, touched, error))
    return FALSE;
  qh_store_emit_changed (self, touched);
  return TRUE;
}

/**
 * qh_store_preview_erasure:
 * @kind: as for qh_store_erase()
 * @id: likewise
 * @erasure: (out caller-allocates): what would be taken away
 *
 * Counts what an erasure would take away, by doing it and taking it back.
 *
 * Returns: whether it could be done.
 */
gboolean
qh_store_preview_erasure (QhStore *self,
                          guint kind,
                          gint64 id,
                          QhErasure *erasure,
                          GCancellable *cancellable,
                          GError **error)
{
  g_autoptr (QhChange) change = qh_change_new_event (QH_ACTION_ERASE, kind, id, NULL);
  g_autoptr (GArray) touched = g_array_new (FALSE, FALSE, sizeof (QhTouched));
  QhErasing erasing = { .erasure = erasure, .cancellable = cancellable };

  g_return_val_if_fail (qh_kind_can_be_erased (kind), FALSE);
  return erase (self, &erasing, change, TRUE, touched, error);
}

/**
 * qh_erasure_count:
 *
 * Returns: how many records are deleted or cleared.
 */
guint
qh_erasure_count (const QhErasure *self)
{
  guint count = 0;

  for (guint kind = 0; kind < QH_N_KINDS; kind++)
    count += self->n_deleted[kind] + self->n_cleared[kind];
  return count;
}

/**
 * qh_erasure_find_last_backup:
 *
 * Returns: until when a backup made today is kept at the longest, as long as
 *   others follow it: so long may backups hold what is erased today.
 */
QhDay
qh_erasure_find_last_backup (QhStore *store, QhDay today)
{
  const QhBackupRule rule = qh_backup_get_rule (store);

  return MAX (today + (QhDay)MAX (rule.days, 7 * rule.weeks),
              qh_day_add_months (today, (int)rule.months));
}
