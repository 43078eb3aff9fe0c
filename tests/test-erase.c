/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Erasure leaves nothing of what was erased, and the chain holds. */
#include <sqlite3.h>
#include <string.h>

#include "fixture.h"
#include "store/qh-erase.h"
#include "store/qh-history.h"
#include "store/qh-restriction.h"
#include "store/qh-retention.h"
#include "store/qh-undo.h"
#include "store/qh-users.h"
#include "store/qh-verify.h"

#define REASON "solicitud de cancelación"

/* A person alone in a case with a consultation, an activity with a note and an
 * action item; and another person who shares a second case with the first. */
typedef struct
{
  gint64 person, other, own_case, shared_case, consultation, activity, shared_activity, item;
} World;

static void
set_people (QhStore *store, QhRecord *in_case, gint64 first, gint64 second)
{
  QhRows *rows = qh_rows_new (0, 2);
  gint64 cells[] = { first, fixture_code (store, "case_role", "TI") };

  qh_rows_append (rows, cells);
  cells[0] = second;
  if (second != 0)
    qh_rows_append (rows, cells);
  qh_record_take_rows (in_case, "people", rows);
}

static gint64
put_activity (QhStore *store, gint64 in_case, gint64 consultation, gint64 person)
{
  QhRecord *activity = fixture_new_activity (store);
  QhRows *people = qh_rows_new (0, 1);

  qh_rows_append (people, &person);
  qh_record_set_integer (activity, "case", in_case);
  if (consultation != 0)
    qh_record_set_integer (activity, "consultation", consultation);
  qh_record_take_rows (activity, "people", people);
  qh_record_set_text (activity, "note", "nota de la visita");
  return fixture_put (store, activity);
}

static void
build (QhStore *store, gint64 worker, World *world)
{
  QhRecord *own = fixture_new_case (store);
  QhRecord *shared = fixture_new_case (store);
  QhRecord *consultation = qh_store_new_record (store, QH_KIND_CONSULTATION);
  QhRecord *item = qh_store_new_record (store, QH_KIND_ACTION_ITEM);
  QhRecord *referral = qh_store_new_record (store, QH_KIND_REFERRAL);

  world->person = fixture_put (store, fixture_new_person (store, "Lucía", "M", 1990));
  world->other = fixture_put (store, fixture_new_person (store, "Mateo", "H", 1985));
  set_people (store, own, world->person, 0);
  qh_record_set_text (own, "summary", "resumen");
  world->own_case = fixture_put (store, own);
  set_people (store, shared, world->person, world->other);
  world->shared_case = fixture_put (store, shared);
  qh_record_set_integer (consultation, "date", qh_day_from_iso ("2026-10-01"));
  qh_record_set_integer (consultation, "worker", worker);
  qh_record_set_integer (consultation, "case", world->own_case);
  qh_record_set_integer (consultation, "person", world->person);
  qh_record_set_text (consultation, "request", "lo que pidió");
  world->consultation = fixture_put (store, consultation);
  world->activity = put_activity (store, world->own_case, world->consultation, world->person);
  world->shared_activity = put_activity (store, world->shared_case, 0, world->person);
  qh_record_set_text (item, "task", "llamar a la familia");
  qh_record_set_integer (item, "worker", worker);
  qh_record_set_integer (item, "case", world->own_case);
  world->item = fixture_put (store, item);
  qh_record_set_integer (referral, "case", world->own_case);
  qh_record_set_integer (referral, "person", world->person);
  qh_record_set_integer (referral, "date", qh_day_from_iso ("2026-10-02"));
  qh_record_set_integer (referral, "worker", worker);
  qh_record_set_integer (referral, "type", fixture_code (store, "referral_type", "D01"));
  qh_record_set_text (referral, "reason", "por qué se canalizó");
  fixture_put (store, referral);
}

/* Every seal of a record, the log's included. */
static GPtrArray *
list_seals (const char *path, const char *table, gint64 id)
{
  GPtrArray *seals = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);
  g_autofree char *sql
    = g_strdup_printf ("SELECT sealed FROM %s WHERE id = %" G_GINT64_FORMAT, table, id);
  sqlite3_stmt *statement;
  sqlite3 *db;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  g_ptr_array_add (
    seals,
    g_bytes_new (sqlite3_column_blob (statement, 0), (gsize)sqlite3_column_bytes (statement, 0)));
  sqlite3_finalize (statement);
  sqlite3_close (db);
  return seals;
}

