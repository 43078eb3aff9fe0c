/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "cli/qh-cli-research.h"
#include "research/qh-anonymize-csv.h"

/* Options */

static gboolean
read_files (QhCli *cli, GHashTable *files, GError **error)
{
  GPtrArray *texts = qh_cli_get_all (cli, "hierarchy");

  for (guint i = 0; texts != NULL && i < texts->len; i++)
    {
      char *name;
      const char *path;

      if (!qh_cli_split_pair ("hierarchy", g_ptr_array_index (texts, i), &name, &path, error))
        return FALSE;
      g_hash_table_insert (files, name, g_file_new_for_path (path));
    }
  return TRUE;
}

static gboolean
read_ends (QhCli *cli, const char *option, gboolean top, GHashTable *ends, GError **error)
{
  GPtrArray *texts = qh_cli_get_all (cli, option);

  for (guint i = 0; texts != NULL && i < texts->len; i++)
    {
      g_autofree char *name = NULL;
      const char *text;
      char *end;
      QhCodeEnds *both;
      double number;

      if (!qh_cli_split_pair (option, g_ptr_array_index (texts, i), &name, &text, error))
        return FALSE;
      number = g_ascii_strtod (text, &end);
      if (*end != '\0' || !isfinite (number))
        {
          g_set_error (error, QH_ERROR, QH_ERROR_RANGE, _ ("--%s: “%s” is not a number. Correct it."), option, text);
          return FALSE;
        }
      both = g_hash_table_lookup (ends, name);
      if (both == NULL)
        {
          both = g_new (QhCodeEnds, 1);
          *both = (QhCodeEnds){ -G_MAXDOUBLE, G_MAXDOUBLE };
          g_hash_table_insert (ends, g_strdup (name), both);
        }
      *(top ? &both->top : &both->bottom) = number;
    }
  return TRUE;
}

static gboolean
read_goal (QhCli *cli, QhGoal *goal, GError **error)
{
  gint64 k, l, recursive, most;

  if (!qh_cli_get_count (cli, "k", 5, 1, G_MAXINT32, &k, error) || !qh_cli_get_count (cli, "l", 0, 0, G_MAXINT32, &l, error)
      || !qh_cli_get_count (cli, "l-recursive", 0, 0, G_MAXINT32, &recursive, error)
      || !qh_cli_get_count (cli, "most-evaluated", 0, 0, G_MAXINT32, &most, error)
      || !qh_cli_get_real (cli, "l-entropy", 0, 0, 1e9, &goal->l_entropy, error)
      || !qh_cli_get_real (cli, "c", QH_DIVERSITY_USUAL_C, 0, 1e9, &goal->c, error)
      || !qh_cli_get_real (cli, "t", 2, 0, 2, &goal->t, error)
      || !qh_cli_get_real (cli, "suppress", 0, 0, 1, &goal->suppress, error) || !qh_cli_get_loss (cli, &goal->loss, error))
    return FALSE;
  goal->k = (guint)k;
  goal->l_distinct = (guint)l;
  goal->l_recursive = (guint)recursive;
  goal->most_evaluated = (guint)most;
  return TRUE;
}

/* A column that tells nearly every record apart, and stays. */
static void
warn_of_names (const QhCliSource *source, const QhAnonymization *result, GHashTable *replaced, const char *const *dropped)
{
  for (guint i = 0; i < source->csv->variables->len; i++)
    {
      const QhCsvVariable *variable = g_ptr_array_index (source->csv->variables, i);
      gboolean told_otherwise = g_hash_table_contains (replaced, variable->name);

      for (guint c = 0; c < result->codings->len; c++)
        told_otherwise |= g_str_equal (((const QhCoding *)g_ptr_array_index (result->codings, c))->name, variable->name);
      if (!told_otherwise && !g_strv_contains (dropped, variable->name) && result->n_records >= 10
          && variable->texts->len * 10 >= source->csv->rows->len * 9 && variable->measurement != QH_MEASUREMENT_DATE)
        qh_cli_note (_ ("“%s” has another value in nearly every row: by it anybody may be found. Leave it out with --drop."), variable->name);
    }
}

