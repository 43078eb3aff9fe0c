/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/qh-backup-folder.h"
#include "store/qh-store.h"

G_BEGIN_DECLS

/**
 * QhBackupSummary:
 * @made: when, in seconds of UTC
 * @schema: the schema's version
 * @unit: (nullable): the unit's name
 * @last_day: the day of the last activity up to when it was made, or %QH_NO_DAY
 * @counts: how many records of each kind, by #QhKindNumber
 *
 * What is in a backup.
 */
typedef struct
{
  gint64 made;
  guint schema;
  char *unit;
  QhDay last_day;
  gint64 counts[QH_N_KINDS];
} QhBackupSummary;

/**
 * QhSecret:
 * @passphrase: (nullable): any user's
 * @recovery_words: (nullable): the recovery key as words, instead
 *
 * What opens the keys of a workspace that need not be there.
 */
typedef struct
{
  const char *passphrase;
  const char *recovery_words;
} QhSecret;

#define QH_MAX_BACKUPS_KEPT 1000

void             qh_secret_clear        (QhSecret *secret);

char            *qh_backup_make_default_folder (const char *workspace);
char            *qh_backup_find_folder  (const char *workspace);
char            *qh_backup_get_folder   (QhStore *store);
gboolean         qh_backup_set_folder   (QhStore *store, const char *folder, GError **error);
QhBackupRule     qh_backup_get_rule     (QhStore *store);
gboolean         qh_backup_set_rule     (QhStore *store, const QhBackupRule *rule, GError **error);
gint64           qh_backup_get_last     (QhStore *store);
gboolean         qh_backup_is_due       (QhStore *store);
gboolean         qh_backup_is_overdue   (QhStore *store);

GPtrArray       *qh_backup_list_of      (const char *workspace);
void             qh_backup_advise       (const char *workspace, GError **error);
gboolean         qh_backup_is_own       (QhStore *store, const QhBackupInfo *info);
gboolean         qh_backup_check        (QhStore *store, const char *path, QhProgress progress, gpointer progress_data,
                                         GCancellable *cancellable, GError **error);

gboolean         qh_backup_make         (QhStore *store, QhBackupReason reason, const char *folder, QhProgress progress, gpointer progress_data,
                                         GCancellable *cancellable, char **path, GError **error);
void             qh_backup_make_async   (QhStore *store, QhBackupReason reason, const char *folder, QhProgress progress, gpointer progress_data,
                                         GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
char            *qh_backup_make_finish  (QhStore *store, GAsyncResult *result, GError **error);

QhBackupSummary *qh_backup_peek         (const char *path, const QhSecret *secret, GError **error);
gboolean         qh_backup_before_restore (const char *backup, const char *present, const QhSecret *secret,
                                         QhProgress progress, gpointer progress_data, GCancellable *cancellable,
                                         GError **error);
gboolean         qh_backup_restore      (const char *path, const QhSecret *secret, const char *workspace, QhProgress progress,
                                         gpointer progress_data, GCancellable *cancellable, GPtrArray **problems,
                                         GError **error);
void             qh_backup_summary_free (QhBackupSummary *summary);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (QhBackupSummary, qh_backup_summary_free)

G_END_DECLS
