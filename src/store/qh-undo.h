/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/qh-log-read.h"

G_BEGIN_DECLS

QhLogChange *qh_store_find_undo (QhStore *self, GError **error);
QhLogChange *qh_store_find_redo (QhStore *self, GError **error);
gboolean     qh_store_take_back (QhStore *self, gint64 sequence, const char *reason, QhProgress progress, gpointer progress_data,
                                 GCancellable *cancellable, GError **error);

G_END_DECLS
