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

/* What the t of two means is made of. */
typedef struct
{
  double difference;
  double se;
  double df;
  double d;    /* Cohen's */
  double to_d; /* from a noncentrality to d */
  double d_t;  /* the t that d stands for */
  double d_df;
} Means;

static gboolean
differ (double spread, GError **error)
{
  if (spread > 0)
    return TRUE;
  g_set_error_literal (
    error,
    QH_ERROR,
    QH_ERROR_RANGE,
    _ ("The values are all the same, so that there is no spread to compare a difference with. "
       "Choose other rows or another variable."));
  return FALSE;
}

/* d is for a pooled standard deviation; its interval is that of the noncentral t. */
static void
compute_d (const QhMoments *a, const QhMoments *b, Means *means)
{
  double pooled = ((a->n - 1) * a->variance + (b->n - 1) * b->variance) / (a->n + b->n - 2);

  means->d = means->difference / sqrt (pooled);
  means->to_d = sqrt (1 / a->n + 1 / b->n);
  means->d_t = means->d / means->to_d;
  means->d_df = a->n + b->n - 2;
}

static void
compute_student (const QhMoments *a, const QhMoments *b, Means *means)
{
  compute_d (a, b, means);
  means->df = means->d_df;
  means->se
    = sqrt (((a->n - 1) * a->variance + (b->n - 1) * b->variance) / means->df) * means->to_d;
}

/* Welch, The generalization of Student's problem, Biometrika 34 (1947). */
static void
compute_welch (const QhMoments *a, const QhMoments *b, Means *means)
{
  double first = a->variance / a->n, second = b->variance / b->n;

  compute_d (a, b, means);
  means->se = sqrt (first + second);
  means->df = (first + second) * (first + second)
              / (first * first / (a->n - 1) + second * second / (b->n - 1));
}

static double
add_figures (QhStatsResult *result, const Means *means)
{
  double t = means->difference / means->se, tail = (1 - result->confidence) / 2;
  double reach = qt (1 - tail, means->df, TRUE, FALSE) * means->se;
  double p = 2 * pt (fabs (t), means->df, FALSE, FALSE);
  double low = qh_stats_noncentral_t (means->d_t, means->d_df, 1 - tail) * means->to_d;
  double high = qh_stats_noncentral_t (means->d_t, means->d_df, tail) * means->to_d;

  qh_stats_result_add_with (result,
                            "difference",
                            _ ("Difference of the means"),
                            QH_FIGURE_NUMBER,
                            means->difference,
                            means->difference - reach,
                            means->difference + reach);
  qh_stats_result_add (
    result, "se", _ ("Standard error of the difference"), QH_FIGURE_NUMBER, means->se);
  qh_stats_add_test (result, t, means->df, p);
  qh_stats_result_add_with (
    result, "cohens_d", _ ("Cohen's d"), QH_FIGURE_NUMBER, means->d, low, high);
  /* Hedges, Distribution theory for Glass's estimator, Journal of Educational Statistics 6 (1981).
   */
  qh_stats_result_add (result,
                       "hedges_g",
                       _ ("Hedges' g"),
                       QH_FIGURE_NUMBER,
                       means->d
                         * exp (lgammafn (means->d_df / 2) - log (sqrt (means->d_df / 2))
                                - lgammafn ((means->d_df - 1) / 2)));
  return p;
}

