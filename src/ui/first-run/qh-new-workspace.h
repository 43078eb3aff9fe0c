/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define QH_TYPE_NEW_WORKSPACE (qh_new_workspace_get_type ())
G_DECLARE_FINAL_TYPE (QhNewWorkspace, qh_new_workspace, QH, NEW_WORKSPACE, GtkWidget)

void qh_new_workspace_reset    (QhNewWorkspace *self);
void qh_new_workspace_set_path (QhNewWorkspace *self, const char *path);

G_END_DECLS
