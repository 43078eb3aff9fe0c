/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/qh-store.h"

G_BEGIN_DECLS

void       qh_records_list_async  (QhStore *store, guint kind, GCancellable *cancellable,
                                   GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *qh_records_list_finish (GAsyncResult *result, GError **error);

G_END_DECLS
