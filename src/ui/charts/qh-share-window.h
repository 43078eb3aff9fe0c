/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "chart/qh-chart-data.h"
#include "ui/qh-session.h"

G_BEGIN_DECLS

#define QH_TYPE_SHARE_WINDOW (qh_share_window_get_type ())
G_DECLARE_FINAL_TYPE (QhShareWindow, qh_share_window, QH, SHARE_WINDOW, AdwWindow)

/**
 * QhShareSubject:
 * @data: a chart as it leaves the program, small figures hidden
 * @name: how commands call the chart, for the log
 * @from: the first day, of indicators
 * @to: the last day
 * @worker: of whose work indicators are, or 0 of everybody's
 * @least: the least count that may be shown; 0 for all
 *
 * What is shared at first, and of what its indicators are.
 */
typedef struct
{
  QhChartData *data;
  const char *name;
  QhDay from;
  QhDay to;
  gint64 worker;
  guint least;
} QhShareSubject;

QhShareWindow *qh_share_window_open     (GtkWidget *from, QhSession *session, const QhShareSubject *subject);
void           qh_share_window_save_to  (QhShareWindow *self, GFile *file);
gboolean       qh_share_window_is_ready (QhShareWindow *self);

G_END_DECLS
