/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli/qh-cli-desk.h"
#include "desk/qh-goals.h"

G_BEGIN_DECLS

/**
 * QhCliGoalTexts:
 *
 * A goal as it is written: in options, or in a row of a table.
 */
typedef struct
{
  const char *month;
  const char *unit;
  const char *worker;
  const char *type;
  const char *function;
  const char *planned;
} QhCliGoalTexts;

gboolean qh_cli_read_goal    (QhStore *store, const QhCliGoalTexts *texts, QhGoal *goal, GError **error);
gboolean qh_cli_import_goals (QhStore *store, const char *path, GError **error);

G_END_DECLS
