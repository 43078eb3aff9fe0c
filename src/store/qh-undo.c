/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Undo and redo: the entries of a change reversed, as a change of its own. A
 * redo takes back an undo, in the same way. */
#include "store/qh-undo.h"

#include <glib/gi18n-lib.h>

#include "store/qh-change-words.h"
#include "store/qh-history.h"
#include "store/qh-log-read-private.h"
#include "store/qh-row.h"
#include "store/qh-signature.h"
#include "store/qh-transaction.h"

#define PROGRESS_EVERY 256

static gboolean
is_undoable (QhAction action)
{
  return action == QH_ACTION_WRITE || action == QH_ACTION_IMPORT || action == QH_ACTION_RESTORE
         || action == QH_ACTION_REDO;
}

/* Which change */

/* Walks back through what a user did. An undo or redo that was not taken back
 * itself takes back another change. */
static gint64
find_last (QhDatabase *database, gint64 user, gboolean redo)
{
  sqlite3_stmt *statement = qh_database_prepare (
    database,
    "SELECT sequence, action, undoes FROM changes WHERE user = ?1 ORDER BY sequence DESC",
    NULL);
  g_autoptr (GHashTable) taken_back = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func (g_free);
  gint64 found = 0;

  if (statement == NULL)
    return 0;
  sqlite3_bind_int64 (statement, 1, user);
  while (found == 0 && sqlite3_step (statement) == SQLITE_ROW)
    {
      gint64 sequence = sqlite3_column_int64 (statement, 0);
      QhAction action = (QhAction)sqlite3_column_int (statement, 1);
      gint64 undoes = sqlite3_column_int64 (statement, 2);

      if (g_hash_table_contains (taken_back, &sequence))
        continue;
      if (undoes != 0)
        {
          g_ptr_array_add (keys, g_memdup2 (&undoes, sizeof undoes));
          g_hash_table_add (taken_back, g_ptr_array_index (keys, keys->len - 1));
        }
      if (redo && is_undoable (action) && action != QH_ACTION_REDO)
        break;
      if (redo ? action == QH_ACTION_UNDO : is_undoable (action))
        found = sequence;
    }
  sqlite3_reset (statement);
  return found;
}

static QhLogChange *
find (QhStore *self, gboolean redo, GError **error)
{
  QhLogChange *change = NULL;
  gint64 sequence;

  g_mutex_lock (&self->read_lock);
  if (self->reader == NULL)
    qh_store_set_locked_error (error);
  else
    {
      sequence = find_last (self->reader, self->user, redo);
      if (sequence != 0)
        change = qh_log_find (self->reader, self->keyring, sequence, error);
      else
        g_set_error_literal (error,
                             QH_ERROR,
                             QH_ERROR_NOT_FOUND,
                             redo ? _ ("There is nothing to redo.")
                                  : _ ("There is nothing to undo."));
    }
  g_mutex_unlock (&self->read_lock);
  return change;
}

/**
 * qh_store_find_undo:
 *
 * Returns: (transfer full): the last thing that this user did and that was not
 *   undone, or %NULL with %QH_ERROR_NOT_FOUND.
 */
QhLogChange *
qh_store_find_undo (QhStore *self, GError **error)
{
  return find (self, FALSE, error);
}

/**
 * qh_store_find_redo:
 *
 * Returns: (transfer full): the undo that a redo would take back, or %NULL with
 *   %QH_ERROR_NOT_FOUND, also when something was done since.
 */
QhLogChange *
qh_store_find_redo (QhStore *self, GError **error)
{
  return find (self, TRUE, error);
}

/* What stands in the way */

static gboolean
is_seal_as (QhStore *store, const QhRecord *stored, GBytes *is, GBytes *expected)
{
  g_autoptr (QhRecord) a = qh_record_new (stored->kind);
  g_autoptr (QhRecord) b = qh_record_new (stored->kind);

  if (is == NULL || expected == NULL)
    return is == expected;
  if (g_bytes_equal (is, expected))
    return TRUE;
  /* Sealed anew under another key, it says the same. */
  a->id = b->id = stored->id;
  return qh_sealed_fields_open (
           a, g_bytes_get_data (is, NULL), g_bytes_get_size (is), store->keyring, NULL)
         && qh_sealed_fields_open (
           b, g_bytes_get_data (expected, NULL), g_bytes_get_size (expected), store->keyring, NULL)
         && !a->closed && !b->closed && qh_sealed_fields_equal (a, b);
}

static gboolean
is_value_as (const QhRecord *record, const QhFieldEdit *edit)
{
  const QhField *field = qh_kind_find_field_by_id (record->kind, edit->field);
  const QhValue *value;

  if (field == NULL)
    return FALSE;
  value = &record->values[field->index];
  if (value->tag == QH_VALUE_ROWS && value->rows->n_rows == 0)
    return edit->after.tag == QH_VALUE_NONE;
  return qh_value_equal (value, &edit->after);
}

