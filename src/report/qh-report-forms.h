/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "report/qh-report-template.h"

G_BEGIN_DECLS

/* The definitions of this use are templates of reports. */
#define QH_REPORT_USE "report"

GPtrArray        *qh_report_forms_list (QhStore *store, GError **error);
QhRecord         *qh_report_form_find  (QhStore *store, const char *name, GError **error);
QhReportTemplate *qh_report_form_load  (QhStore *store, const char *name, GError **error);

G_END_DECLS
