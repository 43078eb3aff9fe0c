/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/qh-entry-body.h"
#include "store/qh-store.h"

G_BEGIN_DECLS

/**
 * QhLogChange:
 * @sequence: its place in the log, from 1
 * @time: milliseconds since 1970 in UTC
 * @user: id of who, or 0 when nobody was known
 * @about_kind: with @about_id, the record that an action without entries is about
 * @undoes: the change that an undo or redo takes back, or 0
 * @detail: (nullable): what else is said of it
 *
 * One change as the log tells it.
 */
typedef struct
{
  gint64 sequence;
  gint64 id;
  gint64 time;
  gint64 user;
  char *machine;
  QhAction action;
  guint about_kind;
  gint64 about_id;
  gint64 undoes;
  gint64 first_entry;
  gint64 n_entries;
  char *detail;
} QhLogChange;

/**
 * QhLogEntry:
 * @erased: whether the body was erased
 * @closed: whether the body is sealed for others, in a restricted case
 * @body: as qh_entry_body_decode() reads it
 *
 * What a change did to one record.
 */
typedef struct
{
  gint64 id;
  gint64 change;
  guint kind;
  gint64 record;
  QhOperation operation;
  gboolean erased;
  gboolean closed;
  GBytes *body;
} QhLogEntry;

/**
 * QhLogFilter:
 * @since: first time, in milliseconds since 1970, or 0
 * @until: time before which, or 0
 * @user: who, or 0
 * @action: a #QhAction, or 0
 * @before: only changes before this place in the log, to read on where a list ended; or 0
 *
 * Which changes are asked for.
 */
typedef struct
{
  gint64 since;
  gint64 until;
  gint64 user;
  guint action;
  gint64 before;
} QhLogFilter;

QhLogChange *qh_log_get          (QhStore *store, gint64 sequence, GError **error);
QhLogChange *qh_log_get_first    (QhStore *store, const QhLogChange *change, GError **error);
GPtrArray   *qh_log_list         (QhStore *store, const QhLogFilter *filter, guint limit, GError **error);
GPtrArray   *qh_log_list_about   (QhStore *store, guint kind, gint64 record, GError **error);
GPtrArray   *qh_log_list_deleted (QhStore *store, GHashTable *ids, GError **error);
GPtrArray   *qh_log_list_entries (QhStore *store, gint64 sequence, guint limit, GError **error);
GPtrArray   *qh_log_list_entries_of (QhStore *store, guint kind, gint64 record, GError **error);

QhLogChange *qh_log_change_copy  (const QhLogChange *change);
void         qh_log_change_free  (QhLogChange *change);
void         qh_log_entry_free   (QhLogEntry *entry);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (QhLogChange, qh_log_change_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (QhLogEntry, qh_log_entry_free)

G_END_DECLS
