/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "store/qh-drafts.h"
#include "ui/qh-session.h"

G_BEGIN_DECLS

#define QH_TYPE_GOALS_PAGE (qh_goals_page_get_type ())
G_DECLARE_FINAL_TYPE (QhGoalsPage, qh_goals_page, QH, GOALS_PAGE, GtkWidget)

GtkWidget *qh_goals_page_new         (void);
void       qh_goals_page_set_session (QhGoalsPage *self, QhSession *session);
void       qh_goals_page_continue    (QhGoalsPage *self, const QhDraft *draft);

G_END_DECLS
