/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

typedef struct _QhSession QhSession;

#define QH_TYPE_CHARTS_PAGE (qh_charts_page_get_type ())
G_DECLARE_FINAL_TYPE (QhChartsPage, qh_charts_page, QH, CHARTS_PAGE, GtkWidget)

GtkWidget *qh_charts_page_new         (void);
void       qh_charts_page_set_session (QhChartsPage *self, QhSession *session);

G_END_DECLS
