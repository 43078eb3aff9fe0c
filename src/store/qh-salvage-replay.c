/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the log tells of records whose tables are damaged: the changes after the
 * backup are done again, as far as the log's chain holds. */
#include "store/qh-salvage-private.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

#include "domain/qh-own-field.h"
#include "store/qh-change-words.h"
#include "store/qh-log-chain.h"
#include "store/qh-row-writer.h"
#include "store/qh-row.h"
#include "vault/qh-seal.h"

typedef struct
{
  QhSalvage *salvage;
  QhDictionary *dictionary; /* with the own fields that the new workspace has by now */
  QhRowWriter writer;
  gint64 last;    /* the last change that holds */
  gint64 until;   /* when it was made, in milliseconds */
  gboolean whole; /* whether the log holds to its end */
  gboolean damaged[QH_N_KINDS];
  guint64 n_done;
  guint64 n_closed; /* that the keys do not open */
} Replay;

/* Where the log stands */

/**
 * qh_salvage_read_head:
 *
 * Notes where the log of the backup ends, before anything is put over it.
 */
void
qh_salvage_read_head (QhSalvage *self)
{
  sqlite3_stmt *statement = qh_database_prepare (
    self->target, "SELECT sequence, hash FROM changes ORDER BY sequence DESC LIMIT 1", NULL);

  if (statement == NULL)
    return;
  if (sqlite3_step (statement) == SQLITE_ROW && sqlite3_column_bytes (statement, 1) == QH_HASH_SIZE)
    {
      self->head = sqlite3_column_int64 (statement, 0);
      memcpy (self->head_hash, sqlite3_column_blob (statement, 1), QH_HASH_SIZE);
    }
  sqlite3_reset (statement);
}

/**
 * qh_salvage_has_head:
 *
 * Returns: whether the log of @database holds the last change that was in the backup.
 */
gboolean
qh_salvage_has_head (QhSalvage *self, QhDatabase *database)
{
  sqlite3_stmt *statement
    = qh_database_prepare (database, "SELECT hash FROM changes WHERE sequence = ?1", NULL);
  gboolean found;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, self->head);
  found = sqlite3_step (statement) == SQLITE_ROW
          && sqlite3_column_bytes (statement, 0) == QH_HASH_SIZE
          && memcmp (sqlite3_column_blob (statement, 0), self->head_hash, QH_HASH_SIZE) == 0;
  sqlite3_reset (statement);
  return found;
}

static gboolean
follow (Replay *self, GError **error)
{
  QhSalvage *salvage = self->salvage;
  QhLogChain chain;
  gboolean holds = TRUE;

  if (!qh_log_chain_begin_after (
        &chain, salvage->target, salvage->keyring, salvage->head, salvage->head_hash, error))
    return FALSE;
  while (holds && qh_backup_steps_go (salvage->steps, 0, error))
    {
      g_autoptr (QhLogChange) change = qh_log_chain_next (&chain, &holds);

      if (change == NULL)
        break;
      if (holds)
        self->until = change->time;
    }
  self->last = chain.last;
  self->whole = chain.code == SQLITE_DONE && chain.entry_code == SQLITE_DONE;
  sqlite3_reset (chain.changes);
  sqlite3_reset (chain.entries);
  return !g_cancellable_is_cancelled (salvage->steps->cancellable);
}

/* Which kinds */

static const QhSalvageTable *
find_table (QhSalvage *salvage, const char *name)
{
  for (guint i = 0; i < salvage->report->tables->len; i++)
    {
      const QhSalvageTable *table = g_ptr_array_index (salvage->report->tables, i);

      if (g_str_equal (table->name, name))
        return table;
    }
  return NULL;
}

static gboolean
is_damaged (QhSalvage *salvage, const char *name)
{
  const QhSalvageTable *table = find_table (salvage, name);

  return table != NULL && table->damaged;
}

