/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "board/qh-board-private.h"

/* Which functions have a colour of their own: in most charts the most frequent
 * ones of all, so that a colour means the same whatever is filtered; where few
 * are left, all of them. */
static guint
choose_functions (QhBoard       *self,
                  const QhTable *table,
                  gint64         functions[QH_BOARD_MOST_FUNCTIONS],
                  int            colours[QH_BOARD_MOST_FUNCTIONS])
{
  guint n = 0, n_present = 0;
  gboolean used[QH_BOARD_N_FUNCTION_COLOURS] = { FALSE };

  for (guint c = QH_FRAME_FIRST_CODE; c < table->n_columns; c++)
    n_present += qh_table_sum_column (table, c) > 0;
  for (guint i = 0; i < self->n_functions; i++)
    for (guint c = QH_FRAME_FIRST_CODE; c < table->n_columns; c++)
      if (qh_variable_get_key (table->columns, c) == self->functions[i] && qh_table_sum_column (table, c) > 0)
        {
          functions[n] = self->functions[i];
          colours[n++] = (int) i;
          used[i] = TRUE;
        }
  if (n_present > QH_BOARD_MOST_FUNCTIONS)
    return n;
  for (guint c = QH_FRAME_FIRST_CODE; c < table->n_columns; c++)
    {
      gint64 key = qh_variable_get_key (table->columns, c);
      gboolean there = qh_table_sum_column (table, c) == 0;
      int free_colour = 0;

      for (guint i = 0; i < n && !there; i++)
        there = functions[i] == key;
      if (there)
        continue;
      while (free_colour + 1 < QH_BOARD_N_FUNCTION_COLOURS && used[free_colour])
        free_colour++;
      used[free_colour] = TRUE;
      functions[n] = key;
      colours[n++] = free_colour;
    }
  return n;
}

static void
add_functions (QhBoard       *self,
               QhChartData   *data,
               const QhTable *table,
               guint         *series_of)
{
  gint64 functions[QH_BOARD_MOST_FUNCTIONS];
  int colours[QH_BOARD_MOST_FUNCTIONS];
  guint n = choose_functions (self, table, functions, colours);
  guint64 others = 0;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *label = qh_variable_dup_key_label (table->columns, functions[i], self->language, NULL, NULL);

      qh_chart_data_add_series (data, functions[i], label, colours[i]);
    }
  for (guint c = 0; c < table->n_columns; c++)
    {
      series_of[c] = n;
      for (guint i = 0; i < n; i++)
        if (qh_variable_get_key (table->columns, c) == functions[i])
          series_of[c] = i;
      if (series_of[c] == n)
        others += qh_table_sum_column (table, c);
    }
  if (others > 0)
    qh_chart_data_add_series (data, QH_CHART_KEY_OTHER, _("Other functions"), QH_CHART_COLOUR_OTHER);
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
