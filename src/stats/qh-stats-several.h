/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "stats/qh-stats-test.h"

G_BEGIN_DECLS

typedef QhStatsData *(*QhStatsLoader) (const QhStatsQuestion *question, gpointer data, GError **error);

QhStatsResult *qh_stats_several (const QhStatsTest *test, const QhStatsQuestion *question, QhStatsLoader load, gpointer load_data);

G_END_DECLS
