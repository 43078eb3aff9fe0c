/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/charts/qh-rows-drawer.h"

G_BEGIN_DECLS

void qh_rows_export_start (QhRowsDrawer *drawer, QhSession *session, QhBoard *board, GFile *file, gboolean byte_order_mark,
                           GCancellable *cancellable);

G_END_DECLS
