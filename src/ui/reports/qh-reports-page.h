/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ui/qh-session.h"

G_BEGIN_DECLS

#define QH_TYPE_REPORTS_PAGE (qh_reports_page_get_type ())
G_DECLARE_FINAL_TYPE (QhReportsPage, qh_reports_page, QH, REPORTS_PAGE, GtkWidget)

GtkWidget *qh_reports_page_new         (void);
void       qh_reports_page_set_session (QhReportsPage *self, QhSession *session);
void       qh_reports_page_save        (QhReportsPage *self, const char *path);
void       qh_reports_page_print       (QhReportsPage *self, const char *path);

G_END_DECLS
