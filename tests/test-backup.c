/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Backups: made in use and read back; and what bad ones get. */
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "backup-fixture.h"
#include "store/qh-backup-file.h"
#include "store/qh-backup.h"
#include "store/qh-setting.h"

static const QhSecret secret = { .passphrase = FIXTURE_PASSPHRASE };

#define MARKED_NAME "Zacarías Canario Amarillo"

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
  ADD ("async", test_async);
  ADD ("recognised", test_recognised);
  return g_test_run ();
}
