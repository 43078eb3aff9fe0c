/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "desk/qh-indicator.h"

G_BEGIN_DECLS

QhDesk *qh_indicator_value_new_desk (QhStore *store, GCancellable *cancellable, GError **error);
char   *qh_indicator_value_say      (const QhIndicator *indicator, GArray *values);

void    qh_indicator_value_async    (QhStore *store, QhDesk *desk, const char *json, GCancellable *cancellable,
                                     GAsyncReadyCallback callback, gpointer user_data);
char   *qh_indicator_value_finish   (GAsyncResult *result, QhDesk **desk, GError **error);

G_END_DECLS
