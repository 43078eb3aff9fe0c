/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/qh-store.h"

G_BEGIN_DECLS

#define QH_TYPE_AUTO_BACKUP (qh_auto_backup_get_type ())
G_DECLARE_FINAL_TYPE (QhAutoBackup, qh_auto_backup, QH, AUTO_BACKUP, GObject)

QhAutoBackup *qh_auto_backup_new  (QhStore *store);
void          qh_auto_backup_catch_up (QhAutoBackup *self);
void          qh_auto_backup_stop (QhAutoBackup *self);

G_END_DECLS
