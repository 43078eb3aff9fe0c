/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "stats/qh-stats-data.h"
#include "stats/qh-stats-result.h"

G_BEGIN_DECLS

/**
 * QhMoments:
 * @variance: of a sample (n - 1); 0 of one value
 */
typedef struct
{
  double n;
  double mean;
  double variance;
} QhMoments;

void     qh_moments_compute             (const double *values, gsize n, QhMoments *self);
double   qh_moments_median              (const double *values, gsize n);

void     qh_stats_add_groups            (QhStatsResult *result, const QhStatsGroups *groups);
void     qh_stats_assume_normal         (QhStatsResult *result, const QhStatsGroups *groups);
void     qh_stats_assume_normal_values  (QhStatsResult *result, const char *what, const double *values, gsize n);
void     qh_stats_assume_equal_spread   (QhStatsResult *result, const QhStatsGroups *groups);
gboolean qh_stats_levene_compute        (const QhStatsGroups *groups, gboolean of_median, double *f, double *df1, double *df2, double *p);

/* qh-shapiro.c */
gboolean qh_shapiro_compute             (const double *values, gsize n, double *w, double *p);

G_END_DECLS
