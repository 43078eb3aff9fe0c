/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define MATHLIB_STANDALONE
#include <Rmath.h>

#include "domain/qh-error.h"
#include "stats/qh-ranks.h"
#include "stats/qh-stats-moments.h"
#include "stats/qh-stats-private.h"
#include "stats/qh-stats-words.h"

/* Rows without ties of which Kendall's p is exact, as R has it. */
#define EXACT_BELOW 50

/* The rows that have both. */
typedef struct
{
  double *x;
  double *y;
  gsize n;
} Pairs;

static void
pairs_clear (Pairs *self)
{
  g_free (self->x);
  g_free (self->y);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Pairs, pairs_clear)

static gboolean
load_pairs (const QhStatsData *data, Pairs *self, GError **error)
{
  QhMoments x, y;

  self->n = qh_stats_data_pair (
    qh_stats_data_of (data, 0), qh_stats_data_by (data, 0), data->n, &self->x, &self->y);
  if (qh_stats_too_few (self->n, 3, error))
    return FALSE;
  qh_moments_compute (self->x, self->n, &x);
  qh_moments_compute (self->y, self->n, &y);
  if (x.variance > 0 && y.variance > 0)
    return TRUE;
  g_set_error (
    error,
    QH_ERROR,
    QH_ERROR_RANGE,
    _ ("“%s” has the same value in all rows, so that nothing can go along with it. Choose "
       "other rows or another variable."),
    x.variance > 0 ? qh_stats_data_by (data, 0)->label : qh_stats_data_of (data, 0)->label);
  return FALSE;
}

static double
correlate (const double *x, const double *y, gsize n)
{
  QhMoments first, second;
  long double products = 0;

  qh_moments_compute (x, n, &first);
  qh_moments_compute (y, n, &second);
  for (gsize i = 0; i < n; i++)
    products += (x[i] - (long double)first.mean) * (y[i] - (long double)second.mean);
  return CLAMP ((double)(products / (n - 1)) / sqrt (first.variance * second.variance), -1, 1);
}

/* By Fisher's z, with the spread that the measure has there. */
static void
add_correlation (QhStatsResult *result,
                 const char *name,
                 const char *label,
                 double value,
                 double spread)
{
  double reach = qnorm ((1 + result->confidence) / 2, 0, 1, TRUE, FALSE) * spread;
  double low = tanh (atanh (value) - reach), high = tanh (atanh (value) + reach);

  if (fabs (value) >= 1 || !isfinite (spread))
    low = high = NAN;
  qh_stats_result_add_with (result, name, label, QH_FIGURE_NUMBER, value, low, high);
}

/* Student's t of a correlation, with another p where one is @exact. */
static double
add_t (QhStatsResult *result, double value, double n, double exact)
{
  double t = value * sqrt ((n - 2) / ((1 - value) * (1 + value)));
  double p = fabs (value) >= 1 ? 0 : 2 * pt (fabs (t), n - 2, FALSE, FALSE);

  p = isnan (exact) ? p : exact;
  qh_stats_add_test (result, t, n - 2, p);
  return p;
}

static void
note_exact (QhStatsResult *result)
{
  qh_stats_result_note (result, g_strdup (_ ("p is exact: all orders were counted.")));
}

static void
assume_monotone (QhStatsResult *result)
{
  qh_stats_result_assume (
    result,
    QH_ASSUMPTION_OPEN,
    g_strdup (_ ("As one grows the other only grows, or only falls: look at the picture.")));
}

QhStatsResult *
qh_stats_pearson (const QhStatsData *data, GError **error)
{
  g_auto (Pairs) pairs = { 0 };
  g_autoptr (QhStatsResult) result
    = qh_stats_result_new ("pearson", _ ("Pearson's correlation"), data->confidence);
  double n, r, p;

  if (!load_pairs (data, &pairs, error))
    return NULL;
  n = (double)pairs.n;
  r = correlate (pairs.x, pairs.y, pairs.n);
  qh_stats_result_add (result, "n", _ ("n"), QH_FIGURE_COUNT, n);
  add_correlation (result, "r", _ ("r"), r, n > 3 ? 1 / sqrt (n - 3) : NAN);
  qh_stats_result_add (result, "r_squared", _ ("Shared variance (r²)"), QH_FIGURE_NUMBER, r * r);
  p = add_t (result, r, n, NAN);
  qh_stats_result_assume (result,
                          QH_ASSUMPTION_OPEN,
                          g_strdup (_ ("The two lie along a straight line, without values far from "
                                       "all others: look at the picture.")));
  qh_stats_assume_normal_values (result, qh_stats_data_of (data, 0)->label, pairs.x, pairs.n);
  qh_stats_assume_independent (result);
  qh_stats_result_say (result, qh_stats_words_trend (data, p, "r", r));
  return g_steal_pointer (&result);
}

