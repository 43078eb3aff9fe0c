/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <sqlite3.h>

G_BEGIN_DECLS

typedef struct _QhFileGuard QhFileGuard;

QhFileGuard *qh_file_guard_hold  (const char *path);
void         qh_file_guard_close (QhFileGuard *self, sqlite3 *db);

G_END_DECLS
