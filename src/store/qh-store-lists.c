/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/qh-store-lists.h"

#include <glib/gi18n-lib.h>

#include "store/qh-row.h"
#include "store/qh-store-private.h"

/**
 * qh_store_list_day:
 * @worker: whose, or 0 for everybody's
 *
 * Returns: (transfer full) (element-type QhRecord): the activities of a day,
 *   the latest start first; those without a start by when they were logged.
 */
GPtrArray *
qh_store_list_day (QhStore *self, QhDay day, gint64 worker, GError **error)
{
  char iso[QH_DAY_ISO_SIZE];
  QhParameter parameters[2] = { { 0, iso }, { worker, NULL } };

  qh_day_to_iso (day, iso);
  return qh_store_query (self,
                         QH_KIND_ACTIVITY,
                         worker != 0
                           ? "WHERE date = ?1 AND worker = ?2 ORDER BY start DESC, id DESC"
                           : "WHERE date = ?1 ORDER BY start DESC, id DESC",
                         parameters,
                         worker != 0 ? 2 : 1,
                         error);
}

/**
 * qh_store_list_of_case:
 * @kind: %QH_KIND_ACTIVITY, %QH_KIND_CONSULTATION, %QH_KIND_REFERRAL or %QH_KIND_ACTION_ITEM
 *
 * Returns: (transfer full) (element-type QhRecord): the case's records of that
 *   kind, the latest first.
 */
GPtrArray *
qh_store_list_of_case (QhStore *self, guint kind, gint64 case_id, GError **error)
{
  QhParameter parameter = { case_id, NULL };

  return qh_store_query (self,
                         kind,
                         kind == QH_KIND_ACTION_ITEM
                           ? "WHERE \"case\" = ?1 ORDER BY due DESC, id DESC"
                           : "WHERE \"case\" = ?1 ORDER BY date DESC, id DESC",
                         &parameter,
                         1,
                         error);
}

/**
 * qh_store_list_pending:
 * @worker: whose, or 0 for everybody's
 * @limit: the most that are wanted
 *
 * Returns: (transfer full) (element-type QhRecord): the action items that are
 *   not done, the longest overdue first, those without a date last.
 */
GPtrArray *
qh_store_list_pending (QhStore *self, gint64 worker, guint limit, GError **error)
{
  QhParameter parameters[2] = { { limit, NULL }, { worker, NULL } };

  return qh_store_query (
    self,
    QH_KIND_ACTION_ITEM,
    worker != 0 ? "WHERE done IS NULL AND worker = ?2 ORDER BY due IS NULL, due, id LIMIT ?1"
                : "WHERE done IS NULL ORDER BY due IS NULL, due, id LIMIT ?1",
    parameters,
    worker != 0 ? 2 : 1,
    error);
}

/**
 * qh_store_list_goals:
 * @from: the first day of the first month
 * @to: a day of the last
 *
 * Returns: (transfer full) (element-type QhRecord): what is planned for those months.
 */
GPtrArray *
qh_store_list_goals (QhStore *self, QhDay from, QhDay to, GError **error)
{
  char first[QH_DAY_ISO_SIZE], last[QH_DAY_ISO_SIZE];
  QhParameter parameters[2] = { { 0, first }, { 0, last } };

  qh_day_to_iso (from, first);
  qh_day_to_iso (to, last);
  return qh_store_query (self, QH_KIND_GOAL, "WHERE month >= ?1 AND month <= ?2 ORDER BY id", parameters, 2, error);
}

/**
 * qh_store_list_cases_of_person:
 *
 * Returns: (transfer full) (element-type QhRecord): the cases in which the person appears.
 */
GPtrArray *
qh_store_list_cases_of_person (QhStore *self, gint64 person, GError **error)
{
  QhParameter parameter = { person, NULL };

  return qh_store_query (
    self,
    QH_KIND_CASE,
    "WHERE id IN (SELECT owner FROM cases_people WHERE person = ?1) ORDER BY id",
    &parameter,
    1,
    error);
}

