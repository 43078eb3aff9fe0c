/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ui/cases/qh-case-file.h"

G_BEGIN_DECLS

#define QH_TYPE_CASE_SIDE (qh_case_side_get_type ())
G_DECLARE_FINAL_TYPE (QhCaseSide, qh_case_side, QH, CASE_SIDE, GtkWidget)

/**
 * QhCaseSide:
 *
 * What stands beside a case's timeline: its action items, to be checked off,
 * and its people.
 */

void qh_case_side_set_file (QhCaseSide *self, QhCaseFile *file);

G_END_DECLS
