/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is saved of workspaces with damaged pages. */
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "fixture.h"
#include "store/qh-erase.h"
#include "store/qh-restriction.h"
#include "store/qh-salvage.h"
#include "store/qh-users.h"

#define N_ACTIVITIES 1500
#define PAGE_SIZE 8192

static const QhSecret secret = { .passphrase = FIXTURE_PASSPHRASE };

/* A workspace with many activities, and what it takes to open it later with the recovery key. */
typedef struct
{
  Fixture base;
  char *saved;
  char *words;
  gint64 last;
} Damaged;

static gint64
put_activities (QhStore *store, guint n)
{
  g_autoptr (QhChange) change = qh_change_new ();
  g_autoptr (GError) error = NULL;
  QhRecord *activity = NULL;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *note = g_strdup_printf ("Nota número %u de las que se guardan.", i);

      activity = fixture_new_activity (store);
      qh_record_set_text (activity, "note", note);
      qh_change_put (change, activity);
    }
  qh_store_apply (store, change, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  return activity->id;
}

static void
set_up (Damaged *self, gconstpointer data)
{
  fixture_set_up (&self->base, NULL);
  self->words = qh_store_take_recovery_words (self->base.store);
  self->last = put_activities (self->base.store, N_ACTIVITIES);
  self->saved = g_build_filename (self->base.folder, "saved.quehacer", NULL);
}

static void
tear_down (Damaged *self, gconstpointer data)
{
  fixture_tear_down (&self->base, NULL);
  g_free (self->saved);
  g_free (self->words);
}

static void
close_store (Damaged *self)
{
  g_clear_object (&self->base.store);
}

/* The leaf pages of a table and how many rows each has. */
static GArray *
list_pages (Damaged *self, const char *table)
{
  GArray *pages = g_array_new (FALSE, FALSE, 2 * sizeof (gint64));
  sqlite3 *db;
  sqlite3_stmt *statement;

  g_assert_cmpint (sqlite3_open (self->base.path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (
                     db,
                     "SELECT pageno, ncell FROM dbstat (?1) WHERE name = ?2 AND pagetype = 'leaf'",
                     -1,
                     &statement,
                     NULL),
                   ==,
                   SQLITE_OK);
  sqlite3_bind_text (statement, 1, "main", -1, SQLITE_STATIC);
  sqlite3_bind_text (statement, 2, table, -1, SQLITE_STATIC);
  while (sqlite3_step (statement) == SQLITE_ROW)
    {
      gint64 page[2] = { sqlite3_column_int64 (statement, 0), sqlite3_column_int64 (statement, 1) };

      g_array_append_vals (pages, page, 1);
    }
  sqlite3_finalize (statement);
  sqlite3_close (db);
  return pages;
}

/* Overwrites pages of a table and returns how many rows they had. */
static guint64
damage (Damaged *self, const char *table, guint first, guint step)
{
  g_autoptr (GArray) pages = list_pages (self, table);
  g_autofree char *bytes = NULL;
  guint64 n = 0;
  gsize size;

  g_assert_cmpuint (pages->len, >, first);
  g_assert_true (g_file_get_contents (self->base.path, &bytes, &size, NULL));
  for (guint i = first; i < pages->len; i += step)
    {
      const gint64 *page = (const gint64 *)(gpointer)pages->data + 2 * i;

      memset (bytes + (page[0] - 1) * PAGE_SIZE, 0xaa, PAGE_SIZE);
      n += (guint64)page[1];
    }
  g_assert_true (g_file_set_contents (self->base.path, bytes, (gssize)size, NULL));
  return n;
}

static QhSalvageReport *
salvage (Damaged *self, const char *backup)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;
  gsize size_before, size_after;
  QhSalvageReport *report;

  g_assert_true (g_file_get_contents (self->base.path, &before, &size_before, NULL));
  report = qh_salvage (self->base.path, &secret, backup, self->saved, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (self->base.path, &after, &size_after, NULL));
  g_assert_cmpmem (before, size_before, after, size_after);
  return report;
}

