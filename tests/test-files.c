/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What opening and creating a workspace says of files that are not as they should be. */
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "fixture.h"
#include "store/qh-database.h"

static void
assert_not_opened (const char *path, int expected_code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (QhStore) store = qh_store_open (path, FIXTURE_PASSPHRASE, &error);

  g_assert_null (store);
  g_assert_error (error, QH_ERROR, expected_code);
  g_assert_nonnull (strstr (error->message, path));
}

static void
assert_not_created (const char *path, int expected_code)
{
  const QhNewStore start = { .unit = "Trabajo Social", .worker = "Amelia Muestra", .floor = TRUE };
  g_autoptr (GError) error = NULL;
  g_autoptr (QhStore) store = qh_store_create (path, FIXTURE_PASSPHRASE, &start, &error);

  g_assert_null (store);
  g_assert_error (error, QH_ERROR, expected_code);
}

static void
test_strange_files (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "otro.quehacer", NULL);
  sqlite3 *db;

  assert_not_opened (path, QH_ERROR_NOT_FOUND);
  g_file_set_contents (path, "", 0, NULL);
  assert_not_opened (path, QH_ERROR_NOT_WORKSPACE);
  g_file_set_contents (path,
                       "Estimada colega, adjunto el informe del mes que me pidió, con las "
                       "correcciones que acordamos la semana pasada.",
                       -1,
                       NULL);
  assert_not_opened (path, QH_ERROR_NOT_WORKSPACE);
  g_unlink (path);

  /* Somebody else's database. */
  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (
    sqlite3_exec (db, "CREATE TABLE t (a); INSERT INTO t VALUES (1)", NULL, NULL, NULL),
    ==,
    SQLITE_OK);
  sqlite3_close (db);
  assert_not_opened (path, QH_ERROR_NOT_WORKSPACE);
}

static void
test_newer (Fixture *fixture, gconstpointer data)
{
  g_autofree char *stamp = g_strdup_printf ("PRAGMA user_version = %d", QH_SCHEMA_VERSION + 1);
  sqlite3 *db;

  g_clear_object (&fixture->store);
  g_assert_cmpint (sqlite3_open (fixture->path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, stamp, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
  assert_not_opened (fixture->path, QH_ERROR_NEWER);
}

static void
test_truncated (Fixture *fixture, gconstpointer data)
{
  g_autofree char *contents = NULL;
  gsize length;

  g_clear_object (&fixture->store);
  g_file_get_contents (fixture->path, &contents, &length, NULL);
  g_assert_cmpint (truncate (fixture->path, (off_t)length / 2), ==, 0);
  assert_not_opened (fixture->path, QH_ERROR_DAMAGED);
  g_clear_pointer (&contents, g_free);
  g_file_get_contents (fixture->path, &contents, &length, NULL);
  g_assert_cmpuint (length, >, 0); /* left as it was */
}

static void
test_not_created (Fixture *fixture, gconstpointer data)
{
  g_autofree char *under_file = g_build_filename (fixture->path, "otro.quehacer", NULL);

  assert_not_created (fixture->path, QH_ERROR_PLACE); /* already there */
  assert_not_created (under_file, QH_ERROR_PLACE);    /* no folder */
}

/* A limit on the size of files stands for a full disk. */
static void
test_no_room (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "lleno.quehacer", NULL);
  struct rlimit before, small = { 100 << 10, RLIM_INFINITY };
  sighandler_t handler = signal (SIGXFSZ, SIG_IGN);
  QhRecord *activity = fixture_new_activity (fixture->store);
  g_autoptr (QhChange) change = qh_change_new ();
  g_autoptr (GError) error = NULL;
  const QhNewStore start = { .unit = "Trabajo Social", .worker = "Amelia Muestra", .floor = TRUE };

  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &before), ==, 0);
  small.rlim_max = before.rlim_max;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &small), ==, 0);
  g_assert_null (qh_store_create (path, FIXTURE_PASSPHRASE, &start, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  qh_change_put (change, activity);
  g_assert_false (qh_store_apply (fixture->store, change, NULL, NULL, NULL, &error));
  g_assert_nonnull (error);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &before), ==, 0);
  signal (SIGXFSZ, handler);

  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_cmpint (qh_store_count (fixture->store, QH_KIND_ACTIVITY), ==, 0);
  fixture_put (fixture->store, fixture_new_activity (fixture->store));
  g_assert_cmpint (qh_store_count (fixture->store, QH_KIND_ACTIVITY), ==, 1);
}

