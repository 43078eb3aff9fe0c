/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define QH_TYPE_FORGOT_WINDOW (qh_forgot_window_get_type ())
G_DECLARE_FINAL_TYPE (QhForgotWindow, qh_forgot_window, QH, FORGOT_WINDOW, AdwWindow)

QhForgotWindow *qh_forgot_window_open (GtkWidget *from, const char *path, const char *const *users, guint selected);

G_END_DECLS
