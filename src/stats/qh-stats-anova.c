/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define MATHLIB_STANDALONE
#include <Rmath.h>

#include "domain/qh-error.h"
#include "domain/qh-number.h"
#include "stats/qh-stats-moments.h"
#include "stats/qh-stats-private.h"
#include "stats/qh-stats-words.h"

/* More groups than this have more pairs than can be read, or than ptukey() takes in time. */
#define MOST_GROUPS 30

/* What an analysis of variance is made of. */
typedef struct
{
  QhMoments *moments; /* of each group */
  guint k;
  double n;
  double between;
  double within;
} Sums;

static void
sums_clear (Sums *self)
{
  g_free (self->moments);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Sums, sums_clear)

static gboolean
add_up (const QhStatsGroups *groups, Sums *self, GError **error)
{
  long double mean = 0, between = 0;

  self->k = groups->n_groups;
  self->n = (double)groups->n;
  self->moments = g_new (QhMoments, self->k);
  for (guint g = 0; g < self->k; g++)
    {
      qh_moments_compute (groups->values[g], groups->sizes[g], &self->moments[g]);
      mean += self->moments[g].mean * self->moments[g].n;
      self->within += self->moments[g].variance * (self->moments[g].n - 1);
    }
  mean /= self->n;
  for (guint g = 0; g < self->k; g++)
    between += self->moments[g].n * (self->moments[g].mean - mean) * (self->moments[g].mean - mean);
  self->between = (double)between;
  if (self->within > 0 && self->n > self->k)
    return TRUE;
  g_set_error_literal (
    error,
    QH_ERROR,
    QH_ERROR_RANGE,
    _ ("The values are all the same, so that there is no spread to compare a difference with. "
       "Choose other rows or another variable."));
  return FALSE;
}

static char *
say (const QhStatsData *data, const QhStatsGroups *groups, const Sums *sums, double p, double eta)
{
  guint least = 0, most = 0;
  g_autofree char *low = NULL, *high = NULL;

  for (guint g = 1; g < sums->k; g++)
    {
      if (sums->moments[g].mean < sums->moments[least].mean)
        least = g;
      if (sums->moments[g].mean > sums->moments[most].mean)
        most = g;
    }
  low = qh_number_format (sums->moments[least].mean, 4);
  high = qh_number_format (sums->moments[most].mean, 4);
  return qh_stats_words_differ (
    data,
    p,
    g_strdup_printf (_ ("The mean of “%s” goes from %s in “%s” to %s in “%s”."),
                     qh_stats_data_of (data, 0)->label,
                     low,
                     groups->labels[least],
                     high,
                     groups->labels[most]),
    qh_stats_words_size ("η²", eta, 0.01, 0.06, 0.14));
}

static QhFigureTable *
begin_pairs (QhStatsResult *result, const char *title)
{
  QhFigureTable *table = qh_stats_result_add_table (result, "pairs", title);

  qh_figure_table_column (table, "first", _ ("First"), QH_FIGURE_TEXT);
  qh_figure_table_column (table, "second", _ ("Second"), QH_FIGURE_TEXT);
  qh_figure_table_column (table, "difference", _ ("Difference"), QH_FIGURE_NUMBER);
  qh_figure_table_column (table, "low", C_ ("interval", "From"), QH_FIGURE_NUMBER);
  qh_figure_table_column (table, "high", C_ ("interval", "to"), QH_FIGURE_NUMBER);
  qh_figure_table_column (table, "p", _ ("p"), QH_FIGURE_P);
  return table;
}

/* Of the second less the first, as R's TukeyHSD() has it. */
static void
add_pair (QhFigureTable *table,
          const QhStatsGroups *groups,
          const Sums *sums,
          guint a,
          guint b,
          double se,
          double df,
          double confidence)
{
  double difference = sums->moments[b].mean - sums->moments[a].mean, k = sums->k;
  double reach = qtukey (confidence, 1, k, df, TRUE, FALSE) * se / M_SQRT2;

  qh_figure_table_text (table, groups->labels[a]);
  qh_figure_table_text (table, groups->labels[b]);
  qh_figure_table_value (table, difference);
  qh_figure_table_value (table, difference - reach);
  qh_figure_table_value (table, difference + reach);
  qh_figure_table_value (table, ptukey (fabs (difference) / se * M_SQRT2, 1, k, df, FALSE, FALSE));
}

static void
add_tukey (QhStatsResult *result, const QhStatsGroups *groups, const Sums *sums)
{
  QhFigureTable *table = begin_pairs (result, _ ("Pairs of groups (Tukey's HSD)"));
  double df = sums->n - sums->k, square = sums->within / df;

  for (guint a = 0; a < sums->k; a++)
    for (guint b = a + 1; b < sums->k; b++)
      add_pair (table,
                groups,
                sums,
                a,
                b,
                sqrt (square * (1 / sums->moments[a].n + 1 / sums->moments[b].n)),
                df,
                result->confidence);
}

