/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define MATHLIB_STANDALONE
#include <Rmath.h>

#include "domain/qh-error.h"
#include "stats/qh-ranks.h"
#include "stats/qh-stats-adjust.h"
#include "stats/qh-stats-moments.h"
#include "stats/qh-stats-private.h"
#include "stats/qh-stats-words.h"

/* Below so many, without equal values, p is exact, as in R. */
#define EXACT 50
/* More groups than this have more pairs than can be read. */
#define MOST_GROUPS 30

static gboolean
all_same (const double *values, gsize n, GError **error)
{
  for (gsize i = 1; i < n; i++)
    if (values[i] != values[0])
      return FALSE;
  g_set_error_literal (
    error,
    QH_ERROR,
    QH_ERROR_RANGE,
    _ ("The values are all the same, so that there is no spread to compare a difference with. "
       "Choose other rows or another variable."));
  return TRUE;
}

static void
add_medians (QhStatsResult *result, const QhStatsGroups *groups, const double *ranks)
{
  QhFigureTable *table = qh_stats_result_add_table (result, "groups", _ ("Groups"));

  qh_figure_table_column (table, "group", _ ("Group"), QH_FIGURE_TEXT);
  qh_figure_table_column (table, "n", _ ("n"), QH_FIGURE_COUNT);
  qh_figure_table_column (table, "median", _ ("Median"), QH_FIGURE_NUMBER);
  qh_figure_table_column (table, "mean_rank", _ ("Mean rank"), QH_FIGURE_NUMBER);
  for (guint g = 0; g < groups->n_groups; g++)
    {
      QhMoments moments;

      qh_moments_compute (ranks, groups->sizes[g], &moments);
      ranks += groups->sizes[g];
      qh_figure_table_text (table, groups->labels[g]);
      qh_figure_table_value (table, (double)groups->sizes[g]);
      qh_figure_table_value (table, qh_moments_median (groups->values[g], groups->sizes[g]));
      qh_figure_table_value (table, moments.mean);
    }
}

/* How much more often the first is more: the rank-biserial correlation (Kerby, The
 * simple difference formula, Comprehensive Psychology 3, 2014), by Fisher's z. */
static void
add_biserial (QhStatsResult *result, double biserial, double spread)
{
  double reach = qnorm ((1 + result->confidence) / 2, 0, 1, TRUE, FALSE) * spread;
  gboolean inside = fabs (biserial) < 1;

  qh_stats_result_add_with (result,
                            "rank_biserial",
                            _ ("Rank-biserial correlation"),
                            QH_FIGURE_NUMBER,
                            biserial,
                            inside ? tanh (atanh (biserial) - reach) : NAN,
                            inside ? tanh (atanh (biserial) + reach) : NAN);
}

static void
note_p (QhStatsResult *result, gboolean exact)
{
  qh_stats_result_note (
    result,
    g_strdup (exact ? _ ("p is exact.")
                    : _ ("p is of the normal distribution, with continuity correction.")));
}

/* p of a sum of ranks by the normal distribution, with continuity correction. */
static double
find_p (double sum, double mean, double sd, double *z)
{
  double distance = sum - mean;

  *z = (distance - (distance > 0 ? 0.5 : distance < 0 ? -0.5 : 0)) / sd;
  return MIN (1, 2 * pnorm (fabs (*z), 0, 1, FALSE, FALSE));
}

QhStatsResult *
qh_stats_mann_whitney (const QhStatsData *data, GError **error)
{
  g_autoptr (QhStatsGroups) groups = qh_stats_data_split (data, 2, 2, 1, error);
  g_autoptr (QhStatsResult) result
    = qh_stats_result_new ("mann-whitney", _ ("Mann–Whitney's U"), data->confidence);
  g_autofree double *ranks = NULL;
  QhTies ties;
  double first, second, n, u = 0, p, z = NAN, sd;
  gboolean exact;

  if (groups == NULL || all_same (groups->all, groups->n, error))
    return NULL;
  first = (double)groups->sizes[0];
  second = (double)groups->sizes[1];
  n = first + second;
  ranks = qh_ranks_new (groups->all, groups->n, &ties);
  for (gsize i = 0; i < groups->sizes[0]; i++)
    u += ranks[i];
  u -= first * (first + 1) / 2;
  exact = ties.pairs == 0 && first < EXACT && second < EXACT;
  sd = sqrt (first * second / 12 * (n + 1 - ties.cubes / (n * (n - 1))));
  p = find_p (u, first * second / 2, sd, &z);
  if (exact)
    p = MIN (1, 2 * qh_ranks_p_rank_sum (u, first, second, u <= first * second / 2));
  qh_stats_result_add (result, "n", _ ("n"), QH_FIGURE_COUNT, n);
  qh_stats_add_test (result, u, NAN, p);
  qh_stats_result_add (result, "z", _ ("z"), QH_FIGURE_NUMBER, z);
  qh_stats_result_add (result,
                       "superiority",
                       _ ("How often the first group's is more"),
                       QH_FIGURE_PERCENT,
                       100 * u / (first * second));
  add_biserial (result, 2 * u / (first * second) - 1, sqrt ((n + 1) / (3 * first * second)));
  add_medians (result, groups, ranks);
  qh_stats_assume_independent (result);
  note_p (result, exact);
  qh_stats_result_say (
    result,
    qh_stats_words_differ (
      data,
      p,
      g_strdup_printf (_ ("“%s” is more in “%s” than in “%s” in %.0f of 100 comparisons."),
                       qh_stats_data_of (data, 0)->label,
                       groups->labels[0],
                       groups->labels[1],
                       100 * u / (first * second)),
      qh_stats_words_size ("r", 2 * u / (first * second) - 1, 0.1, 0.3, 0.5)));
  return g_steal_pointer (&result);
}