static guint
count_values (const QhRecord *record)
{
  guint count = 0;

  for (guint i = 0; i < record->n_values; i++)
    count += !qh_kind_get_field (record->kind, i)->sealed
             && record->values[i].tag != QH_VALUE_NONE
             && (record->values[i].tag != QH_VALUE_ROWS || record->values[i].rows->n_rows > 0);
  return count;
}

/* Whether the record stands as the change left it. */
static gboolean
is_as_left (QhStore *store, const QhStored *stored, QhOperation operation, const QhEntryBody *body)
{
  if (operation == QH_OPERATION_DELETE || stored->record == NULL)
    return operation == QH_OPERATION_DELETE && stored->record == NULL;
  for (guint i = 0; i < body->edits->len; i++)
    if (!is_value_as (stored->record, &g_array_index (body->edits, QhFieldEdit, i)))
      return FALSE;
  if (operation == QH_OPERATION_ADD && count_values (stored->record) != body->edits->len)
    return FALSE;
  return (operation == QH_OPERATION_EDIT && !body->sealed_differs)
         || is_seal_as (store, stored->record, stored->sealed, body->sealed_after);
}

/* The last change after an entry that touched the same record, or NULL. */
static QhLogChange *
find_later (QhTransaction *transaction, const QhLogEntry *entry)
{
  sqlite3_stmt *statement = qh_database_prepare (
    transaction->database,
    "SELECT max (change) FROM change_entries WHERE record = ?1 AND kind = ?2 AND id > ?3",
    NULL);
  gint64 sequence = 0;

  if (statement == NULL)
    return NULL;
  sqlite3_bind_int64 (statement, 1, entry->record);
  sqlite3_bind_int64 (statement, 2, entry->kind);
  sqlite3_bind_int64 (statement, 3, entry->id);
  if (sqlite3_step (statement) == SQLITE_ROW)
    sequence = sqlite3_column_int64 (statement, 0);
  sqlite3_reset (statement);
  return sequence != 0 && sequence < transaction->log.sequence
           ? qh_log_find (
             transaction->database, transaction->store->keyring, sequence, NULL)
           : NULL;
}

/* A few words for the record of an entry, as it is. */
static char *
describe (QhTransaction *transaction, const QhLogEntry *entry)
{
  g_autoptr (QhRecord) record = qh_history_find_record (transaction->store, entry);

  return record != NULL ? qh_record_describe (transaction->store, record) : g_strdup ("?");
}

static gboolean
set_changed_later (QhTransaction *transaction, const QhLogEntry *entry, GError **error)
{
  g_autoptr (QhLogChange) later = find_later (transaction, entry);
  g_autofree char *when = later != NULL ? qh_change_words_time (later->time) : g_strdup ("?");
  g_autofree char *said = describe (transaction, entry);

  g_set_error (error,
               QH_ERROR,
               QH_ERROR_IN_USE,
               _ ("This cannot be undone: it was changed afterwards (%s, %s). Undo that first."),
               said,
               when);
  return FALSE;
}

/* Reversing */

static gboolean
put_before (QhTransaction *transaction,
            const QhStored *stored,
            QhKind *kind,
            gint64 id,
            const QhEntryBody *body,
            GError **error)
{
  g_autoptr (QhRecord) record = qh_entry_body_apply (body, stored->record, kind, id, FALSE);

  return qh_transaction_put (transaction,
                             stored,
                             record,
                             body->sealed_differs ? body->sealed_before : stored->sealed,
                             error);
}

/* A record that others refer to since cannot go, nor one come back whose
 * references are gone. */
static gboolean
explain (QhTransaction *transaction, const QhLogEntry *entry, GError *reason, GError **error)
{
  g_autofree char *said = NULL;

  if (!g_error_matches (reason, QH_ERROR, QH_ERROR_IN_USE))
    {
      g_propagate_error (error, reason);
      return FALSE;
    }
  g_error_free (reason);
  said = describe (transaction, entry);
  g_set_error (error,
               QH_ERROR,
               QH_ERROR_IN_USE,
               _ ("This cannot be undone: other records were linked to it afterwards, or what it "
                  "refers to is no longer there (%s). Undo that first."),
               said);
  return FALSE;
}

