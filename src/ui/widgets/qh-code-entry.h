/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/qh-session.h"
#include "ui/widgets/qh-type-ahead.h"

G_BEGIN_DECLS

#define QH_TYPE_CODE_ENTRY (qh_code_entry_get_type ())
G_DECLARE_FINAL_TYPE (QhCodeEntry, qh_code_entry, QH, CODE_ENTRY, QhTypeAhead)

GtkWidget *qh_code_entry_new           (void);
void       qh_code_entry_set_catalogue (QhCodeEntry *self, QhSession *session, const char *catalogue);
void       qh_code_entry_set_code      (QhCodeEntry *self, gint64 code);

G_END_DECLS
