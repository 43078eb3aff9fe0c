/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is saved of a damaged workspace alone. */
#include <fcntl.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <glib/gstdio.h>
#include <sqlite3.h>

#include "salvage-fixture.h"

static void
test_whole (Damaged *self, gconstpointer data)
{
  g_autoptr (QhSalvageReport) report = NULL;
  g_autoptr (QhStore) store = NULL;
  g_autoptr (QhRecord) activity = NULL;

  /* While it is open, too. */
  report = salvage (self, NULL);
  g_assert_cmpuint (report->problems->len, ==, 0);
  g_assert_cmpuint (report->notes->len, ==, 0);
  g_assert_cmpuint (find_table (report, "activities")->n_saved, ==, N_ACTIVITIES);
  store = open_saved (self);
  activity = qh_store_get (store, QH_KIND_ACTIVITY, self->last, NULL);
  g_assert_cmpstr (
    qh_record_get_text (activity, "note"), ==, "Nota número 1499 de las que se guardan.");
}

/* All rows but those of the bad pages, wherever they are, and these are counted. */
static void
test_pages (Damaged *self, gconstpointer data)
{
  static const guint cases[][2] = { { 0, 1000 }, { 3, 1000 }, { 1, 3 }, { 0, 2 } };

  close_store (self);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *sound = NULL;
      g_autoptr (QhSalvageReport) report = NULL;
      g_autoptr (QhStore) store = NULL;
      const QhSalvageTable *table;
      guint64 bad;
      gsize size;

      g_assert_true (g_file_get_contents (self->base.path, &sound, &size, NULL));
      bad = damage (self, "activities", cases[i][0], cases[i][1]);
      report = salvage (self, NULL);
      table = find_table (report, "activities");
      g_assert_true (table->damaged);
      g_assert_cmpuint (table->n_saved, ==, N_ACTIVITIES - bad);
      g_assert_cmpuint (table->n_lost, ==, bad);
      store = open_saved (self);
      g_assert_cmpint (qh_store_count (store, QH_KIND_ACTIVITY), ==, table->n_saved);
      g_clear_object (&store);
      g_unlink (self->saved);
      g_assert_true (g_file_set_contents (self->base.path, sound, (gssize)size, NULL));
    }
}

/* The backup's first page stands for a damaged one. */
static void
test_first_page (Damaged *self, gconstpointer data)
{
  g_autofree char *backup = make_backup (self);
  g_autofree char *bytes = NULL;
  g_autoptr (QhSalvageReport) report = NULL;
  g_autoptr (QhStore) store = NULL;
  g_autoptr (GError) error = NULL;
  gint64 newer = put_activities (self->base.store, 400);
  gsize size;

  close_store (self);
  g_assert_true (g_file_get_contents (self->base.path, &bytes, &size, NULL));
  memset (bytes, 0x55, PAGE_SIZE);
  g_assert_true (g_file_set_contents (self->base.path, bytes, (gssize)size, NULL));
  report = qh_salvage (self->base.path, &secret, NULL, self->saved, NULL, NULL, NULL, &error);
  g_assert_null (report);
  report = salvage (self, backup);
  store = open_saved (self);
  g_assert_cmpint (qh_store_count (store, QH_KIND_ACTIVITY), ==, N_ACTIVITIES + 400);
  assert_note (store, newer, "Nota número 399 de las que se guardan.");
  g_assert_cmpuint (report->problems->len, ==, 0);
}

