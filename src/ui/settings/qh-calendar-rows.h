/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "desk/qh-calendar.h"
#include "ui/qh-session.h"

G_BEGIN_DECLS

char      *qh_calendar_say_span  (const QhRecord *record);
char      *qh_calendar_say_month (QhCalendar *calendar, gint64 worker, QhDay day);
GtkWidget *qh_calendar_row_new   (QhSession *session, QhCalendar *calendar, const QhRecord *record, QhDay today);

G_END_DECLS
