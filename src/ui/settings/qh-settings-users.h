/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ui/qh-session.h"

G_BEGIN_DECLS

#define QH_TYPE_SETTINGS_USERS (qh_settings_users_get_type ())
G_DECLARE_FINAL_TYPE (QhSettingsUsers, qh_settings_users, QH, SETTINGS_USERS, GtkWidget)

void qh_settings_users_set_session (QhSettingsUsers *self, QhSession *session);

G_END_DECLS
