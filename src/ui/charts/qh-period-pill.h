/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "board/qh-period.h"

G_BEGIN_DECLS

#define QH_TYPE_PERIOD_PILL (qh_period_pill_get_type ())
G_DECLARE_FINAL_TYPE (QhPeriodPill, qh_period_pill, QH, PERIOD_PILL, GtkWidget)

GtkWidget *qh_period_pill_new        (void);
void       qh_period_pill_set_period (QhPeriodPill *self, QhPeriod period);
QhPeriod   qh_period_pill_get_period (QhPeriodPill *self);

G_END_DECLS
