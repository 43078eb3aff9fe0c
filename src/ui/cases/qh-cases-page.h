/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

typedef struct _QhSession QhSession;

#define QH_TYPE_CASES_PAGE (qh_cases_page_get_type ())
G_DECLARE_FINAL_TYPE (QhCasesPage, qh_cases_page, QH, CASES_PAGE, GtkWidget)

GtkWidget *qh_cases_page_new         (void);
void       qh_cases_page_set_session (QhCasesPage *self, QhSession *session);

G_END_DECLS
