/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_roots.h>
#include <math.h>

#define MATHLIB_STANDALONE
#include <Rmath.h>

#include "stats/qh-stats-words.h"

#define STEPS 200
#define PRECISE 1e-13
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

/* A tail that is sought, as GSL wants it. */
typedef struct
{
  const Noncentral *self;
  Tail tail;
  double probability;
} Sought;

static double
miss (double noncentrality, void *data)
{
  const Sought *sought = data;

  return sought->tail (sought->self, noncentrality) - sought->probability;
}

/* The tail falls as the noncentrality grows. Brent's method. */
static double
find_root (Tail tail, const Noncentral *self, double low, double high, double probability)
{
  Sought sought = { self, tail, probability };
  gsl_function function = { miss, &sought };
  gsl_root_fsolver *solver;
  double root;

  if (low >= high)
    return low;
  /* What cannot be solved is said by what it returns, not by ending the program. */
  gsl_set_error_handler_off ();
  solver = gsl_root_fsolver_alloc (gsl_root_fsolver_brent);
  if (gsl_root_fsolver_set (solver, &function, low, high) != GSL_SUCCESS)
    {
      gsl_root_fsolver_free (solver);
      return NAN;
    }
  for (guint i = 0; i < STEPS; i++)
    {
      if (gsl_root_fsolver_iterate (solver) != GSL_SUCCESS)
        break;
      if (gsl_root_test_interval (
            gsl_root_fsolver_x_lower (solver), gsl_root_fsolver_x_upper (solver), 0, PRECISE)
          == GSL_SUCCESS)
        break;
    }
  root = gsl_root_fsolver_root (solver);
  gsl_root_fsolver_free (solver);
  return root;
}

static double
solve_positive (Tail tail, const Noncentral *self, double probability)
{
  double high = MAX (1, 2 * self->statistic);

  if (tail (self, 0) <= probability)
    return 0;
  while (tail (self, high) > probability)
    high *= 2;
  return find_root (tail, self, 0, high, probability);
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
  return find_root (t_tail, &self, low, high, probability);
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
