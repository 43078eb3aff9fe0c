/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The charts of numbers: histogram, boxes, two numbers by each other. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <stdlib.h>

#include "board/qh-board.h"
#include "research/qh-explore-private.h"
#include "stats/qh-descriptives.h"

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

/* Spans of numbers of one width, which begins at a round one. */
typedef struct
{
  double start;
  double width;
  guint n;
  gboolean whole; /* all numbers are */
} Spans;

static gboolean
are_whole (const double *values, gsize n)
{
  for (gsize i = 0; i < n; i++)
    if (values[i] != floor (values[i]))
      return FALSE;
  return TRUE;
}

/* The next of 1, 2, 5, 10, 20… */
static double
round_up (double width)
{
  double power = pow (10, floor (log10 (width))), first = width / power;

  return power * (first <= 1 ? 1 : first <= 2 ? 2 : first <= 5 ? 5 : 10);
}

static Spans
find_spans (double least, double most, gboolean whole, guint wanted)
{
  Spans self = { least, 1, 1, whole };

  if (most > least)
    self.width = round_up ((most - least) / wanted);
  if (whole)
    self.width = MAX (1, self.width);
  self.start = floor (least / self.width) * self.width;
  self.n = (guint)((most - self.start) / self.width) + 1;
  return self;
}

static guint
find_span (const Spans *self, double value)
{
  return MIN (self->n - 1, (guint)MAX (0, (value - self->start) / self->width));
}

static char *
name_span (const Spans *self, guint span)
{
  double from = self->start + span * self->width;

  if (!self->whole)
    return g_strdup_printf ("%.4g–%.4g", from, from + self->width);
  return self->width > 1 ? g_strdup_printf ("%.10g–%.10g", from, from + self->width - 1)
                         : g_strdup_printf ("%.10g", from);
}

static void
draw_histogram (const QhExploring *self, QhAnswer *answer, const double *sorted, gsize n)
{
  QhChartData *chart = qh_chart_data_new (QH_CHART_HISTOGRAM, answer->subtitle);
  Spans spans = find_spans (sorted[0], sorted[n - 1], are_whole (sorted, n), N_SPANS);
  g_autofree guint *counts = g_new0 (guint, spans.n);

  for (gsize i = 0; i < n; i++)
    counts[find_span (&spans, sorted[i])]++;
  qh_chart_data_add_series (chart, 0, _ ("Rows"), QH_CHART_COLOUR_AUTO);
  for (guint i = 0; i < spans.n; i++)
    {
      g_autofree char *label = name_span (&spans, i);
      g_autofree char *axis = g_strdup_printf ("%.4g", spans.start + i * spans.width);

      qh_chart_data_set_value (chart, qh_chart_data_add_category (chart, i, label, axis), 0, counts[i]);
    }
  qh_board_hide_small (chart, self->rules->least, TRUE);
  g_ptr_array_add (answer->charts, chart);
}

/* The quartiles of few are single rows', and so is the end of a whisker. */
static double
get_safe (const QhExploring *self, double value, const double *values, gsize n)
{
  return self->rules->least == 0 || qh_explore_is_safe (value, values, n, self->rules->least) ? value : NAN;
}

static void
add_box (const QhExploring *self, QhChartData *chart, const char *label, double *values, gsize n)
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
  qh_chart_data_set_value (chart, category, QH_CHART_BOX_LOW, get_safe (self, values[low], values, n));
  qh_chart_data_set_value (chart, category, QH_CHART_BOX_FIRST_QUARTILE, get_safe (self, all.q1, values, n));
  qh_chart_data_set_value (chart, category, QH_CHART_BOX_MEDIAN, get_safe (self, all.median, values, n));
  qh_chart_data_set_value (chart, category, QH_CHART_BOX_THIRD_QUARTILE, get_safe (self, all.q3, values, n));
  qh_chart_data_set_value (chart, category, QH_CHART_BOX_HIGH, get_safe (self, values[high], values, n));
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
draw_number (const QhExploring *self, QhAnswer *answer, const QhStatsData *data)
{
  const QhStatsVariable *of = qh_stats_data_of (data, 0);
  g_autofree double *values = NULL;
  gsize n = qh_stats_data_values (of, data->n, &values);
  QhChartData *boxes;

  if (n == 0)
    return;
  boxes = new_boxes (answer);
  add_box (self, boxes, of->label, values, n);
  draw_histogram (self, answer, values, n);
  g_ptr_array_add (answer->charts, boxes);
}

