/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <math.h>

#include "board/qh-board-private.h"
#include "chart/qh-chart-box.h"
#include "frame/qh-case-days.h"

/* How long a case has been open, by the end of the period. */
static void
fill_ages (QhBoard             *self,
           const QhBoardSource *source,
           double              *numbers)
{
  const gint32 *opened = qh_board_source_get_dates (source, "opened");

  for (guint row = 0; row < source->n_rows && opened != NULL; row++)
    numbers[row] = opened[row] > QH_NO_DAY ? self->to - opened[row] : NAN;
}

/* From a consultation to the first activity of its case, as the indicator of response time has it. */
static void
fill_waits (QhBoard             *self,
            const QhBoardSource *source,
            double              *numbers)
{
  QhFrame *activities = self->sources[0].frame;
  const QhFrameColumn *of = qh_frame_find_column (source->frame, "case");
  const gint32 *asked = qh_board_source_get_dates (source, NULL);
  g_autoptr (QhDayIndex) by_day = qh_day_index_new (activities, qh_frame_find_main_date (activities)->field->name);
  g_autoptr (QhCaseDays) days = qh_case_days_new (activities, by_day);

  for (guint row = 0; row < source->n_rows; row++)
    {
      gint64 first = asked[row] > QH_NO_DAY ? qh_case_days_find (days, qh_frame_column_get (of, row), asked[row]) : QH_SCAN_NONE;

      if (!QH_SCAN_IS_EMPTY (first))
        numbers[row] = (double)(first - asked[row]);
    }
}

/**
 * qh_board_get_numbers:
 * @name: a field of numbers; "age" of cases, "wait" of consultations, in days
 *
 * Returns: (transfer full): the number of each row, NAN where there is none.
 */
double *
qh_board_get_numbers (QhBoard     *self,
                      QhBoardChart chart,
                      const char  *name)
{
  const QhBoardSource *source = qh_board_find_source (self, qh_board_get_part (self, chart)->spec->kind);
  const QhFrameColumn *column = qh_frame_find_column (source->frame, name);
  double *numbers = g_new (double, MAX (1, source->n_rows));

  for (guint row = 0; row < source->n_rows; row++)
    {
      gint64 value = column != NULL ? qh_frame_column_get (column, row) : QH_SCAN_NONE;

      numbers[row] = QH_SCAN_IS_EMPTY (value) ? NAN : (double) value;
    }
  if (column == NULL && g_str_equal (name, "age") && source->kind == QH_KIND_CASE)
    fill_ages (self, source, numbers);
  else if (column == NULL && g_str_equal (name, "wait") && source->kind == QH_KIND_CONSULTATION)
    fill_waits (self, source, numbers);
  return numbers;
}

/* The span of a number, by its first number; the last span has no end. */
static gint64
find_span (const QhChartSpec *spec,
           double             number)
{
  gint64 width = MAX (1, spec->width);
  gint64 span = (gint64) floor (number / (double) width);

  return MIN (span, (gint64) MAX (2, spec->most) - 1) * width;
}

/**
 * qh_board_mask_spans:
 *
 * Returns: (transfer full): the rows whose number is in a span that is selected.
 */
guint8 *
qh_board_mask_spans (QhBoard     *self,
                     QhBoardChart chart)
{
  const QhBoardPart *part = qh_board_get_part (self, chart);
  const QhBoardSource *source = qh_board_find_source (self, part->spec->kind);
  g_autofree double *numbers = qh_board_get_numbers (self, chart, part->spec->rows);
  guint8 *mask = g_new0 (guint8, MAX (1, source->n_rows));

  for (guint row = 0; row < source->n_rows; row++)
    for (guint i = 0; i < part->selection.categories->len && numbers[row] >= 0; i++)
      mask[row] |= find_span (part->spec, numbers[row]) == g_array_index (part->selection.categories, gint64, i);
  return mask;
}

static void
add_span (QhChartData       *data,
          const QhChartSpec *spec,
          guint              at,
          gboolean           last)
{
  guint width = MAX (1, spec->width);
  gboolean minutes = g_str_equal (spec->rows, "minutes");
  g_autofree char *axis = last ? g_strdup_printf ("%u+", at * width) : g_strdup_printf ("%u", at * width);
  g_autofree char *span = width == 1 || last ? g_strdup (axis) : g_strdup_printf ("%u–%u", at * width, at * width + width - 1);
  guint many = last || width > 1 ? 2 : at;
  /* Translators: a number or a span of days, such as "0–29" or "360+". */
  g_autofree char *label = g_strdup_printf (minutes ? _("%s min") : ngettext ("%s day", "%s days", many), span);

  qh_chart_data_add_category (data, at * width, label, axis);
}

