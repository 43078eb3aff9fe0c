/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "chart/qh-chart-data.h"

G_BEGIN_DECLS

#define QH_TYPE_CHART_TABLE (qh_chart_table_get_type ())
G_DECLARE_FINAL_TYPE (QhChartTable, qh_chart_table, QH, CHART_TABLE, GtkWidget)

void       qh_chart_table_set_data (QhChartTable *self, QhChartData *data);
char      *qh_chart_table_dup_text (QhChartData *data);

G_END_DECLS
