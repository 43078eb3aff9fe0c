/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ui/qh-session.h"

G_BEGIN_DECLS

#define QH_TYPE_CALENDAR_WINDOW (qh_calendar_window_get_type ())
G_DECLARE_FINAL_TYPE (QhCalendarWindow, qh_calendar_window, QH, CALENDAR_WINDOW, AdwWindow)

GtkWidget *qh_calendar_window_new (GtkWidget *from, QhSession *session, gint64 worker);

G_END_DECLS
