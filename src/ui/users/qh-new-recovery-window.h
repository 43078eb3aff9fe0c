/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "store/qh-store.h"

G_BEGIN_DECLS

#define QH_TYPE_NEW_RECOVERY_WINDOW (qh_new_recovery_window_get_type ())
G_DECLARE_FINAL_TYPE (QhNewRecoveryWindow, qh_new_recovery_window, QH, NEW_RECOVERY_WINDOW, AdwWindow)

QhNewRecoveryWindow *qh_new_recovery_window_open (GtkWidget *from, QhStore *store);

G_END_DECLS
