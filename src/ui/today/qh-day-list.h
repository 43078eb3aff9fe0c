/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ui/qh-session.h"

G_BEGIN_DECLS

#define QH_TYPE_DAY_LIST (qh_day_list_get_type ())
G_DECLARE_FINAL_TYPE (QhDayList, qh_day_list, QH, DAY_LIST, GtkWidget)

void qh_day_list_set_session    (QhDayList *self, QhSession *session);
void qh_day_list_set_activities (QhDayList *self, GPtrArray *activities, gboolean today);
void qh_day_list_set_brief      (QhDayList *self, gboolean brief);
void qh_day_list_set_running    (QhDayList *self, int start, const char *title, const char *subtitle, const char *clock);

G_END_DECLS
