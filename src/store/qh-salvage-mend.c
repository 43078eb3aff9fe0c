/* SPDX-License-Identifier: GPL-3.0-or-later */
/* References in a salvaged workspace whose target was lost. */
#include "store/qh-salvage-private.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

#include "store/qh-row.h"

typedef struct
{
  char *table;
  char *column;
  char *parent;
  char *key; /* of the parent */
  gboolean required;
} Reference;

static void
reference_free (gpointer data)
{
  Reference *reference = data;

  g_free (reference->table);
  g_free (reference->column);
  g_free (reference->parent);
  g_free (reference->key);
  g_free (reference);
}

static GPtrArray *
list_references (QhDatabase *database, GError **error)
{
  sqlite3_stmt *statement = qh_database_prepare (
    database,
    "SELECT t.name, f.\"from\", f.\"table\", c.\"notnull\" OR c.pk, f.\"to\" FROM sqlite_schema t, "
    "pragma_foreign_key_list (t.name) f, pragma_table_info (t.name) c "
    "WHERE t.type = 'table' AND c.name = f.\"from\"",
    error);
  GPtrArray *references;

  if (statement == NULL)
    return NULL;
  references = g_ptr_array_new_with_free_func (reference_free);
  while (sqlite3_step (statement) == SQLITE_ROW)
    {
      Reference *reference = g_new0 (Reference, 1);

      reference->table = g_strdup ((const char *)sqlite3_column_text (statement, 0));
      reference->column = g_strdup ((const char *)sqlite3_column_text (statement, 1));
      reference->parent = g_strdup ((const char *)sqlite3_column_text (statement, 2));
      reference->required = sqlite3_column_int (statement, 3) != 0;
      reference->key = g_strdup ((const char *)sqlite3_column_text (statement, 4));
      g_ptr_array_add (references, reference);
    }
  sqlite3_reset (statement);
  return references;
}

/* Runs a statement; returns how many rows it changed, or -1. */
static gint64
change_rows (QhDatabase *database, const char *sql, const char *parameter, GError **error)
{
  sqlite3_stmt *statement = qh_database_prepare (database, sql, error);

  if (statement == NULL)
    return -1;
  if (parameter != NULL)
    sqlite3_bind_text (statement, 1, parameter, -1, SQLITE_TRANSIENT);
  return qh_database_step (database, statement, error) ? sqlite3_changes64 (database->db) : -1;
}

static char *
make_condition (const Reference *reference)
{
  return g_strdup_printf ("\"%s\" IS NOT NULL AND \"%s\" NOT IN (SELECT %s FROM \"%s\")",
                          reference->column,
                          reference->column,
                          reference->key,
                          reference->parent);
}

/* The catalogue of the codes in a column, or NULL where it is not one. */
static const char *
find_catalogue (QhDictionary *dictionary, const Reference *reference)
{
  for (guint number = 1; number < QH_N_KINDS; number++)
    {
      QhKind *kind = qh_dictionary_get_kind (dictionary, number);

      for (guint i = 0; i < qh_kind_get_n_fields (kind); i++)
        {
          const QhField *field = qh_kind_get_field (kind, i);
          g_autofree char *list
            = qh_field_is_list (field) ? qh_field_make_list_table (kind, field) : NULL;

          if (list != NULL
                ? g_str_equal (list, reference->table) && g_str_equal (reference->column, "code")
                : g_str_equal (kind->table, reference->table)
                    && g_str_equal (field->name, reference->column))
            return field->catalogue;
        }
    }
  return NULL;
}

