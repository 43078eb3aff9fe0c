/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ui/qh-session.h"

G_BEGIN_DECLS

#define QH_TYPE_SETTINGS_COMPUTER (qh_settings_computer_get_type ())
G_DECLARE_FINAL_TYPE (QhSettingsComputer, qh_settings_computer, QH, SETTINGS_COMPUTER, GtkWidget)

void qh_settings_computer_set_session (QhSettingsComputer *self, QhSession *session);

G_END_DECLS