/* Whether a table in which records of a kind stand is damaged. */
static gboolean
is_kind_damaged (QhSalvage *salvage, const QhKind *kind)
{
  if (is_damaged (salvage, kind->table) || is_damaged (salvage, "own_values"))
    return TRUE;
  for (guint i = 0; i < qh_kind_get_n_fields (kind); i++)
    {
      const QhField *field = qh_kind_get_field (kind, i);
      g_autofree char *list
        = qh_field_is_list (field) && !field->own ? qh_field_make_list_table (kind, field) : NULL;

      if (list != NULL && is_damaged (salvage, list))
        return TRUE;
    }
  return FALSE;
}

/* Own fields, that stand as records in the new workspace. */
static gboolean
load_dictionary (Replay *self, GError **error)
{
  QhKind *kind = qh_dictionary_get_kind (self->salvage->dictionary, QH_KIND_OWN_FIELD);
  sqlite3_stmt *statement
    = qh_database_prepare (self->salvage->target, "SELECT id FROM own_fields ORDER BY id", error);
  g_autoptr (GPtrArray) fields = g_ptr_array_new_with_free_func ((GDestroyNotify)qh_own_field_free);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (statement == NULL)
    return FALSE;
  while (sqlite3_step (statement) == SQLITE_ROW)
    g_array_append_vals (ids, &(gint64){ sqlite3_column_int64 (statement, 0) }, 1);
  sqlite3_reset (statement);
  for (guint i = 0; i < ids->len; i++)
    {
      g_auto (QhStored) stored = { NULL, NULL };
      QhOwnField *own = NULL;

      if (!qh_row_writer_read (&self->writer, kind, g_array_index (ids, gint64, i), &stored, error))
        return FALSE;
      if (stored.record != NULL)
        own = qh_own_field_from_record (stored.record, NULL);
      if (own != NULL)
        g_ptr_array_add (fields, own);
    }
  self->dictionary = qh_dictionary_with_own (self->salvage->dictionary, fields);
  qh_row_writer_clear (&self->writer);
  qh_row_writer_init (&self->writer, self->salvage->target);
  return TRUE;
}

/* Doing again */

/* Whether the damaged workspace still had the row, which is newer than the log
 * where the log's end is lost. */
static gboolean
was_read (Replay *self, const QhLogEntry *entry)
{
  sqlite3_stmt *statement = qh_database_prepare (
    self->salvage->target, "SELECT 1 FROM temp.saved_rows WHERE kind = ?1 AND id = ?2", NULL);
  gboolean found;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, entry->kind);
  sqlite3_bind_int64 (statement, 2, entry->record);
  found = sqlite3_step (statement) == SQLITE_ROW;
  sqlite3_reset (statement);
  return found;
}

/* Lists whose record was lost are in the way of its own. */
static gboolean
clear_lists (Replay *self, const QhKind *kind, gint64 id, GError **error)
{
  for (guint i = 0; i < qh_kind_get_n_fields (kind); i++)
    {
      const QhField *field = qh_kind_get_field (kind, i);
      g_autofree char *sql = NULL;
      g_autofree char *table = NULL;
      sqlite3_stmt *statement;

      if (!qh_field_is_list (field) || field->own)
        continue;
      table = qh_field_make_list_table (kind, field);
      sql = g_strdup_printf ("DELETE FROM \"%s\" WHERE owner = ?1", table);
      statement = qh_database_prepare (self->salvage->target, sql, error);
      if (statement == NULL)
        return FALSE;
      sqlite3_bind_int64 (statement, 1, id);
      if (!qh_database_step (self->salvage->target, statement, error))
        return FALSE;
    }
  return TRUE;
}

/* Of what was erased the log says no more than that: names and notes go. */
static gboolean
forget (Replay *self, const QhStored *stored, const QhLogEntry *entry, GError **error)
{
  if (stored->record == NULL)
    return TRUE;
  return entry->operation == QH_OPERATION_DELETE
           ? qh_row_writer_delete (&self->writer, stored->record->kind, entry->record, error)
           : qh_row_writer_put (&self->writer, stored->record, stored->record, NULL, error);
}

