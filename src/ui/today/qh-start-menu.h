/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define QH_TYPE_START_MENU (qh_start_menu_get_type ())
G_DECLARE_FINAL_TYPE (QhStartMenu, qh_start_menu, QH, START_MENU, GtkWidget)

#define QH_NO_START -1

GtkWidget *qh_start_menu_new         (void);
void       qh_start_menu_reset       (QhStartMenu *self);
void       qh_start_menu_set_now     (QhStartMenu *self, gboolean now);
void       qh_start_menu_set_minutes (QhStartMenu *self, int minutes);
void       qh_start_menu_set_start   (QhStartMenu *self, int minute);
int        qh_start_menu_get_start   (QhStartMenu *self);

G_END_DECLS