/**
 * qh_store_list_of_person:
 * @kind: %QH_KIND_ACTIVITY, %QH_KIND_CONSULTATION or %QH_KIND_ACTION_ITEM
 *
 * Returns: (transfer full) (element-type QhRecord): the records of that kind
 *   that name the person, or come of an activity that does.
 */
GPtrArray *
qh_store_list_of_person (QhStore *self, guint kind, gint64 person, GError **error)
{
  static const char *const wheres[QH_N_KINDS] = {
    [QH_KIND_CONSULTATION] = "WHERE person = ?1",
    [QH_KIND_ACTIVITY] = "WHERE id IN (SELECT owner FROM activities_people WHERE person = ?1)",
    [QH_KIND_ACTION_ITEM]
    = "WHERE activity IN (SELECT owner FROM activities_people WHERE person = ?1)",
  };
  QhParameter parameter = { person, NULL };

  return qh_store_query (self, kind, wheres[kind], &parameter, 1, error);
}

/**
 * qh_store_find_closed_month:
 * @month: its first day
 * @unit: which unit's, or 0 for that of all
 *
 * Returns: (transfer full) (nullable): how the month was closed; %NULL without an
 *   error where it is open.
 */
QhRecord *
qh_store_find_closed_month (QhStore *self, QhDay month, gint64 unit, GError **error)
{
  char iso[QH_DAY_ISO_SIZE];
  QhParameter parameters[] = { { 0, iso }, { unit, NULL } };
  g_autoptr (GPtrArray) found = NULL;

  qh_day_to_iso (month, iso);
  found = qh_store_query (self,
                          QH_KIND_CLOSED_MONTH,
                          "WHERE month = ?1 AND coalesce (unit, 0) = ?2",
                          parameters,
                          G_N_ELEMENTS (parameters),
                          error);
  return found != NULL && found->len > 0 ? g_ptr_array_steal_index (found, 0) : NULL;
}

/**
 * qh_store_get_last_activity:
 *
 * Returns: (transfer full) (nullable): what the worker logged last.
 */
QhRecord *
qh_store_get_last_activity (QhStore *self, gint64 worker, GError **error)
{
  QhParameter parameter = { worker, NULL };
  g_autoptr (GPtrArray) records
    = qh_store_query (self,
                      QH_KIND_ACTIVITY,
                      "WHERE worker = ?1 ORDER BY id DESC LIMIT 1",
                      &parameter,
                      1,
                      error);

  return records != NULL && records->len > 0 ? g_ptr_array_steal_index (records, 0) : NULL;
}

/**
 * qh_store_find_folio:
 *
 * Folios are sealed, so every case is opened: for commands, not for lists.
 *
 * Returns: the case of that folio, or 0 with %QH_ERROR_NOT_FOUND.
 */
gint64
qh_store_find_folio (QhStore *self, const char *folio, GError **error)
{
  QhKind *kind = qh_store_get_kind (self, QH_KIND_CASE);
  g_autofree char *sql = qh_kind_make_select (kind, "ORDER BY id");
  g_autoptr (GError) reading = NULL;
  sqlite3_stmt *statement;
  gint64 found = 0;

  g_mutex_lock (&self->read_lock);
  statement = qh_database_prepare (self->reader, sql, &reading);
  while (statement != NULL && found == 0 && sqlite3_step (statement) == SQLITE_ROW)
    {
      g_autoptr (QhRecord) record = qh_record_new (kind);

      if (!qh_row_read (statement, record, self->keyring, &reading))
        break;
      if (g_ascii_strcasecmp (qh_record_get_text (record, "folio"), folio) == 0)
        found = record->id;
    }
  if (statement != NULL)
    sqlite3_reset (statement);
  g_mutex_unlock (&self->read_lock);
  if (reading != NULL)
    g_propagate_error (error, g_steal_pointer (&reading));
  else if (found == 0)
    g_set_error (error,
                 QH_ERROR,
                 QH_ERROR_NOT_FOUND,
                 _ ("There is no case with the folio “%s”. Check it in the list of cases."),
                 folio);
  return found;
}
