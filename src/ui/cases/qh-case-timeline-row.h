/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ui/qh-session.h"

G_BEGIN_DECLS

#define QH_TYPE_CASE_TIMELINE_ROW (qh_case_timeline_row_get_type ())
G_DECLARE_FINAL_TYPE (QhCaseTimelineRow, qh_case_timeline_row, QH, CASE_TIMELINE_ROW, GtkListBoxRow)

/**
 * QhCaseTimelineRow:
 *
 * One thing that was done: when, what, how it came out, and its note.
 */

GtkWidget      *qh_case_timeline_row_new        (QhSession *session, const QhRecord *record);
const QhRecord *qh_case_timeline_row_get_record (QhCaseTimelineRow *self);

QhDay           qh_case_record_get_day          (const QhRecord *record);
int             qh_case_record_get_minute       (const QhRecord *record);

G_END_DECLS
