/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Users, their passphrases and roles, and who may give which. */
#include <string.h>

#include "store/qh-restriction.h"
#include "store/qh-store-private.h"
#include "users-fixture.h"

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
  g_assert_cmpuint (qh_user_get_roles (user), ==, QH_ROLE_PRACTITIONER | QH_ROLE_SUPERVISOR | QH_ROLE_ADMINISTRATOR);
  g_assert_cmpuint (qh_store_get_roles (fixture->store), ==, qh_user_get_roles (user));
  g_assert_true (qh_store_may_see_identities (fixture->store));
}

static void
test_several (Fixture *fixture, gconstpointer data)
{
  gint64 beto = users_add (fixture->store, "Beto", QH_ROLE_SUPERVISOR, BETO);
  g_autoptr (QhRecord) again = qh_store_new_record (fixture->store, QH_KIND_USER);
  g_autoptr (QhStoreInfo) info = qh_store_peek (fixture->path, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (QhStore) store = users_open_as (fixture, "BETO", BETO);

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

  g_assert_true (qh_users_set_roles (fixture->store, qh_store_get_user (fixture->store), QH_ROLE_PRACTITIONER | QH_ROLE_ADMINISTRATOR, NULL));
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

  users_add (fixture->store, "Beto", QH_ROLE_SUPERVISOR, BETO);
  store = users_open_as (fixture, "Beto", BETO);
  memcpy (own, qh_keyring_find (store->keyring, QH_OWN_KEY_NUMBER), sizeof own);
  g_assert_false (qh_store_change_passphrase (store, FIXTURE_PASSPHRASE, NEW_PASSPHRASE, &error));
  g_assert_error (error, QH_ERROR, QH_ERROR_PASSPHRASE);
  g_assert_true (qh_store_change_passphrase (store, BETO, NEW_PASSPHRASE, NULL));
  g_clear_object (&store);
  refuse_open (fixture, "Beto", BETO, QH_ERROR_PASSPHRASE, "not correct");
  store = users_open_as (fixture, "Beto", NEW_PASSPHRASE);
  g_assert_cmpmem (qh_keyring_find (store->keyring, QH_OWN_KEY_NUMBER), 32, own, 32);
}

/* An administrator who does not hold the keys cannot get them by a role. */
static void
test_no_self_promotion (Fixture *fixture, gconstpointer data)
{
  g_autofree char *me = qh_store_make_user_name (NULL);
  gint64 ada = users_add (fixture->store, "Ada", QH_ROLE_ADMINISTRATOR, BETO);
  gint64 rita;
  g_autoptr (QhStore) store = users_open_as (fixture, "Ada", BETO);
  g_autoptr (GPtrArray) waiting = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (qh_store_may_see_identities (store));
  g_assert_true (
    qh_users_set_roles (store, ada, QH_ROLE_ADMINISTRATOR | QH_ROLE_PRACTITIONER, &error));
  g_assert_no_error (error);
  g_clear_object (&store);
  store = users_open_as (fixture, "Ada", BETO);
  g_assert_false (qh_store_may_see_identities (store));
  waiting = qh_users_list_waiting (store, NULL);
  g_assert_cmpuint (waiting->len, ==, 1);
  g_assert_false (qh_users_give_keys (store, ada, &error));
  g_assert_error (error, QH_ERROR, QH_ERROR_PASSPHRASE);

  /* Nor does the key that is made when she removes somebody come to her. */
  rita = users_add (fixture->store, "Rita", QH_ROLE_SUPERVISOR, RITA);
  g_assert_true (qh_users_remove (store, rita, NULL));
  g_clear_object (&store);
  g_clear_object (&fixture->store);
  fixture->store = users_open_as (fixture, me, FIXTURE_PASSPHRASE); /* makes the key that is due */
  store = users_open_as (fixture, "Ada", BETO);
  g_assert_false (qh_store_may_see_identities (store));
  g_clear_object (&store);

  g_assert_true (qh_users_give_keys (fixture->store, ada, NULL));
  store = users_open_as (fixture, "Ada", BETO);
  g_assert_true (qh_store_may_see_identities (store));
  g_clear_pointer (&waiting, g_ptr_array_unref);
  waiting = qh_users_list_waiting (store, NULL);
  g_assert_cmpuint (waiting->len, ==, 0);
}

/* What is sealed after a removal does not open with what the removed user had. */
static void
test_remove (Fixture *fixture, gconstpointer data)
{
  gint64 beto = users_add (fixture->store, "Beto", QH_ROLE_PRACTITIONER, BETO);
  g_autoptr (QhStore) store = users_open_as (fixture, "Beto", BETO);
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
  g_assert_cmpint (users_count (fixture, "SELECT count(*) FROM key_holders"), ==, 2);

  /* Who stays reads both, also after locking. */
  g_clear_object (&fixture->store);
  fixture->store = users_open_as (fixture, NULL, FIXTURE_PASSPHRASE);
  g_clear_pointer (&after, qh_record_free);
  after = qh_store_get (fixture->store, QH_KIND_ACTIVITY, new_id, NULL);
  g_assert_cmpstr (qh_record_get_text (after, "note"), ==, "Ahora");
}

static void
test_last_administrator (Fixture *fixture, gconstpointer data)
{
  gint64 self = qh_store_get_user (fixture->store);
  g_autoptr (GError) error = NULL;

  users_add (fixture->store, "Beto", QH_ROLE_PRACTITIONER, BETO);
  g_assert_false (qh_users_set_roles (fixture->store, self, QH_ROLE_PRACTITIONER, &error));
  g_assert_error (error, QH_ERROR, QH_ERROR_IN_USE);
  g_assert_false (qh_users_set_roles (fixture->store, self, 0, NULL));
  g_assert_cmpuint (
    qh_store_get_roles (fixture->store), ==, QH_ROLE_PRACTITIONER | QH_ROLE_SUPERVISOR | QH_ROLE_ADMINISTRATOR);
}

static void
test_attempts (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->store);
  for (guint i = 0; i < 3; i++)
    refuse_open (fixture, NULL, "otra frase", QH_ERROR_PASSPHRASE, "not correct");
  g_assert_cmpint (users_count (fixture, "SELECT count(*) FROM attempts"), ==, 3);
  /* Now even the right one must wait, and trying does not make it longer. */
  refuse_open (fixture, NULL, FIXTURE_PASSPHRASE, QH_ERROR_PASSPHRASE, "second");
  refuse_open (fixture, NULL, "otra frase", QH_ERROR_PASSPHRASE, "second");
  g_assert_cmpint (users_count (fixture, "SELECT count(*) FROM attempts"), ==, 3);

  /* Nine seconds later. */
  users_exec (fixture, "UPDATE attempts SET id = id - (9000 << 22)");
  refuse_open (fixture, NULL, "otra frase", QH_ERROR_PASSPHRASE, "not correct");
  users_exec (fixture, "UPDATE attempts SET id = id - (9000 << 22)");
  refuse_open (fixture, NULL, FIXTURE_PASSPHRASE, QH_ERROR_PASSPHRASE, "second");
  users_exec (fixture, "UPDATE attempts SET id = id - (9000 << 22)");
  fixture->store = users_open_as (fixture, NULL, FIXTURE_PASSPHRASE);
  g_assert_cmpint (users_count (fixture, "SELECT count(*) FROM attempts"), ==, 0);
  g_assert_cmpint (users_count (fixture, "SELECT count(*) FROM changes WHERE action = 24"), ==, 4);
  g_assert_cmpint (users_count (fixture, "SELECT count(*) FROM changes WHERE action = 23"), ==, 1);
}

