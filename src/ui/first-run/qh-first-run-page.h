/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define QH_TYPE_FIRST_RUN_PAGE (qh_first_run_page_get_type ())
G_DECLARE_FINAL_TYPE (QhFirstRunPage, qh_first_run_page, QH, FIRST_RUN_PAGE, GtkWidget)

void qh_first_run_page_show_welcome   (QhFirstRunPage *self);
void qh_first_run_page_show_new       (QhFirstRunPage *self);
void qh_first_run_page_choose_file    (QhFirstRunPage *self);
void qh_first_run_page_open_practice  (QhFirstRunPage *self);

G_END_DECLS
