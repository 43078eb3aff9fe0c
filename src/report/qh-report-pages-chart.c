/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/qh-report-pages-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define SCALE 0.72 /* a chart's text is 12 at least */
#define MOST_BARS 12
#define ROW 26.0
#define AROUND 74.0

static int
find_head (const QhReportBlock *block, QhReportShow show)
{
  for (guint h = 0; h < block->heads->len; h++)
    {
      const QhReportHead *head = g_ptr_array_index (block->heads, h);

      if (head->show == show && head->where[0] == NULL)
        return (int)h;
    }
  return -1;
}

/* What a row's bar shows: of what is planned only what meets the goal. */
static double
get_shown (const QhReportLine *line, int head)
{
  const QhReportCell *cell = qh_report_get_cell (line, (guint)head);

  if (cell->hidden)
    return (double)NAN;
  return line->due > 0 ? line->done : cell->value;
}

static int
compare_lines (gconstpointer a, gconstpointer b, gpointer head)
{
  double first = get_shown (*(QhReportLine *const *)a, GPOINTER_TO_INT (head));
  double second = get_shown (*(QhReportLine *const *)b, GPOINTER_TO_INT (head));

  return first > second ? -1 : first < second;
}

/* The rows of level 1 whose figure is shown, the greatest first. */
static GPtrArray *
list_bars (const QhReportBlock *block, int head)
{
  GPtrArray *lines = g_ptr_array_new ();

  for (guint i = 0; i < block->lines->len; i++)
    {
      QhReportLine *line = g_ptr_array_index (block->lines, i);

      if (!line->total && line->level == 1 && get_shown (line, head) > 0)
        g_ptr_array_add (lines, line);
    }
  g_ptr_array_sort_with_data (lines, compare_lines, GINT_TO_POINTER (head));
  if (lines->len > MOST_BARS)
    g_ptr_array_set_size (lines, MOST_BARS);
  return lines;
}

/**
 * qh_report_make_chart:
 *
 * Returns: (transfer full) (nullable): the figures of the chart of a section; %NULL
 *   where there is nothing to draw.
 */
QhChartData *
qh_report_make_chart (const QhReportBlock *block)
{
  int total = find_head (block, QH_REPORT_TOTAL);
  g_autoptr (GPtrArray) lines = total >= 0 ? list_bars (block, total) : NULL;
  gboolean bullet = block->chart == QH_REPORT_BULLET;
  QhChartData *data;

  if (lines == NULL || lines->len == 0)
    return NULL;
  data = qh_chart_data_new (bullet ? QH_CHART_BULLET : QH_CHART_STACKED_BARS, block->title);
  qh_chart_data_add_series (data, 0, _ ("Carried out"), 0);
  if (bullet)
    qh_chart_data_add_series (data, 1, _ ("Planned"), 1);
  for (guint i = 0; i < lines->len; i++)
    {
      const QhReportLine *line = g_ptr_array_index (lines, i);

      qh_chart_data_add_category (data, i, line->label, line->label);
      qh_chart_data_set_value (data, i, 0, get_shown (line, total));
      if (bullet)
        qh_chart_data_set_value (data, i, 1, line->due > 0 ? round (line->due) : (double)NAN);
    }
  if (bullet)
    qh_chart_data_set_string (&data->subtitle, _ ("Done (bar) and planned (line)"));
  return data;
}

/**
 * qh_report_pages_add_chart:
 *
 * Draws the chart of a section below its table, on one page.
 */
void
qh_report_pages_add_chart (QhReportPages *self, const QhReportBlock *block)
{
  g_autoptr (QhChartData) data = qh_report_make_chart (block);
  QhChartLayout *layout;
  double height;

  if (data == NULL)
    return;
  height = (AROUND + ROW * qh_chart_data_get_n_categories (data)) * SCALE;
  layout = qh_chart_layout_new (data,
                                QH_CHART_THEME_PRINT,
                                self->width / SCALE,
                                height / SCALE,
                                QH_CHART_LAYOUT_PLAIN,
                                self->context);
  qh_report_pages_need (self, height + 6);
  self->y += 6;
  qh_report_pages_open (self, "Figure");
  {
    QhReportItem item = { .kind = QH_REPORT_ITEM_CHART, .y = self->y, .width = self->width, .height = height,
                          .size = SCALE, .chart = layout };
    GArray *page = g_ptr_array_index (self->pages, self->pages->len - 1);

    g_array_append_val (page, item);
  }
  qh_report_pages_close (self, "Figure");
  self->y += height;
}
