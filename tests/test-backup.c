/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Backups: made in use, read back, restored, kept by rule; and what bad ones get. */
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fixture.h"
#include "store/qh-auto-backup.h"
#include "store/qh-backup-file.h"
#include "store/qh-backup.h"
#include "store/qh-setting.h"

static const QhSecret secret = { .passphrase = FIXTURE_PASSPHRASE };

#define MARKED_NAME "Zacarías Canario Amarillo"
#define MARKED_NOTE "nota con la marca urraca-7731"

static gint64
put_marked_activity (QhStore *store)
{
  QhRecord *activity = fixture_new_activity (store);

  qh_record_set_text (activity, "note", MARKED_NOTE);
  return fixture_put (store, activity);
}

static char *
make_backup (Fixture *fixture, const char *folder)
{
  g_autoptr (GError) error = NULL;
  char *path = NULL;

  qh_backup_make (fixture->store, QH_BACKUP_BY_HAND, folder, NULL, NULL, NULL, &path, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_test (path, G_FILE_TEST_IS_REGULAR));
  return path;
}

static void
make_backup_before (Fixture *fixture, QhBackupReason reason)
{
  g_autoptr (GError) error = NULL;

  qh_backup_make (fixture->store, reason, NULL, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

static char *
in_folder (Fixture *fixture, const char *name)
{
  return g_build_filename (fixture->folder, name, NULL);
}

/* Asserts that a folder holds nothing but what is named, in any order. */
static void
assert_holds (const char *folder, const char *const *names)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint n = 0;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      if (!g_strv_contains (names, name))
        g_error ("“%s” was left in %s", name, folder);
      n++;
    }
  g_assert_cmpuint (n, ==, g_strv_length ((char **)names));
}

