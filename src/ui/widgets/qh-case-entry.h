/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/qh-session.h"
#include "ui/widgets/qh-type-ahead.h"

G_BEGIN_DECLS

#define QH_TYPE_CASE_ENTRY (qh_case_entry_get_type ())
G_DECLARE_FINAL_TYPE (QhCaseEntry, qh_case_entry, QH, CASE_ENTRY, QhTypeAhead)

void       qh_case_entry_set_session (QhCaseEntry *self, QhSession *session);
void       qh_case_entry_set_case    (QhCaseEntry *self, gint64 case_id);

G_END_DECLS
