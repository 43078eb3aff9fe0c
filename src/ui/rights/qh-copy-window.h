/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ui/qh-session.h"

G_BEGIN_DECLS

#define QH_TYPE_COPY_WINDOW (qh_copy_window_get_type ())
G_DECLARE_FINAL_TYPE (QhCopyWindow, qh_copy_window, QH, COPY_WINDOW, AdwWindow)

/**
 * QhCopyWindow:
 *
 * Saves or prints a copy of all that is held on a person, or in a case.
 */

GtkWidget *qh_copy_window_new      (GtkWidget *from, QhSession *session, const QhRecord *record);
void       qh_copy_window_save_to  (QhCopyWindow *self, GFile *file);
void       qh_copy_window_print_to (QhCopyWindow *self, const char *path);

G_END_DECLS
