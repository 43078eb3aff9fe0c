/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Users, roles and keys: who can open what. */
#include <sqlite3.h>
#include <string.h>

#include "fixture.h"
#include "store/qh-backup.h"
#include "store/qh-case-index.h"
#include "store/qh-drafts.h"
#include "store/qh-entry-body.h"
#include "store/qh-history.h"
#include "store/qh-restriction.h"
#include "store/qh-store-private.h"
#include "store/qh-users.h"
#include "store/qh-verify.h"
#include "vault/qh-seal.h"

#define BETO "viento cuatro mesas azules"
#define RITA "puente nueve lunas calladas"
#define NEW_PASSPHRASE "arroz doce barcos dormidos"
#define SECRET_NAME "Xochiquetzal"
#define SECRET_NOTE "Refiere cansancio de la cuidadora"

static gint64
add_user (QhStore *store, const char *name, QhRoles roles, const char *passphrase)
{
  g_autoptr (QhRecord) user = qh_store_new_record (store, QH_KIND_USER);
  g_autoptr (GError) error = NULL;
  gint64 id;

  qh_record_set_text (user, "name", name);
  qh_user_set_roles (user, roles);
  id = qh_users_add (store, user, passphrase, &error);
  g_assert_no_error (error);
  g_assert_cmpint (id, !=, 0);
  return id;
}

static QhStore *
open_as (Fixture *fixture, const char *name, const char *passphrase)
{
  g_autoptr (GError) error = NULL;
  QhStore *store = qh_store_open_as (fixture->path, name, passphrase, &error);

  g_assert_no_error (error);
  return store;
}

static void
refuse_open (Fixture *fixture,
             const char *name,
             const char *passphrase,
             int expected_code,
             const char *says)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (QhStore) store = qh_store_open_as (fixture->path, name, passphrase, &error);

  g_assert_null (store);
  g_assert_error (error, QH_ERROR, expected_code);
  g_assert_nonnull (strstr (error->message, says));
}

/* A case of one person with an activity; returns the case. */
static gint64
put_case_with_note (Fixture *fixture, gint64 *person_id, gint64 *activity_id)
{
  QhStore *store = fixture->store;
  QhRecord *record = fixture_new_case (store);
  QhRecord *activity = fixture_new_activity (store);
  gint64 person = fixture_put (store, fixture_new_person (store, SECRET_NAME, "M", 1980));
  const gint64 cells[] = { person, fixture_code (store, "case_role", "TI") };
  QhRows *people = qh_rows_new (0, 2);
  gint64 case_id;

  qh_rows_append (people, cells);
  qh_record_take_rows (record, "people", people);
  case_id = fixture_put (store, record);
  qh_record_set_integer (activity, "case", case_id);
  qh_record_set_text (activity, "note", SECRET_NOTE);
  *activity_id = fixture_put (store, activity);
  *person_id = person;
  return case_id;
}

static void
exec (Fixture *fixture, const char *sql)
{
  sqlite3 *db;
  char *message = NULL;

  g_assert_cmpint (sqlite3_open (fixture->path, &db), ==, SQLITE_OK);
  sqlite3_exec (db, sql, NULL, NULL, &message);
  g_assert_cmpstr (message, ==, NULL);
  sqlite3_close (db);
}

