/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "board/qh-board.h"
#include "board/qh-own-boards.h"
#include "chart/qh-chart-save.h"
#include "chart/qh-chart-words.h"
#include "cli/qh-cli-chart.h"
#include "cli/qh-cli-frame.h"
#include "cli/qh-cli-small.h"

#define DEFAULT_WIDTH 1000
#define DEFAULT_HEIGHT 600

/* Hides small figures from who may not see the rows, and in what leaves the program;
 * and what would give them away. */
static gboolean
set_least (QhCli   *cli,
           QhStore *store,
           QhBoard *board,
           gboolean leaves,
           GError **error)
{
  guint least;

  if (!qh_cli_read_least (cli, store, leaves, &least, error))
    return FALSE;
  qh_board_set_least (board, least, TRUE);
  return TRUE;
}

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

  if (data->empty_reason != NULL || data->note != NULL)
    qh_cli_note ("%s", data->empty_reason != NULL ? data->empty_reason : data->note);
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
      const char  *path,
      GError     **error)
{
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

/* Writes into the log that a picture left. */
gboolean
qh_cli_log_picture (QhStore    *store,
                    const char *format,
                    const char *name,
                    GError    **error)
{
  g_autofree char *detail = g_strdup_printf ("%s, %s", format, name);
  g_autoptr (QhChange) event = qh_change_new_event (QH_ACTION_EXPORT, 0, 0, detail);

  return qh_store_apply (store, event, NULL, NULL, NULL, error);
}

/* A board of one's own work is of who asks for it, unless they say of whom. */
static void
narrow_to_own (QhStore           *store,
               const QhBoardSpec *spec,
               QhFilter          *filter)
{
  g_autoptr (QhRecord) user = spec->own ? qh_store_get (store, QH_KIND_USER, qh_store_get_user (store), NULL) : NULL;
  gint64 worker = user != NULL ? qh_record_get_integer (user, "worker") : 0;

  if (worker != 0 && qh_filter_find (filter, "worker") == NULL)
    qh_filter_set_keys (filter, "worker", &worker, 1);
}

/* Whether what was asked for may be told apart from the rest. */
static gboolean
may_part (QhStore        *store,
          const QhFilter *filter,
          QhFrame        *frame,
          GError        **error)
{
  g_autofree guint8 *mask = qh_filter_to_mask (filter, frame, error);

  return mask != NULL && qh_filter_may_part (filter, frame, mask, qh_cli_get_least (store), error);
}

/* A board with the filter that was asked for and all that its charts are of;
 * of one chart only where @chart is not QH_BOARD_ALL. */
QhBoard *
qh_cli_load_board (QhCli             *cli,
                   QhStore           *store,
                   const QhBoardSpec *spec,
                   QhBoardChart       chart,
                   GError           **error)
{
  g_autoptr (QhFilter) filter = NULL;
  g_autoptr (QhFrame) frame = qh_cli_load_frame (cli, store, QH_KIND_ACTIVITY, &filter, error);
  g_autoptr (QhBoard) board = NULL;

  if (frame == NULL || !may_part (store, filter, frame, error))
    return NULL;
  narrow_to_own (store, spec, filter);
  board = qh_board_new (frame, qh_store_get_language (store), qh_cli_name_record, store);
  qh_board_set_spec (board, spec);
  for (guint i = 0; i < qh_board_get_n_charts (board); i++)
    {
      guint kind = qh_board_get_chart (board, i)->kind;
      QhFrame *other;

      if (kind == QH_KIND_ACTIVITY || (chart != QH_BOARD_ALL && i != chart) || !qh_board_is_missing (board, kind))
        continue;
      other = qh_frame_load (store, kind, NULL, NULL, NULL, error);
      if (other == NULL)
        return NULL;
      qh_board_take_other (board, other);
    }
  if (qh_board_uses_goals (board))
    {
      QhBoardGoals *goals = qh_board_goals_load (store, NULL, error);

      if (goals == NULL)
        return NULL;
      qh_board_take_goals (board, goals);
    }
  if (!qh_board_set_filter (board, filter, error))
    return NULL;
  return g_steal_pointer (&board);
}

/* The names of all charts, or of all boards. */
GStrv
qh_cli_list_charts (gboolean charts)
{
  GPtrArray *boards = qh_board_specs_get ();
  GPtrArray *names = g_ptr_array_new ();

  for (guint b = 0; b < boards->len; b++)
    {
      const QhBoardSpec *board = g_ptr_array_index (boards, b);

      if (!charts)
        g_ptr_array_add (names, g_strdup (board->name));
      for (guint i = 0; charts && i < board->charts->len; i++)
        g_ptr_array_add (names, g_strdup (((const QhChartSpec *) g_ptr_array_index (board->charts, i))->name));
    }
  g_ptr_array_add (names, NULL);
  return (GStrv) g_ptr_array_free (names, FALSE);
}

static gboolean
run (QhCli   *cli,
     GError **error)
{
  g_auto (GStrv) names = qh_cli_list_charts (TRUE);
  g_autoptr (QhStore) store = NULL;
  g_autoptr (QhBoard) board = NULL;
  g_autoptr (QhChartData) data = NULL;
  const char *output = qh_cli_get (cli, "output");
  const QhBoardSpec *spec;
  QhBoardChart chart;
  QhChartFormat format;

  qh_cli_put_workspace_first (cli, (const char *const *) names);
  if (!qh_board_specs_find_chart (cli->arguments[1], &spec, &chart, error)
      || (output != NULL && !qh_chart_format_from_path (output, &format, error)))
    return FALSE;
  store = qh_cli_open (cli, error);
  board = store != NULL ? qh_cli_load_board (cli, store, spec, chart, error) : NULL;
  if (board == NULL || !set_least (cli, store, board, output != NULL, error))
    return FALSE;
  data = qh_board_draw (board, chart, TRUE);
  if (output == NULL)
    return print_numbers (cli, data, error);
  return save (cli, data, output, error) && qh_cli_log_picture (store, strrchr (output, '.') + 1, cli->arguments[1], error);
}

/* Boards: each chart as a picture with a file of its numbers beside it. */

static gboolean
write_numbers (const QhChartData *data,
               const char        *path,
               GError           **error)
{
  g_autoptr (GPtrArray) table = qh_chart_data_to_table (data, FALSE);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < table->len; i++)
    {
      char **row = g_ptr_array_index (table, i);

      for (guint c = 0; row[c] != NULL; c++)
        {
          g_string_append (text, c > 0 ? "," : "");
          qh_cli_append_csv (text, row[c]);
        }
      g_string_append (text, "\r\n");
    }
  return g_file_set_contents (path, text->str, (gssize) text->len, error);
}

