/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "domain/qh-own-field.h"
#include "fixture.h"
#include "store/qh-unit-number.h"

static void
test_round_trip (Fixture *fixture, gconstpointer data)
{
  QhRecord *activity = fixture_new_activity (fixture->store);
  g_autoptr (QhRecord) read = NULL;
  const gint64 served[] = { fixture_code (fixture->store, "sex", "M"),
                            fixture_code (fixture->store, "age_group", "E25"),
                            7 };
  QhRows *rows = qh_rows_new (0, 3);
  QhRows *problems = qh_rows_new (2, 1);
  gint64 id;

  qh_rows_append (rows, served);
  problems->cells[0] = fixture_code (fixture->store, "problem", "P32");
  problems->cells[1] = fixture_code (fixture->store, "problem", "P01");
  qh_record_set_missing (activity, "start", QH_MISSING_NOT_KNOWN);
  qh_record_set_missing (activity, "outcome", QH_MISSING_DOES_NOT_APPLY);
  qh_record_set_text (activity, "note", "Acepta la visita. ñ 😀 عربي");
  qh_record_take_rows (activity, "served", rows);
  qh_record_take_rows (activity, "problems", problems);
  id = fixture_put (fixture->store, activity);

  read = qh_store_get (fixture->store, QH_KIND_ACTIVITY, id, NULL);
  g_assert_nonnull (read);
  g_assert_cmpint (qh_record_get_integer (read, "minutes"), ==, 90);
  g_assert_cmpint (qh_record_get (read, "start")->tag, ==, QH_VALUE_MISSING);
  g_assert_cmpint (qh_record_get (read, "start")->integer, ==, QH_MISSING_NOT_KNOWN);
  g_assert_cmpint (qh_record_get (read, "outcome")->tag, ==, QH_VALUE_MISSING);
  g_assert_cmpstr (qh_record_get_text (read, "note"), ==, "Acepta la visita. ñ 😀 عربي");
  g_assert_cmpint (qh_record_get_rows (read, "problems")->n_rows, ==, 2);
  g_assert_cmpint (qh_record_get_rows (read, "problems")->cells[0],
                   ==,
                   fixture_code (fixture->store, "problem", "P32"));
  g_assert_cmpint (qh_rows_cell (qh_record_get_rows (read, "served"), 0, 2), ==, 7);
}

