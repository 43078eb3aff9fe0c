/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "domain/qh-record.h"
#include "store/qh-database.h"

G_BEGIN_DECLS

/**
 * QhStored:
 * @record: what stands in the tables; its sealed fields are empty
 * @sealed: (nullable): its seal
 *
 * A record as it is stored.
 */
typedef struct
{
  QhRecord *record;
  GBytes *sealed;
} QhStored;

/**
 * QhRowWriter:
 *
 * Puts records into their tables within a transaction: the row, its lists and
 * its own fields. It neither checks, seals nor logs: that is the transaction's.
 */
typedef struct
{
  QhDatabase *database;
  char *upserts[QH_N_KINDS];
  char *selects[QH_N_KINDS];
} QhRowWriter;

void     qh_row_writer_init   (QhRowWriter *self, QhDatabase *database);
void     qh_row_writer_clear  (QhRowWriter *self);
gboolean qh_row_writer_read   (QhRowWriter *self, QhKind *kind, gint64 id, QhStored *stored, GError **error);
gboolean qh_row_writer_put    (QhRowWriter *self, const QhRecord *stored, const QhRecord *record, GBytes *sealed, GError **error);
gboolean qh_row_writer_delete (QhRowWriter *self, const QhKind *kind, gint64 id, GError **error);

void     qh_stored_clear      (QhStored *stored);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (QhStored, qh_stored_clear)

G_END_DECLS
