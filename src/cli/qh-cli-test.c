/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "cli/qh-cli-frame.h"
#include "frame/qh-table.h"
#include "stats/qh-crosstab.h"

#define CONFIDENCE 0.95

/* One test: what it prints from what was computed. */
typedef struct
{
  const char *name;
  const char *summary;
  gboolean square; /* only of 2×2 */
  gsize statistic; /* 0: none */
  gsize p;
} Test;

static const Test tests[] = {
  { "chi-square",
    N_ ("Pearson's chi-square: do two categories have to do with each other?"),
    FALSE,
    G_STRUCT_OFFSET (QhCrosstab, chi_square),
    G_STRUCT_OFFSET (QhCrosstab, p) },
  { "chi-square-corrected",
    N_ ("The same of two by two categories, with Yates's continuity correction"),
    TRUE,
    G_STRUCT_OFFSET (QhCrosstab, corrected),
    G_STRUCT_OFFSET (QhCrosstab, corrected_p) },
  { "likelihood-ratio",
    N_ ("The likelihood ratio (G²) in the place of chi-square"),
    FALSE,
    G_STRUCT_OFFSET (QhCrosstab, likelihood),
    G_STRUCT_OFFSET (QhCrosstab, likelihood_p) },
  { "fisher",
    N_ ("Fisher's exact test of two by two categories, for small counts"),
    TRUE,
    0,
    G_STRUCT_OFFSET (QhCrosstab, fisher_p) },
};

static double
get_figure (const QhCrosstab *crosstab, gsize offset)
{
  return *(const double *)((const char *)crosstab + offset);
}

static gboolean
list_tests (QhCli *cli, GError **error)
{
  const QhCliColumn columns[] = { { "test", _ ("Test"), FALSE }, { "label", _ ("What it asks"), FALSE } };
  g_autoptr (QhCliOutput) output = qh_cli_output_new (cli, columns, G_N_ELEMENTS (columns));

  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      const char *cells[] = { tests[i].name, _ (tests[i].summary) };

      qh_cli_output_row (output, cells);
    }
  return qh_cli_output_close (output, error);
}

/* The categories that say something: those of no answer are left out. */
static guint64 *
copy_counts (QhTable *table, guint *rows, guint *columns)
{
  guint64 *counts;

  *rows = table->n_rows - QH_FRAME_FIRST_CODE;
  *columns = table->n_columns - QH_FRAME_FIRST_CODE;
  counts = g_new0 (guint64, (gsize)*rows * *columns + 1);
  for (guint r = 0; r < *rows; r++)
    for (guint c = 0; c < *columns; c++)
      counts[(gsize)r * *columns + c]
        = qh_table_get_cell (table, r + QH_FRAME_FIRST_CODE, c + QH_FRAME_FIRST_CODE);
  return counts;
}

static char *
check_assumption (const Test *test, const QhCrosstab *crosstab)
{
  guint cells = crosstab->rows * crosstab->columns;

  if (test->statistic == 0)
    return g_strdup (_ ("None: the test is exact."));
  if (crosstab->n_small * 5 > cells || crosstab->smallest_expected < 1)
    return g_strdup_printf (
      _ ("Not met: %u of %u expected counts are below 5. Merge categories, or use Fisher's test."),
      crosstab->n_small,
      cells);
  return g_strdup_printf (
    _ ("Met: %u of %u expected counts are below 5."), crosstab->n_small, cells);
}

static char *
say_in_words (double p, const char *of, const char *by)
{
  if (p < 1 - CONFIDENCE)
    return g_strdup_printf (
      _ ("“%s” and “%s” have to do with each other: by chance alone so much difference would be "
         "rare."),
      of,
      by);
  return g_strdup_printf (
    _ ("Nothing shows here that “%s” and “%s” have to do with each other: chance alone may explain "
       "the difference."),
    of,
    by);
}

static void
print_figure (QhCli *cli, QhCliOutput *output, const char *name, const char *label, double value)
{
  g_autofree char *text = qh_cli_make_real (cli, value);
  const char *cells[] = { name, label, text };

  if (!isnan (value))
    qh_cli_output_row (output, cells);
}

