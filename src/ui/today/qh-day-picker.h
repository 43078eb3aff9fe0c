/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "domain/qh-day.h"

G_BEGIN_DECLS

#define QH_TYPE_DAY_PICKER (qh_day_picker_get_type ())
G_DECLARE_FINAL_TYPE (QhDayPicker, qh_day_picker, QH, DAY_PICKER, GtkWidget)

void qh_day_picker_show      (QhDayPicker *self, QhDay day, QhDay latest, const char *subtitle);
void qh_day_picker_popup     (QhDayPicker *self);

G_END_DECLS
