/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ui/qh-session.h"

G_BEGIN_DECLS

#define QH_TYPE_SETTINGS_AUDIT (qh_settings_audit_get_type ())
G_DECLARE_FINAL_TYPE (QhSettingsAudit, qh_settings_audit, QH, SETTINGS_AUDIT, GtkWidget)

/**
 * QhSettingsAudit:
 *
 * The log of the workspace, for administrators: who did what and when.
 */

void qh_settings_audit_set_session (QhSettingsAudit *self, QhSession *session);
void qh_settings_audit_save        (QhSettingsAudit *self, GFile *file);

G_END_DECLS
