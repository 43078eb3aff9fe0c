/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "fixture.h"
#include "ui/cases/qh-cases-page.h"
#include "ui/forms/qh-field-row.h"

/* A session with its cases, and the widgets of a form. */

QhSession *open_session (Fixture *fixture);
void close_session (QhSession *session);
GtkWidget *find_nth (GtkWidget *widget, GType type, guint *n);
gpointer find (GtkWidget *widget, GType type, guint n);
QhFieldRow *find_field (GtkWidget *form, const char *name);
void type_into (GtkWidget *form, const char *field, const char *text);
GtkWidget *present (GtkWidget *child);
gint64 put_case (Fixture *fixture, const char *name);
GPtrArray *wait_for_records (Fixture *fixture, guint kind, gint64 id, guint n);
