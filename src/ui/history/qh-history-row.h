/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ui/history/qh-history-item.h"

G_BEGIN_DECLS

#define QH_TYPE_HISTORY_ROW (qh_history_row_get_type ())
G_DECLARE_FINAL_TYPE (QhHistoryRow, qh_history_row, QH, HISTORY_ROW, GtkWidget)

/**
 * QhHistoryRow:
 *
 * Shows a version. Emits "restore" when it is to be put back.
 */

GtkWidget     *qh_history_row_new      (void);
void           qh_history_row_set_item (QhHistoryRow *self, QhHistoryItem *item);
QhHistoryItem *qh_history_row_get_item (QhHistoryRow *self);

G_END_DECLS
