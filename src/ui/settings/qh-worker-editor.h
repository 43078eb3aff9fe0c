/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ui/qh-session.h"

G_BEGIN_DECLS

GtkWindow *qh_worker_editor_open (GtkWidget *from, QhSession *session, const QhRecord *worker);

G_END_DECLS
