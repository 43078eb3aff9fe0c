/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "desk/qh-goals.h"

G_BEGIN_DECLS

/**
 * QhGoalTexts:
 *
 * A goal as it is written: in options, or in a row of a table. What is not
 * written is %NULL.
 */
typedef struct
{
  const char *month;
  const char *unit;
  const char *worker;
  const char *type;
  const char *function;
  const char *planned;
} QhGoalTexts;

/**
 * QhGoalReader:
 *
 * Turns written goals into goals: holds the names of units and workers and the
 * catalogues, read once.
 */
typedef struct _QhGoalReader QhGoalReader;

QhGoalReader *qh_goal_reader_new  (QhStore *store, GError **error);
void          qh_goal_reader_free (QhGoalReader *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (QhGoalReader, qh_goal_reader_free)
gboolean      qh_goal_reader_read (QhGoalReader *self, const QhGoalTexts *texts, QhGoal *goal, GError **error);
gboolean      qh_goal_read_month  (const char *text, QhDay *month, GError **error);

/**
 * QhGoalsImport:
 * @goals: (element-type QhGoal): all that the table says
 * @n_new: of them, those of which nothing was planned
 * @n_changed: those that were planned otherwise
 * @n_same: those that stand so already
 * @faults: (element-type utf8): what is wrong, each with its row; only the first hundred
 * @n_faults: how many in all
 *
 * What a table of goals would write. With a fault it is not to be written.
 */
typedef struct
{
  GArray *goals;
  guint n_new;
  guint n_changed;
  guint n_same;
  GPtrArray *faults;
  guint n_faults;
} QhGoalsImport;

QhGoalsImport *qh_goals_import_read (QhStore *store, GFile *file, GCancellable *cancellable, GError **error);
void           qh_goals_import_free (QhGoalsImport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (QhGoalsImport, qh_goals_import_free)

/**
 * QhGoalsWanted:
 * @year: the first of January
 * @unit: a unit, or 0
 * @worker: or a worker, or 0
 * @only: whether nobody else's goals are there
 * @empty: whether the rows of theirs without goals are there too, to be filled in
 * @by_type: whether those rows are of types, and not of functions
 *
 * Which goals go into a table.
 */
typedef struct
{
  QhDay year;
  gint64 unit;
  gint64 worker;
  gboolean only;
  gboolean empty;
  gboolean by_type;
} QhGoalsWanted;

gboolean qh_goals_export (QhStore *store, const QhGoalsWanted *wanted, const char *path, GError **error);

G_END_DECLS
