/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/qh-desk.h"

/**
 * qh_desk_new:
 * @scope: (transfer full): whose work
 * @from: the first day
 * @to: the last day
 * @cancellable: (nullable): stops what takes long
 *
 * Returns: (transfer full): a desk on which nothing lies yet.
 */
QhDesk *
qh_desk_new (QhStore *store, QhScope *scope, QhDay from, QhDay to, GCancellable *cancellable)
{
  QhDesk *self = g_new0 (QhDesk, 1);

  self->store = g_object_ref (store);
  self->scope = scope;
  self->from = from;
  self->to = to;
  self->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  return self;
}

void
qh_desk_free (QhDesk *self)
{
  if (self == NULL)
    return;
  for (guint kind = 0; kind < QH_N_KINDS; kind++)
    g_clear_pointer (&self->frames[kind], qh_frame_unref);
  g_clear_pointer (&self->answers, g_hash_table_unref);
  g_clear_pointer (&self->days, g_hash_table_unref);
  g_clear_pointer (&self->masks, g_hash_table_unref);
  g_clear_pointer (&self->links, g_hash_table_unref);
  g_clear_pointer (&self->marks, g_hash_table_unref);
  g_clear_pointer (&self->case_days, qh_case_days_free);
  g_clear_pointer (&self->parts, g_hash_table_unref);
  qh_calendar_free (self->calendar);
  qh_scope_free (self->scope);
  g_clear_object (&self->cancellable);
  g_object_unref (self->store);
  g_free (self);
}

/**
 * qh_desk_get_frame:
 * @kind: a #QhKindNumber
 *
 * Returns: (transfer none): all records of a kind as coded columns.
 */
QhFrame *
qh_desk_get_frame (QhDesk *self, guint kind, GError **error)
{
  if (self->frames[kind] == NULL)
    self->frames[kind] = qh_frame_load (self->store, kind, NULL, NULL, self->cancellable, error);
  return self->frames[kind];
}

/**
 * qh_desk_lend_frame:
 * @frame: all records of its kind, which nobody changes while the desk has it
 *
 * Spares the desk to read what somebody holds already.
 */
void
qh_desk_lend_frame (QhDesk *self, QhFrame *frame)
{
  guint kind = qh_frame_get_kind (frame)->number;

  g_return_if_fail (self->frames[kind] == NULL);

  self->frames[kind] = qh_frame_ref (frame);
}

/**
 * qh_desk_get_calendar:
 *
 * Returns: (transfer none): who was to work when.
 */
QhCalendar *
qh_desk_get_calendar (QhDesk *self, GError **error)
{
  if (self->calendar == NULL)
    self->calendar = qh_calendar_load (self->store, error);
  return self->calendar;
}

/**
 * qh_desk_sum_duty:
 * @duty: (out caller-allocates): the sums
 *
 * Adds up the duty of all workers of the scope over the days of the desk.
 */
void
qh_desk_sum_duty (QhDesk *self, QhCalendar *calendar, QhDuty *duty)
{
  *duty = (QhDuty){ 0, 0, 0, 0 };
  for (guint i = 0; i < self->scope->workers->len; i++)
    qh_calendar_add_duty (
      calendar, g_array_index (self->scope->workers, gint64, i), self->from, self->to, duty);
}
