/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The charts of numbers: histogram, boxes, means, two numbers by each other. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <stdlib.h>

#include "board/qh-board.h"
#include "chart/qh-chart-box.h"
#include "domain/qh-number.h"
#include "frame/qh-small-cells.h"
#include "research/qh-explore-private.h"
#include "stats/qh-descriptives.h"

#define MOST_BOXES 20
#define N_SPANS 16
#define N_GRID 24
#define MOST_POINTS 2000
#define MOST_COLOURS 7

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
  double from = self->start + span * self->width, to = from + self->width - (self->whole ? 1 : 0);
  int digits = self->whole ? 15 : 4;
  g_autofree char *first = qh_number_format (from, digits), *last = qh_number_format (to, digits);

  return to > from ? g_strdup_printf ("%s–%s", first, last) : g_steal_pointer (&first);
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
      g_autofree char *axis = qh_number_format (spans.start + i * spans.width, spans.whole ? 15 : 4);

      qh_chart_data_set_value (
        chart, qh_chart_data_add_category (chart, i, label, axis), 0, counts[i]);
    }
  qh_board_hide_small (chart, self->rules->least, TRUE);
  g_ptr_array_add (answer->charts, chart);
}

/* Where few rows may not be told, neither are the ends of whiskers that are theirs. */
static void
add_box (const QhExploring *self, QhChartData *chart, const char *label, double *values, gsize n)
{
  qh_chart_box_add (
    chart, qh_chart_data_get_n_categories (chart), label, values, n, self->rules->least);
}

/* Which definition is drawn, or what of it is not. */
static void
add_boxes (const QhExploring *self, QhAnswer *answer, QhChartData *boxes)
{
  g_ptr_array_add (answer->charts, boxes);
  g_ptr_array_add (
    answer->lines,
    self->rules->least > 0
      ? g_strdup_printf (_ ("Whiskers and outliers that fewer than %u rows make are not drawn."),
                         self->rules->least)
      : g_strdup (_ ("Boxes go from hinge to hinge and whiskers to the last value within 1.5 "
                     "lengths of the box; rings are outliers (Tukey).")));
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
  boxes = qh_chart_box_new (answer->subtitle);
  add_box (self, boxes, of->label, values, n);
  draw_histogram (self, answer, values, n);
  add_boxes (self, answer, boxes);
}

static void
draw_groups (const QhExploring *self, QhAnswer *answer, const QhStatsData *data)
{
  g_autoptr (QhStatsGroups) groups = qh_stats_data_split (data, 1, G_MAXUINT, 1, NULL);
  QhChartData *boxes;

  if (groups == NULL)
    return;
  boxes = qh_chart_box_new (answer->subtitle);
  for (guint g = 0; g < MIN (groups->n_groups, MOST_BOXES); g++)
    add_box (self, boxes, groups->labels[g], groups->values[g], groups->sizes[g]);
  if (groups->n_groups > MOST_BOXES)
    qh_chart_data_set_string (&boxes->note,
                              _ ("Only the first groups are drawn; the table has them all."));
  add_boxes (self, answer, boxes);
}

/* A category that has no figure yet. */
static guint
add_empty (QhChartData *chart, gint64 key, const char *label)
{
  guint category = qh_chart_data_add_category (chart, key, label, NULL);

  for (guint s = 0; s < qh_chart_data_get_n_series (chart); s++)
    qh_chart_data_set_value (chart, category, s, NAN);
  return category;
}

/* Means */

static gboolean
is_by_months (const QhExploring *self)
{
  return self->by != NULL && g_str_has_suffix (self->by, ":month");
}

/* What a variable that parts the chart has: nothing where there is none. */
typedef struct
{
  QhStatsVariable *variable; /* NULL: all is one */
  guint n;                   /* parts */
} Colour;

