/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define MATHLIB_STANDALONE
#include <Rmath.h>

#include "domain/qh-error.h"
#include "domain/qh-number.h"
#include "stats/qh-descriptives.h"
#include "stats/qh-regression.h"
#include "stats/qh-stats-moments.h"
#include "stats/qh-stats-private.h"
#include "stats/qh-stats-words.h"

/* Where a term shares too much with others, and a row pulls too much. */
#define TOO_INFLATED 10
#define TOO_FAR 1.0
#define DOUBT 0.05

/* A linear fit and what it leaves. */
typedef struct
{
  QhDesign *design;
  QhFit fit;
  double *residuals;
  double left;  /* sum of squares */
  double whole; /* around the mean */
  double df;
} Linear;

static void
linear_clear (Linear *self)
{
  qh_fit_clear (&self->fit);
  g_clear_pointer (&self->design, qh_design_free);
  g_clear_pointer (&self->residuals, g_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Linear, linear_clear)

static gboolean
compute (const QhStatsData *data, Linear *self, GError **error)
{
  QhMoments moments;
  long double left = 0;

  self->design = qh_design_new (data, error);
  if (self->design == NULL
      || !qh_fit_compute (self->design, NULL, self->design->y, &self->fit, error))
    return FALSE;
  self->residuals = g_new (double, self->design->n);
  for (gsize i = 0; i < self->design->n; i++)
    {
      long double fitted = 0;

      for (guint t = 0; t < self->design->k; t++)
        fitted += self->fit.b[t] * self->design->x[i * self->design->k + t];
      self->residuals[i] = (double)(self->design->y[i] - fitted);
      left += self->residuals[i] * (long double)self->residuals[i];
    }
  qh_moments_compute (self->design->y, self->design->n, &moments);
  self->left = (double)left;
  self->whole = moments.variance * (moments.n - 1);
  self->df = (double)self->design->n - self->design->k;
  if (self->whole > 0)
    return TRUE;
  g_set_error (
    error,
    QH_ERROR,
    QH_ERROR_RANGE,
    _ ("“%s” has the same value in all rows, so that nothing can go along with it. Choose "
       "other rows or another variable."),
    qh_stats_data_of (data, 0)->label);
  return FALSE;
}

static void
add_terms (QhStatsResult *result, const Linear *linear)
{
  const QhDesign *design = linear->design;
  QhFigureTable *table = qh_stats_result_add_table (result, "terms", _ ("Coefficients"));
  g_autofree double *inflation = qh_design_inflation (design, &linear->fit),
                    *spread = qh_design_spread (design);
  double square = linear->left / linear->df,
         y_spread = sqrt (linear->whole / ((double)design->n - 1));
  double reach = qt ((1 + result->confidence) / 2, linear->df, TRUE, FALSE);

  qh_figure_table_column (table, "term", _ ("Term"), QH_FIGURE_TEXT);
  qh_figure_table_column (table, "b", _ ("B"), QH_FIGURE_NUMBER);
  qh_figure_table_column (table, "se", _ ("Standard error"), QH_FIGURE_NUMBER);
  qh_figure_table_column (table, "low", C_ ("interval", "From"), QH_FIGURE_NUMBER);
  qh_figure_table_column (table, "high", C_ ("interval", "to"), QH_FIGURE_NUMBER);
  qh_figure_table_column (table, "beta", _ ("Beta"), QH_FIGURE_NUMBER);
  qh_figure_table_column (table, "t", _ ("t"), QH_FIGURE_NUMBER);
  qh_figure_table_column (table, "p", _ ("p"), QH_FIGURE_P);
  qh_figure_table_column (table, "vif", _ ("VIF"), QH_FIGURE_NUMBER);
  for (guint t = 0; t < design->k; t++)
    {
      double b = linear->fit.b[t], se = sqrt (square * linear->fit.covariance[t * design->k + t]);

      qh_figure_table_text (table, g_ptr_array_index (design->terms, t));
      qh_figure_table_value (table, b);
      qh_figure_table_value (table, se);
      qh_figure_table_value (table, b - reach * se);
      qh_figure_table_value (table, b + reach * se);
      qh_figure_table_value (table, t > 0 ? b * spread[t] / y_spread : NAN);
      qh_figure_table_value (table, b / se);
      qh_figure_table_value (table, 2 * pt (fabs (b / se), linear->df, FALSE, FALSE));
      qh_figure_table_value (table, inflation[t]);
    }
}

/**
 * qh_stats_assume_inflation:
 * @inflation: (array): see qh_design_inflation()
 *
 * Looks whether the terms say different things.
 */
void
qh_stats_assume_inflation (QhStatsResult *result, const QhDesign *design, const double *inflation)
{
  guint most = 1;

  if (design->k < 3)
    return;
  for (guint t = 2; t < design->k; t++)
    if (inflation[t] > inflation[most])
      most = t;
  qh_stats_result_assume (
    result,
    inflation[most] > TOO_INFLATED ? QH_ASSUMPTION_BROKEN : QH_ASSUMPTION_MET,
    g_strdup_printf (
      _ ("The terms say different things: the largest VIF is %.2f, of “%s” (10 is too much)."),
      inflation[most],
      (char *)g_ptr_array_index (design->terms, most)));
}

/* Koenker, A note on studentizing a test for heteroscedasticity, Journal of
 * Econometrics 17 (1981): n R² of the squared residuals by the terms. */
static double
find_breusch_pagan (const Linear *linear, double *p)
{
  gsize n = linear->design->n;
  g_autofree double *squares = g_new (double, n);
  g_auto (QhFit) fit = { 0 };
  QhMoments moments;
  double left = 0, statistic;

  for (gsize i = 0; i < n; i++)
    squares[i] = linear->residuals[i] * linear->residuals[i];
  qh_moments_compute (squares, n, &moments);
  *p = NAN;
  if (moments.variance <= 0 || !qh_fit_compute (linear->design, NULL, squares, &fit, NULL))
    return NAN;
  for (gsize i = 0; i < n; i++)
    {
      double fitted = 0;

      for (guint t = 0; t < linear->design->k; t++)
        fitted += fit.b[t] * linear->design->x[i * linear->design->k + t];
      left += (squares[i] - fitted) * (squares[i] - fitted);
    }
  statistic = (double)n * (1 - left / (moments.variance * (moments.n - 1)));
  *p = pchisq (statistic, linear->design->k - 1.0, FALSE, FALSE);
  return statistic;
}

/* Cook, Detection of influential observation in linear regression, Technometrics 19 (1977). */
static double
find_cook (const Linear *linear)
{
  double most = 0, square = linear->left / linear->df;

  for (gsize i = 0; i < linear->design->n; i++)
    {
      double leverage = qh_fit_get_leverage (&linear->fit, linear->design, i),
             residual = linear->residuals[i];

      if (leverage < 1)
        most = MAX (most,
                    residual * residual * leverage
                      / (linear->design->k * square * (1 - leverage) * (1 - leverage)));
    }
  return most;
}

static double
find_durbin_watson (const Linear *linear)
{
  double steps = 0;

  for (gsize i = 1; i < linear->design->n; i++)
    steps += pow (linear->residuals[i] - linear->residuals[i - 1], 2);
  return steps / linear->left;
}

/* How the residuals lie. */
static void
add_residuals (QhStatsResult *result, const Linear *linear)
{
  QhFigureTable *table = qh_stats_result_add_table (result, "residuals", _ ("Residuals"));
  g_autofree double *values = g_memdup2 (linear->residuals, linear->design->n * sizeof *values);
  QhDescriptives all;

  qh_figure_table_column (table, "min", _ ("Smallest"), QH_FIGURE_NUMBER);
  qh_figure_table_column (table, "q1", _ ("First quartile"), QH_FIGURE_NUMBER);
  qh_figure_table_column (table, "median", _ ("Median"), QH_FIGURE_NUMBER);
  qh_figure_table_column (table, "q3", _ ("Third quartile"), QH_FIGURE_NUMBER);
  qh_figure_table_column (table, "max", _ ("Largest"), QH_FIGURE_NUMBER);
  if (!qh_descriptives_compute (values, linear->design->n, result->confidence, &all, NULL))
    return;
  qh_figure_table_value (table, all.min);
  qh_figure_table_value (table, all.q1);
  qh_figure_table_value (table, all.median);
  qh_figure_table_value (table, all.q3);
  qh_figure_table_value (table, all.max);
}

static void
add_diagnostics (QhStatsResult *result, const Linear *linear)
{
  g_autofree double *inflation = qh_design_inflation (linear->design, &linear->fit);
  double p, statistic = find_breusch_pagan (linear, &p), cook = find_cook (linear);

  qh_stats_result_add (
    result, "durbin_watson", _ ("Durbin–Watson"), QH_FIGURE_NUMBER, find_durbin_watson (linear));
  qh_stats_result_add (result, "breusch_pagan", _ ("Breusch–Pagan"), QH_FIGURE_NUMBER, statistic);
  qh_stats_result_add (result, "breusch_pagan_p", _ ("Breusch–Pagan, p"), QH_FIGURE_P, p);
  qh_stats_result_add (
    result, "cook_most", _ ("Largest of Cook's distances"), QH_FIGURE_NUMBER, cook);
  qh_stats_result_assume (
    result,
    QH_ASSUMPTION_OPEN,
    g_strdup (
      _ ("The outcome goes along with each number in a straight line: look at the picture.")));
  qh_stats_assume_normal_values (result, _ ("the residuals"), linear->residuals, linear->design->n);
  if (!isnan (p))
    {
      g_autofree char *chance = qh_stats_words_p (p);

      qh_stats_result_assume (
        result,
        p < DOUBT ? QH_ASSUMPTION_BROKEN : QH_ASSUMPTION_MET,
        g_strdup_printf (_ ("Residuals are spread alike everywhere: Breusch–Pagan has %s."),
                         chance));
    }
  qh_stats_assume_inflation (result, linear->design, inflation);
  qh_stats_result_assume (result,
                          cook > TOO_FAR ? QH_ASSUMPTION_BROKEN : QH_ASSUMPTION_MET,
                          g_strdup_printf (_ ("No single row decides the result: the largest of "
                                              "Cook's distances is %.3f (1 is too much)."),
                                           cook));
  qh_stats_assume_independent (result);
}

static char *
say (const QhStatsData *data, const Linear *linear, double p, double explained)
{
  g_autofree char *chance = qh_stats_words_p (p);
  const char *of = qh_stats_data_of (data, 0)->label;
  g_autofree char *change = NULL;

  if (!qh_stats_is_rare (data, p))
    return g_strdup_printf (
      _ ("Nothing shows here that what is looked at explains “%s”: chance alone may (%s)."),
      of,
      chance);
  if (linear->design->k == 2)
    change = qh_number_format (
      linear->design->others[1] != NULL ? fabs (linear->fit.b[1]) : linear->fit.b[1], 4);
  if (linear->design->k == 2 && linear->design->others[1] != NULL)
    return g_strdup_printf (linear->fit.b[1] > 0
                              ? _ ("%s: “%s” is on average %s more than in “%s”. This explains "
                                   "%.0f %% of its differences (%s).")
                              : _ ("%s: “%s” is on average %s less than in “%s”. This explains "
                                   "%.0f %% of its differences (%s)."),
                            (char *)g_ptr_array_index (linear->design->terms, 1),
                            of,
                            change,
                            linear->design->others[1],
                            100 * explained,
                            chance);
  if (linear->design->k == 2)
    return g_strdup_printf (
      _ ("“%s”: for 1 more, “%s” changes by %s. This explains %.0f %% of its differences (%s)."),
      (char *)g_ptr_array_index (linear->design->terms, 1),
      of,
      change,
      100 * explained,
      chance);
  return g_strdup_printf (_ ("Together they explain %.0f %% of the differences of “%s” (%s)."),
                          100 * explained,
                          of,
                          chance);
}

QhStatsResult *
qh_stats_linear (const QhStatsData *data, GError **error)
{
  g_autoptr (QhStatsResult) result
    = qh_stats_result_new ("linear", _ ("Linear regression"), data->confidence);
  g_auto (Linear) linear = { 0 };
  double df1, f, p, explained;

  if (!compute (data, &linear, error))
    return NULL;
  df1 = linear.design->k - 1.0;
  explained = 1 - linear.left / linear.whole;
  f = (linear.whole - linear.left) / df1 / (linear.left / linear.df);
  p = pf (f, df1, linear.df, FALSE, FALSE);
  qh_stats_result_add (result, "n", _ ("n"), QH_FIGURE_COUNT, (double)linear.design->n);
  qh_stats_add_test (result, f, df1, p);
  qh_stats_result_add (
    result, "df_residual", _ ("Degrees of freedom left"), QH_FIGURE_NUMBER, linear.df);
  qh_stats_result_add (result, "r_squared", _ ("R²"), QH_FIGURE_NUMBER, explained);
  qh_stats_result_add (result,
                       "r_squared_adjusted",
                       _ ("R², adjusted"),
                       QH_FIGURE_NUMBER,
                       1 - (1 - explained) * ((double)linear.design->n - 1) / linear.df);
  qh_stats_result_add (result,
                       "residual_se",
                       _ ("Residual standard error"),
                       QH_FIGURE_NUMBER,
                       sqrt (linear.left / linear.df));
  add_terms (result, &linear);
  add_residuals (result, &linear);
  add_diagnostics (result, &linear);
  qh_stats_result_say (result, say (data, &linear, p, explained));
  return g_steal_pointer (&result);
}
