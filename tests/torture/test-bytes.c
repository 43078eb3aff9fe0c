/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bytes and blocks of a workspace, of its journal and of a backup are changed:
 * no crash, and nothing wrong is shown as right in what is sealed or chained. */
#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "store/qh-backup.h"
#include "store/qh-log-read.h"
#include "store/qh-salvage.h"
#include "store/qh-verify.h"
#include "torture.h"

#define SALVAGE_EVERY 8

static const QhSecret secret = { .passphrase = FIXTURE_PASSPHRASE };
static char *program;

typedef enum
{
  TARGET_WORKSPACE,
  TARGET_JOURNAL,
  TARGET_BACKUP,
  N_TARGETS,
} Target;

static const char *const target_names[N_TARGETS] = { "workspace", "journal", "backup" };

/* What the sealed fields and the log say */

static void
add_sealed (GHashTable *sealed, QhStore *store, guint kind)
{
  g_autoptr (GPtrArray) records = qh_store_list_all (store, kind, NULL);

  for (guint i = 0; records != NULL && i < records->len; i++)
    {
      const QhRecord *record = g_ptr_array_index (records, i);
      GString *text = g_string_new (NULL);

      for (guint f = 0; f < qh_kind_get_n_fields (record->kind); f++)
        {
          const QhField *field = qh_kind_get_field (record->kind, f);

          if (field->sealed && field->type == QH_TYPE_TEXT)
            g_string_append_printf (text, "%s|", qh_record_get_text (record, field->name));
        }
      g_hash_table_insert (sealed,
                           g_strdup_printf ("%u %" G_GINT64_FORMAT, kind, record->id),
                           g_string_free (text, FALSE));
    }
}

static GHashTable *
read_sealed (QhStore *store)
{
  GHashTable *sealed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  add_sealed (sealed, store, QH_KIND_PERSON);
  add_sealed (sealed, store, QH_KIND_CASE);
  add_sealed (sealed, store, QH_KIND_ACTIVITY);
  return sealed;
}

static void
add_entries (GString *text, QhStore *store, gint64 sequence)
{
  g_autoptr (GPtrArray) entries = qh_log_list_entries (store, sequence, 100, NULL);

  for (guint i = 0; entries != NULL && i < entries->len; i++)
    {
      const QhLogEntry *entry = g_ptr_array_index (entries, i);
      g_autofree char *body = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, entry->body);

      g_string_append_printf (text,
                              " %u/%" G_GINT64_FORMAT "/%d/%d/%s",
                              entry->kind,
                              entry->record,
                              entry->operation,
                              entry->erased,
                              body);
    }
}

/* The log up to a change, a line each. */
static char *
read_log (QhStore *store, gint64 last)
{
  GString *text = g_string_new (NULL);

  for (gint64 sequence = 1; sequence <= last; sequence++)
    {
      g_autoptr (QhLogChange) change = qh_log_get (store, sequence, NULL);

      if (change == NULL)
        break;
      g_string_append_printf (text,
                              "%" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT
                              " %" G_GINT64_FORMAT " %s %d %s",
                              change->sequence,
                              change->id,
                              change->time,
                              change->user,
                              change->machine,
                              change->action,
                              change->detail);
      add_entries (text, store, sequence);
      g_string_append_c (text, '\n');
    }
  return g_string_free (text, FALSE);
}

/* What was there before anything was changed. */
typedef struct
{
  char *folder;
  char *path;    /* the workspace that is damaged and opened */
  char *bytes[N_TARGETS];
  gsize sizes[N_TARGETS];
  GHashTable *sealed[N_TARGETS]; /* what it said as it was */
  char *log[N_TARGETS];
  gint64 last[N_TARGETS];
} Sound;

static gint64
find_last (QhStore *store)
{
  gint64 last = 0;

  for (;; last++)
    {
      g_autoptr (QhLogChange) change = qh_log_get (store, last + 1, NULL);

      if (change == NULL)
        return last;
    }
}

static char *
in_folder (const char *folder, const char *name)
{
  return g_build_filename (folder, name, NULL);
}

static void
read_target (Sound *sound, Target target, const char *name)
{
  g_autofree char *file = in_folder (sound->folder, name);
  g_autoptr (GError) error = NULL;

  g_file_get_contents (file, &sound->bytes[target], &sound->sizes[target], &error);
  g_assert_no_error (error);
}

