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

/* The sums around the mean. */
typedef struct
{
  long double second;
  long double third;
  long double fourth;
} Powers;

static void
add_power (Powers *powers, long double difference, long double times)
{
  long double square = difference * difference;

  powers->second += times * square;
  powers->third += times * square * difference;
  powers->fourth += times * square * square;
}

/* Joanes and Gill, Comparing measures of sample skewness and kurtosis, The
 * Statistician 47 (1998). */
static void
finish_moments (const Powers *powers,
                gboolean same,
                double first,
                double confidence,
                QhDescriptives *self)
{
  double n = (double)self->n, variance, t;

  self->sd = self->se = self->low = self->high = self->skewness = self->kurtosis = NAN;
  if (self->n < 2)
    return;
  /* Values that are all the same differ from a rounded mean. */
  if (same)
    self->mean = first;
  variance = same ? 0 : (double)(powers->second / (n - 1));
  self->sd = sqrt (variance);
  self->se = self->sd / sqrt (n);
  t = qt ((1 + confidence) / 2, n - 1, TRUE, FALSE);
  self->low = self->mean - t * self->se;
  self->high = self->mean + t * self->se;
  if (self->n >= 3 && variance > 0)
    self->skewness = n / ((n - 1) * (n - 2)) * (double)powers->third / (variance * self->sd);
  if (self->n >= 4 && variance > 0)
    self->kurtosis
      = n * (n + 1) / ((n - 1) * (n - 2) * (n - 3)) * (double)powers->fourth / (variance * variance)
        - 3 * (n - 1) * (n - 1) / ((n - 2) * (n - 3));
}

/* The sums are taken around the mean in a second pass. */
static void
compute_moments (const double *values, gsize count, double confidence, QhDescriptives *self)
{
  long double sum = 0, mean;
  Powers powers = { 0 };

  for (gsize i = 0; i < count; i++)
    sum += values[i];
  mean = sum / count;
  for (gsize i = 0; i < count; i++)
    add_power (&powers, values[i] - mean, 1);
  self->mean = (double)mean;
  finish_moments (&powers, values[0] == values[count - 1], values[0], confidence, self);
}

/* What a place among sorted values has, counted from 0. */
static double
find_place (const double *values, const guint64 *ends, gsize n, guint64 place)
{
  gsize low = 0, high = n - 1;

  while (low < high)
    {
      gsize middle = (low + high) / 2;

      if (ends[middle] > place)
        high = middle;
      else
        low = middle + 1;
    }
  return values[low];
}

static double
find_counted_quantile (const double *values, const guint64 *ends, gsize n, double probability)
{
  double all = (double)ends[n - 1], position = CLAMP ((all + 1) * probability, 1, all);
  guint64 below = (guint64)position;
  double part = position - (double)below, first = find_place (values, ends, n, below - 1);

  return part == 0 ? first : first + part * (find_place (values, ends, n, below) - first);
}

/**
 * qh_descriptives_compute_counted:
 * @values: (array length=n): finite numbers that ascend, each once
 * @times: (array length=n): how often each stands, at least once
 *
 * As qh_descriptives_compute(), of values that are counted already.
 *
 * Returns: whether there is any
 */
gboolean
qh_descriptives_compute_counted (const double *values,
                                 const guint64 *times,
                                 gsize n,
                                 double confidence,
                                 QhDescriptives *self)
{
  g_autofree guint64 *ends = g_new (guint64, MAX (1, n));
  Powers powers = { 0 };
  long double sum = 0;
  guint64 all = 0;

  if (n == 0)
    return FALSE;
  *self = (QhDescriptives){ .min = values[0], .max = values[n - 1], .mode = values[0] };
  for (gsize i = 0; i < n; i++)
    {
      all += times[i];
      ends[i] = all;
      sum += values[i] * (long double)times[i];
      if (times[i] > self->mode_n)
        {
          self->mode = values[i];
          self->mode_n = times[i];
        }
    }
  self->n = all;
  self->mean = (double)(sum / all);
  for (gsize i = 0; i < n; i++)
    add_power (&powers, values[i] - sum / all, (long double)times[i]);
  self->q1 = find_counted_quantile (values, ends, n, 0.25);
  self->median = find_counted_quantile (values, ends, n, 0.5);
  self->q3 = find_counted_quantile (values, ends, n, 0.75);
  finish_moments (&powers, n == 1, values[0], confidence, self);
  return TRUE;
}

/**
 * qh_descriptives_compute_sorted:
 * @values: (array length=n): finite numbers that ascend, at least one
 *
 * As qh_descriptives_compute(), of values that are in order already.
 */
void
qh_descriptives_compute_sorted (const double *values,
                                gsize n,
                                double confidence,
                                QhDescriptives *self)
{
  self->n = n;
  self->min = values[0];
  self->max = values[n - 1];
  self->q1 = find_quantile (values, n, 0.25);
  self->median = find_quantile (values, n, 0.5);
  self->q3 = find_quantile (values, n, 0.75);
  find_mode (values, n, self);
  compute_moments (values, n, confidence, self);
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
  qh_descriptives_compute_sorted (values, n, confidence, self);
  return TRUE;
}
