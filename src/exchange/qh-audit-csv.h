/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "store/qh-log-read.h"

G_BEGIN_DECLS

#define QH_AUDIT_N_COLUMNS 7

char   **qh_audit_dup_row   (QhStore *store, const QhLogChange *change, gboolean words);
gboolean qh_audit_csv_write (QhStore *store, const QhLogFilter *filter, GFile *file, guint64 *n_rows,
                             GCancellable *cancellable, GError **error);

G_END_DECLS
