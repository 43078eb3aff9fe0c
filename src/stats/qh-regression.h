/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "stats/qh-stats-data.h"
#include "stats/qh-stats-result.h"

G_BEGIN_DECLS

/**
 * QhDesign:
 * @n: rows that have everything
 * @k: terms, the constant first
 * @x: the terms of each row, row after row
 * @y: (array length=n): the outcome
 * @terms: (element-type utf8): what each term is called
 * @others: (array length=k): of a category the one that it is compared with, else %NULL
 *
 * What a regression is computed from: numbers as they are, and each category but
 * the first as a term of 0 and 1.
 */
typedef struct
{
  gsize n;
  guint k;
  double *x;
  double *y;
  GPtrArray *terms;
  const char **others;
} QhDesign;

QhDesign *qh_design_new   (const QhStatsData *data, GError **error);
void      qh_design_free  (QhDesign *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (QhDesign, qh_design_free)

/**
 * QhFit:
 * @b: coefficients
 * @covariance: (X'X)⁻¹, or of weighted rows (X'WX)⁻¹, k by k
 */
typedef struct
{
  double *b;
  double *covariance;
} QhFit;

gboolean  qh_fit_compute  (const QhDesign *design, const double *weights, const double *outcome, QhFit *self, GError **error);
void      qh_fit_clear    (QhFit *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (QhFit, qh_fit_clear)

double    qh_fit_get_leverage (const QhFit *self, const QhDesign *design, gsize row);
double   *qh_design_inflation (const QhDesign *design, const QhFit *fit);
double   *qh_design_spread    (const QhDesign *design);

void      qh_stats_assume_inflation (QhStatsResult *result, const QhDesign *design, const double *inflation);

G_END_DECLS