/* Workers and codes that others need stand again, without what they said. */
static gint64
put_stand_ins (QhSalvage *self, const Reference *reference, const char *condition, GError **error)
{
  g_autofree char *sql = NULL;
  const char *catalogue = NULL;

  if (g_str_equal (reference->parent, "workers"))
    sql = g_strdup_printf ("INSERT INTO workers (id) SELECT DISTINCT \"%s\" FROM \"%s\" WHERE %s",
                           reference->column,
                           reference->table,
                           condition);
  else if (g_str_equal (reference->parent, "entries"))
    catalogue = find_catalogue (self->dictionary, reference);
  if (catalogue != NULL)
    sql = g_strdup_printf ("INSERT INTO entries (id, catalogue, code, label_es, retired) "
                           "SELECT DISTINCT \"%s\", ?1, 'X' || \"%s\", 'Código perdido', 1 "
                           "FROM \"%s\" WHERE %s",
                           reference->column,
                           reference->column,
                           reference->table,
                           condition);
  return sql != NULL ? change_rows (self->target, sql, catalogue, error) : 0;
}

/* Returns how many rows were changed, or -1. */
static gint64
mend_reference (QhSalvage *self, const Reference *reference, GError **error)
{
  g_autofree char *condition = make_condition (reference);
  g_autofree char *sql = NULL;
  gint64 n = put_stand_ins (self, reference, condition, error);

  if (n > 0)
    qh_salvage_note (self,
                     _ ("Lost from “%s” although others need them, so empty ones stand in their "
                        "place: %" PRId64 "."),
                     reference->parent,
                     n);
  if (n != 0)
    return n;
  sql = reference->required
          ? g_strdup_printf ("DELETE FROM \"%s\" WHERE %s", reference->table, condition)
          : g_strdup_printf ("UPDATE \"%s\" SET \"%s\" = NULL WHERE %s",
                             reference->table,
                             reference->column,
                             condition);
  n = change_rows (self->target, sql, NULL, error);
  if (n > 0 && reference->required)
    qh_salvage_note (self,
                     _ ("Left out of “%s”, as what they belong to (“%s”) was lost: %" PRId64 "."),
                     reference->table,
                     reference->parent,
                     n);
  else if (n > 0)
    qh_salvage_note (self,
                     _ ("Kept in “%s” without their “%s”, which was lost: %" PRId64 "."),
                     reference->table,
                     reference->parent,
                     n);
  return n;
}

/* Codes that come with the program need not be read from anywhere. */
static gboolean
put_shipped_entries (QhSalvage *self, GError **error)
{
  g_autoptr (GPtrArray) entries = qh_catalogues_shipped (self->dictionary);
  guint n = 0;

  for (guint i = 0; i < entries->len; i++)
    {
      const QhRecord *entry = g_ptr_array_index (entries, i);
      g_autofree char *upsert = qh_kind_make_upsert (entry->kind);
      sqlite3_stmt *statement
        = qh_database_prepare (self->target, "SELECT 1 FROM entries WHERE id = ?1", error);
      gboolean there;

      if (statement == NULL)
        return FALSE;
      sqlite3_bind_int64 (statement, 1, entry->id);
      there = sqlite3_step (statement) == SQLITE_ROW;
      sqlite3_reset (statement);
      if (there)
        continue;
      statement = qh_database_prepare (self->target, upsert, error);
      if (statement == NULL)
        return FALSE;
      qh_row_bind (statement, entry, NULL);
      if (!qh_database_step (self->target, statement, error))
        return FALSE;
      n++;
    }
  if (n > 0)
    qh_salvage_note (self, _ ("Codes that come with the program and were put back: %u."), n);
  return TRUE;
}

/**
 * qh_salvage_mend:
 *
 * Makes every reference in the new workspace lead somewhere again: drops those
 * that may be empty, puts stand-ins for workers and codes, and leaves out what
 * is nothing without what was lost.
 *
 * Returns: whether it could be written.
 */
gboolean
qh_salvage_mend (QhSalvage *self, GError **error)
{
  g_autoptr (GPtrArray) references = list_references (self->target, error);
  gboolean again = TRUE;

  if (references == NULL || !put_shipped_entries (self, error))
    return FALSE;
  /* What is left out may be what others belong to. */
  while (again)
    {
      again = FALSE;
      for (guint i = 0; i < references->len; i++)
        {
          gint64 n = mend_reference (self, g_ptr_array_index (references, i), error);

          if (n < 0 || !qh_backup_steps_go (self->steps, 0, error))
            return FALSE;
          again = again || n > 0;
        }
    }
  return TRUE;
}
