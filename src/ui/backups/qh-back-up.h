/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ui/qh-session.h"

G_BEGIN_DECLS

void qh_back_up_run (GtkWidget *from, QhSession *session, const char *folder);

G_END_DECLS
