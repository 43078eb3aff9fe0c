/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * QhCrosstab:
 * @n: how many rows were counted
 * @rows: categories that have any
 * @columns: likewise
 * @df: degrees of freedom of the three chi-squares
 * @chi_square: Pearson's, without continuity correction, and its @p
 * @corrected: of 2×2, with Yates's correction, and @corrected_p
 * @likelihood: likelihood ratio (G²), and @likelihood_p
 * @cramers_v: Cramér's V
 * @phi: of 2×2, signed
 * @odds_ratio: of 2×2, of the counts, with Woolf's interval
 * @smallest_expected: the smallest expected count
 * @n_small: how many expected counts are below 5
 *
 * What tells whether two categories have to do with each other. NaN stands for
 * what a table of this size, or with an empty cell, does not have.
 */
typedef struct
{
  double n;
  guint rows;
  guint columns;
  double df;
  double chi_square;
  double p;
  double corrected;
  double corrected_p;
  double likelihood;
  double likelihood_p;
  double cramers_v;
  double phi;
  double odds_ratio;
  double odds_low;
  double odds_high;
  double smallest_expected;
  guint n_small;
} QhCrosstab;

gboolean qh_crosstab_compute (const double *counts,
                              guint rows,
                              guint columns,
                              double confidence,
                              QhCrosstab *self,
                              GError **error);
void     qh_crosstab_expect  (const double *counts,
                              guint rows,
                              guint columns,
                              double *expected,
                              double *residuals);

G_END_DECLS
