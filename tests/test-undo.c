/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Undo and redo are exact: the tables are as they were, to the byte. */
#include <sqlite3.h>

#include "fixture.h"
#include "store/qh-undo.h"

/* All that stands in the tables of records, as one text. */
static char *
dump (const char *path)
{
  GString *text = g_string_new (NULL);
  sqlite3_stmt *tables, *rows;
  sqlite3 *db;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (db,
                                       "SELECT name FROM sqlite_schema WHERE type = 'table' AND name "
                                       "NOT IN ('changes', 'change_entries', 'workspace', "
                                       "'imported_rows', 'attempts') ORDER BY name",
                                       -1,
                                       &tables,
                                       NULL),
                   ==,
                   SQLITE_OK);
  while (sqlite3_step (tables) == SQLITE_ROW)
    {
      g_autofree char *sql
        = g_strdup_printf ("SELECT * FROM %s ORDER BY 1, 2", sqlite3_column_text (tables, 0));

      g_string_append_printf (text, "%s\n", sql);
      g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &rows, NULL), ==, SQLITE_OK);
      while (sqlite3_step (rows) == SQLITE_ROW)
        for (int c = 0; c < sqlite3_column_count (rows); c++)
          {
            const guint8 *blob = sqlite3_column_blob (rows, c);

            for (int i = 0; i < sqlite3_column_bytes (rows, c); i++)
              g_string_append_printf (text, "%02x", blob[i]);
            g_string_append_c (text, c + 1 < sqlite3_column_count (rows) ? '|' : '\n');
          }
      sqlite3_finalize (rows);
    }
  sqlite3_finalize (tables);
  sqlite3_close (db);
  return g_string_free (text, FALSE);
}

static void
assert_same (const char *path, const char *expected)
{
  g_autofree char *now = dump (path);

  g_assert_cmpstr (now, ==, expected);
}

static void
take_back (QhStore *store, gboolean redo)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (QhLogChange) change
    = redo ? qh_store_find_redo (store, &error) : qh_store_find_undo (store, &error);

  g_assert_no_error (error);
  qh_store_take_back (store, change->sequence, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
refuse (QhStore *store, gint64 sequence, int code)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (qh_store_take_back (store, sequence, NULL, NULL, NULL, NULL, &error));
  g_test_message ("%s", error->message);
  g_assert_error (error, QH_ERROR, code);
}

static gint64
find_last (QhStore *store)
{
  g_autoptr (QhLogChange) change = qh_store_find_undo (store, NULL);

  return change->sequence;
}

