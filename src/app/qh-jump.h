/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ui/qh-session.h"

G_BEGIN_DECLS

#define QH_TYPE_JUMP (qh_jump_get_type ())
G_DECLARE_FINAL_TYPE (QhJump, qh_jump, QH, JUMP, AdwWindow)

QhJump *qh_jump_new      (GtkWindow *window, QhSession *session);
void    qh_jump_add_page (QhJump *self, const char *name, const char *title, const char *icon);
void    qh_jump_start    (QhJump *self);

G_END_DECLS
