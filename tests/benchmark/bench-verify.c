/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Verifying a workspace, beside its bare parts one after the other: SQLite's
 * integrity_check, its foreign_key_check, one keyed hash over all of the log, and
 * opening every seal. */
#include <sqlite3.h>
#include <stdio.h>

#include "bench.h"
#include "store/qh-store-private.h"
#include "store/qh-verify.h"
#include "vault/qh-hash.h"
#include "vault/qh-seal.h"

#define N_TIMES 3

/* The tables with seals, and the kinds for which these were made. */
static const struct
{
  guint kind;
  const char *select;
} sealed[] = {
  { QH_KIND_WORKER, "SELECT id, sealed FROM workers WHERE sealed IS NOT NULL" },
  { QH_KIND_PERSON, "SELECT id, sealed FROM persons WHERE sealed IS NOT NULL" },
  { QH_KIND_CASE, "SELECT id, sealed FROM cases WHERE sealed IS NOT NULL" },
  { QH_KIND_CONSULTATION, "SELECT id, sealed FROM consultations WHERE sealed IS NOT NULL" },
  { QH_KIND_ACTIVITY, "SELECT id, sealed FROM activities WHERE sealed IS NOT NULL" },
  { QH_KIND_ACTION_ITEM, "SELECT id, sealed FROM action_items WHERE sealed IS NOT NULL" },
};

typedef struct
{
  QhStore *store;
  sqlite3 *db;
} Bench;

static void
run_to_end (sqlite3 *db, const char *sql)
{
  sqlite3_stmt *statement;

  g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL), ==, SQLITE_OK);
  while (sqlite3_step (statement) == SQLITE_ROW)
    ;
  g_assert_cmpint (sqlite3_finalize (statement), ==, SQLITE_OK);
}

static void
hash_rows (QhHash *hash, sqlite3 *db, const char *sql)
{
  sqlite3_stmt *statement;

  g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL), ==, SQLITE_OK);
  while (sqlite3_step (statement) == SQLITE_ROW)
    for (int i = 0; i < sqlite3_column_count (statement); i++)
      qh_hash_update (hash, sqlite3_column_blob (statement, i), (gsize)sqlite3_column_bytes (statement, i));
  g_assert_cmpint (sqlite3_finalize (statement), ==, SQLITE_OK);
}

static void
hash_log (Bench *self, QhKeyring *keyring)
{
  g_autoptr (QhHash) hash = qh_hash_new (keyring);
  guint8 result[QH_HASH_SIZE];

  hash_rows (hash, self->db, "SELECT * FROM changes ORDER BY sequence");
  hash_rows (hash, self->db, "SELECT body FROM change_entries ORDER BY id");
  qh_hash_finish (hash, result);
}

static guint64
open_seals (Bench *self, QhKeyring *keyring)
{
  static guint8 opened[1 << 16];
  guint64 n_opened = 0;

  for (guint i = 0; i < G_N_ELEMENTS (sealed); i++)
    {
      sqlite3_stmt *statement;

      g_assert_cmpint (sqlite3_prepare_v2 (self->db, sealed[i].select, -1, &statement, NULL), ==, SQLITE_OK);
      while (sqlite3_step (statement) == SQLITE_ROW)
        {
          gsize size = (gsize)sqlite3_column_bytes (statement, 1);

          g_assert_cmpuint (size, <=, sizeof opened);
          g_assert_cmpint (qh_unseal (keyring, sealed[i].kind, sqlite3_column_int64 (statement, 0),
                                      sqlite3_column_blob (statement, 1), size, opened, NULL),
                           >=, 0);
          n_opened++;
        }
      sqlite3_finalize (statement);
    }
  return n_opened;
}

static guint64
run_bare (gpointer data)
{
  Bench *self = data;
  g_autoptr (QhKeyring) keyring = qh_store_ref_keyring (self->store);
  double times[5];
  guint64 n_opened;

  times[0] = bench_now ();
  run_to_end (self->db, "PRAGMA integrity_check");
  times[1] = bench_now ();
  run_to_end (self->db, "PRAGMA foreign_key_check");
  times[2] = bench_now ();
  hash_log (self, keyring);
  times[3] = bench_now ();
  n_opened = open_seals (self, keyring);
  times[4] = bench_now ();
  printf ("# bare: integrity %.2f s, foreign keys %.2f s, log %.2f s, %" G_GUINT64_FORMAT " seals %.2f s\n",
          times[1] - times[0], times[2] - times[1], times[3] - times[2], n_opened, times[4] - times[3]);
  return n_opened;
}

static guint64
run_ours (gpointer data)
{
  Bench *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (QhVerifyReport) report = qh_store_verify (self->store, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (report->problems->len, ==, 0);
  return report->n_seals;
}

int
main (void)
{
  Bench bench = { .store = bench_open_store (bench_n_rows ()) };
  double ours = G_MAXDOUBLE, bare = G_MAXDOUBLE;

  g_assert_cmpint (sqlite3_open_v2 (qh_store_get_path (bench.store), &bench.db, SQLITE_OPEN_READONLY, NULL), ==, SQLITE_OK);
  for (guint i = 0; i < N_TIMES; i++)
    {
      bare = MIN (bare, bench_best_of (1, run_bare, &bench));
      ours = MIN (ours, bench_best_of (1, run_ours, &bench));
    }
  bench_report ("verify", "s", ours, bare, 1.2);
  sqlite3_close (bench.db);
  g_object_unref (bench.store);
  return 0;
}
