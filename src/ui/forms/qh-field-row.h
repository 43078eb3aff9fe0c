/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/forms/qh-value-editor.h"

G_BEGIN_DECLS

#define QH_TYPE_FIELD_ROW (qh_field_row_get_type ())
G_DECLARE_FINAL_TYPE (QhFieldRow, qh_field_row, QH, FIELD_ROW, GtkWidget)

/**
 * QhFieldRow:
 *
 * One row of a form: the field's label, its editor and, below, what is wrong
 * with the value.
 */

GtkWidget     *qh_field_row_new        (QhSession *session, const QhField *field);
const QhField *qh_field_row_get_field  (QhFieldRow *self);
QhValueEditor *qh_field_row_get_editor (QhFieldRow *self);
void           qh_field_row_set_error  (QhFieldRow *self, const char *message);
gboolean       qh_field_row_has_error  (QhFieldRow *self);
void           qh_field_row_set_hint   (QhFieldRow *self, const char *text);
void           qh_field_row_set_warning (QhFieldRow *self, const char *text);

G_END_DECLS
