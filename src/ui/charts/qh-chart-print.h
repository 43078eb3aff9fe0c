/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "chart/qh-chart-data.h"

G_BEGIN_DECLS

/**
 * QhChartPrinted:
 *
 * Called once a chart was handed to the printer.
 */
typedef void (*QhChartPrinted) (GtkWidget *from);

void qh_chart_print (GtkWidget *from, QhChartData *data, QhChartPrinted printed, const char *path);

G_END_DECLS
