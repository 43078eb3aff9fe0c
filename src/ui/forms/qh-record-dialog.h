/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "store/qh-drafts.h"
#include "ui/forms/qh-record-form.h"

G_BEGIN_DECLS

#define QH_TYPE_RECORD_DIALOG (qh_record_dialog_get_type ())
G_DECLARE_FINAL_TYPE (QhRecordDialog, qh_record_dialog, QH, RECORD_DIALOG, AdwWindow)

/**
 * QhRecordDialog:
 *
 * A window with the form of one record that saves it. What is refused stays as
 * it was typed, with the reason at its field.
 */

GtkWidget    *qh_record_dialog_new      (GtkWidget *from, QhSession *session, const char *title, const QhRecord *record,
                                         const QhFormSection *sections, guint n_sections);
QhRecordForm *qh_record_dialog_get_form (QhRecordDialog *self);
void          qh_record_dialog_continue (QhRecordDialog *self, const QhDraft *draft);

G_END_DECLS
