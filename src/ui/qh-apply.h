/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "store/qh-store.h"

G_BEGIN_DECLS

void     qh_apply_async (GtkWidget *from, QhStore *store, QhChange *change, GCancellable *cancellable,
                         GAsyncReadyCallback callback, gpointer user_data);
gboolean qh_apply_is_signed (GtkWidget *from, const GError *error);

G_END_DECLS
