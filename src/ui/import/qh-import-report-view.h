/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "exchange/qh-importer.h"

G_BEGIN_DECLS

#define QH_TYPE_IMPORT_REPORT_VIEW (qh_import_report_view_get_type ())
G_DECLARE_FINAL_TYPE (QhImportReportView, qh_import_report_view, QH, IMPORT_REPORT_VIEW, GtkWidget)

void        qh_import_report_view_set_importer (QhImportReportView *self, QhImporter *importer);
const char *qh_import_report_view_get_headline (QhImportReportView *self);
void        qh_import_report_view_save_skips   (QhImportReportView *self, GFile *file);

G_END_DECLS
