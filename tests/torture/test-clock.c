/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A clock that goes backwards, and forwards again: the log keeps its order,
 * nothing is overwritten, backups stay, nobody is locked out. */
#include <sys/time.h>
#include <time.h>

#include "store/qh-backup.h"
#include "store/qh-undo.h"
#include "torture.h"

#define HOURS (G_GINT64_CONSTANT (3600) * G_USEC_PER_SEC)

static gint64 shift;

/* In the place of the system's own, of which GLib asks the hour. */
int
gettimeofday (struct timeval *now, void *zone)
{
  struct timespec real;

  clock_gettime (CLOCK_REALTIME, &real);
  now->tv_sec = real.tv_sec + shift / G_USEC_PER_SEC;
  now->tv_usec = real.tv_nsec / 1000;
  return 0;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  shift = 0;
  fixture_set_up (fixture, data);
}

static void
open_again (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  fixture_assert_finalized (fixture->store);
  fixture->store = qh_store_open (fixture->path, FIXTURE_PASSPHRASE, &error);
  g_assert_no_error (error);
}

static gint64
put (Fixture *fixture, const char *note)
{
  g_autoptr (GError) error = NULL;
  gint64 id;

  torture_put_activity (fixture->store, note, 30, &id, &error);
  g_assert_no_error (error);
  return id;
}

static void
assert_undoes (Fixture *fixture, const char *left)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (QhLogChange) last = qh_store_find_undo (fixture->store, &error);
  g_autofree char *now = NULL;

  g_assert_no_error (error);
  qh_store_take_back (fixture->store, last->sequence, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  now = torture_describe (fixture->store);
  g_assert_cmpstr (now, ==, left);
}

static void
test_log (Fixture *fixture, gconstpointer data)
{
  gint64 first = put (fixture, "a"), second;

  shift = -50 * HOURS;
  second = put (fixture, "b");
  g_assert_cmpint (second, >, first);
  open_again (fixture);
  put (fixture, "c");
  torture_assert_sound (fixture->store);
  /* The last is what was done last, whatever its hour says. */
  assert_undoes (fixture, "a|30\nb|30");
  shift = 50 * HOURS;
  open_again (fixture);
  assert_undoes (fixture, "a|30");
  put (fixture, "d");
  shift = 0;
  open_again (fixture);
  assert_undoes (fixture, "a|30");
  torture_assert_sound (fixture->store);
}

/* A clock that stands at each moment again and again. */
static void
test_ids (Fixture *fixture, gconstpointer data)
{
  guint n = torture_get_size (100, 2000);
  g_autoptr (GRand) rand = torture_new_rand ();

  for (guint i = 0; i < n; i++)
    {
      shift = g_rand_int_range (rand, -60, 60) * HOURS;
      put (fixture, "x");
      if (i % 20 == 0)
        open_again (fixture);
    }
  g_assert_cmpint (qh_store_count (fixture->store, QH_KIND_ACTIVITY), ==, n);
  torture_assert_sound (fixture->store);
  torture_report ("clock: %u activities while it was set forwards and back: all are there", n);
}

static char *
back_up (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  char *path = NULL;

  qh_backup_make (fixture->store, QH_BACKUP_BY_HAND, NULL, NULL, NULL, NULL, &path, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  return path;
}

static void
test_backup (Fixture *fixture, gconstpointer data)
{
  const QhSecret secret = { .passphrase = FIXTURE_PASSPHRASE };
  g_autofree char *before = NULL;
  g_autofree char *back = NULL;
  g_autofree char *restored = g_build_filename (fixture->folder, "r.quehacer", NULL);
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GError) error = NULL;

  put (fixture, "a");
  before = back_up (fixture);
  shift = -50 * HOURS;
  put (fixture, "b");
  g_assert_true (qh_backup_is_due (fixture->store));
  back = back_up (fixture);
  g_assert_true (g_file_test (before, G_FILE_TEST_EXISTS));
  shift = 0;
  g_assert_true (qh_backup_is_due (fixture->store));
  qh_backup_restore (back, &secret, restored, NULL, NULL, NULL, &problems, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (problems->len, ==, 0);
  torture_assert_sound (fixture->store);
}

static void
fail (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (qh_store_open (fixture->path, "otra frase cualquiera", &error));
  g_assert_error (error, QH_ERROR, QH_ERROR_PASSPHRASE);
}

static void
test_attempts (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  QhStore *store;

  shift = 50 * HOURS;
  for (guint i = 0; i < 3; i++)
    fail (fixture);
  g_assert_null (qh_store_open (fixture->path, FIXTURE_PASSPHRASE, &error));
  g_assert_error (error, QH_ERROR, QH_ERROR_PASSPHRASE);
  g_clear_error (&error);
  shift = 0;
  store = qh_store_open (fixture->path, FIXTURE_PASSPHRASE, &error);
  g_assert_no_error (error);
  torture_assert_sound (store);
  fixture_assert_finalized (store);
}

int
main (int argc, char *argv[])
{
  gint64 before = g_get_real_time ();

  shift = 50 * HOURS;
  g_assert_cmpint (g_get_real_time () - before, >=, 50 * HOURS);
  g_test_init (&argc, &argv, NULL);
#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, fixture_tear_down)
  ADD ("/torture/clock/log", test_log);
  ADD ("/torture/clock/ids", test_ids);
  ADD ("/torture/clock/backup", test_backup);
  ADD ("/torture/clock/attempts", test_attempts);
#undef ADD
  return g_test_run ();
}
