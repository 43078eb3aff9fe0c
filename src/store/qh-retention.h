/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/qh-store.h"

G_BEGIN_DECLS

#define QH_MAX_RETENTION_MONTHS 1200

/**
 * QhDueRecord:
 * @from: the day from which its period ran
 *
 * A record whose retention period is over.
 */
typedef struct
{
  guint kind;
  gint64 id;
  QhDay from;
} QhDueRecord;

gboolean qh_retention_has_period (const QhKind *kind);
gboolean qh_retention_may_set    (QhStore *store);
guint    qh_retention_get_months (QhStore *store, const QhKind *kind);
gboolean qh_retention_set_months (QhStore *store, const QhKind *kind, guint months, GError **error);

GArray  *qh_retention_list_due   (QhStore *store, QhDay today, guint limit, GError **error);
gint64   qh_retention_count_due  (QhStore *store, QhDay today, GError **error);
gboolean qh_retention_keep       (QhStore *store, guint kind, gint64 id, QhDay until, const char *reason, GError **error);

G_END_DECLS
