/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "store/qh-drafts.h"
#include "ui/qh-session.h"

G_BEGIN_DECLS

#define QH_TYPE_CASE_DIALOG (qh_case_dialog_get_type ())
G_DECLARE_FINAL_TYPE (QhCaseDialog, qh_case_dialog, QH, CASE_DIALOG, AdwWindow)

/**
 * QhCaseDialog:
 *
 * A window that opens a new case or edits one: first who it is about, then the
 * case itself. People and case are saved as one change.
 */

GtkWidget *qh_case_dialog_new           (GtkWidget *from, QhSession *session, const QhRecord *case_record);
void       qh_case_dialog_continue      (QhCaseDialog *self, const QhDraft *draft);

G_END_DECLS
