/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "stats/qh-descriptives.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <stdlib.h>

#define MATHLIB_STANDALONE
#include <Rmath.h>

#include "domain/qh-error.h"

static int
compare_values (const void *a, const void *b)
{
  double first = *(const double *)a, second = *(const double *)b;

  return (first > second) - (first < second);
}

/* Of sorted values. Type 6 of Hyndman and Fan, Sample quantiles in statistical
 * packages, The American Statistician 50 (1996). */
static double
find_quantile (const double *values, gsize n, double probability)
{
  double position = CLAMP (((double)n + 1) * probability, 1, (double)n);
  gsize below = (gsize)position;
  double part = position - (double)below;

  if (part == 0)
    return values[below - 1];
  return values[below - 1] + part * (values[below] - values[below - 1]);
}

static void
find_mode (const double *values, gsize n, QhDescriptives *self)
{
  gsize start = 0;

  self->mode_n = 0;
  for (gsize i = 1; i <= n; i++)
    if (i == n || values[i] != values[start])
      {
        if (i - start > self->mode_n)
          {
            self->mode_n = i - start;
            self->mode = values[start];
          }
        start = i;
      }
}

/* Joanes and Gill, Comparing measures of sample skewness and kurtosis, The
 * Statistician 47 (1998). The sums are taken around the mean in a second pass. */
static void
compute_moments (const double *values, gsize count, double confidence, QhDescriptives *self)
{
  long double sum = 0, second = 0, third = 0, fourth = 0, mean;
  double n = (double)count, variance, t;

  for (gsize i = 0; i < count; i++)
    sum += values[i];
  mean = sum / count;
  for (gsize i = 0; i < count; i++)
    {
      long double difference = values[i] - mean;
      long double square = difference * difference;

      second += square;
      third += square * difference;
      fourth += square * square;
    }
  self->mean = (double)mean;
  self->sd = self->se = self->low = self->high = self->skewness = self->kurtosis = NAN;
  if (count < 2)
    return;
  /* Values that are all the same differ from a rounded mean. */
  if (values[0] == values[count - 1])
    {
      self->mean = values[0];
      second = 0;
    }
  variance = (double)(second / (n - 1));
  self->sd = sqrt (variance);
  self->se = self->sd / sqrt (n);
  t = qt ((1 + confidence) / 2, n - 1, TRUE, FALSE);
  self->low = self->mean - t * self->se;
  self->high = self->mean + t * self->se;
  if (count >= 3 && variance > 0)
    self->skewness = n / ((n - 1) * (n - 2)) * (double)third / (variance * self->sd);
  if (count >= 4 && variance > 0)
    self->kurtosis = n * (n + 1) / ((n - 1) * (n - 2) * (n - 3)) * (double)fourth / (variance * variance)
                     - 3 * (n - 1) * (n - 1) / ((n - 2) * (n - 3));
}

/**
 * qh_descriptives_compute:
 * @values: (array length=n): finite numbers; they are put in order
 * @confidence: of the mean's interval, between 0 and 1
 * @self: (out caller-allocates): what describes them
 *
 * Returns: %FALSE with %QH_ERROR_REQUIRED when there is no value, and with
 *   %QH_ERROR_RANGE when one is not finite.
 */
gboolean
qh_descriptives_compute (double *values,
                         gsize n,
                         double confidence,
                         QhDescriptives *self,
                         GError **error)
{
  g_return_val_if_fail (confidence > 0 && confidence < 1, FALSE);

  if (n == 0)
    {
      g_set_error_literal (
        error,
        QH_ERROR,
        QH_ERROR_REQUIRED,
        _ ("There is no value to describe: all are missing or left out. Choose other rows."));
      return FALSE;
    }
  for (gsize i = 0; i < n; i++)
    if (!isfinite (values[i]))
      {
        g_set_error_literal (error,
                             QH_ERROR,
                             QH_ERROR_RANGE,
                             _ ("A value is not a finite number. Correct it or leave it out."));
        return FALSE;
      }
  qsort (values, n, sizeof *values, compare_values);
  self->n = n;
  self->min = values[0];
  self->max = values[n - 1];
  self->q1 = find_quantile (values, n, 0.25);
  self->median = find_quantile (values, n, 0.5);
  self->q3 = find_quantile (values, n, 0.75);
  find_mode (values, n, self);
  compute_moments (values, n, confidence, self);
  return TRUE;
}
