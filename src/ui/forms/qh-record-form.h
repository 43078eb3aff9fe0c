/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ui/qh-session.h"

G_BEGIN_DECLS

#define QH_TYPE_RECORD_FORM (qh_record_form_get_type ())
G_DECLARE_FINAL_TYPE (QhRecordForm, qh_record_form, QH, RECORD_FORM, GtkWidget)

/**
 * QhFormSection:
 * @title: (nullable): translated; %NULL for a section without a title
 * @fields: (nullable) (array zero-terminated): names of fields; %NULL for all
 *   that no other section names, the unit's own fields included
 *
 * A group of fields of a form.
 */
typedef struct
{
  const char *title;
  const char *const *fields;
} QhFormSection;

/**
 * QhRecordForm:
 *
 * A form made from the dictionary for a record of any kind. It edits its own
 * copy. Each field is checked as it is left, and again as it is typed once it
 * was wrong; the message stands below the field.
 */

GtkWidget      *qh_record_form_new          (QhSession *session, const QhRecord *record);
GtkWidget      *qh_record_form_new_sections (QhSession *session, const QhRecord *record,
                                             const QhFormSection *sections, guint n_sections);

const QhRecord *qh_record_form_get_record   (QhRecordForm *self);
gboolean        qh_record_form_check        (QhRecordForm *self, GError **error);
gboolean        qh_record_form_is_changed   (QhRecordForm *self);

void            qh_record_form_set_value    (QhRecordForm *self, const char *field, const QhValue *value);
void            qh_record_form_fill         (QhRecordForm *self, const QhRecord *record);
void            qh_record_form_set_integer  (QhRecordForm *self, const char *field, gint64 integer);
void            qh_record_form_set_shown    (QhRecordForm *self, const char *field, gboolean shown);
void            qh_record_form_set_hint     (QhRecordForm *self, const char *field, const char *text);
void            qh_record_form_set_warning  (QhRecordForm *self, const char *field, const char *text);
gboolean        qh_record_form_show_error   (QhRecordForm *self, const GError *error);
gboolean        qh_record_form_focus_field  (QhRecordForm *self, const char *field);

G_END_DECLS
