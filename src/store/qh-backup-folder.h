/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "domain/qh-error.h"

G_BEGIN_DECLS

/**
 * QhBackupInfo:
 * @made: when, in seconds of UTC
 * @size: of the file, in bytes
 * @tag: the same in every backup of a workspace
 *
 * A backup in a folder, as it tells without a key.
 */
typedef struct
{
  char *path;
  gint64 made;
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

char      *qh_backup_make_path   (const char *folder, const char *workspace, gint64 made);
GPtrArray *qh_backup_list        (const char *folder, const char *workspace, GError **error);
void       qh_backup_info_free   (QhBackupInfo *info);

void       qh_backup_rule_apply  (const QhBackupRule *rule, const gint64 *made, guint n, gboolean *keep);
void       qh_backup_prune       (const char *newest, const char *workspace, GBytes *tag, const QhBackupRule *rule);

GPtrArray *qh_backup_read_heads  (const char *folder);
gboolean   qh_backup_add_head    (const char *folder, const QhBackupHead *head, GError **error);
void       qh_backup_head_free   (QhBackupHead *head);

G_END_DECLS
