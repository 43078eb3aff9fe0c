/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/qh-database.h"
#include "store/qh-store.h"
#include "vault/qh-keyring.h"

G_BEGIN_DECLS

/**
 * QhBackupSteps:
 * @progress: (nullable): told how far the work is
 * @done: bytes that earlier parts of the work have gone through
 * @total: bytes that all of it goes through
 *
 * Who follows a long piece of work, and can break it off.
 */
typedef struct
{
  QhProgress progress;
  gpointer progress_data;
  GCancellable *cancellable;
  guint64 done;
  guint64 total;
} QhBackupSteps;

/**
 * QhBackupHeader:
 * @made: when, in seconds of UTC
 * @schema: the schema's version
 * @size: bytes of the workspace in it
 * @tag: the same in every backup of a workspace; tells nothing else
 * @summary: sealed: see #QhBackupSummary
 * @rows: rows of the tables by which a passphrase opens the workspace key
 *
 * What a backup tells to who has no key.
 */
typedef struct
{
  gint64 made;
  guint schema;
  guint64 size;
  GBytes *tag;
  GBytes *summary;
  GVariant *rows;
} QhBackupHeader;

typedef struct _QhBackupReader QhBackupReader;

void            qh_backup_header_clear (QhBackupHeader *header);

gboolean        qh_backup_steps_go     (QhBackupSteps *steps, guint64 bytes, GError **error);
void            qh_backup_set_file_error (const char *path, int code, GError **error);
GVariant       *qh_backup_order_bytes  (GVariant *variant);
gboolean        qh_backup_write_all    (int fd, const void *data, gsize size);

gboolean        qh_backup_file_write   (const char *path, int source, const QhBackupHeader *header,
                                        QhKeyring *keyring, QhBackupSteps *steps, GError **error);

QhBackupReader *qh_backup_reader_open  (const char *path, GError **error);
void            qh_backup_reader_free  (QhBackupReader *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (QhBackupReader, qh_backup_reader_free)
const QhBackupHeader *
                qh_backup_reader_get_header (QhBackupReader *self);
gboolean        qh_backup_reader_pull  (QhBackupReader *self, QhKeyring *keyring, int target, const char *target_path,
                                        QhBackupSteps *steps, GError **error);

G_END_DECLS
