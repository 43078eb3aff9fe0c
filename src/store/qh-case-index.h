/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/qh-store.h"

G_BEGIN_DECLS

/**
 * QhCaseRow:
 * @folio: its folio
 * @title: the name of the family, group or community, else of the titular
 * @folded: folio, title and people's names, folded, to search in
 * @problem: the principal problem, or 0
 * @titular: the person in its centre, or 0
 * @sex: the titular's, or 0
 * @birth_year: the titular's, or 0
 * @n_people: how many people it has
 * @last_activity: the day of its last activity, or %QH_NO_DAY
 * @pending: action items that are not done
 * @restricted: whether only some users can open it
 *
 * What the list of cases shows of one.
 */
typedef struct
{
  gint64 id;
  const char *folio;
  const char *title;
  const char *folded;
  gint64 worker;
  gint64 status;
  gint64 level;
  gint64 problem;
  gint64 titular;
  gint64 sex;
  gint32 birth_year;
  guint n_people;
  QhDay opened;
  QhDay last_activity;
  guint pending;
  gboolean restricted;
} QhCaseRow;

/**
 * QhPersonRow:
 * @name: the whole name
 * @folded: the same, folded
 * @curp: or ""
 * @birth_date: or %QH_NO_DAY
 */
typedef struct
{
  gint64 id;
  const char *name;
  const char *folded;
  const char *curp;
  gint64 sex;
  QhDay birth_date;
  gint32 birth_year;
} QhPersonRow;

/**
 * QhCaseFilter:
 *
 * What the list of cases is narrowed to; 0 lets everything through. @active
 * leaves out closed cases.
 */
typedef struct
{
  gboolean active;
  gint64 status;
  gint64 worker;
  gint64 level;
  QhDay opened_from;
  QhDay opened_to;
} QhCaseFilter;

/**
 * QhCaseIndex:
 *
 * The names of cases and people in memory: what sorts or searches by name.
 * Built at unlock on a worker; its memory is wiped at the last reference.
 */
typedef struct _QhCaseIndex QhCaseIndex;

QhCaseIndex       *qh_case_index_build        (QhStore *store, GCancellable *cancellable, GError **error);
void               qh_case_index_build_async  (QhStore *store, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
QhCaseIndex       *qh_case_index_build_finish (GAsyncResult *result, GError **error);
QhCaseIndex       *qh_case_index_ref          (QhCaseIndex *self);
void               qh_case_index_unref        (QhCaseIndex *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (QhCaseIndex, qh_case_index_unref)

gboolean           qh_case_index_update       (QhCaseIndex *self, QhStore *store, GArray *touched, GError **error);

guint              qh_case_index_get_n        (QhCaseIndex *self);
const QhCaseRow   *qh_case_index_get          (QhCaseIndex *self, guint position);
const QhCaseRow   *qh_case_index_find         (QhCaseIndex *self, gint64 id);
GArray            *qh_case_index_search       (QhCaseIndex *self, const char *text, const QhCaseFilter *filter, guint limit);

guint              qh_case_index_get_n_persons (QhCaseIndex *self);
const QhPersonRow *qh_case_index_find_person  (QhCaseIndex *self, gint64 id);
GPtrArray         *qh_case_index_search_persons (QhCaseIndex *self, const char *text, guint limit);
GPtrArray         *qh_case_index_find_duplicates (QhCaseIndex *self, const QhRecord *person, guint limit);

char              *qh_person_dup_name         (const QhRecord *person);

G_END_DECLS
