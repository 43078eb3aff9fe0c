/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/qh-log-read-private.h"
#include "vault/qh-hash.h"

G_BEGIN_DECLS

/**
 * QhLogChain:
 * @entries: stands on the entry that comes next
 * @entry_code: what SQLite said of it
 * @n_changes: how many hold so far
 * @last: the place in the log of the last that holds
 *
 * Follows the log's chain from one change to the next.
 */
typedef struct
{
  QhKeyring *keyring;
  sqlite3_stmt *changes;
  sqlite3_stmt *entries;
  int code;
  int entry_code;
  gint64 next_entry;
  gint64 last;
  guint64 n_changes;
  guint8 previous[QH_HASH_SIZE];
} QhLogChain;

gboolean     qh_log_chain_begin (QhLogChain *self, QhDatabase *database, QhKeyring *keyring, GError **error);
gboolean     qh_log_chain_begin_after (QhLogChain *self, QhDatabase *database, QhKeyring *keyring,
                                       gint64 sequence, const guint8 *hash, GError **error);
QhLogChange *qh_log_chain_next  (QhLogChain *self, gboolean *holds);

G_END_DECLS
