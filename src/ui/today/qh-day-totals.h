/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ui/qh-session.h"

G_BEGIN_DECLS

#define QH_TYPE_DAY_TOTALS (qh_day_totals_get_type ())
G_DECLARE_FINAL_TYPE (QhDayTotals, qh_day_totals, QH, DAY_TOTALS, GtkWidget)

void qh_day_totals_show (QhDayTotals *self, QhSession *session, GPtrArray *activities);

G_END_DECLS