static gboolean
print_result (QhCli *cli, const Test *test, QhTable *table, const QhCrosstab *crosstab, QhLanguage language, GError **error)
{
  const QhCliColumn columns[] = {
    { "measure", _ ("Measure"), FALSE },
    { "label", _ (test->summary), FALSE },
    { "value", _ ("Value"), TRUE },
  };
  g_autoptr (QhCliOutput) output = qh_cli_output_new (cli, columns, G_N_ELEMENTS (columns));
  g_autofree char *of = qh_variable_dup_label (table->rows, language);
  g_autofree char *by = qh_variable_dup_label (table->columns, language);
  g_autofree char *assumption = check_assumption (test, crosstab);
  g_autofree char *words = say_in_words (get_figure (crosstab, test->p), of, by);

  print_figure (cli, output, "n", _ ("n"), crosstab->n);
  if (test->statistic != 0)
    {
      print_figure (cli, output, "statistic", _ ("Statistic"), get_figure (crosstab, test->statistic));
      print_figure (cli, output, "df", _ ("Degrees of freedom"), crosstab->df);
    }
  print_figure (cli, output, "p", _ ("p"), get_figure (crosstab, test->p));
  print_figure (cli, output, "cramers_v", _ ("Cramér's V"), crosstab->cramers_v);
  print_figure (cli, output, "phi", _ ("Phi"), crosstab->phi);
  print_figure (cli, output, "odds_ratio", _ ("Odds ratio"), crosstab->odds_ratio);
  print_figure (cli, output, "odds_low", _ ("Odds ratio interval (95 %), from"), crosstab->odds_low);
  print_figure (cli, output, "odds_high", _ ("Odds ratio interval (95 %), to"), crosstab->odds_high);
  print_figure (cli, output, "smallest_expected", _ ("Smallest expected count"), crosstab->smallest_expected);
  if (cli->format == QH_CLI_TEXT)
    {
      if (!qh_cli_output_close (output, error))
        return FALSE;
      g_print ("\n%s: %s\n%s\n", _ ("Assumption"), assumption, words);
      return TRUE;
    }
  qh_cli_output_row (output, (const char *const[]){ "assumption", _ ("Assumption"), assumption });
  qh_cli_output_row (output, (const char *const[]){ "words", _ ("In words"), words });
  return qh_cli_output_close (output, error);
}

static const Test *
find_test (const char *name, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    if (g_str_equal (tests[i].name, name))
      return &tests[i];
  g_set_error (error,
               QH_ERROR,
               QH_ERROR_CODE,
               _ ("There is no test “%s”. “quehacer test WORKSPACE list” shows their names."),
               name);
  return NULL;
}

static QhTable *
count_two (QhFrame *frame, const char *of, const char *by, const guint8 *mask, GError **error)
{
  g_autoptr (QhTable) table = qh_table_new (frame, of, by, mask, QH_MEASURE_COUNT, error);

  if (table == NULL)
    return NULL;
  if (table->rows->level == QH_LEVEL_ROW && table->columns->level == QH_LEVEL_ROW)
    return g_steal_pointer (&table);
  g_set_error (error,
               QH_ERROR,
               QH_ERROR_CODE,
               _ ("“%s” has several answers a row, and a test needs one. Choose another variable."),
               table->rows->level == QH_LEVEL_ROW ? by : of);
  return NULL;
}

static gboolean
run (QhCli *cli, GError **error)
{
  const char *of = qh_cli_get (cli, "of"), *by = qh_cli_get (cli, "by");
  const Test *test;
  guint kind = qh_cli_read_kind (cli, "unit", error), rows, columns;
  g_auto (QhCliSource) source = { 0 };
  g_autoptr (QhTable) table = NULL;
  g_autofree guint64 *counts = NULL;
  QhCrosstab crosstab;

  if (kind == 0)
    return FALSE;
  if (g_str_equal (cli->arguments[1], "list"))
    return list_tests (cli, error);
  test = find_test (cli->arguments[1], error);
  if (test == NULL)
    return FALSE;
  if (of == NULL || by == NULL)
    {
      g_set_error_literal (error,
                           QH_ERROR,
                           QH_ERROR_REQUIRED,
                           _ ("--of and --by are required: the two variables. See “quehacer test --help”."));
      return FALSE;
    }
  if (!qh_cli_source_open (cli, kind, &source, error))
    return FALSE;
  table = count_two (source.frame, of, by, source.mask, error);
  if (table == NULL)
    return FALSE;
  counts = copy_counts (table, &rows, &columns);
  if (!qh_crosstab_compute (counts, rows, columns, CONFIDENCE, &crosstab, error))
    return FALSE;
  if (test->square && isnan (crosstab.phi))
    {
      g_set_error (error,
                   QH_ERROR,
                   QH_ERROR_RANGE,
                   _ ("“%s” is for two by two categories, and here are %u by %u. Use chi-square, or choose rows with --where."),
                   test->name,
                   crosstab.rows,
                   crosstab.columns);
      return FALSE;
    }
  return print_result (cli, test, table, &crosstab, source.language, error);
}

static const GOptionEntry entries[] = {
  QH_CLI_OPTION ("of", N_ ("The variable to test"), N_ ("VARIABLE")),
  QH_CLI_OPTION ("by", N_ ("The variable to compare it by"), N_ ("VARIABLE")),
  QH_CLI_WHERE_OPTION,
  QH_CLI_OPTION ("unit", N_ ("What is counted: activities, cases or persons"), N_ ("KIND")),
  QH_CLI_CSV_OPTIONS,
  QH_CLI_PASSPHRASE_OPTION,
  QH_CLI_FORMAT_OPTION,
  QH_CLI_END,
};

const QhCliCommand qh_cli_test = {
  .name = "test",
  .arguments = N_ ("WORKSPACE|--from-csv FILE list|TEST --of VARIABLE --by VARIABLE"),
  .summary = N_ ("Test whether two variables have to do with each other"),
  .entries = entries,
  .least = 2,
  .most = 2,
  .describe = qh_cli_describe_variables,
  .run = run,
};