static void
test_reopen (Fixture *fixture, gconstpointer data)
{
  QhRecord *activity = fixture_new_activity (fixture->store);
  g_autoptr (GError) error = NULL;
  g_autoptr (QhRecord) read = NULL;
  gint64 id;

  qh_record_set_text (activity, "note", "una nota");
  id = fixture_put (fixture->store, activity);
  g_clear_object (&fixture->store);

  g_assert_null (qh_store_open (fixture->path, "otra frase", &error));
  g_assert_error (error, QH_ERROR, QH_ERROR_PASSPHRASE);
  g_clear_error (&error);
  fixture->store = qh_store_open (fixture->path, FIXTURE_PASSPHRASE, &error);
  g_assert_no_error (error);
  read = qh_store_get (fixture->store, QH_KIND_ACTIVITY, id, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (qh_record_get_text (read, "note"), ==, "una nota");
}

static void
test_passphrase (Fixture *fixture, gconstpointer data)
{
  const char *next = "cuatro nubes sobre el tejado";
  g_autoptr (GError) error = NULL;
  QhRecord *activity = fixture_new_activity (fixture->store);
  g_autoptr (QhRecord) read = NULL;
  gint64 id;

  qh_record_set_text (activity, "note", "antes");
  id = fixture_put (fixture->store, activity);
  g_assert_false (
    qh_store_change_passphrase (fixture->store, FIXTURE_PASSPHRASE, "hospital", &error));
  g_assert_error (error, QH_ERROR, QH_ERROR_PASSPHRASE);
  g_clear_error (&error);
  g_assert_false (qh_store_change_passphrase (fixture->store, "no es esta", next, &error));
  g_assert_error (error, QH_ERROR, QH_ERROR_PASSPHRASE);
  g_clear_error (&error);
  g_assert_true (qh_store_change_passphrase (fixture->store, FIXTURE_PASSPHRASE, next, &error));
  g_clear_object (&fixture->store);
  g_assert_null (qh_store_open (fixture->path, FIXTURE_PASSPHRASE, NULL));
  fixture->store = qh_store_open (fixture->path, next, &error);
  g_assert_no_error (error);
  read = qh_store_get (fixture->store, QH_KIND_ACTIVITY, id, &error);
  g_assert_cmpstr (qh_record_get_text (read, "note"), ==, "antes");
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  QhStore *store = fixture->store;
  QhRecord *activity;
  g_autofree char *huge = g_strnfill (1 << 20, 'a');

  activity = fixture_new_activity (store);
  qh_record_set_integer (activity, "minutes", 1500);
  fixture_refuse (store, activity, QH_ERROR_RANGE);
  activity = fixture_new_activity (store);
  qh_record_set_integer (activity, "minutes", -1);
  fixture_refuse (store, activity, QH_ERROR_RANGE);
  activity = fixture_new_activity (store);
  qh_record_clear (activity, "date");
  fixture_refuse (store, activity, QH_ERROR_REQUIRED);
  activity = fixture_new_activity (store);
  qh_record_set_integer (activity, "date", qh_day_today () + 1);
  fixture_refuse (store, activity, QH_ERROR_RANGE);
  activity = fixture_new_activity (store);
  qh_record_set_integer (activity, "type", fixture_code (store, "sex", "M"));
  fixture_refuse (store, activity, QH_ERROR_CODE);
  activity = fixture_new_activity (store);
  qh_record_set_integer (activity, "case", 12345);
  fixture_refuse (store, activity, QH_ERROR_IN_USE);
  activity = fixture_new_activity (store);
  qh_record_set_text (activity, "note", huge);
  fixture_refuse (store, activity, QH_ERROR_RANGE);
}

static void
test_all_or_nothing (Fixture *fixture, gconstpointer data)
{
  g_autoptr (QhChange) change = qh_change_new ();
  g_autoptr (GError) error = NULL;
  QhRecord *bad = fixture_new_activity (fixture->store);

  qh_record_set_integer (bad, "minutes", 9999);
  qh_change_put (change, fixture_new_activity (fixture->store));
  qh_change_put (change, bad);
  g_assert_false (qh_store_apply (fixture->store, change, NULL, NULL, NULL, &error));
  g_assert_cmpint (qh_store_count (fixture->store, QH_KIND_ACTIVITY), ==, 0);
}

static void
test_own_field (Fixture *fixture, gconstpointer data)
{
  QhRecord *definition = qh_store_new_record (fixture->store, QH_KIND_OWN_FIELD);
  QhRecord *activity;
  g_autoptr (QhRecord) read = NULL;
  gint64 id;

  qh_record_set_text (definition, "kind", "activity");
  qh_record_set_text (definition, "name", "region");
  qh_record_set_text (definition, "type", "code");
  qh_record_set_text (definition, "catalogue", "place");
  qh_record_set_text (definition, "label_es", "Región");
  qh_record_set_text (definition, "sensitivity", "quasi-identifier");
  fixture_put (fixture->store, definition);

  activity = fixture_new_activity (fixture->store);
  qh_record_set_integer (activity, "region", fixture_code (fixture->store, "place", "L06"));
  id = fixture_put (fixture->store, activity);
  read = qh_store_get (fixture->store, QH_KIND_ACTIVITY, id, NULL);
  g_assert_cmpint (
    qh_record_get_integer (read, "region"), ==, fixture_code (fixture->store, "place", "L06"));

  definition = qh_store_new_record (fixture->store, QH_KIND_OWN_FIELD);
  qh_record_set_text (definition, "kind", "activity");
  qh_record_set_text (definition, "name", "minutes");
  qh_record_set_text (definition, "type", "count");
  qh_record_set_text (definition, "label_es", "Minutos");
  qh_record_set_text (definition, "sensitivity", "plain");
  fixture_refuse (fixture->store, definition, QH_ERROR_CODE);
}

static void
count_touched (QhStore *store, GArray *touched, guint *count)
{
  *count += touched->len;
}

static void
note_thread (QhStore *store, GArray *touched, GThread **thread)
{
  *thread = g_thread_self ();
}

static gpointer
put_activity (gpointer data)
{
  fixture_put (data, fixture_new_activity (data));
  return NULL;
}

/* Listeners are widgets: they hear of a worker's write on the main thread only,
 * even while no loop runs there. */
static void
test_signal_of_a_worker (Fixture *fixture, gconstpointer data)
{
  GThread *thread = NULL;

  g_signal_connect (fixture->store, "changed", G_CALLBACK (note_thread), &thread);
  g_thread_join (g_thread_new ("worker", put_activity, fixture->store));
  g_assert_null (thread);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_true (thread == g_thread_self ());
}

static void
test_delete_and_signal (Fixture *fixture, gconstpointer data)
{
  g_autoptr (QhChange) change = qh_change_new ();
  guint count = 0;
  QhRecord *activity = fixture_new_activity (fixture->store);
  g_autoptr (QhRecord) copy = NULL;

  g_signal_connect (fixture->store, "changed", G_CALLBACK (count_touched), &count);
  fixture_put (fixture->store, activity);
  g_assert_cmpuint (count, ==, 1);
  {
    g_autoptr (GPtrArray) all = qh_store_list_all (fixture->store, QH_KIND_ACTIVITY, NULL);

    copy = qh_record_copy (g_ptr_array_index (all, 0));
  }
  qh_change_delete (change, qh_record_copy (copy));
  g_assert_true (qh_store_apply (fixture->store, change, NULL, NULL, NULL, NULL));
  g_assert_cmpuint (count, ==, 2);
  g_assert_cmpint (qh_store_count (fixture->store, QH_KIND_ACTIVITY), ==, 0);
  /* Putting back what was deleted restores it under its id. */
  fixture_put (fixture->store, qh_record_copy (copy));
  {
    g_autoptr (QhRecord) back = qh_store_get (fixture->store, QH_KIND_ACTIVITY, copy->id, NULL);

    g_assert_nonnull (back);
  }
}

/* What was imported is known until it is deleted. */
static void
test_import_key (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) key = g_bytes_new_static ("fila 1, primera vez", 19);
  g_autoptr (QhChange) change = qh_change_new ();
  g_autoptr (QhChange) deletion = qh_change_new ();
  g_autoptr (GError) error = NULL;
  QhRecord *activity = fixture_new_activity (fixture->store);

  g_assert_false (qh_store_is_imported (fixture->store, key));
  qh_change_put_imported (change, activity, key);
  g_assert_true (qh_store_apply (fixture->store, change, NULL, NULL, NULL, &error));
  g_assert_true (qh_store_is_imported (fixture->store, key));
  qh_change_delete (deletion, qh_record_copy (activity));
  g_assert_true (qh_store_apply (fixture->store, deletion, NULL, NULL, NULL, &error));
  g_assert_false (qh_store_is_imported (fixture->store, key));
}

