/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/qh-verify.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

#include "store/qh-row.h"
#include "store/qh-verify-private.h"

#define MAX_PROBLEMS 100
#define PROGRESS_EVERY 4096
#define STEPS_BETWEEN_CALLS 100000

void
qh_verification_add_problem (QhVerification *self, const char *format, ...)
{
  va_list arguments;

  if (self->report->problems->len >= MAX_PROBLEMS)
    return;
  va_start (arguments, format);
  g_ptr_array_add (self->report->problems, g_strdup_vprintf (format, arguments));
  va_end (arguments);
}

/* SQLite calls it now and then; what is not 0 interrupts it. */
static int
tick_cb (gpointer data)
{
  QhVerification *self = data;

  if (self->progress != NULL)
    self->progress (self->report->n_records, self->total, self->progress_data);
  return g_cancellable_is_cancelled (self->cancellable);
}

/* Ends a statement that was stepped to its end or interrupted. */
gboolean
qh_verification_finish (QhVerification *self, sqlite3_stmt *statement, int code, GError **error)
{
  sqlite3_reset (statement);
  if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return FALSE;
  if (code == SQLITE_DONE)
    return TRUE;
  qh_database_set_error (self->database, code, error);
  return FALSE;
}

static gboolean
check_pages (QhVerification *self, GError **error)
{
  sqlite3_stmt *statement = qh_database_prepare (self->database, "PRAGMA integrity_check", error);
  int code;

  if (statement == NULL)
    return FALSE;
  while ((code = sqlite3_step (statement)) == SQLITE_ROW)
    {
      const char *said = (const char *)sqlite3_column_text (statement, 0);

      if (g_strcmp0 (said, "ok") != 0)
        qh_verification_add_problem (self, _ ("The file's structure is damaged: %s"), said);
    }
  return qh_verification_finish (self, statement, code, error);
}

static gboolean
check_references (QhVerification *self, GError **error)
{
  sqlite3_stmt *statement = qh_database_prepare (self->database, "PRAGMA foreign_key_check", error);
  int code;

  if (statement == NULL)
    return FALSE;
  while ((code = sqlite3_step (statement)) == SQLITE_ROW)
    qh_verification_add_problem (self,
                 _ ("Record %" PRId64 " of “%s” refers to one of “%s” that is not there."),
                 (gint64)sqlite3_column_int64 (statement, 1),
                 (const char *)sqlite3_column_text (statement, 0),
                 (const char *)sqlite3_column_text (statement, 2));
  return qh_verification_finish (self, statement, code, error);
}

static guint
count_columns (QhVerification *self, const char *table)
{
  sqlite3_stmt *statement
    = qh_database_prepare (self->database, "SELECT count(*) FROM pragma_table_info (?1)", NULL);
  guint count = 0;

  if (statement == NULL)
    return 0;
  sqlite3_bind_text (statement, 1, table, -1, SQLITE_TRANSIENT);
  if (sqlite3_step (statement) == SQLITE_ROW)
    count = (guint)sqlite3_column_int (statement, 0);
  sqlite3_reset (statement);
  return count;
}

/* The table must have the columns that the dictionary asks for, and no others. */
static void
check_schema (QhVerification *self, const QhKind *kind)
{
  g_autofree char *select = qh_kind_make_select (kind, "LIMIT 0");
  sqlite3_stmt *statement = qh_database_prepare (self->database, select, NULL);

  if (statement == NULL
      || (guint)sqlite3_column_count (statement) != count_columns (self, kind->table))
    qh_verification_add_problem (self,
                 _ ("The table “%s” does not have the columns that the dictionary describes."),
                 kind->table);
  for (guint i = 0; i < qh_kind_get_n_fields (kind); i++)
    {
      const QhField *field = qh_kind_get_field (kind, i);
      g_autofree char *table = NULL;

      if (field->own || !qh_field_is_list (field))
        continue;
      table = qh_field_make_list_table (kind, field);
      if (count_columns (self, table) != field->n_columns + 2)
        qh_verification_add_problem (self,
                     _ ("The table “%s” does not have the columns that the dictionary describes."),
                     table);
    }
}

/* Reads every record, which opens its seal. */
static gboolean
check_records (QhVerification *self, QhKind *kind, GError **error)
{
  g_autofree char *select = qh_kind_make_select (kind, NULL);
  sqlite3_stmt *statement = qh_database_prepare (self->database, select, NULL);
  gboolean sealed = qh_kind_has_seal (kind);
  int code;

  if (statement == NULL)
    return TRUE; /* the schema's check has said so */
  while ((code = sqlite3_step (statement)) == SQLITE_ROW)
    {
      g_autoptr (QhRecord) record = qh_record_new (kind);
      g_autoptr (GError) reason = NULL;

      if (!qh_row_read (statement, record, self->store->keyring, &reason))
        qh_verification_add_problem (
          self, "%s: %s", qh_kind_get_label (kind, self->store->language), reason->message);
      else if (sealed && !record->closed
               && sqlite3_column_type (statement, sqlite3_column_count (statement) - 1)
                    != SQLITE_NULL)
        self->report->n_seals++;
      if (++self->report->n_records % PROGRESS_EVERY == 0 && tick_cb (self))
        break;
    }
  return qh_verification_finish (self, statement, code, error);
}

static gboolean
verify (QhVerification *self, GError **error)
{
  for (guint number = 1; number < QH_N_KINDS; number++)
    self->total += (guint64)qh_store_count (self->store, number);
  if (!check_pages (self, error) || !check_references (self, error))
    return FALSE;
  for (guint number = 1; number < QH_N_KINDS; number++)
    {
      QhKind *kind = qh_store_get_kind (self->store, number);

      check_schema (self, kind);
      if (!check_records (self, kind, error))
        return FALSE;
    }
  return qh_verification_check_log (self, error);
}

/**
 * qh_store_verify:
 * @progress: (nullable): called now and then with the records read, on the calling thread
 *
 * Checks the whole workspace: SQLite's own structure, references, the schema
 * against the dictionary, that every seal opens, and that the log's chain
 * holds. Reads everything, with a connection of its own; changes nothing.
 *
 * Returns: (transfer full): what was found, or %NULL when the file could not be read.
 */
QhVerifyReport *
qh_store_verify (QhStore *self,
                 QhProgress progress,
                 gpointer progress_data,
                 GCancellable *cancellable,
                 GError **error)
{
  g_autoptr (QhVerifyReport) report = g_new0 (QhVerifyReport, 1);
  g_autoptr (QhDatabase) database = NULL;
  QhVerification verification = {
    .store = self,
    .report = report,
    .progress = progress,
    .progress_data = progress_data,
    .cancellable = cancellable,
  };

  report->problems = g_ptr_array_new_with_free_func (g_free);
  database = qh_database_open (self->path, SQLITE_OPEN_READONLY, error);
  if (database == NULL)
    return NULL;
  sqlite3_progress_handler (database->db, STEPS_BETWEEN_CALLS, tick_cb, &verification);
  verification.database = database;
  return verify (&verification, error) ? g_steal_pointer (&report) : NULL;
}

void
qh_verify_report_free (QhVerifyReport *report)
{
  g_clear_pointer (&report->problems, g_ptr_array_unref);
  g_free (report);
}
