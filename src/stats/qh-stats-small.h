/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "stats/qh-stats-result.h"

G_BEGIN_DECLS

gboolean qh_stats_hide_small (QhStatsResult *self, const QhStatsResult *counted, guint least, GError **error);

G_END_DECLS
