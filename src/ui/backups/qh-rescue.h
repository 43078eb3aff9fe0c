/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/qh-salvage.h"

G_BEGIN_DECLS

/**
 * QhRescue:
 * @workspace: the damaged one
 * @target: path of the new one
 * @backups: (nullable) (element-type QhBackupInfo): newest first; the first that is
 *   sound is taken. %NULL for none
 * @backup: (nullable): the one that was taken
 * @report: (nullable): what was saved and what was lost
 *
 * A new workspace made of a damaged one.
 */
typedef struct
{
  char *workspace;
  char *target;
  GPtrArray *backups;
  const QhBackupInfo *backup;
  QhSalvageReport *report;
  QhSecret secret;
} QhRescue;

QhRescue *qh_rescue_new   (const char *workspace, const char *target, GPtrArray *backups, QhSecret *secret);
QhRescue *qh_rescue_ref   (QhRescue *self);
void      qh_rescue_unref (QhRescue *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (QhRescue, qh_rescue_unref)
gboolean  qh_rescue_run   (gpointer rescue, QhProgress progress, gpointer progress_data,
                           GCancellable *cancellable, GError **error);

G_END_DECLS
