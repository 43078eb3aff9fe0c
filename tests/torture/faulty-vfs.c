/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "faulty-vfs.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>
#include <unistd.h>

#define SECTOR 512

typedef struct
{
  sqlite3_file base;
  char *path;      /* NULL of a file without a name */
  gboolean opened; /* for writing */
  sqlite3_file *real;
} FaultyFile;

/* One for the whole process, as SQLite's list of layers is. */
static struct
{
  GMutex lock;
  sqlite3_vfs vfs;
  sqlite3_vfs *real;
  guint counts[FAULTY_N_CALLS];
  gboolean failing;
  FaultyCall call;
  guint nth;
  FaultyError error;
  gboolean from_then_on;
  gboolean failed;
  GHashTable *durable; /* path → GByteArray: what a power cut leaves; NULL while not recording */
  guint cut_after;     /* so many writes, syncs and truncations, or 0 */
  guint n_steps;
  gboolean cut;
} layer;

static sqlite3_file *
get_real (sqlite3_file *file)
{
  return ((FaultyFile *)file)->real;
}

/* Counts a call. Returns the code with which it is to fail, or SQLITE_OK. */
static int
pass (FaultyCall call)
{
  static const int eio[FAULTY_N_CALLS]
    = { SQLITE_IOERR_WRITE, SQLITE_IOERR_FSYNC, SQLITE_IOERR_TRUNCATE, SQLITE_CANTOPEN };
  static const int full[FAULTY_N_CALLS]
    = { SQLITE_FULL, SQLITE_IOERR_FSYNC, SQLITE_FULL, SQLITE_CANTOPEN };
  gboolean fails;

  g_mutex_lock (&layer.lock);
  layer.counts[call]++;
  fails = layer.failing && call == layer.call
          && (layer.from_then_on ? layer.counts[call] >= layer.nth
                                 : layer.counts[call] == layer.nth);
  layer.failed |= fails;
  if (layer.durable != NULL && call != FAULTY_OPEN && layer.cut_after > 0
      && ++layer.n_steps > layer.cut_after)
    layer.cut = TRUE;
  g_mutex_unlock (&layer.lock);
  if (layer.cut)
    return SQLITE_IOERR;
  if (!fails)
    return SQLITE_OK;
  return layer.error == FAULTY_ENOSPC ? full[call] : eio[call];
}

/* What a file holds now. */
static GByteArray *
read_now (const char *path)
{
  char *data = NULL;
  gsize size = 0;

  if (!g_file_get_contents (path, &data, &size, NULL))
    return g_byte_array_new ();
  return g_byte_array_new_take ((guint8 *)data, size);
}

/* Takes what a file holds as what a power cut leaves of it. */
static void
make_durable (const char *path)
{
  if (path == NULL || layer.durable == NULL || layer.cut)
    return;
  g_mutex_lock (&layer.lock);
  g_hash_table_insert (layer.durable, g_strdup (path), read_now (path));
  g_mutex_unlock (&layer.lock);
}

/* Of a file */

static int
close_file (sqlite3_file *file)
{
  FaultyFile *self = (FaultyFile *)file;
  int code = self->real->pMethods != NULL ? self->real->pMethods->xClose (self->real) : SQLITE_OK;

  g_free (self->path);
  g_free (self->real);
  return code;
}

static int
read_file (sqlite3_file *file, void *data, int size, sqlite3_int64 offset)
{
  if (layer.cut)
    return SQLITE_IOERR_READ;
  return get_real (file)->pMethods->xRead (get_real (file), data, size, offset);
}

static int
write_file (sqlite3_file *file, const void *data, int size, sqlite3_int64 offset)
{
  int code = pass (FAULTY_WRITE);

  if (code == SQLITE_OK)
    return get_real (file)->pMethods->xWrite (get_real (file), data, size, offset);
  /* A disk that fills takes the beginning. */
  if (!layer.cut && layer.error == FAULTY_ENOSPC && size > SECTOR)
    get_real (file)->pMethods->xWrite (get_real (file), data, size / 2, offset);
  return code;
}

static int
truncate_file (sqlite3_file *file, sqlite3_int64 size)
{
  int code = pass (FAULTY_TRUNCATE);

  return code != SQLITE_OK ? code : get_real (file)->pMethods->xTruncate (get_real (file), size);
}

