/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/qh-session.h"
#include "ui/settings/qh-editor.h"

G_BEGIN_DECLS

char     *qh_user_describe_roles (QhSession *session, const QhRecord *user);
QhEditor *qh_user_editor_new     (GtkWidget *from, QhSession *session, const QhRecord *user, GPtrArray *units);
QhEditor *qh_user_reset_new      (GtkWidget *from, QhSession *session, const QhRecord *user);

G_END_DECLS
