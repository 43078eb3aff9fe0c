/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ui/qh-session.h"

G_BEGIN_DECLS

#define QH_TYPE_RESTORE_WINDOW (qh_restore_window_get_type ())
G_DECLARE_FINAL_TYPE (QhRestoreWindow, qh_restore_window, QH, RESTORE_WINDOW, AdwWindow)

QhRestoreWindow *qh_restore_window_open (GtkWidget *from, QhSession *session, const char *backup, const char *present);

G_END_DECLS
