/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "frame/qh-filter.h"
#include "research/qh-explore.h"
#include "stats/qh-stats-small.h"

G_BEGIN_DECLS

/**
 * QhExploring:
 * @of: what is looked at, as a variable's name
 * @by: (nullable): what it is compared by
 * @mask: (nullable): the rows
 * @end: (nullable): the day on which what begins on the day @of ends
 * @colour: (nullable): what parts the chart
 * @weight: (nullable): how many like it a row stands for
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
  const char *end;
  const char *colour;
  const char *weight;
  const char *subtitle;
} QhExploring;

QhAnswer    *qh_explore_frequencies  (const QhExploring *self, GError **error);
QhAnswer    *qh_explore_cross_table  (const QhExploring *self, GError **error);
QhAnswer    *qh_explore_numbers      (const QhExploring *self, const char *test, GError **error);
QhStatsData *qh_explore_load         (const QhExploring *self, const QhStatsTest *test, GError **error);
QhStatsData *qh_explore_load_rows    (const QhExploring *self, const QhStatsTest *test, GError **error);

gboolean     qh_explore_find_span    (const char *unit, const char *name, const char **start, const char **end);
void         qh_explore_draw         (const QhExploring *self, const QhStatsData *data, QhAnswer *answer);
void         qh_explore_draw_curves  (const QhStatsResult *result, const char *across, QhAnswer *answer);

G_END_DECLS
