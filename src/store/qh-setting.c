/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Settings of the workspace: they stand in its file, for all who open it. */
#include "config.h"

#include "store/qh-setting.h"

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

/* Writes a #QhSetting within a transaction: a #QhStoreAlso. */
gboolean
qh_setting_write (QhDatabase *writer, gpointer data, GError **error)
{
  const QhSetting *setting = data;
  sqlite3_stmt *statement = qh_database_prepare (
    writer,
    setting->value != NULL ? "INSERT INTO workspace (name, value) VALUES (?1, ?2) "
                             "ON CONFLICT (name) DO UPDATE SET value = ?2"
                           : "DELETE FROM workspace WHERE name = ?1",
    error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_text (statement, 1, setting->name, -1, SQLITE_TRANSIENT);
  if (setting->value != NULL)
    sqlite3_bind_text (statement, 2, setting->value, -1, SQLITE_TRANSIENT);
  return qh_database_step (writer, statement, error);
}

/**
 * qh_store_set_setting:
 * @value: (nullable): its text, or %NULL to forget it
 * @action: what the log says of it: %QH_ACTION_CHANGE_SETTING, or what it goes with
 * @detail: (nullable): what else the log says; no name of a person
 *
 * Writes a setting, and what was done into the log.
 *
 * Returns: whether it was written.
 */
gboolean
qh_store_set_setting (QhStore *self,
                      const char *name,
                      const char *value,
                      QhAction action,
                      const char *detail,
                      GError **error)
{
  g_autoptr (QhChange) change = qh_change_new_event (action, 0, 0, detail);
  QhSetting setting = { name, value };

  return qh_store_apply_within (self, change, qh_setting_write, &setting, NULL, NULL, NULL, error);
}
