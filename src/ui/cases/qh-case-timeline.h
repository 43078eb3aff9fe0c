/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ui/cases/qh-case-file.h"

G_BEGIN_DECLS

#define QH_TYPE_CASE_TIMELINE (qh_case_timeline_get_type ())
G_DECLARE_FINAL_TYPE (QhCaseTimeline, qh_case_timeline, QH, CASE_TIMELINE, GtkWidget)

/**
 * QhCaseTimeline:
 *
 * What was done in a case, the latest first: consultations, activities and
 * action items, edited and deleted in place.
 */

void qh_case_timeline_set_file (QhCaseTimeline *self, QhCaseFile *file);

G_END_DECLS
