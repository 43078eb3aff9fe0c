/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ui/qh-session.h"

G_BEGIN_DECLS

#define QH_TYPE_CASE_MEMBERS (qh_case_members_get_type ())
G_DECLARE_FINAL_TYPE (QhCaseMembers, qh_case_members, QH, CASE_MEMBERS, GtkWidget)

/**
 * QhCaseMembers:
 *
 * The people of a case with their roles in it, while the case is edited: some
 * are stored already, some are to be registered with it.
 */

GtkWidget      *qh_case_members_new        (QhSession *session);
void            qh_case_members_set_rows   (QhCaseMembers *self, const QhRows *rows);
void            qh_case_members_fill_rows  (QhCaseMembers *self, const QhRows *rows);
QhRows         *qh_case_members_dup_rows   (QhCaseMembers *self);
void            qh_case_members_add        (QhCaseMembers *self, gint64 person);
void            qh_case_members_put        (QhCaseMembers *self, const QhRecord *person);
const QhRecord *qh_case_members_get_record (QhCaseMembers *self, gint64 person);
void            qh_case_members_add_changes (QhCaseMembers *self, QhChange *change);
gboolean        qh_case_members_is_changed (QhCaseMembers *self);
guint           qh_case_members_get_n      (QhCaseMembers *self);

G_END_DECLS
