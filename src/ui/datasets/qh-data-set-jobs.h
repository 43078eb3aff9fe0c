/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ui/qh-session.h"

G_BEGIN_DECLS

void qh_data_set_save   (GtkWidget *from, QhSession *session, const char *json);
void qh_data_set_retire (GtkWidget *from, QhSession *session, const char *name);
void qh_data_set_export (GtkWidget *from, QhSession *session, const char *json, const char *folder);

G_END_DECLS
