/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "store/qh-drafts.h"

G_BEGIN_DECLS

typedef struct _QhSession QhSession;

#define QH_TYPE_TODAY_PAGE (qh_today_page_get_type ())
G_DECLARE_FINAL_TYPE (QhTodayPage, qh_today_page, QH, TODAY_PAGE, GtkWidget)

GtkWidget *qh_today_page_new         (void);
void       qh_today_page_set_session (QhTodayPage *self, QhSession *session);
void       qh_today_page_continue    (QhTodayPage *self, const QhDraft *draft);

G_END_DECLS
