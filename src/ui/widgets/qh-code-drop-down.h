/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/qh-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define QH_TYPE_CODE_DROP_DOWN (qh_code_drop_down_get_type ())
G_DECLARE_FINAL_TYPE (QhCodeDropDown, qh_code_drop_down, QH, CODE_DROP_DOWN, GtkWidget)

GtkWidget *qh_code_drop_down_new           (void);
void       qh_code_drop_down_set_catalogue (QhCodeDropDown *self, QhSession *session, const char *catalogue);
gint64     qh_code_drop_down_get_code      (QhCodeDropDown *self);
void       qh_code_drop_down_set_code      (QhCodeDropDown *self, gint64 code);

G_END_DECLS
