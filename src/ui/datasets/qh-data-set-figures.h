/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "research/qh-risk-drivers.h"

G_BEGIN_DECLS

void qh_data_set_clear       (GtkBox *box);
void qh_data_set_show_risk   (GtkBox *box, const QhRecipeResult *result, const QhRecipe *recipe);
void qh_data_set_show_drivers (GtkBox *box, const QhRiskDrivers *drivers, const QhRecipe *recipe);
void qh_data_set_show_checks (GtkBox *box, const QhPrivacy *privacy);
void qh_data_set_show_rows   (GtkBox *box, GPtrArray *lines);

G_END_DECLS
