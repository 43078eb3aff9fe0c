/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ui/qh-session.h"

G_BEGIN_DECLS

#define QH_TYPE_AUTO_LOCK (qh_auto_lock_get_type ())
G_DECLARE_FINAL_TYPE (QhAutoLock, qh_auto_lock, QH, AUTO_LOCK, GObject)

/**
 * QhAutoLock:
 *
 * Says when the open workspace is to be locked without being asked: nobody has
 * touched the window for a while, the screen is locked, the computer goes to
 * sleep. Emits "lock" then.
 */

QhAutoLock *qh_auto_lock_new         (void);
void        qh_auto_lock_watch       (QhAutoLock *self, GtkWidget *toplevel);
void        qh_auto_lock_set_session (QhAutoLock *self, QhSession *session);
void        qh_auto_lock_set_seconds (QhAutoLock *self, guint seconds);
void        qh_auto_lock_use_desktop (QhAutoLock *self, GDBusConnection *bus);
void        qh_auto_lock_use_system  (QhAutoLock *self, GDBusConnection *bus);
void        qh_auto_lock_use_buses   (QhAutoLock *self);

G_END_DECLS
