/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/qh-backup-private.h"
#include "store/qh-salvage.h"
#include "vault/qh-hash.h"

G_BEGIN_DECLS

/**
 * QhSalvage:
 * @source: the damaged workspace, only read
 * @target: the new one
 * @merging: whether the new one began as a backup
 * @head: the last change in the log of that backup, or 0
 * @head_hash: that change's hash
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
  gint64 head;
  guint8 head_hash[QH_HASH_SIZE];
  QhBackupSteps *steps;
  QhSalvageReport *report;
} QhSalvage;

QhDatabase *qh_salvage_open_source (const char *workspace, GError **error);
QhDatabase *qh_salvage_open_mended (const char *workspace, const char *sound, char **path, GError **error);
void     qh_salvage_note  (QhSalvage *self, const char *format, ...) G_GNUC_PRINTF (2, 3);
gboolean qh_salvage_table (QhSalvage *self, const char *name, GError **error);
void     qh_salvage_read_head (QhSalvage *self);
gboolean qh_salvage_has_head (QhSalvage *self, QhDatabase *database);
gboolean qh_salvage_replay (QhSalvage *self, GError **error);
gboolean qh_salvage_mend  (QhSalvage *self, GError **error);

G_END_DECLS
