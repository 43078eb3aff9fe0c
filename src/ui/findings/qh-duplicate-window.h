/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ui/qh-session.h"

G_BEGIN_DECLS

void qh_duplicate_window_open (GtkWidget *from, QhSession *session, gint64 first, gint64 second);

G_END_DECLS
