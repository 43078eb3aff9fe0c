/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Schedules and leaves of a worker stand apart from each other. */
#include <glib/gi18n-lib.h>

#include "desk/qh-calendar.h"

static QhDay
get_end (const QhRecord *record)
{
  return qh_record_is_set (record, "ends") ? (QhDay)qh_record_get_integer (record, "ends")
                                           : G_MAXINT32;
}

static gboolean
overlap (const QhRecord *one, const QhRecord *other)
{
  return one->id != other->id
         && qh_record_get_integer (one, "worker") == qh_record_get_integer (other, "worker")
         && qh_record_get_integer (one, "begins") <= get_end (other)
         && qh_record_get_integer (other, "begins") <= get_end (one);
}

static gboolean
refuse (QhStore *store,
        const QhRecord *record,
        const char *field,
        const QhRecord *other,
        const char *format,
        GError **error)
{
  QhKind *kind = qh_store_get_kind (store, record->kind->number);
  const char *label
    = qh_field_get_label (qh_kind_find_field (kind, field), qh_store_get_language (store));
  g_autofree char *begins
    = qh_day_format_short ((QhDay)qh_record_get_integer (other, "begins"));
  g_autofree char *ends
    = get_end (other) < G_MAXINT32 ? qh_day_format_short (get_end (other)) : NULL;

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  g_set_error (error, QH_ERROR, QH_ERROR_RANGE, format, label, begins, ends);
#pragma GCC diagnostic pop
  return FALSE;
}

/* A schedule that was never ended ends where the next one begins. */
static gboolean
fit_schedule (QhStore *store,
              const QhRecord *schedule,
              const QhRecord *other,
              QhChange *change,
              GError **error)
{
  QhDay begins = (QhDay)qh_record_get_integer (schedule, "begins");
  QhDay other_begins = (QhDay)qh_record_get_integer (other, "begins");
  QhRecord *ended;

  if (get_end (other) < G_MAXINT32)
    return refuse (store,
                   schedule,
                   "begins",
                   other,
                   /* Translators: the name of the field “From”, then two dates */
                   _ ("%s: there is another schedule from %s to %s. Choose other days, or change that one first."),
                   error);
  if (other_begins > begins)
    return refuse (store,
                   schedule,
                   "ends",
                   other,
                   /* Translators: the name of the field “Until”, then a date */
                   _ ("%s: another schedule begins on %s. Let this one end before it."),
                   error);
  if (other_begins == begins)
    return refuse (store,
                   schedule,
                   "begins",
                   other,
                   /* Translators: the name of the field “From”, then a date */
                   _ ("%s: another schedule begins on %s too. Change that one, or choose another day."),
                   error);
  ended = qh_record_copy (other);
  qh_record_set_integer (ended, "ends", begins - 1);
  qh_change_put (change, ended);
  return TRUE;
}

static gboolean
fit (QhStore *store, const QhRecord *record, QhChange *change, GError **error)
{
  guint kind = record->kind->number;
  g_autoptr (GPtrArray) others = NULL;

  if (get_end (record) < qh_record_get_integer (record, "begins"))
    return TRUE; /* refused as it is written */
  others = qh_store_list_all (store, kind, error);
  for (guint i = 0; others != NULL && i < others->len; i++)
    {
      const QhRecord *other = g_ptr_array_index (others, i);

      if (!overlap (record, other))
        continue;
      if (kind == QH_KIND_LEAVE)
        return refuse (store,
                       record,
                       "begins",
                       other,
                       /* Translators: the name of the field “From”, then two dates */
                       _ ("%s: there is already a leave from %s to %s. Choose other days, or change that one."),
                       error);
      if (!fit_schedule (store, record, other, change, error))
        return FALSE;
    }
  return others != NULL;
}

/**
 * qh_calendar_fit:
 * @change: what is to be written; schedules and leaves in it must not overlap
 *   others of the same worker
 *
 * Where a schedule follows one that was never ended, adds the end of that one
 * to the change, so that both are one thing to undo. Changes without schedules
 * and leaves stay as they are. Reads the file: not for the main thread.
 *
 * Returns: whether they fit; the error names the field and the days that are taken.
 */
gboolean
qh_calendar_fit (QhStore *store, QhChange *change, GError **error)
{
  guint n_items = change->items->len; /* those that are added fit */

  for (guint i = 0; i < n_items; i++)
    {
      const QhChangeItem *item = g_ptr_array_index (change->items, i);
      guint kind = item->record->kind->number;

      if (item->op == QH_CHANGE_PUT && (kind == QH_KIND_SCHEDULE || kind == QH_KIND_LEAVE)
          && !fit (store, item->record, change, error))
        return FALSE;
    }
  return TRUE;
}
