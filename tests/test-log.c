/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The log of changes: what it tells, that it holds, and that no write escapes it. */
#define SQLITE_ENABLE_PREUPDATE_HOOK 1
#include <sqlite3.h>
#include <string.h>

#include <glib/gstdio.h>

#include "fixture.h"
#include "store/qh-backup.h"
#include "store/qh-change-words.h"
#include "store/qh-history.h"
#include "store/qh-setting.h"
#include "store/qh-store-private.h"
#include "store/qh-undo.h"
#include "store/qh-verify.h"
#include "vault/qh-seal.h"

/* Entry bodies */

static void
test_body (Fixture *fixture, gconstpointer data)
{
  g_autoptr (QhRecord) before = fixture_new_activity (fixture->store);
  g_autoptr (QhRecord) after = NULL;
  g_autoptr (GBytes) seal = g_bytes_new_static ("sellado", 7);
  g_autoptr (GBytes) encoded = NULL;
  g_autoptr (GBytes) same = NULL;
  g_autoptr (QhEntryBody) body = NULL;
  const gint64 people[] = { G_GINT64_CONSTANT (912497143771359924) };
  QhRows *rows = qh_rows_new (0, 1);
  const QhFieldEdit *edit;
  gsize size;

  before->id = G_GINT64_CONSTANT (912497143771360000);
  after = qh_record_copy (before);
  qh_rows_append (rows, people);
  qh_record_take_rows (after, "people", rows);
  qh_record_set_missing (after, "minutes", QH_MISSING_NOT_KNOWN);
  qh_record_set_integer (after, "case", people[0]);
  qh_record_clear (after, "function");
  encoded = qh_entry_body_compare (before, NULL, after, seal);
  body = qh_entry_body_decode (
    before->id, g_bytes_get_data (encoded, &size), g_bytes_get_size (encoded), NULL);
  g_assert_nonnull (body);
  g_assert_true (body->sealed_differs);
  g_assert_null (body->sealed_before);
  g_assert_true (g_bytes_equal (body->sealed_after, seal));
  g_assert_cmpuint (body->edits->len, ==, 4);
  for (guint i = 0; i < body->edits->len; i++)
    {
      const QhField *field;

      edit = &g_array_index (body->edits, QhFieldEdit, i);
      field = qh_kind_find_field_by_id (before->kind, edit->field);
      g_assert_nonnull (field);
      g_assert_true (qh_value_equal (&edit->before, &before->values[field->index]));
      g_assert_true (qh_value_equal (&edit->after, &after->values[field->index]));
    }
  same = qh_entry_body_compare (after, seal, after, seal);
  g_assert_null (same);
}

/* Events and words */

static void
test_words (Fixture *fixture, gconstpointer data)
{
  g_autoptr (QhRecord) in_case = NULL;
  g_autoptr (GPtrArray) changes = NULL;
  g_autofree char *said = NULL;
  g_autofree char *expected = NULL;
  QhRecord *activity = fixture_new_activity (fixture->store);
  gint64 case_id = fixture_put (fixture->store, fixture_new_case (fixture->store));

  qh_record_set_integer (activity, "case", case_id);
  fixture_put (fixture->store, activity);
  in_case = qh_store_get (fixture->store, QH_KIND_CASE, case_id, NULL);
  changes = qh_log_list (fixture->store, NULL, 1, NULL);
  said = qh_log_change_describe (fixture->store, g_ptr_array_index (changes, 0));
  expected = g_strdup_printf ("Added: %s in %s",
                              qh_store_get_language (fixture->store) == QH_LANGUAGE_EN
                                ? "Home visit"
                                : "Visita domiciliaria",
                              qh_record_get_text (in_case, "folio"));
  g_assert_cmpstr (said, ==, expected);
}

static void
test_event (Fixture *fixture, gconstpointer data)
{
  g_autoptr (QhChange) event
    = qh_change_new_event (QH_ACTION_EXPORT, 0, 0, "xlsx, 42 filas");
  g_autoptr (GPtrArray) changes = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *bytes = NULL;
  const QhLogChange *change;

  g_assert_true (qh_store_apply (fixture->store, event, NULL, NULL, NULL, &error));
  changes = qh_log_list (fixture->store, NULL, 10, NULL);
  change = g_ptr_array_index (changes, 0);
  g_assert_cmpint (change->action, ==, QH_ACTION_EXPORT);
  g_assert_cmpint (change->n_entries, ==, 0);
  g_assert_cmpstr (change->detail, ==, "xlsx, 42 filas");
  g_assert_cmpint (change->sequence, ==, event->sequence);
}

