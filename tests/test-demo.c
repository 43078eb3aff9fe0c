/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "cli/qh-demo.h"
#include "domain/qh-curp.h"
#include "fixture.h"
#include "store/qh-store-lists.h"

#define N_ACTIVITIES 4000

/* One practice workspace that the tests only read. */
typedef struct
{
  char *folder;
  char *path;
  QhStore *store;
  QhDay until;
  GPtrArray *activities;
  guint64 n_progress;
} Practice;

static void
progress_cb (guint64  done,
             guint64  total,
             gpointer data)
{
  Practice *practice = data;

  g_assert_cmpuint (done, <=, total);
  practice->n_progress++;
}

static void
practice_set_up (Practice *practice)
{
  g_autoptr (GError) error = NULL;
  QhNewStore start;

  qh_demo_start (&start);
  practice->folder = g_dir_make_tmp ("quehacer-XXXXXX", NULL);
  practice->path = g_build_filename (practice->folder, "practice.quehacer", NULL);
  practice->store = qh_store_create (practice->path, QH_DEMO_PASSPHRASE, &start, &error);
  g_assert_no_error (error);
  practice->until = qh_day_from_ymd (2026, 6, 30);
  qh_demo_fill (practice->store, N_ACTIVITIES, 7, practice->until, progress_cb, practice, NULL, &error);
  g_assert_no_error (error);
  practice->activities = qh_store_list_all (practice->store, QH_KIND_ACTIVITY, &error);
  g_assert_no_error (error);
}

static void
practice_clear (Practice *practice)
{
  g_autoptr (GDir) dir = NULL;
  const char *name;

  g_ptr_array_unref (practice->activities);
  fixture_assert_finalized (practice->store);
  dir = g_dir_open (practice->folder, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *file = g_build_filename (practice->folder, name, NULL);

      g_unlink (file);
    }
  g_rmdir (practice->folder);
  g_free (practice->folder);
  g_free (practice->path);
}

static const QhRecord *
get (GPtrArray *records,
     guint      i)
{
  return g_ptr_array_index (records, i);
}

static void
test_counts (gconstpointer data)
{
  const Practice *practice = data;

  g_assert_true (qh_store_is_practice (practice->store));
  g_assert_cmpuint (practice->activities->len, ==, N_ACTIVITIES);
  g_assert_cmpint (qh_store_count (practice->store, QH_KIND_CASE), ==, N_ACTIVITIES / 20);
  g_assert_cmpint (qh_store_count (practice->store, QH_KIND_WORKER), ==, 5);
  g_assert_cmpint (qh_store_count (practice->store, QH_KIND_CONSULTATION), >=, N_ACTIVITIES / 20);
  g_assert_cmpint (qh_store_count (practice->store, QH_KIND_PERSON), >, N_ACTIVITIES / 20);
  g_assert_cmpint (qh_store_count (practice->store, QH_KIND_SCHEDULE), ==, 5);
  g_assert_cmpint (qh_store_count (practice->store, QH_KIND_LEAVE), ==, 20);
  g_assert_cmpint (qh_store_count (practice->store, QH_KIND_REFERRAL), >, 0);
  g_assert_cmpint (qh_store_count (practice->store, QH_KIND_GOAL), ==, 25 * (8 + 3 + 5));
  g_assert_cmpuint (practice->n_progress, >, 0);
}

static void
test_days (gconstpointer data)
{
  const Practice *practice = data;
  guint weekdays[7] = { 0 }, december = 0, october = 0, new_year = 0;

  for (guint i = 0; i < practice->activities->len; i++)
    {
      QhDay day = (QhDay) qh_record_get_integer (get (practice->activities, i), "date");
      int month, month_day;

      g_assert_cmpint (day, <=, practice->until);
      g_assert_cmpint (day, >, practice->until - 730);
      qh_day_to_ymd (day, NULL, &month, &month_day);
      weekdays[qh_day_get_weekday (day)]++;
      december += month == 12;
      october += month == 10;
      new_year += month == 1 && month_day == 1;
    }
  g_assert_cmpuint (weekdays[0], >, 3 * weekdays[5]);
  g_assert_cmpuint (weekdays[5], >, weekdays[6]);
  g_assert_cmpuint (december * 10, <, october * 8);
  g_assert_cmpuint (new_year, <, 4);
}

static void
test_hours (gconstpointer data)
{
  const Practice *practice = data;
  guint morning = 0, evening = 0, missing = 0;

  for (guint i = 0; i < practice->activities->len; i++)
    {
      const QhRecord *activity = get (practice->activities, i);
      gint64 start = qh_record_get_integer (activity, "start");

      if (qh_record_get (activity, "start")->tag == QH_VALUE_MISSING)
        {
          missing++;
          continue;
        }
      g_assert_cmpint (start, >=, 7 * 60);
      g_assert_cmpint (start, <, 19 * 60);
      morning += start >= 10 * 60 && start < 12 * 60;
      evening += start >= 17 * 60;
    }
  g_assert_cmpuint (morning, >, 4 * evening);
  g_assert_cmpuint (missing, >, 0);
  g_assert_cmpuint (missing, <, N_ACTIVITIES / 20);
}