/* Whether another process sees a lock of SQLite's readers on the file. */
static gboolean
is_locked (const char *path)
{
  struct flock lock
    = { .l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = 0x40000002, .l_len = 510 };
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

/* A workspace that is open stays locked, with a log that holds nothing too. */
static void
test_locks_kept (Damaged *self, gconstpointer data)
{
  g_autofree char *backup = make_backup (self);
  g_autoptr (QhSalvageReport) report = NULL;
  g_autoptr (GError) error = NULL;
  sqlite3 *db;

  g_assert_cmpint (sqlite3_open (self->base.path, &db), ==, SQLITE_OK);
  g_assert_cmpint (
    sqlite3_exec (db, "PRAGMA wal_checkpoint (TRUNCATE)", NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
  g_assert_true (is_locked (self->base.path));
  report = qh_salvage (self->base.path, &secret, backup, self->saved, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (is_locked (self->base.path));
}

/* A lost worker and lost codes take nothing with them. */
static void
test_references (Damaged *self, gconstpointer data)
{
  g_autoptr (QhSalvageReport) report = NULL;
  g_autoptr (QhStore) store = NULL;

  close_store (self);
  damage (self, "workers", 0, 1);
  damage (self, "units", 0, 1);
  damage (self, "entries", 0, 1);
  report = salvage (self, NULL);
  g_assert_cmpuint (find_table (report, "activities")->n_saved, ==, N_ACTIVITIES);
  g_assert_cmpuint (find_table (report, "workers")->n_saved, ==, 1);
  g_assert_cmpuint (report->notes->len, >, 0);
  store = open_saved (self);
  g_assert_cmpint (fixture_code (store, "activity_type", "AC010"), !=, 0);
}

/* Bytes changed anywhere: what comes is an error or a workspace, never a crash,
 * and never a note that is not as it was written. */
static void
test_bytes (Damaged *self, gconstpointer data)
{
  g_autofree char *part = g_strconcat (self->saved, ".part", NULL);
  g_autofree char *sound = NULL;
  g_autofree char *bytes = NULL;
  gsize size;

  close_store (self);
  g_assert_true (g_file_get_contents (self->base.path, &sound, &size, NULL));
  bytes = g_malloc (size);
  for (guint i = 0; i < 60; i++)
    {
      g_autoptr (QhSalvageReport) report = NULL;
      g_autoptr (GError) error = NULL;
      gsize n = i % 2 == 0 ? 1 : (gsize)g_test_rand_int_range (2, 3 * PAGE_SIZE);
      gsize start = (gsize)g_test_rand_int_range (0, (gint32)(size - n));

      memcpy (bytes, sound, size);
      for (gsize b = start; b < start + n; b++)
        bytes[b] = (char)(bytes[b] ^ g_test_rand_int_range (1, 256));
      g_assert_true (g_file_set_contents (self->base.path, bytes, (gssize)size, NULL));
      report = qh_salvage (self->base.path, &secret, NULL, self->saved, NULL, NULL, NULL, &error);
      g_assert_true ((report == NULL) == (error != NULL));
      g_assert_true ((report != NULL) == g_file_test (self->saved, G_FILE_TEST_EXISTS));
      g_assert_false (g_file_test (part, G_FILE_TEST_EXISTS));
      g_unlink (self->saved);
    }
}

/* On another machine, with the recovery key. */
static void
test_recovery_words (Damaged *self, gconstpointer data)
{
  const QhSecret words = { .recovery_words = self->words };
  g_autofree char *backup = make_backup (self);
  g_autoptr (QhBackupSummary) summary = NULL;
  g_autoptr (QhSalvageReport) report = NULL;
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GError) error = NULL;

  summary = qh_backup_peek (backup, &words, &error);
  g_assert_no_error (error);
  g_assert_cmpint (summary->counts[QH_KIND_ACTIVITY], ==, N_ACTIVITIES);
  qh_backup_restore (backup, &words, self->saved, NULL, NULL, NULL, &problems, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (problems->len, ==, 0);
  g_unlink (self->saved);
  close_store (self);
  report = qh_salvage (self->base.path, &words, NULL, self->saved, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (find_table (report, "activities")->n_saved, ==, N_ACTIVITIES);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function)                                                                        \
  g_test_add ("/salvage/" name, Damaged, NULL, set_up, function, tear_down)
  ADD ("whole", test_whole);
  ADD ("pages", test_pages);
  ADD ("first-page", test_first_page);
  ADD ("locks-kept", test_locks_kept);
  ADD ("references", test_references);
  ADD ("bytes", test_bytes);
  ADD ("recovery-words", test_recovery_words);
  return g_test_run ();
}
