/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Erasure leaves nothing of what was erased, and the chain holds. */
#include <sqlite3.h>
#include <string.h>

#include "fixture.h"
#include "store/qh-erase.h"
#include "store/qh-history.h"
#include "store/qh-retention.h"
#include "store/qh-undo.h"
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
}

/* Every seal of a record, the log's included. */
static GPtrArray *
list_seals (const char *path, const char *table, gint64 id)
{
  GPtrArray *seals = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);
  g_autofree char *sql = g_strdup_printf ("SELECT sealed FROM %s WHERE id = %" G_GINT64_FORMAT, table, id);
  sqlite3_stmt *statement;
  sqlite3 *db;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  g_ptr_array_add (seals,
                   g_bytes_new (sqlite3_column_blob (statement, 0),
                                (gsize)sqlite3_column_bytes (statement, 0)));
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

  g_assert_true (
    qh_store_erase (store, QH_KIND_PERSON, world.person, REASON, &erasure, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (erasure.n_deleted[QH_KIND_PERSON], ==, 1);
  g_assert_cmpuint (erasure.n_deleted[QH_KIND_CASE], ==, 1);
  g_assert_cmpuint (erasure.n_deleted[QH_KIND_CONSULTATION], ==, 1);
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
  g_assert_false (qh_store_take_back (store, undo->sequence, NULL, NULL, NULL, &error));
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
  g_assert_true (
    qh_store_erase (store, QH_KIND_CASE, world.shared_case, REASON, &erasure, &error));
  g_assert_no_error (error);
  /* The one whom no other case knows goes with it. */
  g_assert_cmpuint (erasure.n_deleted[QH_KIND_PERSON], ==, 1);
  g_assert_cmpuint (erasure.n_cleared[QH_KIND_ACTIVITY], ==, 1);
  g_assert_null (qh_store_get (store, QH_KIND_PERSON, world.other, NULL));
  assert_whole (store);
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  QhErasure erasure;

  g_assert_false (qh_store_erase (fixture->store, QH_KIND_PERSON, 77, REASON, &erasure, &error));
  g_assert_error (error, QH_ERROR, QH_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (qh_store_erase (fixture->store, QH_KIND_PERSON, 77, "", &erasure, &error));
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
  none = qh_retention_list_due (store, today, NULL);
  g_assert_cmpuint (none->len, ==, 0);
  g_assert_true (qh_retention_set_months (store, kind, 60, &error));
  g_assert_cmpuint (qh_retention_get_months (store, kind), ==, 60);
  due = qh_retention_list_due (store, today, NULL);
  g_assert_cmpuint (due->len, ==, 1);
  g_assert_cmpint (g_array_index (due, QhDueRecord, 0).id, ==, id);
  not_yet = qh_retention_list_due (store, today - 1, NULL);
  g_assert_cmpuint (not_yet->len, ==, 0);
  g_assert_false (qh_retention_set_months (store, kind, 1201, &error));
  g_assert_error (error, QH_ERROR, QH_ERROR_RANGE);
  g_clear_error (&error);
  g_assert_false (
    qh_retention_set_months (store, qh_store_get_kind (store, QH_KIND_ENTRY), 12, &error));
  g_assert_error (error, QH_ERROR, QH_ERROR_CODE);
}

#define ADD(path, function)                                                                        \
  g_test_add (path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/erase/person", test_person);
  ADD ("/erase/case", test_case);
  ADD ("/erase/refused", test_refused);
  ADD ("/erase/retention", test_retention);
  return g_test_run ();
}
