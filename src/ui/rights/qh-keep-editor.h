/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ui/qh-session.h"

G_BEGIN_DECLS

/**
 * QhKept:
 *
 * Called once a record is kept longer.
 */
typedef void (*QhKept) (GtkWidget *from);

void qh_keep_editor_open (GtkWidget *from, QhSession *session, guint kind, gint64 id, QhKept kept);

G_END_DECLS
