/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads all that can be read of a table with unreadable pages: from its
 * beginning and from its end up to what is bad, between these by the ids that
 * the table's indexes still have, and by probing the gaps that are left. */
#include "store/qh-salvage-private.h"

#include "store/qh-row.h"
#include "vault/qh-seal.h"

#define MAX_PROBES 4000
#define PROGRESS_EVERY 1024

typedef struct
{
  QhSalvage *salvage;
  QhSalvageTable *entry;
  QhKind *kind;       /* of the records in it, or NULL */
  GPtrArray *columns; /* what both files have, the first is the key */
  gboolean ids;       /* whether the key is an integer */
  int sealed;         /* position of the sealed column, or -1 */
  char *insert;
  char *forward;
  char *backward;
} Walk;

/* A range of keys of which neither end nor anything between was read. */
typedef struct
{
  gint64 low;
  gint64 high;
} Gap;

static void
walk_clear (Walk *self)
{
  g_ptr_array_unref (self->columns);
  g_free (self->insert);
  g_free (self->forward);
  g_free (self->backward);
}

/* The columns of the new table that the old one has too, the key first. */
static gboolean
list_columns (Walk *self, const char *table, GError **error)
{
  QhDatabase *target = self->salvage->target;
  sqlite3_stmt *statement = qh_database_prepare (
    target, "SELECT name, type FROM pragma_table_info (?1) ORDER BY pk = 0, pk, cid", error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_text (statement, 1, table, -1, SQLITE_TRANSIENT);
  while (sqlite3_step (statement) == SQLITE_ROW)
    {
      const char *name = (const char *)sqlite3_column_text (statement, 0);
      g_autofree char *sql = g_strdup_printf ("SELECT \"%s\" FROM \"%s\" LIMIT 0", name, table);
      sqlite3_stmt *try = NULL;

      if (sqlite3_prepare_v2 (self->salvage->source->db, sql, -1, &try, NULL) == SQLITE_OK)
        {
          if (self->columns->len == 0)
            self->ids
              = g_strcmp0 ((const char *)sqlite3_column_text (statement, 1), "INTEGER") == 0;
          if (self->kind != NULL && g_str_equal (name, "sealed"))
            self->sealed = (int)self->columns->len;
          g_ptr_array_add (self->columns, g_strdup_printf ("\"%s\"", name));
        }
      sqlite3_finalize (try);
    }
  sqlite3_reset (statement);
  return TRUE;
}

static void
make_statements (Walk *self, const char *table)
{
  const char *key = g_ptr_array_index (self->columns, 0);
  g_autoptr (GString) names = g_string_new (NULL);
  g_autoptr (GString) marks = g_string_new (NULL);

  for (guint i = 0; i < self->columns->len; i++)
    {
      const char *comma = i > 0 ? ", " : "";

      g_string_append_printf (
        names, "%s%s", comma, (const char *)g_ptr_array_index (self->columns, i));
      g_string_append_printf (marks, "%s?", comma);
    }
  self->insert = g_strdup_printf (
    "INSERT OR REPLACE INTO \"%s\" (%s) VALUES (%s)", table, names->str, marks->str);
  if (self->ids)
    {
      self->forward = g_strdup_printf (
        "SELECT %s FROM \"%s\" NOT INDEXED WHERE %s >= ?1 AND %s <= ?2 ORDER BY %s",
        names->str,
        table,
        key,
        key,
        key);
      self->backward = g_strconcat (self->forward, " DESC", NULL);
    }
  else
    {
      self->forward = g_strdup_printf ("SELECT %s FROM \"%s\" ORDER BY %s", names->str, table, key);
      self->backward = g_strconcat (self->forward, " DESC", NULL);
    }
}

/* Whether the row's seal opens, as far as the keys go. */
static gboolean
opens (Walk *self, sqlite3_stmt *row)
{
  gsize size = (gsize)sqlite3_column_bytes (row, self->sealed);
  g_autofree guint8 *opened = g_malloc (size + 1);
  g_autoptr (GError) error = NULL;
  gssize n = qh_unseal (self->salvage->keyring,
                        self->kind->number,
                        sqlite3_column_int64 (row, 0),
                        sqlite3_column_blob (row, self->sealed),
                        size,
                        opened,
                        &error);

  if (n > 0)
    qh_wipe (opened, (gsize)n);
  return n >= 0 || !g_error_matches (error, QH_ERROR, QH_ERROR_DAMAGED);
}

static gboolean
is_in_target (Walk *self, gint64 id)
{
  g_autofree char *sql = g_strdup_printf ("SELECT 1 FROM \"%s\" WHERE id = ?1", self->entry->name);
  sqlite3_stmt *statement = qh_database_prepare (self->salvage->target, sql, NULL);
  gboolean found;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, id);
  found = sqlite3_step (statement) == SQLITE_ROW;
  sqlite3_reset (statement);
  return found;
}

