/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "board/qh-board.h"

G_BEGIN_DECLS

typedef struct _QhSession QhSession;

#define QH_TYPE_ROWS_DRAWER (qh_rows_drawer_get_type ())
G_DECLARE_FINAL_TYPE (QhRowsDrawer, qh_rows_drawer, QH, ROWS_DRAWER, GtkWidget)

void        qh_rows_drawer_set_board    (QhRowsDrawer *self, QhSession *session, QhBoard *board);
void        qh_rows_drawer_refresh      (QhRowsDrawer *self, const char *words);
void        qh_rows_drawer_set_open     (QhRowsDrawer *self, gboolean open);
gboolean    qh_rows_drawer_get_open     (QhRowsDrawer *self);
GListModel *qh_rows_drawer_get_rows     (QhRowsDrawer *self);
gboolean    qh_rows_drawer_is_busy      (QhRowsDrawer *self);
void        qh_rows_drawer_show_progress (QhRowsDrawer *self, double share);
gboolean qh_rows_drawer_focus (QhRowsDrawer *self);

G_END_DECLS
