/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/qh-window.h"

G_BEGIN_DECLS

void qh_window_dialogs_watch (QhWindow *self);
void qh_window_dialogs_close (QhWindow *self);

G_END_DECLS
