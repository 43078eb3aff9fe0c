/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ui/qh-session.h"

G_BEGIN_DECLS

#define QH_TYPE_DAY_STATE (qh_day_state_get_type ())
G_DECLARE_FINAL_TYPE (QhDayState, qh_day_state, QH, DAY_STATE, GtkBox)

void qh_day_state_show     (QhDayState *self, QhSession *session, QhDay day);
void qh_day_state_activate (QhDayState *self);

G_END_DECLS