static void
colour_clear (Colour *self)
{
  g_clear_pointer (&self->variable, qh_stats_variable_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Colour, colour_clear)

/* Colours go with a chart that has each row once: not with a weight. */
static void
load_colour (const QhExploring *self, const QhStatsData *data, QhAnswer *answer, Colour *colour)
{
  g_autoptr (QhStatsData) loaded = NULL;
  QhExploring one = *self;

  if (self->colour == NULL || self->weight != NULL || g_strcmp0 (self->colour, self->by) == 0)
    return;
  one.of = self->colour;
  one.by = NULL;
  loaded = qh_explore_load (&one, qh_stats_test_find ("proportion", NULL), NULL);
  if (loaded == NULL || loaded->n != data->n
      || qh_stats_data_of (loaded, 0)->categories->len > MOST_COLOURS)
    {
      g_ptr_array_add (
        answer->lines,
        g_strdup_printf (
          _ ("The chart is without colours: “%s” is no variable of %u categories at most."),
          self->colour,
          MOST_COLOURS));
      return;
    }
  colour->variable = g_ptr_array_steal_index (loaded->of, 0);
  colour->n = colour->variable->categories->len;
}

static const char *
get_part_label (const Colour *self, guint part, const char *alone)
{
  return self->variable != NULL ? g_ptr_array_index (self->variable->categories, part) : alone;
}

static gboolean
is_part (const Colour *self, gsize row, guint part)
{
  return self->variable == NULL || self->variable->values[row] == part;
}

/* How many rows each group has in each part. */
static double *
count_parts (const QhStatsData *data, const Colour *colour)
{
  const QhStatsVariable *of = qh_stats_data_of (data, 0), *by = qh_stats_data_by (data, 0);
  double *counts = g_new0 (double, by->categories->len * colour->n + 1);

  for (gsize i = 0; i < data->n; i++)
    for (guint part = 0; part < colour->n; part++)
      if (!isnan (by->values[i]) && !isnan (of->values[i]) && is_part (colour, i, part))
        counts[(guint)by->values[i] * colour->n + part]++;
  return counts;
}

static void
add_mean (QhChartData *chart, guint category, guint part, double *values, gsize n, double confidence)
{
  QhDescriptives all;

  if (n == 0 || !qh_descriptives_compute (values, n, confidence, &all, NULL))
    return;
  qh_chart_data_set_value (chart, category, 3 * part, all.low);
  qh_chart_data_set_value (chart, category, 3 * part + 1, all.mean);
  qh_chart_data_set_value (chart, category, 3 * part + 2, all.high);
}

/* @hidden: (nullable): the parts of which nothing is shown, by a column more than these */
static void
add_group_means (QhChartData *chart,
                 const QhStatsData *data,
                 const Colour *colour,
                 guint group,
                 const guint8 *hidden)
{
  const QhStatsVariable *of = qh_stats_data_of (data, 0), *by = qh_stats_data_by (data, 0);
  guint category = add_empty (chart, group, g_ptr_array_index (by->categories, group));
  g_autofree double *values = g_new (double, MAX (1, data->n));

  for (guint part = 0; part < colour->n; part++)
    {
      gsize n = 0;

      if (hidden != NULL && hidden[group * (colour->n + 1) + part])
        continue;
      for (gsize i = 0; i < data->n; i++)
        if (by->values[i] == group && !isnan (of->values[i]) && is_part (colour, i, part))
          values[n++] = of->values[i];
      add_mean (chart, category, part, values, n, data->confidence);
    }
}

/* Means with their intervals; of months after each other. */
static void
draw_means (const QhExploring *self, QhAnswer *answer, const QhStatsData *data)
{
  const QhStatsVariable *of = qh_stats_data_of (data, 0), *by = qh_stats_data_by (data, 0);
  QhChartData *chart = qh_chart_data_new (QH_CHART_INTERVALS, _ ("Means and their intervals"));
  g_auto (Colour) colour = { NULL, 1 };
  guint n = MIN (by->categories->len, is_by_months (self) ? G_MAXUINT : MOST_BOXES);
  g_autofree guint8 *hidden = NULL;

  load_colour (self, data, answer, &colour);
  chart->step = is_by_months (self) ? QH_CHART_STEP_MONTH : QH_CHART_STEP_NONE;
  qh_chart_data_set_string (&chart->category_title, by->label);
  for (guint part = 0; part < colour.n; part++)
    {
      qh_chart_data_add_series (chart, 3 * part, _ ("Mean from"), (int)part);
      qh_chart_data_add_series (
        chart, 3 * part + 1, get_part_label (&colour, part, of->label), (int)part);
      qh_chart_data_add_series (chart, 3 * part + 2, _ ("Mean to"), (int)part);
    }
  if (self->rules->least >= 2)
    {
      g_autofree double *counts = count_parts (data, &colour);

      hidden = qh_small_cells_find (counts, by->categories->len, colour.n, self->rules->least, TRUE);
    }
  for (guint g = 0; g < n; g++)
    add_group_means (chart, data, &colour, g, hidden);
  if (n < by->categories->len)
    qh_chart_data_set_string (&chart->note,
                              _ ("Only the first groups are drawn; the table has them all."));
  g_ptr_array_add (answer->charts, chart);
}

/* Two numbers by each other */

static void
find_range (const QhStatsVariable *variable,
            const guint8 *whole,
            gsize n,
            double *least,
            double *most,
            gboolean *integers)
{
  *least = INFINITY;
  *most = -INFINITY;
  *integers = TRUE;
  for (gsize i = 0; i < n; i++)
    if (whole[i])
      {
        *least = MIN (*least, variable->values[i]);
        *most = MAX (*most, variable->values[i]);
        *integers &= variable->values[i] == floor (variable->values[i]);
      }
}

static char *
name_point (double x, double y, guint rows)
{
  g_autofree char *right = qh_number_format (x, 4), *up = qh_number_format (y, 4);

  return rows == 1 ? g_strdup_printf ("%s; %s", right, up)
                   /* Translators: a point of a chart, and how many rows it is */
                   : g_strdup_printf (
                     ngettext ("%s; %s (%u row)", "%s; %s (%u rows)", rows), right, up, rows);
}

static void
add_point (QhChartData *chart, double x, double y, guint part, guint rows)
{
  g_autofree char *label = name_point (x, y, rows);
  guint category = add_empty (chart, rows, label);

  qh_chart_data_set_value (chart, category, 0, x);
  qh_chart_data_set_value (chart, category, 1 + part, y);
}

static void
add_rows (QhChartData *chart,
          const QhStatsVariable *x,
          const QhStatsVariable *y,
          const guint8 *whole,
          gsize n,
          const Colour *colour)
{
  for (gsize i = 0; i < n; i++)
    for (guint part = 0; whole[i] && part < colour->n; part++)
      if (is_part (colour, i, part))
        add_point (chart, x->values[i], y->values[i], part, 1);
}

/* A point for each square that has rows; those of few are left out where few are hidden,
 * and one more where it would tell a single such square. */
static gboolean
add_squares (QhChartData *chart,
             const QhStatsVariable *x,
             const QhStatsVariable *y,
             const guint8 *whole,
             gsize n,
             guint least)
{
  double low_x, high_x, low_y, high_y;
  gboolean whole_x, whole_y, any = FALSE;
  Spans across, up;
  g_autofree double *counts = NULL;
  g_autofree guint8 *hidden = NULL;

  find_range (x, whole, n, &low_x, &high_x, &whole_x);
  find_range (y, whole, n, &low_y, &high_y, &whole_y);
  across = find_spans (low_x, high_x, whole_x, N_GRID);
  up = find_spans (low_y, high_y, whole_y, N_GRID);
  counts = g_new0 (double, across.n *up.n);
  for (gsize i = 0; i < n; i++)
    if (whole[i])
      counts[find_span (&up, y->values[i]) * across.n + find_span (&across, x->values[i])]++;
  hidden = qh_small_cells_find (counts, across.n * up.n, 1, least, TRUE);
  for (guint i = 0; i < across.n * up.n; i++)
    {
      any |= hidden[i * 2];
      if (counts[i] > 0 && !hidden[i * 2])
        add_point (chart,
                   across.start + (i % across.n + (across.whole ? 0 : 0.5)) * across.width
                     + (across.whole ? (across.width - 1) / 2 : 0),
                   up.start + (i / across.n + (up.whole ? 0 : 0.5)) * up.width
                     + (up.whole ? (up.width - 1) / 2 : 0),
                   0,
                   (guint)counts[i]);
    }
  return any;
}

static void
add_line (QhChartData *chart,
          const QhStatsVariable *x,
          const QhStatsVariable *y,
          const guint8 *whole,
          gsize n)
{
  double n_whole = 0, mean_x = 0, mean_y = 0, squares = 0, products = 0;

  for (gsize i = 0; i < n; i++)
    if (whole[i])
      {
        n_whole++;
        mean_x += (x->values[i] - mean_x) / n_whole;
        mean_y += (y->values[i] - mean_y) / n_whole;
      }
  for (gsize i = 0; i < n; i++)
    if (whole[i])
      {
        squares += (x->values[i] - mean_x) * (x->values[i] - mean_x);
        products += (x->values[i] - mean_x) * (y->values[i] - mean_y);
      }
  chart->has_line = n_whole > 1 && squares > 0;
  if (!chart->has_line)
    return;
  chart->slope = products / squares;
  chart->intercept = mean_y - chart->slope * mean_x;
}

static void
draw_pairs (const QhExploring *self, QhAnswer *answer, const QhStatsData *data)
{
  const QhStatsVariable *y = qh_stats_data_of (data, 0), *x = qh_stats_data_by (data, 0);
  QhChartData *chart = qh_chart_data_new (QH_CHART_SCATTER, answer->subtitle);
  g_autofree guint8 *whole = g_new0 (guint8, MAX (1, data->n));
  g_auto (Colour) colour = { NULL, 1 };
  gsize n = 0;

  for (gsize i = 0; i < data->n; i++)
    n += whole[i] = !isnan (x->values[i]) && !isnan (y->values[i]);
  if (self->rules->least == 0 && n <= MOST_POINTS)
    load_colour (self, data, answer, &colour);
  qh_chart_data_set_string (&chart->category_title, y->label);
  qh_chart_data_add_series (chart, 0, x->label, QH_CHART_COLOUR_AUTO);
  for (guint part = 0; part < colour.n; part++)
    qh_chart_data_add_series (chart, 1 + part, get_part_label (&colour, part, y->label), (int)part);
  if (self->rules->least == 0 && n <= MOST_POINTS)
    add_rows (chart, x, y, whole, data->n, &colour);
  else if (add_squares (chart, x, y, whole, data->n, self->rules->least))
    chart->note = g_strdup_printf (
      _ ("A point is the rows of a square. Squares of fewer than %u rows are hidden."),
      self->rules->least);
  else
    chart->note = g_strdup (_ ("A point is the rows of a square: the larger, the more."));
  add_line (chart, x, y, whole, data->n);
  g_ptr_array_add (answer->charts, chart);
}

/* Curves */

/* 0 for a group without a curve. */
static guint
find_curve (const QhChartData *chart, const char *group)
{
  for (guint s = 1; s < qh_chart_data_get_n_series (chart); s++)
    if (g_str_equal (qh_chart_data_get_series (chart, s)->label, group))
      return s;
  return 0;
}

/* Each group's curve, as far as there are colours to tell them apart. */
static void
name_curves (QhChartData *chart, const QhFigureTable *steps)
{
  for (guint r = 0; r < qh_figure_table_get_n_rows (steps); r++)
    {
      const char *group = qh_figure_table_get (steps, r, 0)->text;
      guint n = qh_chart_data_get_n_series (chart);

      if (n <= MOST_COLOURS && find_curve (chart, group) == 0)
        qh_chart_data_add_series (chart, n, group, (int)n - 1);
    }
}

/**
 * qh_explore_draw_curves:
 * @across: what the times are
 *
 * Adds the curves of how many go on.
 */
void
qh_explore_draw_curves (const QhStatsResult *result, const char *across, QhAnswer *answer)
{
  const QhFigureTable *steps = qh_stats_result_find_table (result, "steps");
  QhChartData *chart;

  if (steps == NULL || qh_figure_table_get_n_rows (steps) == 0)
    return;
  chart = qh_chart_data_new (QH_CHART_STEPS, answer->subtitle);
  qh_chart_data_set_string (&chart->category_title, _ ("How many of 100 go on"));
  qh_chart_data_add_series (chart, 0, across, QH_CHART_COLOUR_AUTO);
  name_curves (chart, steps);
  for (guint r = 0; r < qh_figure_table_get_n_rows (steps); r++)
    {
      double time = qh_figure_table_get (steps, r, 1)->value;
      g_autofree char *label = qh_number_format (time, 4);
      guint series = find_curve (chart, qh_figure_table_get (steps, r, 0)->text), category;

      if (series == 0)
        continue;
      category = add_empty (chart, r, label);
      qh_chart_data_set_value (chart, category, 0, time);
      qh_chart_data_set_value (
        chart, category, series, 100 * qh_figure_table_get (steps, r, 4)->value);
    }
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
    {
      draw_means (self, answer, data);
      if (!is_by_months (self))
        draw_groups (self, answer, data);
    }
}
