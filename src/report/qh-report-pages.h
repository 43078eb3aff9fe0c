/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>

#include "report/qh-report.h"

G_BEGIN_DECLS

#define QH_REPORT_MARGIN 40.0 /* in points */

/**
 * QhReportPages:
 *
 * A report laid out on pages of one size, to be drawn on a screen, a printer or
 * a PDF. It keeps nothing of the report. Used by one thread at a time.
 */
typedef struct _QhReportPages QhReportPages;

QhReportPages *qh_report_pages_new      (const QhReport *report, double width, double height);
void           qh_report_pages_free     (QhReportPages *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (QhReportPages, qh_report_pages_free)

guint          qh_report_pages_get_n    (const QhReportPages *self);
void           qh_report_pages_draw     (const QhReportPages *self, cairo_t *cr, guint page);
char          *qh_report_pages_dup_text (const QhReportPages *self, guint page);

void           qh_report_get_paper      (const QhReport *report, double *width, double *height);
GBytes        *qh_report_to_pdf         (const QhReport *report, guint *n_pages, GCancellable *cancellable, GError **error);

G_END_DECLS
