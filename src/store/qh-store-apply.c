/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/qh-store-private.h"

#include <glib/gi18n-lib.h>

#include "domain/qh-age.h"
#include "domain/qh-check.h"
#include "domain/qh-own-field.h"
#include "store/qh-reseal.h"
#include "store/qh-row.h"
#include "store/qh-signature.h"
#include "store/qh-transaction.h"
#include "vault/qh-seal.h"

#define PROGRESS_EVERY 256

/* A folio is the unit's prefix, the year and a number that counts in it. */
static gboolean
assign_folio (QhTransaction *transaction, QhRecord *record, GError **error)
{
  g_autofree char *name = NULL;
  g_autofree char *folio = NULL;
  sqlite3_stmt *statement;
  gint64 number;
  int year;

  if (qh_record_is_set (record, "folio") || !qh_record_is_set (record, "opened"))
    return TRUE;
  year = qh_day_get_year ((QhDay)qh_record_get_integer (record, "opened"));
  name = g_strdup_printf ("folio-%d", year);
  statement
    = qh_database_prepare (transaction->database,
                           "INSERT INTO workspace (name, value) VALUES (?1, 1) "
                           "ON CONFLICT (name) DO UPDATE SET value = value + 1 RETURNING value",
                           error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_text (statement, 1, name, -1, SQLITE_TRANSIENT);
  number = sqlite3_step (statement) == SQLITE_ROW ? sqlite3_column_int64 (statement, 0) : 0;
  if (number == 0)
    {
      qh_database_set_error (
        transaction->database, sqlite3_errcode (transaction->database->db), error);
      sqlite3_reset (statement);
      return FALSE;
    }
  sqlite3_reset (statement);
  folio = g_strdup_printf (
    "%s-%d-%05" G_GINT64_FORMAT, transaction->store->practice ? "PRA" : "TS", year, number);
  qh_record_set_text (record, "folio", folio);
  return TRUE;
}

static gboolean
check_own_field (QhTransaction *transaction, const QhRecord *record, GError **error)
{
  g_autoptr (QhDictionary) dictionary = qh_store_ref_dictionary (transaction->store);
  g_autoptr (QhOwnField) own = qh_own_field_from_record (record, error);
  const QhField *existing;
  QhKind *kind;

  if (own == NULL)
    return FALSE;
  kind = qh_dictionary_find_kind (dictionary, own->kind);
  if (kind == NULL || !kind->extensible)
    {
      g_set_error (error,
                   QH_ERROR,
                   QH_ERROR_CODE,
                   _ ("Own fields cannot be added to “%s”. Choose activity, case or person."),
                   own->kind);
      return FALSE;
    }
  existing = qh_kind_find_field (kind, own->field->name);
  if (existing != NULL && existing->id != record->id)
    {
      g_set_error (error,
                   QH_ERROR,
                   QH_ERROR_CODE,
                   _ ("There is already a field “%s”. Choose another variable name."),
                   own->field->name);
      return FALSE;
    }
  existing = qh_kind_find_field_by_id (kind, record->id);
  if (existing != NULL
      && (existing->type != own->field->type || existing->sensitivity != own->field->sensitivity))
    {
      g_set_error (error,
                   QH_ERROR,
                   QH_ERROR_CODE,
                   _ ("The type and the sensitivity of the field “%s” cannot change. Retire it and "
                      "add another."),
                   own->field->name);
      return FALSE;
    }
  return TRUE;
}

/* What follows from the rest of the record, and checks beyond a field's own. */
static gboolean
complete (QhTransaction *transaction, QhRecord *record, gboolean is_new, GError **error)
{
  if (record->closed)
    return TRUE;
  if (record->kind->number == QH_KIND_PERSON)
    qh_person_derive (record, qh_day_today ());
  else if (record->kind->number == QH_KIND_CASE)
    return assign_folio (transaction, record, error);
  else if (record->kind->number == QH_KIND_OWN_FIELD)
    return check_own_field (transaction, record, error);
  else if (record->kind->number == QH_KIND_REVIEW || record->kind->number == QH_KIND_CLOSED_MONTH)
    return qh_signature_complete (transaction, record, is_new, error);
  return TRUE;
}

static gboolean
remember_import (QhTransaction *transaction, GBytes *key, gint64 record, GError **error)
{
  sqlite3_stmt *statement
    = qh_database_prepare (transaction->database,
                           "INSERT OR REPLACE INTO imported_rows (key, record) VALUES (?1, ?2)",
                           error);

  if (statement == NULL)
    return FALSE;
  qh_import_key_bind (statement, 1, key, transaction->store->keyring);
  sqlite3_bind_int64 (statement, 2, record);
  return qh_database_step (transaction->database, statement, error);
}

/* Foreign keys tell that a record is missing, not which: name what was being written. */
static void
explain_reference (const QhRecord *record, gboolean deleting, QhLanguage language, GError **error)
{
  const char *label = qh_kind_get_label (record->kind, language);

  if (error == NULL || !g_error_matches (*error, QH_ERROR, QH_ERROR_IN_USE))
    return;
  g_clear_error (error);
  if (deleting)
    g_set_error (error,
                 QH_ERROR,
                 QH_ERROR_IN_USE,
                 _ ("%s: other records still refer to it. Delete or change those first."),
                 label);
  else
    g_set_error (
      error,
      QH_ERROR,
      QH_ERROR_IN_USE,
      _ ("%s: it refers to a record that is not there, or repeats a code that must be unique."),
      label);
}

/* What the stored seal says, as far as the user's keys open it; NULL without one. */
static gboolean
open_stored (QhStore *store, const QhStored *stored, QhRecord **opened, GError **error)
{
  gsize size;
  const guint8 *blob;

  *opened = NULL;
  if (stored->sealed == NULL)
    return TRUE;
  *opened = qh_record_new (stored->record->kind);
  (*opened)->id = stored->record->id;
  blob = g_bytes_get_data (stored->sealed, &size);
  return qh_sealed_fields_open (*opened, blob, size, store->keyring, error);
}

/* Whether a seal is under a key for the same readers: an older identity key is. */
static gboolean
is_for_same (QhKeyring *keyring, GBytes *sealed, guint32 number)
{
  gsize size;
  const guint8 *blob = g_bytes_get_data (sealed, &size);
  const QhKeyInfo *was = qh_keyring_find_info (keyring, qh_seal_get_key_number (blob, size));
  const QhKeyInfo *is = qh_keyring_find_info (keyring, number);

  return was != NULL && is != NULL && was->case_id == is->case_id;
}

/* The record's seal: the stored one where it says the same to the same readers,
 * so that what was not changed does not change, and where it is closed to this
 * user. */
static gboolean
make_seal (QhTransaction *transaction,
           const QhStored *stored,
           const QhRecord *opened,
           const QhRecord *record,
           GBytes **sealed,
           GError **error)
{
  QhStore *store = transaction->store;
  guint32 number = qh_store_find_seal_key (store, transaction->database, record);
  g_autoptr (GError) reason = NULL;

  if (opened != NULL && qh_sealed_fields_equal (record, opened)
      && (opened->closed || is_for_same (store->keyring, stored->sealed, number)))
    {
      *sealed = g_bytes_ref (stored->sealed);
      return TRUE;
    }
  if (opened != NULL && opened->closed)
    {
      g_set_error (error,
                   QH_ERROR,
                   QH_ERROR_PASSPHRASE,
                   _ ("%s: its names and notes are sealed for others; they were not changed."),
                   qh_kind_get_label (record->kind, store->language));
      return FALSE;
    }
  *sealed = qh_sealed_fields_seal (record, store->keyring, number, &reason);
  if (reason == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&reason));
  return FALSE;
}

