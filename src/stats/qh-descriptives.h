/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * QhDescriptives:
 * @n: how many values
 * @sd: standard deviation of a sample (n - 1)
 * @se: standard error of the mean
 * @low: lower end of the mean's confidence interval, by Student's t
 * @high: its upper end
 * @q1: first quartile, at (n + 1)p: type 6 of Hyndman and Fan (1996), as SPSS has it
 * @q3: third quartile, likewise
 * @mode: the smallest of the most frequent values
 * @mode_n: how often it stands
 * @skewness: G1 of Joanes and Gill (1998), as SPSS has it
 * @kurtosis: G2, 0 for a normal distribution, as SPSS has it
 *
 * What describes a sample of numbers. NaN stands for what so few values, or
 * values that are all the same, do not have.
 */
typedef struct
{
  gsize n;
  double mean;
  double sd;
  double se;
  double low;
  double high;
  double min;
  double q1;
  double median;
  double q3;
  double max;
  double mode;
  gsize mode_n;
  double skewness;
  double kurtosis;
} QhDescriptives;

gboolean qh_descriptives_compute (double *values,
                                  gsize n,
                                  double confidence,
                                  QhDescriptives *self,
                                  GError **error);

void     qh_descriptives_compute_sorted  (const double *values, gsize n, double confidence, QhDescriptives *self);
gboolean qh_descriptives_compute_counted (const double *values, const guint64 *times, gsize n, double confidence, QhDescriptives *self);

G_END_DECLS
