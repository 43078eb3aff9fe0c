/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ui/cases/qh-case-file.h"

G_BEGIN_DECLS

GtkWidget *qh_case_people_new_row (QhCaseFile *file, guint position, gboolean whole);
gint64     qh_case_people_get_id  (GtkWidget *row);

G_END_DECLS
