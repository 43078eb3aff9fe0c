/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ui/qh-session.h"

G_BEGIN_DECLS

#define QH_TYPE_CASE_COLUMNS (qh_case_columns_get_type ())
G_DECLARE_FINAL_TYPE (QhCaseColumns, qh_case_columns, QH, CASE_COLUMNS, GObject)

/**
 * QhCaseColumns:
 *
 * The columns of the list of cases: one light widget a cell, its words taken
 * from the index of names as the cell comes into view.
 */

typedef enum
{
  QH_CASE_COLUMN_FOLIO,
  QH_CASE_COLUMN_TITLE,
  QH_CASE_COLUMN_WHO,
  QH_CASE_COLUMN_STATUS,
  QH_CASE_COLUMN_WORKER,
  QH_CASE_COLUMN_PROBLEM,
  QH_CASE_COLUMN_LAST,
  QH_CASE_COLUMN_PENDING,
  QH_N_CASE_COLUMNS,
} QhCaseColumn;

QhCaseColumns *qh_case_columns_new         (GtkColumnView *view);
void           qh_case_columns_set_session (QhCaseColumns *self, QhSession *session);
void           qh_case_columns_forget      (QhCaseColumns *self);
void           qh_case_columns_set_text    (QhCaseColumns *self, const char *text);
void           qh_case_columns_set_shown   (QhCaseColumns *self, QhCaseColumn column, gboolean shown);

G_END_DECLS