/* Reads what stands there of a record that may be new. */
static gboolean
read_stored (QhTransaction *transaction, QhRecord *record, QhStored *stored, GError **error)
{
  if (record->id != 0)
    return qh_row_writer_read (&transaction->writer, record->kind, record->id, stored, error);
  record->id = qh_store_new_id (transaction->store);
  return TRUE;
}

/* The roles that may write a kind, as the fields of a user name them. */
static char *
name_writers (QhStore *self, const QhKind *kind)
{
  g_autoptr (QhDictionary) dictionary = qh_store_ref_dictionary (self);
  const QhKind *user = qh_dictionary_get_kind (dictionary, QH_KIND_USER);
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < qh_kind_get_n_fields (user); i++)
    {
      const QhField *field = qh_kind_get_field (user, i);

      if ((qh_role_from_name (field->name) & kind->writers) != 0)
        g_string_append_printf (names,
                                names->len > 0 ? _ (", “%s”") : _ ("“%s”"),
                                qh_field_get_label (field, self->language));
    }
  return g_string_free (g_steal_pointer (&names), FALSE);
}

/**
 * qh_store_check_writer:
 *
 * Returns: whether the user's roles may write and delete records of a kind.
 */
gboolean
qh_store_check_writer (QhStore *self, const QhKind *kind, GError **error)
{
  g_autofree char *writers = NULL;

  if ((self->roles & kind->writers) != 0)
    return TRUE;
  writers = name_writers (self, kind);
  g_set_error (error,
               QH_ERROR,
               QH_ERROR_PASSPHRASE,
               _ ("%s: this takes the role %s. An administrator gives roles in Settings, Users."),
               qh_kind_get_plural (kind, self->language),
               writers);
  return FALSE;
}