static gint64
count (Fixture *fixture, const char *sql)
{
  sqlite3 *db;
  sqlite3_stmt *statement;
  gint64 value;

  g_assert_cmpint (sqlite3_open (fixture->path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  value = sqlite3_column_int64 (statement, 0);
  sqlite3_finalize (statement);
  sqlite3_close (db);
  return value;
}

static gboolean
is_closed (QhStore *store, guint kind, gint64 id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (QhRecord) record = qh_store_get (store, kind, id, &error);

  g_assert_no_error (error);
  return record->closed;
}

static void
test_first_user (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) users = qh_users_list (fixture->store, NULL);
  g_autofree char *name = qh_store_dup_user_name (fixture->store);
  const QhRecord *user;

  g_assert_cmpuint (users->len, ==, 1);
  user = g_ptr_array_index (users, 0);
  g_assert_cmpint (user->id, ==, qh_store_get_user (fixture->store));
  g_assert_cmpstr (qh_record_get_text (user, "name"), ==, name);
  g_assert_cmpint (qh_record_get_integer (user, "worker"), ==, fixture->worker);
  g_assert_cmpuint (qh_user_get_roles (user), ==, QH_ROLE_PRACTITIONER | QH_ROLE_ADMINISTRATOR);
  g_assert_cmpuint (qh_store_get_roles (fixture->store), ==, qh_user_get_roles (user));
  g_assert_true (qh_store_may_see_identities (fixture->store));
}

static void
test_several (Fixture *fixture, gconstpointer data)
{
  gint64 beto = add_user (fixture->store, "Beto", QH_ROLE_SUPERVISOR, BETO);
  g_autoptr (QhRecord) again = qh_store_new_record (fixture->store, QH_KIND_USER);
  g_autoptr (QhStoreInfo) info = qh_store_peek (fixture->path, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (QhStore) store = open_as (fixture, "BETO", BETO);

  g_assert_cmpint (qh_store_get_user (store), ==, beto);
  g_assert_true (qh_store_may_see_identities (store));
  g_assert_cmpuint (g_strv_length (info->users), ==, 2);
  refuse_open (fixture, NULL, BETO, QH_ERROR_REQUIRED, "--user NAME");
  refuse_open (fixture, "Nadie", BETO, QH_ERROR_NOT_FOUND, "Beto");
  refuse_open (fixture, "Beto", FIXTURE_PASSPHRASE, QH_ERROR_PASSPHRASE, "not correct");

  qh_record_set_text (again, "name", "béto");
  qh_user_set_roles (again, QH_ROLE_RESEARCHER);
  g_assert_cmpint (qh_users_add (fixture->store, again, RITA, &error), ==, 0);
  g_assert_error (error, QH_ERROR, QH_ERROR_IN_USE);
  g_clear_error (&error);
  qh_record_set_text (again, "name", "Rita");
  g_assert_cmpint (qh_users_add (fixture->store, again, "1234", &error), ==, 0);
  g_assert_error (error, QH_ERROR, QH_ERROR_PASSPHRASE);
  g_clear_error (&error);
  /* A supervisor manages no users. */
  g_assert_cmpint (qh_users_add (store, again, RITA, &error), ==, 0);
  g_assert_false (qh_users_remove (store, qh_store_get_user (fixture->store), NULL));
  g_assert_false (qh_users_set_roles (store, beto, QH_ROLE_ADMINISTRATOR, NULL));
}

/* Whoever may not write something hears which role it takes. */
static void
test_refusal_names_the_role (Fixture *fixture, gconstpointer data)
{
  g_autoptr (QhDictionary) dictionary = qh_store_ref_dictionary (fixture->store);
  g_autoptr (GError) error = NULL;

  g_assert_false (qh_store_check_writer (
    fixture->store, qh_dictionary_get_kind (dictionary, QH_KIND_CLOSED_MONTH), &error));
  g_assert_error (error, QH_ERROR, QH_ERROR_PASSPHRASE);
  g_assert_nonnull (strstr (error->message, "Supervis"));
  g_assert_null (strstr (error->message, "Investiga"));
}

/* A passphrase is changed by whose it is, and nobody else's changes. */
static void
test_passphrase (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (QhStore) store = NULL;
  guint8 own[QH_KEY_SIZE];

  add_user (fixture->store, "Beto", QH_ROLE_SUPERVISOR, BETO);
  store = open_as (fixture, "Beto", BETO);
  memcpy (own, qh_keyring_find (store->keyring, QH_OWN_KEY_NUMBER), sizeof own);
  g_assert_false (qh_store_change_passphrase (store, FIXTURE_PASSPHRASE, NEW_PASSPHRASE, &error));
  g_assert_error (error, QH_ERROR, QH_ERROR_PASSPHRASE);
  g_assert_true (qh_store_change_passphrase (store, BETO, NEW_PASSPHRASE, NULL));
  g_clear_object (&store);
  refuse_open (fixture, "Beto", BETO, QH_ERROR_PASSPHRASE, "not correct");
  store = open_as (fixture, "Beto", NEW_PASSPHRASE);
  g_assert_cmpmem (qh_keyring_find (store->keyring, QH_OWN_KEY_NUMBER), 32, own, 32);
}

/* An administrator who does not hold the keys cannot get them by a role. */
static void
test_no_self_promotion (Fixture *fixture, gconstpointer data)
{
  g_autofree char *me = qh_store_make_user_name (NULL);
  gint64 ada = add_user (fixture->store, "Ada", QH_ROLE_ADMINISTRATOR, BETO);
  gint64 rita;
  g_autoptr (QhStore) store = open_as (fixture, "Ada", BETO);
  g_autoptr (GPtrArray) waiting = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (qh_store_may_see_identities (store));
  g_assert_true (
    qh_users_set_roles (store, ada, QH_ROLE_ADMINISTRATOR | QH_ROLE_PRACTITIONER, &error));
  g_assert_no_error (error);
  g_clear_object (&store);
  store = open_as (fixture, "Ada", BETO);
  g_assert_false (qh_store_may_see_identities (store));
  waiting = qh_users_list_waiting (store, NULL);
  g_assert_cmpuint (waiting->len, ==, 1);
  g_assert_false (qh_users_give_keys (store, ada, &error));
  g_assert_error (error, QH_ERROR, QH_ERROR_PASSPHRASE);

  /* Nor does the key that is made when she removes somebody come to her. */
  rita = add_user (fixture->store, "Rita", QH_ROLE_SUPERVISOR, RITA);
  g_assert_true (qh_users_remove (store, rita, NULL));
  g_clear_object (&store);
  g_clear_object (&fixture->store);
  fixture->store = open_as (fixture, me, FIXTURE_PASSPHRASE); /* makes the key that is due */
  store = open_as (fixture, "Ada", BETO);
  g_assert_false (qh_store_may_see_identities (store));
  g_clear_object (&store);

  g_assert_true (qh_users_give_keys (fixture->store, ada, NULL));
  store = open_as (fixture, "Ada", BETO);
  g_assert_true (qh_store_may_see_identities (store));
  g_clear_pointer (&waiting, g_ptr_array_unref);
  waiting = qh_users_list_waiting (store, NULL);
  g_assert_cmpuint (waiting->len, ==, 0);
}

/* What is sealed after a removal does not open with what the removed user had. */
static void
test_remove (Fixture *fixture, gconstpointer data)
{
  gint64 beto = add_user (fixture->store, "Beto", QH_ROLE_PRACTITIONER, BETO);
  g_autoptr (QhStore) store = open_as (fixture, "Beto", BETO);
  g_autoptr (QhRecord) before = NULL;
  g_autoptr (QhRecord) after = NULL;
  g_autoptr (GError) error = NULL;
  QhRecord *activity = fixture_new_activity (fixture->store);
  gint64 old_id, new_id;

  qh_record_set_text (activity, "note", "Antes");
  old_id = fixture_put (fixture->store, activity);
  g_assert_false (
    qh_users_remove (fixture->store, qh_store_get_user (fixture->store), &error)); /* himself */
  g_assert_error (error, QH_ERROR, QH_ERROR_IN_USE);
  g_assert_true (qh_users_remove (fixture->store, beto, NULL));
  activity = fixture_new_activity (fixture->store);
  qh_record_set_text (activity, "note", "Ahora");
  new_id = fixture_put (fixture->store, activity);

  /* He still has the file open, with the keys that he had. */
  before = qh_store_get (store, QH_KIND_ACTIVITY, old_id, NULL);
  after = qh_store_get (store, QH_KIND_ACTIVITY, new_id, NULL);
  g_assert_cmpstr (qh_record_get_text (before, "note"), ==, "Antes");
  g_assert_false (before->closed);
  g_assert_true (after->closed);
  g_assert_cmpstr (qh_record_get_text (after, "note"), ==, "");
  g_clear_object (&store);
  g_assert_null (qh_store_open_as (fixture->path, "Beto", BETO, NULL));
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM key_holders"), ==, 2);

  /* Who stays reads both, also after locking. */
  g_clear_object (&fixture->store);
  fixture->store = open_as (fixture, NULL, FIXTURE_PASSPHRASE);
  g_clear_pointer (&after, qh_record_free);
  after = qh_store_get (fixture->store, QH_KIND_ACTIVITY, new_id, NULL);
  g_assert_cmpstr (qh_record_get_text (after, "note"), ==, "Ahora");
}

static void
test_last_administrator (Fixture *fixture, gconstpointer data)
{
  gint64 self = qh_store_get_user (fixture->store);
  g_autoptr (GError) error = NULL;

  add_user (fixture->store, "Beto", QH_ROLE_PRACTITIONER, BETO);
  g_assert_false (qh_users_set_roles (fixture->store, self, QH_ROLE_PRACTITIONER, &error));
  g_assert_error (error, QH_ERROR, QH_ERROR_IN_USE);
  g_assert_false (qh_users_set_roles (fixture->store, self, 0, NULL));
  g_assert_cmpuint (
    qh_store_get_roles (fixture->store), ==, QH_ROLE_PRACTITIONER | QH_ROLE_ADMINISTRATOR);
}

static void
test_attempts (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->store);
  for (guint i = 0; i < 3; i++)
    refuse_open (fixture, NULL, "otra frase", QH_ERROR_PASSPHRASE, "not correct");
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM attempts"), ==, 3);
  /* Now even the right one must wait, and trying does not make it longer. */
  refuse_open (fixture, NULL, FIXTURE_PASSPHRASE, QH_ERROR_PASSPHRASE, "second");
  refuse_open (fixture, NULL, "otra frase", QH_ERROR_PASSPHRASE, "second");
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM attempts"), ==, 3);

  /* Nine seconds later. */
  exec (fixture, "UPDATE attempts SET id = id - (9000 << 22)");
  refuse_open (fixture, NULL, "otra frase", QH_ERROR_PASSPHRASE, "not correct");
  exec (fixture, "UPDATE attempts SET id = id - (9000 << 22)");
  refuse_open (fixture, NULL, FIXTURE_PASSPHRASE, QH_ERROR_PASSPHRASE, "second");
  exec (fixture, "UPDATE attempts SET id = id - (9000 << 22)");
  fixture->store = open_as (fixture, NULL, FIXTURE_PASSPHRASE);
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM attempts"), ==, 0);
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM changes WHERE action = 24"), ==, 4);
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM changes WHERE action = 23"), ==, 1);
}

static void
test_recover (Fixture *fixture, gconstpointer data)
{
  g_autofree char *words = qh_store_take_recovery_words (fixture->store);
  g_autofree char *me = qh_store_make_user_name (NULL);
  g_autoptr (GError) error = NULL;
  gint64 person, activity;
  gint64 case_id = put_case_with_note (fixture, &person, &activity);
  g_autoptr (QhRecord) record = NULL;

  g_assert_nonnull (words);
  g_assert_null (qh_store_take_recovery_words (fixture->store));
  add_user (fixture->store, "Rita", QH_ROLE_RESEARCHER, RITA);
  g_clear_object (&fixture->store);
  g_assert_null (qh_store_recover (fixture->path, "abanico abuelo", NULL, NEW_PASSPHRASE, &error));
  g_assert_error (error, QH_ERROR, QH_ERROR_FORMAT);
  g_clear_error (&error);
  g_assert_null (qh_store_recover (fixture->path, words, NULL, "1234", &error));
  g_assert_error (error, QH_ERROR, QH_ERROR_PASSPHRASE);
  g_clear_error (&error);

  for (guint i = 0; i < 3; i++) /* whoever forgot it has tried */
    g_assert_null (qh_store_open_as (fixture->path, me, "otra frase", NULL));
  fixture->store = qh_store_recover (fixture->path, words, NULL, NEW_PASSPHRASE, &error);
  g_assert_no_error (error);
  g_assert_true (qh_store_get_roles (fixture->store) & QH_ROLE_ADMINISTRATOR);
  record = qh_store_get (fixture->store, QH_KIND_PERSON, person, NULL);
  g_assert_cmpstr (qh_record_get_text (record, "given_names"), ==, SECRET_NAME);
  g_assert_cmpint (case_id, !=, 0);
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM changes WHERE action = 31"), ==, 1);
  g_clear_object (&fixture->store);

  /* A researcher gets a new passphrase, and no more than before. */
  fixture->store = qh_store_recover (fixture->path, words, "rita", BETO, &error);
  g_assert_no_error (error);
  g_assert_false (qh_store_may_see_identities (fixture->store));
}

/* An administrator gives somebody another passphrase, and no key that is not theirs to give. */
static void
test_reset (Fixture *fixture, gconstpointer data)
{
  gint64 person, activity, case_id = put_case_with_note (fixture, &person, &activity);
  gint64 self = qh_store_get_user (fixture->store);
  gint64 beto = add_user (fixture->store, "Beto", QH_ROLE_PRACTITIONER, BETO);
  gint64 ada = add_user (fixture->store, "Ada", QH_ROLE_ADMINISTRATOR, RITA);
  const gint64 both[] = { self, beto };
  g_autoptr (GError) error = NULL;
  g_autoptr (QhStore) store = NULL;
  g_autoptr (GPtrArray) waiting = NULL;

  g_assert_true (qh_store_restrict_case (fixture->store, case_id, both, 2, NULL));
  g_assert_false (qh_users_reset (fixture->store, self, NEW_PASSPHRASE, NULL));
  g_assert_false (qh_users_reset (fixture->store, beto, "1234", NULL));
  g_assert_true (qh_users_reset (fixture->store, beto, NEW_PASSPHRASE, &error));
  g_assert_no_error (error);
  refuse_open (fixture, "Beto", BETO, QH_ERROR_PASSPHRASE, "not correct");
  store = open_as (fixture, "Beto", NEW_PASSPHRASE);
  g_assert_true (qh_store_may_see_identities (store));
  g_assert_false (is_closed (store, QH_KIND_CASE, case_id));
  g_assert_false (qh_users_reset (store, ada, NEW_PASSPHRASE, NULL)); /* no administrator */
  g_clear_object (&store);

  /* Who has no keys gives none. */
  store = open_as (fixture, "Ada", RITA);
  g_assert_true (qh_users_reset (store, beto, BETO, &error));
  g_assert_no_error (error);
  waiting = qh_users_list_waiting (store, NULL);
  g_assert_cmpuint (waiting->len, ==, 1);
  /* Nor takes the last: nobody could read a name any more. */
  g_assert_false (qh_users_reset (store, self, NEW_PASSPHRASE, &error));
  g_assert_error (error, QH_ERROR, QH_ERROR_IN_USE);
  g_clear_error (&error);
  g_assert_false (qh_users_remove (store, self, &error));
  g_assert_error (error, QH_ERROR, QH_ERROR_IN_USE);
  g_clear_object (&store);
  store = open_as (fixture, "Beto", BETO);
  g_assert_false (qh_store_may_see_identities (store));
  g_assert_false (is_closed (fixture->store, QH_KIND_CASE, case_id));
}

/* A later sheet takes the place of the first, and opens no more than who makes it. */
static void
test_new_recovery_key (Fixture *fixture, gconstpointer data)
{
  g_autofree char *old_words = qh_store_take_recovery_words (fixture->store);
  g_autofree char *words = NULL;
  g_autofree char *me = qh_store_make_user_name (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (QhStore) store = NULL;
  gint64 person, activity, case_id = put_case_with_note (fixture, &person, &activity);
  gint64 beto = add_user (fixture->store, "Beto", QH_ROLE_PRACTITIONER, BETO);
  guint n_beyond = 0;

  add_user (fixture->store, "Ada", QH_ROLE_ADMINISTRATOR, RITA);
  g_assert_true (qh_store_restrict_case (fixture->store, case_id, &beto, 1, NULL));
  g_assert_false (
    qh_store_make_recovery_key (fixture->store, "otra frase", &n_beyond, &error));
  g_assert_error (error, QH_ERROR, QH_ERROR_PASSPHRASE);
  g_clear_error (&error);
  store = open_as (fixture, "Beto", BETO); /* no administrator */
  g_assert_false (qh_store_make_recovery_key (store, BETO, &n_beyond, NULL));
  g_clear_object (&store);
  store = open_as (fixture, "Ada", RITA); /* sees no names */
  g_assert_false (qh_store_make_recovery_key (store, RITA, &n_beyond, NULL));
  g_assert_null (qh_store_take_recovery_words (store));
  g_clear_object (&store);

  g_assert_true (
    qh_store_make_recovery_key (fixture->store, FIXTURE_PASSPHRASE, &n_beyond, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n_beyond, ==, 1);
  words = qh_store_take_recovery_words (fixture->store);
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM changes WHERE action = 38"), ==, 1);
  g_assert_null (qh_store_recover (fixture->path, old_words, me, NEW_PASSPHRASE, &error));
  g_assert_error (error, QH_ERROR, QH_ERROR_PASSPHRASE);
  g_clear_error (&error);
  store = qh_store_recover (fixture->path, words, "Beto", NEW_PASSPHRASE, &error);
  g_assert_no_error (error);
  g_assert_true (qh_store_may_see_identities (store));
}

/* What somebody types, kept for them alone. */
static void
put_draft (Fixture *fixture, gint64 activity)
{
  QhDraft draft = { .form = (char *)"activity", .about = activity };
  g_autoptr (GError) error = NULL;

  draft.records = g_ptr_array_new_with_free_func ((GDestroyNotify)qh_record_free);
  g_ptr_array_add (draft.records,
                   qh_store_get (fixture->store, QH_KIND_ACTIVITY, activity, NULL));
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

      qh_keyring_add (pretended,
                      &info,
                      qh_keyring_find (store->keyring,
                                       qh_keyring_get_info (store->keyring, i)->number));
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

  g_assert_true (
    qh_backup_restore (backup, &secret, path, NULL, NULL, NULL, &problems, &error));
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
  gint64 person, activity, case_id = put_case_with_note (fixture, &person, &activity);
  g_autofree char *backup = NULL;

  add_user (fixture->store, "Rita", QH_ROLE_RESEARCHER, RITA);
  put_draft (fixture, activity);
  g_assert_true (qh_backup_make (
    fixture->store, QH_BACKUP_BY_HAND, fixture->folder, NULL, NULL, NULL, &backup, &error));
  try_all (fixture->store);
  g_assert_cmpuint (n_tried, ==, 9);
  g_assert_cmpuint (n_opened, ==, n_tried); /* the trial would find it */
  g_clear_object (&fixture->store);
  fixture->store = open_as (fixture, "Rita", RITA);
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
static guint
count_notes_in_history (QhStore *store, guint kind, gint64 id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) versions = qh_history_list (store, kind, id, &error);
  guint n = 0;

  g_assert_no_error (error);
  for (guint i = 0; i < versions->len; i++)
    {
      const QhVersion *version = g_ptr_array_index (versions, i);

      if (version->after != NULL && qh_record_is_set (version->after, "note"))
        n++;
      if (version->before != NULL && qh_record_is_set (version->before, "note"))
        n++;
    }
  return n;
}

static void
assert_whole (QhStore *store)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (QhVerifyReport) report = qh_store_verify (store, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < report->problems->len; i++)
    g_test_message ("%s", (const char *)g_ptr_array_index (report->problems, i));
  g_assert_cmpuint (report->problems->len, ==, 0);
}

static void
test_restricted_history (Fixture *fixture, gconstpointer data)
{
  gint64 person, activity, case_id = put_case_with_note (fixture, &person, &activity);
  gint64 self = qh_store_get_user (fixture->store);
  QhRecord *edited = qh_store_get (fixture->store, QH_KIND_ACTIVITY, activity, NULL);
  QhRecord *gone = fixture_new_activity (fixture->store);
  g_autoptr (QhChange) deleting = qh_change_new ();
  g_autoptr (QhStore) beto = NULL;
  g_autoptr (GError) error = NULL;
  gint64 gone_id;

  add_user (fixture->store, "Beto", QH_ROLE_PRACTITIONER, BETO);
  qh_record_set_text (edited, "note", "Corregida");
  fixture_put (fixture->store, edited);
  qh_record_set_integer (gone, "case", case_id);
  qh_record_set_text (gone, "note", SECRET_NOTE);
  gone_id = fixture_put (fixture->store, gone);
  qh_change_delete (deleting, qh_store_get (fixture->store, QH_KIND_ACTIVITY, gone_id, NULL));
  g_assert_true (qh_store_apply (fixture->store, deleting, NULL, NULL, NULL, NULL));
  beto = open_as (fixture, "Beto", BETO);
  g_assert_cmpuint (count_notes_in_history (beto, QH_KIND_ACTIVITY, activity), ==, 3);
  g_assert_cmpuint (count_notes_in_history (beto, QH_KIND_ACTIVITY, gone_id), >, 0);

  g_assert_true (qh_store_restrict_case (fixture->store, case_id, &self, 1, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count_notes_in_history (beto, QH_KIND_ACTIVITY, activity), ==, 0);
  g_assert_cmpuint (count_notes_in_history (beto, QH_KIND_ACTIVITY, gone_id), ==, 0);
  g_assert_cmpuint (count_notes_in_history (fixture->store, QH_KIND_ACTIVITY, activity), ==, 3);
  g_assert_cmpuint (count_notes_in_history (fixture->store, QH_KIND_ACTIVITY, gone_id), >, 0);
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM change_entries WHERE erased = 2"), >=, 6);
  assert_whole (fixture->store);
  assert_whole (beto);
  /* Past the program he opens what is not of the case: his own copy of no seal in it. */
  try_all (beto);
  g_assert_cmpuint (n_opened, <, n_tried);

  /* A changed byte in what is closed to him breaks nothing for him, and is found by who opens it. */
  exec (fixture, "CREATE TABLE kept AS SELECT id, body FROM change_entries WHERE erased = 2");
  exec (fixture,
        "UPDATE change_entries SET body = substr (body, 1, length (body) - 1) WHERE id = (SELECT min (id) FROM "
        "change_entries WHERE erased = 2)");
  {
    g_autoptr (QhVerifyReport) report
      = qh_store_verify (fixture->store, NULL, NULL, NULL, &error);

    g_assert_no_error (error);
    g_assert_cmpuint (report->problems->len, >, 0);
  }
  exec (fixture,
        "UPDATE change_entries SET body = (SELECT body FROM kept WHERE kept.id = "
        "change_entries.id) WHERE erased = 2; DROP TABLE kept");

  g_assert_true (qh_store_unrestrict_case (fixture->store, case_id, &error));
  g_assert_no_error (error);
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM change_entries WHERE erased = 2"), ==, 0);
  g_assert_cmpuint (count_notes_in_history (beto, QH_KIND_ACTIVITY, activity), ==, 3);
  assert_whole (beto);
}

static void
put_people (Fixture *fixture, gint64 case_id, const gint64 *people, guint n_people)
{
  QhRecord *record = qh_store_get (fixture->store, QH_KIND_CASE, case_id, NULL);
  QhRows *rows = qh_rows_new (0, 2);

  for (guint i = 0; i < n_people; i++)
    {
      const gint64 cells[] = { people[i], fixture_code (fixture->store, "case_role", "TI") };

      qh_rows_append (rows, cells);
    }
  qh_record_take_rows (record, "people", rows);
  fixture_put (fixture->store, record);
}

/* Who is linked to a restricted case is sealed with it at once, and who leaves it is not. */
static void
test_linked_to_restricted (Fixture *fixture, gconstpointer data)
{
  gint64 person, activity, case_id = put_case_with_note (fixture, &person, &activity);
  gint64 self = qh_store_get_user (fixture->store);
  gint64 sister = fixture_put (fixture->store, fixture_new_person (fixture->store, "Hermana", "M", 1990));
  const gint64 both[] = { person, sister };
  QhRecord *loose = fixture_new_activity (fixture->store);
  g_autoptr (QhStore) beto = NULL;
  gint64 loose_id, other_case;

  add_user (fixture->store, "Beto", QH_ROLE_PRACTITIONER, BETO);
  beto = open_as (fixture, "Beto", BETO);
  qh_record_set_text (loose, "note", SECRET_NOTE);
  loose_id = fixture_put (fixture->store, loose);
  g_assert_true (qh_store_restrict_case (fixture->store, case_id, &self, 1, NULL));
  g_assert_false (is_closed (beto, QH_KIND_PERSON, sister));
  put_people (fixture, case_id, both, 2);
  g_assert_true (is_closed (beto, QH_KIND_PERSON, sister));
  g_assert_cmpint (count (fixture,
                          "SELECT count(*) FROM change_entries WHERE erased IS NULL AND record = "
                          "(SELECT max (id) FROM persons)"),
                   ==,
                   0);

  /* In another case too, others know them. */
  other_case = fixture_put (fixture->store, fixture_new_case (fixture->store));
  put_people (fixture, other_case, &sister, 1);
  g_assert_false (is_closed (beto, QH_KIND_PERSON, sister));
  put_people (fixture, other_case, NULL, 0);
  g_assert_true (is_closed (beto, QH_KIND_PERSON, sister));
  put_people (fixture, case_id, &person, 1);
  g_assert_false (is_closed (beto, QH_KIND_PERSON, sister));

  /* So is what is moved into it, with what the log knows of it. */
  loose = qh_store_get (fixture->store, QH_KIND_ACTIVITY, loose_id, NULL);
  g_assert_cmpuint (count_notes_in_history (beto, QH_KIND_ACTIVITY, loose_id), ==, 1);
  qh_record_set_integer (loose, "case", case_id);
  fixture_put (fixture->store, loose);
  g_assert_true (is_closed (beto, QH_KIND_ACTIVITY, loose_id));
  g_assert_cmpuint (count_notes_in_history (beto, QH_KIND_ACTIVITY, loose_id), ==, 0);
  assert_whole (fixture->store);
  assert_whole (beto);
}

static gboolean
write_note (QhStore *store, const char *note, gint64 *id, GError **error)
{
  g_autoptr (QhChange) change = qh_change_new ();
  QhRecord *activity = fixture_new_activity (store);
  gboolean done;

  qh_record_set_text (activity, "note", note);
  qh_change_put (change, activity);
  done = qh_store_apply (store, change, NULL, NULL, NULL, error);
  *id = activity->id;
  return done;
}

/* A session that was open before notices what became of keys and roles elsewhere. */
static void
test_other_session (Fixture *fixture, gconstpointer data)
{
  gint64 beto = add_user (fixture->store, "Beto", QH_ROLE_PRACTITIONER, BETO);
  gint64 carla = add_user (fixture->store, "Carla", QH_ROLE_PRACTITIONER, RITA);
  g_autoptr (QhStore) removed = open_as (fixture, "Beto", BETO);
  g_autoptr (QhStore) other = open_as (fixture, "Carla", RITA);
  g_autoptr (GError) error = NULL;
  gint64 id;

  g_assert_true (qh_users_remove (fixture->store, beto, NULL));
  g_assert_true (write_note (other, SECRET_NOTE, &id, &error));
  g_assert_no_error (error);
  g_assert_true (is_closed (removed, QH_KIND_ACTIVITY, id)); /* sealed with the new key */
  g_assert_false (is_closed (fixture->store, QH_KIND_ACTIVITY, id));
  g_assert_false (write_note (removed, SECRET_NOTE, &id, &error));
  g_assert_error (error, QH_ERROR, QH_ERROR_PASSPHRASE);
  g_clear_error (&error);

  g_assert_true (
    qh_users_set_roles (fixture->store, carla, QH_ROLE_RESEARCHER, NULL));
  g_assert_false (write_note (other, SECRET_NOTE, &id, &error));
  g_assert_error (error, QH_ERROR, QH_ERROR_PASSPHRASE);
  g_clear_error (&error);
  g_assert_cmpuint (qh_store_get_roles (other), ==, QH_ROLE_RESEARCHER);

  /* A new pair, of a reset passphrase: the old session opens nothing new. */
  g_assert_true (
    qh_users_set_roles (fixture->store, carla, QH_ROLE_PRACTITIONER, NULL));
  g_clear_object (&other);
  other = open_as (fixture, "Carla", RITA);
  g_assert_true (qh_users_reset (fixture->store, carla, NEW_PASSPHRASE, NULL));
  g_assert_false (write_note (other, SECRET_NOTE, &id, &error));
  g_assert_error (error, QH_ERROR, QH_ERROR_PASSPHRASE);
}

/* Who lacks the key may change what is in the clear; the seal stays to the byte. */
static void
test_closed_kept (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (QhChange) change = qh_change_new ();
  g_autoptr (QhChange) naming = qh_change_new ();
  g_autoptr (QhRecord) read = NULL;
  QhRecord *worker;
  QhStore *administrator;

  add_user (fixture->store, "beto", QH_ROLE_ADMINISTRATOR, BETO);
  administrator = open_as (fixture, "beto", BETO);
  worker = qh_store_get (administrator, QH_KIND_WORKER, fixture->worker, &error);
  g_assert_no_error (error);
  g_assert_true (worker->closed);
  qh_record_set_text (worker, "post", "Jefatura");
  qh_change_put (change, worker);
  g_assert_true (qh_store_apply (administrator, change, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  worker = qh_record_copy (worker);
  qh_record_set_text (worker, "name", "Otro nombre");
  qh_change_put (naming, worker);
  g_assert_false (qh_store_apply (administrator, naming, NULL, NULL, NULL, &error));
  g_assert_error (error, QH_ERROR, QH_ERROR_PASSPHRASE);
  g_object_unref (administrator);
  read = qh_store_get (fixture->store, QH_KIND_WORKER, fixture->worker, NULL);
  g_assert_cmpstr (qh_record_get_text (read, "name"), ==, "Amelia Muestra");
  g_assert_cmpstr (qh_record_get_text (read, "post"), ==, "Jefatura");
}

/* A role decides what may be written, in the store and not in the window. */
static void
test_writers (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (QhChange) writing = qh_change_new ();
  g_autoptr (QhChange) deleting = qh_change_new ();
  gint64 activity = fixture_put (fixture->store, fixture_new_activity (fixture->store));
  QhStore *researcher;

  add_user (fixture->store, "rita", QH_ROLE_RESEARCHER, RITA);
  researcher = open_as (fixture, "rita", RITA);
  qh_change_put (writing, fixture_new_activity (researcher));
  g_assert_false (qh_store_apply (researcher, writing, NULL, NULL, NULL, &error));
  g_assert_error (error, QH_ERROR, QH_ERROR_PASSPHRASE);
  g_clear_error (&error);
  qh_change_delete (deleting, qh_store_get (researcher, QH_KIND_ACTIVITY, activity, NULL));
  g_assert_false (qh_store_apply (researcher, deleting, NULL, NULL, NULL, &error));
  g_assert_error (error, QH_ERROR, QH_ERROR_PASSPHRASE);
  g_object_unref (researcher);
  g_assert_cmpint (qh_store_count (fixture->store, QH_KIND_ACTIVITY), ==, 1);
}

static void
test_restricted_case (Fixture *fixture, gconstpointer data)
{
  gint64 person, activity, case_id = put_case_with_note (fixture, &person, &activity);
  gint64 self = qh_store_get_user (fixture->store);
  gint64 carla = add_user (fixture->store, "Carla", QH_ROLE_PRACTITIONER, NEW_PASSPHRASE);
  const gint64 both[] = { self, carla };
  gint64 rita = add_user (fixture->store, "Rita", QH_ROLE_RESEARCHER, RITA);
  QhRecord *elsewhere = fixture_new_activity (fixture->store);
  g_autoptr (QhStore) beto = NULL;
  g_autoptr (QhStore) other = NULL;
  g_autoptr (QhCaseIndex) index = NULL;
  g_autoptr (GArray) users = NULL;
  g_autoptr (GError) error = NULL;
  gint64 free_activity;

  add_user (fixture->store, "Beto", QH_ROLE_PRACTITIONER, BETO);
  qh_record_set_text (elsewhere, "note", "De nadie");
  free_activity = fixture_put (fixture->store, elsewhere);
  g_assert_false (qh_store_restrict_case (fixture->store, case_id, &rita, 1, &error));
  g_assert_error (error, QH_ERROR, QH_ERROR_IN_USE);
  g_clear_error (&error);
  g_assert_true (
    qh_store_restrict_case (fixture->store, case_id, both, G_N_ELEMENTS (both), &error));
  g_assert_no_error (error);
  users = qh_store_list_case_users (fixture->store, case_id, NULL);
  g_assert_cmpuint (users->len, ==, 2);

  /* Another practitioner has the identity key and cannot read it. */
  beto = open_as (fixture, "Beto", BETO);
  g_assert_true (is_closed (beto, QH_KIND_CASE, case_id));
  g_assert_true (is_closed (beto, QH_KIND_ACTIVITY, activity));
  g_assert_true (is_closed (beto, QH_KIND_PERSON, person));
  g_assert_false (is_closed (beto, QH_KIND_ACTIVITY, free_activity));
  index = qh_case_index_build (beto, NULL, &error);
  g_assert_no_error (error);
  g_assert_false (qh_store_unrestrict_case (beto, case_id, &error));
  g_assert_error (error, QH_ERROR, QH_ERROR_PASSPHRASE);
  g_clear_error (&error);

  /* Who restricted it reads it, and so does who was named. */
  other = open_as (fixture, "Carla", NEW_PASSPHRASE);
  g_assert_false (is_closed (fixture->store, QH_KIND_PERSON, person));
  g_assert_false (is_closed (other, QH_KIND_CASE, case_id));
  g_assert_false (is_closed (other, QH_KIND_ACTIVITY, activity));

  /* So does what is written in it afterwards, new or edited. */
  {
    QhRecord *later = fixture_new_activity (fixture->store);
    QhRecord *edited = qh_store_get (fixture->store, QH_KIND_ACTIVITY, activity, NULL);
    gint64 later_id;

    qh_record_set_integer (later, "case", case_id);
    qh_record_set_text (later, "note", "Solo para quien atiende");
    later_id = fixture_put (fixture->store, later);
    qh_record_set_text (edited, "note", "Corregida");
    fixture_put (fixture->store, edited);
    g_assert_true (is_closed (beto, QH_KIND_ACTIVITY, later_id));
    g_assert_true (is_closed (beto, QH_KIND_ACTIVITY, activity));
    g_assert_false (is_closed (other, QH_KIND_ACTIVITY, later_id));
  }

  /* Sealing anew leaves it under its own key. */
  g_assert_true (qh_store_reseal (fixture->store, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (is_closed (beto, QH_KIND_CASE, case_id));

  /* Removing Carla gives the case a new key too. */
  g_assert_true (qh_users_remove (fixture->store, carla, &error));
  g_assert_no_error (error);
  g_assert_true (qh_store_reseal (fixture->store, NULL, NULL, NULL, NULL));
  g_assert_true (is_closed (other, QH_KIND_CASE, case_id));
  g_assert_false (is_closed (fixture->store, QH_KIND_CASE, case_id));

  g_assert_true (qh_store_unrestrict_case (fixture->store, case_id, &error));
  g_assert_no_error (error);
  g_clear_object (&beto);
  beto = open_as (fixture, "Beto", BETO);
  g_assert_false (is_closed (beto, QH_KIND_CASE, case_id));
  g_assert_false (is_closed (beto, QH_KIND_PERSON, person));
}

/* On request, what a removed user could read is sealed under the newest key. */
static void
test_reseal (Fixture *fixture, gconstpointer data)
{
  gint64 person, activity, case_id = put_case_with_note (fixture, &person, &activity);
  gint64 beto = add_user (fixture->store, "Beto", QH_ROLE_PRACTITIONER, BETO);
  g_autoptr (QhStore) removed = open_as (fixture, "Beto", BETO);
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (QhRecord) record = NULL;

  g_assert_true (qh_users_remove (fixture->store, beto, NULL));
  g_assert_false (is_closed (removed, QH_KIND_CASE, case_id));
  g_cancellable_cancel (cancelled);
  g_assert_false (qh_store_reseal (fixture->store, NULL, NULL, cancelled, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_true (qh_store_reseal (fixture->store, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (is_closed (removed, QH_KIND_CASE, case_id));
  g_assert_true (is_closed (removed, QH_KIND_PERSON, person));
  record = qh_store_get (fixture->store, QH_KIND_ACTIVITY, activity, NULL);
  g_assert_cmpstr (qh_record_get_text (record, "note"), ==, SECRET_NOTE);
  /* Again there is nothing to do. */
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM changes WHERE action = 32"), ==, 4);
  g_assert_true (qh_store_reseal (fixture->store, NULL, NULL, NULL, NULL));
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM changes WHERE action = 32"), ==, 4);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function)                                                                      \
  g_test_add ("/users/" name, Fixture, NULL, fixture_set_up, function, fixture_tear_down)
  ADD ("first", test_first_user);
  ADD ("several", test_several);
  ADD ("passphrase", test_passphrase);
  ADD ("refusal-names-the-role", test_refusal_names_the_role);
  ADD ("no-self-promotion", test_no_self_promotion);
  ADD ("remove", test_remove);
  ADD ("last-administrator", test_last_administrator);
  ADD ("attempts", test_attempts);
  ADD ("recover", test_recover);
  ADD ("new-recovery-key", test_new_recovery_key);
  ADD ("reset", test_reset);
  ADD ("researcher", test_researcher);
  ADD ("closed-kept", test_closed_kept);
  ADD ("writers", test_writers);
  ADD ("restricted-case", test_restricted_case);
  ADD ("restricted-history", test_restricted_history);
  ADD ("linked-to-restricted", test_linked_to_restricted);
  ADD ("other-session", test_other_session);
  ADD ("reseal", test_reseal);
#undef ADD
  return g_test_run ();
}