static gboolean
reverse_entry (QhTransaction *transaction, const QhLogEntry *entry, GError **error)
{
  QhKind *kind;
  g_auto (QhStored) stored = { NULL, NULL };
  g_autoptr (QhEntryBody) body = NULL;
  GError *reason = NULL;
  gsize size;
  const guint8 *data = g_bytes_get_data (entry->body, &size);

  if (entry->closed)
    {
      g_set_error_literal (error,
                           QH_ERROR,
                           QH_ERROR_PASSPHRASE,
                           _ ("This cannot be undone: it is in a case that is restricted to other "
                              "users. Ask one of them."));
      return FALSE;
    }
  if (entry->erased || entry->kind == 0 || entry->kind >= QH_N_KINDS)
    {
      g_set_error_literal (error,
                           QH_ERROR,
                           QH_ERROR_NOT_FOUND,
                           _ ("This cannot be undone: what it was has been erased."));
      return FALSE;
    }
  kind = qh_store_get_kind (transaction->store, entry->kind);
  body = qh_entry_body_decode (entry->record, data, size, error);
  if (body == NULL || !qh_store_check_writer (transaction->store, kind, error)
      || !qh_row_writer_read (&transaction->writer, kind, entry->record, &stored, error))
    return FALSE;
  if (qh_signature_is_addendum (transaction, stored.record)) /* it tells of what happened, and stays */
    return TRUE;
  if (!is_as_left (transaction->store, &stored, entry->operation, body))
    return set_changed_later (transaction, entry, error);
  if (entry->operation == QH_OPERATION_ADD
        ? qh_transaction_delete (transaction, &stored, &reason)
        : put_before (transaction, &stored, kind, entry->record, body, &reason))
    return TRUE;
  return explain (transaction, entry, reason, error);
}

static QhLogEntry *
read_entry (QhTransaction *transaction, gint64 id, GError **error)
{
  sqlite3_stmt *statement = qh_database_prepare (
    transaction->database,
    "SELECT " QH_LOG_ENTRY_COLUMNS " FROM change_entries WHERE id = ?1",
    error);
  QhLogEntry *entry = NULL;

  if (statement == NULL)
    return NULL;
  sqlite3_bind_int64 (statement, 1, id);
  if (sqlite3_step (statement) == SQLITE_ROW)
    entry = qh_log_entry_read (statement, transaction->store->keyring);
  else
    g_set_error_literal (error,
                         QH_ERROR,
                         QH_ERROR_DAMAGED,
                         _ ("An entry of the log is damaged. Restore a backup."));
  sqlite3_reset (statement);
  return entry;
}

static gboolean
reverse_entries (QhTransaction *transaction,
                 const QhLogChange *change,
                 QhProgress progress,
                 gpointer progress_data,
                 GCancellable *cancellable,
                 GError **error)
{
  for (gint64 i = change->n_entries - 1; i >= 0; i--)
    {
      g_autoptr (QhLogEntry) entry = read_entry (transaction, change->first_entry + i, error);

      if (entry == NULL || !reverse_entry (transaction, entry, error)
          || g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (progress != NULL && i % PROGRESS_EVERY == 0)
        progress (
          (guint64)(change->n_entries - i), (guint64)change->n_entries, progress_data);
    }
  return TRUE;
}

static gboolean
check_undoable (const QhLogChange *change, GError **error)
{
  if (is_undoable (change->action) || change->action == QH_ACTION_UNDO)
    return TRUE;
  g_set_error_literal (
    error, QH_ERROR, QH_ERROR_FAILED, _ ("Things of this kind cannot be undone."));
  return FALSE;
}

static gboolean
take_back_locked (QhStore *self,
                  gint64 sequence,
                  const char *reason,
                  GArray *touched,
                  QhProgress progress,
                  gpointer progress_data,
                  GCancellable *cancellable,
                  GError **error)
{
  g_autoptr (QhLogChange) change = NULL;
  g_autoptr (QhChange) header = NULL;
  QhTransaction transaction;
  gboolean done;

  if (self->writer == NULL)
    {
      qh_store_set_locked_error (error);
      return FALSE;
    }
  change = qh_log_find (self->writer, self->keyring, sequence, error);
  if (change == NULL || !check_undoable (change, error))
    return FALSE;
  header = qh_change_new_event (
    change->action == QH_ACTION_UNDO ? QH_ACTION_REDO : QH_ACTION_UNDO, 0, 0, NULL);
  done = qh_transaction_begin (&transaction, self, touched, error);
  transaction.reason = reason;
  done = done
         && reverse_entries (&transaction, change, progress, progress_data, cancellable, error);
  return qh_transaction_end (&transaction, done, header, sequence, error);
}

/**
 * qh_store_take_back:
 * @sequence: a change's place in the log, as qh_store_find_undo() or qh_store_find_redo() tells
 * @reason: (nullable): why, where it is in what is signed: %QH_ERROR_SIGNED asks for one
 * @progress: (nullable): called now and then, on the calling thread
 *
 * Takes back what a change did, exactly, as a change of its own. A change that
 * later work stands on is left, and what stands in the way is said.
 *
 * Returns: whether it was taken back; if not, the workspace is as it was.
 */
gboolean
qh_store_take_back (QhStore *self,
                    gint64 sequence,
                    const char *reason,
                    QhProgress progress,
                    gpointer progress_data,
                    GCancellable *cancellable,
                    GError **error)
{
  g_autoptr (GArray) touched = g_array_new (FALSE, FALSE, sizeof (QhTouched));
  gboolean done;

  g_mutex_lock (&self->write_lock);
  done = take_back_locked (
    self, sequence, reason, touched, progress, progress_data, cancellable, error);
  g_mutex_unlock (&self->write_lock);
  if (done)
    qh_store_emit_changed (self, touched);
  return done;
}
