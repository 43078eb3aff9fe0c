/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "board/qh-board-private.h"

typedef struct
{
  guint row;
  guint64 total;
} Rank;

static int
compare_ranks (gconstpointer a,
               gconstpointer b)
{
  const Rank *one = a, *two = b;

  if (one->total != two->total)
    return one->total > two->total ? -1 : 1;
  return one->row < two->row ? -1 : one->row > two->row;
}

/* A colour means one function whatever is filtered; what has no colour of its
 * own is grey, by its name when it is one only. */
static void
add_functions (QhBoard       *self,
               QhChartData   *data,
               const QhTable *table,
               guint         *series_of)
{
  guint n_others = 0, last_other = 0;

  for (guint c = 0; c < table->n_columns; c++)
    series_of[c] = G_MAXUINT;
  for (guint i = 0; i < QH_N_FUNCTION_SERIES; i++)
    for (guint c = QH_FRAME_FIRST_CODE; c < table->n_columns; c++)
      if (qh_variable_get_key (table->columns, c) == self->functions[i] && qh_table_sum_column (table, c) > 0)
        {
          g_autofree char *label = qh_variable_dup_key_label (table->columns, self->functions[i], self->language, NULL, NULL);

          series_of[c] = qh_chart_data_add_series (data, self->functions[i], label, (int) i);
        }
  for (guint c = 0; c < table->n_columns; c++)
    if (series_of[c] == G_MAXUINT && qh_table_sum_column (table, c) > 0)
      {
        n_others++;
        last_other = c;
      }
  if (n_others == 1)
    {
      gint64 key = qh_variable_get_key (table->columns, last_other);
      g_autofree char *label = qh_variable_dup_key_label (table->columns, key, self->language, NULL, NULL);

      qh_chart_data_add_series (data, key, label, QH_CHART_COLOUR_OTHER);
    }
  else if (n_others > 1)
    qh_chart_data_add_series (data, QH_CHART_KEY_OTHER, _("Other functions"), QH_CHART_COLOUR_OTHER);
  for (guint c = 0; c < table->n_columns; c++)
    if (series_of[c] == G_MAXUINT)
      series_of[c] = qh_chart_data_get_n_series (data) - 1;
}

/* The most frequent have colours of their own, in the order of their variable. */
static void
add_keys (QhBoard       *self,
          QhChartData   *data,
          const QhTable *table,
          guint          most,
          guint         *series_of)
{
  g_autofree Rank *ranks = g_new (Rank, table->n_columns);
  g_autofree gboolean *kept = g_new0 (gboolean, table->n_columns);
  guint n_others = 0;

  /* No answer is no colour of its own. */
  for (guint c = 0; c < table->n_columns; c++)
    ranks[c] = (Rank) { c, c == QH_FRAME_NONE ? 0 : qh_table_sum_column (table, c) };
  n_others += qh_table_sum_column (table, QH_FRAME_NONE) > 0;
  qsort (ranks, table->n_columns, sizeof (Rank), compare_ranks);
  for (guint i = 0; i < table->n_columns && ranks[i].total > 0; i++)
    {
      kept[ranks[i].row] = i < most;
      n_others += i >= most;
    }
  for (guint i = 0; i < table->n_columns; i++)
    {
      guint c = qh_table_order (i, table->n_columns);
      gint64 key = qh_variable_get_key (table->columns, c);
      g_autofree char *label = NULL;

      series_of[c] = G_MAXUINT;
      if (!kept[c])
        continue;
      label = qh_variable_dup_key_label (table->columns, key, self->language, self->namer, self->namer_data);
      series_of[c] = qh_chart_data_add_series (data, key, label, QH_CHART_COLOUR_AUTO);
    }
  if (n_others > 0)
    qh_chart_data_add_series (data, QH_CHART_KEY_OTHER, _("Others"), QH_CHART_COLOUR_OTHER);
  for (guint c = 0; c < table->n_columns; c++)
    if (series_of[c] == G_MAXUINT)
      series_of[c] = qh_chart_data_get_n_series (data) - 1;
}

/**
 * qh_board_add_colours:
 * @table: its columns are what has colours
 * @series_of: (out caller-allocates): the series of each column
 *
 * Adds a chart's series.
 */
void
qh_board_add_colours (QhBoard       *self,
                      QhBoardChart   chart,
                      QhChartData   *data,
                      const QhTable *table,
                      guint         *series_of)
{
  const QhChartSpec *spec = qh_board_get_part (self, chart)->spec;

  if (spec->colours == NULL)
    {
      for (guint c = 0; c < table->n_columns; c++)
        series_of[c] = 0;
      qh_chart_data_add_series (data, 0, spec->measure == QH_CHART_MEASURE_MINUTES ? _("Minutes") : _("Count"), 0);
    }
  else if (g_str_equal (spec->colours, "function"))
    add_functions (self, data, table, series_of);
  else
    add_keys (self, data, table, spec->form == QH_CHART_MULTIPLES ? G_MAXUINT : QH_BOARD_MOST_COLOURS, series_of);
}

