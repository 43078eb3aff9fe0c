/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "report/qh-report-pages.h"
#include "ui/qh-session.h"

G_BEGIN_DECLS

/* In the place of a period: the sheet of a day. */
#define QH_REPORT_DAY_SHEET QH_N_REPORT_PERIODS

/**
 * QhReportWish:
 * @period: a #QhReportPeriod, or %QH_REPORT_DAY_SHEET
 * @day: a day in it
 * @unit: whose, or 0
 * @worker: whose, or 0
 * @identities: whether a day sheet names cases
 * @body: (nullable): a template in JSON, or %NULL for the unit's
 *
 * Which report is to be seen.
 */
typedef struct
{
  guint period;
  QhDay day;
  gint64 unit;
  gint64 worker;
  gboolean identities;
  char *body;
} QhReportWish;

#define QH_TYPE_REPORT_PREVIEW (qh_report_preview_get_type ())
G_DECLARE_FINAL_TYPE (QhReportPreview, qh_report_preview, QH, REPORT_PREVIEW, GtkWidget)

void            qh_report_preview_set_session (QhReportPreview *self, QhSession *session);
void            qh_report_preview_set_width   (QhReportPreview *self, int width);
void            qh_report_preview_show        (QhReportPreview *self, const QhReportWish *wish);
const QhReport *qh_report_preview_get_report  (QhReportPreview *self);

G_END_DECLS
