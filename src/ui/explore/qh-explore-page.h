/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/qh-drafts.h"
#include "ui/qh-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define QH_TYPE_EXPLORE_PAGE (qh_explore_page_get_type ())
G_DECLARE_FINAL_TYPE (QhExplorePage, qh_explore_page, QH, EXPLORE_PAGE, GtkWidget)

GtkWidget *qh_explore_page_new         (void);
void       qh_explore_page_set_session (QhExplorePage *self, QhSession *session);
void       qh_explore_page_put         (QhExplorePage *self, const char *name, const char *shelf);
void       qh_explore_page_open_csv    (QhExplorePage *self, GFile *file);
void       qh_explore_page_choose_unit (QhExplorePage *self, const char *unit);
void       qh_explore_page_continue    (QhExplorePage *self, const QhDraft *draft);

G_END_DECLS
