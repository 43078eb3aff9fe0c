/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/qh-change.h"

static void
item_free (gpointer data)
{
  QhChangeItem *item = data;

  qh_record_free (item->record);
  g_clear_pointer (&item->import_key, g_bytes_unref);
  g_free (item);
}

/**
 * qh_change_new:
 *
 * Returns: (transfer full): a change of nothing yet.
 */
QhChange *
qh_change_new (void)
{
  QhChange *change = g_new0 (QhChange, 1);

  change->items = g_ptr_array_new_with_free_func (item_free);
  change->action = QH_ACTION_WRITE;
  return change;
}

/**
 * qh_change_new_event:
 * @kind: a #QhKindNumber, or 0
 * @id: the record that it is about, or 0
 * @detail: (nullable): what else the log is to say; no name
 *
 * Returns: (transfer full): something done that touches no record but is logged.
 */
QhChange *
qh_change_new_event (QhAction action, guint kind, gint64 id, const char *detail)
{
  QhChange *change = qh_change_new ();

  change->action = action;
  change->about_kind = kind;
  change->about_id = id;
  change->detail = g_strdup (detail);
  return change;
}

void
qh_change_free (QhChange *change)
{
  if (change == NULL)
    return;
  g_ptr_array_unref (change->items);
  g_free (change->detail);
  g_free (change->machine);
  g_free (change->reason);
  g_free (change);
}

static void
add (QhChange *change, QhChangeOp op, QhRecord *record, GBytes *key)
{
  QhChangeItem *item = g_new0 (QhChangeItem, 1);

  item->op = op;
  item->record = record;
  item->import_key = key != NULL ? g_bytes_ref (key) : NULL;
  g_ptr_array_add (change->items, item);
}

/**
 * qh_change_put:
 * @record: (transfer full): a new record (id 0 or one from qh_store_new_id()), or a stored one as
 * it is to be
 *
 * Records that others refer to go before those others.
 */
void
qh_change_put (QhChange *change, QhRecord *record)
{
  add (change, QH_CHANGE_PUT, record, NULL);
}

/**
 * qh_change_put_imported:
 * @record: (transfer full): as for qh_change_put()
 * @key: what tells the outside row apart, see qh_store_is_imported()
 */
void
qh_change_put_imported (QhChange *change, QhRecord *record, GBytes *key)
{
  add (change, QH_CHANGE_PUT, record, key);
}

/**
 * qh_change_delete:
 * @record: (transfer full): a stored record; only its kind and id are read
 */
void
qh_change_delete (QhChange *change, QhRecord *record)
{
  add (change, QH_CHANGE_DELETE, record, NULL);
}
