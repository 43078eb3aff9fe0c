/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <sqlite3.h>

G_BEGIN_DECLS

typedef struct _QhFileGuard QhFileGuard;

QhFileGuard *qh_file_guard_hold  (const char *path);
void         qh_file_guard_close (QhFileGuard *self, sqlite3 *db);
char        *qh_file_guard_dup_session (QhFileGuard *self);
gboolean     qh_file_guard_is_at_work  (QhFileGuard *self, const char *session);

G_END_DECLS
