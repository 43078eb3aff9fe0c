/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define QH_TYPE_TARGET_ROW (qh_target_row_get_type ())
G_DECLARE_FINAL_TYPE (QhTargetRow, qh_target_row, QH, TARGET_ROW, AdwActionRow)

void        qh_target_row_propose  (QhTargetRow *self, const char *folder, const char *name);
void        qh_target_row_set_path (QhTargetRow *self, const char *path);
const char *qh_target_row_get_path (QhTargetRow *self);

G_END_DECLS
