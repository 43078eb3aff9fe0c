/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "report/qh-report.h"

G_BEGIN_DECLS

/**
 * QhReportPrinted:
 *
 * Called once it was handed to the printer.
 */
typedef void (*QhReportPrinted) (GtkWidget *from);

void qh_report_print (GtkWidget *from, const QhReport *report, QhReportPrinted printed, const char *path);

G_END_DECLS
