/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fixture.h"
#include "store/qh-case-index.h"

static gint64
put_case_of (QhStore *store, gint64 person, gint64 second)
{
  QhRecord *record = fixture_new_case (store);
  const gint64 first_row[] = { person, fixture_code (store, "case_role", "TI") };
  const gint64 second_row[] = { second, fixture_code (store, "case_role", "HI") };
  QhRows *rows = qh_rows_new (0, 2);

  qh_rows_append (rows, first_row);
  if (second != 0)
    qh_rows_append (rows, second_row);
  qh_record_take_rows (record, "people", rows);
  return fixture_put (store, record);
}

static guint
count_found (QhCaseIndex *index, const char *text, const QhCaseFilter *filter)
{
  g_autoptr (GArray) found = qh_case_index_search (index, text, filter, 0);

  return found->len;
}

static QhCaseIndex *
build (QhStore *store)
{
  g_autoptr (GError) error = NULL;
  QhCaseIndex *index = qh_case_index_build (store, NULL, &error);

  g_assert_no_error (error);
  return index;
}

static void
test_search (Fixture *fixture, gconstpointer data)
{
  QhStore *store = fixture->store;
  gint64 first = fixture_put (store, fixture_new_person (store, "María Guadalupe", "M", 1959));
  gint64 second = fixture_put (store, fixture_new_person (store, "Íñigo", "H", 1990));
  gint64 id = put_case_of (store, first, second);
  g_autoptr (QhCaseIndex) index = NULL;
  const QhCaseFilter closed = { .status = fixture_code (store, "case_status", "S3") };
  const QhCaseRow *row;

  put_case_of (store, second, 0);
  index = build (store);
  g_assert_cmpuint (qh_case_index_get_n (index), ==, 2);
  g_assert_cmpuint (count_found (index, "", NULL), ==, 2);
  g_assert_cmpuint (count_found (index, "maria", NULL), ==, 1);
  g_assert_cmpuint (count_found (index, "EJEMPLO guad", NULL), ==, 1);
  g_assert_cmpuint (count_found (index, "inigo", NULL), ==, 2);
  g_assert_cmpuint (count_found (index, "00001", NULL), ==, 1);
  g_assert_cmpuint (count_found (index, "nadie", NULL), ==, 0);
  g_assert_cmpuint (count_found (index, "inigo", &closed), ==, 0);
  row = qh_case_index_find (index, id);
  g_assert_cmpstr (row->title, ==, "María Guadalupe Ejemplo");
  g_assert_cmpuint (row->n_people, ==, 2);
  g_assert_cmpint (row->birth_year, ==, 1959);
}

static void
update_cb (QhStore *store, GArray *touched, QhCaseIndex *index)
{
  g_assert_true (qh_case_index_update (index, store, touched, NULL));
}

static void
test_update (Fixture *fixture, gconstpointer data)
{
  QhStore *store = fixture->store;
  g_autoptr (QhCaseIndex) index = build (store);
  QhRecord *record;
  gint64 person, first, second;

  g_signal_connect (store, "changed", G_CALLBACK (update_cb), index);
  person = fixture_put (store, fixture_new_person (store, "Rosa", "M", 1980));
  first = put_case_of (store, person, 0);
  second = put_case_of (store, person, 0);
  g_assert_cmpuint (count_found (index, "rosa", NULL), ==, 2);

  /* The case with the latest activity comes first, and a pending item is counted. */
  record = fixture_new_activity (store);
  qh_record_set_integer (record, "case", first);
  fixture_put (store, record);
  g_assert_cmpint (qh_case_index_get (index, 0)->id, ==, first);
  record = qh_store_new_record (store, QH_KIND_ACTION_ITEM);
  qh_record_set_text (record, "task", "Llamar");
  qh_record_set_integer (record, "worker", fixture->worker);
  qh_record_set_integer (record, "case", second);
  fixture_put (store, record);
  g_assert_cmpuint (qh_case_index_find (index, second)->pending, ==, 1);

  /* A person renamed is found by the new name in every case. */
  record = qh_store_get (store, QH_KIND_PERSON, person, NULL);
  qh_record_set_text (record, "given_names", "Violeta");
  fixture_put (store, record);
  g_assert_cmpuint (count_found (index, "rosa", NULL), ==, 0);
  g_assert_cmpuint (count_found (index, "violeta", NULL), ==, 2);
  g_signal_handlers_disconnect_by_data (store, index);
}

static void
test_duplicates (Fixture *fixture, gconstpointer data)
{
  QhStore *store = fixture->store;
  g_autoptr (QhCaseIndex) index = NULL;
  g_autoptr (QhRecord) typed = fixture_new_person (store, "JOSÉ", "H", 1970);
  g_autoptr (QhRecord) born_elsewhen = fixture_new_person (store, "jose", "H", 1999);
  g_autoptr (GPtrArray) same = NULL;
  g_autoptr (GPtrArray) other = NULL;

  fixture_put (store, fixture_new_person (store, "José", "H", 1970));
  index = build (store);
  same = qh_case_index_find_duplicates (index, typed, 10);
  other = qh_case_index_find_duplicates (index, born_elsewhen, 10);
  g_assert_cmpuint (same->len, ==, 1);
  g_assert_cmpuint (other->len, ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function)                                                                        \
  g_test_add ("/case-index/" name, Fixture, NULL, fixture_set_up, function, fixture_tear_down)
  ADD ("search", test_search);
  ADD ("update", test_update);
  ADD ("duplicates", test_duplicates);
  return g_test_run ();
}