static void
delete (QhStore *store, guint kind, gint64 id)
{
  g_autoptr (QhChange) change = qh_change_new ();
  g_autoptr (GError) error = NULL;

  qh_change_delete (change, qh_store_get (store, kind, id, NULL));
  qh_store_apply (store, change, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

/* A case with two people, problems and a summary, and an activity in it. */
static void
write_case (QhStore *store, gint64 *case_id, gint64 *activity_id)
{
  QhChange *change = qh_change_new ();
  QhRecord *in_case = fixture_new_case (store);
  QhRecord *activity = fixture_new_activity (store);
  QhRows *people = qh_rows_new (0, 2);
  QhRows *problems = qh_rows_new (2, 1);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 2; i++)
    {
      QhRecord *person = fixture_new_person (store, i == 0 ? "Lucía" : "Mateo", "M", 1990);
      gint64 cells[2];

      person->id = cells[0] = qh_store_new_id (store);
      cells[1] = fixture_code (store, "case_role", i == 0 ? "TI" : "MA");
      qh_rows_append (people, cells);
      qh_change_put (change, person);
    }
  problems->cells[0] = fixture_code (store, "problem", "P32");
  problems->cells[1] = fixture_code (store, "problem", "P01");
  in_case->id = qh_store_new_id (store);
  qh_record_take_rows (in_case, "people", people);
  qh_record_take_rows (in_case, "problems", problems);
  qh_record_set_text (in_case, "summary", "un resumen");
  qh_record_set_integer (activity, "case", in_case->id);
  qh_change_put (change, in_case);
  qh_change_put (change, activity);
  qh_store_apply (store, change, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  *case_id = in_case->id;
  *activity_id = activity->id;
  qh_change_free (change);
}

static void
test_exact (Fixture *fixture, gconstpointer data)
{
  QhStore *store = fixture->store;
  g_autofree char *empty = dump (fixture->path);
  g_autofree char *written = NULL;
  g_autofree char *edited = NULL;
  g_autofree char *deleted = NULL;
  QhRecord *activity;
  gint64 case_id, activity_id;

  write_case (store, &case_id, &activity_id);
  written = dump (fixture->path);
  activity = qh_store_get (store, QH_KIND_ACTIVITY, activity_id, NULL);
  qh_record_set_text (activity, "note", "otra nota");
  qh_record_set_missing (activity, "minutes", QH_MISSING_NOT_ASKED);
  qh_record_clear (activity, "case");
  fixture_put (store, activity);
  edited = dump (fixture->path);
  delete (store, QH_KIND_ACTIVITY, activity_id);
  deleted = dump (fixture->path);

  take_back (store, FALSE);
  assert_same (fixture->path, edited);
  take_back (store, FALSE);
  assert_same (fixture->path, written);
  take_back (store, FALSE);
  assert_same (fixture->path, empty);
  g_assert_null (qh_store_find_undo (store, NULL));

  take_back (store, TRUE);
  assert_same (fixture->path, written);
  take_back (store, TRUE);
  assert_same (fixture->path, edited);
  take_back (store, FALSE);
  assert_same (fixture->path, written);
  take_back (store, TRUE);
  take_back (store, TRUE);
  assert_same (fixture->path, deleted);
  g_assert_null (qh_store_find_redo (store, NULL));
}

/* What is done after an undo takes the place of what could be redone. */
static void
test_redo_ends (Fixture *fixture, gconstpointer data)
{
  g_autoptr (QhChange) event = qh_change_new_event (QH_ACTION_OPEN_CASE, 0, 0, NULL);
  g_autoptr (QhLogChange) redo = NULL;

  fixture_put (fixture->store, fixture_new_activity (fixture->store));
  take_back (fixture->store, FALSE);
  qh_store_apply (fixture->store, event, NULL, NULL, NULL, NULL);
  redo = qh_store_find_redo (fixture->store, NULL);
  g_assert_nonnull (redo);
  fixture_put (fixture->store, fixture_new_activity (fixture->store));
  g_assert_null (qh_store_find_redo (fixture->store, NULL));
}

static void
test_restart (Fixture *fixture, gconstpointer data)
{
  g_autofree char *empty = dump (fixture->path);
  g_autoptr (GError) error = NULL;
  gint64 case_id, activity_id;

  write_case (fixture->store, &case_id, &activity_id);
  g_clear_object (&fixture->store);
  fixture->store = qh_store_open (fixture->path, FIXTURE_PASSPHRASE, &error);
  g_assert_no_error (error);
  take_back (fixture->store, FALSE);
  assert_same (fixture->path, empty);
}

static void
test_stands_in_the_way (Fixture *fixture, gconstpointer data)
{
  QhStore *store = fixture->store;
  g_autofree char *before = NULL;
  gint64 case_id, activity_id, first, second;
  QhRecord *record;

  write_case (store, &case_id, &activity_id);
  first = find_last (store);
  record = qh_store_get (store, QH_KIND_ACTIVITY, activity_id, NULL);
  qh_record_set_integer (record, "minutes", 15);
  fixture_put (store, record);
  second = find_last (store);
  record = qh_store_get (store, QH_KIND_ACTIVITY, activity_id, NULL);
  qh_record_set_text (record, "note", "después");
  fixture_put (store, record);
  before = dump (fixture->path);

  /* The activity was edited since. */
  refuse (store, first, QH_ERROR_IN_USE);
  assert_same (fixture->path, before);
  /* Another field was, which is not in the way. */
  g_assert_true (qh_store_take_back (store, second, NULL, NULL, NULL, NULL, NULL));
  /* It was taken back already. */
  refuse (store, second, QH_ERROR_IN_USE);
  refuse (store, 1, QH_ERROR_FAILED);
  refuse (store, 999, QH_ERROR_NOT_FOUND);
}

/* A record that another refers to since. */
static void
test_linked (Fixture *fixture, gconstpointer data)
{
  QhStore *store = fixture->store;
  g_autofree char *before = NULL;
  gint64 case_id = fixture_put (store, fixture_new_case (store));
  gint64 first = find_last (store);
  QhRecord *activity = fixture_new_activity (store);

  qh_record_set_integer (activity, "case", case_id);
  fixture_put (store, activity);
  before = dump (fixture->path);
  refuse (store, first, QH_ERROR_IN_USE);
  assert_same (fixture->path, before);
}

/* A field added to the kind since holds a later value: the undo of the record's
 * beginning would lose it. */
static void
test_later_field (Fixture *fixture, gconstpointer data)
{
  QhStore *store = fixture->store;
  gint64 id = fixture_put (store, fixture_new_activity (store));
  gint64 first = find_last (store);
  QhRecord *definition = qh_store_new_record (store, QH_KIND_OWN_FIELD);
  QhRecord *activity;

  qh_record_set_text (definition, "kind", "activity");
  qh_record_set_text (definition, "name", "turno_extra");
  qh_record_set_text (definition, "type", "yesno");
  qh_record_set_text (definition, "label_es", "Turno extra");
  qh_record_set_text (definition, "sensitivity", "plain");
  fixture_put (store, definition);
  activity = qh_store_get (store, QH_KIND_ACTIVITY, id, NULL);
  qh_record_set_integer (activity, "turno_extra", 1);
  fixture_put (store, activity);
  refuse (store, first, QH_ERROR_IN_USE);
  take_back (store, FALSE);
  take_back (store, FALSE);
  take_back (store, FALSE);
  g_assert_cmpint (qh_store_count (store, QH_KIND_ACTIVITY), ==, 0);
  take_back (store, TRUE);
  take_back (store, TRUE);
  take_back (store, TRUE);
  activity = qh_store_get (store, QH_KIND_ACTIVITY, id, NULL);
  g_assert_cmpint (qh_record_get_integer (activity, "turno_extra"), ==, 1);
  qh_record_free (activity);
}

static void
test_import (Fixture *fixture, gconstpointer data)
{
  QhStore *store = fixture->store;
  g_autofree char *empty = dump (fixture->path);
  g_autoptr (QhChange) import = qh_change_new_event (QH_ACTION_IMPORT, 0, 0, NULL);
  g_autoptr (GBytes) key = g_bytes_new_static ("fila 7", 6);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 2000; i++)
    {
      g_autoptr (GBytes) row = g_bytes_new (&i, sizeof i);

      qh_change_put_imported (import, fixture_new_activity (store), i == 7 ? key : row);
    }
  g_assert_true (qh_store_apply (store, import, NULL, NULL, NULL, NULL));
  g_assert_true (qh_store_is_imported (store, key));
  g_cancellable_cancel (cancellable);
  g_assert_false (
    qh_store_take_back (store, find_last (store), NULL, NULL, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (qh_store_count (store, QH_KIND_ACTIVITY), ==, 2000);
  take_back (store, FALSE);
  assert_same (fixture->path, empty);
  g_assert_false (qh_store_is_imported (store, key));
  take_back (store, TRUE);
  g_assert_cmpint (qh_store_count (store, QH_KIND_ACTIVITY), ==, 2000);
  g_assert_true (qh_store_is_imported (store, key));
}

#define ADD(path, function)                                                                        \
  g_test_add (path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/undo/exact", test_exact);
  ADD ("/undo/redo-ends", test_redo_ends);
  ADD ("/undo/restart", test_restart);
  ADD ("/undo/stands-in-the-way", test_stands_in_the_way);
  ADD ("/undo/linked", test_linked);
  ADD ("/undo/later-field", test_later_field);
  ADD ("/undo/import", test_import);
  return g_test_run ();
}