/**
 * qh_board_draw_spans:
 *
 * Returns: (transfer full): how many rows have which numbers. Those without one are not specified.
 */
QhChartData *
qh_board_draw_spans (QhBoard     *self,
                     QhBoardChart chart)
{
  const QhChartSpec *spec = qh_board_get_part (self, chart)->spec;
  const QhBoardSource *source = qh_board_find_source (self, spec->kind);
  QhChartData *data = qh_chart_data_new (QH_CHART_HISTOGRAM, NULL);
  g_autofree double *numbers = qh_board_get_numbers (self, chart, spec->rows);
  const guint8 *mask = qh_board_mask_for (self, chart, TRUE);
  guint n = MAX (2, spec->most), width = MAX (1, spec->width);
  g_autofree guint *counts = g_new0 (guint, n);

  data->unspecified = 0;
  for (guint row = 0; row < source->n_rows; row++)
    if (mask[row] && numbers[row] >= 0)
      counts[find_span (spec, numbers[row]) / width]++;
    else
      data->unspecified += mask[row];
  qh_chart_data_set_string (&data->category_title, g_str_equal (spec->rows, "minutes") ? _("Minutes") : _("Days"));
  qh_chart_data_add_series (data, 0, _("Count"), 0);
  for (guint i = 0; i < n; i++)
    {
      add_span (data, spec, i, i + 1 == n);
      qh_chart_data_set_value (data, i, 0, counts[i]);
    }
  return data;
}

/* Whether its median may be told. */
static gboolean
add_box (QhBoard     *self,
         QhChartData *data,
         gint64       key,
         const char  *label,
         GArray      *numbers)
{
  guint category = qh_chart_data_get_n_categories (data);

  qh_chart_box_add (data, key, label, (double *) (gpointer) numbers->data, numbers->len, self->least);
  return !isnan (qh_chart_data_get_value (data, category, QH_CHART_BOX_MEDIAN));
}

/**
 * qh_board_draw_boxes:
 *
 * Returns: (transfer full): how the minutes of the activities are spread, by the
 *   chart's rows, those with the most activities first.
 */
QhChartData *
qh_board_draw_boxes (QhBoard     *self,
                     QhBoardChart chart)
{
  const QhChartSpec *spec = qh_board_get_part (self, chart)->spec;
  const QhBoardSource *source = qh_board_find_source (self, spec->kind);
  QhChartData *data = qh_chart_box_new (NULL);
  g_autofree double *numbers = qh_board_get_numbers (self, chart, "minutes");
  const guint8 *mask = qh_board_mask_for (self, chart, TRUE);
  g_autoptr (QhVariable) variable = qh_variable_new (source->frame, spec->rows, NULL);
  g_autofree guint32 *categories = g_new (guint32, MAX (1, source->n_rows));
  g_autofree QhBoardRank *ranks = NULL;
  g_autoptr (GPtrArray) lists = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  guint n_hidden = 0;

  g_return_val_if_fail (variable != NULL && variable->level == QH_LEVEL_ROW, data);
  qh_variable_decode (variable, 0, source->n_rows, categories);
  ranks = g_new0 (QhBoardRank, qh_variable_get_n_keys (variable));
  for (guint i = 0; i < qh_variable_get_n_keys (variable); i++)
    {
      ranks[i].category = i;
      g_ptr_array_add (lists, g_array_new (FALSE, FALSE, sizeof (double)));
    }
  for (guint row = 0; row < source->n_rows; row++)
    if (mask[row] && numbers[row] >= 0)
      {
        g_array_append_val (g_ptr_array_index (lists, categories[row]), numbers[row]);
        ranks[categories[row]].n++;
      }
  qh_board_rank (ranks, lists->len);
  for (guint i = 0; i < lists->len && ranks[i].n > 0; i++)
    {
      gint64 key = qh_variable_get_key (variable, ranks[i].category);
      g_autofree char *label = qh_variable_dup_key_label (variable, key, self->language, self->namer, self->namer_data);

      /* A box of few tells them. */
      if (ranks[i].n < self->least)
        {
          n_hidden++;
          continue;
        }
      n_hidden += !add_box (self, data, key, label, g_ptr_array_index (lists, ranks[i].category));
    }
  qh_board_tell_hidden (data, n_hidden, self->least);
  return data;
}
