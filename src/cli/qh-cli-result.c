/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "cli/qh-cli-result.h"

static char *
make_value (QhCli *cli, QhFigureForm form, double value)
{
  if (cli->format == QH_CLI_TEXT)
    return qh_figure_dup_text (form, value);
  return qh_cli_make_real (cli, value);
}

static void
put_figure (QhCli *cli, QhCliOutput *output, const QhFigure *figure)
{
  g_autofree char *value = make_value (cli, figure->form, figure->value);
  g_autofree char *low = make_value (cli, figure->form, figure->low);
  g_autofree char *high = make_value (cli, figure->form, figure->high);
  gboolean text = cli->format == QH_CLI_TEXT;
  const char *cells[] = { text ? figure->label : figure->name,
                          text ? value : figure->label,
                          text ? low : value,
                          text ? high : low,
                          high };

  qh_cli_output_row (output, cells);
}

/* Text */

static gboolean
print_figures (QhCli *cli, const QhStatsResult *result, GError **error)
{
  g_autofree char *interval = qh_stats_result_dup_interval_label (result);
  g_autofree char *from = g_strdup_printf (_ ("%s, from"), interval);
  const QhCliColumn columns[] = {
    { "label", result->title, FALSE },
    { "value", _ ("Value"), TRUE },
    { "low", from, TRUE },
    { "high", _ ("to"), TRUE },
  };
  g_autoptr (QhCliOutput) output = NULL;
  guint n_columns = 2;

  for (guint i = 0; i < result->figures->len; i++)
    if (!isnan (g_array_index (result->figures, QhFigure, i).low))
      n_columns = 4;
  output = qh_cli_output_new (cli, columns, n_columns);
  for (guint i = 0; i < result->figures->len; i++)
    put_figure (cli, output, &g_array_index (result->figures, QhFigure, i));
  return qh_cli_output_close (output, error);
}

static gboolean
print_table (QhCli *cli, const QhFigureTable *table, GError **error)
{
  guint n_columns = table->columns->len;
  g_autofree QhCliColumn *columns = g_new0 (QhCliColumn, n_columns);
  g_autoptr (QhCliOutput) output = NULL;

  g_print ("\n%s\n", table->title);
  for (guint c = 0; c < n_columns; c++)
    {
      const QhFigureColumn *column = &g_array_index (table->columns, QhFigureColumn, c);

      columns[c] = (QhCliColumn){ column->name, column->label, column->form != QH_FIGURE_TEXT };
    }
  output = qh_cli_output_new (cli, columns, n_columns);
  for (guint r = 0; r < qh_figure_table_get_n_rows (table); r++)
    {
      g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);

      for (guint c = 0; c < n_columns; c++)
        {
          const QhFigureCell *cell = qh_figure_table_get (table, r, c);
          QhFigureForm form = g_array_index (table->columns, QhFigureColumn, c).form;

          g_ptr_array_add (cells,
                           cell->text != NULL ? g_strdup (cell->text)
                                              : make_value (cli, form, cell->value));
        }
      qh_cli_output_row (output, (const char *const *)cells->pdata);
    }
  return qh_cli_output_close (output, error);
}

static gboolean
print_text (QhCli *cli, const QhStatsResult *result, GError **error)
{
  if (!print_figures (cli, result, error))
    return FALSE;
  for (guint i = 0; i < result->tables->len; i++)
    if (!print_table (cli, g_ptr_array_index (result->tables, i), error))
      return FALSE;
  g_print ("\n");
  for (guint i = 0; i < result->assumptions->len; i++)
    {
      const QhAssumption *assumption = &g_array_index (result->assumptions, QhAssumption, i);

      g_print ("%s: %s\n", qh_assumption_state_get_label (assumption->state), assumption->text);
    }
  for (guint i = 0; i < result->notes->len; i++)
    g_print ("%s\n", (char *)g_ptr_array_index (result->notes, i));
  if (result->sentence != NULL)
    g_print ("\n%s\n", result->sentence);
  return TRUE;
}

/* Csv: a figure a row, those of tables as TABLE.ROW.COLUMN */

static void
put_row (QhCliOutput *output, const char *measure, const char *label, const char *value)
{
  const char *cells[] = { measure, label, value, NULL, NULL };

  qh_cli_output_row (output, cells);
}

static void
put_table (QhCli *cli, QhCliOutput *output, const QhFigureTable *table)
{
  for (guint r = 0; r < qh_figure_table_get_n_rows (table); r++)
    for (guint c = 0; c < table->columns->len; c++)
      {
        const QhFigureColumn *column = &g_array_index (table->columns, QhFigureColumn, c);
        const QhFigureCell *cell = qh_figure_table_get (table, r, c);
        g_autofree char *measure = g_strdup_printf ("%s.%u.%s", table->name, r + 1, column->name);
        g_autofree char *value = make_value (cli, column->form, cell->value);

        put_row (output, measure, column->label, column->form == QH_FIGURE_TEXT ? cell->text : value);
      }
}

static gboolean
print_csv (QhCli *cli, const QhStatsResult *result, GError **error)
{
  static const QhCliColumn columns[] = {
    { "measure", NULL, FALSE }, { "label", NULL, FALSE }, { "value", NULL, TRUE },
    { "low", NULL, TRUE },      { "high", NULL, TRUE },
  };
  g_autoptr (QhCliOutput) output = qh_cli_output_new (cli, columns, G_N_ELEMENTS (columns));

  for (guint i = 0; i < result->figures->len; i++)
    put_figure (cli, output, &g_array_index (result->figures, QhFigure, i));
  for (guint i = 0; i < result->tables->len; i++)
    put_table (cli, output, g_ptr_array_index (result->tables, i));
  for (guint i = 0; i < result->assumptions->len; i++)
    {
      const QhAssumption *assumption = &g_array_index (result->assumptions, QhAssumption, i);

      put_row (
        output, "assumption", qh_assumption_state_to_name (assumption->state), assumption->text);
    }
  for (guint i = 0; i < result->notes->len; i++)
    put_row (output, "note", "", g_ptr_array_index (result->notes, i));
  put_row (output, "sentence", "", result->sentence);
  return qh_cli_output_close (output, error);
}

static gboolean
print_json (const QhStatsResult *result, GError **error)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *text = NULL, *line = NULL;

  qh_stats_result_to_json (result, builder);
  root = json_builder_get_root (builder);
  text = json_to_string (root, TRUE);
  line = g_strconcat (text, "\n", NULL);
  return qh_cli_print (line, error);
}

/**
 * qh_cli_print_result:
 *
 * Prints all that a test says: as text rounded, in csv and JSON with all digits.
 *
 * Returns: whether it reached standard output.
 */
gboolean
qh_cli_print_result (QhCli *cli, const QhStatsResult *result, GError **error)
{
  switch (cli->format)
    {
    case QH_CLI_JSON:
      return print_json (result, error);
    case QH_CLI_CSV:
      return print_csv (cli, result, error);
    default:
      return print_text (cli, result, error);
    }
}

/**
 * qh_cli_run_question:
 * @least: the least count of rows of which something is shown; 0 for all
 *
 * Asks @question of what a command is about.
 *
 * Returns: (transfer full): what the test says, without what is of fewer rows than @least
 */
QhStatsResult *
qh_cli_run_question (const QhCliSource *source, const QhStatsQuestion *question, guint least, GError **error)
{
  return qh_stats_run (source->frame,
                       source->mask,
                       question,
                       least,
                       source->language,
                       qh_cli_name_record,
                       source->store,
                       error);
}
