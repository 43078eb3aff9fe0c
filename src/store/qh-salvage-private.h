/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/qh-backup-private.h"
#include "store/qh-salvage.h"

G_BEGIN_DECLS

/**
 * QhSalvage:
 * @source: the damaged workspace, only read
 * @target: the new one
 * @merging: whether the new one began as a backup
 *
 * A damaged workspace that is being saved.
 */
typedef struct
{
  QhDatabase *source;
  QhDatabase *target;
  QhKeyring *keyring;
  QhDictionary *dictionary;
  gboolean merging;
  QhBackupSteps *steps;
  QhSalvageReport *report;
} QhSalvage;

void     qh_salvage_note  (QhSalvage *self, const char *format, ...) G_GNUC_PRINTF (2, 3);
gboolean qh_salvage_table (QhSalvage *self, const char *name, GError **error);
gboolean qh_salvage_mend  (QhSalvage *self, GError **error);

G_END_DECLS
