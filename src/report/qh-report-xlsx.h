/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "report/qh-report.h"

G_BEGIN_DECLS

gboolean qh_report_save_xlsx (const QhReport *report, const char *path, GError **error);

G_END_DECLS
