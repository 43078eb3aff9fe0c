/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "store/qh-drafts.h"
#include "ui/qh-session.h"

G_BEGIN_DECLS

#define QH_TYPE_INDICATORS_WINDOW (qh_indicators_window_get_type ())
G_DECLARE_FINAL_TYPE (QhIndicatorsWindow, qh_indicators_window, QH, INDICATORS_WINDOW, AdwWindow)

GtkWidget *qh_indicators_window_new (GtkWidget *from, QhSession *session);
void       qh_indicators_window_continue (QhIndicatorsWindow *self, const QhDraft *draft);

G_END_DECLS