static void
learn (Sound *sound, Target target, const char *workspace)
{
  g_autofree char *file = in_folder (sound->folder, workspace);
  g_autofree char *journal = in_folder (sound->folder, "journal");
  g_autofree char *wal = g_strconcat (sound->path, "-wal", NULL);
  g_autoptr (QhStore) store = NULL;
  g_autoptr (GError) error = NULL;

  torture_copy (file, sound->path);
  if (target == TARGET_JOURNAL)
    torture_copy (journal, wal);
  store = qh_store_open (sound->path, FIXTURE_PASSPHRASE, &error);
  g_assert_no_error (error);
  sound->sealed[target] = read_sealed (store);
  /* Opening has logged itself. */
  sound->last[target] = find_last (store) - 1;
  sound->log[target] = read_log (store, sound->last[target]);
  qh_store_close (store);
  torture_remove (sound->path);
}

static void
sound_init (Sound *sound, const char *folder, const char *work)
{
  *sound = (Sound){ .folder = g_strdup (folder), .path = in_folder (work, "w.quehacer") };
  read_target (sound, TARGET_WORKSPACE, "sound.quehacer");
  read_target (sound, TARGET_JOURNAL, "journal");
  read_target (sound, TARGET_BACKUP, "backup");
  learn (sound, TARGET_WORKSPACE, "sound.quehacer");
  learn (sound, TARGET_JOURNAL, "before-journal.quehacer");
  sound->sealed[TARGET_BACKUP] = g_hash_table_ref (sound->sealed[TARGET_WORKSPACE]);
}

/* The child: damages and looks */

typedef struct
{
  guint opened;
  guint clean;
} Tally;

/* One byte, one bit, a block of zeroes or noise, or a piece put elsewhere. */
static void
damage (char *bytes, gsize size, GRand *rand)
{
  gsize at = (gsize)g_rand_double_range (rand, 0, (double)size);
  gsize wanted = (gsize)1 << g_rand_int_range (rand, 4, 14);
  gsize length = MIN (wanted, size - at);

  switch (g_rand_int_range (rand, 0, 6))
    {
    case 0:
    case 1:
      bytes[at] = (char)g_rand_int (rand);
      return;
    case 2:
      bytes[at] ^= (char)(1 << g_rand_int_range (rand, 0, 8));
      return;
    case 3:
      memset (bytes + at, 0, length);
      return;
    case 4:
      for (gsize i = 0; i < length; i++)
        bytes[at + i] = (char)g_rand_int (rand);
      return;
    default:
      {
        gsize from = (gsize)g_rand_double_range (rand, 0, (double)(size - length));

        memmove (bytes + at, bytes + from, length);
      }
    }
}

static void
write_bytes (const char *path, const char *bytes, gsize size)
{
  FILE *file = g_fopen (path, "wb");

  g_assert_true (file != NULL && fwrite (bytes, 1, size, file) == size);
  fclose (file);
}

/* What is sealed is what was sealed, or is said not to open. */
static void
assert_not_wrong (QhStore *store, GHashTable *expected, gboolean all)
{
  g_autoptr (GHashTable) now = read_sealed (store);
  GHashTableIter iter;
  gpointer key, said;
  guint found = 0;

  g_hash_table_iter_init (&iter, now);
  while (g_hash_table_iter_next (&iter, &key, &said))
    {
      const char *was = g_hash_table_lookup (expected, key);

      /* Without any seal there is nothing that could be believed. */
      if (strspn (said, "|") == strlen (said))
        continue;
      if (g_strcmp0 (was, said) != 0)
        g_error ("Record %s says “%s” and not “%s”", (char *)key, (char *)said, was);
      found++;
    }
  if (all)
    g_assert_cmpuint (found, >=, 1);
}

/* A journal's end may be gone. What is left is as it was, and opening logged itself after it. */
static gboolean
is_as_it_was (Target target, const char *now, const char *was)
{
  g_auto (GStrv) lines = g_strsplit (now, "\n", -1);
  g_auto (GStrv) expected = g_strsplit (was, "\n", -1);
  guint same = 0;

  if (target != TARGET_JOURNAL)
    return g_str_equal (now, was);
  while (lines[same] != NULL && g_strcmp0 (lines[same], expected[same]) == 0)
    same++;
  return same > 0 && g_strv_length (lines + same) <= 2; /* its own, and the end of the text */
}

static void
look (const Sound *sound, Target target, QhStore *store, Tally *tally)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (QhVerifyReport) report = qh_store_verify (store, NULL, NULL, NULL, &error);

  tally->opened++;
  assert_not_wrong (store, sound->sealed[target], FALSE);
  if (report == NULL || report->problems->len > 0)
    return;
  tally->clean++;
  if (sound->log[target] != NULL)
    {
      g_autofree char *log = read_log (store, sound->last[target]);

      if (!is_as_it_was (target, log, sound->log[target]))
        g_error ("The log that verify found sound says:\n%s\nand not:\n%s", log, sound->log[target]);
    }
}

