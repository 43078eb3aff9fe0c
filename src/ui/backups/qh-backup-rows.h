/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ui/qh-session.h"

G_BEGIN_DECLS

#define QH_TYPE_BACKUP_ROWS (qh_backup_rows_get_type ())
G_DECLARE_FINAL_TYPE (QhBackupRows, qh_backup_rows, QH, BACKUP_ROWS, AdwPreferencesGroup)

void qh_backup_rows_set_session (QhBackupRows *self, QhSession *session);
void qh_backup_rows_reload      (QhBackupRows *self);

G_END_DECLS
