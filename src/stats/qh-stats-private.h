/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "stats/qh-stats-data.h"
#include "stats/qh-stats-result.h"

G_BEGIN_DECLS

/* What each test of qh-stats-test.c computes, by the file it stands in. */

/* qh-stats-counts.c */
QhStatsResult *qh_stats_chi_square           (const QhStatsData *data, GError **error);
QhStatsResult *qh_stats_chi_square_corrected (const QhStatsData *data, GError **error);
QhStatsResult *qh_stats_likelihood_ratio     (const QhStatsData *data, GError **error);
QhStatsResult *qh_stats_fisher               (const QhStatsData *data, GError **error);

/* qh-stats-cross-table.c */
QhStatsResult *qh_stats_cross_table (const QhStatsData *data, GError **error);

/* qh-stats-t.c */
QhStatsResult *qh_stats_student              (const QhStatsData *data, GError **error);
QhStatsResult *qh_stats_welch                (const QhStatsData *data, GError **error);
QhStatsResult *qh_stats_paired               (const QhStatsData *data, GError **error);

/* qh-stats-association.c */
QhStatsResult *qh_stats_association (const QhStatsData *data, GError **error);
QhStatsResult *qh_stats_gamma (const QhStatsData *data, GError **error);
QhStatsResult *qh_stats_odds_ratio (const QhStatsData *data, GError **error);

/* qh-stats-agreement.c */
QhStatsResult *qh_stats_mcnemar (const QhStatsData *data, GError **error);
QhStatsResult *qh_stats_kappa (const QhStatsData *data, GError **error);

/* qh-stats-correlation.c */
QhStatsResult *qh_stats_pearson (const QhStatsData *data, GError **error);
QhStatsResult *qh_stats_spearman (const QhStatsData *data, GError **error);
QhStatsResult *qh_stats_kendall (const QhStatsData *data, GError **error);

/* qh-stats-ranks.c */
QhStatsResult *qh_stats_mann_whitney (const QhStatsData *data, GError **error);
QhStatsResult *qh_stats_wilcoxon (const QhStatsData *data, GError **error);
QhStatsResult *qh_stats_kruskal_wallis (const QhStatsData *data, GError **error);

/* qh-stats-anova.c */
QhStatsResult *qh_stats_anova (const QhStatsData *data, GError **error);
QhStatsResult *qh_stats_anova_welch (const QhStatsData *data, GError **error);
QhStatsResult *qh_stats_levene (const QhStatsData *data, GError **error);
QhStatsResult *qh_stats_brown_forsythe (const QhStatsData *data, GError **error);

/* qh-stats-describe.c */
QhStatsResult *qh_stats_describe (const QhStatsData *data, GError **error);

/* qh-stats-single.c */
QhStatsResult *qh_stats_shapiro_wilk (const QhStatsData *data, GError **error);
QhStatsResult *qh_stats_proportion (const QhStatsData *data, GError **error);
QhStatsResult *qh_stats_cronbach (const QhStatsData *data, GError **error);

/* qh-stats-linear.c */
QhStatsResult *qh_stats_linear (const QhStatsData *data, GError **error);

/* qh-stats-logistic.c */
QhStatsResult *qh_stats_logistic (const QhStatsData *data, GError **error);

/* qh-stats-survival.c */
QhStatsResult *qh_stats_kaplan_meier (const QhStatsData *data, GError **error);

G_END_DECLS
