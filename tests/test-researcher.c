/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Everything that the passphrase of who lacks a key yields, tried on everything sealed. */
#include <sqlite3.h>
#include <string.h>

#include "store/qh-backup.h"
#include "store/qh-case-index.h"
#include "store/qh-drafts.h"
#include "store/qh-entry-body.h"
#include "store/qh-restriction.h"
#include "store/qh-store-private.h"
#include "store/qh-verify.h"
#include "users-fixture.h"
#include "vault/qh-seal.h"

/* What somebody types, kept for them alone. */
static void
put_draft (Fixture *fixture, gint64 activity)
{
  QhDraft draft = { .form = (char *)"activity", .about = activity };
  g_autoptr (GError) error = NULL;

  draft.records = g_ptr_array_new_with_free_func ((GDestroyNotify)qh_record_free);
  g_ptr_array_add (draft.records, qh_store_get (fixture->store, QH_KIND_ACTIVITY, activity, NULL));
  g_assert_true (qh_drafts_save (fixture->store, &draft, &error));
  g_assert_no_error (error);
  g_ptr_array_unref (draft.records);
}

/* Everything that a researcher's passphrase yields, tried on everything sealed. */

static guint n_tried, n_opened;

/* The bare keys, so that no number or purpose stands in the way: what a seal is
 * bound to is known, so its number is put in the place of each. */
static void
try_blob (QhStore *store, gint64 id, const guint8 *blob, gsize size)
{
  g_autofree guint8 *opened = g_malloc (size);
  const QhKeyInfo info = { qh_seal_get_key_number (blob, size), QH_KEY_IDENTITY, 0 };

  n_tried++;
  for (guint i = 0; info.number != 0 && i < qh_keyring_get_n_keys (store->keyring); i++)
    {
      g_autoptr (QhKeyring) pretended = qh_keyring_new ();

      qh_keyring_add (
        pretended,
        &info,
        qh_keyring_find (store->keyring, qh_keyring_get_info (store->keyring, i)->number));
      for (guint kind = 0; kind < 1100; kind++)
        if (qh_unseal (pretended, kind, id, blob, size, opened, NULL) >= 0)
          n_opened++;
    }
}

static void
try_bytes (QhStore *store, gint64 id, GBytes *seal)
{
  gsize size;
  const guint8 *blob = seal != NULL ? g_bytes_get_data (seal, &size) : NULL;

  if (blob != NULL)
    try_blob (store, id, blob, size);
}

/* The seals inside the log. */
static void
try_entries (QhStore *store)
{
  sqlite3_stmt *statement = qh_database_prepare (
    store->reader, "SELECT id, record, body FROM change_entries WHERE erased IS NULL", NULL);
  sqlite3_stmt *closed = qh_database_prepare (
    store->reader, "SELECT id, body FROM change_entries WHERE erased = 2", NULL);

  while (sqlite3_step (statement) == SQLITE_ROW)
    {
      gint64 record = sqlite3_column_int64 (statement, 1);
      g_autoptr (QhEntryBody) body
        = qh_entry_body_decode (record,
                                sqlite3_column_blob (statement, 2),
                                (gsize)sqlite3_column_bytes (statement, 2),
                                NULL);

      g_assert_nonnull (body);
      try_bytes (store, record, body->sealed_before);
      try_bytes (store, record, body->sealed_after);
    }
  sqlite3_reset (statement);
  while (sqlite3_step (closed) == SQLITE_ROW)
    try_blob (store,
              sqlite3_column_int64 (closed, 0),
              (const guint8 *)sqlite3_column_blob (closed, 1) + QH_DIGEST_SIZE,
              (gsize)sqlite3_column_bytes (closed, 1) - QH_DIGEST_SIZE);
  sqlite3_reset (closed);
}

