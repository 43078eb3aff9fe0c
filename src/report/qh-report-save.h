/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "report/qh-report.h"

G_BEGIN_DECLS

gboolean    qh_report_check_path   (const char *path, GError **error);
const char *qh_report_get_ending   (const char *path);
char       *qh_report_to_csv       (const QhReport *report);
gboolean    qh_report_save         (const QhReport *report, const char *path, guint *n_pages,
                                    GCancellable *cancellable, GError **error);
char       *qh_report_dup_detail   (const QhReport *report, const char *how);
gboolean    qh_report_log          (const QhReport *report, QhStore *store, const char *how, GError **error);

G_END_DECLS
