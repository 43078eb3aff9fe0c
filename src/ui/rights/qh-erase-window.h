/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ui/qh-session.h"

G_BEGIN_DECLS

#define QH_TYPE_ERASE_WINDOW (qh_erase_window_get_type ())
G_DECLARE_FINAL_TYPE (QhEraseWindow, qh_erase_window, QH, ERASE_WINDOW, AdwWindow)

/**
 * QhEraseWindow:
 *
 * Erases a record for good, once it was read what goes, a reason was given and a
 * word was typed. Emits "erased" when it is done.
 */

GtkWidget *qh_erase_window_new (GtkWidget *from, GtkWidget *toasts, QhSession *session, const QhRecord *record);

G_END_DECLS
