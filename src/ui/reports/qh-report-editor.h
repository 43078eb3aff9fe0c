/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "store/qh-drafts.h"
#include "ui/reports/qh-report-preview.h"

G_BEGIN_DECLS

#define QH_TYPE_REPORT_EDITOR (qh_report_editor_get_type ())
G_DECLARE_FINAL_TYPE (QhReportEditor, qh_report_editor, QH, REPORT_EDITOR, AdwWindow)

QhReportEditor *qh_report_editor_open     (GtkWidget *from, QhSession *session, const QhReportWish *wish, const QhRecord *form);
void            qh_report_editor_continue (QhReportEditor *self, const QhDraft *draft);

G_END_DECLS
