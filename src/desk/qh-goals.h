/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "desk/qh-calendar.h"
#include "desk/qh-scope.h"
#include "frame/qh-frame.h"

G_BEGIN_DECLS

/**
 * QhGoal:
 * @id: of its record; 0 for one that is not stored
 * @month: its first day
 * @unit: a unit's, or 0
 * @worker: or a worker's, or 0; with @unit, the worker's share of the unit's
 * @type: of activities of a type, or 0
 * @function: or of a function, or 0
 * @planned: so many; 0 is not planned
 */
typedef struct
{
  gint64 id;
  QhDay month;
  gint64 unit;
  gint64 worker;
  gint64 type;
  gint64 function;
  guint planned;
} QhGoal;

/**
 * QhGoalResult:
 * @goal: what was planned
 * @due: what is planned less what leave takes from it; of a share, the worker's part
 * @done: activities
 * @percent: of @due that was done; NaN where nothing is planned
 *
 * What was planned beside what was done.
 */
typedef struct
{
  QhGoal goal;
  double due;
  guint64 done;
  double percent;
} QhGoalResult;

GArray  *qh_goals_list    (QhStore *store, QhDay from, QhDay to, GError **error);
gboolean qh_goal_is_of    (const QhGoal *goal, const QhScope *scope);
GArray  *qh_goals_list_for_worker (QhStore *store, GArray *goals, gint64 worker, GError **error);
QhChange *qh_goals_make_change (QhStore *store, GArray *goals, GError **error);
GArray  *qh_goals_list_for_all (QhStore *store, GArray *goals, GError **error);
gboolean qh_goals_write   (QhStore *store, GArray *goals, GError **error);
GArray  *qh_goals_list_copies (QhStore *store, QhDay from, QhDay to, guint months, gboolean replace, GError **error);
GArray  *qh_goals_compare (QhStore *store, GArray *goals, QhFrame *activities, QhCalendar *calendar, GError **error);
guint8  *qh_goals_find_summed (GArray *results);

G_END_DECLS
