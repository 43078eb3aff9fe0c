/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "stats/qh-stats-adjust.h"

#include <math.h>
#include <stdlib.h>

typedef struct
{
  double p;
  guint place;
} Placed;

static int
compare_placed (const void *a, const void *b)
{
  const Placed *first = a, *second = b;

  if (first->p != second->p)
    return first->p < second->p ? -1 : 1;
  return (first->place > second->place) - (first->place < second->place);
}

/* Those that are NaN stay so, and do not count. */
static Placed *
sort_placed (const double *p, guint n, double *adjusted, guint *counted)
{
  Placed *placed = g_new (Placed, MAX (1, n));

  *counted = 0;
  for (guint i = 0; i < n; i++)
    {
      adjusted[i] = NAN;
      if (!isnan (p[i]))
        placed[(*counted)++] = (Placed){ p[i], i };
    }
  qsort (placed, *counted, sizeof *placed, compare_placed);
  return placed;
}

/**
 * qh_stats_adjust_holm:
 * @p: (array length=n): NaN for none
 * @adjusted: (out caller-allocates) (array length=n): how rare they are when so
 *   many are looked at
 *
 * Holm, A simple sequentially rejective multiple test procedure, Scandinavian
 * Journal of Statistics 6 (1979): keeps down how often any is taken for rare that is not.
 */
void
qh_stats_adjust_holm (const double *p, guint n, double *adjusted)
{
  guint counted;
  g_autofree Placed *placed = sort_placed (p, n, adjusted, &counted);
  double most = 0;

  for (guint i = 0; i < counted; i++)
    {
      most = MAX (most, MIN (1, (counted - i) * placed[i].p));
      adjusted[placed[i].place] = most;
    }
}

/**
 * qh_stats_adjust_benjamini:
 * @p: (array length=n): NaN for none
 * @adjusted: (out caller-allocates) (array length=n): likewise
 *
 * Benjamini and Hochberg, Controlling the false discovery rate, Journal of the Royal
 * Statistical Society B 57 (1995): keeps down the share of those taken for rare that are not.
 */
void
qh_stats_adjust_benjamini (const double *p, guint n, double *adjusted)
{
  guint counted;
  g_autofree Placed *placed = sort_placed (p, n, adjusted, &counted);
  double least = 1;

  for (guint i = counted; i-- > 0;)
    {
      least = MIN (least, counted * placed[i].p / (i + 1));
      adjusted[placed[i].place] = least;
    }
}
