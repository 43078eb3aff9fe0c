/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/qh-backup.h"

G_BEGIN_DECLS

/**
 * QhSalvageTable:
 * @name: of the table
 * @kind: the #QhKindNumber of the records in it, or 0
 * @damaged: whether a part of it could not be read
 * @n_saved: rows that are in the new workspace
 * @n_lost: rows that are known to be missing; those of which nothing is left are not known
 * @n_unsealed: rows whose sealed part did not open and is missing
 */
typedef struct
{
  char *name;
  guint kind;
  gboolean damaged;
  guint64 n_saved;
  guint64 n_lost;
  guint64 n_unsealed;
} QhSalvageTable;

/**
 * QhSalvageReport:
 * @tables: (element-type QhSalvageTable): what became of each table
 * @notes: (element-type utf8): what else was lost or put in its place, a sentence each
 * @problems: (element-type utf8): what is still not right in the new workspace
 */
typedef struct
{
  GPtrArray *tables;
  GPtrArray *notes;
  GPtrArray *problems;
} QhSalvageReport;

QhSalvageReport *qh_salvage             (const char *workspace, const QhSecret *secret, const char *backup,
                                         const char *path, QhProgress progress, gpointer progress_data,
                                         GCancellable *cancellable, GError **error);
void             qh_salvage_report_free (QhSalvageReport *report);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (QhSalvageReport, qh_salvage_report_free)

G_END_DECLS