/* Notes what became of a row of a damaged table, for the log to know. */
static void
note_row (Walk *self, const char *sql, gint64 id)
{
  sqlite3_stmt *statement
    = self->kind != NULL ? qh_database_prepare (self->salvage->target, sql, NULL) : NULL;

  if (statement == NULL)
    return;
  sqlite3_bind_int64 (statement, 1, self->kind->number);
  sqlite3_bind_int64 (statement, 2, id);
  qh_database_step (self->salvage->target, statement, NULL);
}

/* A row whose values the new table refuses is damaged itself, and lost. */
static void
save_row (Walk *self, sqlite3_stmt *row)
{
  sqlite3_stmt *insert = qh_database_prepare (self->salvage->target, self->insert, NULL);
  gboolean unsealed = self->sealed >= 0 && sqlite3_column_type (row, self->sealed) == SQLITE_BLOB
                      && !opens (self, row);

  if (insert == NULL)
    return;
  if (unsealed)
    {
      /* What the backup has of it is better than what is left. */
      if (self->salvage->merging && is_in_target (self, sqlite3_column_int64 (row, 0)))
        return;
      self->entry->n_unsealed++;
    }
  for (int i = 0; i < (int)self->columns->len; i++)
    if (!unsealed || i != self->sealed)
      sqlite3_bind_value (insert, i + 1, sqlite3_column_value (row, i));
  if (!qh_database_step (self->salvage->target, insert, NULL))
    self->entry->n_lost++;
  else if (!unsealed && self->salvage->merging && self->entry->damaged)
    note_row (self,
              "INSERT OR IGNORE INTO temp.saved_rows (kind, id) VALUES (?1, ?2)",
              sqlite3_column_int64 (row, 0));
}

/* Walks from one key towards another, until it is there or something cannot be
 * read. Returns whether it got there; @reached is the last key that was read. */
static gboolean
walk (Walk *self, const char *sql, gint64 low, gint64 high, gint64 *reached, guint64 *n)
{
  sqlite3_stmt *statement = qh_database_prepare (self->salvage->source, sql, NULL);
  int code = SQLITE_CORRUPT;

  if (statement == NULL)
    return FALSE;
  if (self->ids)
    {
      sqlite3_bind_int64 (statement, 1, low);
      sqlite3_bind_int64 (statement, 2, high);
    }
  while ((code = sqlite3_step (statement)) == SQLITE_ROW)
    {
      save_row (self, statement);
      if (self->ids)
        *reached = sqlite3_column_int64 (statement, 0);
      if (++*n % PROGRESS_EVERY == 0 && !qh_backup_steps_go (self->salvage->steps, 0, NULL))
        break;
    }
  sqlite3_reset (statement);
  return code == SQLITE_DONE;
}

/* Fetches one by one the rows that an index knows of and that were not read. */
static void
fetch_from_index (Walk *self, const char *index, GHashTable *lost)
{
  g_autofree char *sql
    = g_strdup_printf ("SELECT id FROM \"%s\" INDEXED BY \"%s\"", self->entry->name, index);
  sqlite3_stmt *statement = qh_database_prepare (self->salvage->source, sql, NULL);
  guint64 n = 0;

  while (statement != NULL && sqlite3_step (statement) == SQLITE_ROW)
    {
      gint64 id = sqlite3_column_int64 (statement, 0), reached;

      if (g_hash_table_contains (lost, &id) || is_in_target (self, id))
        continue;
      walk (self, self->forward, id, id, &reached, &n);
      if (is_in_target (self, id))
        continue;
      g_hash_table_add (lost, g_memdup2 (&id, sizeof id));
      note_row (self, "INSERT OR IGNORE INTO temp.lost_rows (kind, id) VALUES (?1, ?2)", id);
    }
  if (statement != NULL)
    sqlite3_reset (statement);
}

