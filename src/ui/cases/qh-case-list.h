/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ui/qh-session.h"

G_BEGIN_DECLS

#define QH_TYPE_CASE_LIST (qh_case_list_get_type ())
G_DECLARE_FINAL_TYPE (QhCaseList, qh_case_list, QH, CASE_LIST, GtkWidget)

/**
 * QhCaseList:
 *
 * All cases of the workspace: searched as one types, narrowed by filters.
 */

void    qh_case_list_set_session (QhCaseList *self, QhSession *session);
void    qh_case_list_search      (QhCaseList *self);
void    qh_case_list_select      (QhCaseList *self, gint64 id);
GArray *qh_case_list_dup_ids     (QhCaseList *self);

G_END_DECLS
