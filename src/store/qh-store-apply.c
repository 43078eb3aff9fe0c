/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/qh-store-private.h"

#include <glib/gi18n-lib.h>

#include "domain/qh-age.h"
#include "domain/qh-check.h"
#include "domain/qh-own-field.h"
#include "store/qh-row.h"

#define PROGRESS_EVERY 256

/* One running transaction. What it changes in the catalogues and the
 * dictionary holds inside it at once and outside it when it is committed. */
typedef struct
{
  QhStore *store;
  QhDatabase *database;
  QhCatalogues *catalogues;
  gboolean entries_changed;
  gboolean own_fields_changed;
  gboolean entries_stale;
  QhDay today;
  GArray *touched;
  char *upserts[QH_N_KINDS];
} Transaction;

static gboolean
exec_with_id (QhDatabase *database, const char *sql, gint64 id, GError **error)
{
  sqlite3_stmt *statement = qh_database_prepare (database, sql, error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, id);
  return qh_database_step (database, statement, error);
}

static gboolean
refresh_catalogues (Transaction *transaction, GError **error)
{
  QhCatalogues *catalogues;

  if (!transaction->entries_stale)
    return TRUE;
  catalogues = qh_store_load_catalogues (transaction->store, transaction->database, error);
  if (catalogues == NULL)
    return FALSE;
  qh_catalogues_unref (transaction->catalogues);
  transaction->catalogues = catalogues;
  transaction->entries_stale = FALSE;
  return TRUE;
}

/* A folio is the unit's prefix, the year and a number that counts in it. */
static gboolean
assign_folio (Transaction *transaction, QhRecord *record, GError **error)
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
check_own_field (Transaction *transaction, const QhRecord *record, GError **error)
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
complete (Transaction *transaction, QhRecord *record, GError **error)
{
  if (record->kind->number == QH_KIND_PERSON)
    qh_person_derive (record, transaction->today);
  else if (record->kind->number == QH_KIND_CASE)
    return assign_folio (transaction, record, error);
  else if (record->kind->number == QH_KIND_OWN_FIELD)
    return check_own_field (transaction, record, error);
  return TRUE;
}