/* What somebody else wrote since the record was read stays, where it was not
 * changed in this one too. */
static void
renew (QhRecord *record, const QhStored *stored, const QhRecord *opened)
{
  if (stored->record == NULL)
    return;
  for (guint i = 0; i < MIN (record->n_values, stored->record->n_values); i++)
    if (!qh_kind_get_field (record->kind, i)->sealed)
      qh_record_renew (record, i, &stored->record->values[i]);
    else if (opened != NULL && !opened->closed)
      qh_record_renew (record, i, &opened->values[i]);
}

/* Completes, checks and seals a record that is to be written. */
static gboolean
prepare (QhTransaction *transaction,
         QhRecord *record,
         QhStored *stored,
         GBytes **sealed,
         GError **error)
{
  QhStore *store = transaction->store;
  g_autoptr (QhRecord) opened = NULL;

  if (!qh_store_check_writer (store, record->kind, error)
      || !read_stored (transaction, record, stored, error)
      || !open_stored (store, stored, &opened, error))
    return FALSE;
  renew (record, stored, opened);
  record->closed = opened != NULL && opened->closed;
  return (record->kind->number == QH_KIND_ENTRY
          || qh_transaction_refresh_catalogues (transaction, error))
         && complete (transaction, record, stored->record == NULL, error)
         && qh_record_check (
           record, transaction->catalogues, qh_day_today (), store->language, error)
         && make_seal (transaction, stored, opened, record, sealed, error);
}

static gboolean
put (QhTransaction *transaction, const QhChangeItem *item, GError **error)
{
  QhRecord *record = item->record;
  g_auto (QhStored) stored = { NULL, NULL };
  g_autoptr (GBytes) sealed = NULL;
  g_autoptr (GError) reason = NULL;

  if (!prepare (transaction, record, &stored, &sealed, error))
    return FALSE;
  if (!qh_transaction_put (transaction, &stored, record, sealed, &reason))
    {
      explain_reference (record, FALSE, transaction->store->language, &reason);
      g_propagate_error (error, g_steal_pointer (&reason));
      return FALSE;
    }
  return item->import_key == NULL
         || remember_import (transaction, item->import_key, record->id, error);
}

static gboolean delete (QhTransaction *transaction, const QhRecord *record, GError **error)
{
  g_auto (QhStored) stored = { NULL, NULL };
  g_autoptr (GError) reason = NULL;

  if (record->kind->number == QH_KIND_ENTRY || record->kind->number == QH_KIND_OWN_FIELD)
    {
      g_set_error_literal (error,
                           QH_ERROR,
                           QH_ERROR_IN_USE,
                           _ ("Codes and own fields are never deleted. Retire it instead."));
      return FALSE;
    }
  if (record->kind->number == QH_KIND_REVIEW)
    {
      g_set_error_literal (error,
                           QH_ERROR,
                           QH_ERROR_IN_USE,
                           _ ("What a supervisor said of a day stays. Return the day instead."));
      return FALSE;
    }
  if (!qh_store_check_writer (transaction->store, record->kind, error)
      || !qh_row_writer_read (&transaction->writer, record->kind, record->id, &stored, error))
    return FALSE;
  if (stored.record == NULL || qh_transaction_delete (transaction, &stored, &reason))
    return TRUE;
  explain_reference (record, TRUE, transaction->store->language, &reason);
  g_propagate_error (error, g_steal_pointer (&reason));
  return FALSE;
}

