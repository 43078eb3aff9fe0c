/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

#include "board/qh-board-private.h"

/* Above this a group of ages has no end. */
#define OLDEST 120

/* "0–4" from "0-4", "60+" from "60-130". */
static char *
shorten_ages (const QhEntry *entry)
{
  const char *dash = entry != NULL && entry->crosswalk != NULL ? strchr (entry->crosswalk, '-') : NULL;
  int first, last;

  if (dash == NULL)
    return NULL;
  first = atoi (entry->crosswalk);
  last = atoi (dash + 1);
  return last >= OLDEST ? g_strdup_printf ("%d+", first) : g_strdup_printf ("%d–%d", first, last);
}

static void
add_sex (QhBoard       *self,
         QhChartData   *data,
         const QhTable *table,
         guint          row)
{
  gint64 key = qh_variable_get_key (table->rows, row);
  const QhEntry *entry = qh_catalogues_find (qh_frame_get_catalogues (self->sources[0].frame), key);
  g_autofree char *label = qh_variable_dup_key_label (table->rows, key, self->language, NULL, NULL);
  const char *code = entry != NULL ? entry->code : "";

  /* The two sides stand for many people: say so in the plural. */
  qh_chart_data_add_series (data, key, g_str_equal (code, "M") ? _("Women") : g_str_equal (code, "H") ? _("Men") : label, QH_CHART_COLOUR_AUTO);
}

/**
 * qh_board_draw_people:
 *
 * Returns: (transfer full): people served, or times that somebody was served,
 *   by sex and age. Who has no sex or no age on record is not specified.
 */
QhChartData *
qh_board_draw_people (QhBoard     *self,
                      QhBoardChart chart)
{
  QhChartData *data = qh_chart_data_new (QH_CHART_PYRAMID, _("People served by sex and age"));
  g_autoptr (QhTable) table = qh_table_new (self->sources[0].frame, "sex", "age_group", qh_board_mask_for (self, chart, TRUE), QH_MEASURE_COUNT, NULL);
  guint n_sides = 0;

  qh_chart_data_set_string (&data->unit, _("people"));
  qh_chart_data_set_string (&data->category_title, _("Age group"));
  g_return_val_if_fail (table != NULL, data);
  for (guint row = QH_FRAME_FIRST_CODE; row < table->n_rows; row++)
    if (n_sides < 2 || qh_table_sum_row (table, row) > 0)
      {
        add_sex (self, data, table, row);
        n_sides++;
      }
  data->unspecified = (gint64) qh_table_sum (table);
  for (guint column = QH_FRAME_FIRST_CODE; column < table->n_columns; column++)
    {
      gint64 key = qh_variable_get_key (table->columns, column);
      g_autofree char *label = qh_variable_dup_key_label (table->columns, key, self->language, NULL, NULL);
      g_autofree char *axis = shorten_ages (qh_catalogues_find (qh_frame_get_catalogues (self->sources[0].frame), key));
      guint category = qh_chart_data_add_category (data, key, label, axis);

      for (guint s = 0; s < qh_chart_data_get_n_series (data); s++)
        for (guint row = QH_FRAME_FIRST_CODE; row < table->n_rows; row++)
          if (qh_variable_get_key (table->rows, row) == qh_chart_data_get_series (data, s)->key)
            qh_chart_data_set_value (data, category, s, (double) qh_table_get_cell (table, row, column));
    }
  data->unspecified -= (gint64) qh_chart_data_get_total (data);
  return data;
}
