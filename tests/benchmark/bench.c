/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "cli/qh-demo.h"

#define N_ROWS 1000000
#define SEED 1
#define CASES_OF_CHANGE 10000

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
 * bench_remove:
 *
 * Removes a database and the files beside it.
 */
void
bench_remove (const char *path)
{
  static const char *const endings[] = { "", "-wal", "-shm" };

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *file = g_strconcat (path, endings[i], NULL);

      g_unlink (file);
    }
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

/* Fills a new workspace. */
typedef void (*Fill) (QhStore *store, guint n);

static void
fill_activities (QhStore *store,
                 guint    n)
{
  g_autoptr (GError) error = NULL;

  qh_demo_fill (store, n, SEED, qh_day_from_ymd (2026, 6, 30), NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
put_case (QhChange     *change,
          QhStore      *store,
          QhCatalogues *catalogues,
          gint64        worker,
          guint         i)
{
  static const char *const given[] = { "María", "José", "Guadalupe", "Juan", "Elena", "Óscar", "Ximena", "Raúl", "Inés" };
  static const char *const surnames[] = { "Hernández", "García", "Núñez", "Peña", "Ortiz", "Ibáñez", "Zúñiga" };
  QhRecord *person = qh_store_new_record (store, QH_KIND_PERSON);
  QhRecord *record = qh_store_new_record (store, QH_KIND_CASE);
  g_autofree char *folio = g_strdup_printf ("TS-%06u", i);
  QhRows *people = qh_rows_new (1, 2);

  person->id = qh_store_new_id (store);
  qh_record_set_text (person, "given_names", given[i % G_N_ELEMENTS (given)]);
  qh_record_set_text (person, "first_surname", surnames[i % G_N_ELEMENTS (surnames)]);
  qh_record_set_text (person, "second_surname", surnames[i / 7 % G_N_ELEMENTS (surnames)]);
  qh_record_set_integer (person, "sex", qh_catalogues_find_code (catalogues, "sex", i % 2 ? "M" : "H")->id);
  qh_change_put (change, person);
  qh_record_set_text (record, "folio", folio);
  qh_record_set_integer (record, "level", qh_catalogues_find_code (catalogues, "level", "N1")->id);
  qh_record_set_integer (record, "status", qh_catalogues_find_code (catalogues, "case_status", "S1")->id);
  qh_record_set_integer (record, "worker", worker);
  qh_record_set_integer (record, "opened", qh_day_from_ymd (2020, 1, 1) + (QhDay) (i % 2000));
  people->cells[0] = person->id;
  people->cells[1] = qh_catalogues_find_code (catalogues, "case_role", "TI")->id;
  qh_record_take_rows (record, "people", people);
  qh_change_put (change, record);
}

static void
fill_cases (QhStore *store,
            guint    n)
{
  g_autoptr (QhCatalogues) catalogues = qh_store_ref_catalogues (store);
  g_autoptr (GPtrArray) workers = qh_store_list_all (store, QH_KIND_WORKER, NULL);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < n;)
    {
      g_autoptr (QhChange) change = qh_change_new ();

      for (guint end = MIN (n, i + CASES_OF_CHANGE); i < end; i++)
        put_case (change, store, catalogues, ((QhRecord *) g_ptr_array_index (workers, 0))->id, i);
      qh_store_apply (store, change, NULL, NULL, NULL, &error);
      g_assert_no_error (error);
    }
}

/* Made under another name first, so that one that was broken off is not taken for whole. */
static void
make_store (const char       *path,
            const QhNewStore *start,
            const char       *passphrase,
            Fill              fill,
            guint             n)
{
  g_autofree char *unready = g_strconcat (path, ".new", NULL);
  g_autoptr (GError) error = NULL;
  QhStore *store;

  printf ("# making a workspace once: %s\n", path);
  g_unlink (unready);
  store = qh_store_create (unready, passphrase, start, &error);
  g_assert_no_error (error);
  fill (store, n);
  qh_store_close (store);
  g_object_unref (store);
  g_assert_cmpint (g_rename (unready, path), ==, 0);
}

static QhStore *
open_made (char             *name,
           const QhNewStore *start,
           const char       *passphrase,
           Fill              fill,
           guint             n)
{
  g_autofree char *path = bench_path (name);
  g_autoptr (GError) error = NULL;
  QhStore *store;

  g_free (name);
  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    make_store (path, start, passphrase, fill, n);
  store = qh_store_open (path, passphrase, &error);
  g_assert_no_error (error);
  return store;
}

static QhStore *
open_practice (char *name,
               Fill  fill,
               guint n)
{
  QhNewStore start;

  qh_demo_start (&start);
  return open_made (name, &start, QH_DEMO_PASSPHRASE, fill, n);
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
  return open_practice (g_strdup_printf ("benchmark-%u.quehacer", n_rows), fill_activities, n_rows);
}

/**
 * bench_open_cases:
 *
 * Returns: (transfer full): a practice workspace of that many cases with a
 *   person each, made once and kept.
 */
QhStore *
bench_open_cases (guint n_cases)
{
  return open_practice (g_strdup_printf ("benchmark-%u-cases.quehacer", n_cases), fill_cases, n_cases);
}

/**
 * bench_open_guarded:
 *
 * Returns: (transfer full): a workspace of that many cases with a person each,
 *   whose passphrase, %BENCH_PASSPHRASE, costs what a real one does; made once
 *   and kept.
 */
QhStore *
bench_open_guarded (guint n_cases)
{
  static const QhNewStore start = { .unit = "Trabajo Social", .worker = "Amelia Muestra" };

  return open_made (g_strdup_printf ("benchmark-%u-guarded.quehacer", n_cases), &start, BENCH_PASSPHRASE, fill_cases, n_cases);
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
 * bench_best_cpu_of:
 *
 * Returns: the same in seconds of the processor, for what neither waits nor has
 *   threads: what else the computer does at the time counts less.
 */
double
bench_best_cpu_of (guint    times,
                   BenchRun run,
                   gpointer data)
{
  static volatile guint64 kept;
  double best = G_MAXDOUBLE;

  for (guint i = 0; i < times; i++)
    {
      clock_t start = clock ();

      kept += run (data);
      best = MIN (best, (double) (clock () - start) / CLOCKS_PER_SEC);
    }
  return best;
}

/**
 * bench_run_apart:
 * @mib: (out): the most memory that it had
 *
 * Runs in a process of its own.
 *
 * Returns: the seconds of processor that it took, so that what else the machine does
 *   falls on nobody.
 */
double
bench_run_apart (BenchRun run,
                 gpointer data,
                 double  *mib)
{
  struct rusage usage;
  int status;
  pid_t child = fork ();

  if (child == 0)
    {
      run (data);
      _exit (0);
    }
  g_assert_cmpint (wait4 (child, &status, 0, &usage), ==, child);
  g_assert_cmpint (status, ==, 0);
  *mib = (double) usage.ru_maxrss / 1024;
  return (double) (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) + (double) (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
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