/* Games and Howell, Pairwise multiple comparison procedures with unequal n's and/or
 * variances, Journal of Educational Statistics 1 (1976). */
static void
add_games_howell (QhStatsResult *result, const QhStatsGroups *groups, const Sums *sums)
{
  QhFigureTable *table = begin_pairs (result, _ ("Pairs of groups (Games–Howell)"));

  for (guint a = 0; a < sums->k; a++)
    for (guint b = a + 1; b < sums->k; b++)
      {
        const QhMoments *first = &sums->moments[a], *second = &sums->moments[b];
        double one = first->variance / first->n, other = second->variance / second->n;
        double df = (one + other) * (one + other)
                    / (one * one / (first->n - 1) + other * other / (second->n - 1));

        add_pair (table, groups, sums, a, b, sqrt (one + other), df, result->confidence);
      }
}

static void
add_post_hoc (QhStatsResult *result, const QhStatsGroups *groups, const Sums *sums, gboolean equal)
{
  if (sums->k < 3)
    return;
  if (sums->k > MOST_GROUPS)
    qh_stats_result_note (result,
                          g_strdup (_ ("The groups are too many to compare each with each.")));
  else if (equal)
    add_tukey (result, groups, sums);
  else
    add_games_howell (result, groups, sums);
}

QhStatsResult *
qh_stats_anova (const QhStatsData *data, GError **error)
{
  g_autoptr (QhStatsGroups) groups = qh_stats_data_split (data, 2, G_MAXUINT, 1, error);
  g_autoptr (QhStatsResult) result
    = qh_stats_result_new ("anova", _ ("Analysis of variance"), data->confidence);
  g_auto (Sums) sums = { 0 };
  double df1, df2, f, p, eta, low, high, tail = (1 - data->confidence) / 2;

  if (groups == NULL || !add_up (groups, &sums, error))
    return NULL;
  df1 = sums.k - 1.0;
  df2 = sums.n - sums.k;
  f = sums.between / df1 / (sums.within / df2);
  p = pf (f, df1, df2, FALSE, FALSE);
  eta = sums.between / (sums.between + sums.within);
  low = qh_stats_noncentral_f (f, df1, df2, 1 - tail);
  high = qh_stats_noncentral_f (f, df1, df2, tail);
  qh_stats_result_add (result, "n", _ ("n"), QH_FIGURE_COUNT, sums.n);
  qh_stats_add_test (result, f, df1, p);
  qh_stats_result_add (result, "df_within", _ ("Degrees of freedom within"), QH_FIGURE_NUMBER, df2);
  qh_stats_result_add (
    result, "between", _ ("Sum of squares between"), QH_FIGURE_NUMBER, sums.between);
  qh_stats_result_add (
    result, "within", _ ("Sum of squares within"), QH_FIGURE_NUMBER, sums.within);
  /* Smithson, Confidence intervals (2003). */
  qh_stats_result_add_with (result,
                            "eta_squared",
                            _ ("Eta squared"),
                            QH_FIGURE_NUMBER,
                            eta,
                            low / (low + sums.n),
                            high / (high + sums.n));
  qh_stats_result_add (result,
                       "omega_squared",
                       _ ("Omega squared"),
                       QH_FIGURE_NUMBER,
                       (sums.between - df1 * sums.within / df2)
                         / (sums.between + sums.within + sums.within / df2));
  qh_stats_add_groups (result, groups);
  add_post_hoc (result, groups, &sums, TRUE);
  qh_stats_assume_normal (result, groups);
  qh_stats_assume_equal_spread (result, groups);
  qh_stats_assume_independent (result);
  qh_stats_result_say (result, say (data, groups, &sums, p, eta));
  return g_steal_pointer (&result);
}

/* Welch, On the comparison of several mean values, Biometrika 38 (1951). */
static void
find_welch (const Sums *sums, double *f, double *df2)
{
  double weights = 0, mean = 0, between = 0, lack = 0, k = sums->k;

  for (guint g = 0; g < sums->k; g++)
    {
      double weight = sums->moments[g].n / sums->moments[g].variance;

      weights += weight;
      mean += weight * sums->moments[g].mean;
    }
  mean /= weights;
  for (guint g = 0; g < sums->k; g++)
    {
      double weight = sums->moments[g].n / sums->moments[g].variance;

      between += weight * pow (sums->moments[g].mean - mean, 2);
      lack += pow (1 - weight / weights, 2) / (sums->moments[g].n - 1);
    }
  lack /= k * k - 1;
  *f = between / ((k - 1) * (1 + 2 * (k - 2) * lack));
  *df2 = 1 / (3 * lack);
}

