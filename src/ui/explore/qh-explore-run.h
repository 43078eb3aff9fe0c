/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/qh-csv-frame.h"
#include "research/qh-explore.h"
#include "ui/qh-session.h"

G_BEGIN_DECLS

/**
 * QhExploreRun:
 * @variables: (nullable) (element-type QhExploreVariable): where no question was asked
 * @answers: (nullable) (element-type QhAnswer): what came of the questions, in their order;
 *   one that has no answer, beside others that have, is there with the reason and without
 *   a subtitle
 * @offered: (nullable) (element-type QhStatsTest): which tests fit the last question
 *
 * What a worker found in a frame.
 */
typedef struct
{
  GPtrArray *variables;
  GPtrArray *answers;
  GPtrArray *offered;
} QhExploreRun;

void          qh_explore_run_free   (QhExploreRun *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (QhExploreRun, qh_explore_run_free)

void          qh_explore_run_async  (GObject *source, QhSession *session, QhFrame *frame, const char *unit, QhCsvFrame *csv,
                                     GPtrArray *questions, const QhExploreRules *rules,
                                     GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
QhExploreRun *qh_explore_run_finish (GAsyncResult *result, GError **error);

G_END_DECLS