static char *
say_signed (const QhStatsData *data, double p, double biserial)
{
  const char *of = qh_stats_data_of (data, 0)->label, *by = qh_stats_data_by (data, 0)->label;
  g_autofree char *chance = qh_stats_words_p (p);
  g_autofree char *size = qh_stats_words_size ("r", biserial, 0.1, 0.3, 0.5);

  if (!qh_stats_is_rare (data, p))
    return g_strdup_printf (_ ("Nothing shows here that “%s” and “%s” differ: chance alone may "
                               "explain what difference there is (%s)."),
                            of,
                            by,
                            chance);
  return g_strdup_printf (biserial > 0 ? _ ("In the same rows “%s” tends to be more than “%s”; by "
                                            "chance alone so much would be rare (%s). %s")
                                       : _ ("In the same rows “%s” tends to be less than “%s”; by "
                                            "chance alone so much would be rare (%s). %s"),
                          of,
                          by,
                          chance,
                          size);
}

QhStatsResult *
qh_stats_wilcoxon (const QhStatsData *data, GError **error)
{
  g_autofree double *x = NULL, *y = NULL, *ranks = NULL;
  gsize pairs
    = qh_stats_data_pair (qh_stats_data_of (data, 0), qh_stats_data_by (data, 0), data->n, &x, &y);
  gsize kept = 0;
  g_autoptr (QhStatsResult) result
    = qh_stats_result_new ("wilcoxon", _ ("Wilcoxon's signed ranks of pairs"), data->confidence);
  QhTies ties;
  double n, v = 0, p, z, sd, all;
  gboolean exact;

  if (qh_stats_too_few (pairs, 1, error))
    return NULL;
  for (gsize i = 0; i < pairs; i++)
    if (x[i] != y[i])
      {
        x[kept] = x[i] - y[i];
        y[kept] = fabs (x[kept]);
        kept++;
      }
  if (kept == 0)
    {
      g_set_error_literal (
        error,
        QH_ERROR,
        QH_ERROR_RANGE,
        _ ("Both variables are the same in every row, so that there is nothing to test."));
      return NULL;
    }
  n = (double)kept;
  ranks = qh_ranks_new (y, kept, &ties);
  for (gsize i = 0; i < kept; i++)
    v += x[i] > 0 ? ranks[i] : 0;
  all = n * (n + 1) / 2;
  exact = ties.pairs == 0 && kept < EXACT && kept == pairs;
  sd = sqrt (n * (n + 1) * (2 * n + 1) / 24 - ties.cubes / 48);
  p = find_p (v, all / 2, sd, &z);
  if (exact)
    p = MIN (1, 2 * qh_ranks_p_signed_rank (v, n, v <= all / 2));
  qh_stats_result_add (result, "n", _ ("n"), QH_FIGURE_COUNT, (double)pairs);
  qh_stats_result_add (
    result, "zeros", _ ("Without a difference"), QH_FIGURE_COUNT, (double)(pairs - kept));
  qh_stats_add_test (result, v, NAN, p);
  qh_stats_result_add (result, "z", _ ("z"), QH_FIGURE_NUMBER, z);
  add_biserial (result, 2 * v / all - 1, sqrt (n * (n + 1) * (2 * n + 1) / 6) / all);
  qh_stats_result_assume (
    result,
    QH_ASSUMPTION_OPEN,
    g_strdup (_ ("The differences lie alike above and below their middle: look at the picture.")));
  note_p (result, exact);
  qh_stats_result_say (result, say_signed (data, p, 2 * v / all - 1));
  return g_steal_pointer (&result);
}

