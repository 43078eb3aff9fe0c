/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "cli/qh-cli-frame.h"
#include "cli/qh-cli-result.h"
#include "cli/qh-cli-small.h"
#include "stats/qh-stats-test.h"

/* @offered: those to list, or NULL for all. */
static gboolean
list_tests (QhCli *cli, const GPtrArray *offered, GError **error)
{
  const QhCliColumn columns[] = { { "test", _ ("Test"), FALSE },
                                  { "title", _ ("Name"), FALSE },
                                  { "label", _ ("What it asks"), FALSE } };
  g_autoptr (QhCliOutput) output = qh_cli_output_new (cli, columns, G_N_ELEMENTS (columns));

  for (guint i = 0; qh_stats_test_get (i) != NULL; i++)
    {
      const QhStatsTest *test = qh_stats_test_get (i);
      const char *cells[] = { test->name, _ (test->label), _ (test->summary) };

      if (offered == NULL || g_ptr_array_find ((GPtrArray *)offered, test, NULL))
        qh_cli_output_row (output, cells);
    }
  return qh_cli_output_close (output, error);
}

/* Those that fit how the variables are measured. */
static gboolean
list_offered (QhCli *cli, const QhCliSource *source, GError **error)
{
  g_autoptr (GPtrArray) offered = qh_stats_test_offer (
    source->frame, source->mask, qh_cli_get (cli, "of"), qh_cli_get (cli, "by"));

  return list_tests (cli, offered, error);
}

static char **
split_names (QhCli *cli, const char *option)
{
  const char *text = qh_cli_get (cli, option);

  return text != NULL ? g_strsplit (text, ",", -1) : NULL;
}

static gboolean
read_confidence (QhCli *cli, double *confidence, GError **error)
{
  const char *text = qh_cli_get (cli, "confidence");
  char *end;

  *confidence = 0.95;
  if (text == NULL)
    return TRUE;
  *confidence = g_ascii_strtod (text, &end);
  if (end != text && *end == '\0' && *confidence > 0 && *confidence < 1)
    return TRUE;
  g_set_error (error,
               QH_ERROR,
               QH_ERROR_RANGE,
               _ ("--confidence: “%s” is not between 0 and 1, such as 0.95."),
               text);
  return FALSE;
}

static gboolean
run (QhCli *cli, GError **error)
{
  g_auto (GStrv) of = split_names (cli, "of"), by = split_names (cli, "by");
  guint kind = qh_cli_read_kind (cli, "unit", error);
  g_auto (QhCliSource) source = { 0 };
  g_autoptr (QhStatsResult) result = NULL;
  QhStatsQuestion question = { .test = cli->arguments[1],
                               .of = (const char *const *)of,
                               .by = (const char *const *)by,
                               .weight = qh_cli_get (cli, "weight"),
                               .event = qh_cli_get (cli, "event") };
  gint64 seed, draws;
  guint least;

  if (kind == 0)
    return FALSE;
  if (g_str_equal (cli->arguments[1], "list"))
    return list_tests (cli, NULL, error);
  if ((!g_str_equal (question.test, "offered") && qh_stats_test_find (question.test, error) == NULL)
      || !qh_cli_get_count (cli, "seed", 1, 0, G_MAXUINT32, &seed, error)
      || !qh_cli_get_count (cli, "draws", QH_STATS_USUAL_DRAWS, 100, 10000000, &draws, error)
      || !read_confidence (cli, &question.confidence, error))
    return FALSE;
  if (of == NULL)
    {
      g_set_error_literal (
        error,
        QH_ERROR,
        QH_ERROR_REQUIRED,
        _ ("--of is required: the variable to test. See “quehacer test --help”."));
      return FALSE;
    }
  question.seed = (guint32)seed;
  question.draws = (guint)draws;
  if (!qh_cli_source_open (cli, kind, &source, error))
    return FALSE;
  if (g_str_equal (question.test, "offered"))
    return list_offered (cli, &source, error);
  least = qh_cli_get_least (source.store);
  if (!qh_cli_may_part (&source, least, error))
    return FALSE;
  result = qh_cli_run_question (&source, &question, least, error);
  return result != NULL && qh_cli_print_result (cli, result, error);
}

static const GOptionEntry entries[] = {
  QH_CLI_OPTION ("of",
                 N_ ("The variable to test; some tests take several, with commas between"),
                 N_ ("VARIABLE")),
  QH_CLI_OPTION ("by", N_ ("The variable to compare it by"), N_ ("VARIABLE")),
  QH_CLI_OPTION ("weight", N_ ("A number: how many like it each row stands for"), N_ ("VARIABLE")),
  QH_CLI_OPTION ("event", N_ ("Of times: what says that one ended"), N_ ("VARIABLE=CODE")),
  QH_CLI_OPTION ("confidence",
                 N_ ("Of intervals; 0.95 where nothing else is asked for"),
                 N_ ("SHARE")),
  QH_CLI_OPTION ("seed", N_ ("Where chance is drawn, so that it can be drawn again"), N_ ("N")),
  QH_CLI_OPTION ("draws", N_ ("How often chance is drawn"), N_ ("N")),
  QH_CLI_WHERE_OPTION,
  QH_CLI_OPTION ("unit", N_ ("What is counted: activities, cases or persons"), N_ ("KIND")),
  QH_CLI_CSV_OPTIONS,
  QH_CLI_PASSPHRASE_OPTION,
  QH_CLI_FORMAT_OPTION,
  QH_CLI_END,
};

const QhCliCommand qh_cli_test = {
  .name = "test",
  .arguments = N_ ("WORKSPACE|--from-csv FILE list|offered|TEST --of VARIABLE --by VARIABLE"),
  .summary = N_ ("Test whether variables have to do with each other"),
  .entries = entries,
  .least = 2,
  .most = 2,
  .describe = qh_cli_describe_variables,
  .run = run,
};