static gboolean
file_holds (const char *path, const char *needle)
{
  g_autofree char *contents = NULL;
  gsize length;

  if (!g_file_get_contents (path, &contents, &length, NULL))
    return FALSE;
  return memmem (contents, length, needle, strlen (needle)) != NULL;
}

static void
test_nothing_in_clear (Fixture *fixture, gconstpointer data)
{
  QhStore *store = fixture->store;
  QhRecord *person = qh_store_new_record (store, QH_KIND_PERSON);
  QhRecord *record = qh_store_new_record (store, QH_KIND_CASE);
  QhRecord *activity = fixture_new_activity (store);
  g_autoptr (QhRecord) stored = NULL;
  g_autofree char *log = g_strconcat (fixture->path, "-wal", NULL);
  static const char *const canaries[] = {
    "CANARIONOMBREDEPILA",
    "CANARIOAPELLIDOUNO",
    "CANARIODOMICILIOLARGO",
    "CANARIONOTADELAACTIVIDAD",
    "CANARIORESUMENDELCASO",
    "Amelia Muestra",
    "1988-03-09",
  };

  qh_record_set_text (person, "given_names", canaries[0]);
  qh_record_set_text (person, "first_surname", canaries[1]);
  qh_record_set_text (person, "address", canaries[2]);
  qh_record_set_integer (person, "birth_date", qh_day_from_iso ("1988-03-09"));
  fixture_put (store, person);
  qh_record_set_integer (record, "level", fixture_code (store, "level", "N1"));
  qh_record_set_integer (record, "status", fixture_code (store, "case_status", "S1"));
  qh_record_set_integer (record, "worker", fixture->worker);
  qh_record_set_integer (record, "opened", qh_day_from_iso ("2026-10-30"));
  qh_record_set_text (record, "summary", canaries[4]);
  stored = qh_store_get (store, QH_KIND_CASE, fixture_put (store, record), NULL);
  g_assert_true (g_str_has_suffix (qh_record_get_text (stored, "folio"), "-2026-00001"));
  qh_record_set_text (activity, "note", canaries[3]);
  fixture_put (store, activity);

  g_assert_true (file_holds (log, "AC010") || file_holds (fixture->path, "AC010"));
  for (guint i = 0; i < G_N_ELEMENTS (canaries); i++)
    {
      g_assert_false (file_holds (fixture->path, canaries[i]));
      g_assert_false (file_holds (log, canaries[i]));
    }
}

