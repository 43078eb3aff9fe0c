/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define QH_TYPE_RUNNING_ROW (qh_running_row_get_type ())
G_DECLARE_FINAL_TYPE (QhRunningRow, qh_running_row, QH, RUNNING_ROW, GtkListBoxRow)

GtkWidget *qh_running_row_new  (void);
void       qh_running_row_show (QhRunningRow *self, int start, const char *title, const char *subtitle, const char *clock);
int        qh_running_row_get_start (QhRunningRow *self);

G_END_DECLS
