/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "fixture.h"
#include "ui/charts/qh-charts-page.h"
#include "ui/qh-session.h"

/* The page of charts over a few activities. */

typedef struct
{
  Fixture fixture;
  QhSession *session;
  GtkWindow *window;
  AdwToastOverlay *toasts;
  QhChartsPage *page;
} Bench;

void log_activity (QhStore *store, const char *date, const char *type, const char *function, int start, const char *sex);
void set_up (Bench *bench, gconstpointer filled);
void tear_down (Bench *bench, gconstpointer filled);
QhChartData *data_of (Bench *bench, QhBoardChart chart);
gboolean choose (Bench *bench, QhBoardChart chart, gint64 category, gboolean extend);
