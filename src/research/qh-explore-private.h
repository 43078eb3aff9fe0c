/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "frame/qh-filter.h"
#include "research/qh-explore.h"
#include "stats/qh-stats-test.h"

G_BEGIN_DECLS

/**
 * QhExploring:
 * @of: what is looked at, as a variable's name
 * @by: (nullable): what it is compared by
 * @mask: (nullable): the rows
 *
 * One question under way, of the rows of one layer.
 */
typedef struct
{
  QhFrame *frame;
  const guint8 *mask;
  const QhExploreQuestion *question;
  const QhExploreRules *rules;
  const char *of;
  const char *by;
  const char *subtitle;
} QhExploring;

QhAnswer    *qh_explore_frequencies  (const QhExploring *self, GError **error);
QhAnswer    *qh_explore_cross_table  (const QhExploring *self, GError **error);
QhAnswer    *qh_explore_numbers      (const QhExploring *self, const char *test, GError **error);
QhStatsData *qh_explore_load         (const QhExploring *self, const QhStatsTest *test, GError **error);

void         qh_explore_draw         (const QhExploring *self, const QhStatsData *data, QhAnswer *answer);
gboolean     qh_explore_leave_out    (const QhExploring *self, const QhStatsTest *test, QhStatsData *data,
                                      GPtrArray *left_out, GError **error);
gboolean     qh_explore_refuse_few   (guint least, GError **error);
gboolean     qh_explore_hide_figures (const QhExploring *self, QhStatsResult *result, const QhStatsData *data);
void         qh_explore_tell_hidden  (QhAnswer *answer, guint least, GPtrArray *left_out, gboolean hidden);
gboolean     qh_explore_is_safe      (double value, const double *values, gsize n, guint least);

G_END_DECLS
