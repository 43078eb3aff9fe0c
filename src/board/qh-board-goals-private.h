/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "board/qh-board-private.h"

G_BEGIN_DECLS

/* What a row of a chart of goals is, in the order of qh_chart_goal_rows. */
typedef enum
{
  QH_BOARD_GOALS_BY_TYPE,
  QH_BOARD_GOALS_BY_FUNCTION,
  QH_BOARD_GOALS_BY_WORKER,
  QH_BOARD_GOALS_BY_MONTH,
  QH_BOARD_GOALS_N_BY,
} QhBoardGoalsBy;

/**
 * QhBoardGoalList:
 * @results: (element-type QhGoalResult): the goals of a chart, beside what was done
 * @summed: (array): whether each is in a sum: by type or function all are, else no
 *   activity counts twice
 * @first: the first month
 * @last: the first day of the last one
 * @ignored: (nullable): what the filter asks for that goals do not know
 *
 * The goals of a chart within the filter and what is selected in other charts.
 */
typedef struct
{
  GArray *results;
  guint8 *summed;
  QhDay first;
  QhDay last;
  char *ignored;

  /*< private >*/
  QhFilter *own;
  GPtrArray *conditions; /* of const QhCondition */
} QhBoardGoalList;

QhBoardGoalsBy   qh_board_goals_get_by  (const QhChartSpec *spec);
gint64           qh_board_goal_get_key  (const QhGoal *goal, QhBoardGoalsBy by);
QhBoardGoalList *qh_board_goal_list_new (QhBoard *self, QhBoardChart chart, QhBoardGoalsBy by);
void             qh_board_goal_list_free (QhBoardGoalList *self);
gboolean         qh_board_goal_list_has_condition (const QhBoardGoalList *self, const char *variable);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (QhBoardGoalList, qh_board_goal_list_free)

G_END_DECLS
