/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A plain csv or workbook is read back before it takes its name: what differs leaves nothing. */
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "exchange/qh-export-sums.h"
#include "exchange/qh-labelled-files.h"
#include "fixture.h"

#define N_ACTIVITIES 12
#define AWKWARD "Dijo \"sí\", luego «no»\ny se fue"
#define FAR (1 << 20) /* behind all that is written */

static const guint8 key[QH_HASH_SHORT_KEY_SIZE] = { 7 };

/* With texts that need quotes, several answers, times, kinds of missing, and people served. */
static void
fill (Fixture *fixture)
{
  g_autoptr (QhChange) change = qh_change_new ();
  QhRecord *entry = qh_store_new_record (fixture->store, QH_KIND_ENTRY);
  g_autoptr (GError) error = NULL;
  gint64 awkward;

  qh_record_set_text (entry, "catalogue", "problem");
  qh_record_set_text (entry, "code", "RARO");
  qh_record_set_text (entry, "label_es", AWKWARD);
  awkward = fixture_put (fixture->store, entry);
  for (guint i = 0; i < N_ACTIVITIES; i++)
    {
      QhRecord *activity = fixture_new_activity (fixture->store);
      QhRows *problems = qh_rows_new (2, 1);

      qh_record_set_integer (activity, "start", 485 + 60 * (gint64)i);
      if (i % 3 == 0)
        qh_record_set_missing (activity, "minutes", QH_MISSING_REFUSED);
      else
        qh_record_set_integer (activity, "minutes", 10 * (gint64)i);
      problems->cells[0] = awkward;
      problems->cells[1] = fixture_code (fixture->store, "problem", i % 2 ? "P01" : "P02");
      qh_record_take_rows (activity, "problems", problems);
      qh_change_put (change, activity);
    }
  qh_store_apply (fixture->store, change, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

static QhFrame *
load (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  QhFrame *frame = qh_frame_load (fixture->store, QH_KIND_ACTIVITY, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  return frame;
}

/* Whether the csv at @path is what @plan would write. */
static gboolean
is_proven (const QhExportPlan *plan, const char *path)
{
  g_autoptr (GPtrArray) variables = qh_export_list_plain (plan);
  g_autofree QhColumnSum *sums = g_new0 (QhColumnSum, variables->len);
  QhLabelled plain = { .plan = plan, .variables = variables };

  qh_export_sum_columns (plan, sums);
  return qh_read_back_check (qh_read_back_csv, path, &plain, sums, plan->n_rows, NULL, NULL);
}

static void
put_back (const char *path, const char *bytes, gsize length)
{
  g_assert_true (g_file_set_contents_full (path, bytes, (gssize)length, G_FILE_SET_CONTENTS_NONE, 0666, NULL));
}

/* Cut anywhere, or with another digit, it is no longer what was written. */
static void
check_csv (Fixture *fixture, const QhExportOptions *options)
{
  g_autoptr (QhFrame) frame = load (fixture);
  g_autoptr (QhExportPlan) plan = qh_export_plan_new (frame, NULL, options);
  g_autofree char *bytes = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;
  char *row;

  qh_export (frame, NULL, options, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (is_proven (plan, options->path));
  g_assert_true (g_file_get_contents (options->path, &bytes, &length, NULL));
  for (gsize at = 0; at < length; at += 5)
    {
      g_unlink (options->path);
      put_back (options->path, bytes, at);
      g_assert_false (is_proven (plan, options->path));
    }
  row = strstr (bytes, "\r\n1,");
  for (char *at = row + 2; *at != ',' || at < row + 20; at++) /* the number, the date and the time */
    if (g_ascii_isdigit (*at))
      {
        char before = *at;

        *at = before == '9' ? '8' : before + 1;
        put_back (options->path, bytes, length);
        g_assert_false (is_proven (plan, options->path));
        *at = before;
      }
  put_back (options->path, bytes, length);
  g_assert_true (is_proven (plan, options->path));
}

static void
test_csv (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "x.csv", NULL);
  QhExportOptions options = { .path = path, .language = QH_LANGUAGE_ES, .key = key };
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);

  fill (fixture);
  check_csv (fixture, &options);
  options.byte_order_mark = TRUE;
  check_csv (fixture, &options);
  /* Names that need quotes, and codes. */
  g_hash_table_insert (names, (gpointer)"minutes", (gpointer)"minutos, \"netos\"");
  options = (QhExportOptions){ .path = path, .language = QH_LANGUAGE_ES, .answers = QH_EXPORT_CODES, .variable_names = TRUE, .names = names, .key = key };
  check_csv (fixture, &options);
}

/* What stands behind the rows of the file that is being written was not meant to. */
static void
spoil_cb (guint64 done, guint64 total, gpointer data)
{
  const char *folder = data;
  g_autoptr (GDir) names = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (names)) != NULL)
    if (g_str_has_prefix (name, ".x.csv."))
      {
        g_autofree char *path = g_build_filename (folder, name, NULL);

        g_assert_cmpint (truncate (path, FAR), ==, 0);
      }
}

static guint
count_files (const char *folder, const char *part)
{
  g_autoptr (GDir) names = g_dir_open (folder, 0, NULL);
  const char *name;
  guint n = 0;

  while ((name = g_dir_read_name (names)) != NULL)
    n += strstr (name, part) != NULL;
  return n;
}

/* It fails, nothing is left of it, and what was there stays. */
static void
test_nothing_is_left (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "x.csv", NULL);
  const QhExportOptions options = { .path = path, .language = QH_LANGUAGE_ES };
  g_autoptr (QhFrame) frame = NULL;
  g_autofree char *kept = NULL;
  g_autoptr (GError) error = NULL;

  fill (fixture);
  frame = load (fixture);
  g_assert_false (qh_export (frame, NULL, &options, NULL, spoil_cb, fixture->folder, NULL, &error));
  g_assert_error (error, QH_ERROR, QH_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, "does not read back"));
  g_assert_cmpuint (count_files (fixture->folder, "x.csv"), ==, 0);
  g_clear_error (&error);
  g_assert_true (g_file_set_contents (path, "of before", -1, NULL));
  g_assert_false (qh_export (frame, NULL, &options, NULL, spoil_cb, fixture->folder, NULL, NULL));
  g_assert_true (g_file_get_contents (path, &kept, NULL, NULL));
  g_assert_cmpstr (kept, ==, "of before");
  g_assert_cmpuint (count_files (fixture->folder, "x.csv"), ==, 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/export-proof/csv", Fixture, NULL, fixture_set_up, test_csv, fixture_tear_down);
  g_test_add ("/export-proof/nothing-is-left", Fixture, NULL, fixture_set_up, test_nothing_is_left, fixture_tear_down);
  return g_test_run ();
}
