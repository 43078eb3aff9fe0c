/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "stats/qh-crosstab.h"
#include "stats/qh-stats-data.h"
#include "stats/qh-stats-result.h"

G_BEGIN_DECLS

char    *qh_stats_words_p          (double p);
gboolean qh_stats_is_rare          (const QhStatsData *data, double p);
char    *qh_stats_words_size       (const char *what, double size, double small, double medium, double large);
char    *qh_stats_words_related    (const QhStatsData *data, double p, char *size);
char    *qh_stats_words_differ     (const QhStatsData *data, double p, char *how, char *size);
void     qh_stats_add_test         (QhStatsResult *result, double statistic, double df, double p);

double   qh_stats_noncentral_chi   (double x, double df, double probability);
double   qh_stats_noncentral_t     (double t, double df, double probability);
double   qh_stats_noncentral_f     (double f, double df1, double df2, double probability);

/* qh-stats-counts.c */
void     qh_stats_add_cramers_v      (QhStatsResult *result, const QhCrosstab *crosstab);
void     qh_stats_add_crosstab       (QhStatsResult *result, const QhCrosstab *crosstab);
void     qh_stats_assume_independent (QhStatsResult *result);
char    *qh_stats_words_association  (const QhCrosstab *crosstab);

/* qh-stats-association.c */
char    *qh_stats_words_trend        (const QhStatsData *data, double p, const char *measure, double value);

G_END_DECLS
