/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "desk/qh-goals-table.h"
#include "ui/qh-session.h"

G_BEGIN_DECLS

void qh_goals_files_import   (GtkWidget *from, QhSession *session);
void qh_goals_files_open     (GtkWidget *from, QhSession *session, GFile *file);
void qh_goals_files_export   (GtkWidget *from, QhSession *session, const QhGoalsWanted *wanted);
void qh_goals_files_write_to (GtkWidget *from, QhSession *session, const QhGoalsWanted *wanted, GFile *file);

G_END_DECLS
