/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "qh-chart-words.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "qh-chart-box.h"
#include "qh-chart-scale.h"

/* Series, or boxes, told one by one. */
#define MOST_TOLD 6

static void
append_sentence (GString *text, char *sentence)
{
  if (text->len > 0)
    g_string_append_c (text, ' ');
  g_string_append (text, sentence);
  g_free (sentence);
}

/**
 * qh_chart_data_dup_figure:
 *
 * Returns: (transfer full): a figure with what it counts: "1 activity", "1,595 activities"
 */
char *
qh_chart_data_dup_figure (const QhChartData *data, double value)
{
  g_autofree char *number = qh_chart_format_number (value);
  const char *unit = value == 1 && data->unit_of_one != NULL ? data->unit_of_one : data->unit;

  return unit != NULL ? g_strdup_printf ("%s %s", number, unit) : g_strdup (number);
}

/* "2026: 1,595 activities", and over how many days, weeks or months. */
static char *
tell_line (QhChartStep step,
           guint n,
           const char *name,
           const char *total,
           const char *most,
           const char *at)
{
  switch (step)
    {
    case QH_CHART_STEP_DAY:
      /* Translators: a line of a chart: "2026: 627 activities in 22 days, highest 51 (Mon 9 Nov)."
       */
      return g_strdup_printf (ngettext ("%1$s: %2$s in %3$u day, highest %4$s (%5$s).",
                                        "%1$s: %2$s in %3$u days, highest %4$s (%5$s).",
                                        n),
                              name,
                              total,
                              n,
                              most,
                              at);
    case QH_CHART_STEP_WEEK:
      return g_strdup_printf (ngettext ("%1$s: %2$s in %3$u week, highest %4$s (%5$s).",
                                        "%1$s: %2$s in %3$u weeks, highest %4$s (%5$s).",
                                        n),
                              name,
                              total,
                              n,
                              most,
                              at);
    case QH_CHART_STEP_MONTH:
      return g_strdup_printf (ngettext ("%1$s: %2$s in %3$u month, highest %4$s (%5$s).",
                                        "%1$s: %2$s in %3$u months, highest %4$s (%5$s).",
                                        n),
                              name,
                              total,
                              n,
                              most,
                              at);
    default:
      return g_strdup_printf (ngettext ("%1$s: %2$s over %3$u period, highest %4$s (%5$s).",
                                        "%1$s: %2$s over %3$u periods, highest %4$s (%5$s).",
                                        n),
                              name,
                              total,
                              n,
                              most,
                              at);
    }
}

/* Where a computed line ends. */
static void
describe_average (const QhChartData *data, guint series, GString *text)
{
  guint n = qh_chart_data_get_n_categories (data);
  double last = n > 0 ? qh_chart_data_get_value (data, n - 1, series) : NAN;
  g_autofree char *figure = qh_chart_format_number (last);

  if (!isnan (last))
    /* Translators: of a moving average: "average of 4 weeks: 35.2 at the end." */
    append_sentence (text,
                     g_strdup_printf (_ ("%1$s: %2$s at the end."),
                                      qh_chart_data_get_series (data, series)->label,
                                      figure));
}

static void
describe_lines (const QhChartData *data, GString *text)
{
  guint n = qh_chart_data_get_n_categories (data);

  for (guint s = 0; s < qh_chart_data_get_n_series (data); s++)
    {
      double highest = -1;
      guint at = 0;
      if (qh_chart_data_is_computed (data, s))
        {
          describe_average (data, s, text);
          continue;
        }
      for (guint c = 0; c < n; c++)
        {
          double value = qh_chart_data_get_value (data, c, s);
          if (!isnan (value) && value > highest)
            {
              highest = value;
              at = c;
            }
        }
      g_autofree char *total = qh_chart_data_dup_figure (data, qh_chart_data_get_series_total (data, s));
      g_autofree char *most = qh_chart_format_number (MAX (highest, 0));
      append_sentence (text,
                       tell_line (data->step,
                                  n,
                                  qh_chart_data_get_series (data, s)->label,
                                  total,
                                  most,
                                  qh_chart_data_get_category (data, at)->label));
    }
}

static int
compare_totals (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const QhChartData *data = user_data;
  double one = qh_chart_data_get_category_total (data, *(const guint *)a);
  double two = qh_chart_data_get_category_total (data, *(const guint *)b);

  return one != two ? (one < two ? 1 : -1) : (int)*(const guint *)a - (int)*(const guint *)b;
}

