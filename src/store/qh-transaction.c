/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/qh-transaction.h"

#include "store/qh-reseal.h"
#include "store/qh-signature.h"
#include "vault/qh-seal.h"

typedef struct
{
  guint kind;
  gint64 id;
} Moved;

/**
 * qh_transaction_begin:
 * @touched: (element-type QhTouched): filled with the records that are written
 *
 * Begins a transaction that writes. To be followed by qh_transaction_end(),
 * whether this succeeds or not.
 *
 * Returns: whether it was begun.
 */
gboolean
qh_transaction_begin (QhTransaction *self, QhStore *store, GArray *touched, GError **error)
{
  *self = (QhTransaction){ .store = store, .database = store->writer, .touched = touched };
  self->moved = g_array_new (FALSE, FALSE, sizeof (Moved));
  if (!qh_database_exec (store->writer, "BEGIN IMMEDIATE", error)
      || !qh_store_follow_keys (store, error))
    return FALSE;
  self->catalogues = qh_store_ref_catalogues (store);
  qh_row_writer_init (&self->writer, store->writer);
  return qh_log_writer_begin (&self->log, store, store->writer, error);
}

/**
 * qh_transaction_refresh_catalogues:
 *
 * Returns: whether @self's catalogues hold the entries that it has written.
 */
gboolean
qh_transaction_refresh_catalogues (QhTransaction *self, GError **error)
{
  QhCatalogues *catalogues;

  if (!self->entries_stale)
    return TRUE;
  catalogues = qh_store_load_catalogues (self->store, self->database, error);
  if (catalogues == NULL)
    return FALSE;
  qh_catalogues_unref (self->catalogues);
  self->catalogues = catalogues;
  self->entries_stale = FALSE;
  return TRUE;
}

/* The case to which a record belongs, or 0. */
static gint64
get_case (const QhRecord *record)
{
  if (record == NULL || qh_kind_find_field (record->kind, "case") == NULL)
    return 0;
  return qh_record_get_integer (record, "case");
}

static void
touch (QhTransaction *self, const QhRecord *before, const QhRecord *after)
{
  const QhRecord *record = after != NULL ? after : before;
  QhTouched touched = { record->kind->number,
                        record->id,
                        after != NULL ? QH_CHANGE_PUT : QH_CHANGE_DELETE,
                        get_case (before),
                        get_case (after) };

  g_array_append_val (self->touched, touched);
  if (record->kind->number == QH_KIND_ENTRY)
    self->entries_changed = self->entries_stale = TRUE;
  if (record->kind->number == QH_KIND_OWN_FIELD)
    self->own_fields_changed = TRUE;
}

static void
add_moved (QhTransaction *self, guint kind, gint64 id)
{
  const Moved moved = { kind, id };

  g_array_append_val (self->moved, moved);
}

/* A person's seal goes by the cases they are in. */
static void
move_people (QhTransaction *self, const QhRecord *record)
{
  const QhRows *people = record != NULL ? qh_record_get_rows (record, "people") : NULL;

  for (guint i = 0; people != NULL && i < people->n_rows; i++)
    add_moved (self, QH_KIND_PERSON, qh_rows_cell (people, i, 0));
}

static guint32
get_key_number (GBytes *sealed)
{
  gsize size;
  const guint8 *blob = sealed != NULL ? g_bytes_get_data (sealed, &size) : NULL;

  return blob != NULL ? qh_seal_get_key_number (blob, size) : 0;
}

static void
note_moved (QhTransaction *self, const QhStored *stored, const QhRecord *record, GBytes *sealed)
{
  const QhRecord *either = record != NULL ? record : stored->record;

  if (either->kind->number == QH_KIND_CASE)
    {
      move_people (self, stored->record);
      move_people (self, record);
    }
  if (stored->sealed != NULL && sealed != NULL
      && get_key_number (stored->sealed) != get_key_number (sealed))
    add_moved (self, either->kind->number, either->id);
}

