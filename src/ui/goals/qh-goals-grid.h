/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "domain/qh-catalogues.h"
#include "ui/goals/qh-goals-work.h"

G_BEGIN_DECLS

#define QH_TYPE_GOALS_GRID (qh_goals_grid_get_type ())
G_DECLARE_FINAL_TYPE (QhGoalsGrid, qh_goals_grid, QH, GOALS_GRID, GtkWidget)

void qh_goals_grid_set_rows (QhGoalsGrid *self, QhCatalogues *catalogues, gboolean by_type, QhLanguage language);
void qh_goals_grid_set_wish (QhGoalsGrid *self, const QhGoalsWish *wish, gboolean may_write);
void qh_goals_grid_show     (QhGoalsGrid *self, GArray *results);
GArray *qh_goals_grid_list_typed (QhGoalsGrid *self, GStrvBuilder *texts);
void qh_goals_grid_keep     (QhGoalsGrid *self, const QhGoal *goal, const char *text);

G_END_DECLS
