/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ui/qh-session.h"

G_BEGIN_DECLS

#define QH_TYPE_SETTINGS_BACKUPS (qh_settings_backups_get_type ())
G_DECLARE_FINAL_TYPE (QhSettingsBackups, qh_settings_backups, QH, SETTINGS_BACKUPS, GtkWidget)

void qh_settings_backups_set_session (QhSettingsBackups *self, QhSession *session);

G_END_DECLS
