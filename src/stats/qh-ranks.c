/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "stats/qh-ranks.h"

#include <stdlib.h>

#define MATHLIB_STANDALONE
#include <Rmath.h>

typedef struct
{
  double x;
  double y;
  gsize row;
} Point;

static int
compare_points (const void *a, const void *b)
{
  const Point *first = a, *second = b;

  if (first->x != second->x)
    return first->x < second->x ? -1 : 1;
  return (first->y > second->y) - (first->y < second->y);
}

static void
add_tie (QhTies *ties, double t)
{
  if (t < 2)
    return;
  ties->pairs += t * (t - 1);
  ties->triples += t * (t - 1) * (t - 2);
  ties->weighted += t * (t - 1) * (2 * t + 5);
  ties->cubes += t * t * t - t;
}

/**
 * qh_ranks_new:
 * @ties: (out caller-allocates): of equal values
 *
 * Returns: (transfer full): the place of each value among all, from 1; equal values
 *   get the mean of their places
 */
double *
qh_ranks_new (const double *values, gsize n, QhTies *ties)
{
  g_autofree Point *points = g_new (Point, MAX (1, n));
  double *ranks = g_new (double, MAX (1, n));
  gsize start = 0;

  *ties = (QhTies){ 0 };
  for (gsize i = 0; i < n; i++)
    points[i] = (Point){ values[i], 0, i };
  qsort (points, n, sizeof *points, compare_points);
  for (gsize i = 1; i <= n; i++)
    if (i == n || points[i].x != points[start].x)
      {
        for (gsize k = start; k < i; k++)
          ranks[points[k].row] = ((double)start + 1 + (double)i) / 2;
        add_tie (ties, (double)(i - start));
        start = i;
      }
  return ranks;
}

/* Sorts y and counts how many pairs it had to turn round. */
static double
sort_and_count (double *y, double *room, gsize n)
{
  double swaps = 0;

  for (gsize width = 1; width < n; width *= 2)
    for (gsize start = 0; start < n; start += 2 * width)
      {
        gsize middle = MIN (start + width, n), end = MIN (start + 2 * width, n);
        gsize a = start, b = middle;

        for (gsize k = start; k < end; k++)
          if (a < middle && (b >= end || y[a] <= y[b]))
            room[k] = y[a++];
          else
            {
              swaps += (double)(middle - a);
              room[k] = y[b++];
            }
        for (gsize k = start; k < end; k++)
          y[k] = room[k];
      }
  return swaps;
}

static double
count_sorted (const double *values, gsize n, QhTies *ties)
{
  gsize start = 0;

  *ties = (QhTies){ 0 };
  for (gsize i = 1; i <= n; i++)
    if (i == n || values[i] != values[start])
      {
        add_tie (ties, (double)(i - start));
        start = i;
      }
  return ties->pairs / 2;
}

/* Pairs that are equal in both. */
static double
count_both (const Point *points, gsize n)
{
  double pairs = 0;
  gsize start = 0;

  for (gsize i = 1; i <= n; i++)
    if (i == n || points[i].x != points[start].x || points[i].y != points[start].y)
      {
        pairs += (double)(i - start) * (double)(i - start - 1) / 2;
        start = i;
      }
  return pairs;
}

/**
 * qh_ranks_kendall:
 * @score: (out): pairs that agree less pairs that do not
 * @x_ties: (out caller-allocates): of equal values of @x
 * @y_ties: (out caller-allocates): of equal values of @y
 *
 * Knight, A computer method for calculating Kendall's tau with ungrouped data,
 * JASA 61 (1966): in n log n steps.
 */
void
qh_ranks_kendall (const double *x,
                  const double *y,
                  gsize n,
                  double *score,
                  QhTies *x_ties,
                  QhTies *y_ties)
{
  g_autofree Point *points = g_new (Point, MAX (1, n));
  g_autofree double *values = g_new (double, MAX (1, n)), *room = g_new (double, MAX (1, n));
  double all = (double)n * ((double)n - 1) / 2, x_pairs, y_pairs, both, swaps;

  for (gsize i = 0; i < n; i++)
    points[i] = (Point){ x[i], y[i], i };
  qsort (points, n, sizeof *points, compare_points);
  both = count_both (points, n);
  for (gsize i = 0; i < n; i++)
    values[i] = points[i].x;
  x_pairs = count_sorted (values, n, x_ties);
  for (gsize i = 0; i < n; i++)
    values[i] = points[i].y;
  swaps = sort_and_count (values, room, n);
  y_pairs = count_sorted (values, n, y_ties);
  *score = all - x_pairs - y_pairs + both - 2 * swaps;
}

