/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Logging one activity, checked, sealed, chained and committed, beside a bare
 * insert of one row on the same disk: FULL, one sync each. Then the undo of it,
 * beside logging it. */
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>

#include "bench.h"
#include "store/qh-undo.h"

#define N_TIMES 300

static int
compare (const void *a,
         const void *b)
{
  double first = *(const double *) a, second = *(const double *) b;

  return first < second ? -1 : first > second;
}

static double
median (double *values,
        guint   n)
{
  qsort (values, n, sizeof *values, compare);
  return values[n / 2];
}

static sqlite3 *
open_bare (const char *path)
{
  sqlite3 *db;

  g_unlink (path);
  sqlite3_open (path, &db);
  sqlite3_exec (db,
                "PRAGMA page_size = 8192; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
                "CREATE TABLE bare (id INTEGER PRIMARY KEY, date TEXT NOT NULL, start INTEGER, minutes INTEGER, worker INTEGER,"
                " \"case\" INTEGER, type INTEGER, \"function\" INTEGER, sealed BLOB) STRICT",
                NULL, NULL, NULL);
  return db;
}

static double
insert_bare (sqlite3      *db,
             sqlite3_stmt *statement,
             guint         i)
{
  static const guint8 sealed[96];
  double start = bench_now ();

  sqlite3_bind_int64 (statement, 1, (gint64) i + 1);
  sqlite3_bind_text (statement, 2, "2026-06-30", -1, SQLITE_STATIC);
  for (int c = 3; c <= 8; c++)
    sqlite3_bind_int64 (statement, c, (gint64) i * c);
  sqlite3_bind_blob (statement, 9, sealed, sizeof sealed, SQLITE_STATIC);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_DONE);
  sqlite3_reset (statement);
  return bench_now () - start;
}

static double
log_activity (QhStore        *store,
              const QhRecord *model)
{
  g_autoptr (QhChange) change = qh_change_new ();
  g_autoptr (GError) error = NULL;
  QhRecord *record = qh_record_copy (model);
  double start;

  record->id = 0;
  qh_record_set_text (record, "note", "Se acordó una nueva visita para la semana que viene.");
  start = bench_now ();
  qh_change_put (change, record);
  qh_store_apply (store, change, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  return bench_now () - start;
}

static double
undo (QhStore *store)
{
  g_autoptr (GError) error = NULL;
  double start = bench_now ();
  g_autoptr (QhLogChange) last = qh_store_find_undo (store, &error);

  g_assert_no_error (error);
  qh_store_take_back (store, last->sequence, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  return bench_now () - start;
}

static QhRecord *
make_model (QhStore *store)
{
  g_autoptr (GPtrArray) workers = qh_store_list_all (store, QH_KIND_WORKER, NULL);
  g_autoptr (QhCatalogues) catalogues = qh_store_ref_catalogues (store);
  QhRecord *record = qh_store_new_record (store, QH_KIND_ACTIVITY);

  qh_record_set_integer (record, "date", qh_day_from_ymd (2026, 6, 30));
  qh_record_set_integer (record, "start", 600);
  qh_record_set_integer (record, "minutes", 30);
  qh_record_set_integer (record, "worker", ((QhRecord *) g_ptr_array_index (workers, 0))->id);
  qh_record_set_integer (record, "type", qh_catalogues_find_code (catalogues, "activity_type", "AC010")->id);
  qh_record_set_integer (record, "function", qh_catalogues_find_code (catalogues, "function", "F01")->id);
  return record;
}

/* A copy, so that what is logged does not stay in the workspace of the others. */
static QhStore *
open_copy (const char *path)
{
  g_autoptr (QhStore) store = bench_open_store (bench_n_rows ());
  g_autoptr (GFile) source = g_file_new_for_path (qh_store_get_path (store));
  g_autoptr (GFile) copy = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;

  qh_store_close (store);
  g_file_copy (source, copy, G_FILE_COPY_OVERWRITE, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  return qh_store_open (path, "practica", &error);
}

int
main (void)
{
  g_autofree char *bare_path = bench_path ("bare.sqlite");
  g_autofree char *copy_path = bench_path ("log.quehacer");
  QhStore *store = open_copy (copy_path);
  g_autoptr (QhRecord) model = make_model (store);
  sqlite3 *db = open_bare (bare_path);
  sqlite3_stmt *statement;
  double ours[N_TIMES], bare[N_TIMES], undone[N_TIMES];

  sqlite3_prepare_v2 (db, "INSERT INTO bare VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)", -1, &statement, NULL);
  for (guint i = 0; i < N_TIMES; i++)
    {
      bare[i] = insert_bare (db, statement, i);
      ours[i] = log_activity (store, model);
      undone[i] = undo (store);
    }
  bench_report ("log one activity", "ms", median (ours, N_TIMES) * 1000, median (bare, N_TIMES) * 1000, 4);
  bench_report ("undo of one action", "ms", median (undone, N_TIMES) * 1000, median (ours, N_TIMES) * 1000, 2);
  sqlite3_finalize (statement);
  sqlite3_close (db);
  g_object_unref (store);
  bench_remove (bare_path);
  bench_remove (copy_path);
  return 0;
}
