/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Boxes of numbers (Tukey 1977): what box, whiskers and outliers are of them. */
#include "config.h"

#include "qh-chart-box.h"

#include <math.h>
#include <stdlib.h>

#include <glib/gi18n-lib.h>

#include "qh-chart-scale.h"
#include "qh-chart-words.h"

/* Whiskers reach so many lengths of the box. */
#define REACH 1.5
/* Beyond each whisker: values that are more stand together in so many spans. */
#define MOST_OUTLIERS 60

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  double one = *(const double *)a, two = *(const double *)b;

  return (one > two) - (one < two);
}

static double
find_median (const double *sorted, gsize n)
{
  return (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
}

/* The value that stands for no few rows, else NAN. */
static double
get_safe (double value, const double *sorted, gsize n, guint least)
{
  gsize below = 0, above = 0;

  if (least == 0)
    return value;
  for (gsize i = 0; i < n; i++)
    {
      below += sorted[i] <= value;
      above += sorted[i] >= value;
    }
  return below >= least && above >= least ? value : NAN;
}

static guint
count_distinct (const double *sorted, gsize n)
{
  guint distinct = n > 0;

  for (gsize i = 1; i < n; i++)
    distinct += sorted[i] != sorted[i - 1];
  return distinct;
}

/* Which of the spans a value is in; each value is its own where they are few. */
static double
find_span (double value, double from, double width)
{
  return width > 0 ? floor ((value - from) / width) : value;
}

/* The value of a span that is farthest from the box stands for all of it. */
static void
add_outliers (QhChartData *data, guint category, const double *sorted, gsize n, gboolean above)
{
  double width = count_distinct (sorted, n) > MOST_OUTLIERS
                   ? (sorted[n - 1] - sorted[0]) / MOST_OUTLIERS * (1 + 1e-9)
                   : 0;
  gsize start = 0;

  for (gsize i = 1; i <= n; i++)
    if (i == n
        || find_span (sorted[i], sorted[0], width) != find_span (sorted[start], sorted[0], width))
      {
        qh_chart_data_add_outlier (
          data, category, above ? sorted[i - 1] : sorted[start], (guint)(i - start));
        start = i;
      }
}

/**
 * qh_chart_box_new:
 * @title: (nullable): the chart's name
 *
 * Returns: (transfer full): a chart of boxes that has none yet
 */
QhChartData *
qh_chart_box_new (const char *title)
{
  const char *const names[] = { _ ("Lower whisker"),
                                _ ("First quartile (hinge)"),
                                _ ("Median"),
                                _ ("Third quartile (hinge)"),
                                _ ("Upper whisker") };
  QhChartData *data = qh_chart_data_new (QH_CHART_BOX, title);

  for (guint i = 0; i < QH_CHART_BOX_N_SERIES; i++)
    qh_chart_data_add_series (data, i, names[i], QH_CHART_COLOUR_AUTO);
  return data;
}

/**
 * qh_chart_box_add:
 * @data: made by qh_chart_box_new()
 * @key: what the caller knows the box by
 * @label: its full name
 * @values: (array length=n): finite numbers, at least one; they are put in order
 * @least: the least count of rows that may be told; 0 for any
 *
 * Adds the box of some numbers. It goes from one hinge to the other, which are the
 * medians of the lower and the upper half, each with the median where that is a value
 * (Tukey 1977, as R's `boxplot` and SPSS have it); whiskers reach the last values within
 * one and a half times its length; what is beyond is an outlier. Where few rows may not
 * be told no outlier is, and no end of which fewer than @least rows are below or above.
 */
void
qh_chart_box_add (QhChartData *data,
                  gint64 key,
                  const char *label,
                  double *values,
                  gsize n,
                  guint least)
{
  gsize half = (n + 1) / 2, low = 0, high = n - 1;
  double figures[QH_CHART_BOX_N_SERIES], reach;
  guint category;

  g_return_if_fail (n > 0);

  category = qh_chart_data_add_category (data, key, label, NULL);
  qsort (values, n, sizeof *values, compare_numbers);
  figures[QH_CHART_BOX_FIRST_QUARTILE] = find_median (values, half);
  figures[QH_CHART_BOX_MEDIAN] = find_median (values, n);
  figures[QH_CHART_BOX_THIRD_QUARTILE] = find_median (values + n - half, half);
  reach = REACH * (figures[QH_CHART_BOX_THIRD_QUARTILE] - figures[QH_CHART_BOX_FIRST_QUARTILE]);
  while (values[low] < figures[QH_CHART_BOX_FIRST_QUARTILE] - reach)
    low++;
  while (values[high] > figures[QH_CHART_BOX_THIRD_QUARTILE] + reach)
    high--;
  figures[QH_CHART_BOX_LOW] = values[low];
  figures[QH_CHART_BOX_HIGH] = values[high];
  for (guint i = 0; i < QH_CHART_BOX_N_SERIES; i++)
    qh_chart_data_set_value (data, category, i, get_safe (figures[i], values, n, least));
  if (least > 0)
    return;
  add_outliers (data, category, values, low, FALSE);
  add_outliers (data, category, values + high + 1, n - high - 1, TRUE);
}

/* NULL where there is none. */
static char *
tell_outliers (const QhChartData *data, guint category)
{
  guint n = 0, rows = 0;
  const QhChartOutlier *outliers = qh_chart_data_get_outliers (data, &n);
  double least = INFINITY, most = -INFINITY;

  for (guint i = 0; i < n; i++)
    if (outliers[i].category == category)
      {
        rows += outliers[i].n;
        least = MIN (least, outliers[i].value);
        most = MAX (most, outliers[i].value);
      }
  if (rows == 0)
    return NULL;

  g_autofree char *from = qh_chart_format_number (least), *to = qh_chart_format_number (most);
  g_autofree char *count = qh_chart_format_number (rows);

  return least == most
           /* Translators: how many rows, and what they have: "2 outliers, at 480." */
           ? g_strdup_printf (
             ngettext ("%1$s outlier, at %2$s.", "%1$s outliers, at %2$s.", rows), count, from)
           /* Translators: "12 outliers, from 130 to 480." */
           : g_strdup_printf (_ ("%1$s outliers, from %2$s to %3$s."), count, from, to);
}

/**
 * qh_chart_box_describe:
 * @data: of boxes, made by qh_chart_box_new()
 * @category: a category's index
 *
 * Returns: (transfer full): a box in words, translated: "Home visit: median 60 minutes,
 *   half of them from 45 to 90. 2 outliers, from 200 to 240."
 */
char *
qh_chart_box_describe (const QhChartData *data, guint category)
{
  const char *label = qh_chart_data_get_category (data, category)->label;

  g_return_val_if_fail (qh_chart_data_get_n_series (data) >= QH_CHART_BOX_N_SERIES,
                        g_strdup (label));

  double first = qh_chart_data_get_value (data, category, QH_CHART_BOX_FIRST_QUARTILE);
  double third = qh_chart_data_get_value (data, category, QH_CHART_BOX_THIRD_QUARTILE);
  g_autofree char *median
    = qh_chart_data_dup_figure (data, qh_chart_data_get_value (data, category, QH_CHART_BOX_MEDIAN));
  g_autofree char *from = qh_chart_format_number (first), *to = qh_chart_format_number (third);
  g_autofree char *outliers = tell_outliers (data, category);
  g_autofree char *box
    = isnan (first) || isnan (third)
        /* Translators: a distribution of which only the middle may be told */
        ? g_strdup_printf (_ ("%1$s: median %2$s."), label, median)
        /* Translators: a distribution: "Home visit: median 60 minutes, half of them from 45 to 90."
         */
        : g_strdup_printf (
          _ ("%1$s: median %2$s, half of them from %3$s to %4$s."), label, median, from, to);

  return outliers != NULL ? g_strjoin (" ", box, outliers, NULL) : g_steal_pointer (&box);
}
