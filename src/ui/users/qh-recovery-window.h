/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define QH_TYPE_RECOVERY_WINDOW (qh_recovery_window_get_type ())
G_DECLARE_FINAL_TYPE (QhRecoveryWindow, qh_recovery_window, QH, RECOVERY_WINDOW, AdwWindow)

QhRecoveryWindow *qh_recovery_window_open (GtkWidget *from, const char *unit, char *words);
void              qh_recovery_window_set_note (QhRecoveryWindow *self, const char *note);
void              qh_recovery_window_save (QhRecoveryWindow *self, GFile *file);

G_END_DECLS