static void
try_salvage (const Sound *sound, Target target)
{
  g_autofree char *saved = g_strconcat (sound->path, ".saved.quehacer", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (QhSalvageReport) report
    = qh_salvage (sound->path, &secret, NULL, saved, NULL, NULL, NULL, &error);
  g_autoptr (QhStore) store = NULL;

  g_assert_true ((report == NULL) == (error != NULL));
  if (report == NULL)
    return;
  store = qh_store_open (saved, FIXTURE_PASSPHRASE, NULL);
  if (store != NULL)
    {
      assert_not_wrong (store, sound->sealed[target], FALSE);
      qh_store_close (store);
    }
  torture_remove (saved);
}

static void
try_workspace (const Sound *sound,
               Target target,
               const char *bytes,
               gboolean salvage,
               Tally *tally)
{
  g_autofree char *wal = g_strconcat (sound->path, "-wal", NULL);
  g_autofree char *before = in_folder (sound->folder, "before-journal.quehacer");
  g_autoptr (GError) error = NULL;
  g_autoptr (QhStore) store = NULL;

  if (target == TARGET_JOURNAL)
    {
      torture_copy (before, sound->path);
      write_bytes (wal, bytes, sound->sizes[target]);
    }
  else
    write_bytes (sound->path, bytes, sound->sizes[target]);
  if (salvage)
    try_salvage (sound, target);
  store = qh_store_open (sound->path, FIXTURE_PASSPHRASE, &error);
  g_assert_true ((store == NULL) == (error != NULL));
  if (store != NULL)
    {
      look (sound, target, store, tally);
      qh_store_close (store);
    }
  torture_remove (sound->path);
}

static void
try_backup (const Sound *sound, const char *bytes, Tally *tally)
{
  g_autofree char *file = g_strconcat (sound->path, ".quehacer-backup", NULL);
  g_autoptr (QhBackupSummary) summary = NULL;
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (QhStore) store = NULL;
  g_autoptr (GError) error = NULL;

  write_bytes (file, bytes, sound->sizes[TARGET_BACKUP]);
  summary = qh_backup_peek (file, &secret, NULL);
  if (summary != NULL)
    g_assert_cmpstr (summary->unit, ==, "Trabajo Social");
  if (qh_backup_restore (file, &secret, sound->path, NULL, NULL, NULL, &problems, &error))
    {
      g_assert_no_error (error);
      store = qh_store_open (sound->path, FIXTURE_PASSPHRASE, &error);
      g_assert_no_error (error);
      /* It opened whole, so all is as it was. */
      assert_not_wrong (store, sound->sealed[TARGET_BACKUP], TRUE);
      torture_assert_sound (store);
      tally->opened++;
      qh_store_close (store);
    }
  else
    {
      g_assert_nonnull (error);
      g_assert_false (g_file_test (sound->path, G_FILE_TEST_EXISTS));
    }
  torture_remove (sound->path);
  g_unlink (file);
}

/* Damages so many times, from a seed each; the last line printed tells where it was. */
static int
damage_many (const char *folder, Target target, guint32 seed, guint n)
{
  char *work = torture_new_folder ();
  Tally tally = { 0 };
  Sound sound;

  sound_init (&sound, folder, work);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed + i);
      g_autofree char *bytes = g_memdup2 (sound.bytes[target], sound.sizes[target]);

      damage (bytes, sound.sizes[target], rand);
      if (memcmp (bytes, sound.bytes[target], sound.sizes[target]) == 0)
        continue;
      dprintf (STDOUT_FILENO, "at %u\n", seed + i);
      if (target == TARGET_BACKUP)
        try_backup (&sound, bytes, &tally);
      else
        try_workspace (&sound, target, bytes, i % SALVAGE_EVERY == 0, &tally);
    }
  dprintf (STDOUT_FILENO, "tally %u %u\n", tally.opened, tally.clean);
  for (guint i = 0; i < N_TARGETS; i++)
    {
      g_free (sound.bytes[i]);
      g_hash_table_unref (sound.sealed[i]);
      g_free (sound.log[i]);
    }
  g_free (sound.folder);
  g_free (sound.path);
  torture_remove_folder (work);
  return 0;
}

/* The test */