static void
test_network_drives (void)
{
  static const struct
  {
    const char *type;
    gboolean network;
  } cases[] = { { "nfs4", TRUE },  { "cifs", TRUE },   { "fuse.sshfs", TRUE }, { "9p", TRUE },
                { "ext4", FALSE }, { "btrfs", FALSE }, { "tmpfs", FALSE },     { "vfat", FALSE } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (qh_place_is_network (cases[i].type), ==, cases[i].network);
}

static void
note_change (QhStore *store, GArray *touched, guint *count)
{
  (*count)++;
}

/* Two programs on one file: each sees the other's rows. */
static void
test_two_programs (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (QhStore) other = qh_store_open (fixture->path, FIXTURE_PASSPHRASE, &error);
  guint changes = 0;
  gint64 limit = g_get_monotonic_time () + 20 * G_USEC_PER_SEC;

  g_assert_no_error (error);
  g_signal_connect (other, "changed", G_CALLBACK (note_change), &changes);
  qh_store_watch (other);
  fixture_put (fixture->store, fixture_new_activity (fixture->store));
  while (changes == 0 && g_get_monotonic_time () < limit)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (changes, ==, 1);
  g_assert_cmpint (qh_store_count (other, QH_KIND_ACTIVITY), ==, 1);
  fixture_put (other, fixture_new_activity (other));
  g_assert_cmpint (qh_store_count (fixture->store, QH_KIND_ACTIVITY), ==, 2);
}

/* Whether another process sees a lock of SQLite's readers on the file. */
static gboolean
is_locked (const char *path)
{
  struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = 0x40000002, .l_len = 510 };
  pid_t child = fork ();
  int status = 0;

  if (child == 0)
    {
      int fd = open (path, O_RDWR | O_CLOEXEC);

      _exit (fd < 0 || fcntl (fd, F_GETLK, &lock) != 0 || lock.l_type == F_UNLCK);
    }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  return WIFEXITED (status) && WEXITSTATUS (status) == 0;
}

/* Looking at a workspace that is open must not drop its locks: another program that
 * closes it would remove the journal into which this one writes. */
static void
test_locks_kept (Fixture *fixture, gconstpointer data)
{
  g_autoptr (QhStoreInfo) info = NULL;
  g_autoptr (QhStore) again = NULL;
  g_autoptr (GError) error = NULL;

  fixture_put (fixture->store, fixture_new_activity (fixture->store));
  g_assert_true (is_locked (fixture->path));
  info = qh_store_peek (fixture->path, &error);
  g_assert_no_error (error);
  g_assert_true (is_locked (fixture->path));
  again = qh_store_open (fixture->path, FIXTURE_PASSPHRASE, &error);
  g_assert_no_error (error);
  qh_store_close (again);
  g_assert_true (is_locked (fixture->path));
}

/* A file chooser opens what it lists, to see of which kind it is, and with that the
 * locks are gone. What is written after another program has come and gone stays. */
static void
test_locks_lost (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  int status = 0;
  pid_t child;

  fixture_put (fixture->store, fixture_new_activity (fixture->store));
  close (open (fixture->path, O_RDONLY | O_CLOEXEC));
  g_assert_false (is_locked (fixture->path));
  child = fork ();
  if (child == 0)
    {
      QhStore *store = qh_store_open (fixture->path, FIXTURE_PASSPHRASE, NULL);

      if (store != NULL)
        qh_store_close (store);
      _exit (store == NULL);
    }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFEXITED (status) && WEXITSTATUS (status) == 0);
  fixture_put (fixture->store, fixture_new_activity (fixture->store));
  qh_store_close (fixture->store);
  g_clear_object (&fixture->store);
  fixture->store = qh_store_open (fixture->path, FIXTURE_PASSPHRASE, &error);
  g_assert_no_error (error);
  g_assert_cmpint (qh_store_count (fixture->store, QH_KIND_ACTIVITY), ==, 2);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function)                                                                        \
  g_test_add ("/files/" name, Fixture, NULL, fixture_set_up, function, fixture_tear_down)
  ADD ("strange", test_strange_files);
  ADD ("newer", test_newer);
  ADD ("truncated", test_truncated);
  ADD ("not-created", test_not_created);
  ADD ("no-room", test_no_room);
  ADD ("two-programs", test_two_programs);
  ADD ("locks-kept", test_locks_kept);
  ADD ("locks-lost", test_locks_lost);
  g_test_add_func ("/files/network-drives", test_network_drives);
  return g_test_run ();
}
