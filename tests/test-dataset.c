/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A data set's folder: what is in it, that it is whole or not there. That other
 * programs read it: test-export-read-back.py. */
#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>

#include "exchange/qh-dataset.h"
#include "fixture.h"

#define N_ACTIVITIES 40

static const guint8 key[QH_HASH_SHORT_KEY_SIZE] = { 9 };

#define N_OBJECTED 2

/* Somebody who objects, with as many activities. */
static void
add_objection (Fixture *fixture)
{
  QhRecord *person = fixture_new_person (fixture->store, "Marina", "M", 1990);
  gint64 id;

  qh_record_set_integer (person, "objects", TRUE);
  id = fixture_put (fixture->store, person);
  for (guint i = 0; i < N_OBJECTED; i++)
    {
      QhRecord *activity = fixture_new_activity (fixture->store);
      QhRows *people = qh_rows_new (1, 1);

      people->cells[0] = id;
      qh_record_take_rows (activity, "people", people);
      fixture_put (fixture->store, activity);
    }
}

static QhFrame *
fill (Fixture *fixture)
{
  g_autoptr (QhChange) change = qh_change_new ();
  g_autoptr (GError) error = NULL;
  QhFrame *frame;

  for (guint i = 0; i < N_ACTIVITIES; i++)
    {
      QhRecord *activity = fixture_new_activity (fixture->store);

      qh_record_set_integer (activity, "minutes", i);
      if (i % 3 == 0)
        qh_record_set_missing (activity, "start", QH_MISSING_NOT_ASKED);
      qh_change_put (change, activity);
    }
  qh_store_apply (fixture->store, change, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  frame = qh_frame_load (fixture->store, QH_KIND_ACTIVITY, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  return frame;
}

static QhDatasetOptions
options_for (const char *folder)
{
  return (QhDatasetOptions) {
    .folder = folder,
    .formats = QH_DATASET_ALL,
    .language = QH_LANGUAGE_ES,
    .key = key,
    .user = "Rita",
    .words = { .name = "datos", .title = "Actividades", .version = "1" },
  };
}

static guint
count_names (const char *folder)
{
  g_autoptr (GDir) directory = g_dir_open (folder, 0, NULL);
  guint n = 0;

  g_assert_nonnull (directory);
  while (g_dir_read_name (directory) != NULL)
    n++;
  return n;
}

static JsonObject *
read_manifest (JsonParser *parser,
               const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "manifest.json", NULL);
  g_autoptr (GError) error = NULL;

  json_parser_load_from_file (parser, path, &error);
  g_assert_no_error (error);
  return json_node_get_object (json_parser_get_root (parser));
}

/* The manifest tells the truth of each file. */
static void
test_manifest (Fixture      *fixture,
               gconstpointer data)
{
  g_autofree char *folder = g_build_filename (fixture->folder, "conjunto", NULL);
  QhDatasetOptions options = options_for (folder);
  g_autoptr (QhFrame) frame = NULL;
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;
  QhExportReport report;
  JsonObject *manifest, *rows;
  JsonArray *files;

  add_objection (fixture);
  frame = fill (fixture);
  options.store = fixture->store;
  qh_dataset_write (frame, NULL, &options, &report, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  manifest = read_manifest (parser, folder);
  rows = json_object_get_object_member (manifest, "rows");
  g_assert_cmpint (json_object_get_int_member (rows, "selected"), ==, N_ACTIVITIES + N_OBJECTED);
  g_assert_cmpint (json_object_get_int_member (rows, "left_out"), ==, N_OBJECTED);
  g_assert_nonnull (json_object_get_string_member (rows, "left_out_why"));
  g_assert_cmpint (json_object_get_int_member (rows, "written"), ==, N_ACTIVITIES);
  g_assert_cmpstr (json_object_get_string_member (manifest, "user"), ==, "Rita");
  files = json_object_get_array_member (manifest, "files");
  g_assert_cmpuint (json_array_get_length (files) + 1, ==, count_names (folder));
  for (guint i = 0; i < json_array_get_length (files); i++)
    {
      JsonObject *file = json_array_get_object_element (files, i);
      g_autofree char *path = g_build_filename (folder, json_object_get_string_member (file, "name"), NULL);
      g_autofree char *bytes = NULL, *hash = NULL;
      gsize length;

      g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
      hash = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guint8 *) bytes, length);
      g_assert_cmpstr (json_object_get_string_member (file, "sha256"), ==, hash);
      g_assert_cmpint (json_object_get_int_member (file, "bytes"), ==, (gint64) length);
    }
}

