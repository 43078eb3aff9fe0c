/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ui/qh-session.h"

G_BEGIN_DECLS

/**
 * QhWorkFunction:
 * @data: of qh_work_run(), for the worker alone until it is done
 *
 * The work itself, on a worker.
 *
 * Returns: whether it is done.
 */
typedef gboolean (*QhWorkFunction) (gpointer data, QhProgress progress, gpointer progress_data,
                                    GCancellable *cancellable, GError **error);

/**
 * QhWorkDone:
 * @from: the widget that asked
 * @error: (nullable): why it is not done
 */
typedef void (*QhWorkDone) (GtkWidget *from, gpointer data, const GError *error);

void qh_work_run (GtkWidget *from, QhSession *session, const char *heading, QhWorkFunction function,
                  gpointer data, GDestroyNotify free_data, QhWorkDone done);

G_END_DECLS