static void
describe_bars (const QhChartData *data, GString *text)
{
  guint n = qh_chart_data_get_n_categories (data);
  g_autoptr (GArray) order = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GString) highest = g_string_new (NULL);
  guint n_kinds = 0;

  for (guint c = 0; c < n; c++)
    {
      const QhChartKey *key = qh_chart_data_get_category (data, c);
      n_kinds += MAX (key->n_folded, 1);
      /* What is hidden is not known to be high. */
      if (key->key != QH_CHART_KEY_OTHER && !isnan (qh_chart_data_get_category_figure (data, c)))
        g_array_append_val (order, c);
    }
  g_array_sort_with_data (order, compare_totals, (gpointer)data);
  for (guint i = 0; i < MIN (order->len, 3); i++)
    {
      guint c = g_array_index (order, guint, i);
      g_autofree char *count = qh_chart_format_number (qh_chart_data_get_category_figure (data, c));
      g_string_append_printf (highest,
                              "%s%s (%s)",
                              i > 0 ? ", " : "",
                              qh_chart_data_get_category (data, c)->label,
                              count);
    }
  g_autofree char *total = qh_chart_data_dup_figure (data, qh_chart_data_get_total (data));
  /* Translators: of a chart of bars: "18,122 activities in 16 categories." */
  append_sentence (
    text,
    g_strdup_printf (
      ngettext ("%1$s in %2$u category.", "%1$s in %2$u categories.", n_kinds), total, n_kinds));
  if (highest->len > 0)
    append_sentence (text, g_strdup_printf (_ ("Highest: %s."), highest->str));
}

/* How many categories, the highest first, it takes to four fifths of all. */
static void
describe_pareto (const QhChartData *data, GString *text)
{
  guint n = qh_chart_data_get_n_categories (data);
  double total = qh_chart_data_get_total (data);
  double sum = 0;
  guint few = 0;

  describe_bars (data, text);
  for (; few < n && sum < total * 0.8; few++)
    sum += qh_chart_data_get_category_total (data, few);
  g_autofree char *share = qh_chart_format_share (sum / total);
  append_sentence (
    text,
    g_strdup_printf (
      ngettext ("The first %1$u makes %2$s of all.", "The first %1$u make %2$s of all.", few),
      few,
      share));
}

static void
describe_bullets (const QhChartData *data, GString *text)
{
  guint n_goals = 0;
  guint n_met = 0;

  for (guint c = 0; c < qh_chart_data_get_n_categories (data); c++)
    {
      double value = qh_chart_data_get_value (data, c, 0);
      double goal
        = qh_chart_data_get_n_series (data) > 1 ? qh_chart_data_get_value (data, c, 1) : NAN;
      g_autofree char *done = qh_chart_format_number (value);
      g_autofree char *planned = qh_chart_format_number (goal);
      g_autofree char *share = qh_chart_format_share (value / goal);
      const char *label = qh_chart_data_get_category (data, c)->label;
      if (goal > 0)
        {
          n_goals++;
          n_met += value >= goal ? 1 : 0;
          /* Translators: a goal: "Home visits: 46 of 65 (71 %)." */
          append_sentence (
            text, g_strdup_printf (_ ("%1$s: %2$s of %3$s (%4$s)."), label, done, planned, share));
        }
      else
        append_sentence (text, g_strdup_printf (_ ("%1$s: %2$s, not planned."), label, done));
    }
  append_sentence (
    text,
    g_strdup_printf (
      ngettext ("%1$u of %2$u goal reached.", "%1$u of %2$u goals reached.", n_goals),
      n_met,
      n_goals));
}

static void
describe_boxes (const QhChartData *data, GString *text)
{
  if (qh_chart_data_get_n_series (data) < QH_CHART_BOX_N_SERIES)
    return;
  for (guint c = 0; c < MIN (qh_chart_data_get_n_categories (data), MOST_TOLD); c++)
    append_sentence (text, qh_chart_box_describe (data, c));
}

