/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>
#include <stdlib.h>

#define MATHLIB_STANDALONE
#include <Rmath.h>

#include "stats/qh-stats-moments.h"

/* The approximation of p is good between these. */
#define FEWEST 3
#define MOST 5000
/* Spread less than this beside the values is rounding. */
#define NO_SPREAD 1e-10

/* Coefficients, of the lowest power first. */
static double
polynomial (const double *coefficients, guint n, double x)
{
  double value = 0;

  for (guint i = n; i-- > 0;)
    value = value * x + coefficients[i];
  return value;
}

static int
compare_values (const void *a, const void *b)
{
  double first = *(const double *)a, second = *(const double *)b;

  return (first > second) - (first < second);
}

/* The weights of the larger half, the largest first. */
static void
find_weights (gsize n, double *weights)
{
  static const double last[] = { 0, 0.221157, -0.147981, -2.07119, 4.434685, -2.706056 };
  static const double next[] = { 0, 0.042981, -0.293762, -1.752461, 5.682633, -3.582633 };
  gsize half = n / 2, first;
  double squares = 0, root, step = 1 / sqrt ((double)n), left;

  if (n == 3)
    {
      weights[0] = M_SQRT1_2;
      return;
    }
  for (gsize i = 0; i < half; i++)
    {
      weights[i] = qnorm (((double)i + 1 - 0.375) / ((double)n + 0.25), 0, 1, TRUE, FALSE);
      squares += 2 * weights[i] * weights[i];
    }
  root = sqrt (squares);
  left = polynomial (last, 6, step) - weights[0] / root;
  if (n > 5)
    {
      double second = polynomial (next, 6, step) - weights[1] / root;
      double part = sqrt ((squares - 2 * weights[0] * weights[0] - 2 * weights[1] * weights[1])
                          / (1 - 2 * left * left - 2 * second * second));

      weights[1] = second;
      first = 2;
      for (gsize i = first; i < half; i++)
        weights[i] /= -part;
    }
  else
    {
      double part = sqrt ((squares - 2 * weights[0] * weights[0]) / (1 - 2 * left * left));

      first = 1;
      for (gsize i = first; i < half; i++)
        weights[i] /= -part;
    }
  weights[0] = left;
}

/* 1 - W, so that it keeps its digits where W is near 1. */
static double
find_lack (const double *sorted, gsize n, const double *weights)
{
  double range = sorted[n - 1] - sorted[0], mean = 0, mean_weight = 0, products = 0, values = 0,
         squares = 0, root;

  for (gsize i = 0; i < n; i++)
    mean += sorted[i] / range;
  mean /= (double)n;
  for (gsize i = 0; i < n; i++)
    {
      gsize from_end = MIN (i, n - 1 - i);
      double weight = i == from_end && n - 1 - i == i ? 0
                      : i < n / 2                     ? -weights[from_end]
                                                      : weights[from_end];
      double value = sorted[i] / range - mean;

      mean_weight += weight;
      squares += weight * weight;
      values += value * value;
      products += weight * value;
    }
  root = sqrt (squares * values);
  return (root - products) * (root + products) / (squares * values);
}

static double
find_p (double lack, double count)
{
  static const double gamma[] = { -2.273, 0.459 };
  static const double mean_few[] = { 0.544, -0.39978, 0.025054, -6.714e-4 };
  static const double sd_few[] = { 1.3822, -0.77857, 0.062767, -0.0020322 };
  static const double mean_many[] = { -1.5861, -0.31082, -0.083751, 0.0038915 };
  static const double sd_many[] = { -0.4803, -0.082676, 0.0030302 };
  double y = log (lack), mean, sd;

  if (count == 3)
    {
      double p = 6 / M_PI * (asin (sqrt (1 - lack)) - asin (sqrt (0.75)));

      return MAX (0, p);
    }
  if (count <= 11)
    {
      double most = polynomial (gamma, 2, count);

      if (y >= most)
        return 1e-99;
      y = -log (most - y);
      mean = polynomial (mean_few, 4, count);
      sd = exp (polynomial (sd_few, 4, count));
    }
  else
    {
      mean = polynomial (mean_many, 4, log (count));
      sd = exp (polynomial (sd_many, 3, log (count)));
    }
  return pnorm (y, mean, sd, FALSE, FALSE);
}

/**
 * qh_shapiro_compute:
 * @w: (out): 1 for values that lie as a normal distribution's would
 * @p: (out): how often so little would be
 *
 * Royston, A remark on algorithm AS 181: the W-test for normality, Applied
 * Statistics 44 (1995), as R's shapiro.test() has it.
 *
 * Returns: %FALSE when there are fewer than 3 or more than 5000 values, or they
 *   are all the same.
 */
gboolean
qh_shapiro_compute (const double *values, gsize n, double *w, double *p)
{
  g_autofree double *sorted = NULL, *weights = NULL;
  double lack;

  if (n < FEWEST || n > MOST)
    return FALSE;
  sorted = g_memdup2 (values, n * sizeof *values);
  qsort (sorted, n, sizeof *sorted, compare_values);
  if (sorted[n - 1] - sorted[0] <= NO_SPREAD * fabs (sorted[n / 2]))
    return FALSE;
  weights = g_new0 (double, n / 2 + 1);
  find_weights (n, weights);
  lack = find_lack (sorted, n, weights);
  *w = 1 - lack;
  *p = find_p (lack, (double)n);
  return TRUE;
}
