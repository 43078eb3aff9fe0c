/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * QhPageCheck:
 *
 * SQLite's own check of a file's structure, on a thread and a connection of its
 * own: it takes as long as everything else that is verified.
 */
typedef struct _QhPageCheck QhPageCheck;

QhPageCheck *qh_page_check_start    (const char *path, GCancellable *cancellable, GError **error);
guint        qh_page_check_get_done (QhPageCheck *self);
gboolean     qh_page_check_wait     (QhPageCheck *self, guint milliseconds);
void         qh_page_check_stop     (QhPageCheck *self);
gboolean     qh_page_check_finish   (QhPageCheck *self, GPtrArray *problems, GError **error);

G_END_DECLS
