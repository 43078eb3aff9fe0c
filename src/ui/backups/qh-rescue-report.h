/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ui/backups/qh-rescue.h"

G_BEGIN_DECLS

#define QH_TYPE_RESCUE_REPORT (qh_rescue_report_get_type ())
G_DECLARE_FINAL_TYPE (QhRescueReport, qh_rescue_report, QH, RESCUE_REPORT, GtkBox)

void qh_rescue_report_show (QhRescueReport *self, const QhRescue *rescue);

G_END_DECLS
