/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/qh-store.h"

G_BEGIN_DECLS

/* The passphrase of every practice workspace; public. */
#define QH_DEMO_PASSPHRASE "practica"

void     qh_demo_start (QhNewStore *start);
gboolean qh_demo_fill  (QhStore *store, guint64 n_activities, guint32 seed, QhDay until,
                        QhProgress progress, gpointer progress_data, GCancellable *cancellable, GError **error);

G_END_DECLS
