/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tests as answers, with the charts of numbers: histogram, boxes, two numbers by each other. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <stdlib.h>

#include "research/qh-explore-private.h"
#include "stats/qh-descriptives.h"
#include "stats/qh-stats-small.h"

#define MOST_BOXES 20
#define N_SPANS 16
#define N_GRID 12
/* Whiskers reach so many quartiles' distances from the box (Tukey). */
#define WHISKER 1.5

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  double first = *(const double *)a, second = *(const double *)b;

  return first < second ? -1 : first > second;
}

static char *
name_span (double from, double to)
{
  return g_strdup_printf ("%.4g–%.4g", from, to);
}

static void
draw_histogram (QhAnswer *answer, const double *sorted, gsize n)
{
  QhChartData *chart = qh_chart_data_new (QH_CHART_HISTOGRAM, answer->subtitle);
  double least = sorted[0], width = (sorted[n - 1] - least) / N_SPANS;
  guint counts[N_SPANS] = { 0 };
  guint n_spans = width > 0 ? N_SPANS : 1;

  for (gsize i = 0; i < n; i++)
    counts[width > 0 ? MIN (N_SPANS - 1, (guint)((sorted[i] - least) / width)) : 0]++;
  qh_chart_data_add_series (chart, 0, _ ("Rows"), QH_CHART_COLOUR_AUTO);
  for (guint i = 0; i < n_spans; i++)
    {
      g_autofree char *label = name_span (least + i * width, least + (i + 1) * width);
      g_autofree char *axis = g_strdup_printf ("%.4g", least + i * width);

      qh_chart_data_set_value (chart, qh_chart_data_add_category (chart, i, label, axis), 0, counts[i]);
    }
  g_ptr_array_add (answer->charts, chart);
}

static void
add_box (QhChartData *chart, const char *label, double *values, gsize n)
{
  QhDescriptives all;
  guint category = qh_chart_data_add_category (chart, qh_chart_data_get_n_categories (chart), label, NULL);
  double reach;
  gsize low = 0, high = n - 1;

  qsort (values, n, sizeof *values, compare_numbers);
  qh_descriptives_compute_sorted (values, n, 0.95, &all);
  reach = WHISKER * (all.q3 - all.q1);
  while (low < n - 1 && values[low] < all.q1 - reach)
    low++;
  while (high > low && values[high] > all.q3 + reach)
    high--;
  qh_chart_data_set_value (chart, category, QH_CHART_BOX_LOW, values[low]);
  qh_chart_data_set_value (chart, category, QH_CHART_BOX_FIRST_QUARTILE, all.q1);
  qh_chart_data_set_value (chart, category, QH_CHART_BOX_MEDIAN, all.median);
  qh_chart_data_set_value (chart, category, QH_CHART_BOX_THIRD_QUARTILE, all.q3);
  qh_chart_data_set_value (chart, category, QH_CHART_BOX_HIGH, values[high]);
}

static QhChartData *
new_boxes (const QhAnswer *answer)
{
  const char *names[] = { _ ("Lower whisker"), _ ("First quartile"), _ ("Median"), _ ("Third quartile"), _ ("Upper whisker") };
  QhChartData *chart = qh_chart_data_new (QH_CHART_BOX, answer->subtitle);

  for (guint i = 0; i < QH_CHART_BOX_N_SERIES; i++)
    qh_chart_data_add_series (chart, i, names[i], QH_CHART_COLOUR_AUTO);
  return chart;
}

static void
draw_number (QhAnswer *answer, const QhStatsData *data)
{
  const QhStatsVariable *of = qh_stats_data_of (data, 0);
  g_autofree double *values = NULL;
  gsize n = qh_stats_data_values (of, data->n, &values);
  QhChartData *boxes;

  if (n == 0)
    return;
  boxes = new_boxes (answer);
  add_box (boxes, of->label, values, n);
  draw_histogram (answer, values, n);
  g_ptr_array_add (answer->charts, boxes);
}

