/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "stats/qh-stats-test.h"

G_BEGIN_DECLS

QhStatsResult *qh_stats_small_run          (const QhStatsTest *test, QhStatsData *data, QhStatsData *rows, guint least, GError **error);
gboolean       qh_stats_small_hide_figures (QhStatsResult *result, const QhStatsTest *test, const QhStatsData *rows, guint least);
gboolean       qh_stats_small_may_show     (const char *measure, double value, const double *values, gsize n, guint least);
gboolean       qh_stats_small_refuse       (guint least, GError **error);
void           qh_stats_small_hide_cell    (QhFigureTable *table, guint row, guint column);
guint8        *qh_stats_small_find_whole   (const QhStatsTest *test, const QhStatsData *data);
double        *qh_stats_small_count        (const QhStatsVariable *variable, const guint8 *whole, gsize n);

G_END_DECLS
