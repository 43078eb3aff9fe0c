/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define QH_TYPE_TIMER (qh_timer_get_type ())
G_DECLARE_FINAL_TYPE (QhTimer, qh_timer, QH, TIMER, GObject)

QhTimer  *qh_timer_new         (GSettings *settings);
gboolean  qh_timer_is_running  (QhTimer *self);
void      qh_timer_start       (QhTimer *self);
int       qh_timer_stop        (QhTimer *self);
int       qh_timer_get_seconds (QhTimer *self);
int       qh_timer_get_start   (QhTimer *self);
char     *qh_timer_dup_text    (QhTimer *self);

G_END_DECLS
