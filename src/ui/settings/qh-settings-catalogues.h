/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ui/qh-session.h"

G_BEGIN_DECLS

#define QH_TYPE_SETTINGS_CATALOGUES (qh_settings_catalogues_get_type ())
G_DECLARE_FINAL_TYPE (QhSettingsCatalogues, qh_settings_catalogues, QH, SETTINGS_CATALOGUES, GtkWidget)

void qh_settings_catalogues_set_session (QhSettingsCatalogues *self, QhSession *session);

G_END_DECLS
