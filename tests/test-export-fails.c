/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Exports that cannot be written, or are given up, leave nothing behind. */
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "exchange/qh-export.h"
#include "export-fixture.h"

/* What a folder holds beside the workspace. */
static guint
count_files (Fixture *fixture)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  const char *name;
  guint n = 0;

  while ((name = g_dir_read_name (dir)) != NULL)
    n += !g_str_has_prefix (name, "w.quehacer");
  return n;
}

static void
refuse (QhFrame      *frame,
        const char   *path,
        GCancellable *cancellable,
        QhProgress    progress,
        GQuark        domain,
        int           code)
{
  QhExportOptions options = { .path = path };
  g_autoptr (GError) error = NULL;

  g_assert_false (qh_export (frame, NULL, &options, NULL, progress, cancellable, cancellable, &error));
  g_assert_error (error, domain, code);
  g_assert_true (strchr (error->message, '\n') == NULL);
}

static void
test_bad_places (Fixture      *fixture,
                 gconstpointer data)
{
  g_autoptr (QhFrame) frame = load (fixture, QH_KIND_ACTIVITY);
  g_autofree char *text = g_build_filename (fixture->folder, "datos.txt", NULL);
  g_autofree char *nameless = g_build_filename (fixture->folder, "datos", NULL);
  g_autofree char *lost = g_build_filename (fixture->folder, "no", "datos.csv", NULL);
  g_autofree char *folder = g_build_filename (fixture->folder, "carpeta.csv", NULL);
  g_autofree char *locked = g_build_filename (folder, "datos.xlsx", NULL);

  refuse (frame, text, NULL, NULL, QH_ERROR, QH_ERROR_FORMAT);
  refuse (frame, nameless, NULL, NULL, QH_ERROR, QH_ERROR_FORMAT);
  refuse (frame, lost, NULL, NULL, QH_ERROR, QH_ERROR_PLACE);
  g_mkdir (folder, 0555);
  refuse (frame, folder, NULL, NULL, QH_ERROR, QH_ERROR_PLACE);
  if (geteuid () != 0)
    refuse (frame, locked, NULL, NULL, QH_ERROR, QH_ERROR_PLACE);
  else if (chown (fixture->folder, 65534, 65534) == 0 && seteuid (65534) == 0)
    {
      refuse (frame, locked, NULL, NULL, QH_ERROR, QH_ERROR_PLACE);
      g_assert_cmpint (seteuid (0), ==, 0);
    }
  g_rmdir (folder);
  g_assert_cmpuint (count_files (fixture), ==, 0);
}

/* Every sheet of a workbook ends as it should. */
static gboolean
is_whole (const char *path)
{
  g_autofree char *quoted = g_shell_quote (path);
  g_autofree char *command = g_strdup_printf ("sh -c 'for n in 1 2 3; do unzip -p \"$1\" xl/worksheets/sheet$n.xml | tail -c 12; done' sh %s", quoted);
  g_autofree char *output = NULL;
  g_autoptr (GError) error = NULL;

  g_spawn_command_line_sync (command, &output, NULL, NULL, &error);
  g_assert_no_error (error);
  return g_str_equal (output, "</worksheet></worksheet></worksheet>");
}

/* Whatever room there is: the whole file, or what was there. */
static void
export_in_room (Fixture    *fixture,
                QhFrame    *frame,
                const char *path,
                rlim_t      room,
                gboolean   *fits)
{
  QhExportOptions options = { .path = path, .key = key };
  struct rlimit before, tight;
  g_autoptr (GError) error = NULL;
  g_autofree char *still = NULL;

  g_assert_true (g_file_set_contents (path, "lo que estaba", -1, NULL));
  getrlimit (RLIMIT_FSIZE, &before);
  tight = before;
  tight.rlim_cur = room;
  setrlimit (RLIMIT_FSIZE, &tight);
  *fits = qh_export (frame, NULL, &options, NULL, NULL, NULL, NULL, &error);
  setrlimit (RLIMIT_FSIZE, &before);
  g_assert_cmpuint (count_files (fixture), ==, 1);
  if (*fits)
    return;
  g_assert_error (error, QH_ERROR, QH_ERROR_FAILED);
  still = contents (path);
  g_assert_cmpstr (still, ==, "lo que estaba");
}

static void
test_no_room (Fixture      *fixture,
              gconstpointer data)
{
  static const char *const names[] = { "datos.csv", "datos.xlsx", "datos.sav", "datos.zsav", "datos.dta" };
  g_autofree char *unzip = g_find_program_in_path ("unzip");
  g_autoptr (QhFrame) frame = NULL;

  fill (fixture);
  frame = load (fixture, QH_KIND_ACTIVITY);
  signal (SIGXFSZ, SIG_IGN);
  for (guint n = 0; n < G_N_ELEMENTS (names); n++)
    {
      g_autofree char *path = g_build_filename (fixture->folder, names[n], NULL);
      gboolean fits = FALSE;
      rlim_t room = 100;

      for (; !fits; room += MAX (500, room / 20))
        export_in_room (fixture, frame, path, room, &fits);
      g_assert_cmpuint (room, >, n == 3 ? 2000 : 10000);
      g_assert_true (n != 1 || unzip == NULL || is_whole (path));
      g_unlink (path);
    }
}

static void
cancel_cb (guint64  done,
           guint64  total,
           gpointer user_data)
{
  g_cancellable_cancel (user_data);
}

static void
test_cancel (Fixture      *fixture,
             gconstpointer data)
{
  static const char *const names[] = { "datos.csv", "datos.xlsx" };
  g_autoptr (QhFrame) frame = NULL;

  fill (fixture);
  frame = load (fixture, QH_KIND_ACTIVITY);
  for (guint n = 0; n < G_N_ELEMENTS (names); n++)
    {
      g_autofree char *path = g_build_filename (fixture->folder, names[n], NULL);
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();

      refuse (frame, path, cancellable, cancel_cb, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_assert_cmpuint (count_files (fixture), ==, 0);
    }
}

typedef struct
{
  GThread *thread;
  guint steps;
  guint64 done;
  GAsyncResult *result;
} Watch;

static void
watch_cb (guint64  done,
          guint64  total,
          gpointer user_data)
{
  Watch *watch = user_data;

  g_assert_true (watch->thread == g_thread_self ());
  g_assert_cmpuint (done, <=, total);
  g_assert_cmpuint (done, >=, watch->done);
  watch->done = done;
  watch->steps++;
}

static void
done_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  Watch *watch = user_data;

  watch->result = g_object_ref (result);
}

static void
test_async (Fixture      *fixture,
            gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "datos.xlsx", NULL);
  QhExportOptions options = { .path = path };
  g_autoptr (QhFrame) frame = NULL;
  g_autoptr (GError) error = NULL;
  Watch watch = { .thread = g_thread_self () };
  QhExportReport report;

  fill (fixture);
  frame = load (fixture, QH_KIND_ACTIVITY);
  qh_export_async (frame, NULL, &options, watch_cb, &watch, NULL, done_cb, &watch);
  while (watch.result == NULL)
    g_main_context_iteration (NULL, TRUE);
  qh_export_finish (watch.result, &report, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report.written, ==, N_ACTIVITIES);
  g_assert_cmpuint (watch.steps, >, 0);
  g_object_unref (watch.result);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function) g_test_add ("/export/" name, Fixture, NULL, fixture_set_up, function, fixture_tear_down)
  ADD ("bad-places", test_bad_places);
  ADD ("no-room", test_no_room);
  ADD ("cancel", test_cancel);
  ADD ("async", test_async);
  return g_test_run ();
}
