/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/qh-backup-keys.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "store/qh-store-keys.h"
#include "store/qh-store-private.h"
#include "vault/qh-recovery.h"
#include "vault/qh-seal.h"

static void
wipe (const char *text)
{
  if (text != NULL)
    qh_wipe ((char *)text, strlen (text));
  g_free ((char *)text);
}

/**
 * qh_secret_clear:
 * @secret: whose texts are its own
 *
 * Wipes and frees what opens the keys.
 */
void
qh_secret_clear (QhSecret *secret)
{
  wipe (secret->passphrase);
  wipe (secret->recovery_words);
  *secret = (QhSecret){ 0 };
}

typedef struct
{
  const char *name;
  const char *columns;
  const char *create;
  const char *only_workspace_key; /* the rows by which the workspace key opens, and no others */
} KeyTable;

static const KeyTable key_tables[] = {
  { "locks",
    "id, salt, operations, memory",
    "CREATE TABLE locks (id INTEGER, salt BLOB, operations INTEGER, memory INTEGER)",
    "" },
  { "wraps",
    "lock, key_number, purpose, blob",
    "CREATE TABLE wraps (lock INTEGER, key_number INTEGER, purpose INTEGER, blob BLOB)",
    "WHERE purpose = 2" },
  { "key_holders",
    "id, public_key, secret, salt, operations, memory",
    "CREATE TABLE key_holders (id INTEGER, public_key BLOB, secret BLOB, salt BLOB, "
    "operations INTEGER, memory INTEGER)",
    "" },
  { "keys",
    "number, purpose, \"case\", made",
    "CREATE TABLE keys (number INTEGER, purpose INTEGER, \"case\" INTEGER, made INTEGER)",
    "WHERE purpose = 2" },
  { "key_wraps",
    "holder, key, blob",
    "CREATE TABLE key_wraps (holder INTEGER, key INTEGER, blob BLOB)",
    "WHERE key IN (SELECT number FROM keys WHERE purpose = 2)" },
};

static const KeyTable *
find_table (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (key_tables); i++)
    if (g_str_equal (key_tables[i].name, name))
      return &key_tables[i];
  return NULL;
}

static GVariant *
read_cell (sqlite3_stmt *statement, int column)
{
  switch (sqlite3_column_type (statement, column))
    {
    case SQLITE_INTEGER:
      return g_variant_new_int64 (sqlite3_column_int64 (statement, column));
    case SQLITE_BLOB:
      return g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE,
                                        sqlite3_column_blob (statement, column),
                                        (gsize)sqlite3_column_bytes (statement, column),
                                        1);
    default:
      return g_variant_new_tuple (NULL, 0);
    }
}

static gboolean
has_table (QhDatabase *database, const char *name)
{
  sqlite3_stmt *statement = qh_database_prepare (
    database, "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?1", NULL);
  gboolean found;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_text (statement, 1, name, -1, SQLITE_TRANSIENT);
  found = sqlite3_step (statement) == SQLITE_ROW;
  sqlite3_reset (statement);
  return found;
}

static gboolean
read_table (QhDatabase *database,
            const KeyTable *table,
            gboolean all,
            GVariantBuilder *rows,
            GError **error)
{
  g_autofree char *sql = g_strdup_printf (
    "SELECT %s FROM %s %s", table->columns, table->name, all ? "" : table->only_workspace_key);
  sqlite3_stmt *statement = qh_database_prepare (database, sql, error);
  int code;

  if (statement == NULL)
    return FALSE;
  while ((code = sqlite3_step (statement)) == SQLITE_ROW)
    {
      g_variant_builder_open (rows, G_VARIANT_TYPE ("av"));
      for (int column = 0; column < sqlite3_column_count (statement); column++)
        g_variant_builder_add (rows, "v", read_cell (statement, column));
      g_variant_builder_close (rows);
    }
  sqlite3_reset (statement);
  if (code == SQLITE_DONE)
    return TRUE;
  qh_database_set_error (database, code, error);
  return FALSE;
}

/**
 * qh_key_rows_read:
 * @all: whether to read all keys, or only those by which the workspace key opens
 *
 * Returns: (transfer full): the rows of the tables of keys that @database has.
 */
