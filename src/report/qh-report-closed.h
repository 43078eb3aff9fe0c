/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "report/qh-report.h"

G_BEGIN_DECLS

char    *qh_report_keep_figures   (const QhReport *self, QhLanguage language);
gboolean qh_report_compare_closed (QhReport *self, QhStore *store, gint64 unit, GError **error);

G_END_DECLS
