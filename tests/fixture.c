/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fixture.h"

#include <glib/gstdio.h>

void
fixture_set_up (Fixture *fixture, gconstpointer data)
{
  const QhNewStore start = { .unit = "Trabajo Social", .worker = "Amelia Muestra", .floor = TRUE };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) workers = NULL;

  fixture->folder = g_dir_make_tmp ("quehacer-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, "w.quehacer", NULL);
  fixture->store = qh_store_create (fixture->path, FIXTURE_PASSPHRASE, &start, &error);
  g_assert_no_error (error);
  workers = qh_store_list_all (fixture->store, QH_KIND_WORKER, NULL);
  fixture->worker = ((QhRecord *)g_ptr_array_index (workers, 0))->id;
}

/* Drops the last reference. A worker may hold the object for a moment after
 * its task has returned. */
void
fixture_assert_finalized (gpointer object)
{
  gint64 limit = g_get_monotonic_time () + 30 * G_USEC_PER_SEC;
  gpointer left = object;

  g_object_add_weak_pointer (object, &left);
  g_object_unref (object);
  while (g_atomic_pointer_get (&left) != NULL && g_get_monotonic_time () < limit)
    {
      g_main_context_iteration (NULL, FALSE);
      g_usleep (1000);
    }
  g_assert_null (left);
}

static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *file = g_build_filename (folder, name, NULL);

      if (g_file_test (file, G_FILE_TEST_IS_DIR))
        remove_folder (file);
      else
        g_unlink (file);
    }
  g_rmdir (folder);
}

void
fixture_tear_down (Fixture *fixture, gconstpointer data)
{
  if (fixture->store != NULL)
    fixture_assert_finalized (fixture->store);
  remove_folder (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->path);
}

/* The id of a code or label. */
gint64
fixture_code (QhStore *store, const char *catalogue, const char *text)
{
  g_autoptr (QhCatalogues) catalogues = qh_store_ref_catalogues (store);
  const QhEntry *entry = qh_catalogues_find_text (catalogues, catalogue, text);

  g_assert_nonnull (entry);
  return entry->id;
}

static gint64
first_worker (QhStore *store)
{
  g_autoptr (GPtrArray) workers = qh_store_list_all (store, QH_KIND_WORKER, NULL);

  return ((QhRecord *)g_ptr_array_index (workers, 0))->id;
}

/* A home visit of 90 minutes on 30 October 2026. */
QhRecord *
fixture_new_activity (QhStore *store)
{
  QhRecord *activity = qh_store_new_record (store, QH_KIND_ACTIVITY);

  qh_record_set_integer (activity, "date", qh_day_from_iso ("2026-10-30"));
  qh_record_set_integer (activity, "minutes", 90);
  qh_record_set_integer (activity, "worker", first_worker (store));
  qh_record_set_integer (activity, "type", fixture_code (store, "activity_type", "AC010"));
  qh_record_set_integer (activity, "function", fixture_code (store, "function", "F01"));
  return activity;
}

/* An open case of one person without people yet. */
QhRecord *
fixture_new_case (QhStore *store)
{
  QhRecord *record = qh_store_new_record (store, QH_KIND_CASE);

  qh_record_set_integer (record, "level", fixture_code (store, "level", "N1"));
  qh_record_set_integer (record, "status", fixture_code (store, "case_status", "S1"));
  qh_record_set_integer (record, "worker", first_worker (store));
  qh_record_set_integer (record, "opened", qh_day_from_iso ("2026-10-01"));
  return record;
}

QhRecord *
fixture_new_person (QhStore *store, const char *name, const char *sex, int birth_year)
{
  QhRecord *person = qh_store_new_record (store, QH_KIND_PERSON);

  qh_record_set_text (person, "given_names", name);
  qh_record_set_text (person, "first_surname", "Ejemplo");
  qh_record_set_integer (person, "sex", fixture_code (store, "sex", sex));
  qh_record_set_integer (person, "birth_date", qh_day_from_ymd (birth_year, 6, 1));
  return person;
}

/* Stores a record and returns its id. */
gint64
fixture_put (QhStore *store, QhRecord *record)
{
  g_autoptr (QhChange) change = qh_change_new ();
  g_autoptr (GError) error = NULL;

  qh_change_put (change, record);
  qh_store_apply (store, change, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  return record->id;
}

/* Asserts that a record is refused and nothing written. */
void
fixture_refuse (QhStore *store, QhRecord *record, int expected_code)
{
  g_autoptr (QhChange) change = qh_change_new ();
  g_autoptr (GError) error = NULL;
  gint64 before = qh_store_count (store, record->kind->number);

  qh_change_put (change, record);
  g_assert_false (qh_store_apply (store, change, NULL, NULL, NULL, &error));
  g_assert_error (error, QH_ERROR, expected_code);
  g_assert_cmpint (qh_store_count (store, record->kind->number), ==, before);
}
