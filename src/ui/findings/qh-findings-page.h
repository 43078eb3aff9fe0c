/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ui/qh-session.h"

G_BEGIN_DECLS

#define QH_TYPE_FINDINGS_PAGE (qh_findings_page_get_type ())
G_DECLARE_FINAL_TYPE (QhFindingsPage, qh_findings_page, QH, FINDINGS_PAGE, GtkWidget)

GtkWidget *qh_findings_page_new         (void);
void       qh_findings_page_set_session (QhFindingsPage *self, QhSession *session);

G_END_DECLS