/* The same key, the same bytes; another, another order. */
static void
test_same (Fixture      *fixture,
           gconstpointer data)
{
  g_autoptr (QhFrame) frame = fill (fixture);
  g_autofree char *csv[3] = { NULL };

  for (guint turn = 0; turn < 3; turn++)
    {
      g_autofree char *name = g_strdup_printf ("c%u", turn);
      g_autofree char *folder = g_build_filename (fixture->folder, name, NULL);
      g_autofree char *path = g_build_filename (folder, "datos.csv", NULL);
      QhDatasetOptions options = options_for (folder);
      g_autoptr (GError) error = NULL;
      QhExportReport report;

      options.formats = QH_DATASET_CSV;
      options.key = turn < 2 ? key : NULL;
      qh_dataset_write (frame, NULL, &options, &report, NULL, NULL, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (count_names (folder), ==, 3);
      g_assert_true (g_file_get_contents (path, &csv[turn], NULL, NULL));
    }
  g_assert_cmpstr (csv[0], ==, csv[1]);
  g_assert_cmpstr (csv[0], !=, csv[2]);
  for (guint turn = 0; turn < 3; turn++)
    g_clear_pointer (&csv[turn], g_free);
}

static void
cancel_cb (guint64  done,
           guint64  total,
           gpointer data)
{
  g_cancellable_cancel (data);
}

/* What is not whole is not there, and nothing is left beside it. */
static void
test_nothing_left (Fixture      *fixture,
                   gconstpointer data)
{
  g_autofree char *folder = g_build_filename (fixture->folder, "conjunto", NULL);
  const QhDatasetOptions options = options_for (folder);
  g_autoptr (QhFrame) frame = fill (fixture);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  guint before = count_names (fixture->folder);
  struct rlimit limit, all;
  QhExportReport report;

  g_assert_false (qh_dataset_write (frame, NULL, &options, &report, cancel_cb, cancellable, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (count_names (fixture->folder), ==, before);
  g_assert_cmpuint (report.written, ==, 0);
  g_clear_error (&error);
  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &all), ==, 0);
  for (rlim_t room = 500; room < 40000; room += 5000)
    {
      limit = (struct rlimit) { room, all.rlim_max };
      g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
      if (qh_dataset_write (frame, NULL, &options, &report, NULL, NULL, NULL, &error))
        break;
      g_assert_error (error, QH_ERROR, QH_ERROR_FAILED);
      g_assert_cmpuint (count_names (fixture->folder), ==, before);
      g_clear_error (&error);
    }
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &all), ==, 0);
}

static void
test_is_there (Fixture      *fixture,
               gconstpointer data)
{
  const QhDatasetOptions options = options_for (fixture->folder);
  g_autoptr (QhFrame) frame = fill (fixture);
  g_autoptr (GError) error = NULL;
  QhExportReport report;

  g_assert_false (qh_dataset_write (frame, NULL, &options, &report, NULL, NULL, NULL, &error));
  g_assert_error (error, QH_ERROR, QH_ERROR_PLACE);
}

static void
test_formats (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (qh_dataset_parse_formats (NULL, NULL), ==, QH_DATASET_ALL);
  g_assert_cmpuint (qh_dataset_parse_formats ("sav, dta", NULL), ==, QH_DATASET_SAV | QH_DATASET_DTA);
  g_assert_cmpuint (qh_dataset_parse_formats ("syntax", NULL), ==, QH_DATASET_SYNTAX | QH_DATASET_CSV);
  g_assert_cmpuint (qh_dataset_parse_formats ("sav,por", &error), ==, 0);
  g_assert_error (error, QH_ERROR, QH_ERROR_FORMAT);
  g_assert_nonnull (strstr (error->message, "por"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dataset/formats", test_formats);
#define ADD(name, function) g_test_add ("/dataset/" name, Fixture, NULL, fixture_set_up, function, fixture_tear_down)
  ADD ("manifest", test_manifest);
  ADD ("same", test_same);
  ADD ("nothing-left", test_nothing_left);
  ADD ("is-there", test_is_there);
  return g_test_run ();
}
