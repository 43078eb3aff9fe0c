/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "domain/qh-error.h"

G_BEGIN_DECLS

/**
 * QhBackupReason:
 *
 * Why a backup was made. Its name tells.
 */
typedef enum
{
  QH_BACKUP_DAILY,
  QH_BACKUP_BY_HAND,
  QH_BACKUP_BEFORE_IMPORT,
  QH_BACKUP_BEFORE_UPDATE,
  QH_BACKUP_BEFORE_RESTORE,
  QH_N_BACKUP_REASONS,
} QhBackupReason;

/**
 * QhBackupInfo:
 * @made: when, in seconds of UTC
 * @reason: why
 * @size: of the file, in bytes
 * @tag: (nullable): the same in every backup of a workspace; %NULL of one whose
 *   beginning cannot be read
 *
 * A backup in a folder, as it tells without a key.
 */
typedef struct
{
  char *path;
  gint64 made;
  QhBackupReason reason;
  guint64 size;
  GBytes *tag;
} QhBackupInfo;

/**
 * QhBackupRule:
 *
 * Of how many days, weeks and months the newest backup is kept.
 */
typedef struct
{
  guint days;
  guint weeks;
  guint months;
} QhBackupRule;

/**
 * QhBackupHead:
 * @time: when the backup was made, in seconds of UTC
 * @sequence: of the last change that was in it, or 0
 * @hash: (nullable): that change's hash
 * @file: the backup's name
 *
 * Where the log stood when a backup was made.
 */
typedef struct
{
  gint64 time;
  gint64 sequence;
  GBytes *hash;
  char *file;
} QhBackupHead;

const char *qh_backup_reason_get_name (QhBackupReason reason);
const char *qh_backup_reason_describe (QhBackupReason reason);

char      *qh_backup_make_path   (const char *folder, const char *workspace, gint64 made, QhBackupReason reason);
GPtrArray *qh_backup_list_all    (const char *folder, const char *workspace, GError **error);
GPtrArray *qh_backup_list        (const char *folder, const char *workspace, GError **error);
void       qh_backup_info_free   (QhBackupInfo *info);

void       qh_backup_rule_apply  (const QhBackupRule *rule, const gint64 *made, guint n, gboolean *keep);
void       qh_backup_prune       (const char *newest, const char *workspace, GBytes *tag, const QhBackupRule *rule);

GPtrArray *qh_backup_read_heads  (const char *folder);
gboolean   qh_backup_add_head    (const char *folder, const QhBackupHead *head, GError **error);
void       qh_backup_head_free   (QhBackupHead *head);

G_END_DECLS