/* Only where there is, or was, a restricted case has anything other readers. */
static gboolean
reseal_moved (QhTransaction *self, GError **error)
{
  if (self->moved->len == 0
      || !qh_database_get_int (self->database, "SELECT 1 FROM keys WHERE purpose = 3 LIMIT 1", 0))
    return TRUE;
  for (guint i = 0; i < self->moved->len; i++)
    {
      const Moved *moved = &g_array_index (self->moved, Moved, i);

      if (!qh_store_reseal_record (self->store, self->database, moved->kind, moved->id, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * qh_transaction_put:
 * @stored: what stands there; its record is %NULL when @record is new
 * @sealed: (nullable): the seal of @record's identifiers and narratives
 *
 * Writes a record and logs what differs. Nothing is written when nothing does.
 *
 * Returns: whether it could be written.
 */
gboolean
qh_transaction_put (QhTransaction *self,
                    const QhStored *stored,
                    const QhRecord *record,
                    GBytes *sealed,
                    GError **error)
{
  g_autoptr (GBytes) body
    = qh_entry_body_compare (stored->record, stored->sealed, record, sealed);

  touch (self, stored->record, record);
  note_moved (self, stored, record, sealed);
  return body == NULL
         || (qh_signature_check (self, stored->record, record, error)
             && qh_row_writer_put (&self->writer, stored->record, record, sealed, error)
             && qh_log_writer_add (&self->log,
                                   record->kind->number,
                                   record->id,
                                   stored->record == NULL ? QH_OPERATION_ADD : QH_OPERATION_EDIT,
                                   body,
                                   self->erasing,
                                   error));
}

/**
 * qh_transaction_delete:
 * @stored: what stands there
 *
 * Returns: whether the record is gone.
 */
gboolean
qh_transaction_delete (QhTransaction *self, const QhStored *stored, GError **error)
{
  const QhRecord *record = stored->record;
  g_autoptr (GBytes) body = qh_entry_body_compare (record, stored->sealed, NULL, NULL);

  touch (self, record, NULL);
  note_moved (self, stored, NULL, NULL);
  return qh_signature_check (self, record, NULL, error)
         && qh_row_writer_delete (&self->writer, record->kind, record->id, error)
         && qh_log_writer_add (&self->log,
                               record->kind->number,
                               record->id,
                               QH_OPERATION_DELETE,
                               body,
                               self->erasing,
                               error);
}

/* An action without records is an event; one that changed nothing is not logged. */
static gboolean
must_be_logged (const QhTransaction *self, const QhChange *change)
{
  return self->log.n_entries > 0 || change->items->len == 0;
}

static gboolean
commit (QhTransaction *self, QhChange *change, gint64 undoes, GError **error)
{
  g_autoptr (QhDictionary) dictionary = NULL;

  if (self->own_fields_changed)
    {
      dictionary = qh_store_load_dictionary (self->store, self->database, error);
      if (dictionary == NULL)
        return FALSE;
    }
  if (!qh_signature_add_addenda (self, error) || !reseal_moved (self, error)
      || !qh_transaction_refresh_catalogues (self, error)
      || (must_be_logged (self, change)
          && !qh_log_writer_end (&self->log, change, undoes, error))
      || !qh_database_exec (self->database, "COMMIT", error))
    return FALSE;
  change->sequence = must_be_logged (self, change) ? self->log.sequence : 0;
  qh_store_take_snapshots (self->store,
                           g_steal_pointer (&dictionary),
                           self->entries_changed ? qh_catalogues_ref (self->catalogues) : NULL);
  return TRUE;
}

/**
 * qh_transaction_end:
 * @done: whether all was written; if not, all is taken back
 * @change: how the log's header is filled; its sequence is set
 * @undoes: the change that this one takes back, or 0
 *
 * Returns: whether it was committed.
 */
gboolean
qh_transaction_end (QhTransaction *self,
                    gboolean done,
                    QhChange *change,
                    gint64 undoes,
                    GError **error)
{
  done = done && commit (self, change, undoes, error);
  if (!done)
    qh_database_exec (self->database, "ROLLBACK", NULL);
  g_clear_pointer (&self->catalogues, qh_catalogues_unref);
  g_clear_pointer (&self->moved, g_array_unref);
  g_clear_pointer (&self->corrected, g_array_unref);
  qh_row_writer_clear (&self->writer);
  qh_log_writer_clear (&self->log);
  return done;
}