static void
test_round_trip (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = NULL;
  g_autofree char *folder = NULL;
  g_autofree char *file = NULL;
  g_autofree char *restored = in_folder (fixture, "restored.quehacer");
  g_autoptr (QhBackupSummary) summary = NULL;
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GPtrArray) heads = NULL;
  g_autoptr (QhStore) store = NULL;
  g_autoptr (QhRecord) activity = NULL;
  g_autoptr (GError) error = NULL;
  struct stat status;
  gint64 id;

  fixture_put (fixture->store, fixture_new_person (fixture->store, MARKED_NAME, "M", 1980));
  id = put_marked_activity (fixture->store);
  g_assert_true (qh_backup_is_due (fixture->store));
  path = make_backup (fixture, NULL);
  g_assert_false (qh_backup_is_due (fixture->store));
  g_assert_cmpint (
    ABS (qh_backup_get_last (fixture->store) - g_get_real_time () / G_USEC_PER_SEC), <, 60);

  folder = in_folder (fixture, "w.backups");
  file = g_path_get_basename (path);
  g_assert_true (g_str_has_prefix (path, folder));
  assert_holds (folder, (const char *[]){ file, "heads", NULL });
  g_assert_cmpint (stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
  heads = qh_backup_read_heads (folder);
  g_assert_cmpuint (heads->len, ==, 1);
  g_assert_cmpstr (((QhBackupHead *)g_ptr_array_index (heads, 0))->file, ==, file);

  summary = qh_backup_peek (path, &secret, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (summary->unit, ==, "Trabajo Social");
  g_assert_cmpint (summary->counts[QH_KIND_ACTIVITY], ==, 1);
  g_assert_cmpint (summary->counts[QH_KIND_PERSON], ==, 1);
  g_assert_cmpint (summary->last_day, ==, MIN (qh_day_from_iso ("2026-10-30"), qh_day_today ()));

  qh_backup_restore (path, &secret, restored, NULL, NULL, NULL, &problems, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (problems->len, ==, 0);
  store = qh_store_open (restored, FIXTURE_PASSPHRASE, &error);
  g_assert_no_error (error);
  activity = qh_store_get (store, QH_KIND_ACTIVITY, id, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (qh_record_get_text (activity, "note"), ==, MARKED_NOTE);
  g_assert_true (qh_backup_is_overdue (store)); /* it has none of its own yet */
  g_assert_cmpint (stat (restored, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
}

static gboolean
holds (const char *data, gsize size, const char *text)
{
  return memmem (data, size, text, strlen (text)) != NULL;
}

/* Who finds a backup sees nothing, not even codes. */
static void
test_shows_nothing (Fixture *fixture, gconstpointer data)
{
  static const char *const secrets[]
    = { MARKED_NAME, MARKED_NOTE, "Trabajo Social", "2026-10-30", "activity_type",
        "Visita",    "CREATE",    "SQLite format",  "AC010",      "Amelia" };
  g_autofree char *path = NULL;
  g_autofree char *bytes = NULL;
  g_autofree char *plain = NULL;
  gsize size, plain_size;

  fixture_put (fixture->store, fixture_new_person (fixture->store, MARKED_NAME, "M", 1980));
  put_marked_activity (fixture->store);
  path = make_backup (fixture, NULL);
  g_assert_true (g_file_get_contents (path, &bytes, &size, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (secrets); i++)
    g_assert_false (holds (bytes, size, secrets[i]));
  /* The search can find: the workspace itself shows its codes. */
  qh_store_close (fixture->store);
  g_assert_true (g_file_get_contents (fixture->path, &plain, &plain_size, NULL));
  g_assert_true (holds (plain, plain_size, "AC010"));
}

/* Asserts that a bad backup is refused and leaves nothing behind. */
static void
refuse (const char *path, const char *passphrase, const char *restored, int code)
{
  const QhSecret given = { .passphrase = passphrase };
  g_autofree char *part = g_strconcat (restored, ".part", NULL);
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (qh_backup_restore (path, &given, restored, NULL, NULL, NULL, &problems, &error));
  g_assert_nonnull (error);
  g_assert_true (error->domain == QH_ERROR);
  if (code >= 0)
    g_assert_cmpint (error->code, ==, code);
  g_assert_false (g_file_test (restored, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (part, G_FILE_TEST_EXISTS));
}

static void
test_cut_short (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = make_backup (fixture, NULL);
  g_autofree char *cut = in_folder (fixture, "cut.quehacer-backup");
  g_autofree char *restored = in_folder (fixture, "restored.quehacer");
  g_autofree char *bytes = NULL;
  g_autoptr (GByteArray) longer = g_byte_array_new ();
  gsize size;

  g_assert_true (g_file_get_contents (path, &bytes, &size, NULL));
  {
    const gsize lengths[]
      = { 0,   1,   7,        8,        12,           15,          16,        17,        40,
          100, 300, size / 3, size / 2, size - 65553, size - 1000, size - 18, size - 17, size - 1 };

    for (guint i = 0; i < G_N_ELEMENTS (lengths); i++)
      {
        g_assert_true (g_file_set_contents (cut, bytes, (gssize)lengths[i], NULL));
        refuse (cut, FIXTURE_PASSPHRASE, restored, -1);
      }
  }
  g_byte_array_append (longer, (const guint8 *)bytes, (guint)size);
  g_byte_array_append (longer, (const guint8 *)"x", 1);
  g_assert_true (g_file_set_contents (cut, (const char *)longer->data, longer->len, NULL));
  refuse (cut, FIXTURE_PASSPHRASE, restored, QH_ERROR_DAMAGED);
  refuse (path, "otra frase que no es esa", restored, QH_ERROR_PASSPHRASE);
  refuse (fixture->path, FIXTURE_PASSPHRASE, restored, QH_ERROR_FORMAT);
  refuse (fixture->folder, FIXTURE_PASSPHRASE, restored, -1);
  g_unlink (cut);
  refuse (cut, FIXTURE_PASSPHRASE, restored, QH_ERROR_NOT_FOUND);
}

/* Whatever byte is changed, the backup is refused, or it is the header's own
 * padding and then what is restored is right. */
static void
test_changed_bytes (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = make_backup (fixture, NULL);
  g_autofree char *changed = in_folder (fixture, "changed.quehacer-backup");
  g_autofree char *restored = in_folder (fixture, "restored.quehacer");
  g_autofree char *bytes = NULL;
  gsize size;

  g_assert_true (g_file_get_contents (path, &bytes, &size, NULL));
  for (guint i = 0; i < 200; i++)
    {
      /* A third of them in the header, where mistakes would be. */
      gsize place = (gsize)g_test_rand_int_range (0, i % 3 == 0 ? 600 : (gint32)size);
      char was = bytes[place];

      bytes[place] = (char)(was ^ (1 << g_test_rand_int_range (0, 8)));
      g_assert_true (g_file_set_contents (changed, bytes, (gssize)size, NULL));
      bytes[place] = was;
      refuse (changed, FIXTURE_PASSPHRASE, restored, -1);
    }
}

/* Blocks in another order do not open. */
static void
test_swapped_blocks (Fixture *fixture, gconstpointer data)
{
  const gsize block = 65536 + 17;
  g_autofree char *path = make_backup (fixture, NULL);
  g_autofree char *restored = in_folder (fixture, "restored.quehacer");
  g_autofree char *bytes = NULL;
  g_autofree char *kept = g_malloc (block);
  gsize size;

  g_assert_true (g_file_get_contents (path, &bytes, &size, NULL));
  g_assert_cmpuint (size, >, 4 * block);
  memcpy (kept, bytes + size - 2 * block, block);
  memcpy (bytes + size - 2 * block, bytes + size - 3 * block, block);
  memcpy (bytes + size - 3 * block, kept, block);
  g_assert_true (g_file_set_contents (path, bytes, (gssize)size, NULL));
  refuse (path, FIXTURE_PASSPHRASE, restored, QH_ERROR_DAMAGED);
}

static void
test_existing_file (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = make_backup (fixture, NULL);
  g_autofree char *there = in_folder (fixture, "there.quehacer");
  g_autofree char *content = NULL;
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (there, "mine", -1, NULL));
  g_assert_false (qh_backup_restore (path, &secret, there, NULL, NULL, NULL, &problems, &error));
  g_assert_error (error, QH_ERROR, QH_ERROR_PLACE);
  g_assert_true (g_file_get_contents (there, &content, NULL, NULL));
  g_assert_cmpstr (content, ==, "mine");
}

static void
refuse_to_make (Fixture *fixture,
                const char *folder,
                GCancellable *cancellable,
                GQuark domain,
                int code)
{
  g_autofree char *copy = g_strconcat (fixture->path, ".backup-copy", NULL);
  g_autoptr (GError) error = NULL;
  char *path = NULL;

  g_assert_false (qh_backup_make (fixture->store, QH_BACKUP_BY_HAND, folder, NULL, NULL, cancellable, &path, &error));
  g_assert_error (error, domain, code);
  g_assert_null (path);
  g_assert_false (g_file_test (copy, G_FILE_TEST_EXISTS));
  g_assert_true (qh_backup_is_due (fixture->store));
}

static void
test_bad_folder (Fixture *fixture, gconstpointer data)
{
  g_autofree char *missing = in_folder (fixture, "missing");
  g_autofree char *read_only = in_folder (fixture, "read-only");

  refuse_to_make (fixture, missing, NULL, QH_ERROR, QH_ERROR_PLACE);
  g_assert_false (g_file_test (missing, G_FILE_TEST_EXISTS));
  refuse_to_make (fixture, fixture->path, NULL, QH_ERROR, QH_ERROR_PLACE);
  refuse_to_make (fixture, "/proc", NULL, QH_ERROR, QH_ERROR_PLACE);
  if (geteuid () != 0)
    {
      g_assert_cmpint (g_mkdir (read_only, 0500), ==, 0);
      refuse_to_make (fixture, read_only, NULL, QH_ERROR, QH_ERROR_PLACE);
      assert_holds (read_only, (const char *[]){ NULL });
    }
}

/* How large the copy of the workspace is. */
static guint64
get_copy_size (Fixture *fixture)
{
  g_autofree char *path = make_backup (fixture, NULL);
  g_autoptr (QhBackupReader) reader = qh_backup_reader_open (path, NULL);

  g_unlink (path);
  qh_store_set_setting (
    fixture->store, QH_SETTING_BACKUP_LAST, NULL, QH_ACTION_CHANGE_SETTING, NULL, NULL);
  return qh_backup_reader_get_header (reader)->size;
}

/* Files that may grow only to so many bytes are a drive without room: for the
 * copy, and for the backup, which is a little larger. */
static void
test_no_room (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = in_folder (fixture, "w.backups");
  guint64 size = get_copy_size (fixture);
  const struct
  {
    rlim_t limit;
    int code;
  } cases[] = { { size / 2, QH_ERROR_FAILED }, { size + 100, QH_ERROR_PLACE } };
  struct rlimit before;

  signal (SIGXFSZ, SIG_IGN);
  getrlimit (RLIMIT_FSIZE, &before);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const struct rlimit limit = { cases[i].limit, before.rlim_max };

      setrlimit (RLIMIT_FSIZE, &limit);
      refuse_to_make (fixture, NULL, NULL, QH_ERROR, cases[i].code);
      setrlimit (RLIMIT_FSIZE, &before);
      assert_holds (folder, (const char *[]){ "heads", NULL });
    }
}

static void
cancel_at (guint64 done, guint64 total, gpointer data)
{
  const double *share = ((gpointer *)data)[0];

  if (total > 0 && (double)done >= *share * (double)total)
    g_cancellable_cancel (((gpointer *)data)[1]);
}

static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  static const double shares[] = { 0, 0.2, 0.4, 0.6, 0.7, 0.95 };
  g_autofree char *folder = in_folder (fixture, "w.backups");

  for (guint i = 0; i < G_N_ELEMENTS (shares); i++)
    {
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      g_autoptr (GError) error = NULL;
      gpointer pair[] = { (gpointer)&shares[i], cancellable };

      g_assert_false (
        qh_backup_make (fixture->store, QH_BACKUP_BY_HAND, NULL, cancel_at, pair, cancellable, NULL, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      assert_holds (folder, (const char *[]){ NULL });
    }
}

static gpointer
write_on (gpointer data)
{
  Fixture *fixture = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (QhStore) other = qh_store_open (fixture->path, FIXTURE_PASSPHRASE, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < 200; i++)
    put_marked_activity (other);
  return NULL;
}

/* While another connection writes, a backup is of one moment, and whole. */
static void
test_while_written (Fixture *fixture, gconstpointer data)
{
  GThread *writer = g_thread_new ("writer", write_on, fixture);
  gint64 before = 0;

  for (guint i = 0; i < 5; i++)
    {
      g_autofree char *path = make_backup (fixture, NULL);
      g_autofree char *restored = in_folder (fixture, "restored.quehacer");
      g_autoptr (QhBackupSummary) summary = qh_backup_peek (path, &secret, NULL);
      g_autoptr (GPtrArray) problems = NULL;
      g_autoptr (GError) error = NULL;

      g_assert_cmpint (summary->counts[QH_KIND_ACTIVITY], >=, before);
      before = summary->counts[QH_KIND_ACTIVITY];
      qh_backup_restore (path, &secret, restored, NULL, NULL, NULL, &problems, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (problems->len, ==, 0);
      g_unlink (restored);
    }
  g_thread_join (writer);
}

/* A copy that a crash left is used up; one that another program makes is not touched. */
static void
test_leftover (Fixture *fixture, gconstpointer data)
{
  g_autofree char *copy = g_strconcat (fixture->path, ".backup-copy", NULL);
  g_autofree char *first = NULL;
  int fd;

  g_assert_true (g_file_set_contents (copy, "left by a crash", -1, NULL));
  first = make_backup (fixture, NULL);
  g_assert_false (g_file_test (copy, G_FILE_TEST_EXISTS));

  fd = g_open (copy, O_CREAT | O_RDWR | O_CLOEXEC, 0600);
  g_assert_cmpint (flock (fd, LOCK_EX), ==, 0);
  g_assert_false (qh_backup_make (fixture->store, QH_BACKUP_BY_HAND, NULL, NULL, NULL, NULL, NULL, NULL));
  g_assert_true (g_file_test (copy, G_FILE_TEST_EXISTS));
  close (fd);
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
made_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(char **)data = qh_backup_make_finish (QH_STORE (source), result, NULL);
}

static void
test_async (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = NULL;

  qh_backup_make_async (fixture->store, QH_BACKUP_BY_HAND, NULL, NULL, NULL, NULL, made_cb, &path);
  while (path == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
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

/* What does not begin like a workspace is one all the same where its backups tell. */
static void
test_recognised (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = make_backup (fixture, NULL);
  g_autofree char *beside = in_folder (fixture, "w.backups");
  g_autofree char *away = in_folder (fixture, "away");
  g_autoptr (QhStore) store = NULL;
  g_autoptr (QhStoreInfo) info = NULL;
  g_autoptr (GError) error = NULL;

  g_clear_object (&fixture->store);
  g_assert_true (g_file_set_contents (fixture->path, "", 0, NULL));
  info = qh_store_peek (fixture->path, &error);
  g_assert_error (error, QH_ERROR, QH_ERROR_DAMAGED);
  g_clear_error (&error);
  store = qh_store_open (fixture->path, FIXTURE_PASSPHRASE, &error);
  g_assert_error (error, QH_ERROR, QH_ERROR_DAMAGED);
  g_clear_error (&error);
  g_assert_cmpint (g_rename (beside, away), ==, 0);
  info = qh_store_peek (fixture->path, &error);
  g_assert_error (error, QH_ERROR, QH_ERROR_NOT_WORKSPACE);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function)                                                                        \
  g_test_add ("/backup/" name, Fixture, NULL, fixture_set_up, function, fixture_tear_down)
  ADD ("round-trip", test_round_trip);
  ADD ("shows-nothing", test_shows_nothing);
  ADD ("cut-short", test_cut_short);
  ADD ("changed-bytes", test_changed_bytes);
  ADD ("swapped-blocks", test_swapped_blocks);
  ADD ("existing-file", test_existing_file);
  ADD ("bad-folder", test_bad_folder);
  ADD ("no-room", test_no_room);
  ADD ("cancelled", test_cancelled);
  ADD ("while-written", test_while_written);
  ADD ("leftover", test_leftover);
  ADD ("prune", test_prune);
  ADD ("way-back", test_way_back);
  ADD ("overdue", test_overdue);
  ADD ("lost-folder", test_lost_folder);
  ADD ("settings", test_settings);
  ADD ("async", test_async);
  ADD ("before-migration", test_before_migration);
  ADD ("advice", test_advice);
  ADD ("recognised", test_recognised);
  ADD ("automatic", test_automatic);
  ADD ("automatic-fails", test_automatic_fails);
  g_test_add_func ("/backup/rule", test_rule);
  return g_test_run ();
}