GVariant *
qh_key_rows_read (QhDatabase *database, gboolean all, GError **error)
{
  g_auto (GVariantBuilder) tables = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a(saav)"));

  for (guint i = 0; i < G_N_ELEMENTS (key_tables); i++)
    {
      if (!has_table (database, key_tables[i].name))
        continue;
      g_variant_builder_open (&tables, G_VARIANT_TYPE ("(saav)"));
      g_variant_builder_add (&tables, "s", key_tables[i].name);
      g_variant_builder_open (&tables, G_VARIANT_TYPE ("aav"));
      if (!read_table (database, &key_tables[i], all, &tables, error))
        return NULL;
      g_variant_builder_close (&tables);
      g_variant_builder_close (&tables);
    }
  return g_variant_ref_sink (g_variant_builder_end (&tables));
}

static gboolean
bind_cell (sqlite3_stmt *statement, int position, GVariant *cell)
{
  if (g_variant_is_of_type (cell, G_VARIANT_TYPE_INT64))
    return sqlite3_bind_int64 (statement, position, g_variant_get_int64 (cell)) == SQLITE_OK;
  if (g_variant_is_of_type (cell, G_VARIANT_TYPE_BYTESTRING))
    {
      gsize size;
      const void *data = g_variant_get_fixed_array (cell, &size, 1);

      return sqlite3_bind_blob64 (
               statement, position, data != NULL ? data : "", size, SQLITE_TRANSIENT)
             == SQLITE_OK;
    }
  return g_variant_is_of_type (cell, G_VARIANT_TYPE_UNIT);
}

static gboolean
insert_row (QhDatabase *database, const char *sql, GVariant *row)
{
  sqlite3_stmt *statement = qh_database_prepare (database, sql, NULL);

  if (statement == NULL
      || g_variant_n_children (row) != (gsize)sqlite3_bind_parameter_count (statement))
    return FALSE;
  for (gsize i = 0; i < g_variant_n_children (row); i++)
    {
      g_autoptr (GVariant) box = g_variant_get_child_value (row, i);
      g_autoptr (GVariant) cell = g_variant_get_variant (box);

      if (!bind_cell (statement, (int)i + 1, cell))
        return FALSE;
    }
  return qh_database_step (database, statement, NULL);
}

static gboolean
fill_table (QhDatabase *database, const KeyTable *table, GVariant *rows)
{
  g_auto (GStrv) columns = g_strsplit (table->columns, ",", -1);
  g_autoptr (GString) sql = g_string_new (NULL);

  g_string_printf (sql, "INSERT INTO %s (%s) VALUES (", table->name, table->columns);
  for (guint i = 0; columns[i] != NULL; i++)
    g_string_append (sql, i == 0 ? "?" : ", ?");
  g_string_append_c (sql, ')');
  for (gsize i = 0; i < g_variant_n_children (rows); i++)
    {
      g_autoptr (GVariant) row = g_variant_get_child_value (rows, i);

      if (!insert_row (database, sql->str, row))
        return FALSE;
    }
  return TRUE;
}

static gboolean
fill_tables (QhDatabase *database, GVariant *rows)
{
  for (guint i = 0; i < G_N_ELEMENTS (key_tables); i++)
    if (!qh_database_exec (database, key_tables[i].create, NULL))
      return FALSE;
  for (gsize i = 0; i < g_variant_n_children (rows); i++)
    {
      g_autoptr (GVariant) table_rows = NULL;
      const char *name;
      const KeyTable *table;

      g_variant_get_child (rows, i, "(&s@aav)", &name, &table_rows);
      table = find_table (name);
      if (table == NULL || !fill_table (database, table, table_rows))
        return FALSE;
    }
  return TRUE;
}

/**
 * qh_key_rows_open:
 * @rows: of qh_key_rows_read(), from a file that may have been tampered with
 *
 * Returns: (transfer full): a database in memory with only those tables, for
 *   what opens the keys of a workspace; %NULL with %QH_ERROR_DAMAGED.
 */
