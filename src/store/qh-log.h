/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/qh-change.h"
#include "store/qh-database.h"
#include "store/qh-entry-body.h"
#include "store/qh-store.h"
#include "vault/qh-hash.h"

G_BEGIN_DECLS

/**
 * QhLogHeader:
 * @sequence: its place in the chain, from 1
 * @time: milliseconds since 1970 in UTC
 * @user: who, or 0 when nobody was known
 * @undoes: the change that an undo or redo takes back, or 0
 * @detail: (nullable): sealed
 *
 * A change's row in the log.
 */
typedef struct
{
  gint64 sequence;
  gint64 id;
  gint64 time;
  gint64 user;
  const char *machine;
  QhAction action;
  guint about_kind;
  gint64 about_id;
  gint64 undoes;
  gint64 n_entries;
  GBytes *detail;
  guint8 entries_hash[QH_HASH_SIZE];
} QhLogHeader;

/**
 * QhLogWriter:
 *
 * Appends one change to the log within a transaction: its entries as they
 * come, then its header.
 */
typedef struct
{
  QhStore *store;
  QhDatabase *database;
  gint64 sequence;
  gint64 first_entry;
  gint64 n_entries;
  guint8 previous[QH_HASH_SIZE];
  QhHash *entries;
} QhLogWriter;

gboolean qh_log_writer_begin (QhLogWriter *self, QhStore *store, QhDatabase *database, GError **error);
gboolean qh_log_writer_add   (QhLogWriter *self, guint kind, gint64 record, QhOperation operation, GBytes *body, gboolean erased, GError **error);
gboolean qh_log_writer_end   (QhLogWriter *self, const QhChange *change, gint64 undoes, GError **error);
void     qh_log_writer_clear (QhLogWriter *self);

void     qh_log_hash_entry   (QhHash *hash, guint kind, gint64 record, QhOperation operation, const guint8 *digest);
gboolean qh_log_chain        (QhKeyring *keyring, const guint8 *previous, const QhLogHeader *header, guint8 hash[QH_HASH_SIZE]);


G_END_DECLS
