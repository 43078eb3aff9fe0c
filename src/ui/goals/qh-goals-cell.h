/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ui/goals/qh-goals-work.h"

G_BEGIN_DECLS

#define QH_GOALS_NOT_A_NUMBER (-1)

/**
 * QhGoalsCell:
 * @entry: what is planned
 * @done: below it what was done
 * @planned: as it is stored; −1 for none
 * @due: of that; of a share, the worker's part
 * @n_done: how much of it was done
 *
 * A month of a row of the grid of goals.
 */
typedef struct
{
  GtkEditable *entry;
  GtkLabel *done;
  gint planned;
  double due;
  guint64 n_done;
} QhGoalsCell;

GtkWidget *qh_goals_cell_init       (QhGoalsCell *self, const char *name);
gint       qh_goals_cell_read       (const QhGoalsCell *self);
gboolean   qh_goals_cell_is_typed   (const QhGoalsCell *self);
void       qh_goals_cell_show_wrong (QhGoalsCell *self, gboolean wrong);
void       qh_goals_cell_revert     (QhGoalsCell *self);
void       qh_goals_cell_show       (QhGoalsCell *self, const QhGoalResult *result, gboolean may_write);

G_END_DECLS
