/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/forms/qh-record-dialog.h"

G_BEGIN_DECLS

GtkWidget *qh_activity_form_new (GtkWidget *from, QhSession *session, const QhRecord *activity);

G_END_DECLS
