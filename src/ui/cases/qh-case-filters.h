/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ui/qh-session.h"

G_BEGIN_DECLS

#define QH_TYPE_CASE_FILTERS (qh_case_filters_get_type ())
G_DECLARE_FINAL_TYPE (QhCaseFilters, qh_case_filters, QH, CASE_FILTERS, GtkWidget)

/**
 * QhCaseFilters:
 *
 * The buttons that narrow the list of cases: status, worker, level, opened
 * between two days. Emits "changed".
 */

void                qh_case_filters_set_session (QhCaseFilters *self, QhSession *session);
const QhCaseFilter *qh_case_filters_get         (QhCaseFilters *self);
void                qh_case_filters_clear       (QhCaseFilters *self);
gboolean            qh_case_filters_is_active   (QhCaseFilters *self);

G_END_DECLS
