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

/* qh-stats-t.c */
QhStatsResult *qh_stats_student              (const QhStatsData *data, GError **error);
QhStatsResult *qh_stats_welch                (const QhStatsData *data, GError **error);
QhStatsResult *qh_stats_paired               (const QhStatsData *data, GError **error);

G_END_DECLS
