/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/qh-cli-cross-table.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "cli/qh-cli-result.h"
#include "cli/qh-cli-small.h"

/* What a cell can show, as the columns of the table "cells" are called. */
static const struct
{
  const char *of; /* of --percent; NULL of what has an option of its own */
  const char *option;
  const char *column;
} shown[] = {
  { NULL, NULL, "count" },
  { "row", NULL, "row_percent" },
  { "column", NULL, "column_percent" },
  { "total", NULL, "total_percent" },
  { NULL, "expected", "expected" },
  { NULL, "residuals", "residual" },
};

/**
 * qh_cli_wants_cross_table:
 *
 * Returns: whether more than counts is asked for.
 */
gboolean
qh_cli_wants_cross_table (QhCli *cli)
{
  static const char *const options[] = { "percent", "expected", "residuals", "tests", "weight" };

  for (guint i = 0; i < G_N_ELEMENTS (options); i++)
    if (qh_cli_get (cli, options[i]) != NULL)
      return TRUE;
  return FALSE;
}

static gboolean
is_asked (QhCli *cli, const char *const *percents, guint i)
{
  if (shown[i].of != NULL)
    return percents != NULL && g_strv_contains (percents, shown[i].of);
  return shown[i].option == NULL || qh_cli_get (cli, shown[i].option) != NULL;
}

static gboolean
check_percents (const char *const *percents, GError **error)
{
  for (guint i = 0; percents != NULL && percents[i] != NULL; i++)
    {
      guint k;

      for (k = 0; k < G_N_ELEMENTS (shown); k++)
        if (g_strcmp0 (shown[k].of, percents[i]) == 0)
          break;
      if (k == G_N_ELEMENTS (shown))
        {
          g_set_error (error,
                       QH_ERROR,
                       QH_ERROR_CODE,
                       _ ("--percent: there is no “%s”. Choose row, column or total."),
                       percents[i]);
          return FALSE;
        }
    }
  return TRUE;
}

static guint
find_column (const QhFigureTable *table, const char *name)
{
  guint c = 0;

  while (!g_str_equal (g_array_index (table->columns, QhFigureColumn, c).name, name))
    c++;
  return c;
}

static gboolean
is_hidden (const QhFigureTable *cells, guint cell)
{
  return isnan (qh_figure_table_get (cells, cell, find_column (cells, "count"))->value);
}

static char *
make_cell (const QhFigureTable *cells, guint cell, guint column)
{
  if (is_hidden (cells, cell))
    return g_strdup ("…");
  return qh_figure_dup_text (g_array_index (cells->columns, QhFigureColumn, column).form,
                             qh_figure_table_get (cells, cell, column)->value);
}

static gboolean
is_any_hidden (const QhFigureTable *cells)
{
  for (guint i = 0; i < qh_figure_table_get_n_rows (cells); i++)
    if (is_hidden (cells, i))
      return TRUE;
  return FALSE;
}

/* The cells of one figure as rows and columns, for people. */
static gboolean
print_matrix (QhCli *cli, const QhStatsResult *result, guint column, GError **error)
{
  const QhFigureTable *cells = qh_stats_result_find_table (result, "cells");
  guint n_columns = (guint)qh_stats_result_find (result, "columns")->value;
  guint n_rows = (guint)qh_stats_result_find (result, "rows")->value;
  const QhFigureColumn *figure = &g_array_index (cells->columns, QhFigureColumn, column);
  g_autofree QhCliColumn *columns = g_new0 (QhCliColumn, n_columns + 1);
  g_autoptr (QhCliOutput) output = NULL;

  columns[0] = (QhCliColumn){ "row", figure->label, FALSE };
  for (guint c = 0; c < n_columns; c++)
    columns[c + 1] = (QhCliColumn){ qh_figure_table_get (cells, c, 1)->text,
                                    qh_figure_table_get (cells, c, 1)->text,
                                    TRUE };
  output = qh_cli_output_new (cli, columns, n_columns + 1);
  for (guint r = 0; r < n_rows; r++)
    {
      g_autoptr (GPtrArray) line = g_ptr_array_new_with_free_func (g_free);

      g_ptr_array_add (line, g_strdup (qh_figure_table_get (cells, r * n_columns, 0)->text));
      for (guint c = 0; c < n_columns; c++)
        g_ptr_array_add (line, make_cell (cells, r * n_columns + c, column));
      qh_cli_output_row (output, (const char *const *)line->pdata);
    }
  return qh_cli_output_close (output, error);
}

static gboolean
print_text (QhCli *cli, QhStatsResult *result, const char *const *percents, guint least, GError **error)
{
  QhFigureTable *cells = (QhFigureTable *)qh_stats_result_find_table (result, "cells");

  for (guint i = 0; i < G_N_ELEMENTS (shown); i++)
    {
      if (!is_asked (cli, percents, i))
        continue;
      if (!print_matrix (cli, result, find_column (cells, shown[i].column), error)
          || !qh_cli_print ("\n", error))
        return FALSE;
    }
  if (is_any_hidden (cells))
    qh_cli_note_hidden (least);
  if (qh_cli_get (cli, "tests") == NULL)
    return TRUE;
  g_ptr_array_remove (result->tables, cells);
  return qh_cli_print_result (cli, result, error);
}

/**
 * qh_cli_print_cross_table:
 * @rows: the variable of the rows
 * @weight: (nullable): the number that is added up, where no --weight is given
 * @least: the least count of rows of which something is shown; 0 for all
 *
 * Prints rows by --columns with what is asked for besides counts; without --columns
 * the shares of the rows with their intervals.
 */
gboolean
qh_cli_print_cross_table (QhCli *cli,
                          QhCliSource *source,
                          const char *rows,
                          const char *weight,
                          guint least,
                          GError **error)
{
  const char *columns = qh_cli_get (cli, "columns"), *percent = qh_cli_get (cli, "percent");
  g_auto (GStrv) percents = percent != NULL ? g_strsplit (percent, ",", -1) : NULL;
  const char *of[] = { rows, NULL }, *by[] = { columns, NULL };
  QhStatsQuestion question
    = { .test = columns != NULL ? "cross-table" : "proportion",
        .of = of,
        .by = columns != NULL ? by : NULL,
        .weight = qh_cli_get (cli, "weight") != NULL ? qh_cli_get (cli, "weight") : weight,
        .seed = 1 };
  g_autoptr (QhStatsResult) result = NULL;

  if (!check_percents ((const char *const *)percents, error))
    return FALSE;
  result = qh_cli_run_question (source, &question, least, error);
  if (result == NULL)
    return FALSE;
  if (cli->format == QH_CLI_TEXT && columns != NULL)
    return print_text (cli, result, (const char *const *)percents, least, error);
  return qh_cli_print_result (cli, result, error);
}