/* What is done to columns that are neither quasi-identifiers nor sensitive. */
static GHashTable *
treat (QhCli *cli, const QhCliSource *source, const QhAnonymizeRequest *request, const char *const *dropped, GError **error)
{
  g_autoptr (GStrvBuilder) taken = g_strv_builder_new ();
  g_auto (GStrv) names = NULL;

  g_strv_builder_addv (taken, (const char **)request->quasi);
  g_strv_builder_addv (taken, (const char **)request->sensitive);
  g_strv_builder_addv (taken, (const char **)dropped);
  names = g_strv_builder_end (taken);
  return qh_cli_read_treatments (cli, source, (const char *const *)names, error);
}

/* The file itself is not written over: it may be the only one with what is left out. */
static gboolean
check_output (QhCli *cli, const char *path, GError **error)
{
  GStatBuf from, to;

  if (path == NULL)
    {
      g_set_error_literal (error, QH_ERROR, QH_ERROR_REQUIRED, _ ("--output is required: the file to write."));
      return FALSE;
    }
  if (g_stat (cli->arguments[0], &from) != 0 || g_stat (path, &to) != 0 || from.st_dev != to.st_dev || from.st_ino != to.st_ino)
    return TRUE;
  g_set_error (error, QH_ERROR, QH_ERROR_PLACE, _ ("“%s” is the file that is read, and what is left out of it would be lost. Choose another name."), path);
  return FALSE;
}

static gboolean
check_csv (const char *path, GError **error)
{
  g_autofree char *folded = g_ascii_strdown (path, -1);

  /* What is no file at all is refused where it is written. */
  if (g_str_has_suffix (folded, ".csv") || (g_file_test (path, G_FILE_TEST_EXISTS) && !g_file_test (path, G_FILE_TEST_IS_REGULAR)))
    return TRUE;
  g_set_error (error, QH_ERROR, QH_ERROR_FORMAT, _ ("“%s” does not end in .csv, and of a table only a csv can be written. Correct its ending."), path);
  return FALSE;
}

/* What is dropped cannot be told less exactly as well. */
static gboolean
check_dropped (const char *const *dropped, const QhAnonymizeRequest *request, GError **error)
{
  for (guint i = 0; dropped[i] != NULL; i++)
    if (g_strv_contains (request->quasi, dropped[i]) || g_strv_contains (request->sensitive, dropped[i]))
      {
        g_set_error (error, QH_ERROR, QH_ERROR_CODE, _ ("--drop: “%s” is also a quasi-identifier or sensitive. Name it in one place."), dropped[i]);
        return FALSE;
      }
  return TRUE;
}

static gboolean
run (QhCli *cli, GError **error)
{
  const char *path = qh_cli_get (cli, "output");
  g_auto (QhCliSource) source = { 0 };
  g_auto (GStrv) quasi = qh_cli_split (cli, "quasi");
  g_auto (GStrv) sensitive = qh_cli_split (cli, "sensitive");
  g_auto (GStrv) dropped = qh_cli_split (cli, "drop");
  g_autoptr (GHashTable) files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  g_autoptr (GHashTable) ends = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  QhAnonymizeRequest request
    = { (const char *const *)quasi, (const char *const *)sensitive, files, ends, qh_cli_get (cli, "blank-cells") != NULL, { 0 } };
  g_autoptr (QhAnonymization) result = NULL;
  g_autoptr (GHashTable) replaced = NULL;

  if (!check_output (cli, path, error))
    return FALSE;
  if (!read_goal (cli, &request.goal, error) || !read_files (cli, files, error) || !read_ends (cli, "top", TRUE, ends, error)
      || !read_ends (cli, "bottom", FALSE, ends, error) || !qh_cli_source_open_either (cli, &source, error)
      || !qh_cli_leave_out_objectors (&source, error)
      || (source.csv != NULL && !check_csv (path, error))
      || !check_dropped ((const char *const *)dropped, &request, error))
    return FALSE;
  replaced = treat (cli, &source, &request, (const char *const *)dropped, error);
  result = replaced != NULL ? qh_anonymize (source.frame, source.mask, &request, NULL, error) : NULL;
  if (result == NULL)
    return FALSE;
  if (source.store != NULL ? !qh_cli_export_anonymous (&source, result, (const char *const *)dropped, path, error)
                           : !qh_anonymization_write_csv (result, source.csv, source.mask, replaced, (const char *const *)dropped, path, error))
    return FALSE;
  if (source.csv != NULL)
    warn_of_names (&source, result, replaced, (const char *const *)dropped);
  return qh_cli_print_anonymous (cli, result, path, error);
}