static gboolean
write_list (Transaction *transaction,
            const QhRecord *record,
            const QhField *field,
            gboolean is_new,
            GError **error)
{
  const QhValue *value = &record->values[field->index];
  g_autofree char *table = qh_field_make_list_table (record->kind, field);
  g_autofree char *clear = g_strdup_printf ("DELETE FROM %s WHERE owner = ?1", table);
  g_autofree char *insert = NULL;
  GString *marks;

  if (!is_new && !exec_with_id (transaction->database, clear, record->id, error))
    return FALSE;
  if (value->tag != QH_VALUE_ROWS)
    return TRUE;
  marks = g_string_new ("?1, ?2");
  for (guint c = 0; c < field->n_columns; c++)
    g_string_append_printf (marks, ", ?%u", c + 3);
  insert = g_strdup_printf ("INSERT INTO %s VALUES (%s)", table, marks->str);
  g_string_free (marks, TRUE);
  for (guint row = 0; row < value->rows->n_rows; row++)
    {
      sqlite3_stmt *statement = qh_database_prepare (transaction->database, insert, error);

      if (statement == NULL)
        return FALSE;
      sqlite3_bind_int64 (statement, 1, record->id);
      sqlite3_bind_int64 (statement, 2, row);
      for (guint c = 0; c < field->n_columns; c++)
        sqlite3_bind_int64 (statement, (int)c + 3, qh_rows_cell (value->rows, row, c));
      if (!qh_database_step (transaction->database, statement, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
insert_own (Transaction *transaction,
            gint64 record,
            const QhField *field,
            guint position,
            const QhValue *value,
            GError **error)
{
  sqlite3_stmt *statement = qh_database_prepare (
    transaction->database,
    "INSERT INTO own_values (field, record, position, value, missing) VALUES (?1, ?2, ?3, ?4, ?5)",
    error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, field->id);
  sqlite3_bind_int64 (statement, 2, record);
  sqlite3_bind_int64 (statement, 3, position);
  if (value->tag == QH_VALUE_MISSING)
    sqlite3_bind_int64 (statement, 5, value->integer);
  else
    qh_value_bind (statement, 4, field, value);
  return qh_database_step (transaction->database, statement, error);
}

static gboolean
write_own (Transaction *transaction,
           const QhRecord *record,
           const QhField *field,
           gboolean is_new,
           GError **error)
{
  const QhValue *value = &record->values[field->index];

  if (!is_new)
    {
      sqlite3_stmt *statement = qh_database_prepare (
        transaction->database, "DELETE FROM own_values WHERE field = ?1 AND record = ?2", error);

      if (statement == NULL)
        return FALSE;
      sqlite3_bind_int64 (statement, 1, field->id);
      sqlite3_bind_int64 (statement, 2, record->id);
      if (!qh_database_step (transaction->database, statement, error))
        return FALSE;
    }
  if (value->tag == QH_VALUE_NONE)
    return TRUE;
  if (value->tag != QH_VALUE_ROWS)
    return insert_own (transaction, record->id, field, 0, value, error);
  for (guint row = 0; row < value->rows->n_rows; row++)
    {
      QhValue cell = { QH_VALUE_INTEGER, { .integer = qh_rows_cell (value->rows, row, 0) } };

      if (!insert_own (transaction, record->id, field, row, &cell, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
write_children (Transaction *transaction, const QhRecord *record, gboolean is_new, GError **error)
{
  for (guint i = 0; i < record->n_values; i++)
    {
      const QhField *field = qh_kind_get_field (record->kind, i);

      if (field->own && !field->sealed && !write_own (transaction, record, field, is_new, error))
        return FALSE;
      if (!field->own && qh_field_is_list (field)
          && !write_list (transaction, record, field, is_new, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
remember_import (Transaction *transaction, GBytes *key, gint64 record, GError **error)
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

/* The case to which a stored record belongs, or 0. */
static gint64
find_case (Transaction *transaction, const QhRecord *record)
{
  g_autofree char *sql = NULL;
  sqlite3_stmt *statement;
  gint64 id;

  if (record->id == 0 || qh_kind_find_field (record->kind, "case") == NULL)
    return 0;
  sql = g_strdup_printf ("SELECT \"case\" FROM %s WHERE id = ?1", record->kind->table);
  statement = qh_database_prepare (transaction->database, sql, NULL);
  if (statement == NULL)
    return 0;
  sqlite3_bind_int64 (statement, 1, record->id);
  id = sqlite3_step (statement) == SQLITE_ROW ? sqlite3_column_int64 (statement, 0) : 0;
  sqlite3_reset (statement);
  return id;
}

static gboolean
put (Transaction *transaction, const QhChangeItem *item, GError **error)
{
  QhRecord *record = item->record;
  gboolean is_new = record->id == 0;
  sqlite3_stmt *statement;
  char **upsert = &transaction->upserts[record->kind->number];
  g_autoptr (GError) reason = NULL;

  if (is_new)
    record->id = qh_store_new_id (transaction->store);
  if (record->kind->number == QH_KIND_ENTRY)
    transaction->entries_changed = transaction->entries_stale = TRUE;
  else if (!refresh_catalogues (transaction, error))
    return FALSE;
  if (!complete (transaction, record, error)
      || !qh_record_check (
        record, transaction->catalogues, transaction->today, transaction->store->language, error))
    return FALSE;
  if (record->kind->number == QH_KIND_OWN_FIELD)
    transaction->own_fields_changed = TRUE;

  if (*upsert == NULL)
    *upsert = qh_kind_make_upsert (record->kind);
  statement = qh_database_prepare (transaction->database, *upsert, error);
  if (statement == NULL || !qh_row_bind (statement, record, transaction->store->keyring, error))
    return FALSE;
  if (!qh_database_step (transaction->database, statement, &reason)
      || !write_children (transaction, record, is_new, &reason))
    {
      explain_reference (record, FALSE, transaction->store->language, &reason);
      g_propagate_error (error, g_steal_pointer (&reason));
      return FALSE;
    }
  return item->import_key == NULL
         || remember_import (transaction, item->import_key, record->id, error);
}

static gboolean delete (Transaction *transaction, const QhRecord *record, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("DELETE FROM %s WHERE id = ?1", record->kind->table);
  g_autoptr (GError) reason = NULL;

  if (record->kind->number == QH_KIND_ENTRY || record->kind->number == QH_KIND_OWN_FIELD)
    {
      g_set_error_literal (error,
                           QH_ERROR,
                           QH_ERROR_IN_USE,
                           _ ("Codes and own fields are never deleted. Retire it instead."));
      return FALSE;
    }
  if (exec_with_id (transaction->database, sql, record->id, &reason)
      && exec_with_id (
        transaction->database, "DELETE FROM own_values WHERE record = ?1", record->id, &reason))
    return TRUE;
  explain_reference (record, TRUE, transaction->store->language, &reason);
  g_propagate_error (error, g_steal_pointer (&reason));
  return FALSE;
}

static gboolean
write_items (Transaction *transaction,
             QhChange *change,
             QhProgress progress,
             gpointer progress_data,
             GCancellable *cancellable,
             GError **error)
{
  for (guint i = 0; i < change->items->len; i++)
    {
      const QhChangeItem *item = g_ptr_array_index (change->items, i);
      QhTouched touched
        = { item->record->kind->number, 0, item->op, find_case (transaction, item->record), 0 };

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
      touched.id = item->record->id;
      if (item->op == QH_CHANGE_PUT && qh_kind_find_field (item->record->kind, "case") != NULL)
        touched.case_after = qh_record_get_integer (item->record, "case");
      g_array_append_val (transaction->touched, touched);
    }
  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}

static gboolean
commit (Transaction *transaction, GError **error)
{
  g_autoptr (QhDictionary) dictionary = NULL;

  if (transaction->own_fields_changed)
    {
      dictionary = qh_store_load_dictionary (transaction->store, transaction->database, error);
      if (dictionary == NULL)
        return FALSE;
    }
  if (!refresh_catalogues (transaction, error)
      || !qh_database_exec (transaction->database, "COMMIT", error))
    return FALSE;
  qh_store_take_snapshots (
    transaction->store,
    g_steal_pointer (&dictionary),
    transaction->entries_changed ? qh_catalogues_ref (transaction->catalogues) : NULL);
  return TRUE;
}

static gboolean
apply_locked (QhStore *self,
              QhChange *change,
              GArray *touched,
              QhProgress progress,
              gpointer progress_data,
              GCancellable *cancellable,
              GError **error)
{
  Transaction transaction
    = { .store = self, .database = self->writer, .today = qh_day_today (), .touched = touched };
  gboolean done;

  if (self->writer == NULL)
    {
      g_set_error_literal (
        error, QH_ERROR, QH_ERROR_FAILED, _ ("The workspace is locked. Unlock it and try again."));
      return FALSE;
    }
  if (!qh_database_exec (self->writer, "BEGIN IMMEDIATE", error))
    return FALSE;
  transaction.catalogues = qh_store_ref_catalogues (self);
  done = write_items (&transaction, change, progress, progress_data, cancellable, error)
         && commit (&transaction, error);
  if (!done)
    qh_database_exec (self->writer, "ROLLBACK", NULL);
  qh_catalogues_unref (transaction.catalogues);
  for (guint i = 0; i < QH_N_KINDS; i++)
    g_free (transaction.upserts[i]);
  return done;
}

/**
 * qh_store_apply:
 * @change: what is to be done; new records in it get their ids, and derived fields are filled
 * @progress: (nullable): called now and then, on the calling thread
 *
 * The one function that writes: checks every record against the dictionary,
 * seals what is to be sealed, and writes all or nothing in one transaction.
 * Then "changed" is emitted.
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
  g_autoptr (GArray) touched
    = g_array_sized_new (FALSE, FALSE, sizeof (QhTouched), change->items->len);
  gboolean done;

  g_mutex_lock (&self->write_lock);
  done = apply_locked (self, change, touched, progress, progress_data, cancellable, error);
  g_mutex_unlock (&self->write_lock);
  if (done)
    qh_store_emit_changed (self, touched);
  return done;
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