/**
 * qh_board_draw_bars:
 *
 * Returns: (transfer full): figures by the chart's rows, most frequent first,
 *   with its colours.
 */
QhChartData *
qh_board_draw_bars (QhBoard     *self,
                    QhBoardChart chart)
{
  const QhChartSpec *spec = qh_board_get_part (self, chart)->spec;
  gboolean types = g_str_equal (spec->rows, "type");
  g_autoptr (QhChartData) data = qh_chart_data_new (spec->form, _("By type and function"));
  g_autoptr (GError) error = NULL;
  g_autoptr (QhTable) table = qh_table_new (qh_board_get_source_frame (self, chart), spec->rows, spec->colours, qh_board_mask_for (self, chart, TRUE),
                                            spec->measure == QH_CHART_MEASURE_MINUTES ? QH_MEASURE_MINUTES : QH_MEASURE_COUNT, &error);
  g_autofree char *heading = NULL;
  g_autofree Rank *ranks = NULL;
  g_autofree guint *series_of = NULL;
  const char *others = types ? _("Other types") : _("Others");

  if (table == NULL)
    {
      qh_chart_data_set_string (&data->empty_reason, error->message);
      return g_steal_pointer (&data);
    }
  heading = qh_variable_dup_label (table->rows, self->language);
  qh_chart_data_set_string (&data->category_title, types ? _("Type") : heading);
  qh_chart_data_set_string (&data->others_label, others);
  ranks = g_new (Rank, table->n_rows);
  series_of = g_new (guint, table->n_columns);
  qh_board_add_colours (self, chart, data, table, series_of);
  for (guint i = 0; i < table->n_rows; i++)
    {
      guint row = qh_table_order (i, table->n_rows);

      ranks[i] = (Rank) { row, qh_table_sum_row (table, row) };
    }
  if (!spec->ordered)
    qsort (ranks, table->n_rows, sizeof (Rank), compare_ranks);
  for (guint i = 0; i < table->n_rows; i++)
    {
      gint64 key = qh_variable_get_key (table->rows, ranks[i].row);
      g_autofree char *label = NULL;
      guint category;

      if (ranks[i].row == QH_FRAME_NONE)
        data->unspecified = (gint64) ranks[i].total;
      if (ranks[i].row == QH_FRAME_NONE || ranks[i].total == 0)
        continue;
      label = qh_variable_dup_key_label (table->rows, key, self->language, self->namer, self->namer_data);
      category = qh_chart_data_add_category (data, key, label, NULL);
      for (guint c = 0; c < table->n_columns; c++)
        if (qh_table_get_cell (table, ranks[i].row, c) > 0)
          qh_chart_data_set_value (data, category, series_of[c],
                                   qh_chart_data_get_value (data, category, series_of[c]) + (double) qh_table_get_cell (table, ranks[i].row, c));
    }
  qh_board_mark_selection (self, chart, data);
  return qh_chart_data_fold (data, spec->most > 0 ? spec->most : types ? QH_BOARD_MOST_TYPES + 1 : 0, 0, others, _("Other functions"));
}

/**
 * qh_board_draw_layers:
 *
 * Returns: (transfer full): figures over time with the chart's colours: layers
 *   of them, or a small chart each, the most frequent first.
 */
QhChartData *
qh_board_draw_layers (QhBoard     *self,
                      QhBoardChart chart)
{
  static const char *const steps[] = { "day", "week", "month" };
  const QhChartSpec *spec = qh_board_get_part (self, chart)->spec;
  QhChartData *data = qh_board_new_periods (self, chart);
  g_autoptr (GError) error = NULL;
  g_autoptr (QhTable) table = qh_table_new (qh_board_get_source_frame (self, chart), steps[qh_board_get_step (self)], spec->colours, qh_board_mask_for (self, chart, TRUE),
                                            spec->measure == QH_CHART_MEASURE_MINUTES ? QH_MEASURE_MINUTES : QH_MEASURE_COUNT, &error);
  g_autofree guint *series_of = NULL;

  if (table == NULL)
    {
      qh_chart_data_set_string (&data->empty_reason, error->message);
      return data;
    }
  series_of = g_new (guint, table->n_columns);
  qh_board_add_colours (self, chart, data, table, series_of);
  if (qh_chart_data_get_n_series (data) == 0)
    return data;
  qh_board_add_periods (self, data);
  for (guint row = QH_FRAME_FIRST_CODE, category = 0; row < table->n_rows; row++)
    {
      gint64 key = qh_variable_get_key (table->rows, row);

      while (category < qh_chart_data_get_n_categories (data) && qh_chart_data_get_category (data, category)->key < key)
        category++;
      if (category == qh_chart_data_get_n_categories (data))
        break;
      for (guint c = 0; c < table->n_columns && qh_chart_data_get_category (data, category)->key == key; c++)
        if (qh_table_get_cell (table, row, c) > 0)
          qh_chart_data_set_value (data, category, series_of[c],
                                   qh_chart_data_get_value (data, category, series_of[c]) + (double) qh_table_get_cell (table, row, c));
    }
  return data;
}
