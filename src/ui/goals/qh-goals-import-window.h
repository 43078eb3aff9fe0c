/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "desk/qh-goals-table.h"
#include "ui/qh-session.h"

G_BEGIN_DECLS

#define QH_TYPE_GOALS_IMPORT_WINDOW (qh_goals_import_window_get_type ())
G_DECLARE_FINAL_TYPE (QhGoalsImportWindow, qh_goals_import_window, QH, GOALS_IMPORT_WINDOW, AdwWindow)

GtkWidget *qh_goals_import_window_new (GtkWidget *from, QhSession *session, const char *file_name, QhGoalsImport *import);

G_END_DECLS
