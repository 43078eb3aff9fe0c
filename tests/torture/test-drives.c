/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Drives that fill, that cannot be written, and that are taken away. They are
 * mounted where only this process sees them; where the system does not let it,
 * these tests are skipped. */
#include <errno.h>
#include <glib/gstdio.h>
#include <sched.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "frame/qh-frame.h"
#include "exchange/qh-export.h"
#include "store/qh-backup.h"
#include "torture.h"

static const char *obstacle;

static gboolean
write_file (const char *path, const char *text)
{
  g_autoptr (GError) error = NULL;
  FILE *file = g_fopen (path, "w");

  if (file == NULL)
    return FALSE;
  fputs (text, file);
  return fclose (file) == 0;
}

/* Mounts of its own, with the rights to make them. Before any thread. */
static void
enter_own_mounts (void)
{
  g_autofree char *uid = g_strdup_printf ("0 %d 1", (int)getuid ());
  g_autofree char *gid = g_strdup_printf ("0 %d 1", (int)getgid ());
  gboolean root = geteuid () == 0;

  if (unshare (root ? CLONE_NEWNS : CLONE_NEWNS | CLONE_NEWUSER) != 0
      || (!root
          && (!write_file ("/proc/self/setgroups", "deny")
              || !write_file ("/proc/self/uid_map", uid)
              || !write_file ("/proc/self/gid_map", gid)))
      || mount (NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0)
    obstacle = g_strerror (errno);
}

typedef struct
{
  char *drive;
  char *path;
  QhStore *store;
} Drive;

static gboolean
drive_set_up (Drive *drive, const char *size)
{
  g_autofree char *options = g_strdup_printf ("size=%s,mode=0700", size);
  g_autoptr (GError) error = NULL;

  *drive = (Drive){ .drive = torture_new_folder () };
  if (obstacle == NULL && mount ("tmpfs", drive->drive, "tmpfs", 0, options) != 0)
    obstacle = g_strerror (errno);
  if (obstacle != NULL)
    {
      g_autofree char *why = g_strdup_printf ("A drive could not be mounted: %s", obstacle);

      g_test_skip (why);
      torture_remove_folder (drive->drive);
      return FALSE;
    }
  drive->path = g_build_filename (drive->drive, "w.quehacer", NULL);
  torture_make_template (drive->path);
  drive->store = qh_store_open (drive->path, FIXTURE_PASSPHRASE, &error);
  g_assert_no_error (error);
  return TRUE;
}

static void
drive_tear_down (Drive *drive)
{
  if (drive->store != NULL)
    fixture_assert_finalized (drive->store);
  umount2 (drive->drive, MNT_DETACH);
  g_free (drive->path);
  torture_remove_folder (drive->drive);
}

/* Fills the drive but for so many KiB. Returns the file that does. */
static char *
fill (Drive *drive, guint left)
{
  char *path = g_build_filename (drive->drive, "filler", NULL);
  FILE *file = g_fopen (path, "w");
  static const char kib[1024];
  struct statvfs status;

  setvbuf (file, NULL, _IONBF, 0);
  while (statvfs (drive->drive, &status) == 0
         && (guint64)status.f_bavail * status.f_bsize / 1024 > left)
    if (fwrite (kib, sizeof kib, 1, file) != 1)
      break;
  fclose (file);
  return path;
}

static guint
count_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (dir != NULL && g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static void
test_full_import (void)
{
  g_autoptr (GError) error = NULL;
  Drive drive;
  guint runs = 0;

  if (!drive_set_up (&drive, "8m"))
    return;
  for (guint left = 0; left < 1500; left += torture_get_size (700, 50), runs++)
    {
      g_autofree char *filler = fill (&drive, left);

      /* What does not fit is not there at all. */
      g_assert_false (torture_import (drive.store, 20000, &error));
      g_assert_error (error, QH_ERROR, QH_ERROR_PLACE);
      g_assert_nonnull (strstr (error->message, "room"));
      g_clear_error (&error);
      g_assert_cmpint (qh_store_count (drive.store, QH_KIND_ACTIVITY), ==, 0);
      g_unlink (filler);
    }
  torture_assert_sound (drive.store);
  torture_import (drive.store, 500, &error);
  g_assert_no_error (error);
  g_assert_cmpint (qh_store_count (drive.store, QH_KIND_ACTIVITY), ==, 500);
  torture_assert_sound (drive.store);
  torture_report ("drives: full during %u imports: nothing written, and then again", runs);
  drive_tear_down (&drive);
}

/* One activity after the other, until there is no room: those that were
 * acknowledged are there, and it goes on when there is room again. */
static void
test_full_log (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *filler = NULL;
  guint done = 0;
  Drive drive;

  if (!drive_set_up (&drive, "4m"))
    return;
  filler = fill (&drive, 200);
  while (torture_put_activity (drive.store, "una", 30, NULL, &error))
    done++;
  g_assert_error (error, QH_ERROR, QH_ERROR_PLACE);
  g_clear_error (&error);
  g_assert_cmpint (qh_store_count (drive.store, QH_KIND_ACTIVITY), ==, done);
  g_clear_object (&drive.store);
  g_unlink (filler);
  drive.store = qh_store_open (drive.path, FIXTURE_PASSPHRASE, &error);
  g_assert_no_error (error);
  g_assert_cmpint (qh_store_count (drive.store, QH_KIND_ACTIVITY), ==, done);
  torture_assert_sound (drive.store);
  torture_put_activity (drive.store, "otra", 30, NULL, &error);
  g_assert_no_error (error);
  torture_report ("drives: full after %u activities: all are there", done);
  drive_tear_down (&drive);
}

static void
test_full_backup (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *first = NULL;
  g_autofree char *folder = NULL;
  guint files, runs = 0;
  Drive drive;

  if (!drive_set_up (&drive, "8m"))
    return;
  qh_backup_make (drive.store, QH_BACKUP_BY_HAND, NULL, NULL, NULL, NULL, &first, &error);
  g_assert_no_error (error);
  folder = g_path_get_dirname (first);
  files = count_files (folder);
  for (guint left = 0; left < 900; left += torture_get_size (200, 25), runs++)
    {
      g_autofree char *filler = fill (&drive, left);

      g_assert_false (qh_backup_make (drive.store, QH_BACKUP_BY_HAND, NULL, NULL, NULL, NULL, NULL, &error));
      g_assert_error (error, QH_ERROR, QH_ERROR_PLACE);
      g_clear_error (&error);
      /* Nothing of it is left, and the earlier one is. */
      g_assert_cmpuint (count_files (folder), ==, files);
      g_assert_true (g_file_test (first, G_FILE_TEST_EXISTS));
      g_assert_cmpuint (count_files (drive.drive), ==, 5); /* three of SQLite, folder, filler */
      g_unlink (filler);
    }
  qh_backup_make (drive.store, QH_BACKUP_BY_HAND, NULL, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  torture_assert_sound (drive.store);
  torture_report ("drives: full during %u backups: the earlier one stays", runs);
  drive_tear_down (&drive);
}

static void
test_full_export (void)
{
  static const char *const names[] = { "datos.csv", "datos.xlsx" };
  g_autoptr (QhFrame) frame = NULL;
  g_autoptr (GError) error = NULL;
  Drive drive;

  if (!drive_set_up (&drive, "8m"))
    return;
  torture_import (drive.store, 2000, &error);
  g_assert_no_error (error);
  frame = qh_frame_load (drive.store, QH_KIND_ACTIVITY, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    for (guint left = 0; left < 40; left += torture_get_size (20, 4))
      {
        g_autofree char *filler = fill (&drive, left);
        g_autofree char *path = g_build_filename (drive.drive, names[i], NULL);
        const QhExportOptions options = { .path = path };
        guint files = count_files (drive.drive);

        g_assert_false (qh_export (frame, NULL, &options, NULL, NULL, NULL, NULL, &error));
        g_assert_nonnull (error);
        g_test_message ("%s", error->message);
        g_clear_error (&error);
        g_assert_cmpuint (count_files (drive.drive), ==, files);
        g_unlink (filler);
      }
  drive_tear_down (&drive);
}

static void
test_read_only (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (QhStore) store = NULL;
  Drive drive;

  if (!drive_set_up (&drive, "4m"))
    return;
  torture_put_activity (drive.store, "una", 30, NULL, &error);
  g_assert_no_error (error);
  fixture_assert_finalized (g_steal_pointer (&drive.store));
  g_assert_cmpint (mount (NULL, drive.drive, NULL, MS_REMOUNT | MS_RDONLY, NULL), ==, 0);
  store = qh_store_open (drive.path, FIXTURE_PASSPHRASE, &error);
  g_assert_null (store);
  g_assert_error (error, QH_ERROR, QH_ERROR_PLACE);
  g_assert_nonnull (strstr (error->message, "cannot be written"));
  g_clear_error (&error);
  g_assert_cmpint (mount (NULL, drive.drive, NULL, MS_REMOUNT, NULL), ==, 0);
  drive.store = qh_store_open (drive.path, FIXTURE_PASSPHRASE, &error);
  g_assert_no_error (error);
  g_assert_cmpint (qh_store_count (drive.store, QH_KIND_ACTIVITY), ==, 1);
  torture_assert_sound (drive.store);
  drive_tear_down (&drive);
}

/* Taken away while it is open: what is asked of it is refused, nothing is made in its place. */
static void
test_vanished (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (QhStore) store = NULL;
  Drive drive;

  if (!drive_set_up (&drive, "4m"))
    return;
  torture_put_activity (drive.store, "una", 30, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (umount2 (drive.drive, MNT_DETACH), ==, 0);
  g_assert_false (qh_backup_make (drive.store, QH_BACKUP_BY_HAND, NULL, NULL, NULL, NULL, NULL, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  store = qh_store_open (drive.path, FIXTURE_PASSPHRASE, &error);
  g_assert_null (store);
  g_assert_error (error, QH_ERROR, QH_ERROR_NOT_FOUND);
  fixture_assert_finalized (g_steal_pointer (&drive.store));
  g_assert_cmpuint (count_files (drive.drive), ==, 0);
  drive_tear_down (&drive);
}

int
main (int argc, char *argv[])
{
  enter_own_mounts ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/torture/drives/full-import", test_full_import);
  g_test_add_func ("/torture/drives/full-log", test_full_log);
  g_test_add_func ("/torture/drives/full-backup", test_full_backup);
  g_test_add_func ("/torture/drives/full-export", test_full_export);
  g_test_add_func ("/torture/drives/read-only", test_read_only);
  g_test_add_func ("/torture/drives/vanished", test_vanished);
  return g_test_run ();
}
