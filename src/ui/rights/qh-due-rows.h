/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ui/qh-session.h"

G_BEGIN_DECLS

#define QH_TYPE_DUE_ROWS (qh_due_rows_get_type ())
G_DECLARE_FINAL_TYPE (QhDueRows, qh_due_rows, QH, DUE_ROWS, AdwPreferencesGroup)

void qh_due_rows_set_session (QhDueRows *self, QhSession *session);
void qh_due_rows_reload      (QhDueRows *self);

G_END_DECLS