static void
draw_groups (const QhExploring *self, QhAnswer *answer, const QhStatsData *data)
{
  g_autoptr (QhStatsGroups) groups = qh_stats_data_split (data, 1, G_MAXUINT, 1, NULL);
  QhChartData *boxes;

  if (groups == NULL)
    return;
  boxes = new_boxes (answer);
  for (guint g = 0; g < MIN (groups->n_groups, MOST_BOXES); g++)
    add_box (self, boxes, groups->labels[g], groups->values[g], groups->sizes[g]);
  if (groups->n_groups > MOST_BOXES)
    qh_chart_data_set_string (&boxes->note, _ ("Only the first groups are drawn; the table has them all."));
  g_ptr_array_add (answer->charts, boxes);
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
draw_pairs (const QhExploring *self, QhAnswer *answer, const QhStatsData *data)
{
  const QhStatsVariable *of = qh_stats_data_of (data, 0), *by = qh_stats_data_by (data, 0);
  g_autofree double *y = NULL, *x = NULL;
  gsize n = qh_stats_data_pair (of, by, data->n, &y, &x);
  g_autofree double *counts = NULL;
  double low_x, high_x, low_y, high_y;
  Spans across, up;
  QhChartData *chart;

  if (n == 0)
    return;
  find_range (x, n, &low_x, &high_x);
  find_range (y, n, &low_y, &high_y);
  across = find_spans (low_x, high_x, are_whole (x, n), N_GRID);
  up = find_spans (low_y, high_y, are_whole (y, n), N_GRID);
  counts = g_new0 (double, across.n * up.n);
  for (gsize i = 0; i < n; i++)
    counts[find_span (&up, y[i]) * across.n + find_span (&across, x[i])]++;
  chart = qh_chart_data_new (QH_CHART_HEAT_MAP, answer->subtitle);
  for (guint c = 0; c < across.n; c++)
    {
      g_autofree char *label = g_strdup_printf ("%.4g", across.start + c * across.width);

      qh_chart_data_add_series (chart, c, label, QH_CHART_COLOUR_AUTO);
    }
  /* The highest on top, as on an axis. */
  for (guint r = 0; r < up.n; r++)
    {
      guint part = up.n - 1 - r;
      g_autofree char *label = name_span (&up, part);
      guint category = qh_chart_data_add_category (chart, r, label, NULL);

      for (guint c = 0; c < across.n; c++)
        qh_chart_data_set_value (chart, category, c, counts[part * across.n + c]);
    }
  chart->note = g_strdup_printf (_ ("From top to bottom “%s”, from left to right “%s” by where each span begins."), of->label, by->label);
  qh_board_hide_small (chart, self->rules->least, FALSE);
  g_ptr_array_add (answer->charts, chart);
}

static gboolean
is_number (const QhStatsVariable *variable)
{
  return variable->categories == NULL;
}

/**
 * qh_explore_draw:
 * @data: of a test of numbers
 *
 * Adds the chart that fits them.
 */
void
qh_explore_draw (const QhExploring *self, const QhStatsData *data, QhAnswer *answer)
{
  if (data->of->len != 1 || !is_number (qh_stats_data_of (data, 0)))
    return;
  if (data->by->len == 0)
    draw_number (self, answer, data);
  else if (is_number (qh_stats_data_by (data, 0)))
    draw_pairs (self, answer, data);
  else
    draw_groups (self, answer, data);
}