static gboolean
all_vary (const QhStatsGroups *groups, const Sums *sums, GError **error)
{
  for (guint g = 0; g < sums->k; g++)
    if (sums->moments[g].variance <= 0)
      {
        g_set_error (
          error,
          QH_ERROR,
          QH_ERROR_RANGE,
          _ ("The values of the group “%s” are all the same, and Welch's analysis needs a "
             "spread in each. Leave it out or merge it."),
          groups->labels[g]);
        return FALSE;
      }
  return TRUE;
}

QhStatsResult *
qh_stats_anova_welch (const QhStatsData *data, GError **error)
{
  g_autoptr (QhStatsGroups) groups = qh_stats_data_split (data, 2, G_MAXUINT, 2, error);
  g_autoptr (QhStatsResult) result
    = qh_stats_result_new ("anova-welch", _ ("Welch's analysis of variance"), data->confidence);
  g_auto (Sums) sums = { 0 };
  double f, df1, df2, p, eta, omega, low, high, tail = (1 - data->confidence) / 2;

  if (groups == NULL || !add_up (groups, &sums, error) || !all_vary (groups, &sums, error))
    return NULL;
  df1 = sums.k - 1.0;
  find_welch (&sums, &f, &df2);
  p = pf (f, df1, df2, FALSE, FALSE);
  eta = sums.between / (sums.between + sums.within);
  qh_stats_result_add (result, "n", _ ("n"), QH_FIGURE_COUNT, sums.n);
  qh_stats_add_test (result, f, df1, p);
  qh_stats_result_add (result, "df_within", _ ("Degrees of freedom within"), QH_FIGURE_NUMBER, df2);
  qh_stats_result_add (result, "eta_squared", _ ("Eta squared"), QH_FIGURE_NUMBER, eta);
  /* Of Welch's own F, so that unequal spread does not tell; its interval as eta's. */
  omega = df1 * (f - 1) / (df1 * (f - 1) + sums.n);
  low = qh_stats_noncentral_f (f, df1, df2, 1 - tail);
  high = qh_stats_noncentral_f (f, df1, df2, tail);
  qh_stats_result_add_with (result,
                            "omega_squared",
                            _ ("Omega squared"),
                            QH_FIGURE_NUMBER,
                            omega,
                            low / (low + sums.n),
                            high / (high + sums.n));
  qh_stats_add_groups (result, groups);
  add_post_hoc (result, groups, &sums, FALSE);
  qh_stats_assume_normal (result, groups);
  qh_stats_assume_independent (result);
  qh_stats_result_say (result, say (data, groups, &sums, p, eta));
  return g_steal_pointer (&result);
}

/* Spread */

static QhStatsResult *
compare_spread (const QhStatsData *data, gboolean of_median, GError **error)
{
  g_autoptr (QhStatsGroups) groups = qh_stats_data_split (data, 2, G_MAXUINT, 1, error);
  g_autoptr (QhStatsResult) result
    = of_median ? qh_stats_result_new (
        "brown-forsythe", _ ("Brown and Forsythe's test of spread"), data->confidence)
                : qh_stats_result_new ("levene", _ ("Levene's test of spread"), data->confidence);
  double f, df1, df2, p;

  if (groups == NULL)
    return NULL;
  if (!qh_stats_levene_compute (groups, of_median, &f, &df1, &df2, &p))
    {
      g_set_error_literal (error,
                           QH_ERROR,
                           QH_ERROR_RANGE,
                           _ ("The values lie all equally far from the middle of their group, so "
                              "that there is nothing to test."));
      return NULL;
    }
  qh_stats_result_add (result, "n", _ ("n"), QH_FIGURE_COUNT, (double)groups->n);
  qh_stats_add_test (result, f, df1, p);
  qh_stats_result_add (result, "df_within", _ ("Degrees of freedom within"), QH_FIGURE_NUMBER, df2);
  qh_stats_add_groups (result, groups);
  qh_stats_result_note (
    result, g_strdup (_ ("No size of effect is usual here: compare the groups' standard deviations.")));
  qh_stats_assume_independent (result);
  qh_stats_result_say (
    result,
    g_strdup_printf (
      qh_stats_is_rare (data, p)
        ? _ ("The groups of “%s” are not spread alike in “%s”.")
        : _ ("Nothing shows here that the groups of “%s” are spread unlike in “%s”."),
      qh_stats_data_by (data, 0)->label,
      qh_stats_data_of (data, 0)->label));
  return g_steal_pointer (&result);
}

QhStatsResult *
qh_stats_levene (const QhStatsData *data, GError **error)
{
  return compare_spread (data, FALSE, error);
}

QhStatsResult *
qh_stats_brown_forsythe (const QhStatsData *data, GError **error)
{
  return compare_spread (data, TRUE, error);
}
