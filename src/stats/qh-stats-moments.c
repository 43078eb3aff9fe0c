/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "stats/qh-stats-moments.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <stdlib.h>

#define MATHLIB_STANDALONE
#include <Rmath.h>

#include "stats/qh-stats-words.h"

/* Means of so many values are as good as normal, whatever the values are. */
#define MANY 30
/* Where a test of an assumption says that it does not hold. */
#define DOUBT 0.05

/**
 * qh_moments_compute:
 *
 * The sums are taken around the mean in a second pass.
 */
void
qh_moments_compute (const double *values, gsize n, QhMoments *self)
{
  long double sum = 0, squares = 0, mean;
  gboolean same = TRUE;

  for (gsize i = 0; i < n; i++)
    {
      sum += values[i];
      same = same && values[i] == values[0];
    }
  mean = n > 0 ? sum / n : NAN;
  for (gsize i = 0; i < n; i++)
    squares += (values[i] - mean) * (values[i] - mean);
  self->n = (double)n;
  /* Values that are all the same differ from a rounded mean. */
  self->mean = same && n > 0 ? values[0] : (double)mean;
  self->variance = n > 1 && !same ? (double)(squares / (n - 1)) : 0;
}

static int
compare_values (const void *a, const void *b)
{
  double first = *(const double *)a, second = *(const double *)b;

  return (first > second) - (first < second);
}

/**
 * qh_moments_median:
 *
 * Returns: the middle value, or the mean of the two in the middle; NaN of none.
 */
double
qh_moments_median (const double *values, gsize n)
{
  g_autofree double *sorted = g_memdup2 (values, n * sizeof *values);

  if (n == 0)
    return NAN;
  qsort (sorted, n, sizeof *sorted, compare_values);
  return n % 2 == 1 ? sorted[n / 2] : (sorted[n / 2 - 1] + sorted[n / 2]) / 2;
}

/**
 * qh_stats_add_groups:
 *
 * Adds a table of what each group has.
 */
void
qh_stats_add_groups (QhStatsResult *result, const QhStatsGroups *groups)
{
  QhFigureTable *table = qh_stats_result_add_table (result, "groups", _ ("Groups"));
  double tail = (1 - result->confidence) / 2;

  qh_figure_table_column (table, "group", _ ("Group"), QH_FIGURE_TEXT);
  qh_figure_table_column (table, "n", _ ("n"), QH_FIGURE_COUNT);
  qh_figure_table_column (table, "mean", _ ("Mean"), QH_FIGURE_NUMBER);
  qh_figure_table_column (table, "sd", _ ("Standard deviation"), QH_FIGURE_NUMBER);
  qh_figure_table_column (table, "low", _ ("Mean from"), QH_FIGURE_NUMBER);
  qh_figure_table_column (table, "high", _ ("Mean to"), QH_FIGURE_NUMBER);
  for (guint g = 0; g < groups->n_groups; g++)
    {
      QhMoments moments;
      double reach = NAN;

      qh_moments_compute (groups->values[g], groups->sizes[g], &moments);
      if (moments.n > 1)
        reach = qt (1 - tail, moments.n - 1, TRUE, FALSE) * sqrt (moments.variance / moments.n);
      qh_figure_table_text (table, groups->labels[g]);
      qh_figure_table_value (table, moments.n);
      qh_figure_table_value (table, moments.mean);
      qh_figure_table_value (table, moments.n > 1 ? sqrt (moments.variance) : NAN);
      qh_figure_table_value (table, moments.mean - reach);
      qh_figure_table_value (table, moments.mean + reach);
    }
}

/**
 * qh_stats_assume_normal_values:
 * @what: whose values they are, such as "the differences"
 *
 * Looks whether values are normally distributed, or many enough for it not to matter.
 */
void
qh_stats_assume_normal_values (QhStatsResult *result,
                               const char *what,
                               const double *values,
                               gsize n)
{
  g_autofree char *chance = NULL;
  double w, p;

  if (n >= MANY)
    qh_stats_result_assume (
      result,
      QH_ASSUMPTION_MET,
      g_strdup_printf (
        _ ("Means are normally distributed: %s are %'u, enough for it."), what, (guint)n));
  else if (!qh_shapiro_compute (values, n, &w, &p))
    qh_stats_result_assume (
      result,
      QH_ASSUMPTION_OPEN,
      g_strdup_printf (_ ("Values are normally distributed: %s are too few to tell."), what));
  else
    {
      chance = qh_stats_words_p (p);
      qh_stats_result_assume (
        result,
        p < DOUBT ? QH_ASSUMPTION_BROKEN : QH_ASSUMPTION_MET,
        g_strdup_printf (
          _ ("Values are normally distributed: Shapiro–Wilk of %s has W = %.3f, %s."),
          what,
          w,
          chance));
    }
}

