/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "report/qh-report.h"

G_BEGIN_DECLS

QhReport *qh_day_sheet_new (QhStore *store, const QhReportTemplate *template, QhDay day, gint64 worker,
                            gboolean identities, GError **error);

G_END_DECLS
