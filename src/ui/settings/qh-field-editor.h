/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ui/qh-session.h"

G_BEGIN_DECLS

const char *qh_field_editor_type_label        (QhType type);
GtkWindow  *qh_field_editor_open              (GtkWidget *from, QhSession *session, const QhRecord *own_field);

G_END_DECLS