static gboolean
write_items (QhTransaction *transaction,
             QhChange *change,
             QhProgress progress,
             gpointer progress_data,
             GCancellable *cancellable,
             GError **error)
{
  for (guint i = 0; i < change->items->len; i++)
    {
      const QhChangeItem *item = g_ptr_array_index (change->items, i);

      if (i % PROGRESS_EVERY == 0)
        {
          if (g_cancellable_set_error_if_cancelled (cancellable, error))
            return FALSE;
          if (progress != NULL)
            progress (i, change->items->len, progress_data);
        }
      if (item->op == QH_CHANGE_PUT ? !put (transaction, item, error)
                                    : !delete (transaction, item->record, error))
        return FALSE;
    }
  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}

/**
 * qh_store_apply_within:
 * @change: what is to be done, as for qh_store_apply()
 * @also: (nullable): writes with the same connection what is not a record: keys, settings
 *
 * As qh_store_apply(), with something more in the same transaction.
 *
 * Returns: whether it was written; if not, the workspace is as it was.
 */
gboolean
qh_store_apply_within (QhStore *self,
                       QhChange *change,
                       QhStoreAlso also,
                       gpointer also_data,
                       QhProgress progress,
                       gpointer progress_data,
                       GCancellable *cancellable,
                       GError **error)
{
  g_autoptr (GArray) touched
    = g_array_sized_new (FALSE, FALSE, sizeof (QhTouched), change->items->len);
  QhTransaction transaction;
  gboolean done = FALSE;

  g_mutex_lock (&self->write_lock);
  if (self->writer == NULL)
    qh_store_set_locked_error (error);
  else
    {
      done = qh_transaction_begin (&transaction, self, touched, error);
      transaction.reason = change->reason;
      done = done && write_items (&transaction, change, progress, progress_data, cancellable, error)
             && (also == NULL || also (self->writer, also_data, error))
             && (change->draft == 0 || qh_drafts_delete (self->writer, change->draft, error));
      done = qh_transaction_end (&transaction, done, change, 0, error);
    }
  g_mutex_unlock (&self->write_lock);
  for (guint i = 0; done && i < change->items->len; i++)
    {
      QhRecord *record = ((QhChangeItem *)g_ptr_array_index (change->items, i))->record;

      if (record->as_read != NULL)
        qh_record_remember (record);
    }
  if (done && touched->len > 0)
    qh_store_emit_changed (self, touched);
  return done;
}

/**
 * qh_store_apply:
 * @change: what is to be done; new records in it get their ids, and derived fields are filled
 * @progress: (nullable): called now and then, on the calling thread
 *
 * The one function that writes: checks every record against the dictionary,
 * seals what is to be sealed, and writes and logs all or nothing in one
 * transaction. Then "changed" is emitted.
 *
 * Returns: whether it was written; if not, the workspace is as it was.
 */
gboolean
qh_store_apply (QhStore *self,
                QhChange *change,
                QhProgress progress,
                gpointer progress_data,
                GCancellable *cancellable,
                GError **error)
{
  return qh_store_apply_within (
    self, change, NULL, NULL, progress, progress_data, cancellable, error);
}

static void
apply_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (qh_store_apply (QH_STORE (source), data, NULL, NULL, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * qh_store_apply_async:
 * @change: (transfer full): what is to be done
 *
 * As qh_store_apply(), on a worker. The change can be read in @callback with
 * g_task_get_task_data().
 */
void
qh_store_apply_async (QhStore *self,
                      QhChange *change,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_task_data (task, change, (GDestroyNotify)qh_change_free);
  g_task_run_in_thread (task, apply_in_thread);
}

/**
 * qh_store_apply_finish:
 *
 * Returns: whether it was written.
 */
gboolean
qh_store_apply_finish (QhStore *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
