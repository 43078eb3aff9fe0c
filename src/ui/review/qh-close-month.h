/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ui/qh-session.h"

G_BEGIN_DECLS

void qh_close_month_ask (GtkWidget *from, QhSession *session, QhDay month, gint64 unit);

G_END_DECLS