static gboolean
is_in_file (const char *path, GBytes *bytes)
{
  static const char *const endings[] = { "", "-wal" };
  gsize size;
  gconstpointer needle = g_bytes_get_data (bytes, &size);

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *file = g_strconcat (path, endings[i], NULL);
      g_autofree char *content = NULL;
      gsize length;

      if (g_file_get_contents (file, &content, &length, NULL)
          && memmem (content, length, needle, size) != NULL)
        return TRUE;
    }
  return FALSE;
}

static void
assert_gone (Fixture *fixture, GPtrArray *seals)
{
  for (guint i = 0; i < seals->len; i++)
    g_assert_false (is_in_file (fixture->path, g_ptr_array_index (seals, i)));
}

static void
assert_whole (QhStore *store)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (QhVerifyReport) report = qh_store_verify (store, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < report->problems->len; i++)
    g_test_message ("%s", (char *)g_ptr_array_index (report->problems, i));
  g_assert_cmpuint (report->problems->len, ==, 0);
}

static void
test_person (Fixture *fixture, gconstpointer data)
{
  QhStore *store = fixture->store;
  g_autoptr (GPtrArray) person = NULL;
  g_autoptr (GPtrArray) own_case = NULL;
  g_autoptr (GPtrArray) activity = NULL;
  g_autoptr (GPtrArray) versions = NULL;
  g_autoptr (GPtrArray) changes = NULL;
  g_autoptr (QhRecord) left = NULL;
  g_autoptr (QhRecord) shared = NULL;
  g_autoptr (QhLogChange) undo = NULL;
  g_autoptr (GError) error = NULL;
  const QhLogChange *change;
  QhErasure erasure;
  World world;

  build (store, fixture->worker, &world);
  person = list_seals (fixture->path, "persons", world.person);
  own_case = list_seals (fixture->path, "cases", world.own_case);
  activity = list_seals (fixture->path, "activities", world.activity);
  g_assert_true (is_in_file (fixture->path, g_ptr_array_index (person, 0)));

  g_assert_true (qh_store_erase (
    store, QH_KIND_PERSON, world.person, REASON, &erasure, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (erasure.n_deleted[QH_KIND_PERSON], ==, 1);
  g_assert_cmpuint (erasure.n_deleted[QH_KIND_CASE], ==, 1);
  g_assert_cmpuint (erasure.n_deleted[QH_KIND_CONSULTATION], ==, 1);
  g_assert_cmpuint (erasure.n_deleted[QH_KIND_REFERRAL], ==, 1);
  g_assert_cmpuint (erasure.n_deleted[QH_KIND_ACTION_ITEM], ==, 1);
  g_assert_cmpint (qh_store_count (store, QH_KIND_PERSON), ==, 1);
  g_assert_cmpint (qh_store_count (store, QH_KIND_CASE), ==, 1);
  g_assert_cmpint (qh_store_count (store, QH_KIND_ACTIVITY), ==, 2);
  assert_gone (fixture, person);
  assert_gone (fixture, own_case);
  assert_gone (fixture, activity);

  left = qh_store_get (store, QH_KIND_ACTIVITY, world.activity, NULL);
  g_assert_cmpint (qh_record_get_integer (left, "minutes"), ==, 90);
  g_assert_cmpstr (qh_record_get_text (left, "note"), ==, "");
  shared = qh_store_get (store, QH_KIND_CASE, world.shared_case, NULL);
  g_assert_cmpuint (qh_record_get_rows (shared, "people")->n_rows, ==, 1);

  changes = qh_log_list (store, NULL, 1, NULL);
  change = g_ptr_array_index (changes, 0);
  g_assert_cmpint (change->action, ==, QH_ACTION_ERASE);
  g_assert_cmpstr (change->detail, ==, REASON);
  versions = qh_history_list (store, QH_KIND_PERSON, world.person, NULL);
  g_assert_cmpuint (versions->len, ==, 2);
  for (guint i = 0; i < versions->len; i++)
    g_assert_true (((QhVersion *)g_ptr_array_index (versions, i))->erased);
  assert_whole (store);

  undo = qh_store_find_undo (store, NULL);
  g_assert_false (qh_store_take_back (store, undo->sequence, NULL, NULL, NULL, NULL, &error));
  g_assert_error (error, QH_ERROR, QH_ERROR_NOT_FOUND);
}

static void
test_case (Fixture *fixture, gconstpointer data)
{
  QhStore *store = fixture->store;
  g_autoptr (GError) error = NULL;
  QhErasure erasure;
  World world;

  build (store, fixture->worker, &world);
  g_assert_true (qh_store_erase (
    store, QH_KIND_CASE, world.shared_case, REASON, &erasure, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  /* The one whom no other case knows goes with it. */
  g_assert_cmpuint (erasure.n_deleted[QH_KIND_PERSON], ==, 1);
  g_assert_cmpuint (erasure.n_cleared[QH_KIND_ACTIVITY], ==, 1);
  g_assert_null (qh_store_get (store, QH_KIND_PERSON, world.other, NULL));
  assert_whole (store);
}

static void
delete_record (QhStore *store, guint kind, gint64 id)
{
  g_autoptr (QhChange) change = qh_change_new ();
  g_autoptr (GError) error = NULL;

  qh_change_delete (change, qh_store_get (store, kind, id, NULL));
  qh_store_apply (store, change, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

/* What would go is counted as it then goes, and looking changes nothing. */
static void
test_preview (Fixture *fixture, gconstpointer data)
{
  QhStore *store = fixture->store;
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GPtrArray) after = NULL;
  g_autoptr (GError) error = NULL;
  QhErasure preview, erasure;
  World world;

  build (store, fixture->worker, &world);
  before = qh_log_list (store, NULL, 100, NULL);
  g_assert_true (
    qh_store_preview_erasure (store, QH_KIND_PERSON, world.person, &preview, NULL, &error));
  g_assert_no_error (error);
  after = qh_log_list (store, NULL, 100, NULL);
  g_assert_cmpuint (after->len, ==, before->len);
  g_assert_cmpint (qh_store_count (store, QH_KIND_PERSON), ==, 2);
  assert_whole (store);
  g_assert_cmpuint (preview.n_entries, >, 5);
  g_assert_true (qh_store_erase (
    store, QH_KIND_PERSON, world.person, REASON, &erasure, NULL, NULL, NULL, &error));
  g_assert_cmpmem (&preview, sizeof preview, &erasure, sizeof erasure);
  assert_whole (store);
}

/* What was deleted by hand before goes from the log too, and nobody else's does. */
static void
test_deleted_before (Fixture *fixture, gconstpointer data)
{
  QhStore *store = fixture->store;
  g_autoptr (GPtrArray) hers = NULL;
  g_autoptr (GPtrArray) his = NULL;
  g_autoptr (GError) error = NULL;
  QhErasure erasure;
  World world;
  gint64 activity, of_other;

  build (store, fixture->worker, &world);
  activity = put_activity (store, world.own_case, 0, world.person);
  of_other = put_activity (store, world.shared_case, 0, world.other);
  hers = list_seals (fixture->path, "activities", activity);
  his = list_seals (fixture->path, "activities", of_other);
  delete_record (store, QH_KIND_ACTIVITY, activity);
  delete_record (store, QH_KIND_ACTIVITY, of_other);
  g_assert_true (is_in_file (fixture->path, g_ptr_array_index (hers, 0)));
  g_assert_true (qh_store_erase (
    store, QH_KIND_PERSON, world.person, REASON, &erasure, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  assert_gone (fixture, hers);
  g_assert_true (is_in_file (fixture->path, g_ptr_array_index (his, 0)));
  assert_whole (store);
}

/* A person who was deleted is erased from the log, by number. */
static void
test_deleted_person (Fixture *fixture, gconstpointer data)
{
  QhStore *store = fixture->store;
  gint64 person = fixture_put (store, fixture_new_person (store, "Alma", "M", 1970));
  g_autoptr (GPtrArray) seals = list_seals (fixture->path, "persons", person);
  g_autoptr (GError) error = NULL;
  QhErasure erasure;

  delete_record (store, QH_KIND_PERSON, person);
  g_assert_true (is_in_file (fixture->path, g_ptr_array_index (seals, 0)));
  g_assert_true (
    qh_store_erase (store, QH_KIND_PERSON, person, REASON, &erasure, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (erasure.n_entries, ==, 2);
  assert_gone (fixture, seals);
  assert_whole (store);
  g_assert_false (
    qh_store_erase (store, QH_KIND_PERSON, person, REASON, &erasure, NULL, NULL, NULL, &error));
  g_assert_error (error, QH_ERROR, QH_ERROR_NOT_FOUND);
}

/* An action item that came of an activity without a case tells of its person. */
static void
test_item_of_activity (Fixture *fixture, gconstpointer data)
{
  QhStore *store = fixture->store;
  gint64 person = fixture_put (store, fixture_new_person (store, "Alma", "M", 1970));
  QhRecord *activity = fixture_new_activity (store);
  QhRecord *item = qh_store_new_record (store, QH_KIND_ACTION_ITEM);
  QhRows *people = qh_rows_new (0, 1);
  g_autoptr (GError) error = NULL;
  QhErasure erasure;

  qh_rows_append (people, &person);
  qh_record_take_rows (activity, "people", people);
  qh_record_set_integer (item, "activity", fixture_put (store, activity));
  qh_record_set_text (item, "task", "llamar a Alma");
  qh_record_set_integer (item, "worker", fixture->worker);
  fixture_put (store, item);
  g_assert_true (
    qh_store_erase (store, QH_KIND_PERSON, person, REASON, &erasure, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (erasure.n_deleted[QH_KIND_ACTION_ITEM], ==, 1);
  g_assert_cmpuint (erasure.n_cleared[QH_KIND_ACTIVITY], ==, 1);
}

static gint64
add_beto (QhStore *store)
{
  g_autoptr (QhRecord) user = qh_store_new_record (store, QH_KIND_USER);
  g_autoptr (GError) error = NULL;
  gint64 id;

  qh_record_set_text (user, "name", "Beto");
  qh_user_set_roles (user, QH_ROLE_PRACTITIONER);
  id = qh_users_add (store, user, "viento cuatro mesas azules", &error);
  g_assert_no_error (error);
  return id;
}

/* Nobody erases what they cannot read; nothing is half erased. */
static void
test_restricted (Fixture *fixture, gconstpointer data)
{
  QhStore *store = fixture->store;
  gint64 beto = add_beto (store);
  g_autoptr (GError) error = NULL;
  QhErasure erasure;
  World world;

  build (store, fixture->worker, &world);
  g_assert_true (qh_store_restrict_case (store, world.own_case, &beto, 1, &error));
  g_assert_false (qh_store_erase (
    store, QH_KIND_PERSON, world.person, REASON, &erasure, NULL, NULL, NULL, &error));
  g_assert_error (error, QH_ERROR, QH_ERROR_PASSPHRASE);
  g_clear_error (&error);
  g_assert_false (
    qh_store_preview_erasure (store, QH_KIND_CASE, world.own_case, &erasure, NULL, &error));
  g_assert_error (error, QH_ERROR, QH_ERROR_PASSPHRASE);
  g_assert_cmpint (qh_store_count (store, QH_KIND_CASE), ==, 2);
}

static void
cancel_cb (guint64 done, guint64 total, gpointer cancellable)
{
  if (done == 2)
    g_cancellable_cancel (cancellable);
}

static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  QhStore *store = fixture->store;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  QhErasure erasure;
  World world;

  build (store, fixture->worker, &world);
  g_assert_false (qh_store_erase (store,
                                  QH_KIND_PERSON,
                                  world.person,
                                  REASON,
                                  &erasure,
                                  cancel_cb,
                                  cancellable,
                                  cancellable,
                                  &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (qh_store_count (store, QH_KIND_PERSON), ==, 2);
  g_assert_cmpint (qh_store_count (store, QH_KIND_CASE), ==, 2);
  g_assert_cmpint (qh_store_count (store, QH_KIND_ACTION_ITEM), ==, 1);
  assert_whole (store);
}

/* How long backups may hold what is erased today, by the rule. */
static void
test_last_backup (Fixture *fixture, gconstpointer data)
{
  QhDay today = qh_day_from_iso ("2026-11-22");

  g_assert_cmpint (
    qh_erasure_find_last_backup (fixture->store, today), ==, qh_day_from_iso ("2027-11-22"));
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  QhErasure erasure;

  g_assert_false (qh_store_erase (
    fixture->store, QH_KIND_PERSON, 77, REASON, &erasure, NULL, NULL, NULL, &error));
  g_assert_error (error, QH_ERROR, QH_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (
    qh_store_erase (fixture->store, QH_KIND_PERSON, 77, "", &erasure, NULL, NULL, NULL, &error));
  g_assert_error (error, QH_ERROR, QH_ERROR_REQUIRED);
  g_assert_false (qh_kind_can_be_erased (QH_KIND_ENTRY));
}

static void
test_retention (Fixture *fixture, gconstpointer data)
{
  QhStore *store = fixture->store;
  const QhKind *kind = qh_store_get_kind (store, QH_KIND_CASE);
  QhRecord *closed = fixture_new_case (store);
  QhDay today = qh_day_from_iso ("2026-11-22");
  g_autoptr (GArray) none = NULL;
  g_autoptr (GArray) due = NULL;
  g_autoptr (GArray) not_yet = NULL;
  g_autoptr (GError) error = NULL;
  gint64 id;

  qh_record_set_integer (closed, "opened", qh_day_from_iso ("2020-01-01"));
  qh_record_set_integer (closed, "closed", qh_day_from_iso ("2021-11-22"));
  id = fixture_put (store, closed);
  fixture_put (store, fixture_new_case (store));
  none = qh_retention_list_due (store, today, 0, NULL);
  g_assert_cmpuint (none->len, ==, 0);
  g_assert_true (qh_retention_set_months (store, kind, 60, &error));
  g_assert_cmpuint (qh_retention_get_months (store, kind), ==, 60);
  due = qh_retention_list_due (store, today, 0, NULL);
  g_assert_cmpuint (due->len, ==, 1);
  g_assert_cmpint (g_array_index (due, QhDueRecord, 0).id, ==, id);
  not_yet = qh_retention_list_due (store, today - 1, 0, NULL);
  g_assert_cmpuint (not_yet->len, ==, 0);
  g_assert_false (qh_retention_set_months (store, kind, 1201, &error));
  g_assert_error (error, QH_ERROR, QH_ERROR_RANGE);
  g_clear_error (&error);
  g_assert_false (
    qh_retention_set_months (store, qh_store_get_kind (store, QH_KIND_ENTRY), 12, &error));
  g_assert_error (error, QH_ERROR, QH_ERROR_CODE);
}

/* Kept longer, for a reason that the log tells; then due again. */
static void
test_keep (Fixture *fixture, gconstpointer data)
{
  QhStore *store = fixture->store;
  QhRecord *closed = fixture_new_case (store);
  QhDay today = qh_day_today ();
  QhDay until = qh_day_add_months (today, 12);
  g_autoptr (GArray) due = NULL;
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (GError) error = NULL;
  QhErasure erasure;
  gint64 id;

  qh_record_set_integer (closed, "opened", qh_day_from_iso ("2010-01-01"));
  qh_record_set_integer (closed, "closed", qh_day_from_iso ("2011-11-22"));
  id = fixture_put (store, closed);
  g_assert_true (
    qh_retention_set_months (store, qh_store_get_kind (store, QH_KIND_CASE), 60, NULL));
  g_assert_cmpint (qh_retention_count_due (store, today, NULL), ==, 1);
  g_assert_false (qh_retention_keep (store, QH_KIND_CASE, id, until, "", &error));
  g_assert_error (error, QH_ERROR, QH_ERROR_REQUIRED);
  g_clear_error (&error);
  g_assert_false (qh_retention_keep (store, QH_KIND_CASE, id, today, "juicio", &error));
  g_assert_error (error, QH_ERROR, QH_ERROR_RANGE);
  g_clear_error (&error);
  g_assert_false (qh_retention_keep (store, QH_KIND_CASE, 77, until, "juicio", &error));
  g_assert_error (error, QH_ERROR, QH_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_true (qh_retention_keep (store, QH_KIND_CASE, id, until, "juicio", &error));
  g_assert_no_error (error);
  g_assert_cmpint (qh_retention_count_due (store, today, NULL), ==, 0);
  g_assert_cmpint (qh_retention_count_due (store, until, NULL), ==, 1);
  due = qh_retention_list_due (store, until, 1, NULL);
  g_assert_cmpuint (due->len, ==, 1);
  events = qh_log_list_about (store, QH_KIND_CASE, id, NULL);
  g_assert_cmpuint (events->len, ==, 1);
  g_assert_nonnull (strstr (((QhLogChange *)g_ptr_array_index (events, 0))->detail, "juicio"));
  assert_whole (store);
  g_assert_true (
    qh_store_erase (store, QH_KIND_CASE, id, REASON, &erasure, NULL, NULL, NULL, &error));
  g_assert_cmpint (qh_retention_count_due (store, until, NULL), ==, 0);
  assert_whole (store);
}

#define ADD(path, function)                                                                        \
  g_test_add (path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/erase/person", test_person);
  ADD ("/erase/case", test_case);
  ADD ("/erase/preview", test_preview);
  ADD ("/erase/deleted-before", test_deleted_before);
  ADD ("/erase/deleted-person", test_deleted_person);
  ADD ("/erase/item-of-activity", test_item_of_activity);
  ADD ("/erase/restricted", test_restricted);
  ADD ("/erase/cancelled", test_cancelled);
  ADD ("/erase/last-backup", test_last_backup);
  ADD ("/erase/refused", test_refused);
  ADD ("/erase/retention", test_retention);
  ADD ("/erase/keep", test_keep);
  return g_test_run ();
}
