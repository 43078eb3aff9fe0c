/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/qh-store.h"

G_BEGIN_DECLS

/**
 * QhVerifyReport:
 * @n_records: how many records there are
 * @n_seals: how many seals were opened
 * @n_closed: how many were left, for want of a key that is not this user's to have
 * @n_changes: how many changes of the log follow from the ones before
 * @problems: (element-type utf8): what is wrong, a sentence each
 */
typedef struct
{
  guint64 n_records;
  guint64 n_seals;
  guint64 n_closed;
  guint64 n_changes;
  GPtrArray *problems;
} QhVerifyReport;

QhVerifyReport *qh_store_verify       (QhStore *self, QhProgress progress, gpointer progress_data,
                                       GCancellable *cancellable, GError **error);
void            qh_verify_report_free (QhVerifyReport *report);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (QhVerifyReport, qh_verify_report_free)

G_END_DECLS
