/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/qh-application.h"
#include "app/qh-auto-lock.h"
#include "store/qh-store.h"

G_BEGIN_DECLS

#define QH_TYPE_WINDOW (qh_window_get_type ())
G_DECLARE_FINAL_TYPE (QhWindow, qh_window, QH, WINDOW, AdwApplicationWindow)

QhWindow   *qh_window_new        (QhApplication *application);
void        qh_window_start      (QhWindow *self);
void        qh_window_open_path  (QhWindow *self, const char *path);
void        qh_window_take_store (QhWindow *self, QhStore *store);
QhStore    *qh_window_get_store  (QhWindow *self);
QhSession  *qh_window_get_session (QhWindow *self);
void        qh_window_lock       (QhWindow *self);
void        qh_window_show_page  (QhWindow *self, const char *name);
const char *qh_window_get_page   (QhWindow *self);
GtkWidget  *qh_window_get_page_widget (QhWindow *self);
QhAutoLock *qh_window_get_auto_lock (QhWindow *self);

G_END_DECLS