/* From where to where the figures of a series go. */
static char *
tell_range (const QhChartData *data, guint series)
{
  double least = INFINITY, most = -INFINITY;
  g_autofree char *low = NULL, *high = NULL;

  for (guint c = 0; c < qh_chart_data_get_n_categories (data); c++)
    {
      double value = qh_chart_data_get_value (data, c, series);

      least = value < least ? value : least;
      most = value > most ? value : most;
    }
  low = qh_chart_format_number (least);
  high = qh_chart_format_number (most);
  /* Translators: numbers on an axis: "Minutes: from 5 to 240." */
  return g_strdup_printf (
    _ ("%1$s: from %2$s to %3$s."), qh_chart_data_get_series (data, series)->label, low, high);
}

static void
describe_points (const QhChartData *data, GString *text)
{
  for (guint s = 0; s < MIN (qh_chart_data_get_n_series (data), MOST_TOLD); s++)
    append_sentence (text, tell_range (data, s));
  if (data->has_line)
    append_sentence (
      text,
      g_strdup_printf (data->slope < 0 ? _ ("A straight line goes down by %.4g for each 1 to the right.")
                                       : _ ("A straight line goes up by %.4g for each 1 to the right."),
                       fabs (data->slope)));
}

/* Where each curve ends. */
static void
describe_steps (const QhChartData *data, GString *text)
{
  for (guint s = 1; s < MIN (qh_chart_data_get_n_series (data), MOST_TOLD); s++)
    {
      const char *at = NULL;
      double share = 100;

      for (guint c = 0; c < qh_chart_data_get_n_categories (data); c++)
        if (!isnan (qh_chart_data_get_value (data, c, s)))
          {
            share = qh_chart_data_get_value (data, c, s);
            at = qh_chart_data_get_category (data, c)->label;
          }
      if (at != NULL)
        /* Translators: a curve's last step: "Children: 42 % at 310." */
        append_sentence (
          text,
          g_strdup_printf (_ ("%1$s: %2$.0f %% at %3$s."), qh_chart_data_get_series (data, s)->label, share, at));
    }
}

static void
describe_intervals (const QhChartData *data, GString *text)
{
  guint n_groups = qh_chart_data_get_n_series (data) / 3;

  for (guint i = 0; i < MIN (qh_chart_data_get_n_categories (data) * n_groups, MOST_TOLD); i++)
    {
      guint c = i / n_groups, first = i % n_groups * 3;
      g_autofree char *figure = qh_chart_data_dup_figure (data, qh_chart_data_get_value (data, c, first + 1));
      g_autofree char *low = qh_chart_format_number (qh_chart_data_get_value (data, c, first));
      g_autofree char *high = qh_chart_format_number (qh_chart_data_get_value (data, c, first + 2));

      if (!isnan (qh_chart_data_get_value (data, c, first + 1)))
        /* Translators: a figure with its interval: "Home visit: 60 minutes, likely from 55 to 65." */
        append_sentence (text,
                         g_strdup_printf (_ ("%1$s: %2$s, likely from %3$s to %4$s."),
                                          qh_chart_data_get_category (data, c)->label,
                                          figure,
                                          low,
                                          high));
    }
}

/* Each series' sum, the highest first where there are many. */
static void
describe_series (const QhChartData *data, GString *text)
{
  guint n = qh_chart_data_get_n_series (data);
  g_autofree gboolean *told = g_new0 (gboolean, MAX (n, 1));

  for (guint i = 0; i < MIN (n, MOST_TOLD); i++)
    {
      guint best = G_MAXUINT;
      for (guint s = 0; s < n; s++)
        {
          if (!told[s]
              && (best == G_MAXUINT
                  || qh_chart_data_get_series_total (data, s)
                       > qh_chart_data_get_series_total (data, best)))
            best = s;
        }
      told[best] = TRUE;
      g_autofree char *total = qh_chart_format_number (qh_chart_data_get_series_total (data, best));
      append_sentence (
        text, g_strdup_printf ("%s: %s.", qh_chart_data_get_series (data, best)->label, total));
    }
}

/* Of per cents the last one of each series. */
static void
describe_shares (const QhChartData *data, GString *text)
{
  for (guint s = 0; s < MIN (qh_chart_data_get_n_series (data), MOST_TOLD); s++)
    {
      for (guint c = qh_chart_data_get_n_categories (data); c > 0; c--)
        {
          double value = qh_chart_data_get_value (data, c - 1, s);
          g_autofree char *share = qh_chart_data_dup_figure (data, value);
          if (isnan (value))
            continue;
          /* Translators: a per cent at the end of a period: "Amelia: 71 % of the goal (October)." */
          append_sentence (text,
                           g_strdup_printf (_ ("%1$s: %2$s (%3$s)."),
                                            qh_chart_data_get_series (data, s)->label,
                                            share,
                                            qh_chart_data_get_category (data, c - 1)->label));
          break;
        }
    }
}

