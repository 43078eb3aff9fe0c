/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <math.h>

#include "cli/qh-cli-research.h"
#include "domain/qh-json.h"

/* What is printed, and of which rows. */
typedef struct
{
  QhCli *cli;
  const QhCliSource *source;
  const QhRiskQuestion *question;
  const QhRiskReport *report;
} Printing;

/* The rows of the frame that were asked about. */
static GArray *
list_rows (const QhCliSource *source)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint row = 0; row < qh_frame_get_n_rows (source->frame); row++)
    if (source->mask[row])
      g_array_append_val (rows, row);
  return rows;
}

/* Of a table the line of the file; of a workspace only the place among its rows. */
static guint
name_row (const QhCliSource *source, GArray *rows, guint record)
{
  guint row = g_array_index (rows, guint, record);

  if (source->csv == NULL)
    return row + 1;
  return qh_csv_reader_get_line (source->csv->table, g_array_index (source->csv->rows, guint, row));
}

static void
add_shares (JsonBuilder *builder, const QhRiskReport *report)
{
  json_builder_set_member_name (builder, "variables");
  json_builder_begin_array (builder);
  for (guint i = 0; i < report->shares->len; i++)
    {
      const QhRiskShare *share = g_ptr_array_index (report->shares, i);

      json_builder_begin_object (builder);
      qh_json_text (builder, "variable", share->name);
      qh_json_count (builder, "values", share->values);
      qh_json_count (builder, "uniques_without", share->uniques_without);
      qh_json_real (builder, "average_risk_without", share->average_without);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_secrets (JsonBuilder *builder, const QhRiskReport *report)
{
  json_builder_set_member_name (builder, "sensitive");
  json_builder_begin_array (builder);
  for (guint i = 0; i < report->secrets->len; i++)
    {
      const QhRiskSecret *secret = g_ptr_array_index (report->secrets, i);

      json_builder_begin_object (builder);
      qh_json_text (builder, "variable", secret->name);
      qh_json_text (builder, "distance", secret->ordered ? "ordered" : "equal");
      qh_cli_json_diversity (builder, &secret->diversity);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_riskiest (JsonBuilder *builder, const Printing *self)
{
  g_autoptr (GArray) rows = list_rows (self->source);

  json_builder_set_member_name (builder, self->source->csv != NULL ? "riskiest_lines" : "riskiest_rows");
  json_builder_begin_array (builder);
  for (guint i = 0; i < self->report->riskiest->len; i++)
    json_builder_add_int_value (builder, name_row (self->source, rows, g_array_index (self->report->riskiest, guint, i)));
  json_builder_end_array (builder);
}

static void
add_population (JsonBuilder *builder, const Printing *self)
{
  const QhPopulationRisk *population = &self->report->population;

  if (self->question->fraction <= 0)
    return;
  json_builder_set_member_name (builder, "population");
  json_builder_begin_object (builder);
  qh_json_real (builder, "sampling_fraction", self->question->fraction);
  qh_json_real (builder, "average_risk", population->average);
  qh_json_real (builder, "highest_risk", population->highest);
  qh_json_real (builder, "expected_identifications", population->expected);
  qh_json_real (builder, "expected_uniques", population->uniques);
  json_builder_end_object (builder);
}

static gboolean
print_json (const Printing *self, GError **error)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  QhDiversity diversity;
  gboolean secrets = qh_risk_report_get_diversity (self->report, &diversity);

  json_builder_begin_object (builder);
  qh_cli_json_risk (builder, &self->report->risk, secrets ? &diversity : NULL);
  qh_json_text (builder, "missing", self->question->missing == QH_RISK_MISSING_VALUE ? "value" : "wildcard");
  add_secrets (builder, self->report);
  add_shares (builder, self->report);
  add_riskiest (builder, self);
  add_population (builder, self);
  json_builder_end_object (builder);
  return qh_cli_print_json (builder, error);
}

static void
print_measure (const Printing *self, QhCliOutput *output, const char *name, const char *label, double value)
{
  g_autofree char *text = qh_cli_make_figure (self->cli, value);

  if (!isnan (value))
    qh_cli_output_row (output, (const char *const[]){ name, label, text });
}

static void
print_text (const Printing *self, QhCliOutput *output, const char *name, const char *label, const char *text)
{
  qh_cli_output_row (output, (const char *const[]){ name, label, text });
}

static void
print_measures (const Printing *self, QhCliOutput *output)
{
  const QhRisk *risk = &self->report->risk;
  const QhPopulationRisk *population = &self->report->population;
  QhDiversity diversity;

  print_measure (self, output, "records", _ ("Records"), risk->records);
  print_measure (self, output, "classes", _ ("Classes"), risk->classes > 0 ? risk->classes : NAN);
  print_measure (self, output, "k", _ ("k (smallest class)"), risk->k);
  print_measure (self, output, "uniques", _ ("Uniques"), risk->uniques);
  print_measure (self, output, "average_risk", _ ("Average risk"), risk->average_risk);
  print_measure (self, output, "highest_risk", _ ("Highest risk"), risk->highest_risk);
  if (qh_risk_report_get_diversity (self->report, &diversity))
    {
      print_measure (self, output, "l_distinct", _ ("l, distinct"), diversity.l_distinct);
      print_measure (self, output, "l_entropy", _ ("l, entropy"), diversity.l_entropy);
      print_measure (self, output, "l_recursive", _ ("l, recursive"), diversity.l_recursive);
      print_measure (self, output, "t", _ ("t"), diversity.t);
    }
  if (self->question->fraction > 0)
    {
      print_measure (self, output, "population_average_risk", _ ("Average risk in the population"), population->average);
      print_measure (self, output, "population_highest_risk", _ ("Highest risk in the population"), population->highest);
      print_measure (self, output, "expected_identifications", _ ("Records expected to be found"), population->expected);
      print_measure (self, output, "expected_uniques", _ ("Uniques expected in the population"), population->uniques);
    }
}

/* Most first: what the average risk would fall to without it. */
static int
compare_shares (gconstpointer a, gconstpointer b)
{
  const QhRiskShare *first = *(const QhRiskShare *const *)a, *second = *(const QhRiskShare *const *)b;

  return first->average_without < second->average_without ? -1 : first->average_without > second->average_without;
}

static void
print_shares (const Printing *self, QhCliOutput *output)
{
  g_autoptr (GPtrArray) shares = g_ptr_array_copy (self->report->shares, NULL, NULL);

  g_ptr_array_set_free_func (shares, NULL);
  g_ptr_array_sort (shares, compare_shares);
  for (guint i = 0; i < shares->len; i++)
    {
      const QhRiskShare *share = g_ptr_array_index (shares, i);
      g_autofree char *name = g_strconcat ("average_risk_without:", share->name, NULL);
      g_autofree char *label = g_strdup_printf (_ ("Average risk without “%s”"), share->name);

      print_measure (self, output, name, label, share->average_without);
    }
}

static void
print_riskiest (const Printing *self, QhCliOutput *output)
{
  g_autoptr (GArray) rows = list_rows (self->source);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < self->report->riskiest->len; i++)
    g_string_append_printf (text, "%s%u", i > 0 ? " " : "", name_row (self->source, rows, g_array_index (self->report->riskiest, guint, i)));
  if (self->source->csv != NULL)
    print_text (self, output, "riskiest_lines", _ ("Lines at the highest risk"), text->str);
  else
    print_text (self, output, "riskiest_rows", _ ("Rows at the highest risk"), text->str);
}

static gboolean
print_rows (const Printing *self, GError **error)
{
  const QhCliColumn columns[] = {
    { "measure", _ ("Measure"), FALSE },
    { "label", _ ("Risk of re-identification"), FALSE },
    { "value", _ ("Value"), TRUE },
  };
  g_autoptr (QhCliOutput) output = qh_cli_output_new (self->cli, columns, G_N_ELEMENTS (columns));

  print_measures (self, output);
  print_shares (self, output);
  print_riskiest (self, output);
  return qh_cli_output_close (output, error);
}

static gboolean
read_question (QhCli *cli, QhRiskQuestion *question, GError **error)
{
  const char *missing = qh_cli_get (cli, "missing");

  if (missing != NULL && !g_str_equal (missing, "value") && !g_str_equal (missing, "wildcard"))
    {
      g_set_error (error, QH_ERROR, QH_ERROR_CODE, _ ("--missing: there is no “%s”. Choose value or wildcard."), missing);
      return FALSE;
    }
  question->missing = g_strcmp0 (missing, "wildcard") == 0 ? QH_RISK_MISSING_WILDCARD : QH_RISK_MISSING_VALUE;
  question->shares = TRUE;
  return qh_cli_get_real (cli, "sampling-fraction", 0, 0, 1, &question->fraction, error)
         && qh_cli_get_real (cli, "c", QH_DIVERSITY_USUAL_C, 0, 1e9, &question->c, error);
}

static gboolean
run (QhCli *cli, GError **error)
{
  g_auto (QhCliSource) source = { 0 };
  g_auto (GStrv) quasi = NULL;
  g_auto (GStrv) sensitive = qh_cli_split (cli, "sensitive");
  g_autoptr (QhRiskReport) report = NULL;
  QhRiskQuestion question = { 0 };

  if (!read_question (cli, &question, error) || !qh_cli_source_open_either (cli, &source, error))
    return FALSE;
  quasi = qh_cli_choose_quasi (cli, &source);
  question.quasi = (const char *const *)quasi;
  question.sensitive = (const char *const *)sensitive;
  report = qh_risk_report_new (source.frame, source.mask, &question, error);
  if (report == NULL)
    return FALSE;
  if (cli->format == QH_CLI_JSON)
    return print_json (&(Printing){ cli, &source, &question, report }, error);
  return print_rows (&(Printing){ cli, &source, &question, report }, error);
}

static const GOptionEntry entries[] = {
  QH_CLI_OPTION ("quasi", N_ ("The quasi-identifiers: by what somebody might be known; of a workspace those that the dictionary marks"), N_ ("A,B,C")),
  QH_CLI_OPTION ("sensitive", N_ ("What must not be told of anybody"), N_ ("D,E")),
  QH_CLI_OPTION ("missing", N_ ("What a missing value is: a value of its own, or a wildcard for any"), N_ ("value|wildcard")),
  QH_CLI_OPTION ("c", N_ ("The c of recursive diversity; 2 unless given"), N_ ("NUMBER")),
  QH_CLI_OPTION ("sampling-fraction", N_ ("Which part of a population the records are, drawn at random"), N_ ("NUMBER")),
  QH_CLI_WHERE_OPTION,
  QH_CLI_CSV_OPTIONS,
  QH_CLI_OPTION ("unit", N_ ("What is counted: activities, cases or persons"), N_ ("KIND")),
  QH_CLI_PASSPHRASE_OPTION,
  QH_CLI_FORMAT_OPTION,
  QH_CLI_END,
};

const QhCliCommand qh_cli_risk = {
  .name = "risk",
  .arguments = N_ ("FILE.csv|WORKSPACE --quasi A,B,C"),
  .summary = N_ ("Tell the risk that somebody is found in a data set"),
  .entries = entries,
  .least = 1,
  .most = 1,
  .describe = qh_cli_describe_variables,
  .run = run,
};
