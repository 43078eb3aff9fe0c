/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Several programs on one file: two that write at once, the window and a
 * command, and one that is suspended in the middle of a write. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "torture.h"

#define HELD 600

static char *program;

typedef struct
{
  char *folder;
  char *path;
  QhStore *store;
} Window;

static void
window_set_up (Window *window, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  window->folder = torture_new_folder ();
  window->path = g_build_filename (window->folder, "w.quehacer", NULL);
  torture_make_template (window->path);
  window->store = qh_store_open (window->path, FIXTURE_PASSPHRASE, &error);
  g_assert_no_error (error);
}

static void
window_tear_down (Window *window, gconstpointer data)
{
  torture_assert_sound (window->store);
  fixture_assert_finalized (window->store);
  g_free (window->path);
  torture_remove_folder (window->folder);
}

static GPid
start (const char *task, const char *path, guint n)
{
  g_autofree char *number = g_strdup_printf ("%u", n);
  const char *arguments[] = { program, task, path, number, NULL };
  g_autoptr (GError) error = NULL;
  GPid pid;

  g_spawn_async (
    NULL, (char **)arguments, NULL, G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL, &pid, &error);
  g_assert_no_error (error);
  return pid;
}

static void
wait_for (GPid pid)
{
  int status;

  g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);
  g_assert_true (WIFEXITED (status));
  g_assert_cmpint (WEXITSTATUS (status), ==, 0);
}

/* What the other program does */

static gboolean
write_many (QhStore *store, const char *who, guint n, GError **error)
{
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *note = g_strdup_printf ("%s %u", who, i);
      gint64 id;

      if (!torture_put_activity (store, note, 30, &id, error))
        return FALSE;
    }
  return TRUE;
}

static void
suspend_cb (guint64 done, guint64 total, gpointer data)
{
  gboolean *stopped = data;

  if (done == 0 || *stopped)
    return;
  *stopped = TRUE;
  raise (SIGSTOP);
}

/* Stops itself once in the middle of a transaction; goes on when it is told to. */
static gboolean
write_suspended (QhStore *store, GError **error)
{
  g_autoptr (QhChange) change = qh_change_new ();
  gboolean stopped = FALSE;

  for (guint i = 0; i < HELD; i++)
    qh_change_put (change, fixture_new_activity (store));
  return qh_store_apply (store, change, suspend_cb, &stopped, NULL, error);
}

static int
be_other (const char *task, const char *path, guint n)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (QhStore) store = qh_store_open (path, FIXTURE_PASSPHRASE, &error);

  if (store != NULL
      && (g_str_equal (task, "--write") ? write_many (store, "otro", n, &error)
                                        : write_suspended (store, &error)))
    return 0;
  fprintf (stderr, "%s\n", error->message);
  return 1;
}

/* Two that write at once */

static void
test_two_programs (Window *window, gconstpointer data)
{
  guint n = torture_get_size (10, 500);
  g_autoptr (GError) error = NULL;
  GPid pid = start ("--write", window->path, n);

  write_many (window->store, "uno", n, &error);
  g_assert_no_error (error);
  wait_for (pid);
  g_assert_cmpint (qh_store_count (window->store, QH_KIND_ACTIVITY), ==, 2 * n);
  torture_report ("together: two programs wrote %u activities each at once: all are there", n);
}

/* Two windows in one program, by two threads. */
static gpointer
write_in_thread (gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (QhStore) store = qh_store_open (data, FIXTURE_PASSPHRASE, &error);

  g_assert_no_error (error);
  write_many (store, "otra", torture_get_size (10, 500), &error);
  g_assert_no_error (error);
  qh_store_close (store);
  return NULL;
}

static void
test_two_windows (Window *window, gconstpointer data)
{
  guint n = torture_get_size (10, 500);
  GThread *thread = g_thread_new ("window", write_in_thread, window->path);
  g_autoptr (GError) error = NULL;

  write_many (window->store, "una", n, &error);
  g_assert_no_error (error);
  g_thread_join (thread);
  g_assert_cmpint (qh_store_count (window->store, QH_KIND_ACTIVITY), ==, 2 * n);
  torture_report ("together: two windows wrote %u activities each at once: all are there", n);
}

/* The window and a command */

static void
changed_cb (QhStore *store, GArray *touched, gpointer data)
{
  if (touched == NULL)
    (*(guint *)data)++;
}

static void
run_command (const char *path, const char *note)
{
  g_autofree char *secret = g_strconcat (path, ".passphrase", NULL);
  const char *arguments[]
    = { g_getenv ("QUEHACER_PROGRAM"), "log", path,   "--passphrase-file", secret, "--type", "AC010",
        "--date",  "2026-10-30",   "--minutes", "30", "--note", note, NULL };
  g_autofree char *errors = NULL;
  g_autoptr (GError) error = NULL;
  int status;

  g_file_set_contents (secret, FIXTURE_PASSPHRASE "\n", -1, &error);
  g_assert_no_error (error);
  g_spawn_sync (NULL,
                (char **)arguments,
                NULL,
                G_SPAWN_STDOUT_TO_DEV_NULL,
                NULL,
                NULL,
                NULL,
                &errors,
                &status,
                &error);
  g_assert_no_error (error);
  g_assert_cmpstr (errors, ==, "");
  g_assert_cmpint (status, ==, 0);
}

