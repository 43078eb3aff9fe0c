/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "frame/qh-frame.h"

G_BEGIN_DECLS

QhFrame  *qh_variables_load   (QhStore *store, const char *json, QhProgress progress, gpointer progress_data,
                               GCancellable *cancellable, GError **error);
const char *qh_variables_get_unit (guint i, guint *kind);
gboolean  qh_variables_add    (QhFrame *frame, const char *json, GError **error);

G_END_DECLS