static void
test_minutes (gconstpointer data)
{
  const Practice *practice = data;
  g_autoptr (QhCatalogues) catalogues = qh_store_ref_catalogues (practice->store);
  double ratio = 0;
  guint n = 0;

  for (guint i = 0; i < practice->activities->len; i++)
    {
      const QhRecord *activity = get (practice->activities, i);
      const QhEntry *type = qh_catalogues_find (catalogues, qh_record_get_integer (activity, "type"));
      gint64 minutes = qh_record_get_integer (activity, "minutes");

      g_assert_nonnull (type);
      if (minutes == 0)
        continue;
      ratio += (double) minutes / (double) type->default_minutes;
      n++;
    }
  g_assert_cmpfloat (fabs (ratio / n - 1), <, 0.15);
}

/* Talks count people by sex and age; work on a case names them. */
static void
test_people (gconstpointer data)
{
  const Practice *practice = data;
  g_autoptr (QhCatalogues) catalogues = qh_store_ref_catalogues (practice->store);
  guint counted = 0, named = 0, cases = 0, problems = 0, notes = 0;

  for (guint i = 0; i < practice->activities->len; i++)
    {
      const QhRecord *activity = get (practice->activities, i);
      const QhRows *served = qh_record_get_rows (activity, "served");
      const QhRows *people = qh_record_get_rows (activity, "people");

      g_assert_false (served != NULL && served->n_rows > 0 && people != NULL && people->n_rows > 0);
      counted += served != NULL && served->n_rows > 0;
      named += people != NULL && people->n_rows > 0;
      cases += qh_record_is_set (activity, "case");
      problems += qh_record_get_rows (activity, "problems") != NULL && qh_record_get_rows (activity, "problems")->n_rows > 0;
      notes += qh_record_is_set (activity, "note");
    }
  g_assert_cmpuint (counted, >, N_ACTIVITIES / 20);
  g_assert_cmpuint (named, >, N_ACTIVITIES / 4);
  g_assert_cmpuint (cases, >, N_ACTIVITIES / 2);
  g_assert_cmpuint (problems, >, N_ACTIVITIES / 5);
  g_assert_cmpuint (notes, >, N_ACTIVITIES / 10);
}

/* Work on a case lies between its opening and its closing. */
static void
test_cases (gconstpointer data)
{
  const Practice *practice = data;
  g_autoptr (GPtrArray) cases = qh_store_list_all (practice->store, QH_KIND_CASE, NULL);
  g_autoptr (GHashTable) by_id = g_hash_table_new (g_int64_hash, g_int64_equal);
  guint levels[4] = { 0 }, closed = 0;

  for (guint i = 0; i < cases->len; i++)
    {
      QhRecord *record = g_ptr_array_index (cases, i);
      gint64 level = qh_record_get_integer (record, "level") - 2001;

      g_hash_table_insert (by_id, &record->id, record);
      g_assert_cmpint (level, <, 4);
      levels[level]++;
      closed += qh_record_is_set (record, "closed");
    }
  for (guint i = 0; i < 4; i++)
    g_assert_cmpuint (levels[i], >, 0);
  g_assert_cmpuint (levels[0], >, cases->len / 2);
  g_assert_cmpuint (closed, >, cases->len / 3);
  g_assert_cmpuint (closed, <, cases->len);
  for (guint i = 0; i < practice->activities->len; i++)
    {
      const QhRecord *activity = get (practice->activities, i);
      gint64 id = qh_record_get_integer (activity, "case");
      const QhRecord *record = id != 0 ? g_hash_table_lookup (by_id, &id) : NULL;
      gint64 date = qh_record_get_integer (activity, "date");

      if (record == NULL)
        continue;
      g_assert_cmpint (date, >=, qh_record_get_integer (record, "opened"));
      if (qh_record_is_set (record, "closed"))
        g_assert_cmpint (date, <=, qh_record_get_integer (record, "closed"));
    }
}

static void
test_action_items (gconstpointer data)
{
  const Practice *practice = data;
  g_autoptr (GPtrArray) items = qh_store_list_all (practice->store, QH_KIND_ACTION_ITEM, NULL);
  guint done = 0, overdue = 0, due = 0;

  for (guint i = 0; i < items->len; i++)
    {
      const QhRecord *item = get (items, i);

      if (qh_record_is_set (item, "done"))
        {
          g_assert_cmpint (qh_record_get_integer (item, "done"), <=, practice->until);
          done++;
        }
      else if (qh_record_get_integer (item, "due") < practice->until)
        overdue++;
      else
        due++;
    }
  g_assert_cmpuint (done, >, items->len / 2);
  g_assert_cmpuint (overdue, >, 2);
  g_assert_cmpuint (due, >, 4);
}

