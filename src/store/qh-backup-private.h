/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/qh-backup-file.h"
#include "store/qh-backup-folder.h"
#include "store/qh-backup.h"

G_BEGIN_DECLS

/**
 * QhBackupPlan:
 * @workspace: its path
 * @folder: where the backup is to stand; there already
 * @keyring: with the workspace key
 * @reason: why
 * @rule: (nullable): which of the earlier ones are kept, or %NULL for all
 *
 * A backup that is to be made.
 */
typedef struct
{
  const char *workspace;
  const char *folder;
  QhKeyring *keyring;
  QhBackupReason reason;
  const QhBackupRule *rule;
} QhBackupPlan;

GBytes          *qh_backup_make_tag      (QhKeyring *keyring);
gboolean         qh_backup_before_migration (QhStore *store, GError **error);
gboolean         qh_backup_write_small_file (const char *path, const char *text, GError **error);
gboolean         qh_backup_write_pointer (const char *workspace, const char *folder, GError **error);
void             qh_backup_recognise     (const char *workspace, GError **error);

char            *qh_backup_write         (const QhBackupPlan *plan, QhBackupSteps *steps, GError **error);

gboolean         qh_plain_copy_begin     (const char *workspace, char **path, int *fd, GError **error);
void             qh_plain_copy_end       (char *path, int fd);
gboolean         qh_plain_copy_fill      (const char *workspace, const char *path, QhBackupSteps *steps, GError **error);
QhDatabase      *qh_plain_copy_open      (const char *path, GError **error);

GBytes          *qh_backup_summary_read  (QhDatabase *database, QhKeyring *keyring, gint64 made, GError **error);
QhBackupSummary *qh_backup_summary_open  (const QhBackupHeader *header, QhKeyring *keyring, GError **error);

gboolean         qh_part_check_absent    (const char *path, GError **error);
gboolean         qh_part_pull            (const char *part, QhBackupReader *reader, QhKeyring *keyring,
                                          QhBackupSteps *steps, GError **error);
gboolean         qh_part_verify          (const char *part, const char *origin, const QhSecret *secret,
                                          GPtrArray **problems, QhBackupSteps *steps, GError **error);
gboolean         qh_part_name            (const char *part, const char *path, GError **error);
void             qh_part_remove          (const char *part);

G_END_DECLS