QhDatabase *
qh_key_rows_open (GVariant *rows, GError **error)
{
  g_autoptr (QhDatabase) database
    = qh_database_open (":memory:", SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, error);

  if (database == NULL || fill_tables (database, rows))
    return g_steal_pointer (&database);
  g_set_error_literal (error,
                       QH_ERROR,
                       QH_ERROR_DAMAGED,
                       _ ("The backup's list of who can open it is damaged. Use another backup."));
  return NULL;
}

static GArray *
list_holders (QhDatabase *database)
{
  sqlite3_stmt *statement = qh_database_prepare (
    database, "SELECT id FROM key_holders WHERE secret IS NOT NULL ORDER BY id", NULL);
  GArray *holders = g_array_new (FALSE, FALSE, sizeof (gint64));

  while (statement != NULL && sqlite3_step (statement) == SQLITE_ROW)
    {
      gint64 holder = sqlite3_column_int64 (statement, 0);

      g_array_append_val (holders, holder);
    }
  if (statement != NULL)
    sqlite3_reset (statement);
  return holders;
}

/* The pair of whichever user the passphrase is. */
static QhKeyPair *
open_any (QhDatabase *database, const char *passphrase, gint64 *id, GError **error)
{
  g_autoptr (GArray) holders = list_holders (database);

  for (guint i = 0; i < holders->len; i++)
    {
      g_autoptr (QhKeyHolder) holder
        = qh_holder_read (database, *id = g_array_index (holders, gint64, i), NULL);
      g_autoptr (GError) reason = NULL;
      QhKeyPair *pair = holder != NULL ? qh_key_holder_open (holder, passphrase, &reason) : NULL;

      if (pair != NULL)
        return pair;
      if (reason != NULL && !g_error_matches (reason, QH_ERROR, QH_ERROR_PASSPHRASE))
        {
          g_propagate_error (error, g_steal_pointer (&reason));
          return NULL;
        }
    }
  g_set_error_literal (error, QH_ERROR, QH_ERROR_PASSPHRASE, _ ("The passphrase is not correct."));
  return NULL;
}

/* The pair of the recovery key, if it is the one of these rows. */
static QhKeyPair *
open_recovery (QhDatabase *database, const char *words, GError **error)
{
  g_autoptr (QhKeyPair) pair = qh_recovery_open (words, error);
  g_autoptr (QhKeyHolder) holder = NULL;

  if (pair == NULL)
    return NULL;
  holder = qh_holder_read (database, QH_RECOVERY_HOLDER, NULL);
  if (holder != NULL
      && memcmp (holder->public_key, qh_key_pair_get_public (pair), QH_PUBLIC_KEY_SIZE) == 0)
    return g_steal_pointer (&pair);
  g_set_error_literal (
    error,
    QH_ERROR,
    QH_ERROR_PASSPHRASE,
    _ ("This is not the recovery key of the workspace. Look for the right sheet."));
  return NULL;
}

/**
 * qh_key_rows_unlock:
 *
 * @user: (out) (optional): whose passphrase it is, or 0
 *
 * Slow by design: a passphrase is tried for each user until it opens.
 *
 * Returns: (transfer full): the keys that @secret opens.
 */
QhKeyring *
qh_key_rows_unlock (GVariant *rows, const QhSecret *secret, gint64 *user, GError **error)
{
  g_autoptr (QhDatabase) database = qh_key_rows_open (rows, error);
  g_autoptr (QhKeyring) keyring = NULL;
  g_autoptr (QhKeyPair) pair = NULL;
  gint64 holder = QH_RECOVERY_HOLDER;
  QhLock lock;

  if (user != NULL)
    *user = 0;
  if (database == NULL)
    return NULL;
  if (secret->recovery_words != NULL)
    pair = open_recovery (database, secret->recovery_words, error);
  else if (qh_store_is_old (database))
    return qh_old_keys_open (database, &lock, secret->passphrase, error);
  else
    pair = open_any (database, secret->passphrase, &holder, error);
  keyring = qh_keyring_new ();
  if (pair == NULL || !qh_keys_open (database, holder, pair, keyring, error))
    return NULL;
  if (user != NULL && holder != QH_RECOVERY_HOLDER)
    *user = holder;
  return g_steal_pointer (&keyring);
}
