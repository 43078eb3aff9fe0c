/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/qh-store.h"

G_BEGIN_DECLS

char    *qh_practice_get_path    (void);
void     qh_practice_open_async  (const char *path, QhProgress progress, gpointer progress_data, GCancellable *cancellable,
                                  GAsyncReadyCallback callback, gpointer user_data);
QhStore *qh_practice_open_finish (GAsyncResult *result, GError **error);

G_END_DECLS
