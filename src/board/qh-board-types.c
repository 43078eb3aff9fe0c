/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "board/qh-board-private.h"

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

/**
 * qh_board_draw_types:
 *
 * Returns: (transfer full): activities by type, most frequent first, stacked by function.
 */
QhChartData *
qh_board_draw_types (QhBoard *self)
{
  g_autoptr (QhChartData) data = qh_chart_data_new (QH_CHART_STACKED_BARS, _("By type and function"));
  g_autoptr (QhTable) table = qh_table_new (self->frame, "type", "function", qh_board_mask_for (self, QH_BOARD_TYPES, TRUE), QH_MEASURE_COUNT, NULL);
  g_autofree Rank *ranks = NULL;
  g_autofree guint *series_of = NULL;

  qh_chart_data_set_string (&data->category_title, _("Type"));
  qh_chart_data_set_string (&data->others_label, _("Other types"));
  g_return_val_if_fail (table != NULL, g_steal_pointer (&data));
  ranks = g_new (Rank, table->n_rows);
  series_of = g_new (guint, table->n_columns);
  add_functions (self, data, table, series_of);
  for (guint row = 0; row < table->n_rows; row++)
    ranks[row] = (Rank) { row, qh_table_sum_row (table, row) };
  qsort (ranks, table->n_rows, sizeof (Rank), compare_ranks);
  for (guint i = 0; i < table->n_rows && ranks[i].total > 0; i++)
    {
      gint64 key = qh_variable_get_key (table->rows, ranks[i].row);
      g_autofree char *label = qh_variable_dup_key_label (table->rows, key, self->language, NULL, NULL);
      guint category = qh_chart_data_add_category (data, key, label, NULL);

      for (guint c = 0; c < table->n_columns; c++)
        if (qh_table_get_cell (table, ranks[i].row, c) > 0)
          qh_chart_data_set_value (data, category, series_of[c],
                                   qh_chart_data_get_value (data, category, series_of[c]) + (double) qh_table_get_cell (table, ranks[i].row, c));
    }
  qh_board_mark_selection (self, QH_BOARD_TYPES, data);
  return qh_chart_data_fold (data, QH_BOARD_MOST_TYPES + 1, 0, _("Other types"), _("Other functions"));
}