static void
describe_cells (const QhChartData *data, GString *text)
{
  guint category = 0;
  guint series = 0;
  double most = qh_chart_data_get_maximum (data, &category, &series);
  g_autofree char *total = qh_chart_data_dup_figure (data, qh_chart_data_get_total (data));
  g_autofree char *count = qh_chart_format_number (most);

  if (data->shares)
    describe_shares (data, text);
  else
    append_sentence (text, g_strdup_printf (_ ("Total: %s."), total));
  if (!data->shares
      && (data->form == QH_CHART_PYRAMID || data->form == QH_CHART_AREA
          || data->form == QH_CHART_MULTIPLES))
    describe_series (data, text);
  /* Translators: the highest figure of a chart: "Highest: Monday, 12 h (56)." */
  append_sentence (text,
                   g_strdup_printf (_ ("Highest: %1$s, %2$s (%3$s)."),
                                    qh_chart_data_get_category (data, category)->label,
                                    qh_chart_data_get_series (data, series)->label,
                                    count));
}

static void (*const describe[QH_CHART_N_FORMS]) (const QhChartData *, GString *) = {
  [QH_CHART_LINE] = describe_lines,        [QH_CHART_STACKED_BARS] = describe_bars,
  [QH_CHART_HEAT_MAP] = describe_cells,    [QH_CHART_PYRAMID] = describe_cells,
  [QH_CHART_GROUPED_BARS] = describe_bars, [QH_CHART_SHARE_BARS] = describe_bars,
  [QH_CHART_PARETO] = describe_pareto,     [QH_CHART_BULLET] = describe_bullets,
  [QH_CHART_HISTOGRAM] = describe_bars,    [QH_CHART_AREA] = describe_cells,
  [QH_CHART_CALENDAR] = describe_cells,    [QH_CHART_BOX] = describe_boxes,
  [QH_CHART_MULTIPLES] = describe_cells,   [QH_CHART_FLOW] = describe_cells,
  [QH_CHART_SCATTER] = describe_points,    [QH_CHART_STEPS] = describe_steps,
  [QH_CHART_INTERVALS] = describe_intervals,
};

static void
describe_selection (const QhChartData *data, GString *text)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint c = 0; c < qh_chart_data_get_n_categories (data); c++)
    {
      if (qh_chart_data_is_category_selected (data, c))
        g_string_append_printf (
          names, "%s%s", names->len > 0 ? ", " : "", qh_chart_data_get_category (data, c)->label);
    }
  for (guint s = 0; s < qh_chart_data_get_n_series (data); s++)
    {
      if (qh_chart_data_is_series_selected (data, s))
        g_string_append_printf (
          names, "%s%s", names->len > 0 ? ", " : "", qh_chart_data_get_series (data, s)->label);
    }
  if (names->len > 0)
    append_sentence (text, g_strdup_printf (_ ("Selected: %s."), names->str));
}

/**
 * qh_chart_describe:
 * @data: the figures
 *
 * Puts a chart into words for who does not see it.
 *
 * Returns: (transfer full): sentences with its total and highest figures,
 *   translated; the reason, where there is nothing to show
 */
char *
qh_chart_describe (const QhChartData *data)
{
  g_return_val_if_fail (data != NULL, NULL);

  GString *text = g_string_new (NULL);

  if (data->subtitle != NULL && *data->subtitle != '\0')
    append_sentence (text, g_strdup_printf ("%s.", data->subtitle));
  if (qh_chart_data_is_empty (data))
    {
      append_sentence (text,
                       g_strdup (data->empty_reason != NULL
                                   ? data->empty_reason
                                   : _ ("Nothing to show for this period and these filters")));
      return g_string_free (text, FALSE);
    }
  describe[data->form](data, text);
  if (data->unspecified > 0)
    {
      g_autofree char *count = qh_chart_format_number (data->unspecified);
      append_sentence (text, g_strdup_printf (_ ("Not specified: %s."), count));
    }
  describe_selection (data, text);

  return g_string_free (text, FALSE);
}
