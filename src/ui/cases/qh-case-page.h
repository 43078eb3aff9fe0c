/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ui/qh-session.h"

G_BEGIN_DECLS

#define QH_TYPE_CASE_PAGE (qh_case_page_get_type ())
G_DECLARE_FINAL_TYPE (QhCasePage, qh_case_page, QH, CASE_PAGE, GtkWidget)

/**
 * QhCasePage:
 *
 * One case: who it is, what was done, what is to be done. Emits "back".
 */

gboolean qh_case_page_open  (QhCasePage *self, QhSession *session, gint64 id);
void     qh_case_page_close (QhCasePage *self);
void       qh_case_page_set_trail (QhCasePage *self, const char *const *trail);
gint64   qh_case_page_get_id (QhCasePage *self);

G_END_DECLS
