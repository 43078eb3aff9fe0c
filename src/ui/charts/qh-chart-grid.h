/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define QH_TYPE_CHART_GRID (qh_chart_grid_get_type ())
G_DECLARE_FINAL_TYPE (QhChartGrid, qh_chart_grid, QH, CHART_GRID, GtkWidget)

void       qh_chart_grid_append (QhChartGrid *self, GtkWidget *card);

G_END_DECLS
