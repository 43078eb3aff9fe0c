/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ui/qh-session.h"

G_BEGIN_DECLS

#define QH_TYPE_SETTINGS_RETENTION (qh_settings_retention_get_type ())
G_DECLARE_FINAL_TYPE (QhSettingsRetention, qh_settings_retention, QH, SETTINGS_RETENTION, GtkWidget)

void qh_settings_retention_set_session (QhSettingsRetention *self, QhSession *session);

G_END_DECLS