/* Dunn, Multiple comparisons using rank sums, Technometrics 6 (1964). */
static void
add_dunn (QhStatsResult *result,
          const QhStatsGroups *groups,
          const double *ranks,
          const QhTies *ties)
{
  guint k = groups->n_groups, n_pairs = k * (k - 1) / 2, pair = 0;
  double n = (double)groups->n, spread = n * (n + 1) / 12 - ties->cubes / (12 * (n - 1));
  g_autofree double *means = g_new (double, k), *z = g_new (double, n_pairs),
                    *p = g_new (double, n_pairs);
  g_autofree double *holm = g_new (double, n_pairs);
  QhFigureTable *table
    = qh_stats_result_add_table (result, "pairs", _ ("Pairs of groups (Dunn, p by Holm)"));

  for (guint g = 0; g < k; g++)
    {
      QhMoments moments;

      qh_moments_compute (ranks, groups->sizes[g], &moments);
      means[g] = moments.mean;
      ranks += groups->sizes[g];
    }
  for (guint a = 0; a < k; a++)
    for (guint b = a + 1; b < k; b++, pair++)
      {
        z[pair] = (means[a] - means[b])
                  / sqrt (spread * (1 / (double)groups->sizes[a] + 1 / (double)groups->sizes[b]));
        p[pair] = 2 * pnorm (fabs (z[pair]), 0, 1, FALSE, FALSE);
      }
  qh_stats_adjust_holm (p, n_pairs, holm);
  qh_figure_table_column (table, "first", _ ("First"), QH_FIGURE_TEXT);
  qh_figure_table_column (table, "second", _ ("Second"), QH_FIGURE_TEXT);
  qh_figure_table_column (table, "z", _ ("z"), QH_FIGURE_NUMBER);
  qh_figure_table_column (table, "p", _ ("p"), QH_FIGURE_P);
  qh_figure_table_column (table, "p_holm", _ ("p by Holm"), QH_FIGURE_P);
  pair = 0;
  for (guint a = 0; a < k; a++)
    for (guint b = a + 1; b < k; b++, pair++)
      {
        qh_figure_table_text (table, groups->labels[a]);
        qh_figure_table_text (table, groups->labels[b]);
        qh_figure_table_value (table, z[pair]);
        qh_figure_table_value (table, p[pair]);
        qh_figure_table_value (table, holm[pair]);
      }
}

QhStatsResult *
qh_stats_kruskal_wallis (const QhStatsData *data, GError **error)
{
  g_autoptr (QhStatsGroups) groups = qh_stats_data_split (data, 2, G_MAXUINT, 1, error);
  g_autoptr (QhStatsResult) result
    = qh_stats_result_new ("kruskal-wallis", _ ("Kruskal–Wallis"), data->confidence);
  g_autofree double *ranks = NULL;
  const double *rank;
  QhTies ties;
  double n, h = 0, df, p, eta, tail = (1 - data->confidence) / 2;

  if (groups == NULL || all_same (groups->all, groups->n, error))
    return NULL;
  n = (double)groups->n;
  rank = ranks = qh_ranks_new (groups->all, groups->n, &ties);
  for (guint g = 0; g < groups->n_groups; g++)
    {
      double sum = 0;

      for (gsize i = 0; i < groups->sizes[g]; i++)
        sum += *rank++;
      h += sum * sum / (double)groups->sizes[g];
    }
  h = (12 * h / (n * (n + 1)) - 3 * (n + 1)) / (1 - ties.cubes / (n * n * n - n));
  df = groups->n_groups - 1.0;
  p = pchisq (h, df, FALSE, FALSE);
  eta = n > groups->n_groups ? MAX (0, (h - df) / (n - groups->n_groups)) : NAN;
  qh_stats_result_add (result, "n", _ ("n"), QH_FIGURE_COUNT, n);
  qh_stats_add_test (result, h, df, p);
  qh_stats_result_add_with (result,
                            "epsilon_squared",
                            _ ("Epsilon squared"),
                            QH_FIGURE_NUMBER,
                            h / (n - 1),
                            MIN (1, qh_stats_noncentral_chi (h, df, 1 - tail) / (n - 1)),
                            MIN (1, qh_stats_noncentral_chi (h, df, tail) / (n - 1)));
  qh_stats_result_add (result, "eta_squared", _ ("Eta squared"), QH_FIGURE_NUMBER, eta);
  add_medians (result, groups, ranks);
  if (groups->n_groups > 2 && groups->n_groups <= MOST_GROUPS)
    add_dunn (result, groups, ranks, &ties);
  else if (groups->n_groups > MOST_GROUPS)
    qh_stats_result_note (result,
                          g_strdup (_ ("The groups are too many to compare each with each.")));
  qh_stats_assume_independent (result);
  qh_stats_result_say (
    result,
    qh_stats_words_differ (data,
                           p,
                           g_strdup_printf (_ ("“%s” is not alike in the groups of “%s”."),
                                            qh_stats_data_of (data, 0)->label,
                                            qh_stats_data_by (data, 0)->label),
                           qh_stats_words_size ("η²", eta, 0.01, 0.06, 0.14)));
  return g_steal_pointer (&result);
}
