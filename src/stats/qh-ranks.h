/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * QhTies:
 * @pairs: sum of t (t - 1) over the groups of t equal values
 * @triples: sum of t (t - 1) (t - 2)
 * @weighted: sum of t (t - 1) (2t + 5)
 * @cubes: sum of t³ - t
 *
 * What equal values take from the tests of ranks.
 */
typedef struct
{
  double pairs;
  double triples;
  double weighted;
  double cubes;
} QhTies;

double *qh_ranks_new       (const double *values, gsize n, QhTies *ties);
void    qh_ranks_kendall   (const double *x, const double *y, gsize n, double *score, QhTies *x_ties, QhTies *y_ties);

/* So many ranks have orders that can all be counted at once. */
#define QH_RANKS_MOST_ORDERS 9

double  qh_ranks_p_spearman    (double rho, guint n);
double  qh_ranks_p_kendall     (double score, guint n);
double  qh_ranks_p_rank_sum    (double w, double first, double second, gboolean lower);
double  qh_ranks_p_signed_rank (double v, double n, gboolean lower);

G_END_DECLS
