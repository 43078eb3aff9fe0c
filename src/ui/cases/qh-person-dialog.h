/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "store/qh-drafts.h"
#include "ui/qh-session.h"

G_BEGIN_DECLS

#define QH_TYPE_PERSON_DIALOG (qh_person_dialog_get_type ())
G_DECLARE_FINAL_TYPE (QhPersonDialog, qh_person_dialog, QH, PERSON_DIALOG, AdwWindow)

/**
 * QhPersonDialog:
 *
 * A window with somebody's form, in a case or in none: to read, correct, copy and
 * erase what is held on them. It names the cases in which they are.
 */

GtkWidget *qh_person_dialog_new      (GtkWidget *from, QhSession *session, const QhRecord *person);
void       qh_person_dialog_open     (GtkWidget *from, QhSession *session, gint64 person);
void       qh_person_dialog_continue (QhPersonDialog *self, const QhDraft *draft);

G_END_DECLS
