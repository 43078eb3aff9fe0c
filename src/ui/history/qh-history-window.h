/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ui/qh-session.h"

G_BEGIN_DECLS

#define QH_TYPE_HISTORY_WINDOW (qh_history_window_get_type ())
G_DECLARE_FINAL_TYPE (QhHistoryWindow, qh_history_window, QH, HISTORY_WINDOW, AdwWindow)

/**
 * QhHistoryWindow:
 *
 * What was done to a record, the latest first, and a way back to each version.
 * Emits "restored" when one was put back.
 */

GtkWidget *qh_history_window_new (GtkWidget *from, GtkWidget *toasts, QhSession *session, guint kind, gint64 id);

G_END_DECLS
