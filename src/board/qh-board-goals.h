/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "desk/qh-goals.h"

G_BEGIN_DECLS

/**
 * QhBoardGoals:
 * @results: (element-type QhGoalResult): the units' goals and what is planned for each
 *   worker, beside what was done; in the order of months
 * @units: (element-type gint64 gint64): each worker's unit
 *
 * What charts of goals are of: all goals that there are.
 */
typedef struct
{
  GArray *results;
  GHashTable *units;
} QhBoardGoals;

QhBoardGoals *qh_board_goals_load        (QhStore *store, GCancellable *cancellable, GError **error);
void          qh_board_goals_load_async  (QhStore *store, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
QhBoardGoals *qh_board_goals_load_finish (GAsyncResult *result, GError **error);
void          qh_board_goals_free        (QhBoardGoals *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (QhBoardGoals, qh_board_goals_free)

G_END_DECLS
