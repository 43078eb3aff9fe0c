/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/qh-log-read.h"

G_BEGIN_DECLS

/**
 * QhVersion:
 * @change: what made it
 * @operation: what was done to the record
 * @erased: whether what it was has been erased
 * @closed: whether what it was is sealed for others, in a restricted case
 * @before: (nullable): the record before, %NULL when it was not there or is not known
 * @after: (nullable): the record after, likewise
 *
 * One step in the life of a record.
 */
typedef struct
{
  QhLogChange *change;
  QhOperation operation;
  gboolean erased;
  gboolean closed;
  QhRecord *before;
  QhRecord *after;
} QhVersion;

GPtrArray *qh_history_list        (QhStore *store, guint kind, gint64 id, GError **error);
QhRecord  *qh_history_find_record (QhStore *store, const QhLogEntry *entry);
QhChange  *qh_history_new_restore (const QhRecord *version);
gboolean   qh_history_restore     (QhStore *store, const QhRecord *version, GError **error);
void       qh_version_free        (QhVersion *version);

G_END_DECLS