static gboolean
put (Replay *self, const QhStored *stored, QhKind *kind, const QhLogEntry *entry, GError **error)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (entry->body, &size);
  g_autoptr (QhEntryBody) body = qh_entry_body_decode (entry->record, data, size, error);
  g_autoptr (QhRecord) record = NULL;

  if (body == NULL)
    return FALSE;
  if (entry->operation == QH_OPERATION_DELETE)
    return stored->record == NULL
           || qh_row_writer_delete (&self->writer, kind, entry->record, error);
  if (stored->record == NULL && entry->operation == QH_OPERATION_EDIT)
    return TRUE;
  if (stored->record == NULL && !clear_lists (self, kind, entry->record, error))
    return FALSE;
  record = qh_entry_body_apply (body, stored->record, kind, entry->record, TRUE);
  return qh_row_writer_put (&self->writer,
                            stored->record,
                            record,
                            body->sealed_differs ? body->sealed_after : stored->sealed,
                            error);
}

/* What the tables do not take is left; only a drive that cannot be written ends it. */
static gboolean
do_again (Replay *self, const QhLogEntry *entry, GError **error)
{
  QhKind *kind = qh_dictionary_get_kind (self->dictionary, entry->kind);
  g_auto (QhStored) stored = { NULL, NULL };
  g_autoptr (GError) reason = NULL;

  if (!qh_row_writer_read (&self->writer, kind, entry->record, &stored, error))
    return FALSE;
  if (entry->closed) /* what others alone can read, others alone can bring back */
    {
      self->n_closed++;
      return TRUE;
    }
  if (entry->erased ? forget (self, &stored, entry, &reason)
                    : put (self, &stored, kind, entry, &reason))
    {
      self->n_done++;
      return TRUE;
    }
  if (!g_error_matches (reason, QH_ERROR, QH_ERROR_PLACE))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&reason));
  return FALSE;
}

static GPtrArray *
read_entries (Replay *self, gint64 change, GError **error)
{
  sqlite3_stmt *statement
    = qh_database_prepare (self->salvage->target,
                           "SELECT " QH_LOG_ENTRY_COLUMNS
                           " FROM change_entries WHERE id >= (SELECT first_entry FROM changes "
                           "WHERE sequence = ?1) AND id < (SELECT first_entry + n_entries FROM "
                           "changes WHERE sequence = ?1) ORDER BY id",
                           error);
  GPtrArray *entries;

  if (statement == NULL)
    return NULL;
  entries = g_ptr_array_new_with_free_func ((GDestroyNotify)qh_log_entry_free);
  sqlite3_bind_int64 (statement, 1, change);
  while (sqlite3_step (statement) == SQLITE_ROW)
    g_ptr_array_add (entries, qh_log_entry_read (statement, self->salvage->keyring));
  sqlite3_reset (statement);
  return entries;
}

static gboolean
is_wanted (Replay *self, const QhLogEntry *entry, gboolean own_fields)
{
  return entry->kind > 0 && entry->kind < QH_N_KINDS && self->damaged[entry->kind]
         && (entry->kind == QH_KIND_OWN_FIELD) == own_fields
         && (self->whole || !was_read (self, entry));
}

static gboolean
replay (Replay *self, gboolean own_fields, GError **error)
{
  for (gint64 change = self->salvage->head + 1; change <= self->last; change++)
    {
      g_autoptr (GPtrArray) entries = read_entries (self, change, error);

      if (entries == NULL || !qh_backup_steps_go (self->salvage->steps, 0, error))
        return FALSE;
      for (guint i = 0; i < entries->len; i++)
        {
          const QhLogEntry *entry = g_ptr_array_index (entries, i);

          if (is_wanted (self, entry, own_fields) && !do_again (self, entry, error))
            return FALSE;
        }
    }
  return TRUE;
}

/* Own fields come first: the others' values are of them. */
static gboolean
replay_all (Replay *self, GError **error)
{
  gboolean any = FALSE;

  for (guint number = 1; number < QH_N_KINDS; number++)
    {
      self->damaged[number] = is_kind_damaged (
        self->salvage, qh_dictionary_get_kind (self->salvage->dictionary, number));
      any |= self->damaged[number];
    }
  if (!any)
    return TRUE;
  self->dictionary = qh_dictionary_ref (self->salvage->dictionary);
  if (!replay (self, TRUE, error))
    return FALSE;
  g_clear_pointer (&self->dictionary, qh_dictionary_unref);
  return load_dictionary (self, error) && replay (self, FALSE, error);
}

