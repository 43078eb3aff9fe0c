/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define MATHLIB_STANDALONE
#include <Rmath.h>

#include "domain/qh-error.h"
#include "stats/qh-proportion.h"
#include "stats/qh-stats-moments.h"
#include "stats/qh-stats-private.h"
#include "stats/qh-stats-words.h"

QhStatsResult *
qh_stats_shapiro_wilk (const QhStatsData *data, GError **error)
{
  const QhStatsVariable *of = qh_stats_data_of (data, 0);
  g_autofree double *values = NULL;
  gsize n = qh_stats_data_values (of, data->n, &values);
  g_autoptr (QhStatsResult) result = qh_stats_result_new (
    "shapiro-wilk", _ ("Shapiro–Wilk's test of normality"), data->confidence);
  double w, p;

  if (!qh_shapiro_compute (values, n, &w, &p))
    {
      g_set_error (
        error,
        QH_ERROR,
        QH_ERROR_RANGE,
        _ ("Shapiro–Wilk takes 3 to 5000 values that are not all the same, and here are %u. "
           "Choose other rows, or look at the picture."),
        (guint)n);
      return NULL;
    }
  qh_stats_result_add (result, "n", _ ("n"), QH_FIGURE_COUNT, (double)n);
  qh_stats_add_test (result, w, NAN, p);
  qh_stats_result_note (
    result, g_strdup (_ ("No size of effect is usual here: W itself is 1 where the values are wholly normal.")));
  qh_stats_assume_independent (result);
  qh_stats_result_say (
    result,
    g_strdup_printf (qh_stats_is_rare (data, p)
                       ? _ ("“%s” is not normally distributed.")
                       : _ ("Nothing shows here that “%s” is not normally distributed."),
                     of->label));
  return g_steal_pointer (&result);
}

static void
add_share (QhFigureTable *table, const char *label, guint64 count, guint64 n, double confidence)
{
  double low = NAN, high = NAN;

  qh_proportion_interval (count, n, confidence, &low, &high, NULL);
  qh_figure_table_text (table, label);
  qh_figure_table_value (table, (double)count);
  qh_figure_table_value (table, 100.0 * (double)count / (double)n);
  qh_figure_table_value (table, 100 * low);
  qh_figure_table_value (table, 100 * high);
}

static char *
say_shares (const QhStatsVariable *of, const QhFigureTable *table)
{
  guint most = 0;

  for (guint r = 1; r < qh_figure_table_get_n_rows (table); r++)
    if (qh_figure_table_get (table, r, 1)->value > qh_figure_table_get (table, most, 1)->value)
      most = r;
  return g_strdup_printf (_ ("Of “%s” the most frequent is “%s”: %.1f %%; the true share is likely "
                             "between %.1f and %.1f %%."),
                          of->label,
                          qh_figure_table_get (table, most, 0)->text,
                          qh_figure_table_get (table, most, 2)->value,
                          qh_figure_table_get (table, most, 3)->value,
                          qh_figure_table_get (table, most, 4)->value);
}

QhStatsResult *
qh_stats_proportion (const QhStatsData *data, GError **error)
{
  const QhStatsVariable *of = qh_stats_data_of (data, 0);
  g_autofree guint64 *counts = g_new0 (guint64, of->categories->len + 1);
  g_autoptr (QhStatsResult) result = qh_stats_result_new (
    "proportion", _ ("Shares with their intervals (Wilson)"), data->confidence);
  QhFigureTable *table;
  guint64 n = 0;

  for (gsize i = 0; i < data->n; i++)
    if (!isnan (of->values[i]))
      {
        counts[(guint)of->values[i]]++;
        n++;
      }
  if (qh_stats_too_few (n, 1, error))
    return NULL;
  qh_stats_result_add (result, "n", _ ("n"), QH_FIGURE_COUNT, (double)n);
  table = qh_stats_result_add_table (result, "shares", of->label);
  qh_figure_table_column (table, "category", of->label, QH_FIGURE_TEXT);
  qh_figure_table_column (table, "count", _ ("Count"), QH_FIGURE_COUNT);
  qh_figure_table_column (table, "percent", _ ("Percent"), QH_FIGURE_PERCENT);
  qh_figure_table_column (table, "low", C_ ("interval", "From"), QH_FIGURE_PERCENT);
  qh_figure_table_column (table, "high", C_ ("interval", "to"), QH_FIGURE_PERCENT);
  for (guint c = 0; c < of->categories->len; c++)
    add_share (table, g_ptr_array_index (of->categories, c), counts[c], n, data->confidence);
  qh_stats_assume_independent (result);
  qh_stats_result_say (result, say_shares (of, table));
  return g_steal_pointer (&result);
}

/* Cronbach's alpha */

/* The answers of those who answered all: items side by side. */
static double *
load_items (const QhStatsData *data, gsize *n)
{
  guint k = data->of->len;
  double *items = g_new (double, MAX (1, data->n * k));

  *n = 0;
  for (gsize i = 0; i < data->n; i++)
    {
      gboolean whole = TRUE;

      for (guint v = 0; v < k && whole; v++)
        whole = !isnan (qh_stats_data_of (data, v)->values[i]);
      if (!whole)
        continue;
      for (guint v = 0; v < k; v++)
        items[*n * k + v] = qh_stats_data_of (data, v)->values[i];
      (*n)++;
    }
  return items;
}

