/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/qh-window.h"
#include "ui/qh-session.h"

G_BEGIN_DECLS

void qh_window_drafts_offer (QhWindow *self, QhSession *session);

G_END_DECLS