/* Two windows on one file change different fields of one record: neither is lost. */
static void
test_edit_together (Fixture *fixture, gconstpointer data)
{
  gint64 id = fixture_put (fixture->store, fixture_new_activity (fixture->store));
  g_autoptr (GError) error = NULL;
  g_autoptr (QhStore) other = qh_store_open (fixture->path, FIXTURE_PASSPHRASE, &error);
  QhRecord *mine = qh_store_get (fixture->store, QH_KIND_ACTIVITY, id, &error);
  g_autoptr (QhRecord) theirs = qh_store_get (other, QH_KIND_ACTIVITY, id, &error);
  g_autoptr (QhRecord) now = NULL;

  qh_record_set_text (theirs, "note", "de la otra ventana");
  qh_record_set_integer (theirs, "minutes", 20);
  qh_record_set_integer (theirs, "start", 600);
  fixture_put (other, qh_record_copy (theirs));
  qh_record_set_integer (mine, "minutes", 45);
  qh_record_set_missing (mine, "place", QH_MISSING_NOT_ASKED);
  fixture_put (fixture->store, mine);

  now = qh_store_get (fixture->store, QH_KIND_ACTIVITY, id, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (qh_record_get_text (now, "note"), ==, "de la otra ventana");
  g_assert_cmpint (qh_record_get_integer (now, "start"), ==, 600);
  g_assert_cmpint (qh_record_get (now, "place")->tag, ==, QH_VALUE_MISSING);
  /* Of what both changed, the last stands; the log has the other. */
  g_assert_cmpint (qh_record_get_integer (now, "minutes"), ==, 45);

  /* What is put back on purpose is not taken for what was left alone. */
  qh_record_set_text (now, "note", "");
  fixture_put (fixture->store, qh_record_copy (now));
  qh_record_free (g_steal_pointer (&now));
  now = qh_store_get (other, QH_KIND_ACTIVITY, id, &error);
  g_assert_cmpstr (qh_record_get_text (now, "note"), ==, "");
  fixture_assert_finalized (g_steal_pointer (&other));
}

static QhRecord *
new_referral (Fixture *fixture, const char *date, const char *result_date)
{
  QhRecord *referral = qh_store_new_record (fixture->store, QH_KIND_REFERRAL);

  qh_record_set_integer (
    referral, "case", fixture_put (fixture->store, fixture_new_case (fixture->store)));
  qh_record_set_integer (referral, "worker", fixture->worker);
  qh_record_set_integer (
    referral, "type", fixture_code (fixture->store, "referral_type", "D01"));
  qh_record_set_integer (referral, "date", qh_day_from_iso (date));
  qh_record_set_integer (referral, "result_date", qh_day_from_iso (result_date));
  return referral;
}

/* An answer cannot come before the question. */
static void
test_not_before (Fixture *fixture, gconstpointer data)
{
  fixture_refuse (
    fixture->store, new_referral (fixture, "2026-10-02", "2026-10-01"), QH_ERROR_RANGE);
  fixture_put (fixture->store, new_referral (fixture, "2026-10-02", "2026-10-02"));
}

static QhRecord *
new_goal (Fixture *fixture, const char *month)
{
  QhRecord *goal = qh_store_new_record (fixture->store, QH_KIND_GOAL);

  qh_record_set_integer (goal, "month", qh_day_from_iso (month));
  qh_record_set_integer (goal, "planned", 40);
  return goal;
}

/* A goal is the unit's or a worker's, of a type or a function, and there is one. */
static void
test_goal (Fixture *fixture, gconstpointer data)
{
  gint64 type = fixture_code (fixture->store, "activity_type", "AC010");
  gint64 function = fixture_code (fixture->store, "function", "F01");
  QhRecord *goal = new_goal (fixture, "2026-10-01");

  fixture_refuse (fixture->store, qh_record_copy (goal), QH_ERROR_REQUIRED);
  qh_record_set_integer (goal, "worker", fixture->worker);
  fixture_refuse (fixture->store, qh_record_copy (goal), QH_ERROR_REQUIRED);
  qh_record_set_integer (goal, "type", type);
  qh_record_set_integer (goal, "function", function);
  fixture_refuse (fixture->store, qh_record_copy (goal), QH_ERROR_REQUIRED);
  qh_record_clear (goal, "function");
  fixture_put (fixture->store, qh_record_copy (goal));
  goal->id = 0;
  fixture_refuse (fixture->store, qh_record_copy (goal), QH_ERROR_IN_USE);
  qh_record_set_integer (goal, "month", qh_day_from_iso ("2026-11-02"));
  fixture_refuse (fixture->store, goal, QH_ERROR_FORMAT);
}

static void
count_changed_cb (guint *n)
{
  (*n)++;
}

/* The unit's own numbers: usual ones until it sets others, and no senseless ones. */
static void
test_unit_numbers (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  guint n_changed = 0;

  g_signal_connect_swapped (fixture->store, "changed", G_CALLBACK (count_changed_cb), &n_changed);
  g_assert_cmpint (qh_unit_number_get (fixture->store, QH_UNIT_SMALL_CELLS), ==, 5);
  g_assert_true (qh_unit_number_set (fixture->store, QH_UNIT_SMALL_CELLS, 8, &error));
  g_assert_no_error (error);
  g_assert_cmpint (qh_unit_number_get (fixture->store, QH_UNIT_SMALL_CELLS), ==, 8);
  g_assert_false (qh_unit_number_set (fixture->store, QH_UNIT_SMALL_CELLS, qh_unit_number_get_most (QH_UNIT_SMALL_CELLS) + 1, &error));
  g_assert_error (error, QH_ERROR, QH_ERROR_RANGE);
  g_assert_cmpint (qh_unit_number_get (fixture->store, QH_UNIT_SMALL_CELLS), ==, 8);
  g_clear_error (&error);
  g_assert_cmpuint (n_changed, ==, 1);
  g_assert_cmpint (qh_unit_number_get (fixture->store, QH_UNIT_IDLE_DAYS), ==, 60);
  g_assert_cmpint (qh_unit_number_get (fixture->store, QH_UNIT_REFERRAL_DAYS), ==, 30);
  g_assert_false (qh_unit_number_set (fixture->store, QH_UNIT_IDLE_DAYS, 0, &error));
  g_assert_error (error, QH_ERROR, QH_ERROR_RANGE);
  g_assert_nonnull (strstr (error->message, "from 1 to"));
  g_assert_true (qh_unit_number_set (fixture->store, QH_UNIT_IDLE_DAYS, 45, NULL));
  g_assert_cmpint (qh_unit_number_get (fixture->store, QH_UNIT_IDLE_DAYS), ==, 45);
  g_assert_cmpint (qh_unit_number_get (fixture->store, QH_UNIT_REFERRAL_DAYS), ==, 30);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function)                                                                        \
  g_test_add ("/store/" name, Fixture, NULL, fixture_set_up, function, fixture_tear_down)
  ADD ("round-trip", test_round_trip);
  ADD ("reopen", test_reopen);
  ADD ("passphrase", test_passphrase);
  ADD ("refused", test_refused);
  ADD ("all-or-nothing", test_all_or_nothing);
  ADD ("own-field", test_own_field);
  ADD ("delete-and-signal", test_delete_and_signal);
  ADD ("signal-of-a-worker", test_signal_of_a_worker);
  ADD ("import-key", test_import_key);
  ADD ("nothing-in-clear", test_nothing_in_clear);
  ADD ("edit-together", test_edit_together);
  ADD ("not-before", test_not_before);
  ADD ("goal", test_goal);
  ADD ("small-cells", test_unit_numbers);
  return g_test_run ();
}