/* Alpha without the item @left_out, or of all where that is none of them. */
static double
find_alpha (const double *items, gsize n, guint k, guint left_out)
{
  g_autofree double *values = g_new (double, n);
  double variances = 0, parts = left_out < k ? k - 1.0 : k;
  QhMoments moments;

  for (guint v = 0; v < k; v++)
    {
      if (v == left_out)
        continue;
      for (gsize i = 0; i < n; i++)
        values[i] = items[i * k + v];
      qh_moments_compute (values, n, &moments);
      variances += moments.variance;
    }
  for (gsize i = 0; i < n; i++)
    {
      values[i] = 0;
      for (guint v = 0; v < k; v++)
        if (v != left_out)
          values[i] += items[i * k + v];
    }
  qh_moments_compute (values, n, &moments);
  return parts > 1 ? parts / (parts - 1) * (1 - variances / moments.variance) : NAN;
}

static double
correlate_with_rest (const double *items, gsize n, guint k, guint v)
{
  g_autofree double *rest = g_new0 (double, n), *item = g_new (double, n);
  QhMoments first, second;
  double products = 0;

  for (gsize i = 0; i < n; i++)
    {
      item[i] = items[i * k + v];
      for (guint w = 0; w < k; w++)
        if (w != v)
          rest[i] += items[i * k + w];
    }
  qh_moments_compute (item, n, &first);
  qh_moments_compute (rest, n, &second);
  for (gsize i = 0; i < n; i++)
    products += (item[i] - first.mean) * (rest[i] - second.mean);
  return products / ((double)n - 1) / sqrt (first.variance * second.variance);
}

static void
add_items (QhStatsResult *result, const QhStatsData *data, const double *items, gsize n)
{
  guint k = data->of->len;
  QhFigureTable *table = qh_stats_result_add_table (result, "items", _ ("Items"));

  qh_figure_table_column (table, "item", _ ("Item"), QH_FIGURE_TEXT);
  qh_figure_table_column (
    table, "correlation", _ ("Correlation with the others"), QH_FIGURE_NUMBER);
  qh_figure_table_column (table, "alpha_without", _ ("Alpha without it"), QH_FIGURE_NUMBER);
  for (guint v = 0; v < k; v++)
    {
      qh_figure_table_text (table, qh_stats_data_of (data, v)->label);
      qh_figure_table_value (table, correlate_with_rest (items, n, k, v));
      qh_figure_table_value (table, find_alpha (items, n, k, v));
    }
}

QhStatsResult *
qh_stats_cronbach (const QhStatsData *data, GError **error)
{
  g_autoptr (QhStatsResult) result
    = qh_stats_result_new ("cronbach", _ ("Cronbach's alpha"), data->confidence);
  guint k = data->of->len;
  gsize n;
  g_autofree double *items = load_items (data, &n);
  double alpha, df1, df2, tail = (1 - data->confidence) / 2;

  if (qh_stats_too_few (n, 2, error))
    return NULL;
  alpha = find_alpha (items, n, k, k);
  if (!isfinite (alpha))
    {
      g_set_error_literal (error,
                           QH_ERROR,
                           QH_ERROR_RANGE,
                           _ ("All rows add up to the same, so that the items cannot be told to go "
                              "together. Choose other rows or items."));
      return NULL;
    }
  df1 = (double)n - 1;
  df2 = df1 * (k - 1.0);
  qh_stats_result_add (result, "n", _ ("n"), QH_FIGURE_COUNT, (double)n);
  qh_stats_result_add (result, "items", _ ("Items"), QH_FIGURE_COUNT, k);
  /* Feldt, The approximate sampling distribution of Kuder-Richardson reliability
   * coefficient twenty, Psychometrika 30 (1965). */
  qh_stats_result_add_with (result,
                            "alpha",
                            _ ("Alpha"),
                            QH_FIGURE_NUMBER,
                            alpha,
                            1 - (1 - alpha) * qf (1 - tail, df1, df2, TRUE, FALSE),
                            1 - (1 - alpha) * qf (tail, df1, df2, TRUE, FALSE));
  add_items (result, data, items, n);
  qh_stats_result_assume (
    result,
    QH_ASSUMPTION_OPEN,
    g_strdup (_ ("All items measure one thing, and are worded the same way round.")));
  qh_stats_result_say (
    result,
    g_strdup_printf (alpha >= 0.9   ? _ ("The %u items go together very well (α = %.2f).")
                     : alpha >= 0.7 ? _ ("The %u items go together well enough (α = %.2f).")
                     : alpha >= 0.5 ? _ ("The %u items go together poorly (α = %.2f).")
                                    : _ ("The %u items do not go together (α = %.2f)."),
                     k,
                     alpha));
  return g_steal_pointer (&result);
}
