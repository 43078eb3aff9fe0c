/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ui/qh-session.h"

G_BEGIN_DECLS

#define QH_TYPE_PENDING_LIST (qh_pending_list_get_type ())
G_DECLARE_FINAL_TYPE (QhPendingList, qh_pending_list, QH, PENDING_LIST, GtkWidget)

void  qh_pending_list_show    (QhPendingList *self, QhSession *session);
char *qh_pending_describe_due (QhDay due, QhDay today);

G_END_DECLS
