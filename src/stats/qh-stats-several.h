/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "stats/qh-stats-test.h"

G_BEGIN_DECLS

typedef QhStatsResult *(*QhStatsRunner) (const QhStatsQuestion *question, gpointer user_data, GError **error);

QhStatsResult *qh_stats_several (const QhStatsTest *test, const QhStatsQuestion *question, QhStatsRunner run, gpointer user_data);

G_END_DECLS
