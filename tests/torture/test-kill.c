/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A child that writes is killed at random moments: what it was told was written
 * is there, and nothing is there by half. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "torture.h"

#define BATCH 5

static char *program;

/* The child */

static void
put_batch (QhStore *store, int run, int number, GError **error)
{
  g_autoptr (QhChange) change = qh_change_new ();

  for (guint i = 0; i < BATCH; i++)
    {
      QhRecord *activity = fixture_new_activity (store);
      g_autofree char *note = g_strdup_printf ("batch %d %d %u", run, number, i);

      qh_record_set_text (activity, "note", note);
      qh_change_put (change, activity);
    }
  qh_store_apply (store, change, NULL, NULL, NULL, error);
}

static void
edit (QhStore *store, gint64 id, GError **error)
{
  g_autoptr (QhChange) change = qh_change_new ();
  QhRecord *activity = qh_store_get (store, QH_KIND_ACTIVITY, id, error);

  if (activity == NULL)
    return;
  qh_record_set_integer (activity, "minutes", 45);
  qh_change_put (change, activity);
  qh_store_apply (store, change, NULL, NULL, NULL, error);
}

/* Writes until it is killed. A line on standard output acknowledges each. */
static int
write_until_killed (const char *path, int run)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (QhStore) store = qh_store_open (path, FIXTURE_PASSPHRASE, &error);

  for (int i = 0; error == NULL; i++)
    {
      g_autofree char *note = g_strdup_printf ("single %d %d", run, i);
      gint64 id;

      if (!torture_put_activity (store, note, 30, &id, &error))
        break;
      dprintf (STDOUT_FILENO, "%s\n", note);
      edit (store, id, &error);
      if (error != NULL)
        break;
      dprintf (STDOUT_FILENO, "edit %d %d\n", run, i);
      put_batch (store, run, i, &error);
      if (error == NULL)
        dprintf (STDOUT_FILENO, "batch %d %d\n", run, i);
    }
  dprintf (STDERR_FILENO, "%s\n", error->message);
  return 1;
}

/* The test */

static GHashTable *
read_minutes (QhStore *store)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) activities = qh_store_list_all (store, QH_KIND_ACTIVITY, &error);
  GHashTable *minutes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < activities->len; i++)
    {
      const QhRecord *activity = g_ptr_array_index (activities, i);
      gpointer value = GINT_TO_POINTER (qh_record_get_integer (activity, "minutes"));

      /* None twice. */
      g_assert_true (
        g_hash_table_insert (minutes, g_strdup (qh_record_get_text (activity, "note")), value));
    }
  return minutes;
}

static guint
count_batch (GHashTable *minutes, const char *batch)
{
  guint count = 0;

  for (guint i = 0; i < BATCH; i++)
    {
      g_autofree char *note = g_strdup_printf ("%s %u", batch, i);

      count += g_hash_table_contains (minutes, note);
    }
  return count;
}

static void
assert_acknowledged (GHashTable *minutes, const char *line)
{
  if (g_str_has_prefix (line, "batch "))
    g_assert_cmpuint (count_batch (minutes, line), ==, BATCH);
  else if (g_str_has_prefix (line, "edit "))
    {
      g_autofree char *note = g_strdup_printf ("single %s", line + strlen ("edit "));

      g_assert_cmpint (GPOINTER_TO_INT (g_hash_table_lookup (minutes, note)), ==, 45);
    }
  else
    g_assert_true (g_hash_table_contains (minutes, line));
}

/* A batch that nobody acknowledged is there whole or not at all. */
static void
assert_no_half (GHashTable *minutes)
{
  GHashTableIter iter;
  gpointer note;

  g_hash_table_iter_init (&iter, minutes);
  while (g_hash_table_iter_next (&iter, &note, NULL))
    if (g_str_has_prefix (note, "batch "))
      {
        g_autofree char *batch = g_strdup (note);

        *strrchr (batch, ' ') = '\0';
        g_assert_cmpuint (count_batch (minutes, batch), ==, BATCH);
      }
}

