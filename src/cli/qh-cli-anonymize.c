/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "cli/qh-cli-research.h"
#include "research/qh-anonymize-csv.h"

typedef struct
{
  QhCli *cli;
  const QhAnonymization *result;
  const char *path;
} Printing;

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
      || !qh_cli_get_real (cli, "suppress", 0, 0, 1, &goal->suppress, error))
    return FALSE;
  goal->k = (guint)k;
  goal->l_distinct = (guint)l;
  goal->l_recursive = (guint)recursive;
  goal->most_evaluated = (guint)most;
  return TRUE;
}

/* JSON */

static void
add_levels (JsonBuilder *builder, const QhAnonymization *result, const QhNode *node)
{
  json_builder_set_member_name (builder, "levels");
  json_builder_begin_object (builder);
  for (guint i = 0; i < result->hierarchies->len; i++)
    qh_cli_json_count (builder, ((const QhHierarchy *)g_ptr_array_index (result->hierarchies, i))->name, node->levels[i]);
  json_builder_end_object (builder);
}

static void
add_steps (JsonBuilder *builder, const QhAnonymization *result)
{
  json_builder_set_member_name (builder, "steps");
  json_builder_begin_array (builder);
  for (guint i = 0; i < result->steps->len; i++)
    {
      const QhAnonymizeStep *step = g_ptr_array_index (result->steps, i);

      json_builder_begin_object (builder);
      qh_cli_json_text (builder, "variable", step->name);
      qh_cli_json_count (builder, "level", step->level);
      qh_cli_json_count (builder, "levels", step->n_levels);
      qh_cli_json_count (builder, "values_before", step->values_before);
      qh_cli_json_count (builder, "values_after", step->values_after);
      qh_cli_json_real (builder, "loss", step->loss);
      qh_cli_json_count (builder, "k_if_exact", step->k_if_exact);
      qh_cli_json_real (builder, "average_risk_if_exact", step->average_if_exact);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_alternatives (JsonBuilder *builder, const QhAnonymization *result)
{
  json_builder_set_member_name (builder, "alternatives");
  json_builder_begin_array (builder);
  for (guint i = 1; i < result->search->best->len; i++)
    {
      const QhNode *node = g_ptr_array_index (result->search->best, i);

      json_builder_begin_object (builder);
      add_levels (builder, result, node);
      qh_cli_json_real (builder, "loss", node->loss);
      qh_cli_json_count (builder, "suppressed", node->suppressed);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static gboolean
print_json (const Printing *self, GError **error)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  const QhAnonymization *result = self->result;
  const QhNode *node = qh_anonymization_get_node (result);
  gboolean secrets = result->secrets->len > 0;

  json_builder_begin_object (builder);
  qh_cli_json_risk (builder, &result->after, secrets ? &result->diversity_after : NULL);
  json_builder_set_member_name (builder, "before");
  json_builder_begin_object (builder);
  qh_cli_json_risk (builder, &result->before, secrets ? &result->diversity_before : NULL);
  json_builder_end_object (builder);
  qh_cli_json_count (builder, "suppressed", result->n_records - result->n_kept);
  qh_cli_json_count (builder, "blank_cells", result->n_blank_cells);
  qh_cli_json_text (builder, "loss_metric", "normalised certainty penalty");
  qh_cli_json_real (builder, "loss", result->loss);
  add_levels (builder, result, node);
  add_steps (builder, result);
  add_alternatives (builder, result);
  qh_cli_json_count (builder, "nodes", result->search->n_nodes);
  qh_cli_json_count (builder, "evaluated", result->search->n_evaluated);
  json_builder_set_member_name (builder, "proven");
  json_builder_add_boolean_value (builder, result->search->proven);
  qh_cli_json_text (builder, "output", self->path);
  json_builder_end_object (builder);
  return qh_cli_print_json (builder, error);
}

/* Rows */

static void
print_row (const Printing *self, QhCliOutput *output, const char *name, const char *label, double before, double after)
{
  g_autofree char *first = qh_cli_make_figure (self->cli, before);
  g_autofree char *second = qh_cli_make_figure (self->cli, after);

  qh_cli_output_row (output, (const char *const[]){ name, label, first, second });
}

static void
print_steps (const Printing *self, QhCliOutput *output)
{
  for (guint i = 0; i < self->result->steps->len; i++)
    {
      const QhAnonymizeStep *step = g_ptr_array_index (self->result->steps, i);
      g_autofree char *values = g_strconcat ("values:", step->name, NULL);
      g_autofree char *values_label = g_strdup_printf (_ ("Values of “%s”"), step->name);
      g_autofree char *loss = g_strconcat ("loss:", step->name, NULL);
      g_autofree char *loss_label = g_strdup_printf (_ ("Information lost of “%s”"), step->name);
      g_autofree char *gain = g_strconcat ("average_risk_if_exact:", step->name, NULL);
      g_autofree char *gain_label = g_strdup_printf (_ ("Average risk if “%s” stayed exact"), step->name);

      print_row (self, output, values, values_label, step->values_before, step->values_after);
      if (step->level == 0)
        continue;
      print_row (self, output, loss, loss_label, 0, step->loss);
      print_row (self, output, gain, gain_label, step->average_if_exact, self->result->after.average_risk);
    }
}

static gboolean
print_rows (const Printing *self, GError **error)
{
  const QhRisk *before = &self->result->before, *after = &self->result->after;
  const QhDiversity *first = &self->result->diversity_before, *second = &self->result->diversity_after;
  const QhCliColumn columns[] = {
    { "measure", _ ("Measure"), FALSE },
    { "label", _ ("Risk of re-identification"), FALSE },
    { "before", _ ("Before"), TRUE },
    { "after", _ ("Now"), TRUE },
  };
  g_autoptr (QhCliOutput) output = qh_cli_output_new (self->cli, columns, G_N_ELEMENTS (columns));

  print_row (self, output, "records", _ ("Records"), before->records, after->records);
  print_row (self, output, "classes", _ ("Classes"), before->classes, after->classes);
  print_row (self, output, "k", _ ("k (smallest class)"), before->k, after->k);
  print_row (self, output, "uniques", _ ("Uniques"), before->uniques, after->uniques);
  print_row (self, output, "average_risk", _ ("Average risk"), before->average_risk, after->average_risk);
  print_row (self, output, "highest_risk", _ ("Highest risk"), before->highest_risk, after->highest_risk);
  if (self->result->secrets->len > 0)
    {
      print_row (self, output, "l_distinct", _ ("l, distinct"), first->l_distinct, second->l_distinct);
      print_row (self, output, "l_entropy", _ ("l, entropy"), first->l_entropy, second->l_entropy);
      print_row (self, output, "l_recursive", _ ("l, recursive"), first->l_recursive, second->l_recursive);
      print_row (self, output, "t", _ ("t"), first->t, second->t);
    }
  print_row (self, output, "loss", _ ("Information lost (normalised certainty penalty)"), 0, self->result->loss);
  print_steps (self, output);
  return qh_cli_output_close (output, error);
}

static char *
name_levels (const QhAnonymization *result, const QhNode *node)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < result->hierarchies->len; i++)
    g_string_append_printf (text, "%s%s %u", i > 0 ? ", " : "", ((const QhHierarchy *)g_ptr_array_index (result->hierarchies, i))->name, node->levels[i]);
  return g_string_free (text, FALSE);
}

/* What is said besides, for people. */
static void
tell (const Printing *self)
{
  const QhSearch *search = self->result->search;

  for (guint i = 0; i < search->best->len; i++)
    {
      const QhNode *node = g_ptr_array_index (search->best, i);
      g_autofree char *levels = name_levels (self->result, node);

      qh_cli_note (i == 0 ? _ ("Levels: %s (lost %.4g, left out %u)") : _ ("Also possible: %s (lost %.4g, left out %u)"),
                   levels, node->loss, node->suppressed);
    }
  if (search->n_nodes == 1)
    qh_cli_note (_ ("There is no other way."));
  else if (search->proven)
    qh_cli_note (_ ("No other of the %" PRIu64 " ways loses less; %u were counted out."), search->n_nodes, search->n_evaluated);
  else
    qh_cli_note (_ ("Of %" PRIu64 " ways %u were counted out; it is not proven that none loses less."), search->n_nodes, search->n_evaluated);
  if (self->result->n_blank_cells > 0)
    qh_cli_note (ngettext ("%u cell was left blank.", "%u cells were left blank.", self->result->n_blank_cells), self->result->n_blank_cells);
  qh_cli_note (g_str_has_suffix (self->path, ".csv") ? _ ("%u rows written to “%s”, read back and counted.") : _ ("%u rows written to “%s”."),
               self->result->n_kept, self->path);
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
  if (cli->format == QH_CLI_TEXT)
    tell (&(Printing){ cli, result, path });
  return cli->format == QH_CLI_JSON ? print_json (&(Printing){ cli, result, path }, error)
                                    : print_rows (&(Printing){ cli, result, path }, error);
}

static const GOptionEntry entries[] = {
  QH_CLI_OPTION ("quasi", N_ ("The quasi-identifiers: by what somebody might be known"), N_ ("A,B,C")),
  QH_CLI_OPTION ("sensitive", N_ ("What must not be told of anybody"), N_ ("D,E")),
  QH_CLI_OPTION ("k", N_ ("The least number of records that are alike; 5 unless given"), N_ ("NUMBER")),
  QH_CLI_OPTION ("suppress", N_ ("Which part of the records may be left out, such as 0.05; none unless given"), N_ ("NUMBER")),
  QH_CLI_FLAG ("blank-cells", N_ ("Rather leave cells blank than records out, where that makes enough alike")),
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
