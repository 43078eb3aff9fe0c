/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Workspaces of every earlier schema version open and are whole. */
#include <gio/gio.h>
#include <glib/gstdio.h>

#include "store/qh-case-index.h"
#include "store/qh-database.h"

static char *
unpack (guint version, const char *folder)
{
  g_autofree char *name = g_strdup_printf ("v%u.quehacer.gz", version);
  g_autofree char *packed = g_test_build_filename (G_TEST_DIST, "workspaces", name, NULL);
  char *path = g_build_filename (folder, "w.quehacer", NULL);
  g_autoptr (GFile) from = g_file_new_for_path (packed);
  g_autoptr (GFile) to = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  g_autoptr (GFileInputStream) bytes = g_file_read (from, NULL, &error);
  g_autoptr (GZlibDecompressor) decompressor
    = g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP);
  g_autoptr (GInputStream) input = NULL;
  g_autoptr (GFileOutputStream) output = NULL;

  g_assert_no_error (error);
  input = g_converter_input_stream_new (G_INPUT_STREAM (bytes), G_CONVERTER (decompressor));
  output = g_file_create (to, G_FILE_CREATE_NONE, NULL, &error);
  g_assert_no_error (error);
  g_output_stream_splice (
    G_OUTPUT_STREAM (output), input, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL, &error);
  g_assert_no_error (error);
  return path;
}

static gint64
count (const char *path, const char *table)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (QhDatabase) database = qh_database_open (path, SQLITE_OPEN_READWRITE, &error);
  g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM %s", table);

  g_assert_no_error (error);
  return qh_database_get_int (database, sql, -1);
}

/* The one passphrase of the first version becomes a user's, and stays the same. */
static void
assert_converted (const char *path, QhStore *store)
{
  g_autoptr (QhStoreInfo) info = qh_store_peek (path, NULL);
  g_autofree char *name = qh_store_dup_user_name (store);

  g_assert_cmpuint (g_strv_length (info->users), ==, 1);
  g_assert_cmpstr (info->users[0], ==, name);
  g_assert_cmpuint (qh_store_get_roles (store), ==, QH_ROLE_PRACTITIONER | QH_ROLE_ADMINISTRATOR);
  g_assert_true (qh_store_may_see_identities (store));
  g_assert_cmpint (count (path, "locks"), ==, 0);
  g_assert_cmpint (count (path, "wraps"), ==, 0);
  g_assert_cmpint (count (path, "users"), ==, 1);
  g_assert_cmpint (count (path, "key_wraps"), ==, 2);
}

static void
open_and_look (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (QhStore) store = qh_store_open (path, "practica", &error);
  g_autoptr (QhCaseIndex) index = NULL;
  g_autoptr (GArray) found = NULL;

  g_assert_no_error (error);
  g_assert_true (qh_store_is_practice (store));
  g_assert_cmpint (qh_store_count (store, QH_KIND_ACTIVITY), ==, 12);
  index = qh_case_index_build (store, NULL, &error);
  g_assert_no_error (error);
  found = qh_case_index_search (index, "PRA-", NULL, 0);
  g_assert_cmpuint (found->len, ==, 1);
  assert_converted (path, store);
}

static void
test_opens (gconstpointer data)
{
  g_autofree char *folder = g_dir_make_tmp ("quehacer-XXXXXX", NULL);
  g_autofree char *path = unpack (GPOINTER_TO_UINT (data), folder);
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  g_autofree char *memory = g_strconcat (path, "-shm", NULL);

  open_and_look (path);
  open_and_look (path);
  g_unlink (path);
  g_unlink (log);
  g_unlink (memory);
  g_rmdir (folder);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint version = 1; version < QH_SCHEMA_VERSION; version++)
    {
      g_autofree char *name = g_strdup_printf ("/versions/%u", version);

      g_test_add_data_func (name, GUINT_TO_POINTER (version), test_opens);
    }
  return g_test_run ();
}