/* A unit's own board may call its charts as it likes: a file's name is letters, digits and hyphens. */
static char *
make_file_name (const char *folder,
                const char *name,
                const char *ending)
{
  g_autofree char *safe = g_strcanon (g_strdup (name), G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "-", '-');

  return g_strdup_printf ("%s/%s.%s", folder, safe, ending);
}

static gboolean
write_board (QhCli      *cli,
             QhBoard    *board,
             const char *folder,
             const char *ending,
             GError    **error)
{
  for (guint i = 0; i < qh_board_get_n_charts (board); i++)
    {
      g_autoptr (QhChartData) data = qh_board_draw (board, i, TRUE);
      const char *name = qh_board_get_chart (board, i)->name;
      g_autofree char *picture = make_file_name (folder, name, ending);
      g_autofree char *numbers = make_file_name (folder, name, "csv");

      if (!save (cli, data, picture, error) || !write_numbers (data, numbers, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
run_board (QhCli   *cli,
           GError **error)
{
  static const char *const endings[] = { "png", "svg", "pdf" };
  g_auto (GStrv) names = qh_cli_list_charts (FALSE);
  g_autoptr (QhStore) store = NULL;
  g_autoptr (GPtrArray) own = NULL; /* outlives the board */
  g_autoptr (QhBoard) board = NULL;
  const char *folder = qh_cli_get (cli, "output");
  const char *ending = qh_cli_get (cli, "picture");
  const QhBoardSpec *spec;
  gboolean known = ending == NULL;

  qh_cli_put_workspace_first (cli, (const char *const *) names);
  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    known |= g_strcmp0 (ending, endings[i]) == 0;
  if (!known)
    {
      g_set_error (error, QH_ERROR, QH_ERROR_CODE, _("--picture: there is no “%s”. Choose png, svg or pdf."), ending);
      return FALSE;
    }
  if (folder == NULL)
    {
      g_set_error_literal (error, QH_ERROR, QH_ERROR_REQUIRED, _("Say with --output in which folder the charts are to be put."));
      return FALSE;
    }
  store = qh_cli_open (cli, error);
  own = store != NULL ? qh_own_boards_list (store, error) : NULL;
  spec = own != NULL ? qh_own_boards_find (own, cli->arguments[1], error) : NULL;
  board = spec != NULL ? qh_cli_load_board (cli, store, spec, QH_BOARD_ALL, error) : NULL;
  if (board == NULL || !set_least (cli, store, board, TRUE, error))
    return FALSE;
  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      int code = errno;

      g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (code), _("The folder “%s” cannot be made: %s. Choose another one."), folder, g_strerror (code));
      return FALSE;
    }
  return write_board (cli, board, folder, ending != NULL ? ending : "png", error)
         && qh_cli_log_picture (store, ending != NULL ? ending : "png", spec->name, error);
}

/* The boards with their charts, and what conditions may be on. */
char *
qh_cli_describe_charts (void)
{
  GPtrArray *boards = qh_board_specs_get ();
  g_autofree char *variables = qh_cli_describe_variables ();
  GString *text = g_string_new (_("Boards and their charts:"));

  for (guint b = 0; b < boards->len; b++)
    {
      const QhBoardSpec *board = g_ptr_array_index (boards, b);

      g_string_append_printf (text, "\n%s:", board->name);
      for (guint i = 0; i < board->charts->len; i++)
        g_string_append_printf (text, "%s %s", i > 0 ? "," : "", ((const QhChartSpec *) g_ptr_array_index (board->charts, i))->name);
    }
  g_string_append_printf (text, "\n\n%s\n\n%s", _("The command “board” also draws the unit's own boards, by their names."), variables);
  return g_string_free (text, FALSE);
}

static const GOptionEntry entries[] = {
  QH_CLI_OPTION ("output", N_("Draw it into FILE.png, .svg or .pdf; without it the numbers are printed"), N_("FILE")),
  QH_CLI_SMALL_OPTION,
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
  .arguments = N_("WORKSPACE CHART --output FILE"),
  .summary = N_("Draw a chart as png, svg or pdf"),
  .entries = entries,
  .least = 2,
  .most = 2,
  .describe = qh_cli_describe_charts,
  .run = run,
};

static const GOptionEntry board_entries[] = {
  QH_CLI_OPTION ("output", N_("The folder for the pictures and their numbers"), N_("FOLDER")),
  QH_CLI_SMALL_OPTION,
  QH_CLI_OPTION ("picture", N_("What pictures: png, svg or pdf (png)"), N_("ENDING")),
  QH_CLI_WHERE_OPTION,
  QH_CLI_OPTION ("width", N_("In pixels or points (1000)"), N_("NUMBER")),
  QH_CLI_OPTION ("height", N_("In pixels or points (600)"), N_("NUMBER")),
  QH_CLI_OPTION ("theme", N_("The colours: light, dark or print"), N_("THEME")),
  QH_CLI_PASSPHRASE_OPTION,
  QH_CLI_END,
};

const QhCliCommand qh_cli_board = {
  .name = "board",
  .arguments = N_("WORKSPACE BOARD --output FOLDER"),
  .summary = N_("Draw all charts of a board, with their numbers"),
  .entries = board_entries,
  .least = 2,
  .most = 2,
  .describe = qh_cli_describe_charts,
  .run = run_board,
};
