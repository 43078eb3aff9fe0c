/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/qh-log-read.h"
#include "store/qh-store-private.h"

G_BEGIN_DECLS

/* The columns that these two read, in their order. */
#define QH_LOG_CHANGE_COLUMNS                                                                      \
  "sequence, id, time, user, machine, action, kind, record, undoes, first_entry, n_entries, detail"
#define QH_LOG_ENTRY_COLUMNS "id, change, kind, record, operation, erased, body"

QhLogChange *qh_log_change_read (sqlite3_stmt *statement, QhKeyring *keyring);
QhLogEntry  *qh_log_entry_read  (sqlite3_stmt *statement, QhKeyring *keyring);
GPtrArray   *qh_log_find_deleted (QhStore *store, QhDatabase *database, GHashTable *ids, GError **error);
QhLogChange *qh_log_find        (QhDatabase *database, QhKeyring *keyring, gint64 sequence, GError **error);

G_END_DECLS
