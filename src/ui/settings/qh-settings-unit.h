/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ui/qh-session.h"

G_BEGIN_DECLS

#define QH_TYPE_SETTINGS_UNIT (qh_settings_unit_get_type ())
G_DECLARE_FINAL_TYPE (QhSettingsUnit, qh_settings_unit, QH, SETTINGS_UNIT, GtkWidget)

void qh_settings_unit_set_session (QhSettingsUnit *self, QhSession *session);

G_END_DECLS
