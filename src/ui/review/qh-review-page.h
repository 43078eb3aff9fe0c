/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ui/qh-session.h"

G_BEGIN_DECLS

#define QH_TYPE_REVIEW_PAGE (qh_review_page_get_type ())
G_DECLARE_FINAL_TYPE (QhReviewPage, qh_review_page, QH, REVIEW_PAGE, GtkWidget)

GtkWidget *qh_review_page_new         (void);
void       qh_review_page_set_session (QhReviewPage *self, QhSession *session);

G_END_DECLS
