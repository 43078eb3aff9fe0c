/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/qh-session.h"
#include "ui/widgets/qh-notice-bar.h"

G_BEGIN_DECLS

#define QH_TYPE_BACKUP_NOTICE (qh_backup_notice_get_type ())
G_DECLARE_FINAL_TYPE (QhBackupNotice, qh_backup_notice, QH, BACKUP_NOTICE, GObject)

QhBackupNotice *qh_backup_notice_new         (QhNoticeBar *bar);
void            qh_backup_notice_set_session (QhBackupNotice *self, QhSession *session);

G_END_DECLS
