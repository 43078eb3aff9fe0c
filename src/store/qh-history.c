/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The life of a record, from the log: each entry tells the fields before and
 * after, so the versions are rebuilt backwards from the record as it is. */
#include "store/qh-history.h"

#include "store/qh-row.h"
#include "store/qh-store-private.h"

void
qh_version_free (QhVersion *version)
{
  g_clear_pointer (&version->change, qh_log_change_free);
  g_clear_pointer (&version->before, qh_record_free);
  g_clear_pointer (&version->after, qh_record_free);
  g_free (version);
}

static void
open_seal (QhStore *store, QhRecord *record, GBytes *sealed)
{
  g_autoptr (QhKeyring) keyring = qh_store_ref_keyring (store);

  for (guint i = 0; i < record->n_values; i++)
    if (qh_kind_get_field (record->kind, i)->sealed)
      qh_value_clear (&record->values[i]);
  if (sealed != NULL && keyring != NULL)
    qh_sealed_fields_open (
      record, g_bytes_get_data (sealed, NULL), g_bytes_get_size (sealed), keyring, NULL);
}

/* Sets in a record what an entry says of one side. */
static void
apply_side (QhStore *store, QhRecord *record, const QhEntryBody *body, gboolean after)
{
  for (guint i = 0; i < body->edits->len; i++)
    {
      const QhFieldEdit *edit = &g_array_index (body->edits, QhFieldEdit, i);
      const QhField *field = qh_kind_find_field_by_id (record->kind, edit->field);

      if (field == NULL)
        continue;
      qh_value_clear (&record->values[field->index]);
      qh_value_copy (after ? &edit->after : &edit->before, &record->values[field->index]);
    }
  if (body->sealed_differs)
    open_seal (store, record, after ? body->sealed_after : body->sealed_before);
}

static QhEntryBody *
decode (const QhLogEntry *entry, GError **error)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (entry->body, &size);

  return qh_entry_body_decode (entry->record, data, size, error);
}

/* The record before an entry, from the record after it. */
static QhRecord *
make_before (QhStore *store, const QhLogEntry *entry, const QhEntryBody *body, const QhRecord *after)
{
  QhRecord *before;

  if (entry->operation == QH_OPERATION_ADD)
    return NULL;
  before = after != NULL ? qh_record_copy (after)
                         : qh_record_new (qh_store_get_kind (store, entry->kind));
  before->id = entry->record;
  apply_side (store, before, body, FALSE);
  return before;
}

/* The version that an entry made, whose record is @after. */
static QhVersion *
make_version (QhStore *store, const QhLogEntry *entry, const QhRecord *after, GError **error)
{
  g_autoptr (QhLogChange) change = qh_log_get (store, entry->change, error);
  g_autoptr (QhEntryBody) body = NULL;
  QhVersion *version;

  if (change == NULL)
    return NULL;
  if (!entry->erased && !entry->closed && (body = decode (entry, error)) == NULL)
    return NULL;
  version = g_new0 (QhVersion, 1);
  version->change = g_steal_pointer (&change);
  version->operation = entry->operation;
  version->erased = entry->erased;
  version->closed = entry->closed;
  version->after = after != NULL ? qh_record_copy (after) : NULL;
  if (body != NULL)
    version->before = make_before (store, entry, body, after);
  return version;
}

/**
 * qh_history_list:
 * @kind: a #QhKindNumber
 * @id: a record's; it may be gone
 *
 * Returns: (transfer full) (element-type QhVersion): what was done to the
 *   record, the latest first, with what the reader's keys open.
 */
GPtrArray *
qh_history_list (QhStore *store, guint kind, gint64 id, GError **error)
{
  g_autoptr (GPtrArray) entries = qh_log_list_entries_of (store, kind, id, error);
  g_autoptr (GPtrArray) versions
    = g_ptr_array_new_with_free_func ((GDestroyNotify)qh_version_free);
  g_autoptr (QhRecord) record = qh_store_get (store, kind, id, NULL);
  const QhRecord *after = record;

  if (entries == NULL)
    return NULL;
  for (guint i = 0; i < entries->len; i++)
    {
      QhVersion *version = make_version (store, g_ptr_array_index (entries, i), after, error);

      if (version == NULL)
        return NULL;
      g_ptr_array_add (versions, version);
      after = version->before;
    }
  return g_steal_pointer (&versions);
}

/**
 * qh_history_find_record:
 *
 * Returns: (transfer full) (nullable): the record that an entry is about as it
 *   is now, or as the entry tells it when it is gone.
 */
QhRecord *
qh_history_find_record (QhStore *store, const QhLogEntry *entry)
{
  QhKind *kind;
  g_autoptr (QhRecord) record = NULL;
  g_autoptr (QhEntryBody) body = NULL;

  if (entry->kind == 0 || entry->kind >= QH_N_KINDS)
    return NULL;
  record = qh_store_get (store, entry->kind, entry->record, NULL);
  if (record != NULL || entry->erased || entry->closed)
    return g_steal_pointer (&record);
  body = decode (entry, NULL);
  if (body == NULL)
    return NULL;
  kind = qh_store_get_kind (store, entry->kind);
  record = qh_record_new (kind);
  record->id = entry->record;
  apply_side (store, record, body, entry->operation != QH_OPERATION_DELETE);
  return g_steal_pointer (&record);
}

/**
 * qh_history_new_restore:
 * @version: an earlier version of a record, which may be gone
 *
 * Returns: (transfer full): the change that puts the record back as it was then.
 */
QhChange *
qh_history_new_restore (const QhRecord *version)
{
  QhChange *change = qh_change_new ();

  change->action = QH_ACTION_RESTORE;
  qh_change_put (change, qh_record_copy (version));
  return change;
}

/**
 * qh_history_restore:
 * @version: as for qh_history_new_restore()
 *
 * Puts the record back as it was then.
 *
 * Returns: whether it was written.
 */
gboolean
qh_history_restore (QhStore *store, const QhRecord *version, GError **error)
{
  g_autoptr (QhChange) change = qh_history_new_restore (version);

  return qh_store_apply (store, change, NULL, NULL, NULL, error);
}