/* What does not change is not written, its seal included. */
static void
test_no_change (Fixture *fixture, gconstpointer data)
{
  g_autoptr (QhChange) change = qh_change_new ();
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GPtrArray) after = NULL;
  QhRecord *activity = fixture_new_activity (fixture->store);
  gint64 id;

  qh_record_set_text (activity, "note", "una nota");
  id = fixture_put (fixture->store, activity);
  before = qh_log_list (fixture->store, NULL, 100, NULL);
  qh_change_put (change, qh_store_get (fixture->store, QH_KIND_ACTIVITY, id, NULL));
  g_assert_true (qh_store_apply (fixture->store, change, NULL, NULL, NULL, NULL));
  g_assert_cmpint (change->sequence, ==, 0);
  after = qh_log_list (fixture->store, NULL, 100, NULL);
  g_assert_cmpuint (after->len, ==, before->len);
}

/* History */

static void
put_note (QhStore *store, gint64 id, const char *note, int minutes)
{
  QhRecord *activity = qh_store_get (store, QH_KIND_ACTIVITY, id, NULL);

  qh_record_set_text (activity, "note", note);
  qh_record_set_integer (activity, "minutes", minutes);
  fixture_put (store, activity);
}

static void
test_history (Fixture *fixture, gconstpointer data)
{
  QhRecord *activity = fixture_new_activity (fixture->store);
  g_autoptr (QhChange) removal = qh_change_new ();
  g_autoptr (QhRecord) back = NULL;
  g_autoptr (GPtrArray) versions = NULL;
  g_autoptr (GError) error = NULL;
  const QhVersion *version;
  gint64 id;

  qh_record_set_text (activity, "note", "primera");
  id = fixture_put (fixture->store, activity);
  put_note (fixture->store, id, "segunda", 30);
  put_note (fixture->store, id, "tercera", 30);
  qh_change_delete (removal, qh_store_get (fixture->store, QH_KIND_ACTIVITY, id, NULL));
  g_assert_true (qh_store_apply (fixture->store, removal, NULL, NULL, NULL, NULL));

  versions = qh_history_list (fixture->store, QH_KIND_ACTIVITY, id, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (versions->len, ==, 4);
  version = g_ptr_array_index (versions, 0);
  g_assert_null (version->after);
  g_assert_cmpstr (qh_record_get_text (version->before, "note"), ==, "tercera");
  version = g_ptr_array_index (versions, 2);
  g_assert_cmpint (version->operation, ==, QH_OPERATION_EDIT);
  g_assert_cmpstr (qh_record_get_text (version->before, "note"), ==, "primera");
  g_assert_cmpstr (qh_record_get_text (version->after, "note"), ==, "segunda");
  g_assert_cmpint (qh_record_get_integer (version->before, "minutes"), ==, 90);
  g_assert_cmpint (qh_record_get_integer (version->after, "minutes"), ==, 30);

  g_assert_true (qh_history_restore (fixture->store, version->before, &error));
  g_assert_no_error (error);
  back = qh_store_get (fixture->store, QH_KIND_ACTIVITY, id, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (qh_record_get_text (back, "note"), ==, "primera");
  g_assert_cmpint (qh_record_get_integer (back, "minutes"), ==, 90);
}

/* The chain */

static void
tamper (Fixture *fixture, const char *sql)
{
  sqlite3 *db;

  g_assert_cmpint (sqlite3_open (fixture->path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_total_changes (db), >, 0);
  sqlite3_close (db);
}

static const char *const tamperings[] = {
  "UPDATE changes SET time = time + 1 WHERE sequence = 2",
  "UPDATE changes SET user = user + 1 WHERE sequence = 3",
  "UPDATE changes SET machine = 'otra' WHERE sequence = 3",
  "UPDATE changes SET action = 20 WHERE sequence = 2",
  "UPDATE changes SET hash = zeroblob (32) WHERE sequence = 4",
  "UPDATE change_entries SET body = CAST (substr (body, 1, length (body) - 1) || x'7f' AS BLOB) WHERE change = 3",
  "UPDATE change_entries SET record = record + 1 WHERE change = 3",
  "UPDATE change_entries SET operation = 1 WHERE change = 3",
  "UPDATE change_entries SET erased = 1 WHERE change = 3",
  "DELETE FROM change_entries WHERE change = 3",
  "DELETE FROM changes WHERE sequence = 3",
  "DELETE FROM changes WHERE sequence = (SELECT max (sequence) FROM changes)",
  "UPDATE changes SET detail = zeroblob (50) WHERE sequence = 2",
};

static void
test_tampering (Fixture *fixture, gconstpointer data)
{
  const char *sql = tamperings[GPOINTER_TO_UINT (data)];
  g_autoptr (QhVerifyReport) report = NULL;
  g_autoptr (GError) error = NULL;
  gint64 id = fixture_put (fixture->store, fixture_new_activity (fixture->store));

  for (guint i = 0; i < 4; i++)
    put_note (fixture->store, id, "nota", 10 + (int)i);
  report = qh_store_verify (fixture->store, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report->problems->len, ==, 0);
  g_clear_pointer (&report, qh_verify_report_free);

  tamper (fixture, sql);
  report = qh_store_verify (fixture->store, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_test_message ("%s", (char *)g_ptr_array_index (report->problems, 0));
  g_assert_cmpuint (report->problems->len, ==, 1);
}

/* A tail that was cut off leaves a chain that holds: the heads beside the
 * backups know better. */
static void
test_removed_tail (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = g_build_filename (fixture->folder, "w.backups", NULL);
  g_autofree char *backup = NULL;
  g_autofree char *heads = g_build_filename (folder, "heads", NULL);
  g_autoptr (QhVerifyReport) report = NULL;
  g_autoptr (GError) error = NULL;
  gint64 id = fixture_put (fixture->store, fixture_new_activity (fixture->store));

  put_note (fixture->store, id, "nota", 10);
  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  g_assert_true (
    qh_store_set_setting (fixture->store, QH_SETTING_BACKUP_FOLDER, folder, QH_ACTION_CHANGE_SETTING, NULL, &error));
  g_assert_true (qh_backup_make (fixture->store, QH_BACKUP_BY_HAND, folder, NULL, NULL, NULL, &backup, &error));
  g_assert_no_error (error);
  report = qh_store_verify (fixture->store, NULL, NULL, NULL, &error);
  g_assert_cmpuint (report->problems->len, ==, 0);
  g_clear_pointer (&report, qh_verify_report_free);
  tamper (fixture,
          "DELETE FROM change_entries WHERE change >= 3; DELETE FROM changes WHERE sequence >= 3");
  report = qh_store_verify (fixture->store, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report->problems->len, ==, 1);
  g_assert_nonnull (strstr (g_ptr_array_index (report->problems, 0), "quehacer-backup"));
  g_unlink (backup);
  g_unlink (heads);
  g_rmdir (folder);
}

/* The witness: SQLite itself tells of every write. */

typedef struct
{
  GHashTable *tables; /* written by the running transaction */
  guint unlogged;
  guint transactions;
} Witness;

static void
preupdate_cb (void *data,
              sqlite3 *db,
              int operation,
              const char *database,
              const char *table,
              sqlite3_int64 old_row,
              sqlite3_int64 new_row)
{
  g_hash_table_add (((Witness *)data)->tables, g_strdup (table));
}

static int
commit_cb (void *data)
{
  Witness *witness = data;

  g_hash_table_remove (witness->tables, "drafts");
  g_hash_table_remove (witness->tables, "attempts");
  if (g_hash_table_size (witness->tables) > 0)
    {
      witness->transactions++;
      witness->unlogged += !g_hash_table_contains (witness->tables, "changes");
    }
  g_hash_table_remove_all (witness->tables);
  return 0;
}

static void
test_witness (Fixture *fixture, gconstpointer data)
{
  Witness witness = { g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL), 0, 0 };
  sqlite3 *db = fixture->store->writer->db;
  g_autoptr (QhChange) several = qh_change_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) key = g_bytes_new_static ("fila 1", 6);
  g_autoptr (QhLogChange) last = NULL;
  gint64 id;

  sqlite3_preupdate_hook (db, preupdate_cb, &witness);
  sqlite3_commit_hook (db, commit_cb, &witness);
  id = fixture_put (fixture->store, fixture_new_activity (fixture->store));
  put_note (fixture->store, id, "nota", 10);
  qh_change_put (several, fixture_new_case (fixture->store));
  qh_change_put_imported (several, fixture_new_activity (fixture->store), key);
  qh_change_delete (several, qh_store_get (fixture->store, QH_KIND_ACTIVITY, id, NULL));
  g_assert_true (qh_store_apply (fixture->store, several, NULL, NULL, NULL, &error));
  last = qh_store_find_undo (fixture->store, &error);
  g_assert_true (qh_store_take_back (fixture->store, last->sequence, NULL, NULL, NULL, NULL, &error));
  g_assert_true (qh_store_change_passphrase (
    fixture->store, FIXTURE_PASSPHRASE, "cuatro nubes sobre el tejado", &error));
  g_assert_no_error (error);
  sqlite3_preupdate_hook (db, NULL, NULL);
  sqlite3_commit_hook (db, NULL, NULL);
  g_assert_cmpuint (witness.transactions, ==, 5);
  g_assert_cmpuint (witness.unlogged, ==, 0);
  g_hash_table_unref (witness.tables);
}

#define ADD(path, function, data)                                                                  \
  g_test_add (path, Fixture, data, fixture_set_up, function, fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/log/body", test_body, NULL);
  ADD ("/log/words", test_words, NULL);
  ADD ("/log/event", test_event, NULL);
  ADD ("/log/no-change", test_no_change, NULL);
  ADD ("/log/history", test_history, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tamperings); i++)
    {
      g_autofree char *path = g_strdup_printf ("/log/tampering/%u", i);

      ADD (path, test_tampering, GUINT_TO_POINTER (i));
    }
  ADD ("/log/removed-tail", test_removed_tail, NULL);
  ADD ("/log/witness", test_witness, NULL);
  return g_test_run ();
}