/**
 * qh_stats_assume_normal:
 *
 * Likewise of each group; the one of which it is least true is named.
 */
void
qh_stats_assume_normal (QhStatsResult *result, const QhStatsGroups *groups)
{
  guint worst = 0, smallest = 0;
  double least = 2;

  for (guint g = 0; g < groups->n_groups; g++)
    {
      double w, p;

      if (groups->sizes[g] < groups->sizes[smallest])
        smallest = g;
      if (groups->sizes[g] < MANY
          && qh_shapiro_compute (groups->values[g], groups->sizes[g], &w, &p) && p < least)
        {
          least = p;
          worst = g;
        }
    }
  if (least > 1)
    worst = smallest;
  qh_stats_assume_normal_values (
    result, groups->labels[worst], groups->values[worst], groups->sizes[worst]);
}

/* One-way analysis of variance of the distances from each group's middle. */
static double
sum_between (const QhStatsGroups *groups, double *const *distances, double *within)
{
  long double all = 0, between = 0;

  *within = 0;
  for (guint g = 0; g < groups->n_groups; g++)
    for (gsize i = 0; i < groups->sizes[g]; i++)
      all += distances[g][i];
  all /= groups->n;
  for (guint g = 0; g < groups->n_groups; g++)
    {
      QhMoments moments;

      qh_moments_compute (distances[g], groups->sizes[g], &moments);
      between += moments.n * (moments.mean - all) * (moments.mean - all);
      *within += moments.variance * (moments.n - 1);
    }
  return (double)between;
}

/**
 * qh_stats_levene_compute:
 * @of_median: Brown and Forsythe's, of the distances from the median
 *
 * Levene, Robust tests for equality of variances (1960).
 *
 * Returns: whether there is anything to compute it from.
 */
gboolean
qh_stats_levene_compute (const QhStatsGroups *groups,
                         gboolean of_median,
                         double *f,
                         double *df1,
                         double *df2,
                         double *p)
{
  g_autofree double *all = g_new (double, MAX (1, groups->n));
  g_autofree double **distances = g_new0 (double *, groups->n_groups + 1);
  double *end = all, within, between;

  for (guint g = 0; g < groups->n_groups; g++)
    {
      QhMoments moments;
      double middle;

      qh_moments_compute (groups->values[g], groups->sizes[g], &moments);
      middle = of_median ? qh_moments_median (groups->values[g], groups->sizes[g]) : moments.mean;
      distances[g] = end;
      for (gsize i = 0; i < groups->sizes[g]; i++)
        *end++ = fabs (groups->values[g][i] - middle);
    }
  between = sum_between (groups, distances, &within);
  *df1 = groups->n_groups - 1.0;
  *df2 = (double)groups->n - groups->n_groups;
  if (*df1 < 1 || *df2 < 1 || within <= 0)
    return FALSE;
  *f = between / *df1 / (within / *df2);
  *p = pf (*f, *df1, *df2, FALSE, FALSE);
  return TRUE;
}

/**
 * qh_stats_assume_equal_spread:
 *
 * Looks whether the groups are spread alike.
 */
void
qh_stats_assume_equal_spread (QhStatsResult *result, const QhStatsGroups *groups)
{
  g_autofree char *chance = NULL;
  double f, df1, df2, p;

  if (!qh_stats_levene_compute (groups, FALSE, &f, &df1, &df2, &p))
    {
      qh_stats_result_assume (
        result,
        QH_ASSUMPTION_OPEN,
        g_strdup (_ ("Groups are spread alike: there is too little to tell.")));
      return;
    }
  chance = qh_stats_words_p (p);
  qh_stats_result_assume (
    result,
    p < DOUBT ? QH_ASSUMPTION_BROKEN : QH_ASSUMPTION_MET,
    p < DOUBT ? g_strdup_printf (
      _ ("Groups are spread alike: Levene's F = %.3f, %s. Use Welch's test."), f, chance)
              : g_strdup_printf (_ ("Groups are spread alike: Levene's F = %.3f, %s."), f, chance));
}