static void
fetch_from_indexes (Walk *self)
{
  sqlite3_stmt *statement = qh_database_prepare (
    self->salvage->target, "SELECT name FROM pragma_index_list (?1) WHERE partial = 0", NULL);
  g_autoptr (GHashTable) lost = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  if (statement == NULL)
    return;
  sqlite3_bind_text (statement, 1, self->entry->name, -1, SQLITE_TRANSIENT);
  while (sqlite3_step (statement) == SQLITE_ROW)
    fetch_from_index (self, (const char *)sqlite3_column_text (statement, 0), lost);
  sqlite3_reset (statement);
  self->entry->n_lost += g_hash_table_size (lost);
}

/* Looks into the gaps from their middles, the widest first, as often as there is patience for. */
static void
probe_gaps (Walk *self, gint64 low, gint64 high)
{
  g_autoptr (GQueue) gaps = g_queue_new ();
  guint64 n = 0;

  g_queue_push_tail (gaps, g_memdup2 (&(Gap){ low, high }, sizeof (Gap)));
  for (guint probes = 0; probes < MAX_PROBES && !g_queue_is_empty (gaps); probes++)
    {
      g_autofree Gap *gap = g_queue_pop_head (gaps);
      gint64 middle = gap->low + (gap->high - gap->low) / 2;
      gint64 above = middle, below = middle;

      if (gap->high - gap->low < 2)
        continue;
      if (!walk (self, self->forward, middle, gap->high - 1, &above, &n))
        g_queue_push_tail (gaps, g_memdup2 (&(Gap){ above, gap->high }, sizeof (Gap)));
      if (!walk (self, self->backward, gap->low + 1, middle, &below, &n))
        g_queue_push_tail (gaps, g_memdup2 (&(Gap){ gap->low, below }, sizeof (Gap)));
    }
  g_queue_free_full (g_steal_pointer (&gaps), g_free);
}

static void
walk_table (Walk *self)
{
  gint64 low = -1, high = G_MAXINT64 - 1;
  guint64 n = 0;

  if (walk (self, self->forward, G_MININT64, G_MAXINT64, &low, &n))
    return;
  self->entry->damaged = TRUE;
  walk (self, self->backward, low, G_MAXINT64, &high, &n);
  if (!self->ids || low >= high)
    return;
  probe_gaps (self, low, high);
  if (self->kind != NULL)
    fetch_from_indexes (self);
}

static QhKind *
find_kind (QhDictionary *dictionary, const char *table)
{
  for (guint number = 1; number < QH_N_KINDS; number++)
    {
      QhKind *kind = qh_dictionary_get_kind (dictionary, number);

      if (g_str_equal (kind->table, table))
        return kind;
    }
  return NULL;
}

/* A table of which all can be read tells what was removed since the backup, too:
 * only then the backup's rows go. */
static gboolean
walk_instead (Walk *self, GError **error)
{
  QhDatabase *target = self->salvage->target;
  g_autofree char *clear = g_strdup_printf ("DELETE FROM \"%s\"", self->entry->name);

  if (!qh_database_exec (target, "SAVEPOINT before_walk", error)
      || !qh_database_exec (target, clear, error))
    return FALSE;
  walk_table (self);
  if (self->entry->damaged)
    {
      if (!qh_database_exec (target, "ROLLBACK TO before_walk", error))
        return FALSE;
      self->entry->n_lost = self->entry->n_unsealed = 0;
      walk_table (self);
    }
  return qh_database_exec (target, "RELEASE before_walk", error);
}

/**
 * qh_salvage_table:
 *
 * Takes what can be read of a table into the new workspace, where rows of a
 * backup may be already.
 *
 * Returns: whether nobody cancelled and the new workspace could be written.
 */
gboolean
qh_salvage_table (QhSalvage *self, const char *name, GError **error)
{
  QhSalvageTable *entry = g_new0 (QhSalvageTable, 1);
  Walk work = { .salvage = self, .entry = entry, .sealed = -1 };
  g_autofree char *count = g_strdup_printf ("SELECT count(*) FROM \"%s\"", name);
  gboolean done;

  g_ptr_array_add (self->report->tables, entry);
  entry->name = g_strdup (name);
  work.kind = find_kind (self->dictionary, name);
  entry->kind = work.kind != NULL ? work.kind->number : 0;
  work.columns = g_ptr_array_new_with_free_func (g_free);
  done = list_columns (&work, name, error);
  if (done && work.columns->len > 0)
    {
      make_statements (&work, name);
      if (self->merging)
        done = walk_instead (&work, error);
      else
        walk_table (&work);
    }
  entry->n_saved = (guint64)qh_database_get_int (self->target, count, 0);
  walk_clear (&work);
  return done && qh_backup_steps_go (self->steps, 0, error);
}
