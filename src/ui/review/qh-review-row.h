/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "store/qh-review-days.h"
#include "ui/qh-session.h"

G_BEGIN_DECLS

GtkWidget *qh_review_row_new (QhSession *session, const QhReviewDay *day, gint64 seen);
void       qh_review_row_toggle (gpointer widget);
gboolean   qh_review_row_press (gpointer row, guint keyval);
char      *qh_review_row_describe (QhSession *session, const QhRecord *activity);

G_END_DECLS
