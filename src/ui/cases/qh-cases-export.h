/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ui/qh-session.h"

G_BEGIN_DECLS

void qh_cases_export_start (GtkWidget *from, QhSession *session, GArray *ids, const char *words);
void qh_cases_export_write (GtkWidget *from, QhSession *session, GArray *ids, const char *words, GFile *file);

G_END_DECLS