/* Nobody works while they are away, and hardly anybody does two things at once. */
static void
test_leaves (gconstpointer data)
{
  const Practice *practice = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) leaves = qh_store_list_all (practice->store, QH_KIND_LEAVE, &error);
  g_autoptr (GPtrArray) workers = qh_store_list_all (practice->store, QH_KIND_WORKER, &error);
  guint n_at_once = 0;

  g_assert_cmpuint (leaves->len, >, 10);
  for (guint i = 0; i < leaves->len; i++)
    {
      const QhRecord *leave = g_ptr_array_index (leaves, i);

      for (gint64 day = qh_record_get_integer (leave, "begins"); day <= qh_record_get_integer (leave, "ends"); day++)
        {
          g_autoptr (GPtrArray) done
            = qh_store_list_day (practice->store, (QhDay) day, qh_record_get_integer (leave, "worker"), &error);

          g_assert_cmpuint (done->len, ==, 0);
        }
    }
  for (guint w = 0; w < workers->len; w++)
    for (QhDay day = practice->until - 60; day <= practice->until; day++)
      {
        g_autoptr (GPtrArray) done
          = qh_store_list_day (practice->store, day, ((QhRecord *) g_ptr_array_index (workers, w))->id, &error);

        for (guint i = 0; i + 1 < done->len; i++)
          {
            const QhRecord *later = g_ptr_array_index (done, i), *earlier = g_ptr_array_index (done, i + 1);

            if (qh_record_get (later, "start")->tag == QH_VALUE_INTEGER && qh_record_get (earlier, "start")->tag == QH_VALUE_INTEGER
                && qh_record_get_integer (earlier, "start") + qh_record_get_integer (earlier, "minutes") > qh_record_get_integer (later, "start"))
              n_at_once++;
          }
      }
  g_assert_cmpuint (n_at_once, <, practice->activities->len / 100);
}

static void
test_persons (gconstpointer data)
{
  const Practice *practice = data;
  g_autoptr (GPtrArray) persons = qh_store_list_all (practice->store, QH_KIND_PERSON, NULL);
  guint curps = 0;

  for (guint i = 0; i < persons->len; i++)
    {
      const QhRecord *person = get (persons, i);
      const char *curp = qh_record_get_text (person, "curp");
      g_autoptr (GError) error = NULL;
      QhCurp read;

      g_assert_cmpstr (qh_record_get_text (person, "first_surname"), !=, "");
      if (curp[0] == '\0')
        continue;
      g_assert_true (qh_curp_parse (curp, &read, &error));
      g_assert_no_error (error);
      g_assert_cmpint (read.birth, ==, qh_record_get_integer (person, "birth_date"));
      curps++;
    }
  g_assert_cmpuint (curps, >, persons->len / 10);
}

static void
test_refusals (gconstpointer data)
{
  const Practice *practice = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (practice->folder, "real.quehacer", NULL);
  const QhNewStore start = { .unit = "Trabajo Social", .worker = "Amelia Muestra", .floor = TRUE };
  g_autoptr (QhStore) real = qh_store_create (path, "lluvia tres caballos martillo", &start, NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  g_assert_false (qh_demo_fill (real, 10, 1, practice->until, NULL, NULL, NULL, &error));
  g_assert_error (error, QH_ERROR, QH_ERROR_PLACE);
  g_clear_error (&error);
  g_assert_cmpint (qh_store_count (real, QH_KIND_ACTIVITY), ==, 0);
  g_assert_false (qh_demo_fill (practice->store, 10, 1, qh_day_today () + 1, NULL, NULL, NULL, &error));
  g_assert_error (error, QH_ERROR, QH_ERROR_RANGE);
  g_clear_error (&error);
  g_cancellable_cancel (cancellable);
  g_assert_false (qh_demo_fill (practice->store, 10, 1, practice->until, NULL, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (qh_store_count (practice->store, QH_KIND_ACTIVITY), ==, N_ACTIVITIES);
}

int
main (int   argc,
      char *argv[])
{
  Practice practice = { 0 };
  int status;

  g_test_init (&argc, &argv, NULL);
  practice_set_up (&practice);
  g_test_add_data_func ("/demo/counts", &practice, test_counts);
  g_test_add_data_func ("/demo/days", &practice, test_days);
  g_test_add_data_func ("/demo/hours", &practice, test_hours);
  g_test_add_data_func ("/demo/minutes", &practice, test_minutes);
  g_test_add_data_func ("/demo/people", &practice, test_people);
  g_test_add_data_func ("/demo/cases", &practice, test_cases);
  g_test_add_data_func ("/demo/action-items", &practice, test_action_items);
  g_test_add_data_func ("/demo/leaves", &practice, test_leaves);
  g_test_add_data_func ("/demo/persons", &practice, test_persons);
  g_test_add_data_func ("/demo/refusals", &practice, test_refusals);
  status = g_test_run ();
  practice_clear (&practice);
  return status;
}
