/* SPDX-License-Identifier: GPL-3.0-or-later */

/* From a passphrase to what the first page shows, beside the key derivation alone
 * and one pass that reads and opens every name. The window paints the first page
 * before it indexes the names; that is timed for itself. */
#include <sqlite3.h>
#include <stdio.h>

#include "bench.h"
#include "store/qh-case-index.h"
#include "store/qh-store-keys.h"
#include "store/qh-store-lists.h"
#include "store/qh-store-private.h"
#include "vault/qh-seal.h"

#define N_CASES 50000
#define N_TIMES 7
#define PENDING 50

typedef struct
{
  char *path;
  QhKeyring *keyring;
  QhLock lock;
  double first_page; /* seconds, the least */
  double names;
} Bench;

static guint64
open_names (Bench *self, sqlite3 *db, guint kind, const char *sql)
{
  static guint8 opened[1 << 16];
  sqlite3_stmt *statement;
  guint64 n_opened = 0;

  g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL), ==, SQLITE_OK);
  while (sqlite3_step (statement) == SQLITE_ROW)
    {
      gsize size = (gsize)sqlite3_column_bytes (statement, 1);

      g_assert_cmpuint (size, <=, sizeof opened);
      g_assert_cmpint (qh_unseal (self->keyring, kind, sqlite3_column_int64 (statement, 0), sqlite3_column_blob (statement, 1),
                                  size, opened, NULL),
                       >=, 0);
      n_opened++;
    }
  sqlite3_finalize (statement);
  return n_opened;
}

static guint64
run_bare (gpointer data)
{
  Bench *self = data;
  double times[3];
  guint8 *key;
  guint64 n_opened;
  sqlite3 *db;

  times[0] = bench_now ();
  key = qh_lock_derive (&self->lock, BENCH_PASSPHRASE, NULL);
  g_assert_nonnull (key);
  times[1] = bench_now ();
  g_assert_cmpint (sqlite3_open_v2 (self->path, &db, SQLITE_OPEN_READONLY, NULL), ==, SQLITE_OK);
  n_opened = open_names (self, db, QH_KIND_PERSON, "SELECT id, sealed FROM persons WHERE sealed IS NOT NULL")
             + open_names (self, db, QH_KIND_CASE, "SELECT id, sealed FROM cases WHERE sealed IS NOT NULL");
  sqlite3_close (db);
  times[2] = bench_now ();
  printf ("# bare: derivation %.3f s, %" G_GUINT64_FORMAT " names %.3f s\n", times[1] - times[0], n_opened, times[2] - times[1]);
  qh_secret_free (key);
  return n_opened;
}

static void
run_ours (Bench *self)
{
  g_autoptr (GError) error = NULL;
  double start = bench_now ();
  g_autoptr (QhStore) store = qh_store_open (self->path, BENCH_PASSPHRASE, &error);
  g_autoptr (GPtrArray) day = NULL;
  g_autoptr (GPtrArray) pending = NULL;
  g_autoptr (QhCaseIndex) index = NULL;

  g_assert_no_error (error);
  day = qh_store_list_day (store, qh_day_today (), 0, &error);
  g_assert_no_error (error);
  pending = qh_store_list_pending (store, 0, PENDING, &error);
  g_assert_no_error (error);
  self->first_page = MIN (self->first_page, bench_now () - start);
  start = bench_now ();
  index = qh_case_index_build (store, NULL, &error);
  g_assert_no_error (error);
  self->names = MIN (self->names, bench_now () - start);
  qh_store_close (store);
}

int
main (void)
{
  g_autoptr (QhStore) store = bench_open_guarded (N_CASES);
  g_autoptr (QhKeyHolder) holder = qh_holder_read (store->writer, qh_store_get_user (store), NULL);
  Bench bench = { .path = g_strdup (qh_store_get_path (store)), .keyring = qh_store_ref_keyring (store), .lock = holder->lock, .first_page = G_MAXDOUBLE, .names = G_MAXDOUBLE };
  double bare = G_MAXDOUBLE;

  for (guint i = 0; i < N_TIMES; i++)
    {
      bare = MIN (bare, bench_best_of (1, run_bare, &bench));
      run_ours (&bench);
    }
  bench_report ("unlock to first page", "s", bench.first_page, bare, 1.25);
  printf ("# then %u cases and as many people indexed by name in %.2f s\n", N_CASES, bench.names);
  qh_keyring_unref (bench.keyring);
  g_free (bench.path);
  return 0;
}
