/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/qh-log.h"
#include "store/qh-row-writer.h"
#include "store/qh-store-private.h"

G_BEGIN_DECLS

/**
 * QhTransaction:
 * @touched: (element-type QhTouched): the records written so far
 * @catalogues: as they are inside the transaction
 * @erasing: whether the log keeps only digests of what is written
 * @reason: (nullable): why what is signed is corrected
 * @corrected: (element-type QhSignedDay) (nullable): signed days in which was written
 * @moved: records whose seal may be for other readers now, by what they belong to
 *
 * One running transaction, under the store's write lock. What it changes in
 * the catalogues and the dictionary holds inside it at once and outside it
 * when it is committed.
 */
typedef struct
{
  QhStore *store;
  QhDatabase *database;
  QhCatalogues *catalogues;
  gboolean entries_changed;
  gboolean own_fields_changed;
  gboolean entries_stale;
  gboolean erasing;
  const char *reason;
  GArray *corrected;
  GArray *moved;
  GArray *touched;
  QhRowWriter writer;
  QhLogWriter log;
} QhTransaction;

gboolean qh_transaction_begin  (QhTransaction *self, QhStore *store, GArray *touched, GError **error);
gboolean qh_transaction_refresh_catalogues (QhTransaction *self, GError **error);
gboolean qh_transaction_put    (QhTransaction *self, const QhStored *stored, const QhRecord *record, GBytes *sealed, GError **error);
gboolean qh_transaction_delete (QhTransaction *self, const QhStored *stored, GError **error);
gboolean qh_transaction_end    (QhTransaction *self, gboolean done, QhChange *change, gint64 undoes, GError **error);

G_END_DECLS
