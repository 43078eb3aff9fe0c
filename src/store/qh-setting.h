/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/qh-store.h"

G_BEGIN_DECLS

#define QH_SETTING_BACKUP_FOLDER "backup-folder"
#define QH_SETTING_BACKUP_LAST "backup-last"
#define QH_SETTING_BACKUP_DAYS "backup-days"
#define QH_SETTING_BACKUP_WEEKS "backup-weeks"
#define QH_SETTING_BACKUP_MONTHS "backup-months"

char    *qh_store_get_setting     (QhStore *self, const char *name);
gint64   qh_store_get_setting_int (QhStore *self, const char *name, gint64 fallback);
gboolean qh_store_set_setting     (QhStore *self, const char *name, const char *value, QhAction action,
                                   const char *detail, GError **error);

G_END_DECLS
