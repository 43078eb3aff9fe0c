/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "stats/qh-stats-test.h"

G_BEGIN_DECLS

/* What of two categories by each other is of few rows; for qh-stats-small.c. */

/* qh-stats-small-cells.c */
gboolean qh_stats_small_put_cells  (const QhStatsTest *test, QhStatsData *data, QhStatsData *rows, guint least,
                                    GPtrArray *together, GError **error);
gboolean qh_stats_small_find_out   (const double *counts, guint n_rows, guint n_columns, guint least, gboolean ordinal,
                                    gboolean **together, gboolean **out);

/* qh-stats-small-table.c */
gboolean qh_stats_small_hide_cells (QhStatsResult *result, const QhStatsCounts *rows, guint least);
void     qh_stats_small_take_tests (QhStatsResult *to, QhStatsResult *from);

G_END_DECLS
