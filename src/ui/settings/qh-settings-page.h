/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

typedef struct _QhSession QhSession;

#define QH_TYPE_SETTINGS_PAGE (qh_settings_page_get_type ())
G_DECLARE_FINAL_TYPE (QhSettingsPage, qh_settings_page, QH, SETTINGS_PAGE, GtkWidget)

GtkWidget *qh_settings_page_new         (void);
void       qh_settings_page_show        (QhSettingsPage *self, const char *section);
void       qh_settings_page_set_session (QhSettingsPage *self, QhSession *session);

G_END_DECLS
