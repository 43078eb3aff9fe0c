/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <sqlite3.h>

#include "domain/qh-error.h"
#include "store/qh-file-guard.h"

G_BEGIN_DECLS

#define QH_APPLICATION_ID 0x51686163 /* "Qhac" */
#define QH_SCHEMA_VERSION 5

/**
 * QhDatabase:
 *
 * One connection to a workspace file with its prepared statements. Not to be
 * used by two threads at once.
 */
typedef struct
{
  sqlite3 *db;
  QhFileGuard *guard;
  char *path;
  GHashTable *statements; /* SQL → sqlite3_stmt */
} QhDatabase;

QhDatabase   *qh_database_open      (const char *path, int flags, GError **error);
void          qh_database_close     (QhDatabase *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (QhDatabase, qh_database_close)

gboolean      qh_database_exec      (QhDatabase *self, const char *sql, GError **error);
sqlite3_stmt *qh_database_prepare   (QhDatabase *self, const char *sql, GError **error);
gboolean      qh_database_step      (QhDatabase *self, sqlite3_stmt *statement, GError **error);
gint64        qh_database_get_int   (QhDatabase *self, const char *sql, gint64 fallback);
void          qh_database_set_error (QhDatabase *self, int code, GError **error);

gboolean      qh_database_migrate   (QhDatabase *self, GError **error);
gboolean      qh_database_read_file (const char *path, goffset offset, void *data, gsize size);
gboolean      qh_database_examine   (const char *path, GError **error);
gboolean      qh_place_check        (const char *path, GError **error);
gboolean      qh_place_is_network   (const char *filesystem_type);

G_END_DECLS
