/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "torture.h"

#include <glib/gstdio.h>
#include <string.h>

#include "exchange/qh-importer.h"
#include "store/qh-verify.h"

/**
 * torture_get_size:
 *
 * Returns: @in_long where the environment's QH_TORTURE is "long", else @in_short.
 */
guint
torture_get_size (guint in_short, guint in_long)
{
  return g_strcmp0 (g_getenv ("QH_TORTURE"), "long") == 0 ? in_long : in_short;
}

/**
 * torture_new_rand:
 *
 * Returns: numbers that are new in each run, or those of QH_TORTURE_SEED; the
 *   seed is printed, so that a failure can be had again.
 */
GRand *
torture_new_rand (void)
{
  const char *wanted = g_getenv ("QH_TORTURE_SEED");
  guint32 seed
    = wanted != NULL ? (guint32)g_ascii_strtoull (wanted, NULL, 10) : g_random_int ();

  torture_report ("QH_TORTURE_SEED=%u", seed);
  return g_rand_new_with_seed (seed);
}

/**
 * torture_report:
 *
 * Prints a line of figures, which the test's log keeps.
 */
void
torture_report (const char *format, ...)
{
  va_list arguments;
  g_autofree char *line = NULL;

  va_start (arguments, format);
  line = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_print ("# %s\n", line);
}

/* A new folder in the build folder: on a disk, where a sync counts. */
char *
torture_new_folder (void)
{
  g_autofree char *pattern
    = g_test_build_filename (G_TEST_BUILT, "torture-XXXXXX", NULL);

  g_assert_nonnull (g_mkdtemp (pattern));
  return g_steal_pointer (&pattern);
}

static void
empty_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *file = g_build_filename (folder, name, NULL);

      if (g_file_test (file, G_FILE_TEST_IS_DIR))
        empty_folder (file);
      else
        g_unlink (file);
    }
  g_rmdir (folder);
}

void
torture_remove_folder (char *folder)
{
  empty_folder (folder);
  g_free (folder);
}

/* A new workspace, closed. */
void
torture_make_template (const char *path)
{
  const QhNewStore start = { .unit = "Trabajo Social", .worker = "Amelia Muestra", .floor = TRUE };
  g_autoptr (GError) error = NULL;
  g_autoptr (QhStore) store = qh_store_create (path, FIXTURE_PASSPHRASE, &start, &error);

  g_assert_no_error (error);
}

void
torture_copy (const char *from, const char *to)
{
  g_autofree char *data = NULL;
  g_autoptr (GError) error = NULL;
  gsize size;

  g_file_get_contents (from, &data, &size, &error);
  g_assert_no_error (error);
  g_file_set_contents_full (
    to, data, (gssize)size, G_FILE_SET_CONTENTS_NONE, 0600, &error);
  g_assert_no_error (error);
}

/* Removes a workspace, and what stands beside it. */
void
torture_remove (const char *workspace)
{
  static const char *const beside[] = { "", "-wal", "-shm", "-journal", ".backup-copy" };
  g_autofree char *stem = g_strndup (workspace, strlen (workspace) - strlen (".quehacer"));
  g_autofree char *backups = g_strconcat (stem, ".backups", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (beside); i++)
    {
      g_autofree char *path = g_strconcat (workspace, beside[i], NULL);

      g_unlink (path);
    }
  empty_folder (backups);
}

/* Logs an activity and says whether that was acknowledged. */
gboolean
torture_put_activity (QhStore *store,
                      const char *note,
                      gint64 minutes,
                      gint64 *id,
                      GError **error)
{
  g_autoptr (QhChange) change = qh_change_new ();
  QhRecord *activity = fixture_new_activity (store);

  qh_record_set_text (activity, "note", note);
  qh_record_set_integer (activity, "minutes", minutes);
  qh_change_put (change, activity);
  if (!qh_store_apply (store, change, NULL, NULL, NULL, error))
    return FALSE;
  if (id != NULL)
    *id = activity->id;
  return TRUE;
}

/* Imports so many activities of a made-up table. */
gboolean
torture_import (QhStore *store, guint n, GError **error)
{
  static const char profile_text[]
    = "{\"id\": \"x\", \"name\": {\"es\": \"X\"}, \"kind\": \"activity\", \"fields\": ["
      "{\"field\": \"date\", \"column\": \"fecha\"}, {\"field\": \"type\", \"column\": \"tipo\"}, "
      "{\"field\": \"minutes\", \"column\": \"minutos\"}, {\"field\": \"note\", \"column\": \"nota\"}]}";
  GString *text = g_string_new ("fecha,tipo,minutos,nota\n");
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (QhCsvReader) table = NULL;
  g_autoptr (QhImportProfile) profile = NULL;
  g_autoptr (QhImporter) importer = NULL;

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "2026-09-%02u,AC010,30,importada %u\n", i % 30 + 1, i);
  bytes = g_string_free_to_bytes (text);
  table = qh_csv_reader_new_for_bytes (bytes, "tabla.csv", NULL, error);
  profile = qh_import_profile_new_from_json (profile_text, -1, "x.json", error);
  g_assert_true (table != NULL && profile != NULL);
  importer = qh_importer_new (store, table, profile);
  return qh_importer_plan (importer, NULL, NULL, NULL, error)
         && qh_importer_apply (importer, NULL, NULL, NULL, error);
}

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *)a, *(char *const *)b);
}

/* Every activity's note and minutes, a line each, in an order that no id decides. */
char *
torture_describe (QhStore *store)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) activities = qh_store_list_all (store, QH_KIND_ACTIVITY, &error);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);

  g_assert_no_error (error);
  for (guint i = 0; i < activities->len; i++)
    {
      const QhRecord *activity = g_ptr_array_index (activities, i);

      g_ptr_array_add (lines,
                       g_strdup_printf ("%s|%" G_GINT64_FORMAT,
                                        qh_record_get_text (activity, "note"),
                                        qh_record_get_integer (activity, "minutes")));
    }
  g_ptr_array_sort (lines, compare_lines);
  g_ptr_array_add (lines, NULL);
  return g_strjoinv ("\n", (char **)lines->pdata);
}

/* SQLite's structure, references, seals and the log's chain all hold. */
void
torture_assert_sound (QhStore *store)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (QhVerifyReport) report = qh_store_verify (store, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < report->problems->len; i++)
    g_test_message ("%s", (char *)g_ptr_array_index (report->problems, i));
  g_assert_cmpuint (report->problems->len, ==, 0);
}
