/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The dictionary and the SQL schema say the same. */
#include <gio/gio.h>
#include <sqlite3.h>

#include "domain/qh-dictionary.h"
#include "store/qh-database.h"
#include "store/qh-row.h"

static const char *
sql_type (QhType type)
{
  return type == QH_TYPE_TEXT || type == QH_TYPE_DATE ? "TEXT"
         : type == QH_TYPE_NUMBER                     ? "REAL"
                                                      : "INTEGER";
}

static sqlite3 *
new_database (void)
{
  sqlite3 *db;

  g_assert_cmpint (sqlite3_open (":memory:", &db), ==, SQLITE_OK);
  for (guint version = 1; version <= QH_SCHEMA_VERSION; version++)
    {
      g_autofree char *path = g_strdup_printf ("/org/quehacer/Quehacer/sql/%03u.sql", version);
      g_autoptr (GBytes) sql = g_resources_lookup_data (path, 0, NULL);

      g_assert_nonnull (sql);
      g_assert_cmpint (
        sqlite3_exec (db, g_bytes_get_data (sql, NULL), NULL, NULL, NULL), ==, SQLITE_OK);
    }
  return db;
}

/* Column name → "TYPE", or "TYPE NOT NULL". */
static GHashTable *
list_columns (sqlite3 *db, const char *table)
{
  GHashTable *columns = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  sqlite3_stmt *statement;

  g_assert_cmpint (
    sqlite3_prepare_v2 (
      db, "SELECT name, type, \"notnull\" FROM pragma_table_info (?1)", -1, &statement, NULL),
    ==,
    SQLITE_OK);
  sqlite3_bind_text (statement, 1, table, -1, SQLITE_TRANSIENT);
  while (sqlite3_step (statement) == SQLITE_ROW)
    g_hash_table_insert (columns,
                         g_strdup ((const char *)sqlite3_column_text (statement, 0)),
                         g_strdup_printf ("%s%s",
                                          sqlite3_column_text (statement, 1),
                                          sqlite3_column_int (statement, 2) ? " NOT NULL" : ""));
  sqlite3_finalize (statement);
  return columns;
}

static void
take_column (GHashTable *columns,
             const char *table,
             const char *name,
             const char *type,
             gboolean required)
{
  g_autofree char *expected = g_strconcat (type, required ? " NOT NULL" : "", NULL);

  g_test_message ("%s.%s", table, name);
  g_assert_cmpstr (g_hash_table_lookup (columns, name), ==, expected);
  g_hash_table_remove (columns, name);
}

static void
check_list (sqlite3 *db, const QhKind *kind, const QhField *field)
{
  g_autofree char *table = qh_field_make_list_table (kind, field);
  g_autoptr (GHashTable) columns = list_columns (db, table);

  take_column (columns, table, "owner", "INTEGER", TRUE);
  take_column (columns, table, "position", "INTEGER", TRUE);
  for (guint c = 0; c < field->n_columns; c++)
    take_column (columns, table, field->columns[c].name, "INTEGER", TRUE);
  g_assert_cmpuint (g_hash_table_size (columns), ==, 0);
}

static void
check_kind (sqlite3 *db, const QhKind *kind)
{
  g_autoptr (GHashTable) columns = list_columns (db, kind->table);

  take_column (columns, kind->table, "id", "INTEGER", FALSE);
  for (guint i = 0; i < qh_kind_get_n_fields (kind); i++)
    {
      const QhField *field = qh_kind_get_field (kind, i);

      if (qh_field_is_column (field))
        take_column (columns, kind->table, field->name, sql_type (field->type), field->required);
      if (qh_field_has_companion (field))
        {
          g_autofree char *companion = g_strconcat (field->name, "_missing", NULL);

          take_column (columns, kind->table, companion, "INTEGER", FALSE);
        }
      if (qh_field_is_list (field))
        check_list (db, kind, field);
    }
  if (qh_kind_has_seal (kind))
    take_column (columns, kind->table, "sealed", "BLOB", FALSE);
  g_assert_cmpuint (g_hash_table_size (columns), ==, 0);
}

static void
test_agree (void)
{
  g_autoptr (QhDictionary) dictionary = qh_dictionary_new_builtin ();
  sqlite3 *db = new_database ();

  for (guint k = 1; k < QH_N_KINDS; k++)
    check_kind (db, qh_dictionary_get_kind (dictionary, k));
  sqlite3_close (db);
}

static void
test_strict (void)
{
  sqlite3 *db = new_database ();
  sqlite3_stmt *statement;
  guint tables = 0;

  g_assert_cmpint (sqlite3_prepare_v2 (db,
                                       "SELECT name, strict FROM pragma_table_list WHERE schema = "
                                       "'main' AND name NOT LIKE 'sqlite_%'",
                                       -1,
                                       &statement,
                                       NULL),
                   ==,
                   SQLITE_OK);
  for (; sqlite3_step (statement) == SQLITE_ROW; tables++)
    g_assert_cmpint (sqlite3_column_int (statement, 1), ==, 1);
  g_assert_cmpuint (tables, >, 15);
  sqlite3_finalize (statement);
  sqlite3_close (db);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/schema/agrees-with-dictionary", test_agree);
  g_test_add_func ("/schema/strict", test_strict);
  return g_test_run ();
}
