/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A chart or an indicator as a picture to be shared. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "cli/qh-cli-chart.h"
#include "cli/qh-cli-desk.h"
#include "cli/qh-cli-frame.h"
#include "cli/qh-cli-small.h"
#include "report/qh-card.h"

static gboolean
is_chart (const char *name)
{
  g_auto (GStrv) names = qh_cli_list_charts (TRUE);

  return g_strv_contains ((const char *const *)names, name);
}

static gboolean
refuse_option (QhCli *cli, const char *option, const char *instead, GError **error)
{
  if (qh_cli_get (cli, option) == NULL)
    return FALSE;
  g_set_error (error, QH_ERROR, QH_ERROR_FORMAT, _ ("--%s is not for this card. Use %s."), option, instead);
  return TRUE;
}

static QhCard *
make_chart (QhCli *cli, QhStore *store, guint least, GError **error)
{
  const QhBoardSpec *spec;
  QhBoardChart chart;
  g_autoptr (QhBoard) board = NULL;
  g_autoptr (QhChartData) data = NULL;

  if (refuse_option (cli, "period", "--where date=FROM..TO", error) || refuse_option (cli, "worker", "--where worker=NAME", error)
      || !qh_board_specs_find_chart (cli->arguments[1], &spec, &chart, error))
    return NULL;
  board = qh_cli_load_board (cli, store, spec, chart, error);
  if (board == NULL)
    return NULL;
  qh_board_set_least (board, least, TRUE);
  data = qh_board_draw (board, chart, TRUE);
  return qh_card_new (store, data);
}

static QhCard *
make_indicator (QhCli *cli, QhStore *store, guint least, GError **error)
{
  gint64 unit, worker;
  QhDay from, to;

  if (refuse_option (cli, "where", "--period", error) || !qh_cli_get_period (cli, &from, &to, error)
      || !qh_cli_get_scope (cli, store, &unit, &worker, error))
    return NULL;
  return qh_card_new_indicator (store, cli->arguments[1], worker, from, to, least, error);
}

/* What is no chart and no indicator is told as a chart that is not there. */
static gboolean
check_name (QhStore *store, const char *name, GError **error)
{
  g_autoptr (GPtrArray) indicators = NULL;
  const QhBoardSpec *spec;
  QhBoardChart chart;

  if (is_chart (name))
    return TRUE;
  indicators = qh_indicators_list (store, error);
  if (indicators == NULL)
    return FALSE;
  for (guint i = 0; i < indicators->len; i++)
    if (g_str_equal (((const QhIndicator *)g_ptr_array_index (indicators, i))->code, name))
      return TRUE;
  return qh_board_specs_find_chart (name, &spec, &chart, error);
}

static gboolean
run (QhCli *cli, GError **error)
{
  g_auto (GStrv) names = qh_cli_list_charts (TRUE);
  g_autoptr (QhStore) store = NULL;
  g_autoptr (QhCard) card = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *words = NULL;
  const char *output = qh_cli_get (cli, "output");
  QhChartFormat format;
  int width, height;
  guint least;

  qh_cli_put_workspace_first (cli, (const char *const *)names);
  if (output == NULL)
    {
      g_set_error_literal (error, QH_ERROR, QH_ERROR_REQUIRED, _ ("Say with --output into which file the card is to be drawn."));
      return FALSE;
    }
  if (!qh_chart_format_from_path (output, &format, error)
      || !qh_chart_poster_read_size (qh_cli_get (cli, "size"), &width, &height, error))
    return FALSE;
  store = qh_cli_open (cli, error);
  if (store == NULL || !check_name (store, cli->arguments[1], error) || !qh_cli_read_least (cli, store, TRUE, &least, error))
    return FALSE;
  card = is_chart (cli->arguments[1]) ? make_chart (cli, store, least, error) : make_indicator (cli, store, least, error);
  if (card == NULL)
    return FALSE;
  card->title = g_strdup (qh_cli_get (cli, "title"));
  bytes = qh_card_to_bytes (card, format, width, height, error);
  if (bytes == NULL || !qh_chart_save_bytes (bytes, output, error))
    return FALSE;
  /* The alternative text, to be put beside the picture. */
  words = qh_card_describe (card);
  qh_cli_note ("%s", words);
  return qh_cli_log_picture (store, strrchr (output, '.') + 1, cli->arguments[1], error);
}

static const GOptionEntry entries[] = {
  QH_CLI_OPTION ("output", N_ ("Draw it into FILE.png or .svg"), N_ ("FILE")),
  QH_CLI_OPTION ("size", N_ ("1080x1080, 1200x675 or 1080x1920 (1080x1080)"), N_ ("SIZE")),
  QH_CLI_OPTION ("title", N_ ("Another title"), N_ ("TEXT")),
  QH_CLI_SMALL_OPTION,
  QH_CLI_WHERE_OPTION,
  QH_CLI_OPTION ("period", N_ ("Of an indicator: 2026, 2026-10, FROM..TO, month, last-month, quarter, year or twelve-months"), N_ ("PERIOD")),
  QH_CLI_OPTION ("worker", N_ ("Of an indicator: of one worker only"), N_ ("NAME")),
  QH_CLI_PASSPHRASE_OPTION,
  QH_CLI_END,
};

const QhCliCommand qh_cli_card = {
  .name = "card",
  .arguments = N_ ("WORKSPACE CHART|INDICATOR --output FILE"),
  .summary = N_ ("Draw a chart or an indicator as a card to be shared, small figures hidden"),
  .entries = entries,
  .least = 2,
  .most = 2,
  .describe = qh_cli_describe_charts,
  .run = run,
};
