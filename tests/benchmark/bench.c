/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "cli/qh-demo.h"

#define N_ROWS 1000000
#define SEED 1

/**
 * bench_path:
 *
 * Returns: (transfer full): the path of a file beside the benchmarks: on the
 *   disk of the build folder, where syncs count.
 */
char *
bench_path (const char *name)
{
  const char *folder = g_getenv ("QUEHACER_BENCHMARK_FOLDER");

  folder = folder != NULL ? folder : ".";
  g_mkdir_with_parents (folder, 0755);
  return g_build_filename (folder, name, NULL);
}

/**
 * bench_n_rows:
 *
 * Returns: 1,000,000, or what QUEHACER_BENCHMARK_ROWS says.
 */
guint
bench_n_rows (void)
{
  const char *rows = g_getenv ("QUEHACER_BENCHMARK_ROWS");

  return rows != NULL ? (guint) strtoul (rows, NULL, 10) : N_ROWS;
}

static QhStore *
make_store (const char *path,
            guint       n_rows)
{
  g_autofree char *unready = g_strconcat (path, ".new", NULL);
  g_autoptr (GError) error = NULL;
  QhNewStore start;
  QhStore *store;

  printf ("# making a practice workspace of %u activities once: %s\n", n_rows, path);
  g_unlink (unready);
  qh_demo_start (&start);
  store = qh_store_create (unready, QH_DEMO_PASSPHRASE, &start, &error);
  g_assert_no_error (error);
  qh_demo_fill (store, n_rows, SEED, qh_day_from_ymd (2026, 6, 30), NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  qh_store_close (store);
  g_object_unref (store);
  g_assert_cmpint (g_rename (unready, path), ==, 0);
  return qh_store_open (path, QH_DEMO_PASSPHRASE, &error);
}

/**
 * bench_open_store:
 *
 * Returns: (transfer full): a practice workspace of that many activities, made
 *   once and kept.
 */
QhStore *
bench_open_store (guint n_rows)
{
  g_autofree char *name = g_strdup_printf ("benchmark-%u.quehacer", n_rows);
  g_autofree char *path = bench_path (name);
  g_autoptr (GError) error = NULL;
  QhStore *store;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return make_store (path, n_rows);
  store = qh_store_open (path, QH_DEMO_PASSPHRASE, &error);
  g_assert_no_error (error);
  return store;
}

QhFrame *
bench_load_frame (QhStore *store)
{
  g_autoptr (GError) error = NULL;
  QhFrame *frame = qh_frame_load (store, QH_KIND_ACTIVITY, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  return frame;
}

/**
 * bench_now:
 *
 * Returns: seconds of a clock that only goes forward.
 */
double
bench_now (void)
{
  struct timespec now;

  clock_gettime (CLOCK_MONOTONIC, &now);
  return (double) now.tv_sec + (double) now.tv_nsec / 1e9;
}

/**
 * bench_best_of:
 *
 * Returns: the seconds of the fastest of @times runs.
 */
double
bench_best_of (guint    times,
               BenchRun run,
               gpointer data)
{
  static volatile guint64 kept;
  double best = G_MAXDOUBLE;

  for (guint i = 0; i < times; i++)
    {
      double start = bench_now ();

      kept += run (data);
      best = MIN (best, bench_now () - start);
    }
  return best;
}

/**
 * bench_report:
 * @bare: the same by the barest means, in the same run
 * @most: what @ours may be of it
 *
 * Prints one figure as a ratio. Says PASS or short, and fails nothing.
 */
void
bench_report (const char *what,
              const char *unit,
              double      ours,
              double      bare,
              double      most)
{
  printf ("%-5s %s: %.4g %s beside %.4g: %.3f × (at most %.3f ×)\n", ours <= bare * most ? "PASS" : "short", what, ours, unit, bare,
           ours / bare, most);
}

/**
 * bench_report_limit:
 *
 * Prints one figure beside what it may be.
 */
void
bench_report_limit (const char *what,
                    const char *unit,
                    double      ours,
                    double      most)
{
  printf ("%-5s %s: %.4g %s (at most %.4g)\n", ours <= most ? "PASS" : "short", what, ours, unit, most);
}