static const GOptionEntry entries[] = {
  QH_CLI_OPTION ("quasi", N_ ("The quasi-identifiers: by what somebody might be known"), N_ ("A,B,C")),
  QH_CLI_OPTION ("sensitive", N_ ("What must not be told of anybody"), N_ ("D,E")),
  QH_CLI_OPTION ("k", N_ ("The least number of records that are alike; 5 unless given"), N_ ("NUMBER")),
  QH_CLI_OPTION ("suppress", N_ ("Which part of the records may be left out, such as 0.05; none unless given"), N_ ("NUMBER")),
  QH_CLI_FLAG ("blank-cells", N_ ("Rather leave cells blank than records out, where that makes enough alike")),
  QH_CLI_LOSS_OPTION,
  QH_CLI_OPTION ("l", N_ ("The fewest different sensitive values in a class"), N_ ("NUMBER")),
  QH_CLI_OPTION ("l-entropy", N_ ("The least l by entropy"), N_ ("NUMBER")),
  QH_CLI_OPTION ("l-recursive", N_ ("The least l of recursive diversity, with --c"), N_ ("NUMBER")),
  QH_CLI_OPTION ("c", N_ ("The c of recursive diversity; 2 unless given"), N_ ("NUMBER")),
  QH_CLI_OPTION ("t", N_ ("The greatest distance of a class from the whole, 0 to 1"), N_ ("NUMBER")),
  QH_CLI_OPTION ("hierarchy", N_ ("How a variable is told less exactly: lines of a value and its name at each level"), N_ ("VARIABLE=FILE")),
  QH_CLI_OPTION ("top", N_ ("Tell all numbers from this one on as one"), N_ ("VARIABLE=NUMBER")),
  QH_CLI_OPTION ("bottom", N_ ("Tell all numbers below this one as one"), N_ ("VARIABLE=NUMBER")),
  QH_CLI_OPTION ("drop", N_ ("Columns to leave out, such as names"), N_ ("F,G")),
  QH_CLI_OPTION ("id", N_ ("The column that says whose row it is: told as a new number of this data set"), N_ ("COLUMN")),
  QH_CLI_OPTION ("key-file", N_ ("The secret of a study, so that its data sets have the same numbers; a new one unless given"), N_ ("FILE")),
  QH_CLI_OPTION ("shift-dates", N_ ("Move all dates of a person by the same secret days, at most so many"), N_ ("DAYS")),
  QH_CLI_OPTION ("coarsen", N_ ("Tell a date only by its month, quarter or year"), N_ ("COLUMN=PERIOD")),
  QH_CLI_OPTION ("microaggregate", N_ ("Tell the mean of the nearest K numbers in place of each"), N_ ("COLUMN=K")),
  QH_CLI_OPTION ("noise", N_ ("Add noise of such a part of the standard deviation"), N_ ("COLUMN=PART")),
  QH_CLI_OPTION ("output", N_ ("The file to write: a csv; of a workspace also .xlsx, .sav, .zsav or .dta"), N_ ("FILE")),
  QH_CLI_OPTION ("most-evaluated", N_ ("End the search after so many ways, unproven"), N_ ("NUMBER")),
  QH_CLI_WHERE_OPTION,
  QH_CLI_CSV_COLUMN_OPTIONS,
  QH_CLI_OPTION ("unit", N_ ("What is counted: activities, cases or persons"), N_ ("KIND")),
  QH_CLI_PASSPHRASE_OPTION,
  QH_CLI_FORMAT_OPTION,
  QH_CLI_END,
};

const QhCliCommand qh_cli_anonymize = {
  .name = "anonymize",
  .arguments = N_ ("FILE.csv|WORKSPACE --quasi A,B,C --k 5 --output FILE"),
  .summary = N_ ("Write a data set in which nobody stands alone"),
  .entries = entries,
  .least = 1,
  .most = 1,
  .run = run,
};