static void
test_recover (Fixture *fixture, gconstpointer data)
{
  g_autofree char *words = qh_store_take_recovery_words (fixture->store);
  g_autofree char *me = qh_store_make_user_name (NULL);
  g_autoptr (GError) error = NULL;
  gint64 person, activity;
  gint64 case_id = users_put_case (fixture, &person, &activity);
  g_autoptr (QhRecord) record = NULL;

  g_assert_nonnull (words);
  g_assert_null (qh_store_take_recovery_words (fixture->store));
  users_add (fixture->store, "Rita", QH_ROLE_RESEARCHER, RITA);
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
  g_assert_cmpint (users_count (fixture, "SELECT count(*) FROM changes WHERE action = 31"), ==, 1);
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
  gint64 person, activity, case_id = users_put_case (fixture, &person, &activity);
  gint64 self = qh_store_get_user (fixture->store);
  gint64 beto = users_add (fixture->store, "Beto", QH_ROLE_PRACTITIONER, BETO);
  gint64 ada = users_add (fixture->store, "Ada", QH_ROLE_ADMINISTRATOR, RITA);
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
  store = users_open_as (fixture, "Beto", NEW_PASSPHRASE);
  g_assert_true (qh_store_may_see_identities (store));
  g_assert_false (users_is_closed (store, QH_KIND_CASE, case_id));
  g_assert_false (qh_users_reset (store, ada, NEW_PASSPHRASE, NULL)); /* no administrator */
  g_clear_object (&store);

  /* Who has no keys gives none. */
  store = users_open_as (fixture, "Ada", RITA);
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
  store = users_open_as (fixture, "Beto", BETO);
  g_assert_false (qh_store_may_see_identities (store));
  g_assert_false (users_is_closed (fixture->store, QH_KIND_CASE, case_id));
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
  gint64 person, activity, case_id = users_put_case (fixture, &person, &activity);
  gint64 beto = users_add (fixture->store, "Beto", QH_ROLE_PRACTITIONER, BETO);
  guint n_beyond = 0;

  users_add (fixture->store, "Ada", QH_ROLE_ADMINISTRATOR, RITA);
  g_assert_true (qh_store_restrict_case (fixture->store, case_id, &beto, 1, NULL));
  g_assert_false (qh_store_make_recovery_key (fixture->store, "otra frase", &n_beyond, &error));
  g_assert_error (error, QH_ERROR, QH_ERROR_PASSPHRASE);
  g_clear_error (&error);
  store = users_open_as (fixture, "Beto", BETO); /* no administrator */
  g_assert_false (qh_store_make_recovery_key (store, BETO, &n_beyond, NULL));
  g_clear_object (&store);
  store = users_open_as (fixture, "Ada", RITA); /* sees no names */
  g_assert_false (qh_store_make_recovery_key (store, RITA, &n_beyond, NULL));
  g_assert_null (qh_store_take_recovery_words (store));
  g_clear_object (&store);

  g_assert_true (
    qh_store_make_recovery_key (fixture->store, FIXTURE_PASSPHRASE, &n_beyond, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n_beyond, ==, 1);
  words = qh_store_take_recovery_words (fixture->store);
  g_assert_cmpint (users_count (fixture, "SELECT count(*) FROM changes WHERE action = 38"), ==, 1);
  g_assert_null (qh_store_recover (fixture->path, old_words, me, NEW_PASSPHRASE, &error));
  g_assert_error (error, QH_ERROR, QH_ERROR_PASSPHRASE);
  g_clear_error (&error);
  store = qh_store_recover (fixture->path, words, "Beto", NEW_PASSPHRASE, &error);
  g_assert_no_error (error);
  g_assert_true (qh_store_may_see_identities (store));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function)                                                                        \
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
#undef ADD
  return g_test_run ();
}
