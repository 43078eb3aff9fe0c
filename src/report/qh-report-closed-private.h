/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "report/qh-report-closed.h"

G_BEGIN_DECLS

/**
 * QhReportKept:
 * @hidden: whether it was hidden then
 * @known: whether it is known how many records stood behind it
 * @records: (nullable): as of qh_report_kept_list_records(); %NULL where it counted nothing
 *
 * A figure as it was kept.
 */
typedef struct
{
  double value;
  gboolean hidden;
  gboolean known;
  GArray *records;
} QhReportKept;

gboolean    qh_report_kept_read         (JsonObject *figures, const char *key, QhReportKept *kept);
void        qh_report_kept_clear        (QhReportKept *kept);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (QhReportKept, qh_report_kept_clear)
const char *qh_report_kept_get_name     (JsonObject *kept, const char *which, const char *key);
gboolean    qh_report_kept_tells_few    (const QhReportKept *then, const GArray *now, guint least);
gboolean    qh_report_kept_may_tell     (const QhReportKept *kept, guint least);

/* How what is kept of a closed month is written: see qh-report-keep.c. */

const char *qh_report_kept_get_form     (const QhReportBlock *block);
char       *qh_report_kept_make_key     (const QhReportBlock *block, guint line, guint head);
char       *qh_report_kept_digest_line  (const QhReportBlock *block, guint line);
char       *qh_report_kept_digest_head  (const QhReportBlock *block, guint head);
GArray     *qh_report_kept_list_records (const QhReportBlock *block, const QhReportLine *line, guint head);

G_END_DECLS