/* What was erased in the workspace stays erased, though the backup's log still had it. */

static gboolean
erase_body (QhSalvage *salvage, gint64 id, const void *body, gsize size, GError **error)
{
  sqlite3_stmt *statement = qh_database_prepare (
    salvage->target, "UPDATE change_entries SET erased = 1, body = ?2 WHERE id = ?1", error);
  guint8 digest[QH_DIGEST_SIZE];

  if (statement == NULL
      || !qh_keyed_digest (salvage->keyring, QH_KEY_WORKSPACE, body, size, digest))
    return FALSE;
  sqlite3_bind_int64 (statement, 1, id);
  sqlite3_bind_blob (statement, 2, digest, sizeof digest, SQLITE_TRANSIENT);
  return qh_database_step (salvage->target, statement, error);
}

static gboolean
erase_again (QhSalvage *salvage, GError **error)
{
  sqlite3_stmt *statement = qh_database_prepare (
    salvage->target,
    "SELECT e.id, e.body FROM change_entries e WHERE e.erased IS NULL AND EXISTS (SELECT 1 FROM "
    "change_entries l WHERE l.record = e.record AND l.kind = e.kind AND l.erased = 1 AND l.id > "
    "e.id)",
    error);
  gboolean done = statement != NULL;

  while (done && sqlite3_step (statement) == SQLITE_ROW)
    done = erase_body (salvage,
                       sqlite3_column_int64 (statement, 0),
                       sqlite3_column_blob (statement, 1),
                       (gsize)sqlite3_column_bytes (statement, 1),
                       error);
  if (statement != NULL)
    sqlite3_reset (statement);
  return done;
}

/* Rows that were known to be lost and are there now. */
static void
recount_lost (QhSalvage *salvage)
{
  for (guint i = 0; i < salvage->report->tables->len; i++)
    {
      QhSalvageTable *table = g_ptr_array_index (salvage->report->tables, i);
      g_autofree char *sql = g_strdup_printf (
        "SELECT count(*) FROM temp.lost_rows WHERE kind = %u AND id IN (SELECT id FROM \"%s\")",
        table->kind,
        table->name);

      if (table->kind != 0 && table->n_lost > 0)
        table->n_lost
          -= MIN (table->n_lost, (guint64)qh_database_get_int (salvage->target, sql, 0));
    }
}

static void
report (Replay *self)
{
  QhSalvage *salvage = self->salvage;
  g_autofree char *until = qh_change_words_time (self->until);

  if (self->n_done > 0)
    qh_salvage_note (
      salvage,
      _ ("Put back from the log, in damaged tables: %" PRIu64 " changes of records, up to %s."),
      self->n_done,
      until);
  if (self->n_closed > 0)
    qh_salvage_note (salvage,
                     _ ("Not put back, as they are of restricted cases: changes in the log that "
                        "this passphrase does not open: %" PRIu64 "."),
                     self->n_closed);
  if (!self->whole)
    qh_salvage_note (salvage,
                     _ ("The log holds up to change %" PRId64
                        "; what came after it may be missing where its table is damaged."),
                     self->last);
}

/**
 * qh_salvage_replay:
 *
 * Does again, in the new workspace that began as a backup, what the log tells of
 * records whose tables could not all be read. Each change is used only if the
 * chain from the backup to it holds.
 *
 * Returns: whether nobody cancelled and it could be written.
 */
gboolean
qh_salvage_replay (QhSalvage *self, GError **error)
{
  Replay work = { .salvage = self };
  gboolean done;

  if (self->head == 0)
    return TRUE;
  qh_row_writer_init (&work.writer, self->target);
  done = follow (&work, error) && replay_all (&work, error)
         && (!is_damaged (self, "change_entries") || erase_again (self, error));
  qh_row_writer_clear (&work.writer);
  g_clear_pointer (&work.dictionary, qh_dictionary_unref);
  if (!done)
    return FALSE;
  recount_lost (self);
  report (&work);
  return TRUE;
}
