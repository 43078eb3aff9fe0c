/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/qh-store.h"

G_BEGIN_DECLS

typedef struct _QhRelay QhRelay;

QhRelay *qh_relay_new      (QhProgress progress, gpointer progress_data);
void     qh_relay_free     (QhRelay *self);
void     qh_relay_progress (guint64 done, guint64 total, gpointer relay);

G_END_DECLS