static int
sync_file (sqlite3_file *file, int flags)
{
  int code = pass (FAULTY_SYNC);

  if (code == SQLITE_OK)
    code = get_real (file)->pMethods->xSync (get_real (file), flags);
  if (code == SQLITE_OK)
    make_durable (((FaultyFile *)file)->path);
  return code;
}

static int
get_size (sqlite3_file *file, sqlite3_int64 *size)
{
  return get_real (file)->pMethods->xFileSize (get_real (file), size);
}

static int
lock_file (sqlite3_file *file, int level)
{
  return get_real (file)->pMethods->xLock (get_real (file), level);
}

static int
unlock_file (sqlite3_file *file, int level)
{
  return get_real (file)->pMethods->xUnlock (get_real (file), level);
}

static int
check_lock (sqlite3_file *file, int *reserved)
{
  return get_real (file)->pMethods->xCheckReservedLock (get_real (file), reserved);
}

static int
control_file (sqlite3_file *file, int what, void *argument)
{
  /* Room that is made in advance would be a write that nobody counted. */
  if (what == SQLITE_FCNTL_SIZE_HINT || what == SQLITE_FCNTL_CHUNK_SIZE)
    return SQLITE_OK;
  return get_real (file)->pMethods->xFileControl (get_real (file), what, argument);
}

static int
get_sector_size (sqlite3_file *file)
{
  return SECTOR;
}

static int
get_characteristics (sqlite3_file *file)
{
  return get_real (file)->pMethods->xDeviceCharacteristics (get_real (file))
         & ~(SQLITE_IOCAP_POWERSAFE_OVERWRITE | SQLITE_IOCAP_SAFE_APPEND | SQLITE_IOCAP_SEQUENTIAL);
}

static int
map_shm (sqlite3_file *file, int region, int size, int extend, void volatile **map)
{
  return get_real (file)->pMethods->xShmMap (get_real (file), region, size, extend, map);
}

static int
lock_shm (sqlite3_file *file, int offset, int n, int flags)
{
  return get_real (file)->pMethods->xShmLock (get_real (file), offset, n, flags);
}

static void
order_shm (sqlite3_file *file)
{
  get_real (file)->pMethods->xShmBarrier (get_real (file));
}

static int
unmap_shm (sqlite3_file *file, int delete)
{
  return get_real (file)->pMethods->xShmUnmap (get_real (file), delete);
}

static const sqlite3_io_methods methods = {
  2,          close_file,  read_file,    write_file,      truncate_file,       sync_file,
  get_size,   lock_file,   unlock_file,  check_lock,      control_file,        get_sector_size,
  get_characteristics, map_shm, lock_shm, order_shm, unmap_shm,
};

/* Of the layer */

static int
open_file (sqlite3_vfs *vfs, const char *path, sqlite3_file *file, int flags, int *out_flags)
{
  FaultyFile *self = (FaultyFile *)file;
  int code = pass (FAULTY_OPEN);

  self->base.pMethods = NULL;
  if (layer.cut)
    return SQLITE_CANTOPEN;
  if (code != SQLITE_OK)
    return code;
  self->real = g_malloc0 ((gsize)layer.real->szOsFile);
  code = layer.real->xOpen (layer.real, path, self->real, flags, out_flags);
  if (code != SQLITE_OK)
    {
      if (self->real->pMethods != NULL)
        self->real->pMethods->xClose (self->real);
      g_clear_pointer (&self->real, g_free);
      return code;
    }
  self->path = g_strdup (path);
  self->base.pMethods = &methods;
  if (path != NULL && layer.durable != NULL)
    {
      gboolean known;

      g_mutex_lock (&layer.lock);
      known = g_hash_table_contains (layer.durable, path);
      g_mutex_unlock (&layer.lock);
      if (!known)
        make_durable (path);
    }
  return SQLITE_OK;
}

static int
delete_file (sqlite3_vfs *vfs, const char *path, int sync)
{
  int code = layer.cut ? SQLITE_IOERR_DELETE : layer.real->xDelete (layer.real, path, sync);

  if (code == SQLITE_OK && layer.durable != NULL)
    {
      g_mutex_lock (&layer.lock);
      g_hash_table_remove (layer.durable, path);
      g_mutex_unlock (&layer.lock);
    }
  return code;
}

/**
 * faulty_vfs_register:
 *
 * From now on whatever opens a file with SQLite in this process goes through
 * this layer, which lets everything pass until it is told otherwise.
 */
