/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ui/qh-session.h"
#include "ui/widgets/qh-write.h"

G_BEGIN_DECLS

#define QH_TYPE_CASE_FILE (qh_case_file_get_type ())
G_DECLARE_FINAL_TYPE (QhCaseFile, qh_case_file, QH, CASE_FILE, GObject)

/**
 * QhCaseFile:
 *
 * One case with what belongs to it, read again whenever it changes. Emits
 * "changed" then.
 */

QhCaseFile     *qh_case_file_new            (QhSession *session, gint64 id);
QhSession      *qh_case_file_get_session    (QhCaseFile *self);
gint64          qh_case_file_get_id         (QhCaseFile *self);
const QhRecord *qh_case_file_get_record     (QhCaseFile *self);
GPtrArray      *qh_case_file_get_activities (QhCaseFile *self);
GPtrArray      *qh_case_file_get_consultations (QhCaseFile *self);
GPtrArray      *qh_case_file_get_referrals  (QhCaseFile *self);
GPtrArray      *qh_case_file_get_items      (QhCaseFile *self);
const QhRecord *qh_case_file_get_person     (QhCaseFile *self, gint64 id);

void            qh_case_file_put            (QhCaseFile *self, GtkWidget *from, QhRecord *record, const char *words);
void            qh_case_file_delete         (QhCaseFile *self, GtkWidget *from, const QhRecord *record, const char *words);

G_END_DECLS