/* Lets a child write for a while, or where @opening only start, and kills it.
 * Returns what it acknowledged. */
static char *
kill_one (const char *path, int run, gboolean opening, guint wait)
{
  g_autofree char *number = g_strdup_printf ("%d", run);
  const char *arguments[] = { program, "--write", path, number, NULL };
  g_autoptr (GError) error = NULL;
  GString *said = g_string_new (NULL);
  char buffer[4096];
  gssize got;
  int out, status;
  GPid pid;

  g_spawn_async_with_pipes (NULL,
                            (char **)arguments,
                            NULL,
                            G_SPAWN_DO_NOT_REAP_CHILD,
                            NULL,
                            NULL,
                            &pid,
                            NULL,
                            &out,
                            NULL,
                            &error);
  g_assert_no_error (error);
  if (!opening)
    {
      GPollFD first = { out, G_IO_IN, 0 };

      g_assert_cmpint (g_poll (&first, 1, 60000), ==, 1);
    }
  g_usleep (wait);
  kill (pid, SIGKILL);
  waitpid (pid, &status, 0);
  g_assert_true (WIFSIGNALED (status) && WTERMSIG (status) == SIGKILL);
  while ((got = read (out, buffer, sizeof buffer)) > 0)
    g_string_append_len (said, buffer, got);
  close (out);
  return g_string_free (said, FALSE);
}

static guint
check_after (const char *path, GPtrArray *acknowledged)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (QhStore) store = qh_store_open (path, FIXTURE_PASSPHRASE, &error);
  g_autoptr (GHashTable) minutes = NULL;

  g_assert_no_error (error);
  torture_assert_sound (store);
  minutes = read_minutes (store);
  for (guint i = 0; i < acknowledged->len; i++)
    assert_acknowledged (minutes, g_ptr_array_index (acknowledged, i));
  assert_no_half (minutes);
  return g_hash_table_size (minutes);
}

static void
test_kill (void)
{
  guint runs = torture_get_size (12, 500);
  char *folder = torture_new_folder ();
  g_autofree char *path = g_build_filename (folder, "w.quehacer", NULL);
  g_autoptr (GRand) rand = torture_new_rand ();
  g_autoptr (GPtrArray) acknowledged = g_ptr_array_new_with_free_func (g_free);
  guint total = 0, kept = 0, before_open = 0;

  torture_make_template (path);
  for (guint run = 0; run < runs; run++)
    {
      gboolean opening = run % 5 == 0;
      guint wait = (guint)g_rand_int_range (rand, 0, opening ? 250000 : 60000);
      g_autofree char *said = kill_one (path, (int)run, opening, wait);
      g_auto (GStrv) lines = g_strsplit (said, "\n", -1);

      /* A line that was cut is not an acknowledgement. */
      for (guint i = 0; lines[i] != NULL && lines[i + 1] != NULL; i++, total++)
        g_ptr_array_add (acknowledged, g_strdup (lines[i]));
      before_open += lines[0] == NULL || lines[1] == NULL;
      kept = check_after (path, acknowledged);
      /* A new file now and then: the checks stay quick, and its first writes are tried too. */
      if (run % 25 == 24)
        {
          torture_remove (path);
          torture_make_template (path);
          g_ptr_array_set_size (acknowledged, 0);
        }
    }
  torture_report ("kill: %u kills, %u of them before the first write, %u changes acknowledged, 0 "
                  "lost, 0 by half (%u records in the last file)",
                  runs,
                  before_open,
                  total,
                  kept);
  torture_remove_folder (folder);
}

int
main (int argc, char *argv[])
{
  if (argc == 4 && g_str_equal (argv[1], "--write"))
    return write_until_killed (argv[2], atoi (argv[3]));
  program = argv[0];
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/torture/kill", test_kill);
  return g_test_run ();
}
