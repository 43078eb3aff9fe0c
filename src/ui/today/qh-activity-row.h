/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ui/qh-session.h"

G_BEGIN_DECLS

#define QH_TYPE_ACTIVITY_ROW (qh_activity_row_get_type ())
G_DECLARE_FINAL_TYPE (QhActivityRow, qh_activity_row, QH, ACTIVITY_ROW, GtkListBoxRow)

GtkWidget      *qh_activity_row_new          (QhSession *session);
void            qh_activity_row_set_activity (QhActivityRow *self, const QhRecord *activity);
const QhRecord *qh_activity_row_get_activity (QhActivityRow *self);
void            qh_activity_row_set_brief    (QhActivityRow *self, gboolean brief);
void            qh_activity_row_edit         (QhActivityRow *self);
gboolean        qh_activity_row_is_editing   (QhActivityRow *self);
void            qh_activity_row_save         (QhActivityRow *self);

G_END_DECLS