/* R's library keeps tables for these in memory of its own. */
static GMutex table_lock;

/**
 * qh_ranks_p_rank_sum:
 * @w: Mann and Whitney's U of the first group
 *
 * Returns: how often chance alone gives no more than @w, or, unless @lower, @w or more.
 */
double
qh_ranks_p_rank_sum (double w, double first, double second, gboolean lower)
{
  double p;

  g_mutex_lock (&table_lock);
  p = lower ? pwilcox (w, first, second, TRUE, FALSE)
            : pwilcox (w - 1, first, second, FALSE, FALSE);
  wilcox_free ();
  g_mutex_unlock (&table_lock);
  return p;
}

/**
 * qh_ranks_p_signed_rank:
 * @v: Wilcoxon's sum of the ranks above zero
 *
 * Returns: likewise of pairs.
 */
double
qh_ranks_p_signed_rank (double v, double n, gboolean lower)
{
  double p;

  g_mutex_lock (&table_lock);
  p = lower ? psignrank (v, n, TRUE, FALSE) : psignrank (v - 1, n, FALSE, FALSE);
  signrank_free ();
  g_mutex_unlock (&table_lock);
  return p;
}

/* Adds the orders of the ranks from @at on whose distances from their places add up to
 * no more than @most, and those to no less than @least. */
static void
count_orders (guint *ranks, guint n, guint at, double sum, double most, double least, double *low, double *high)
{
  if (at == n)
    {
      *low += sum <= most;
      *high += sum >= least;
      return;
    }
  for (guint i = at; i < n; i++)
    {
      guint rank = ranks[i];
      double distance = (double)rank - at;

      ranks[i] = ranks[at];
      ranks[at] = rank;
      count_orders (ranks, n, at + 1, sum + distance * distance, most, least, low, high);
      ranks[at] = ranks[i];
      ranks[i] = rank;
    }
}

/**
 * qh_ranks_p_spearman:
 * @rho: of ranks without ties
 * @n: how many, %QH_RANKS_MOST_ORDERS at most
 *
 * Counts all orders, as R's cor.test() does of so few.
 *
 * Returns: the probability of a correlation as far from 0, either way, by chance
 */
double
qh_ranks_p_spearman (double rho, guint n)
{
  guint ranks[QH_RANKS_MOST_ORDERS];
  double all = 1, low = 0, high = 0;
  double sum = round (((double)n * n * n - n) * (1 - rho) / 6);

  g_return_val_if_fail (n <= QH_RANKS_MOST_ORDERS, NAN);

  for (guint i = 0; i < n; i++)
    {
      ranks[i] = i;
      all *= i + 1;
    }
  count_orders (ranks, n, 0, 0, sum, sum, &low, &high);
  return MIN (1, 2 * MIN (low, high) / all);
}

/**
 * qh_ranks_p_kendall:
 * @score: pairs that go along less those that do not, without ties
 * @n: how many ranks
 *
 * Of how many orders have so many inversions (Kendall, Rank correlation methods, 1970), as
 * R's cor.test() does of fewer than 50.
 *
 * Returns: the probability of a score as far from 0, either way, by chance
 */
double
qh_ranks_p_kendall (double score, guint n)
{
  guint most = n * (n - 1) / 2;
  guint along = (guint)round ((score + most) / 2);
  g_autofree double *chances = g_new0 (double, most + 1), *before = g_new0 (double, most + 1);
  double low = 0, high = 0;

  chances[0] = 1;
  for (guint m = 2; m <= n; m++)
    {
      double window = 0;

      memcpy (before, chances, (most + 1) * sizeof *before);
      for (guint k = 0; k <= m * (m - 1) / 2; k++)
        {
          window += before[k] - (k >= m ? before[k - m] : 0);
          chances[k] = window / m;
        }
    }
  for (guint k = 0; k <= most; k++)
    {
      low += k <= along ? chances[k] : 0;
      high += k >= along ? chances[k] : 0;
    }
  return MIN (1, 2 * MIN (low, high));
}
