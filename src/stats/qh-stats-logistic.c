/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <stdlib.h>

#define MATHLIB_STANDALONE
#include <Rmath.h>

#include "domain/qh-error.h"
#include "stats/qh-ranks.h"
#include "stats/qh-regression.h"
#include "stats/qh-stats-private.h"
#include "stats/qh-stats-words.h"

#define MOST_STEPS 60
#define PRECISE 1e-12
/* A probability so near 0 or 1 is that of an outcome that is told without fail. */
#define CERTAIN 1e-9
#define DOUBT 0.05
/* Of Hosmer and Lemeshow. */
#define RISK_GROUPS 10

typedef struct
{
  QhDesign *design;
  QhFit fit;
  double *chances; /* of the outcome, as fitted */
  double *inflation;
  double deviance;
  double none; /* the deviance of the constant alone */
  double ones;
  const char *outcomes[2];
  guint second; /* the category of the second */
} Logistic;

static void
logistic_clear (Logistic *self)
{
  qh_fit_clear (&self->fit);
  g_clear_pointer (&self->design, qh_design_free);
  g_clear_pointer (&self->chances, g_free);
  g_clear_pointer (&self->inflation, g_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Logistic, logistic_clear)

static double
find_deviance (const double *y, const double *chances, gsize n)
{
  long double sum = 0;

  for (gsize i = 0; i < n; i++)
    sum -= 2 * (y[i] > 0 ? log (chances[i]) : log1p (-chances[i]));
  return (double)sum;
}

static gboolean
set_certain (GError **error)
{
  g_set_error_literal (
    error,
    QH_ERROR,
    QH_ERROR_RANGE,
    _ ("What is looked at tells the outcome without fail in these rows, so that no "
       "odds can be given. Leave a variable out, merge categories, or choose other rows."));
  return FALSE;
}

/* One step of iteratively reweighted least squares. */
static gboolean
step (Logistic *self, double *weights, double *working, GError **error)
{
  const QhDesign *design = self->design;

  for (gsize i = 0; i < design->n; i++)
    {
      double chance = self->chances[i];

      if (chance < CERTAIN || chance > 1 - CERTAIN)
        return set_certain (error);
      weights[i] = chance * (1 - chance);
      working[i] = log (chance / (1 - chance)) + (design->y[i] - chance) / weights[i];
    }
  qh_fit_clear (&self->fit);
  if (!qh_fit_compute (design, weights, working, &self->fit, error))
    return FALSE;
  for (gsize i = 0; i < design->n; i++)
    {
      double log_odds = 0;

      for (guint t = 0; t < design->k; t++)
        log_odds += self->fit.b[t] * design->x[i * design->k + t];
      self->chances[i] = plogis (log_odds, 0, 1, TRUE, FALSE);
    }
  return TRUE;
}

static gboolean
fit (Logistic *self, GError **error)
{
  gsize n = self->design->n;
  g_autofree double *weights = g_new (double, n), *working = g_new (double, n);
  double before = INFINITY;

  for (gsize i = 0; i < n; i++)
    self->chances[i] = (self->design->y[i] + 0.5) / 2;
  for (guint i = 0; i < MOST_STEPS; i++)
    {
      if (!step (self, weights, working, error))
        return FALSE;
      self->deviance = find_deviance (self->design->y, self->chances, n);
      if (fabs (self->deviance - before) <= PRECISE * (fabs (self->deviance) + 0.1) && i > 0)
        return step (self, weights, working, error);
      before = self->deviance;
    }
  return set_certain (error);
}

/* The two categories that complete rows have: the outcome becomes 0 and 1. */
static gboolean
find_outcome (const QhStatsVariable *of, Logistic *self, GError **error)
{
  g_autofree gboolean *any = g_new0 (gboolean, of->categories->len + 1);
  guint count = 0;

  for (gsize i = 0; i < self->design->n; i++)
    any[(guint)self->design->y[i]] = TRUE;
  for (guint c = 0; c < of->categories->len; c++)
    if (any[c])
      {
        self->outcomes[count > 0] = g_ptr_array_index (of->categories, c);
        self->second = c;
        count++;
      }
  for (gsize i = 0; i < self->design->n; i++)
    self->design->y[i] = self->design->y[i] == self->second;
  if (count == 2)
    return TRUE;
  g_set_error (error,
               QH_ERROR,
               QH_ERROR_RANGE,
               _ ("The outcome must have two categories, and “%s” has %u in these rows. Merge "
                  "categories, or choose rows with --where."),
               of->label,
               count);
  return FALSE;
}

/* What the terms share, whatever the outcome: of a fit without weights. */
static gboolean
find_inflation (Logistic *self, GError **error)
{
  g_auto (QhFit) plain = { 0 };

  if (!qh_fit_compute (self->design, NULL, self->design->y, &plain, error))
    return FALSE;
  self->inflation = qh_design_inflation (self->design, &plain);
  return TRUE;
}

static gboolean
compute (const QhStatsData *data, Logistic *self, GError **error)
{
  double share;

  self->design = qh_design_new (data, error);
  if (self->design == NULL || !find_outcome (qh_stats_data_of (data, 0), self, error))
    return FALSE;
  for (gsize i = 0; i < self->design->n; i++)
    self->ones += self->design->y[i];
  self->chances = g_new (double, self->design->n);
  share = self->ones / (double)self->design->n;
  self->none
    = -2 * (self->ones * log (share) + ((double)self->design->n - self->ones) * log1p (-share));
  return find_inflation (self, error) && fit (self, error);
}

static void
add_terms (QhStatsResult *result, const Logistic *logistic)
{
  const QhDesign *design = logistic->design;
  QhFigureTable *table = qh_stats_result_add_table (result, "terms", _ ("Coefficients"));
  const double *inflation = logistic->inflation;
  double reach = qnorm ((1 + result->confidence) / 2, 0, 1, TRUE, FALSE);

  qh_figure_table_column (table, "term", _ ("Term"), QH_FIGURE_TEXT);
  qh_figure_table_column (table, "b", _ ("B"), QH_FIGURE_NUMBER);
  qh_figure_table_column (table, "se", _ ("Standard error"), QH_FIGURE_NUMBER);
  qh_figure_table_column (table, "z", _ ("z"), QH_FIGURE_NUMBER);
  qh_figure_table_column (table, "p", _ ("p"), QH_FIGURE_P);
  qh_figure_table_column (table, "odds_ratio", _ ("Odds ratio"), QH_FIGURE_NUMBER);
  qh_figure_table_column (table, "low", C_ ("interval", "From"), QH_FIGURE_NUMBER);
  qh_figure_table_column (table, "high", C_ ("interval", "to"), QH_FIGURE_NUMBER);
  qh_figure_table_column (table, "vif", _ ("VIF"), QH_FIGURE_NUMBER);
  for (guint t = 0; t < design->k; t++)
    {
      double b = logistic->fit.b[t], se = sqrt (logistic->fit.covariance[t * design->k + t]);

      qh_figure_table_text (table, g_ptr_array_index (design->terms, t));
      qh_figure_table_value (table, b);
      qh_figure_table_value (table, se);
      qh_figure_table_value (table, b / se);
      qh_figure_table_value (table, 2 * pnorm (fabs (b / se), 0, 1, FALSE, FALSE));
      qh_figure_table_value (table, exp (b));
      qh_figure_table_value (table, exp (b - reach * se));
      qh_figure_table_value (table, exp (b + reach * se));
      qh_figure_table_value (table, inflation[t]);
    }
}

static int
compare_values (const void *a, const void *b)
{
  double first = *(const double *)a, second = *(const double *)b;

  return (first > second) - (first < second);
}

/* Where the groups of risk part: at the tenths of the fitted chances (type 7 of
 * Hyndman and Fan), those that are the same once. */
static guint
find_breaks (const double *chances, gsize n, double *breaks)
{
  g_autofree double *sorted = g_memdup2 (chances, n * sizeof *sorted);
  guint count = 0;

  qsort (sorted, n, sizeof *sorted, compare_values);
  for (guint g = 0; g <= RISK_GROUPS; g++)
    {
      double position = ((double)n - 1) * g / RISK_GROUPS, part = position - floor (position);
      gsize below = (gsize)position;
      double value
        = part > 0 ? sorted[below] + part * (sorted[below + 1] - sorted[below]) : sorted[below];

      if (count == 0 || value > breaks[count - 1])
        breaks[count++] = value;
    }
  return count;
}

/* Hosmer and Lemeshow, Goodness of fit tests for the multiple logistic regression
 * model, Communications in Statistics A 9 (1980). */
static double
find_hosmer_lemeshow (const Logistic *logistic, double *df, double *p)
{
  double breaks[RISK_GROUPS + 1], statistic = 0;
  double seen[RISK_GROUPS] = { 0 }, expected[RISK_GROUPS] = { 0 }, n[RISK_GROUPS] = { 0 };
  guint count = find_breaks (logistic->chances, logistic->design->n, breaks);

  for (gsize i = 0; i < logistic->design->n; i++)
    {
      guint g = 0;

      while (g + 2 < count && logistic->chances[i] > breaks[g + 1])
        g++;
      n[g]++;
      seen[g] += logistic->design->y[i];
      expected[g] += logistic->chances[i];
    }
  *df = (double)count - 3;
  for (guint g = 0; g + 1 < count; g++)
    if (n[g] > 0)
      statistic += pow (seen[g] - expected[g], 2) * (1 / expected[g] + 1 / (n[g] - expected[g]));
  *p = *df >= 1 ? pchisq (statistic, *df, FALSE, FALSE) : NAN;
  return *df >= 1 ? statistic : NAN;
}

/* How often one who has the outcome is given a larger chance than one who has not. */
static double
find_area (const Logistic *logistic)
{
  gsize n = logistic->design->n;
  QhTies ties;
  g_autofree double *ranks = qh_ranks_new (logistic->chances, n, &ties);
  double sum = 0, ones = logistic->ones;

  for (gsize i = 0; i < n; i++)
    sum += logistic->design->y[i] * ranks[i];
  return (sum - ones * (ones + 1) / 2) / (ones * ((double)n - ones));
}

/* Who has the outcome, by who is told to have it: where its chance is above one half. */
static void
count_told (const Logistic *logistic, double told[2][2])
{
  told[0][0] = told[0][1] = told[1][0] = told[1][1] = 0;
  for (gsize i = 0; i < logistic->design->n; i++)
    told[logistic->design->y[i] > 0][logistic->chances[i] > 0.5]++;
}

static double
count_right (const Logistic *logistic)
{
  double told[2][2];

  count_told (logistic, told);
  return told[0][0] + told[1][1];
}

static void
add_told (QhStatsResult *result, const Logistic *logistic)
{
  QhFigureTable *table = qh_stats_result_add_table (result, "told", _ ("Told by the fit"));
  double told[2][2];

  count_told (logistic, told);
  qh_figure_table_column (table, "outcome", _ ("Outcome"), QH_FIGURE_TEXT);
  qh_figure_table_column (table, "first", logistic->outcomes[0], QH_FIGURE_COUNT);
  qh_figure_table_column (table, "second", logistic->outcomes[1], QH_FIGURE_COUNT);
  qh_figure_table_column (table, "right", _ ("Told rightly"), QH_FIGURE_PERCENT);
  for (guint i = 0; i < 2; i++)
    {
      qh_figure_table_text (table, logistic->outcomes[i]);
      qh_figure_table_value (table, told[i][0]);
      qh_figure_table_value (table, told[i][1]);
      qh_figure_table_value (table, 100 * told[i][i] / (told[i][0] + told[i][1]));
    }
}

static void
add_fit (QhStatsResult *result, const Logistic *logistic)
{
  double n = (double)logistic->design->n, gain = logistic->none - logistic->deviance;
  double cox = 1 - exp (-gain / n);

  qh_stats_result_add (
    result, "deviance", _ ("Deviance (−2 log-likelihood)"), QH_FIGURE_NUMBER, logistic->deviance);
  qh_stats_result_add (result, "cox_snell", _ ("R² of Cox and Snell"), QH_FIGURE_NUMBER, cox);
  qh_stats_result_add (result,
                       "nagelkerke",
                       _ ("R² of Nagelkerke"),
                       QH_FIGURE_NUMBER,
                       cox / (1 - exp (-logistic->none / n)));
  qh_stats_result_add (
    result, "mcfadden", _ ("R² of McFadden"), QH_FIGURE_NUMBER, gain / logistic->none);
  qh_stats_result_add (
    result, "area", _ ("Area under the curve"), QH_FIGURE_NUMBER, find_area (logistic));
  qh_stats_result_add (
    result, "right", _ ("Told rightly"), QH_FIGURE_PERCENT, 100 * count_right (logistic) / n);
}

static void
add_diagnostics (QhStatsResult *result, const Logistic *logistic)
{
  double df, p, statistic = find_hosmer_lemeshow (logistic, &df, &p);
  double fewer = MIN (logistic->ones, (double)logistic->design->n - logistic->ones);
  double each = fewer / (logistic->design->k - 1.0);

  qh_stats_result_add (
    result, "hosmer_lemeshow", _ ("Hosmer–Lemeshow"), QH_FIGURE_NUMBER, statistic);
  qh_stats_result_add (result, "hosmer_lemeshow_p", _ ("Hosmer–Lemeshow, p"), QH_FIGURE_P, p);
  if (isnan (p))
    qh_stats_result_assume (
      result,
      QH_ASSUMPTION_OPEN,
      g_strdup (_ ("Fitted chances are borne out: there are too few different ones to tell.")));
  else
    {
      g_autofree char *chance = qh_stats_words_p (p);

      qh_stats_result_assume (
        result,
        p < DOUBT ? QH_ASSUMPTION_BROKEN : QH_ASSUMPTION_MET,
        g_strdup_printf (_ ("Fitted chances are borne out: Hosmer–Lemeshow has %s."), chance));
    }
  qh_stats_result_assume (
    result,
    each < 10 ? QH_ASSUMPTION_BROKEN : QH_ASSUMPTION_MET,
    g_strdup_printf (
      _ ("There are enough rows: %'.0f of the rarer outcome for each term (10 are wanted)."),
      floor (each)));
  qh_stats_assume_inflation (result, logistic->design, logistic->inflation);
  qh_stats_assume_independent (result);
}

static char *
say (const QhStatsData *data, const Logistic *logistic, double p)
{
  const QhStatsVariable *of = qh_stats_data_of (data, 0);
  g_autofree char *chance = qh_stats_words_p (p);

  if (!qh_stats_is_rare (data, p))
    return g_strdup_printf (
      _ ("Nothing shows here that what is looked at explains “%s”: chance alone may (%s)."),
      of->label,
      chance);
  if (logistic->design->k == 2 && logistic->design->others[1] != NULL)
    return g_strdup_printf (_ ("%s: the odds of “%s” are %.3g times those of “%s” (%s)."),
                            (char *)g_ptr_array_index (logistic->design->terms, 1),
                            logistic->outcomes[1],
                            exp (logistic->fit.b[1]),
                            logistic->design->others[1],
                            chance);
  if (logistic->design->k == 2)
    return g_strdup_printf (_ ("“%s”: for 1 more, the odds of “%s” are multiplied by %.3g (%s)."),
                            (char *)g_ptr_array_index (logistic->design->terms, 1),
                            logistic->outcomes[1],
                            exp (logistic->fit.b[1]),
                            chance);
  return g_strdup_printf (
    _ ("Together they explain part of “%s” (%s), and tell rightly %.0f %% of rows."),
    of->label,
    chance,
    100 * count_right (logistic) / (double)logistic->design->n);
}

QhStatsResult *
qh_stats_logistic (const QhStatsData *data, GError **error)
{
  g_autoptr (QhStatsResult) result
    = qh_stats_result_new ("logistic", _ ("Logistic regression"), data->confidence);
  g_auto (Logistic) logistic = { 0 };
  double gain, df, p;

  if (!compute (data, &logistic, error))
    return NULL;
  gain = MAX (0, logistic.none - logistic.deviance);
  df = logistic.design->k - 1.0;
  p = pchisq (gain, df, FALSE, FALSE);
  qh_stats_result_add (result, "n", _ ("n"), QH_FIGURE_COUNT, (double)logistic.design->n);
  qh_stats_result_add (result, "ones", _ ("With the outcome"), QH_FIGURE_COUNT, logistic.ones);
  qh_stats_add_test (result, gain, df, p);
  add_fit (result, &logistic);
  add_terms (result, &logistic);
  add_told (result, &logistic);
  add_diagnostics (result, &logistic);
  qh_stats_result_note (result,
                        g_strdup_printf (_ ("The outcome is “%s” (not “%s”)."),
                                         logistic.outcomes[1],
                                         logistic.outcomes[0]));
  qh_stats_result_say (result, say (data, &logistic, p));
  return g_steal_pointer (&result);
}