/* Every cell of every table: sealed or not, it tells no name. */
static void
try_table (QhStore *store, const char *table)
{
  g_autofree char *sql = g_strdup_printf ("SELECT rowid, * FROM %s", table);
  sqlite3_stmt *statement = qh_database_prepare (store->reader, sql, NULL);

  if (statement == NULL) /* without row ids: none of these holds a seal */
    {
      g_autofree char *plain = g_strdup_printf ("SELECT NULL, * FROM %s", table);

      statement = qh_database_prepare (store->reader, plain, NULL);
    }
  g_assert_nonnull (statement);
  while (sqlite3_step (statement) == SQLITE_ROW)
    for (int c = 1; c < sqlite3_column_count (statement); c++)
      {
        gsize size = (gsize)sqlite3_column_bytes (statement, c);
        const guint8 *bytes = sqlite3_column_blob (statement, c);

        if (size == 0 || sqlite3_column_type (statement, c) == SQLITE_INTEGER)
          continue;
        g_assert_null (memmem (bytes, size, SECRET_NAME, strlen (SECRET_NAME)));
        g_assert_null (memmem (bytes, size, SECRET_NOTE, strlen (SECRET_NOTE)));
        if (g_str_equal (sqlite3_column_name (statement, c), "sealed"))
          try_blob (store, sqlite3_column_int64 (statement, 0), bytes, size);
      }
  sqlite3_reset (statement);
}

static void
try_all (QhStore *store)
{
  g_autoptr (GPtrArray) tables = g_ptr_array_new_with_free_func (g_free);
  sqlite3_stmt *statement = qh_database_prepare (
    store->reader, "SELECT name FROM sqlite_schema WHERE type = 'table'", NULL);

  while (sqlite3_step (statement) == SQLITE_ROW)
    g_ptr_array_add (tables, g_strdup ((const char *)sqlite3_column_text (statement, 0)));
  sqlite3_reset (statement);
  n_tried = n_opened = 0;
  for (guint i = 0; i < tables->len; i++)
    try_table (store, g_ptr_array_index (tables, i));
  try_entries (store);
}

/* The whole file as a backup keeps it, restored with what a passphrase opens. */
static void
try_backup (Fixture *fixture, const char *backup, const char *user, const char *passphrase)
{
  const QhSecret secret = { .passphrase = passphrase };
  g_autofree char *path = g_build_filename (fixture->folder, "restored.quehacer", NULL);
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (QhStore) store = NULL;

  g_assert_true (qh_backup_restore (backup, &secret, path, NULL, NULL, NULL, &problems, &error));
  g_assert_no_error (error);
  store = qh_store_open_as (path, user, passphrase, &error);
  g_assert_no_error (error);
  try_all (store);
}

