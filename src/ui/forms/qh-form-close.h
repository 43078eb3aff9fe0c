/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/forms/qh-draft-keeper.h"

G_BEGIN_DECLS

gboolean qh_form_keeps_open (GtkWindow *form, QhDraftKeeper *draft, gboolean changed);
gboolean qh_form_asks_about (GtkWindow *form, QhDraftKeeper *draft, gboolean changed, const char *question, const char *loss);

G_END_DECLS
