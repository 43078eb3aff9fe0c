/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib.h>
#include <math.h>

#define MATHLIB_STANDALONE
#include <Rmath.h>

#include "stats/qh-stats-words.h"

#define STEPS 200
/* R's distributions of t are good up to this noncentrality. */
#define MOST_T 37.0
/* Past this the square root is as good as normal, and the sums take long. */
#define MOST_CHI 10000.0

typedef struct
{
  double statistic;
  double df1;
  double df2;
} Noncentral;

typedef double (*Tail) (const Noncentral *self, double noncentrality);

static double
chi_tail (const Noncentral *self, double noncentrality)
{
  return pnchisq (self->statistic, self->df1, noncentrality, TRUE, FALSE);
}

static double
t_tail (const Noncentral *self, double noncentrality)
{
  return pnt (self->statistic, self->df1, noncentrality, TRUE, FALSE);
}

static double
f_tail (const Noncentral *self, double noncentrality)
{
  return pnf (self->statistic, self->df1, self->df2, noncentrality, TRUE, FALSE);
}

/* The tail falls as the noncentrality grows. */
static double
bisect (Tail tail, const Noncentral *self, double low, double high, double probability)
{
  for (guint i = 0; i < STEPS; i++)
    {
      double middle = (low + high) / 2;

      if (middle <= low || middle >= high)
        break;
      if (tail (self, middle) > probability)
        low = middle;
      else
        high = middle;
    }
  return (low + high) / 2;
}

static double
solve_positive (Tail tail, const Noncentral *self, double probability)
{
  double high = MAX (1, 2 * self->statistic);

  if (tail (self, 0) <= probability)
    return 0;
  while (tail (self, high) > probability)
    high *= 2;
  return bisect (tail, self, 0, high, probability);
}

/**
 * qh_stats_noncentral_chi:
 * @x: a chi-square that was found
 * @probability: of no more than it
 *
 * Returns: the noncentrality of which no more than @x comes with @probability: an
 *   end of the noncentrality's interval.
 */
double
qh_stats_noncentral_chi (double x, double df, double probability)
{
  if (x > MOST_CHI)
    return pow (sqrt (x) - qnorm (probability, 0, 1, TRUE, FALSE), 2);
  return solve_positive (chi_tail, &(Noncentral){ x, df, 0 }, probability);
}

/**
 * qh_stats_noncentral_t:
 *
 * Returns: likewise of Student's t; past what R's distribution takes by its
 *   approximation for large samples.
 */
double
qh_stats_noncentral_t (double t, double df, double probability)
{
  const Noncentral self = { t, df, 0 };
  double spread = sqrt (1 + t * t / (2 * df));
  double low = t - qnorm (probability, 0, 1, TRUE, FALSE) * spread, high = low;

  if (fabs (t) + 8 * spread > MOST_T)
    return low;
  /* In small steps: far out R's distribution says on standard output that it is not sure. */
  while (t_tail (&self, low) < probability)
    low -= spread / 4;
  while (t_tail (&self, high) > probability)
    high += spread / 4;
  return bisect (t_tail, &self, low, high, probability);
}

/**
 * qh_stats_noncentral_f:
 *
 * Returns: likewise of F.
 */
double
qh_stats_noncentral_f (double f, double df1, double df2, double probability)
{
  if (f * df1 > MOST_CHI)
    return qh_stats_noncentral_chi (f * df1, df1, probability);
  return solve_positive (f_tail, &(Noncentral){ f, df1, df2 }, probability);
}