QhStatsResult *
qh_stats_spearman (const QhStatsData *data, GError **error)
{
  g_auto (Pairs) pairs = { 0 };
  g_autoptr (QhStatsResult) result
    = qh_stats_result_new ("spearman", _ ("Spearman's rank correlation"), data->confidence);
  g_autofree double *x = NULL, *y = NULL;
  QhTies first, second;
  double n, rho, p, exact = NAN;

  if (!load_pairs (data, &pairs, error))
    return NULL;
  n = (double)pairs.n;
  x = qh_ranks_new (pairs.x, pairs.n, &first);
  y = qh_ranks_new (pairs.y, pairs.n, &second);
  rho = correlate (x, y, pairs.n);
  if (first.pairs + second.pairs <= 0 && pairs.n <= QH_RANKS_MOST_ORDERS)
    {
      exact = qh_ranks_p_spearman (rho, (guint)pairs.n);
      note_exact (result);
    }
  qh_stats_result_add (result, "n", _ ("n"), QH_FIGURE_COUNT, n);
  /* Bonett and Wright, Sample size requirements for estimating Pearson, Kendall and
   * Spearman correlations, Psychometrika 65 (2000). */
  add_correlation (
    result, "rho", _ ("Rho"), rho, n > 3 ? sqrt ((1 + rho * rho / 2) / (n - 3)) : NAN);
  p = add_t (result, rho, n, exact);
  assume_monotone (result);
  qh_stats_assume_independent (result);
  qh_stats_result_say (result, qh_stats_words_trend (data, p, "ρ", rho));
  return g_steal_pointer (&result);
}

/* The variance of the score where there is no association (Kendall, Rank correlation
 * methods, 1970), as R's cor.test (exact = FALSE) has it. */
static double
find_score_variance (double n, const QhTies *x, const QhTies *y)
{
  double variance = (n * (n - 1) * (2 * n + 5) - x->weighted - y->weighted) / 18
                    + x->pairs * y->pairs / (2 * n * (n - 1));

  return variance + x->triples * y->triples / (9 * n * (n - 1) * (n - 2));
}

QhStatsResult *
qh_stats_kendall (const QhStatsData *data, GError **error)
{
  g_auto (Pairs) pairs = { 0 };
  g_autoptr (QhStatsResult) result
    = qh_stats_result_new ("kendall", _ ("Kendall's tau-b"), data->confidence);
  QhTies x, y;
  double n, score, all, tau, z, p;

  if (!load_pairs (data, &pairs, error))
    return NULL;
  n = (double)pairs.n;
  all = n * (n - 1);
  qh_ranks_kendall (pairs.x, pairs.y, pairs.n, &score, &x, &y);
  tau = CLAMP (2 * score / sqrt (all - x.pairs) / sqrt (all - y.pairs), -1, 1);
  z = score / sqrt (find_score_variance (n, &x, &y));
  p = 2 * pnorm (fabs (z), 0, 1, FALSE, FALSE);
  if (x.pairs + y.pairs <= 0 && pairs.n < EXACT_BELOW)
    {
      p = qh_ranks_p_kendall (score, (guint)pairs.n);
      note_exact (result);
    }
  qh_stats_result_add (result, "n", _ ("n"), QH_FIGURE_COUNT, n);
  add_correlation (result, "tau_b", _ ("Tau-b"), tau, n > 4 ? sqrt (0.437 / (n - 4)) : NAN);
  qh_stats_add_test (result, z, NAN, p);
  assume_monotone (result);
  qh_stats_assume_independent (result);
  qh_stats_result_say (result, qh_stats_words_trend (data, p, "τ", tau));
  return g_steal_pointer (&result);
}
