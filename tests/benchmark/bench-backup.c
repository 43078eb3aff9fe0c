/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A backup, beside its bare parts one after the other: SQLite's backup API into
 * a file, one pass of secretstream over it into another, down to the disk, and
 * that one read back from the disk and opened. */
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sodium.h>
#include <sqlite3.h>
#include <stdio.h>
#include <unistd.h>

#include "bench.h"
#include "store/qh-backup.h"

#define BLOCK 65536
#define SEALED (BLOCK + crypto_secretstream_xchacha20poly1305_ABYTES)
#define N_TIMES 3

typedef struct
{
  QhStore *store;
  char *copy;
  char *sealed;
  char *folder;
  guint8 key[crypto_secretstream_xchacha20poly1305_KEYBYTES];
  guint8 start[crypto_secretstream_xchacha20poly1305_HEADERBYTES];
} Bench;

static void
copy_bare (Bench *self)
{
  sqlite3 *from, *to;
  sqlite3_backup *backup;

  g_unlink (self->copy);
  g_assert_cmpint (sqlite3_open (qh_store_get_path (self->store), &from), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_open (self->copy, &to), ==, SQLITE_OK);
  backup = sqlite3_backup_init (to, "main", from, "main");
  g_assert_cmpint (sqlite3_backup_step (backup, -1), ==, SQLITE_DONE);
  sqlite3_backup_finish (backup);
  sqlite3_close (to);
  sqlite3_close (from);
}

static void
seal_bare (Bench *self)
{
  static guint8 plain[BLOCK], sealed[SEALED];
  crypto_secretstream_xchacha20poly1305_state state;
  int from = g_open (self->copy, O_RDONLY | O_CLOEXEC, 0);
  int to = g_open (self->sealed, O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0600);
  gssize n;

  crypto_secretstream_xchacha20poly1305_init_push (&state, self->start, self->key);
  while ((n = read (from, plain, BLOCK)) > 0)
    {
      crypto_secretstream_xchacha20poly1305_push (&state, sealed, NULL, plain, (gsize) n, NULL, 0, 0);
      g_assert_cmpint (write (to, sealed, SEALED - BLOCK + (gsize) n), >, 0);
    }
  g_assert_cmpint (fsync (to), ==, 0);
  posix_fadvise (to, 0, 0, POSIX_FADV_DONTNEED);
  close (to);
  close (from);
}

static void
read_bare (Bench *self)
{
  static guint8 plain[BLOCK], sealed[SEALED];
  crypto_secretstream_xchacha20poly1305_state state;
  int from = g_open (self->sealed, O_RDONLY | O_CLOEXEC, 0);
  gssize n;
  guint8 tag;

  crypto_secretstream_xchacha20poly1305_init_pull (&state, self->start, self->key);
  while ((n = read (from, sealed, SEALED)) > 0)
    g_assert_cmpint (crypto_secretstream_xchacha20poly1305_pull (&state, plain, NULL, &tag, sealed, (gsize) n, NULL, 0), ==, 0);
  close (from);
}

static guint64
run_bare (gpointer data)
{
  Bench *self = data;
  double times[4];

  times[0] = bench_now ();
  copy_bare (self);
  times[1] = bench_now ();
  seal_bare (self);
  times[2] = bench_now ();
  read_bare (self);
  times[3] = bench_now ();
  printf ("# bare: copy %.2f s, seal %.2f s, read back %.2f s\n", times[1] - times[0], times[2] - times[1], times[3] - times[2]);
  g_unlink (self->copy);
  g_unlink (self->sealed);
  return 0;
}

static guint64
run_ours (gpointer data)
{
  Bench *self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;

  qh_backup_make (self->store, QH_BACKUP_BY_HAND, self->folder, NULL, NULL, NULL, &path, &error);
  g_assert_no_error (error);
  return g_unlink (path) == 0;
}

int
main (void)
{
  Bench bench = { .store = bench_open_store (bench_n_rows ()),
                  .copy = bench_path ("bare.copy"),
                  .sealed = bench_path ("bare.sealed"),
                  .folder = bench_path ("backups") };
  double ours = G_MAXDOUBLE, bare = G_MAXDOUBLE;

  crypto_secretstream_xchacha20poly1305_keygen (bench.key);
  g_mkdir_with_parents (bench.folder, 0700);
  /* In turn, so that both meet the disk in the same mood. */
  for (guint i = 0; i < N_TIMES; i++)
    {
      bare = MIN (bare, bench_best_of (1, run_bare, &bench));
      ours = MIN (ours, bench_best_of (1, run_ours, &bench));
    }
  bench_report ("backup, read back and verified", "s", ours, bare, 1.2);
  g_object_unref (bench.store);
  g_free (bench.copy);
  g_free (bench.sealed);
  g_free (bench.folder);
  return 0;
}
