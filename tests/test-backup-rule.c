/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When backups are made by themselves, where, and which are kept. */
#include <string.h>

#include <glib/gstdio.h>

#include "backup-fixture.h"
#include "store/qh-auto-backup.h"
#include "store/qh-backup.h"
#include "store/qh-database.h"
#include "store/qh-setting.h"

static void
make_backup_before (Fixture *fixture, QhBackupReason reason)
{
  g_autoptr (GError) error = NULL;

  qh_backup_make (fixture->store, reason, NULL, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

static gint64
local_time (int year, int month, int day, int hour)
{
  g_autoptr (GDateTime) time = g_date_time_new_local (year, month, day, hour, 0, 0);

  return g_date_time_to_unix (time);
}

/* Backups at noon and at six for 400 days: which are kept. */
static void
test_rule (void)
{
  static const struct
  {
    QhBackupRule rule;
    const char *kept; /* days before the last, each at six */
  } cases[] = {
    { { 1, 1, 1 }, "0" },
    { { 3, 1, 1 }, "0 1 2" },
    { { 7, 4, 1 }, "0 1 2 3 4 5 6 7 14 21" },
    { { 1, 3, 1 }, "0 7 14" },
    { { 1, 1, 4 }, "0 22 53 83" },
    { { 7, 4, 12 }, "0 1 2 3 4 5 6 7 14 21 22 53 83 114 145 175 206 236 267 295 326" },
    { { 0, 0, 0 }, "0" },
  };
  gint64 made[800];
  gboolean keep[800];

  for (guint i = 0; i < G_N_ELEMENTS (made); i++)
    {
      int year, month, day;

      /* 22 November 2026 is a Sunday. */
      qh_day_to_ymd (qh_day_from_ymd (2026, 11, 22) - (QhDay)(i / 2), &year, &month, &day);
      made[i] = local_time (year, month, day, i % 2 == 0 ? 18 : 12);
    }
  for (guint c = 0; c < G_N_ELEMENTS (cases); c++)
    {
      g_autoptr (GString) kept = g_string_new (NULL);

      qh_backup_rule_apply (&cases[c].rule, made, G_N_ELEMENTS (made), keep);
      for (guint i = 0; i < G_N_ELEMENTS (made); i++)
        if (keep[i])
          g_string_append_printf (
            kept, "%s%u%s", kept->len > 0 ? " " : "", i / 2, i % 2 == 0 ? "" : "?");
      g_assert_cmpstr (kept->str, ==, cases[c].kept);
    }
}

/* Old ones go by the rule; another workspace's of the same name stay. */
static void
test_prune (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = in_folder (fixture, "drive");
  g_autofree char *foreign = g_build_filename (folder, "w-20200101-0000.quehacer-backup", NULL);
  g_autofree char *junk = g_build_filename (folder, "w-20200102-0000.quehacer-backup", NULL);
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  Fixture other;

  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  fixture_set_up (&other, NULL);
  {
    g_autofree char *theirs = make_backup (&other, NULL);
    g_autoptr (GFile) from = g_file_new_for_path (theirs);
    g_autoptr (GFile) to = g_file_new_for_path (foreign);

    g_assert_true (g_file_copy (from, to, 0, NULL, NULL, NULL, NULL));
  }
  fixture_tear_down (&other, NULL);
  g_assert_true (g_file_set_contents (junk, "not a backup", -1, NULL));
  first = make_backup (fixture, folder);
  second = make_backup (fixture, folder);
  g_assert_cmpstr (first, !=, second);
  g_assert_false (g_file_test (first, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (second, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (foreign, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (junk, G_FILE_TEST_EXISTS));
}

/* What was made before an import stays through its day, whatever is made after it. */
static void
test_way_back (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = in_folder (fixture, "w.backups");
  g_autoptr (GPtrArray) infos = NULL;
  guint n_reasons[QH_N_BACKUP_REASONS] = { 0 };

  for (guint i = 0; i < 2; i++)
    {
      make_backup_before (fixture, QH_BACKUP_DAILY);
      make_backup_before (fixture, QH_BACKUP_BEFORE_IMPORT);
      make_backup_before (fixture, QH_BACKUP_BEFORE_RESTORE);
      make_backup_before (fixture, QH_BACKUP_BY_HAND);
    }
  infos = qh_backup_list (folder, fixture->path, NULL);
  for (guint i = 0; i < infos->len; i++)
    n_reasons[((QhBackupInfo *)g_ptr_array_index (infos, i))->reason]++;
  g_assert_cmpuint (n_reasons[QH_BACKUP_DAILY], ==, 0);
  g_assert_cmpuint (n_reasons[QH_BACKUP_BEFORE_IMPORT], ==, 2);
  g_assert_cmpuint (n_reasons[QH_BACKUP_BEFORE_RESTORE], ==, 2);
  g_assert_cmpuint (n_reasons[QH_BACKUP_BY_HAND], ==, 1);
}

/* Where they go and which are kept stands in the workspace. */
static gboolean
has_backups (const char *folder, const char *workspace)
{
  g_autoptr (GPtrArray) infos = qh_backup_list (folder, workspace, NULL);

  return infos != NULL && infos->len > 0;
}

/* A workspace whose first page is lost still leads to the backups on another drive,
 * also where an earlier version of the program set their folder. */
static void
test_lost_folder (Fixture *fixture, gconstpointer data)
{
  g_autofree char *drive = in_folder (fixture, "drive");
  g_autofree char *pointer = in_folder (fixture, "w.backups/folder");
  g_autofree char *bytes = NULL;
  g_autofree char *found = NULL;
  g_autoptr (GPtrArray) infos = NULL;
  g_autoptr (GError) error = NULL;
  gsize size;

  g_mkdir (drive, 0700);
  g_assert_true (qh_backup_set_folder (fixture->store, drive, &error));
  g_assert_cmpint (g_unlink (pointer), ==, 0);
  make_backup_before (fixture, QH_BACKUP_DAILY);
  g_clear_object (&fixture->store);
  g_assert_true (g_file_get_contents (fixture->path, &bytes, &size, NULL));
  memset (bytes, 0x55, 8192);
  g_assert_true (g_file_set_contents (fixture->path, bytes, (gssize)size, NULL));
  found = qh_backup_find_folder (fixture->path);
  g_assert_cmpstr (found, ==, drive);
  infos = qh_backup_list_of (fixture->path);
  g_assert_cmpuint (infos->len, ==, 1);
  g_assert_null (qh_store_peek (fixture->path, &error));
  g_assert_error (error, QH_ERROR, QH_ERROR_DAMAGED);
}

static void
test_settings (Fixture *fixture, gconstpointer data)
{
  g_autofree char *drive = in_folder (fixture, "drive");
  g_autofree char *beside = in_folder (fixture, "w.backups");
  g_autofree char *file = in_folder (fixture, "file");
  g_autofree char *pointer = g_build_filename (beside, "folder", NULL);
  g_autofree char *folder = NULL;
  g_autoptr (GError) error = NULL;
  const QhBackupRule rule = { 3, 2, 1 }, bad = { 3, 0, 1 };

  g_assert_false (qh_backup_set_folder (fixture->store, drive, &error));
  g_assert_error (error, QH_ERROR, QH_ERROR_PLACE);
  g_clear_error (&error);
  g_assert_true (g_file_set_contents (file, "", 0, NULL));
  g_assert_false (qh_backup_set_folder (fixture->store, file, NULL));
  g_mkdir (drive, 0700);
  g_assert_true (qh_backup_set_folder (fixture->store, drive, &error));
  folder = qh_backup_find_folder (fixture->path);
  g_assert_cmpstr (folder, ==, drive);
  make_backup_before (fixture, QH_BACKUP_DAILY);
  g_assert_false (has_backups (beside, fixture->path));
  g_assert_true (qh_backup_set_folder (fixture->store, beside, &error));
  g_assert_false (g_file_test (pointer, G_FILE_TEST_EXISTS));
  make_backup_before (fixture, QH_BACKUP_DAILY);
  g_assert_true (g_file_test (beside, G_FILE_TEST_IS_DIR));

  g_assert_true (qh_backup_set_rule (fixture->store, &rule, &error));
  g_assert_false (qh_backup_set_rule (fixture->store, &bad, &error));
  g_assert_error (error, QH_ERROR, QH_ERROR_RANGE);
  g_assert_cmpuint (qh_backup_get_rule (fixture->store).weeks, ==, 2);
}

/* Overdue is one that a day of writing lacks. */
static void
test_overdue (Fixture *fixture, gconstpointer data)
{
  g_autofree char *yesterday
    = g_strdup_printf ("%" G_GINT64_FORMAT, g_get_real_time () / G_USEC_PER_SEC - 24 * 60 * 60);

  g_assert_true (qh_backup_is_overdue (fixture->store));
  make_backup_before (fixture, QH_BACKUP_DAILY);
  g_assert_false (qh_backup_is_overdue (fixture->store));
  qh_store_set_setting (
    fixture->store, QH_SETTING_BACKUP_LAST, yesterday, QH_ACTION_BACK_UP, NULL, NULL);
  g_assert_true (qh_backup_is_overdue (fixture->store));
}

static void
count_cb (QhAutoBackup *automatic, const char *path, const GError *error, guint *counts)
{
  g_assert_true ((path == NULL) == (error != NULL));
  counts[path != NULL ? 0 : 1]++;
}

static void
wait_a_little (void)
{
  gint64 end = g_get_monotonic_time () + G_USEC_PER_SEC / 5;

  while (g_get_monotonic_time () < end)
    {
      g_main_context_iteration (NULL, FALSE);
      g_usleep (1000);
    }
}

/* The first change of the day makes a backup, and the next ones none. */
static void
test_automatic (Fixture *fixture, gconstpointer data)
{
  g_autoptr (QhAutoBackup) automatic = NULL;
  guint counts[2] = { 0 };

  wait_a_little (); /* what making the workspace told */
  automatic = qh_auto_backup_new (fixture->store);
  g_signal_connect (automatic, "finished", G_CALLBACK (count_cb), counts);
  for (guint i = 0; i < 3; i++)
    {
      put_marked_activity (fixture->store);
      while (counts[0] == 0)
        g_main_context_iteration (NULL, TRUE);
      wait_a_little ();
      g_assert_cmpuint (counts[0], ==, 1);
    }
  g_assert_false (qh_backup_is_due (fixture->store));
}

/* One that fails is told once, and not tried again at each change. */
static void
test_automatic_fails (Fixture *fixture, gconstpointer data)
{
  g_autofree char *missing = in_folder (fixture, "missing");
  g_autoptr (QhAutoBackup) automatic = NULL;
  guint counts[2] = { 0 };

  qh_store_set_setting (
    fixture->store, QH_SETTING_BACKUP_FOLDER, missing, QH_ACTION_CHANGE_SETTING, NULL, NULL);
  automatic = qh_auto_backup_new (fixture->store);
  g_signal_connect (automatic, "finished", G_CALLBACK (count_cb), counts);
  for (guint i = 0; i < 3; i++)
    {
      put_marked_activity (fixture->store);
      wait_a_little ();
    }
  g_assert_cmpuint (counts[0], ==, 0);
  g_assert_cmpuint (counts[1], ==, 1);
  qh_auto_backup_stop (automatic);
}

static char *
unpack_first_version (const char *folder)
{
  g_autofree char *packed
    = g_test_build_filename (G_TEST_DIST, "workspaces", "v1.quehacer.gz", NULL);
  char *path = g_build_filename (folder, "old.quehacer", NULL);
  g_autoptr (GFile) from = g_file_new_for_path (packed);
  g_autoptr (GFile) to = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) bytes = g_file_read (from, NULL, NULL);
  g_autoptr (GZlibDecompressor) decompressor
    = g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP);
  g_autoptr (GInputStream) input
    = g_converter_input_stream_new (G_INPUT_STREAM (bytes), G_CONVERTER (decompressor));
  g_autoptr (GFileOutputStream) output = g_file_create (to, 0, NULL, NULL);

  g_output_stream_splice (
    G_OUTPUT_STREAM (output), input, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL, NULL);
  return path;
}

/* A file of an earlier version is backed up as it is before it is changed. */
static void
test_before_migration (Fixture *fixture, gconstpointer data)
{
  const QhSecret old_secret = { .passphrase = "practica" };
  g_autofree char *path = unpack_first_version (fixture->folder);
  g_autofree char *folder = in_folder (fixture, "old.backups");
  g_autofree char *restored = in_folder (fixture, "restored.quehacer");
  g_autoptr (QhDatabase) database = qh_database_open (path, SQLITE_OPEN_READWRITE, NULL);
  g_autoptr (QhStore) store = NULL;
  g_autoptr (GPtrArray) infos = NULL;
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (QhBackupSummary) summary = NULL;
  g_autoptr (GError) error = NULL;
  const char *backup;

  /* Practice workspaces need no backup. */
  g_assert_true (
    qh_database_exec (database, "UPDATE workspace SET value = 0 WHERE name = 'practice'", NULL));
  g_clear_pointer (&database, qh_database_close);
  store = qh_store_open (path, "practica", &error);
  g_assert_no_error (error);
  g_clear_object (&store);

  infos = qh_backup_list (folder, path, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (infos->len, ==, 1);
  backup = ((QhBackupInfo *)g_ptr_array_index (infos, 0))->path;
  summary = qh_backup_peek (backup, &old_secret, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (summary->schema, ==, 1);
  qh_backup_restore (backup, &old_secret, restored, NULL, NULL, NULL, &problems, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (problems->len, ==, 0);
  store = qh_store_open (restored, "practica", &error);
  g_assert_no_error (error);
  g_assert_cmpint (qh_store_count (store, QH_KIND_ACTIVITY), ==, 12);
}

/* What is said of a damaged workspace names the backup and the other way out. */
static void
test_advice (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = make_backup (fixture, NULL);
  g_autofree char *bytes = NULL;
  g_autoptr (QhStore) store = NULL;
  g_autoptr (GError) error = NULL;
  gsize size;

  g_object_unref (fixture->store);
  fixture->store = NULL;
  g_assert_true (g_file_get_contents (fixture->path, &bytes, &size, NULL));
  g_assert_true (g_file_set_contents (fixture->path, bytes, (gssize)size / 2, NULL));
  store = qh_store_open (fixture->path, FIXTURE_PASSPHRASE, &error);
  g_assert_error (error, QH_ERROR, QH_ERROR_DAMAGED);
  qh_backup_advise (fixture->path, &error);
  g_assert_nonnull (strstr (error->message, path));
  g_assert_nonnull (strstr (error->message, "quehacer salvage"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function)                                                                        \
  g_test_add ("/backup/" name, Fixture, NULL, fixture_set_up, function, fixture_tear_down)
  ADD ("prune", test_prune);
  ADD ("way-back", test_way_back);
  ADD ("overdue", test_overdue);
  ADD ("lost-folder", test_lost_folder);
  ADD ("settings", test_settings);
  ADD ("before-migration", test_before_migration);
  ADD ("advice", test_advice);
  ADD ("automatic", test_automatic);
  ADD ("automatic-fails", test_automatic_fails);
  g_test_add_func ("/backup/rule", test_rule);
  return g_test_run ();
}