static const QhSalvageTable *
find_table (const QhSalvageReport *report, const char *name)
{
  for (guint i = 0; i < report->tables->len; i++)
    {
      const QhSalvageTable *table = g_ptr_array_index (report->tables, i);

      if (g_str_equal (table->name, name))
        return table;
    }
  g_assert_not_reached ();
}

static QhStore *
open_saved (Damaged *self)
{
  g_autoptr (GError) error = NULL;
  QhStore *store = qh_store_open (self->saved, FIXTURE_PASSPHRASE, &error);

  g_assert_no_error (error);
  return store;
}

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

static char *
make_backup (Damaged *self)
{
  g_autoptr (GError) error = NULL;
  char *path = NULL;

  qh_backup_make (self->base.store, QH_BACKUP_BY_HAND, NULL, NULL, NULL, NULL, &path, &error);
  g_assert_no_error (error);
  return path;
}

static void delete (QhStore *store, gint64 id)
{
  g_autoptr (QhChange) change = qh_change_new ();
  g_autoptr (GError) error = NULL;

  qh_change_delete (change, qh_store_get (store, QH_KIND_ACTIVITY, id, NULL));
  qh_store_apply (store, change, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

/* What is lost comes from the backup, what is newer from the workspace. */
static void
test_with_backup (Damaged *self, gconstpointer data)
{
  g_autofree char *backup = make_backup (self);
  g_autoptr (QhSalvageReport) report = NULL;
  g_autoptr (QhStore) store = NULL;
  g_autoptr (QhRecord) activity = NULL;
  gint64 newer = put_activities (self->base.store, 1);

  close_store (self);
  damage (self, "activities", 2, 1000);
  report = salvage (self, backup);
  store = open_saved (self);
  g_assert_cmpint (qh_store_count (store, QH_KIND_ACTIVITY), ==, N_ACTIVITIES + 1);
  activity = qh_store_get (store, QH_KIND_ACTIVITY, newer, NULL);
  g_assert_nonnull (activity);
}

/* What was removed since the backup does not come back where all can be read. */
static void
test_removed (Damaged *self, gconstpointer data)
{
  g_autofree char *backup = make_backup (self);
  g_autoptr (QhSalvageReport) report = NULL;

  delete (self->base.store, self->last);
  close_store (self);
  damage (self, "change_entries", 0, 1000);
  report = salvage (self, backup);
  g_assert_cmpuint (find_table (report, "activities")->n_saved, ==, N_ACTIVITIES - 1);
}

static void
set_note (QhStore *store, gint64 id, const char *note)
{
  QhRecord *activity = qh_store_get (store, QH_KIND_ACTIVITY, id, NULL);

  qh_record_set_text (activity, "note", note);
  fixture_put (store, activity);
}

static void
assert_note (QhStore *store, gint64 id, const char *note)
{
  g_autoptr (QhRecord) activity = qh_store_get (store, QH_KIND_ACTIVITY, id, NULL);

  g_assert_nonnull (activity);
  g_assert_cmpstr (qh_record_get_text (activity, "note"), ==, note);
}

/* What came after the backup stands in the log too: where the tables are lost, it
 * is done again. */
static void
test_replay (Damaged *self, gconstpointer data)
{
  g_autofree char *backup = make_backup (self);
  g_autoptr (QhSalvageReport) report = NULL;
  g_autoptr (QhStore) store = NULL;
  const QhSalvageTable *table;
  gint64 gone = put_activities (self->base.store, 1);
  gint64 newer = put_activities (self->base.store, 29);

  set_note (self->base.store, self->last, "Corregida después del respaldo");
  set_note (self->base.store, newer, "Corregida dos veces");
  delete (self->base.store, gone);
  close_store (self);
  damage (self, "activities", 0, 1);
  report = salvage (self, backup);
  table = find_table (report, "activities");
  g_assert_true (table->damaged);
  g_assert_cmpuint (table->n_saved, ==, N_ACTIVITIES + 29);
  g_assert_cmpuint (table->n_lost, ==, 0);
  g_assert_cmpuint (report->notes->len, >, 0);
  g_assert_cmpuint (report->problems->len, ==, 0);
  store = open_saved (self);
  assert_note (store, self->last, "Corregida después del respaldo");
  assert_note (store, newer, "Corregida dos veces");
  g_assert_null (qh_store_get (store, QH_KIND_ACTIVITY, gone, NULL));
}

/* What the log knows of a case from before it was restricted, only its users can
 * bring back: the others are told. */
static void
test_replay_closed (Damaged *self, gconstpointer data)
{
  QhStore *store = self->base.store;
  g_autoptr (QhRecord) user = qh_store_new_record (store, QH_KIND_USER);
  QhRecord *activity = fixture_new_activity (store);
  g_autofree char *backup = NULL;
  g_autoptr (QhSalvageReport) report = NULL;
  g_autoptr (GError) error = NULL;
  gint64 id, case_id = fixture_put (store, fixture_new_case (store));
  gboolean said = FALSE;

  qh_record_set_integer (activity, "case", case_id);
  id = fixture_put (store, activity);
  qh_record_set_text (user, "name", "Beto");
  qh_user_set_roles (user, QH_ROLE_PRACTITIONER);
  user->id = qh_users_add (store, user, "cuatro palabras de Beto juntas", &error);
  g_assert_no_error (error);
  backup = make_backup (self);
  set_note (store, id, "Nota de un caso que se restringe después");
  g_assert_true (qh_store_restrict_case (store, case_id, &user->id, 1, &error));
  close_store (self);
  damage (self, "activities", 0, 1);
  report = salvage (self, backup);
  for (guint i = 0; i < report->notes->len; i++)
    said = said
           || strstr (g_ptr_array_index (report->notes, i),
                      "log that this passphrase does not open: 1.")
                != NULL;
  g_assert_true (said);
}

/* Where the log breaks off, a row that could be read is newer than what is left of it. */
static void
test_replay_broken (Damaged *self, gconstpointer data)
{
  g_autofree char *backup = make_backup (self);
  g_autoptr (QhSalvageReport) report = NULL;
  g_autoptr (QhStore) store = NULL;
  g_autoptr (GArray) pages = NULL;
  gint64 newer = put_activities (self->base.store, 300);

  set_note (self->base.store, newer, "Primera corrección");
  put_activities (self->base.store, 300);
  set_note (self->base.store, newer, "Segunda corrección");
  close_store (self);
  pages = list_pages (self, "change_entries");
  damage (self, "change_entries", pages->len - 1, 1);
  damage (self, "activities", 0, 1000);
  report = salvage (self, backup);
  store = open_saved (self);
  g_assert_cmpint (qh_store_count (store, QH_KIND_ACTIVITY), ==, N_ACTIVITIES + 600);
  assert_note (store, newer, "Segunda corrección");
  g_assert_nonnull (strstr (g_ptr_array_index (report->notes, report->notes->len - 1), "log"));
}

static guint
count_bodies (const char *path, gint64 record)
{
  sqlite3 *db;
  sqlite3_stmt *statement;
  guint n;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (
    sqlite3_prepare_v2 (db,
                        "SELECT count(*) FROM change_entries WHERE record = ?1 AND erased IS NULL",
                        -1,
                        &statement,
                        NULL),
    ==,
    SQLITE_OK);
  sqlite3_bind_int64 (statement, 1, record);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  n = (guint)sqlite3_column_int (statement, 0);
  sqlite3_finalize (statement);
  sqlite3_close (db);
  return n;
}

/* Who was erased after the backup does not come back with it, neither in the
 * tables nor in the log. */
static void
test_erased (Damaged *self, gconstpointer data)
{
  g_autofree char *backup = NULL;
  g_autoptr (QhSalvageReport) report = NULL;
  g_autoptr (QhStore) store = NULL;
  g_autoptr (GArray) pages = NULL;
  g_autoptr (GError) error = NULL;
  QhErasure erasure;
  gint64 person
    = fixture_put (self->base.store,
                   fixture_new_person (self->base.store, "Zacarías Canario Amarillo", "M", 1980));

  put_activities (self->base.store, 200);
  backup = make_backup (self);
  g_assert_true (qh_store_erase (
    self->base.store, QH_KIND_PERSON, person, "lo pidió", &erasure, NULL, NULL, NULL, &error));
  close_store (self);
  pages = list_pages (self, "change_entries");
  for (guint i = 0; i + 1 < pages->len; i++)
    damage (self, "change_entries", 0, 1000);
  damage (self, "persons", 0, 1);
  report = salvage (self, backup);
  g_assert_cmpuint (report->problems->len, ==, 0);
  g_assert_cmpuint (count_bodies (self->saved, person), ==, 0);
  store = open_saved (self);
  g_assert_null (qh_store_get (store, QH_KIND_PERSON, person, NULL));
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

/* Another workspace's backup says nothing of this one: what is read with its first
 * page would be anything. */
static void
test_foreign_backup (Damaged *self, gconstpointer data)
{
  g_autofree char *bytes = NULL;
  g_autofree char *backup = NULL;
  g_autoptr (QhSalvageReport) report = NULL;
  g_autoptr (QhStore) store = NULL;
  Damaged other = { 0 };
  gsize size;

  fixture_set_up (&other.base, NULL);
  put_activities (other.base.store, 3);
  backup = make_backup (&other);
  close_store (self);
  g_assert_true (g_file_get_contents (self->base.path, &bytes, &size, NULL));
  memset (bytes, 0x55, PAGE_SIZE);
  g_assert_true (g_file_set_contents (self->base.path, bytes, (gssize)size, NULL));
  report = salvage (self, backup);
  store = open_saved (self);
  g_assert_cmpint (qh_store_count (store, QH_KIND_ACTIVITY), ==, 3);
  g_assert_cmpuint (report->problems->len, ==, 0);
  fixture_tear_down (&other.base, NULL);
}

/* Where nothing at all can be read, the backup is what there is. */
static void
test_only_backup (Damaged *self, gconstpointer data)
{
  static const gsize sizes[] = { 0, 100, 3 * PAGE_SIZE + 5 };
  g_autofree char *backup = make_backup (self);

  close_store (self);
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autofree char *bytes = g_malloc (sizes[i] + 1);
      g_autoptr (QhSalvageReport) report = NULL;
      g_autoptr (QhStore) store = NULL;
      g_autoptr (GDir) dir = NULL;
      const char *name;

      memset (bytes, 0x55, sizes[i]);
      g_assert_true (g_file_set_contents (self->base.path, bytes, (gssize)sizes[i], NULL));
      report = salvage (self, backup);
      store = open_saved (self);
      g_assert_cmpint (qh_store_count (store, QH_KIND_ACTIVITY), ==, N_ACTIVITIES);
      g_clear_object (&store);
      g_unlink (self->saved);
      dir = g_dir_open (self->base.folder, 0, NULL);
      while ((name = g_dir_read_name (dir)) != NULL)
        g_assert_null (strstr (name, ".part"));
    }
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
  ADD ("with-backup", test_with_backup);
  ADD ("removed", test_removed);
  ADD ("replay", test_replay);
  ADD ("replay-closed", test_replay_closed);
  ADD ("replay-broken", test_replay_broken);
  ADD ("erased", test_erased);
  ADD ("first-page", test_first_page);
  ADD ("foreign-backup", test_foreign_backup);
  ADD ("only-backup", test_only_backup);
  ADD ("locks-kept", test_locks_kept);
  ADD ("references", test_references);
  ADD ("bytes", test_bytes);
  ADD ("recovery-words", test_recovery_words);
  return g_test_run ();
}
