/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/qh-verify.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

#include "store/qh-row.h"
#include "store/qh-verify-private.h"

#define MAX_PROBLEMS 100 /* of one check: what one finds does not hide what the next does */
#define PROGRESS_EVERY 4096
#define STEPS_BETWEEN_CALLS 100000

#define STEPS_A_PAGE 1100 /* about as many as SQLite takes to follow the references */
#define LOOK_EVERY_MS 100

void
qh_verification_add_problem (QhVerification *self, const char *format, ...)
{
  va_list arguments;

  if (self->report->problems->len >= self->found_before + MAX_PROBLEMS)
    return;
  va_start (arguments, format);
  g_ptr_array_add (self->report->problems, g_strdup_vprintf (format, arguments));
  va_end (arguments);
}

/**
 * qh_verification_begin:
 * @share: what comes now is of the whole, in thousandths
 * @expected: about how much there is to count of it
 *
 * Begins the next of the checks.
 */
void
qh_verification_begin (QhVerification *self, guint share, guint64 expected)
{
  self->found_before = self->report->problems->len;
  self->begun += self->share;
  self->share = share;
  self->done = 0;
  self->expected = MAX (expected, 1);
}

/**
 * qh_verification_tick:
 *
 * Tells how far it is.
 *
 * Returns: whether it is to stop.
 */
gboolean
qh_verification_tick (QhVerification *self)
{
  guint64 here = self->begun + self->share * MIN (self->done, self->expected) / self->expected;
  guint64 pages
    = (guint64)qh_page_check_get_done (self->pages) * QH_VERIFICATION_PAGES / QH_VERIFICATION_WHOLE;

  if (self->progress != NULL)
    self->progress (here + pages, QH_VERIFICATION_WHOLE, self->progress_data);
  return g_cancellable_is_cancelled (self->cancellable);
}

/* SQLite calls it now and then; what is not 0 interrupts it. */
static int
tick_cb (gpointer data)
{
  QhVerification *self = data;

  if (self->counts_steps)
    self->done += STEPS_BETWEEN_CALLS;
  return qh_verification_tick (self);
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
check_references (QhVerification *self, GError **error)
{
  sqlite3_stmt *statement = qh_database_prepare (self->database, "PRAGMA foreign_key_check", error);
  guint64 n_pages = (guint64)qh_database_get_int (self->database, "PRAGMA page_count", 0);
  int code;

  self->counts_steps = TRUE;
  qh_verification_begin (self, QH_VERIFICATION_REFERENCES, n_pages * STEPS_A_PAGE);

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

      if (!qh_row_read (statement, record, self->keyring, &reason))
        qh_verification_add_problem (
          self, "%s: %s", qh_kind_get_label (kind, self->store->language), reason->message);
      else if (sealed && record->closed)
        self->report->n_closed++;
      else if (sealed
               && sqlite3_column_type (statement, sqlite3_column_count (statement) - 1)
                    != SQLITE_NULL)
        self->report->n_seals++;
      self->done++;
      if (++self->report->n_records % PROGRESS_EVERY == 0 && qh_verification_tick (self))
        break;
    }
  return qh_verification_finish (self, statement, code, error);
}

static gboolean
verify (QhVerification *self, GError **error)
{
  guint64 n_records = 0;

  if (!check_references (self, error))
    return FALSE;
  for (guint number = 1; number < QH_N_KINDS; number++)
    n_records += (guint64)qh_store_count (self->store, number);
  self->counts_steps = FALSE;
  qh_verification_begin (self, QH_VERIFICATION_RECORDS, n_records);
  for (guint number = 1; number < QH_N_KINDS; number++)
    {
      QhKind *kind = qh_store_get_kind (self->store, number);

      check_schema (self, kind);
      if (!check_records (self, kind, error))
        return FALSE;
    }
  return qh_verification_check_log (self, error);
}

/* Waits for the pages, and puts what is wrong with them before the rest. */
static gboolean
finish_pages (QhVerification *self, GError **error)
{
  GPtrArray *rest = self->report->problems;
  gboolean done;

  self->report->problems = g_ptr_array_new_with_free_func (g_free);
  while (!qh_page_check_wait (self->pages, LOOK_EVERY_MS))
    qh_verification_tick (self);
  done = qh_page_check_finish (self->pages, self->report->problems, error);
  g_ptr_array_extend_and_steal (self->report->problems, rest);
  return done;
}

/* The pages are checked beside the rest. */
static gboolean
verify_all (QhVerification *self, GError **error)
{
  if (verify (self, error))
    return finish_pages (self, error);
  qh_page_check_stop (self->pages);
  finish_pages (self, NULL);
  return FALSE;
}

/**
 * qh_store_verify:
 * @progress: (nullable): called now and then, in thousandths, on the calling thread
 *
 * Checks the whole workspace: SQLite's own structure, references, the schema
 * against the dictionary, that every seal for which this user has a key opens,
 * and that the log's chain holds. Reads everything, with a connection of its own; changes nothing.
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
  g_autoptr (QhDatabase) database = qh_database_open (self->path, SQLITE_OPEN_READONLY, error);
  g_autoptr (QhKeyring) keyring = qh_store_ref_keyring (self);
  QhVerification verification = {
    .store = self,
    .database = database,
    .keyring = keyring,
    .report = report,
    .progress = progress,
    .progress_data = progress_data,
    .cancellable = cancellable,
  };

  report->problems = g_ptr_array_new_with_free_func (g_free);
  if (database == NULL)
    return NULL;
  if (keyring == NULL)
    {
      qh_store_set_locked_error (error);
      return NULL;
    }
  verification.pages = qh_page_check_start (self->path, cancellable, error);
  if (verification.pages == NULL)
    return NULL;
  sqlite3_progress_handler (database->db, STEPS_BETWEEN_CALLS, tick_cb, &verification);
  return verify_all (&verification, error) ? g_steal_pointer (&report) : NULL;
}

void
qh_verify_report_free (QhVerifyReport *report)
{
  g_clear_pointer (&report->problems, g_ptr_array_unref);
  g_free (report);
}
