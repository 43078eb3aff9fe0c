/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/qh-store.h"

G_BEGIN_DECLS

/* What a scan gives for a field without a value, and for one that is missing
 * for a reason. */
#define QH_SCAN_NONE G_MININT64
#define QH_SCAN_MISSING(reason) (G_MININT64 + (reason))
#define QH_SCAN_IS_EMPTY(value) ((value) <= G_MININT64 + QH_N_MISSING)

/**
 * QhReading:
 *
 * A connection of its own that sees the workspace as it was when it began,
 * whatever is written meanwhile. For one thread.
 */
typedef struct _QhReading QhReading;

/**
 * QhScan:
 *
 * Steps through the rows of a table as whole numbers. Identifiers and
 * narratives cannot be scanned.
 */
typedef struct _QhScan QhScan;

QhReading *qh_reading_new       (QhStore *store, GError **error);
void       qh_reading_free      (QhReading *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (QhReading, qh_reading_free)
gint64     qh_reading_count     (QhReading *self, const QhKind *kind);

QhScan    *qh_reading_scan      (QhReading *self, const QhKind *kind, const QhField *const *fields, guint n_fields, GError **error);
QhScan    *qh_reading_scan_list (QhReading *self, const QhKind *kind, const QhField *field, GError **error);
QhScan    *qh_reading_scan_own  (QhReading *self, const QhField *field, GError **error);
gboolean   qh_scan_next         (QhScan *self, gint64 *values);
gboolean   qh_scan_finish       (QhScan *self, GError **error);

double     qh_scan_to_real      (gint64 value);
gint64     qh_scan_from_real    (double real);

G_END_DECLS
