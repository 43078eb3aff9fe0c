/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Settings of the workspace: they stand in its file, for all who open it. */
#include "store/qh-setting.h"

#include <glib/gi18n-lib.h>

#include "store/qh-store-private.h"

/**
 * qh_store_get_setting:
 *
 * Returns: (transfer full) (nullable): the setting as text, or %NULL where it has no value.
 */
char *
qh_store_get_setting (QhStore *self, const char *name)
{
  sqlite3_stmt *statement = NULL;
  char *value = NULL;

  g_mutex_lock (&self->read_lock);
  if (self->reader != NULL)
    statement
      = qh_database_prepare (self->reader, "SELECT value FROM workspace WHERE name = ?1", NULL);
  if (statement != NULL)
    {
      sqlite3_bind_text (statement, 1, name, -1, SQLITE_TRANSIENT);
      if (sqlite3_step (statement) == SQLITE_ROW)
        value = g_strdup ((const char *)sqlite3_column_text (statement, 0));
      sqlite3_reset (statement);
    }
  g_mutex_unlock (&self->read_lock);
  return value;
}

/**
 * qh_store_get_setting_int:
 *
 * Returns: the setting as a number, or @fallback where it is none.
 */
gint64
qh_store_get_setting_int (QhStore *self, const char *name, gint64 fallback)
{
  g_autofree char *text = qh_store_get_setting (self, name);
  gint64 value;

  if (text == NULL || !g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, &value, NULL))
    return fallback;
  return value;
}

/**
 * qh_setting_write:
 * @value: (nullable): its text, or %NULL to forget it
 *
 * As qh_store_set_setting(), with one connection and without a line in the log.
 *
 * Returns: whether it was written.
 */
gboolean
qh_setting_write (QhDatabase *database, const char *name, const char *value, GError **error)
{
  sqlite3_stmt *statement
    = qh_database_prepare (database,
                           value != NULL ? "INSERT INTO workspace (name, value) VALUES (?1, ?2) "
                                           "ON CONFLICT (name) DO UPDATE SET value = ?2"
                                         : "DELETE FROM workspace WHERE name = ?1",
                           error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_text (statement, 1, name, -1, SQLITE_TRANSIENT);
  if (value != NULL)
    sqlite3_bind_text (statement, 2, value, -1, SQLITE_TRANSIENT);
  return qh_database_step (database, statement, error);
}

/**
 * qh_store_log_event:
 * @detail: (nullable): what else the log is to say; no name of a person
 *
 * Puts something into the log that touches no record.
 *
 * Returns: whether it was written.
 */
gboolean
qh_store_log_event (QhStore *self, QhAction action, const char *detail, GError **error)
{
  g_autoptr (QhChange) change = qh_change_new_event (action, 0, 0, detail);

  return qh_store_apply (self, change, NULL, NULL, NULL, error);
}

/**
 * qh_store_set_setting:
 * @value: (nullable): its text, or %NULL to forget it
 *
 * Writes a setting, and that it was changed into the log.
 *
 * Returns: whether it was written.
 */
gboolean
qh_store_set_setting (QhStore *self, const char *name, const char *value, GError **error)
{
  gboolean written = FALSE;

  g_mutex_lock (&self->write_lock);
  if (self->writer != NULL)
    written = qh_setting_write (self->writer, name, value, error);
  else
    g_set_error_literal (
      error, QH_ERROR, QH_ERROR_FAILED, _ ("The workspace is locked. Unlock it and try again."));
  g_mutex_unlock (&self->write_lock);
  return written && qh_store_log_event (self, QH_ACTION_CHANGE_SETTING, name, error);
}
