/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "frame/qh-variable.h"
#include "stats/qh-stats-data.h"
#include "stats/qh-stats-result.h"

G_BEGIN_DECLS

/**
 * QhStatsNeed:
 * @QH_STATS_NOTHING: no variable
 * @QH_STATS_CATEGORIES: nominal or ordinal
 * @QH_STATS_PAIR: categories of which just two have any
 * @QH_STATS_ORDER: ordinal or scale
 * @QH_STATS_NUMBER: scale
 * @QH_STATS_TIME: scale, or two dates: a beginning and an end
 * @QH_STATS_ANY: categories or numbers
 *
 * What a test can use as a variable.
 */
typedef enum
{
  QH_STATS_NOTHING,
  QH_STATS_CATEGORIES,
  QH_STATS_PAIR,
  QH_STATS_ORDER,
  QH_STATS_NUMBER,
  QH_STATS_TIME,
  QH_STATS_ANY,
} QhStatsNeed;

/**
 * QhStatsTest:
 * @name: as commands write it
 * @label: what it is called, to be translated
 * @summary: what it asks, to be translated
 * @of: what it looks at
 * @by: what it compares by
 * @of_least: how many variables it looks at at least
 * @of_most: how many variables it looks at at most
 * @by_most: how many it compares by at most
 * @counts: whether it is computed from a table of counts
 * @event: whether it needs to know which times ended
 * @same: whether both are the same categories, answered twice
 * @several: whether a row may have several answers
 * @by_optional: whether it can do without comparing
 */
typedef struct
{
  const char *name;
  const char *label;
  const char *summary;
  QhStatsNeed of;
  QhStatsNeed by;
  guint of_least;
  guint of_most;
  guint by_most;
  gboolean counts;
  gboolean event;
  gboolean same;
  gboolean several;
  gboolean by_optional;
  QhStatsResult *(*run) (const QhStatsData *data, GError **error);
} QhStatsTest;

/**
 * QhStatsQuestion:
 * @test: a test's name
 * @of: (array zero-terminated=1): names of variables
 * @by: (array zero-terminated=1) (nullable): names of variables
 * @weight: (nullable): the name of a number: how many like it a row stands for
 * @event: (nullable): "VARIABLE=CODE": which times ended
 * @seed: where chance is drawn
 * @draws: how often; 0 for the usual
 * @confidence: of every interval; 0 for 0.95
 *
 * What is asked, so that it can be asked again of other rows.
 */
typedef struct
{
  const char *test;
  const char *const *of;
  const char *const *by;
  const char *weight;
  const char *event;
  guint32 seed;
  guint draws;
  double confidence;
} QhStatsQuestion;

QhMeasurement      qh_stats_level_of    (const QhVariable *variable);
const QhStatsTest *qh_stats_test_get    (guint i);
const QhStatsTest *qh_stats_test_find   (const char *name, GError **error);
GPtrArray         *qh_stats_test_offer  (QhFrame *frame, const guint8 *mask, const char *of, const char *by);

QhStatsData       *qh_stats_load        (QhFrame *frame, const guint8 *mask, const QhStatsTest *test, const QhStatsQuestion *question,
                                         QhLanguage language, QhNamer namer, gpointer namer_data, GError **error);
QhStatsResult     *qh_stats_run         (QhFrame *frame, const guint8 *mask, const QhStatsQuestion *question, guint least,
                                         QhLanguage language, QhNamer namer, gpointer namer_data, GError **error);

G_END_DECLS
