/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/forms/qh-record-form.h"

G_BEGIN_DECLS

#define QH_TYPE_PERSON_FORM (qh_person_form_get_type ())
G_DECLARE_FINAL_TYPE (QhPersonForm, qh_person_form, QH, PERSON_FORM, GtkWidget)

/**
 * QhPersonForm:
 *
 * The form of a person. A sound CURP fills sex, birth date and state of birth;
 * people already there who are likely the same are shown as one types.
 */

GtkWidget    *qh_person_form_new      (QhSession *session, const QhRecord *person);
QhRecordForm *qh_person_form_get_form (QhPersonForm *self);
void          qh_person_split_name    (QhRecord *person, const char *name);

G_END_DECLS
