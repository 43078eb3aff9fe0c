/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ui/qh-session.h"

G_BEGIN_DECLS

void qh_case_access_open (GtkWidget *from, QhSession *session, gint64 case_id);

G_END_DECLS