void
faulty_vfs_register (void)
{
  layer.real = sqlite3_vfs_find (NULL);
  layer.vfs = *layer.real;
  layer.vfs.pNext = NULL;
  layer.vfs.zName = "faulty";
  layer.vfs.szOsFile = sizeof (FaultyFile);
  layer.vfs.xOpen = open_file;
  layer.vfs.xDelete = delete_file;
  g_assert_cmpint (sqlite3_vfs_register (&layer.vfs, 1), ==, SQLITE_OK);
}

/* Counts calls from 0 on. */
void
faulty_vfs_count (void)
{
  memset (layer.counts, 0, sizeof layer.counts);
}

guint
faulty_vfs_get_count (FaultyCall call)
{
  return layer.counts[call];
}

/**
 * faulty_vfs_fail:
 * @nth: from 1
 * @from_then_on: whether those after it fail too
 *
 * Counts from 0 on, and fails the @nth call.
 */
void
faulty_vfs_fail (FaultyCall call, guint nth, FaultyError error, gboolean from_then_on)
{
  faulty_vfs_count ();
  layer.call = call;
  layer.nth = nth;
  layer.error = error;
  layer.from_then_on = from_then_on;
  layer.failed = FALSE;
  layer.failing = TRUE;
}

/* Lets everything pass. Returns whether a call was failed. */
gboolean
faulty_vfs_disarm (void)
{
  layer.failing = FALSE;
  return layer.failed;
}

/**
 * faulty_vfs_record:
 * @cut_after: writes, syncs and truncations, or 0 for as many as come
 *
 * From now on remembers of each file what has been synced; after so many calls
 * the power is gone, and every further call fails without touching the disk.
 */
void
faulty_vfs_record (guint cut_after)
{
  layer.durable = g_hash_table_new_full (
    g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_byte_array_unref);
  layer.n_steps = 0;
  layer.cut_after = cut_after;
  layer.cut = FALSE;
}

gboolean
faulty_vfs_is_cut (void)
{
  return layer.cut;
}

static gboolean
sector_differs (const GByteArray *a, const GByteArray *b, guint start, guint end)
{
  if (a->len < end || b->len < end)
    return TRUE;
  return memcmp (a->data + start, b->data + start, end - start) != 0;
}

/* Each sector that was not synced is the old or the new one, and so is the length. */
static void
leave_some (GByteArray *now, const GByteArray *durable, GRand *rand, guint *kept, guint *dropped)
{
  guint likely = (guint)g_rand_int_range (rand, 0, 5); /* of 4: none, some, all stay */
  guint longest = MAX (now->len, durable->len);

  for (guint start = 0; start < longest; start += SECTOR)
    {
      guint end = MIN (start + SECTOR, longest);

      if (!sector_differs (now, durable, start, end))
        continue;
      if ((guint)g_rand_int_range (rand, 0, 4) < likely)
        {
          (*kept)++;
          continue;
        }
      (*dropped)++;
      if (now->len < end && durable->len > now->len)
        {
          guint was = now->len;

          g_byte_array_set_size (now, end);
          memset (now->data + was, 0, end - was);
        }
      /* A file that grew has nothing yet in a sector that did not arrive. */
      for (guint i = start; i < end && i < now->len; i++)
        now->data[i] = i < durable->len ? durable->data[i] : 0;
    }
  if (now->len > durable->len && (guint)g_rand_int_range (rand, 0, 4) >= likely)
    g_byte_array_set_size (
      now, durable->len + (guint)g_rand_int_range (rand, 0, (gint32)(now->len - durable->len + 1)));
}

/**
 * faulty_vfs_restore:
 * @kept: (inout): sectors that had not been synced and stayed
 * @dropped: (inout): those that did not
 *
 * Writes what the power cut left, once every connection is closed, and lets
 * everything pass again.
 */
void
faulty_vfs_restore (GRand *rand, guint *kept, guint *dropped)
{
  GHashTableIter iter;
  gpointer path, durable;

  g_hash_table_iter_init (&iter, layer.durable);
  while (g_hash_table_iter_next (&iter, &path, &durable))
    {
      g_autoptr (GByteArray) now = read_now (path);
      g_autoptr (GError) error = NULL;

      if (!g_file_test (path, G_FILE_TEST_EXISTS))
        continue;
      leave_some (now, durable, rand, kept, dropped);
      g_file_set_contents_full (
        path, (const char *)now->data, now->len, G_FILE_SET_CONTENTS_NONE, 0600, &error);
      g_assert_no_error (error);
    }
  g_clear_pointer (&layer.durable, g_hash_table_unref);
  layer.cut = FALSE;
}
