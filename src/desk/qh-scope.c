/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/qh-scope.h"

/**
 * qh_scope_new:
 * @unit: the workers of a unit, or 0
 * @worker: one worker, or 0; with both 0 everybody
 *
 * Returns: (transfer full): whose work it is.
 */
QhScope *
qh_scope_new (QhStore *store, gint64 unit, gint64 worker, GError **error)
{
  g_autoptr (GPtrArray) records = qh_store_list_all (store, QH_KIND_WORKER, error);
  QhScope *self;

  if (records == NULL)
    return NULL;
  self = g_new0 (QhScope, 1);
  self->unit = unit;
  self->worker = worker;
  self->whole = unit == 0 && worker == 0;
  self->workers = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->present = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 0; i < records->len; i++)
    {
      const QhRecord *record = g_ptr_array_index (records, i);

      if ((worker != 0 && record->id != worker)
          || (unit != 0 && qh_record_get_integer (record, "unit") != unit))
        continue;
      g_array_append_val (self->workers, record->id);
      if (qh_record_get_integer (record, "retired") == 0)
        g_array_append_val (self->present, record->id);
    }
  return self;
}

void
qh_scope_free (QhScope *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->workers);
  g_array_unref (self->present);
  g_free (self);
}

/**
 * qh_scope_has:
 *
 * Returns: whether the worker's work is in it.
 */
gboolean
qh_scope_has (const QhScope *self, gint64 worker)
{
  for (guint i = 0; !self->whole && i < self->workers->len; i++)
    if (g_array_index (self->workers, gint64, i) == worker)
      return TRUE;
  return self->whole;
}