static void
test_command (Window *window, gconstpointer data)
{
  guint runs = torture_get_size (2, 20), heard = 0;
  g_autofree char *said = NULL;

  g_signal_connect (window->store, "changed", G_CALLBACK (changed_cb), &heard);
  qh_store_watch (window->store);
  for (guint i = 0; i < runs; i++)
    {
      g_autofree char *mine = g_strdup_printf ("ventana %u", i);
      g_autofree char *other = g_strdup_printf ("orden %u", i);
      g_autoptr (GError) error = NULL;

      torture_put_activity (window->store, mine, 30, NULL, &error);
      g_assert_no_error (error);
      run_command (window->path, other);
    }
  while (heard == 0)
    g_main_context_iteration (NULL, TRUE);
  said = torture_describe (window->store);
  for (guint i = 0; i < runs; i++)
    {
      g_autofree char *other = g_strdup_printf ("orden %u|30", i);

      g_assert_nonnull (strstr (said, other));
    }
  torture_report ("together: a window and %u commands on one file: the window heard of them", runs);
}

/* One that is suspended in the middle of a write */

static gpointer
wake_in_thread (gpointer data)
{
  g_usleep (G_USEC_PER_SEC / 2);
  kill (GPOINTER_TO_INT (data), SIGCONT);
  return NULL;
}

static GPid
start_suspended (Window *window)
{
  GPid pid = start ("--suspend", window->path, 0);
  int status;

  g_assert_cmpint (waitpid (pid, &status, WUNTRACED), ==, pid);
  g_assert_true (WIFSTOPPED (status));
  /* What is not finished is not seen. */
  g_assert_cmpint (qh_store_count (window->store, QH_KIND_ACTIVITY), ==, 0);
  return pid;
}

static void
test_suspended (Window *window, gconstpointer data)
{
  GPid pid = start_suspended (window);
  g_autoptr (GError) error = NULL;

  if (torture_get_size (0, 1) == 1)
    {
      /* It does not wait for ever, and says why. */
      g_assert_false (torture_put_activity (window->store, "mientras", 30, NULL, &error));
      g_assert_error (error, QH_ERROR, QH_ERROR_FAILED);
      g_assert_nonnull (strstr (error->message, "Another program"));
      g_clear_error (&error);
    }
  kill (pid, SIGCONT);
  wait_for (pid);
  g_assert_cmpint (qh_store_count (window->store, QH_KIND_ACTIVITY), ==, HELD);
  torture_put_activity (window->store, "después", 30, NULL, &error);
  g_assert_no_error (error);
  torture_report ("together: a program was suspended in a write of %d records and woke: whole", HELD);
}

/* Who waits meanwhile goes on when the other one has woken. */
static void
test_waiting (Window *window, gconstpointer data)
{
  GPid pid = start_suspended (window);
  GThread *thread = g_thread_new ("wake", wake_in_thread, GINT_TO_POINTER (pid));
  g_autoptr (GError) error = NULL;

  torture_put_activity (window->store, "espera", 30, NULL, &error);
  g_assert_no_error (error);
  g_thread_join (thread);
  wait_for (pid);
  g_assert_cmpint (qh_store_count (window->store, QH_KIND_ACTIVITY), ==, HELD + 1);
}

/* Nor is anything held by one that was killed there. */
static void
test_killed (Window *window, gconstpointer data)
{
  GPid pid = start_suspended (window);
  g_autoptr (GError) error = NULL;
  int status;

  kill (pid, SIGKILL);
  waitpid (pid, &status, 0);
  torture_put_activity (window->store, "sigue", 30, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (qh_store_count (window->store, QH_KIND_ACTIVITY), ==, 1);
}

int
main (int argc, char *argv[])
{
  if (argc == 4 && g_str_has_prefix (argv[1], "--") && g_file_test (argv[2], G_FILE_TEST_EXISTS))
    return be_other (argv[1], argv[2], (guint)atoi (argv[3]));
  program = argv[0];
  g_test_init (&argc, &argv, NULL);
#define ADD(path, test) g_test_add (path, Window, NULL, window_set_up, test, window_tear_down)
  ADD ("/torture/together/programs", test_two_programs);
  ADD ("/torture/together/windows", test_two_windows);
  ADD ("/torture/together/command", test_command);
  ADD ("/torture/together/suspended", test_suspended);
  ADD ("/torture/together/waiting", test_waiting);
  ADD ("/torture/together/killed", test_killed);
#undef ADD
  return g_test_run ();
}
