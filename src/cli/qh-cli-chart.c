/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "board/qh-board.h"
#include "chart/qh-chart-save.h"
#include "chart/qh-chart-words.h"
#include "cli/qh-cli-frame.h"

#define DEFAULT_WIDTH 1000
#define DEFAULT_HEIGHT 600

/* The chart as numbers, where no picture is asked for. */
static gboolean
print_numbers (QhCli             *cli,
               const QhChartData *data,
               GError           **error)
{
  g_autoptr (GPtrArray) table = qh_chart_data_to_table (data, cli->format == QH_CLI_TEXT);
  char **header = g_ptr_array_index (table, 0);
  guint n = g_strv_length (header);
  g_autofree QhCliColumn *columns = g_new0 (QhCliColumn, n);
  g_autoptr (QhCliOutput) output = NULL;

  for (guint c = 0; c < n; c++)
    columns[c] = (QhCliColumn){ header[c], header[c], c > 0 };
  output = qh_cli_output_new (cli, columns, n);
  for (guint i = 1; i < table->len; i++)
    qh_cli_output_row (output, g_ptr_array_index (table, i));
  return qh_cli_output_close (output, error);
}

static gboolean
read_theme (QhCli        *cli,
            QhChartTheme *theme,
            GError      **error)
{
  static const char *const names[QH_CHART_N_THEMES] = { "light", "dark", "print" };
  const char *name = qh_cli_get (cli, "theme");

  for (guint i = 0; i < QH_CHART_N_THEMES; i++)
    if (g_strcmp0 (name, names[i]) == 0 || (name == NULL && i == QH_CHART_THEME_LIGHT))
      {
        *theme = (QhChartTheme) i;
        return TRUE;
      }
  g_set_error (error, QH_ERROR, QH_ERROR_CODE, _("--theme: there is no “%s”. Choose light, dark or print."), name);
  return FALSE;
}

static gboolean
save (QhCli       *cli,
      QhChartData *data,
      GError     **error)
{
  const char *path = qh_cli_get (cli, "output");
  g_autofree char *words = NULL;
  gint64 width, height;
  QhChartFormat format;
  QhChartTheme theme;

  if (!qh_cli_get_count (cli, "width", DEFAULT_WIDTH, QH_CHART_SMALLEST, QH_CHART_LARGEST, &width, error)
      || !qh_cli_get_count (cli, "height", DEFAULT_HEIGHT, QH_CHART_SMALLEST, QH_CHART_LARGEST, &height, error)
      || !read_theme (cli, &theme, error) || !qh_chart_format_from_path (path, &format, error)
      || !qh_chart_save (data, path, format, (int) width, (int) height, theme, error))
    return FALSE;
  words = qh_chart_describe (data);
  qh_cli_note ("%s", words);
  return TRUE;
}

static gboolean
log_picture (QhStore     *store,
             const char  *path,
             QhBoardChart chart,
             GError     **error)
{
  g_autofree char *detail = g_strdup_printf ("%s, %s", strrchr (path, '.') + 1, qh_board_chart_get_name (chart));
  g_autoptr (QhChange) event = qh_change_new_event (QH_ACTION_EXPORT, 0, 0, detail);

  return qh_store_apply (store, event, NULL, NULL, NULL, error);
}

static gboolean
run (QhCli   *cli,
     GError **error)
{
  static const char *const names[] = { "time", "types", "hours", "people", NULL };
  g_autoptr (QhStore) store = NULL;
  g_autoptr (QhFilter) filter = NULL;
  g_autoptr (QhFrame) frame = NULL;
  g_autoptr (QhChartData) data = NULL;
  const char *output = qh_cli_get (cli, "output");
  QhBoardChart chart;
  QhChartFormat format;

  qh_cli_put_workspace_first (cli, names);
  if (!qh_board_chart_from_name (cli->arguments[1], &chart, error)
      || (output != NULL && !qh_chart_format_from_path (output, &format, error)))
    return FALSE;
  store = qh_cli_open (cli, error);
  frame = store != NULL ? qh_cli_load_frame (cli, store, QH_KIND_ACTIVITY, &filter, error) : NULL;
  if (frame == NULL)
    return FALSE;
  data = qh_board_chart (frame, cli->arguments[1], filter, qh_store_get_language (store), qh_cli_name_record, store, error);
  if (data == NULL)
    return FALSE;
  if (output == NULL)
    return print_numbers (cli, data, error);
  return save (cli, data, error) && log_picture (store, output, chart, error);
}

static const GOptionEntry entries[] = {
  QH_CLI_OPTION ("output", N_("Draw it into FILE.png, .svg or .pdf; without it the numbers are printed"), N_("FILE")),
  QH_CLI_WHERE_OPTION,
  QH_CLI_OPTION ("width", N_("In pixels or points (1000)"), N_("NUMBER")),
  QH_CLI_OPTION ("height", N_("In pixels or points (600)"), N_("NUMBER")),
  QH_CLI_OPTION ("theme", N_("The colours: light, dark or print"), N_("THEME")),
  QH_CLI_PASSPHRASE_OPTION,
  QH_CLI_FORMAT_OPTION,
  QH_CLI_END,
};

const QhCliCommand qh_cli_chart = {
  .name = "chart",
  .arguments = N_("WORKSPACE time|types|hours|people --output FILE"),
  .summary = N_("Draw a chart as png, svg or pdf"),
  .entries = entries,
  .least = 2,
  .most = 2,
  .describe = qh_cli_describe_variables,
  .run = run,
};
