/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ui/cases/qh-case-file.h"

G_BEGIN_DECLS

#define QH_TYPE_CASE_QUICK_ADD (qh_case_quick_add_get_type ())
G_DECLARE_FINAL_TYPE (QhCaseQuickAdd, qh_case_quick_add, QH, CASE_QUICK_ADD, GtkWidget)

/**
 * QhCaseQuickAdd:
 *
 * One line that adds an activity, a consultation or an action item to a case.
 */

void qh_case_quick_add_set_file (QhCaseQuickAdd *self, QhCaseFile *file);

G_END_DECLS
