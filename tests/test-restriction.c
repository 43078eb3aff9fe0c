/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Restricted cases, and what a user without a key may change. */
#include "store/qh-case-index.h"
#include "store/qh-restriction.h"
#include "users-fixture.h"

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
  gint64 person, activity, case_id = users_put_case (fixture, &person, &activity);
  gint64 self = qh_store_get_user (fixture->store);
  gint64 sister
    = fixture_put (fixture->store, fixture_new_person (fixture->store, "Hermana", "M", 1990));
  const gint64 both[] = { person, sister };
  QhRecord *loose = fixture_new_activity (fixture->store);
  g_autoptr (QhStore) beto = NULL;
  gint64 loose_id, other_case;

  users_add (fixture->store, "Beto", QH_ROLE_PRACTITIONER, BETO);
  beto = users_open_as (fixture, "Beto", BETO);
  qh_record_set_text (loose, "note", SECRET_NOTE);
  loose_id = fixture_put (fixture->store, loose);
  g_assert_true (qh_store_restrict_case (fixture->store, case_id, &self, 1, NULL));
  g_assert_false (users_is_closed (beto, QH_KIND_PERSON, sister));
  put_people (fixture, case_id, both, 2);
  g_assert_true (users_is_closed (beto, QH_KIND_PERSON, sister));
  g_assert_cmpint (
    users_count (fixture,
                 "SELECT count(*) FROM change_entries WHERE erased IS NULL AND record = "
                 "(SELECT max (id) FROM persons)"),
    ==,
    0);

  /* In another case too, others know them. */
  other_case = fixture_put (fixture->store, fixture_new_case (fixture->store));
  put_people (fixture, other_case, &sister, 1);
  g_assert_false (users_is_closed (beto, QH_KIND_PERSON, sister));
  put_people (fixture, other_case, NULL, 0);
  g_assert_true (users_is_closed (beto, QH_KIND_PERSON, sister));
  put_people (fixture, case_id, &person, 1);
  g_assert_false (users_is_closed (beto, QH_KIND_PERSON, sister));

  /* So is what is moved into it, with what the log knows of it. */
  loose = qh_store_get (fixture->store, QH_KIND_ACTIVITY, loose_id, NULL);
  g_assert_cmpuint (users_count_notes (beto, QH_KIND_ACTIVITY, loose_id), ==, 1);
  qh_record_set_integer (loose, "case", case_id);
  fixture_put (fixture->store, loose);
  g_assert_true (users_is_closed (beto, QH_KIND_ACTIVITY, loose_id));
  g_assert_cmpuint (users_count_notes (beto, QH_KIND_ACTIVITY, loose_id), ==, 0);
  users_assert_whole (fixture->store);
  users_assert_whole (beto);
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
  gint64 beto = users_add (fixture->store, "Beto", QH_ROLE_PRACTITIONER, BETO);
  gint64 carla = users_add (fixture->store, "Carla", QH_ROLE_PRACTITIONER, RITA);
  g_autoptr (QhStore) removed = users_open_as (fixture, "Beto", BETO);
  g_autoptr (QhStore) other = users_open_as (fixture, "Carla", RITA);
  g_autoptr (GError) error = NULL;
  gint64 id;

  g_assert_true (qh_users_remove (fixture->store, beto, NULL));
  g_assert_true (write_note (other, SECRET_NOTE, &id, &error));
  g_assert_no_error (error);
  g_assert_true (users_is_closed (removed, QH_KIND_ACTIVITY, id)); /* sealed with the new key */
  g_assert_false (users_is_closed (fixture->store, QH_KIND_ACTIVITY, id));
  g_assert_false (write_note (removed, SECRET_NOTE, &id, &error));
  g_assert_error (error, QH_ERROR, QH_ERROR_PASSPHRASE);
  g_clear_error (&error);

  g_assert_true (qh_users_set_roles (fixture->store, carla, QH_ROLE_RESEARCHER, NULL));
  g_assert_false (write_note (other, SECRET_NOTE, &id, &error));
  g_assert_error (error, QH_ERROR, QH_ERROR_PASSPHRASE);
  g_clear_error (&error);
  g_assert_cmpuint (qh_store_get_roles (other), ==, QH_ROLE_RESEARCHER);

  /* A new pair, of a reset passphrase: the old session opens nothing new. */
  g_assert_true (qh_users_set_roles (fixture->store, carla, QH_ROLE_PRACTITIONER, NULL));
  g_clear_object (&other);
  other = users_open_as (fixture, "Carla", RITA);
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

  users_add (fixture->store, "beto", QH_ROLE_ADMINISTRATOR, BETO);
  administrator = users_open_as (fixture, "beto", BETO);
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

  users_add (fixture->store, "rita", QH_ROLE_RESEARCHER, RITA);
  researcher = users_open_as (fixture, "rita", RITA);
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
  gint64 person, activity, case_id = users_put_case (fixture, &person, &activity);
  gint64 self = qh_store_get_user (fixture->store);
  gint64 carla = users_add (fixture->store, "Carla", QH_ROLE_PRACTITIONER, NEW_PASSPHRASE);
  const gint64 both[] = { self, carla };
  gint64 rita = users_add (fixture->store, "Rita", QH_ROLE_RESEARCHER, RITA);
  QhRecord *elsewhere = fixture_new_activity (fixture->store);
  g_autoptr (QhStore) beto = NULL;
  g_autoptr (QhStore) other = NULL;
  g_autoptr (QhCaseIndex) index = NULL;
  g_autoptr (GArray) users = NULL;
  g_autoptr (GError) error = NULL;
  gint64 free_activity;

  users_add (fixture->store, "Beto", QH_ROLE_PRACTITIONER, BETO);
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
  beto = users_open_as (fixture, "Beto", BETO);
  g_assert_true (users_is_closed (beto, QH_KIND_CASE, case_id));
  g_assert_true (users_is_closed (beto, QH_KIND_ACTIVITY, activity));
  g_assert_true (users_is_closed (beto, QH_KIND_PERSON, person));
  g_assert_false (users_is_closed (beto, QH_KIND_ACTIVITY, free_activity));
  index = qh_case_index_build (beto, NULL, &error);
  g_assert_no_error (error);
  g_assert_false (qh_store_unrestrict_case (beto, case_id, &error));
  g_assert_error (error, QH_ERROR, QH_ERROR_PASSPHRASE);
  g_clear_error (&error);

  /* Who restricted it reads it, and so does who was named. */
  other = users_open_as (fixture, "Carla", NEW_PASSPHRASE);
  g_assert_false (users_is_closed (fixture->store, QH_KIND_PERSON, person));
  g_assert_false (users_is_closed (other, QH_KIND_CASE, case_id));
  g_assert_false (users_is_closed (other, QH_KIND_ACTIVITY, activity));

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
    g_assert_true (users_is_closed (beto, QH_KIND_ACTIVITY, later_id));
    g_assert_true (users_is_closed (beto, QH_KIND_ACTIVITY, activity));
    g_assert_false (users_is_closed (other, QH_KIND_ACTIVITY, later_id));
  }

  /* Sealing anew leaves it under its own key. */
  g_assert_true (qh_store_reseal (fixture->store, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (users_is_closed (beto, QH_KIND_CASE, case_id));

  /* Removing Carla gives the case a new key too. */
  g_assert_true (qh_users_remove (fixture->store, carla, &error));
  g_assert_no_error (error);
  g_assert_true (qh_store_reseal (fixture->store, NULL, NULL, NULL, NULL));
  g_assert_true (users_is_closed (other, QH_KIND_CASE, case_id));
  g_assert_false (users_is_closed (fixture->store, QH_KIND_CASE, case_id));

  g_assert_true (qh_store_unrestrict_case (fixture->store, case_id, &error));
  g_assert_no_error (error);
  g_clear_object (&beto);
  beto = users_open_as (fixture, "Beto", BETO);
  g_assert_false (users_is_closed (beto, QH_KIND_CASE, case_id));
  g_assert_false (users_is_closed (beto, QH_KIND_PERSON, person));
}

/* On request, what a removed user could read is sealed under the newest key. */
static void
test_reseal (Fixture *fixture, gconstpointer data)
{
  gint64 person, activity, case_id = users_put_case (fixture, &person, &activity);
  gint64 beto = users_add (fixture->store, "Beto", QH_ROLE_PRACTITIONER, BETO);
  g_autoptr (QhStore) removed = users_open_as (fixture, "Beto", BETO);
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (QhRecord) record = NULL;

  g_assert_true (qh_users_remove (fixture->store, beto, NULL));
  g_assert_false (users_is_closed (removed, QH_KIND_CASE, case_id));
  g_cancellable_cancel (cancelled);
  g_assert_false (qh_store_reseal (fixture->store, NULL, NULL, cancelled, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_true (qh_store_reseal (fixture->store, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (users_is_closed (removed, QH_KIND_CASE, case_id));
  g_assert_true (users_is_closed (removed, QH_KIND_PERSON, person));
  record = qh_store_get (fixture->store, QH_KIND_ACTIVITY, activity, NULL);
  g_assert_cmpstr (qh_record_get_text (record, "note"), ==, SECRET_NOTE);
  /* Again there is nothing to do. */
  g_assert_cmpint (users_count (fixture, "SELECT count(*) FROM changes WHERE action = 32"), ==, 4);
  g_assert_true (qh_store_reseal (fixture->store, NULL, NULL, NULL, NULL));
  g_assert_cmpint (users_count (fixture, "SELECT count(*) FROM changes WHERE action = 32"), ==, 4);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function)                                                                        \
  g_test_add ("/restriction/" name, Fixture, NULL, fixture_set_up, function, fixture_tear_down)
  ADD ("closed-kept", test_closed_kept);
  ADD ("writers", test_writers);
  ADD ("restricted-case", test_restricted_case);
  ADD ("linked-to-restricted", test_linked_to_restricted);
  ADD ("other-session", test_other_session);
  ADD ("reseal", test_reseal);
#undef ADD
  return g_test_run ();
}
