/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ui/qh-session.h"

G_BEGIN_DECLS

#define QH_TYPE_SETTINGS_FIELDS (qh_settings_fields_get_type ())
G_DECLARE_FINAL_TYPE (QhSettingsFields, qh_settings_fields, QH, SETTINGS_FIELDS, GtkWidget)

void qh_settings_fields_set_session (QhSettingsFields *self, QhSession *session);

G_END_DECLS