static void
fill (QhStore *store, guint from, guint n)
{
  for (guint i = from; i < from + n; i++)
    {
      g_autofree char *note = g_strdup_printf ("nota número %u de la prueba", i);
      g_autofree char *name = g_strdup_printf ("Persona %u", i);
      g_autoptr (GError) error = NULL;

      torture_put_activity (store, note, 10 + i, NULL, &error);
      g_assert_no_error (error);
      fixture_put (store, fixture_new_person (store, name, "M", 1980));
      if (i % 5 == 0)
        {
          QhRecord *in_case = fixture_new_case (store);

          qh_record_set_text (in_case, "summary", note);
          fixture_put (store, in_case);
        }
    }
}

static void
make_sound (const char *folder)
{
  g_autofree char *path = in_folder (folder, "sound.quehacer");
  g_autofree char *live = in_folder (folder, "live.quehacer");
  g_autofree char *wal = g_strconcat (live, "-wal", NULL);
  g_autofree char *journal = in_folder (folder, "journal");
  g_autofree char *before = in_folder (folder, "before-journal.quehacer");
  g_autofree char *backup = in_folder (folder, "backup");
  g_autofree char *made = NULL;
  g_autoptr (QhStore) store = NULL;
  g_autoptr (GError) error = NULL;

  torture_make_template (path);
  store = qh_store_open (path, FIXTURE_PASSPHRASE, &error);
  g_assert_no_error (error);
  fill (store, 0, 30);
  qh_backup_make (store, QH_BACKUP_BY_HAND, folder, NULL, NULL, NULL, &made, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_rename (made, backup), ==, 0);
  qh_store_close (store);
  g_clear_object (&store);
  torture_copy (path, live);
  store = qh_store_open (live, FIXTURE_PASSPHRASE, &error);
  g_assert_no_error (error);
  fill (store, 30, 10);
  torture_copy (live, before);
  torture_copy (wal, journal);
}

static void
run_child (const char *folder,
           Target target,
           guint32 seed,
           guint n,
           guint *opened,
           guint *clean)
{
  g_autofree char *which = g_strdup_printf ("%d", target);
  g_autofree char *from = g_strdup_printf ("%u", seed);
  g_autofree char *number = g_strdup_printf ("%u", n);
  const char *arguments[] = { program, "--damage", folder, which, from, number, NULL };
  g_autofree char *said = NULL;
  g_autofree char *errors = NULL;
  g_autoptr (GError) error = NULL;
  const char *tally;
  guint a = 0, b = 0;
  int status;

  g_spawn_sync (
    NULL, (char **)arguments, NULL, G_SPAWN_DEFAULT, NULL, NULL, &said, &errors, &status, &error);
  g_assert_no_error (error);
  tally = strstr (said, "tally ");
  if (status != 0 || tally == NULL || sscanf (tally, "tally %u %u", &a, &b) != 2)
    {
      const char *at = g_strrstr (said, "at ");

      g_error ("A damaged %s (%s) ended the program with status %d: %s",
               target_names[target],
               at != NULL ? at : "?",
               status,
               errors);
    }
  *opened += a;
  *clean += b;
}

static void
test_bytes (gconstpointer data)
{
  Target target = GPOINTER_TO_UINT (data);
  guint children = torture_get_size (1, target == TARGET_JOURNAL ? 20 : 40);
  guint per_child = torture_get_size (12, 50);
  char *folder = torture_new_folder ();
  g_autoptr (GRand) rand = torture_new_rand ();
  guint opened = 0, clean = 0;

  make_sound (folder);
  for (guint i = 0; i < children; i++)
    run_child (folder, target, g_rand_int (rand), per_child, &opened, &clean);
  torture_report ("bytes: %u corruptions of a %s: no crash, nothing wrong shown as right (%u still "
                  "opened, in %u of them nothing that is checked was hit)",
                  children * per_child,
                  target_names[target],
                  opened,
                  clean);
  torture_remove_folder (folder);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  if (argc == 6 && g_str_equal (argv[1], "--damage"))
    return damage_many (argv[2],
                        (Target)atoi (argv[3]),
                        (guint32)g_ascii_strtoull (argv[4], NULL, 10),
                        (guint)atoi (argv[5]));
  program = argv[0];
  for (guint target = 0; target < N_TARGETS; target++)
    {
      g_autofree char *name = g_strconcat ("/torture/bytes/", target_names[target], NULL);

      g_test_add_data_func (name, GUINT_TO_POINTER (target), test_bytes);
    }
  return g_test_run ();
}
