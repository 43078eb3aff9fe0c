/* SPDX-License-Identifier: GPL-3.0-or-later */
/* By what name workers, cases and people go on screen. */
#include "ui/qh-session.h"

/**
 * qh_session_dup_worker_name:
 *
 * Returns: (transfer full): the worker's name, or "".
 */
char *
qh_session_dup_worker_name (QhSession *self, gint64 worker)
{
  GPtrArray *workers = qh_session_get_workers (self);

  for (guint i = 0; i < workers->len; i++)
    {
      const QhRecord *record = g_ptr_array_index (workers, i);

      if (record->id == worker)
        return g_strdup (qh_record_get_text (record, "name"));
    }
  return g_strdup ("");
}

static char *
read_title (QhSession *self, gint64 case_id)
{
  g_autoptr (QhRecord) record = qh_store_get (qh_session_get_store (self), QH_KIND_CASE, case_id, NULL);
  const QhRows *people = record != NULL ? qh_record_get_rows (record, "people") : NULL;
  const char *name = record != NULL ? qh_record_get_text (record, "name") : "";

  if (name[0] != '\0')
    return g_strdup (name);
  if (people != NULL)
    return qh_session_dup_person_name (self, qh_rows_cell (people, 0, 0));
  return g_strdup (record != NULL ? qh_record_get_text (record, "folio") : "");
}

/**
 * qh_session_dup_case_title:
 *
 * Returns: (transfer full): by what name the case goes, or "".
 */
char *
qh_session_dup_case_title (QhSession *self, gint64 case_id)
{
  QhCaseIndex *index = qh_session_get_case_index (self);
  const QhCaseRow *row = index != NULL ? qh_case_index_find (index, case_id) : NULL;

  return row != NULL ? g_strdup (row->title) : read_title (self, case_id);
}

/**
 * qh_session_dup_case_folio:
 *
 * Returns: (transfer full): the case's folio, or "".
 */
char *
qh_session_dup_case_folio (QhSession *self, gint64 case_id)
{
  QhCaseIndex *index = qh_session_get_case_index (self);
  const QhCaseRow *row = index != NULL ? qh_case_index_find (index, case_id) : NULL;
  g_autoptr (QhRecord) record = NULL;

  if (row != NULL)
    return g_strdup (row->folio);
  record = qh_store_get (qh_session_get_store (self), QH_KIND_CASE, case_id, NULL);
  return g_strdup (record != NULL ? qh_record_get_text (record, "folio") : "");
}

/**
 * qh_session_dup_person_name:
 *
 * Returns: (transfer full): the person's whole name, or "".
 */
char *
qh_session_dup_person_name (QhSession *self, gint64 person)
{
  QhCaseIndex *index = qh_session_get_case_index (self);
  const QhPersonRow *row = index != NULL ? qh_case_index_find_person (index, person) : NULL;
  g_autoptr (QhRecord) record = NULL;

  if (row != NULL)
    return g_strdup (row->name);
  record = qh_store_get (qh_session_get_store (self), QH_KIND_PERSON, person, NULL);
  return record != NULL ? qh_person_dup_name (record) : g_strdup ("");
}

/**
 * qh_session_name_record:
 * @session: a #QhSession
 *
 * A #QhNamer: names workers, units, cases and people on screen.
 *
 * Returns: (transfer full) (nullable): the record's name; %NULL for one that the user's
 *   keys do not open, which is told by its number then
 */
char *
qh_session_name_record (guint kind, gint64 id, gpointer session)
{
  QhSession *self = session;
  g_autoptr (QhRecord) record = NULL;
  g_autofree char *name = NULL;

  switch (kind)
    {
    case QH_KIND_WORKER:
      name = qh_session_dup_worker_name (self, id);
      return name != NULL && name[0] != '\0' ? g_steal_pointer (&name) : NULL;
    case QH_KIND_CASE:
      return qh_session_dup_case_title (self, id);
    case QH_KIND_PERSON:
      return qh_session_dup_person_name (self, id);
    case QH_KIND_UNIT:
      record = qh_store_get (qh_session_get_store (self), QH_KIND_UNIT, id, NULL);
      return record != NULL ? g_strdup (qh_record_get_text (record, "name")) : NULL;
    default:
      return NULL;
    }
}
