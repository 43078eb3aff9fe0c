/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long records are kept, by kind, and which are due to be erased. Nothing
 * is erased by itself. */
#include "store/qh-retention.h"

#include <glib/gi18n-lib.h>

#include "store/qh-erase.h"
#include "store/qh-setting.h"
#include "store/qh-store-private.h"

static char *
make_setting_name (const QhKind *kind)
{
  return g_strdup_printf ("retention-%s", kind->name);
}

/**
 * qh_retention_get_months:
 *
 * Returns: for how many months records of a kind are kept, or 0 for always.
 */
guint
qh_retention_get_months (QhStore *store, const QhKind *kind)
{
  g_autofree char *name = make_setting_name (kind);

  return (guint)CLAMP (qh_store_get_setting_int (store, name, 0), 0, QH_MAX_RETENTION_MONTHS);
}

/**
 * qh_retention_set_months:
 * @months: 1 to %QH_MAX_RETENTION_MONTHS, or 0 for always
 *
 * Returns: whether it was written.
 */
gboolean
qh_retention_set_months (QhStore *store, const QhKind *kind, guint months, GError **error)
{
  g_autofree char *name = make_setting_name (kind);
  g_autofree char *value = g_strdup_printf ("%u", months);
  g_autofree char *detail = g_strdup_printf ("%s = %u", name, months);

  if (kind->kept_from == NULL || !qh_kind_can_be_erased (kind->number))
    {
      g_set_error (error,
                   QH_ERROR,
                   QH_ERROR_CODE,
                   _ ("Records of “%s” have no retention period of their own."),
                   qh_kind_get_label (kind, qh_store_get_language (store)));
      return FALSE;
    }
  if (months > QH_MAX_RETENTION_MONTHS)
    {
      g_set_error (error,
                   QH_ERROR,
                   QH_ERROR_RANGE,
                   _ ("A retention period is 1 to %'d months, or 0 for always."),
                   QH_MAX_RETENTION_MONTHS);
      return FALSE;
    }
  return qh_store_set_setting (store, name, value, QH_ACTION_CHANGE_SETTING, detail, error);
}

static QhDay
subtract_months (QhDay day, guint months)
{
  GDate date;
  int year, month, month_day;

  qh_day_to_ymd (day, &year, &month, &month_day);
  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay)month_day, (GDateMonth)month, (GDateYear)year);
  g_date_subtract_months (&date, months);
  return qh_day_from_ymd (
    g_date_get_year (&date), (int)g_date_get_month (&date), g_date_get_day (&date));
}

static gboolean
add_due (QhStore *store, QhKind *kind, QhDay last, GArray *due, GError **error)
{
  g_autofree char *where = g_strdup_printf (
    "WHERE \"%s\" <= ?1 ORDER BY \"%s\", id", kind->kept_from, kind->kept_from);
  char iso[QH_DAY_ISO_SIZE];
  const QhParameter parameter = { 0, iso };
  g_autoptr (GPtrArray) records = NULL;

  qh_day_to_iso (last, iso);
  records = qh_store_query (store, kind->number, where, &parameter, 1, error);
  for (guint i = 0; records != NULL && i < records->len; i++)
    {
      const QhRecord *record = g_ptr_array_index (records, i);
      QhDueRecord one = { kind->number,
                          record->id,
                          (QhDay)qh_record_get_integer (record, kind->kept_from) };

      g_array_append_val (due, one);
    }
  return records != NULL;
}

/**
 * qh_retention_list_due:
 * @today: the day on which periods are looked at
 *
 * Returns: (transfer full) (element-type QhDueRecord): the records that were
 *   kept for as long as their kind is; none for kinds that are kept always.
 */
GArray *
qh_retention_list_due (QhStore *store, QhDay today, GError **error)
{
  g_autoptr (GArray) due = g_array_new (FALSE, FALSE, sizeof (QhDueRecord));

  for (guint number = 1; number < QH_N_KINDS; number++)
    {
      QhKind *kind = qh_store_get_kind (store, number);
      guint months = kind->kept_from != NULL ? qh_retention_get_months (store, kind) : 0;

      if (months > 0
          && !add_due (store, kind, subtract_months (today, months), due, error))
        return NULL;
    }
  return g_steal_pointer (&due);
}