static void
draw_groups (QhAnswer *answer, const QhStatsData *data)
{
  g_autoptr (QhStatsGroups) groups = qh_stats_data_split (data, 1, G_MAXUINT, 1, NULL);
  QhChartData *boxes;

  if (groups == NULL)
    return;
  boxes = new_boxes (answer);
  for (guint g = 0; g < MIN (groups->n_groups, MOST_BOXES); g++)
    add_box (boxes, groups->labels[g], groups->values[g], groups->sizes[g]);
  if (groups->n_groups > MOST_BOXES)
    qh_chart_data_set_string (&boxes->note, _ ("Only the first groups are drawn; the table has them all."));
  g_ptr_array_add (answer->charts, boxes);
}

static guint
find_part (double value, double least, double most)
{
  return most > least ? MIN (N_GRID - 1, (guint)((value - least) / (most - least) * N_GRID)) : 0;
}

static void
find_range (const double *values, gsize n, double *least, double *most)
{
  *least = *most = values[0];
  for (gsize i = 1; i < n; i++)
    {
      *least = MIN (*least, values[i]);
      *most = MAX (*most, values[i]);
    }
}

static void
draw_pairs (QhAnswer *answer, const QhStatsData *data)
{
  const QhStatsVariable *of = qh_stats_data_of (data, 0), *by = qh_stats_data_by (data, 0);
  g_autofree double *y = NULL, *x = NULL;
  gsize n = qh_stats_data_pair (of, by, data->n, &y, &x);
  g_autofree guint *counts = g_new0 (guint, N_GRID * N_GRID);
  double low_x, high_x, low_y, high_y;
  QhChartData *chart;

  if (n == 0)
    return;
  find_range (x, n, &low_x, &high_x);
  find_range (y, n, &low_y, &high_y);
  for (gsize i = 0; i < n; i++)
    counts[find_part (y[i], low_y, high_y) * N_GRID + find_part (x[i], low_x, high_x)]++;
  chart = qh_chart_data_new (QH_CHART_HEAT_MAP, answer->subtitle);
  for (guint c = 0; c < N_GRID; c++)
    {
      double width = (high_x - low_x) / N_GRID;
      g_autofree char *label = g_strdup_printf ("%.3g", low_x + c * width);

      qh_chart_data_add_series (chart, c, label, QH_CHART_COLOUR_AUTO);
    }
  /* The highest on top, as on an axis. */
  for (guint r = 0; r < N_GRID; r++)
    {
      guint part = N_GRID - 1 - r;
      double width = (high_y - low_y) / N_GRID;
      g_autofree char *label = name_span (low_y + part * width, low_y + (part + 1) * width);
      guint category = qh_chart_data_add_category (chart, r, label, NULL);

      for (guint c = 0; c < N_GRID; c++)
        qh_chart_data_set_value (chart, category, c, counts[part * N_GRID + c]);
    }
  chart->note = g_strdup_printf (_ ("From top to bottom “%s”, from left to right “%s” by where each span begins."), of->label, by->label);
  g_ptr_array_add (answer->charts, chart);
}

static gboolean
is_number (const QhStatsVariable *variable)
{
  return variable->categories == NULL;
}

/**
 * qh_explore_numbers:
 * @test: a test's name
 *
 * Returns: (transfer full): what the test says, with the chart that fits numbers.
 */
QhAnswer *
qh_explore_numbers (const QhExploring *self, const char *name, GError **error)
{
  const QhStatsTest *test = qh_stats_test_find (name, error);
  g_autoptr (QhStatsData) data = test != NULL ? qh_explore_load (self, test, error) : NULL;
  g_autoptr (QhStatsResult) result = data != NULL ? test->run (data, error) : NULL;
  QhAnswer *answer;

  if (result == NULL || !qh_stats_hide_small (result, NULL, self->rules->least, error))
    return NULL;
  answer = qh_answer_new (self->question, result->title, self->subtitle);
  qh_answer_add_result (answer, result);
  /* A box of few tells them: the smallest, the median and the largest are persons. */
  if (self->rules->least > 0 || test->counts || data->of->len == 0 || !is_number (qh_stats_data_of (data, 0)))
    return answer;
  if (data->by->len == 0)
    draw_number (answer, data);
  else if (is_number (qh_stats_data_by (data, 0)))
    draw_pairs (answer, data);
  else
    draw_groups (answer, data);
  return answer;
}
