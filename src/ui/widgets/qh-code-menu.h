/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/qh-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define QH_TYPE_CODE_MENU (qh_code_menu_get_type ())
G_DECLARE_FINAL_TYPE (QhCodeMenu, qh_code_menu, QH, CODE_MENU, GtkWidget)

GtkWidget    *qh_code_menu_new         (const char *title, const char *catalogue, gboolean several);
void          qh_code_menu_set_session (QhCodeMenu *self, QhSession *session);
gint64        qh_code_menu_get_code    (QhCodeMenu *self);
void          qh_code_menu_set_code    (QhCodeMenu *self, gint64 code);
const GArray *qh_code_menu_get_codes   (QhCodeMenu *self);
void          qh_code_menu_set_codes   (QhCodeMenu *self, const gint64 *codes, guint n_codes);

G_END_DECLS