static void
test_researcher (Fixture *fixture, gconstpointer data)
{
  g_autoptr (QhStore) store = NULL;
  g_autoptr (QhCaseIndex) index = NULL;
  g_autoptr (QhRecord) record = NULL;
  g_autoptr (GArray) found = NULL;
  g_autoptr (GError) error = NULL;
  gint64 person, activity, case_id = users_put_case (fixture, &person, &activity);
  g_autofree char *backup = NULL;

  users_add (fixture->store, "Rita", QH_ROLE_RESEARCHER, RITA);
  put_draft (fixture, activity);
  g_assert_true (qh_backup_make (
    fixture->store, QH_BACKUP_BY_HAND, fixture->folder, NULL, NULL, NULL, &backup, &error));
  try_all (fixture->store);
  g_assert_cmpuint (n_tried, ==, 9);
  g_assert_cmpuint (n_opened, ==, n_tried); /* the trial would find it */
  g_clear_object (&fixture->store);
  fixture->store = users_open_as (fixture, "Rita", RITA);
  store = g_object_ref (fixture->store);
  g_assert_false (qh_store_may_see_identities (store));
  g_assert_cmpuint (qh_keyring_get_n_keys (store->keyring), ==, 2); /* the workspace's, her own */

  /* Through the program: closed, not an error, and codes as ever. */
  record = qh_store_get (store, QH_KIND_PERSON, person, &error);
  g_assert_no_error (error);
  g_assert_true (record->closed);
  g_assert_cmpstr (qh_record_get_text (record, "given_names"), ==, "");
  g_assert_cmpint (qh_record_get_integer (record, "birth_year"), ==, 1980);
  g_clear_pointer (&record, qh_record_free);
  record = qh_store_get (store, QH_KIND_ACTIVITY, activity, NULL);
  g_assert_cmpint (qh_record_get_integer (record, "minutes"), ==, 90);
  g_assert_cmpstr (qh_record_get_text (record, "note"), ==, "");
  index = qh_case_index_build (store, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (case_id, !=, 0);
  found = qh_case_index_search (index, "xochi", NULL, 0);
  g_assert_cmpuint (found->len, ==, 0);

  /* Past the program, with every key in hand. */
  try_all (store);
  g_assert_cmpuint (n_tried, ==, 9); /* worker, person, case, activity; their log; a draft */
  g_assert_cmpuint (n_opened, ==, 0);
  try_backup (fixture, backup, "Rita", RITA);
  g_assert_cmpuint (n_tried, >=, 8);
  g_assert_cmpuint (n_opened, ==, 0);
}

/* The history of a case from before its restriction is its users' too, and the
 * log still holds for everybody. */
static void
test_restricted_history (Fixture *fixture, gconstpointer data)
{
  gint64 person, activity, case_id = users_put_case (fixture, &person, &activity);
  gint64 self = qh_store_get_user (fixture->store);
  QhRecord *edited = qh_store_get (fixture->store, QH_KIND_ACTIVITY, activity, NULL);
  QhRecord *gone = fixture_new_activity (fixture->store);
  g_autoptr (QhChange) deleting = qh_change_new ();
  g_autoptr (QhStore) beto = NULL;
  g_autoptr (GError) error = NULL;
  gint64 gone_id;

  users_add (fixture->store, "Beto", QH_ROLE_PRACTITIONER, BETO);
  qh_record_set_text (edited, "note", "Corregida");
  fixture_put (fixture->store, edited);
  qh_record_set_integer (gone, "case", case_id);
  qh_record_set_text (gone, "note", SECRET_NOTE);
  gone_id = fixture_put (fixture->store, gone);
  qh_change_delete (deleting, qh_store_get (fixture->store, QH_KIND_ACTIVITY, gone_id, NULL));
  g_assert_true (qh_store_apply (fixture->store, deleting, NULL, NULL, NULL, NULL));
  beto = users_open_as (fixture, "Beto", BETO);
  g_assert_cmpuint (users_count_notes (beto, QH_KIND_ACTIVITY, activity), ==, 3);
  g_assert_cmpuint (users_count_notes (beto, QH_KIND_ACTIVITY, gone_id), >, 0);

  g_assert_true (qh_store_restrict_case (fixture->store, case_id, &self, 1, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (users_count_notes (beto, QH_KIND_ACTIVITY, activity), ==, 0);
  g_assert_cmpuint (users_count_notes (beto, QH_KIND_ACTIVITY, gone_id), ==, 0);
  g_assert_cmpuint (users_count_notes (fixture->store, QH_KIND_ACTIVITY, activity), ==, 3);
  g_assert_cmpuint (users_count_notes (fixture->store, QH_KIND_ACTIVITY, gone_id), >, 0);
  g_assert_cmpint (
    users_count (fixture, "SELECT count(*) FROM change_entries WHERE erased = 2"), >=, 6);
  users_assert_whole (fixture->store);
  users_assert_whole (beto);
  /* Past the program he opens what is not of the case: his own copy of no seal in it. */
  try_all (beto);
  g_assert_cmpuint (n_opened, <, n_tried);

  /* A changed byte in what is closed to him breaks nothing for him, and is found by who opens it.
   */
  users_exec (fixture, "CREATE TABLE kept AS SELECT id, body FROM change_entries WHERE erased = 2");
  users_exec (fixture,
              "UPDATE change_entries SET body = substr (body, 1, length (body) - 1) WHERE id = "
              "(SELECT min (id) FROM "
              "change_entries WHERE erased = 2)");
  {
    g_autoptr (QhVerifyReport) report = qh_store_verify (fixture->store, NULL, NULL, NULL, &error);

    g_assert_no_error (error);
    g_assert_cmpuint (report->problems->len, >, 0);
  }
  users_exec (fixture,
              "UPDATE change_entries SET body = (SELECT body FROM kept WHERE kept.id = "
              "change_entries.id) WHERE erased = 2; DROP TABLE kept");

  g_assert_true (qh_store_unrestrict_case (fixture->store, case_id, &error));
  g_assert_no_error (error);
  g_assert_cmpint (
    users_count (fixture, "SELECT count(*) FROM change_entries WHERE erased = 2"), ==, 0);
  g_assert_cmpuint (users_count_notes (beto, QH_KIND_ACTIVITY, activity), ==, 3);
  users_assert_whole (beto);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function)                                                                        \
  g_test_add ("/researcher/" name, Fixture, NULL, fixture_set_up, function, fixture_tear_down)
  ADD ("researcher", test_researcher);
  ADD ("restricted-history", test_restricted_history);
#undef ADD
  return g_test_run ();
}
