/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ui/qh-session.h"

G_BEGIN_DECLS

#define QH_TYPE_CONDITION_MENU (qh_condition_menu_get_type ())
G_DECLARE_FINAL_TYPE (QhConditionMenu, qh_condition_menu, QH, CONDITION_MENU, GtkWidget)

gboolean    qh_condition_menu_fits (const QhField *field);
GtkWidget  *qh_condition_menu_new  (QhSession *session, const QhField *field, const char *value);
const char *qh_condition_menu_get  (QhConditionMenu *self);

G_END_DECLS