static QhStatsResult *
compare_two (const QhStatsData *data, gboolean equal, GError **error)
{
  g_autoptr (QhStatsGroups) groups = qh_stats_data_split (data, 2, 2, 2, error);
  g_autoptr (QhStatsResult) result = NULL;
  g_autofree char *first = NULL, *second = NULL;
  QhMoments moments[2];
  Means means;
  double p;

  if (groups == NULL)
    return NULL;
  for (guint g = 0; g < 2; g++)
    qh_moments_compute (groups->values[g], groups->sizes[g], &moments[g]);
  if (!differ (moments[0].variance + moments[1].variance, error))
    return NULL;
  means.difference = moments[0].mean - moments[1].mean;
  if (equal)
    compute_student (&moments[0], &moments[1], &means);
  else
    compute_welch (&moments[0], &moments[1], &means);
  result = equal
             ? qh_stats_result_new ("student", _ ("Student's t of two groups"), data->confidence)
             : qh_stats_result_new ("welch", _ ("Welch's t of two groups"), data->confidence);
  qh_stats_result_add (result, "n", _ ("n"), QH_FIGURE_COUNT, (double)groups->n);
  p = add_figures (result, &means);
  qh_stats_add_groups (result, groups);
  qh_stats_assume_normal (result, groups);
  if (equal)
    qh_stats_assume_equal_spread (result, groups);
  qh_stats_assume_independent (result);
  first = qh_number_format (moments[0].mean, 4);
  second = qh_number_format (moments[1].mean, 4);
  qh_stats_result_say (result,
                       qh_stats_words_differ (
                         data,
                         p,
                         g_strdup_printf (_ ("The mean of “%s” is %s in “%s” and %s in “%s”."),
                                          qh_stats_data_of (data, 0)->label,
                                          first,
                                          groups->labels[0],
                                          second,
                                          groups->labels[1]),
                         qh_stats_words_size ("d", means.d, 0.2, 0.5, 0.8)));
  return g_steal_pointer (&result);
}

QhStatsResult *
qh_stats_student (const QhStatsData *data, GError **error)
{
  return compare_two (data, TRUE, error);
}

QhStatsResult *
qh_stats_welch (const QhStatsData *data, GError **error)
{
  return compare_two (data, FALSE, error);
}

static char *
say_paired (const QhStatsData *data, double p, const Means *means)
{
  const char *of = qh_stats_data_of (data, 0)->label, *by = qh_stats_data_by (data, 0)->label;
  g_autofree char *size = qh_stats_words_size ("d", means->d, 0.2, 0.5, 0.8);
  g_autofree char *chance = qh_stats_words_p (p);
  g_autofree char *change = qh_number_format (fabs (means->difference), 4);

  if (!qh_stats_is_rare (data, p))
    return g_strdup_printf (_ ("Nothing shows here that “%s” and “%s” differ: chance alone may "
                               "explain what difference there is (%s)."),
                            of,
                            by,
                            chance);
  return g_strdup_printf (means->difference > 0
                            ? _ ("In the same rows “%s” is on average %s more than “%s”; by "
                                 "chance alone so much would be rare (%s). %s")
                            : _ ("In the same rows “%s” is on average %s less than “%s”; by "
                                 "chance alone so much would be rare (%s). %s"),
                          of,
                          change,
                          by,
                          chance,
                          size);
}

QhStatsResult *
qh_stats_paired (const QhStatsData *data, GError **error)
{
  g_autofree double *x = NULL, *y = NULL;
  gsize n
    = qh_stats_data_pair (qh_stats_data_of (data, 0), qh_stats_data_by (data, 0), data->n, &x, &y);
  g_autoptr (QhStatsResult) result
    = qh_stats_result_new ("paired", _ ("Student's t of pairs"), data->confidence);
  QhMoments moments;
  Means means;
  double p;

  if (qh_stats_too_few (n, 2, error))
    return NULL;
  for (gsize i = 0; i < n; i++)
    x[i] -= y[i];
  qh_moments_compute (x, n, &moments);
  if (!differ (moments.variance, error))
    return NULL;
  means.difference = moments.mean;
  means.se = sqrt (moments.variance / moments.n);
  means.df = means.d_df = moments.n - 1;
  means.d = moments.mean / sqrt (moments.variance);
  means.to_d = 1 / sqrt (moments.n);
  means.d_t = means.d / means.to_d;
  qh_stats_result_add (result, "n", _ ("n"), QH_FIGURE_COUNT, moments.n);
  p = add_figures (result, &means);
  qh_stats_assume_normal_values (result, _ ("the differences"), x, n);
  qh_stats_result_say (result, say_paired (data, p, &means));
  return g_steal_pointer (&result);
}
