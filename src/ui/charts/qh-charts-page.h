/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "board/qh-board.h"
#include "board/qh-period.h"
#include "ui/charts/qh-chart-card.h"
#include "ui/charts/qh-filter-pill.h"
#include "ui/charts/qh-rows-drawer.h"
#include "ui/charts/qh-share-window.h"

G_BEGIN_DECLS

typedef struct _QhSession QhSession;

#define QH_TYPE_CHARTS_PAGE (qh_charts_page_get_type ())
G_DECLARE_FINAL_TYPE (QhChartsPage, qh_charts_page, QH, CHARTS_PAGE, GtkWidget)

GtkWidget    *qh_charts_page_new         (void);
void          qh_charts_page_set_session (QhChartsPage *self, QhSession *session);

void          qh_charts_page_show_board  (QhChartsPage *self, const QhBoardSpec *spec);
void          qh_charts_page_prefer_board (QhChartsPage *self, const char *name);
void          qh_charts_page_set_period  (QhChartsPage *self, QhPeriod period);
void          qh_charts_page_export_to   (QhChartsPage *self, GFile *file);

/* For tests: what a person would find on the page */
QhBoard      *qh_charts_page_get_board   (QhChartsPage *self);
QhChartCard  *qh_charts_page_get_card    (QhChartsPage *self, QhBoardChart chart);
QhShareWindow *qh_charts_page_share   (QhChartsPage *self, QhBoardChart chart);
QhFilterPill *qh_charts_page_get_pill    (QhChartsPage *self, guint number);
QhRowsDrawer *qh_charts_page_get_drawer  (QhChartsPage *self);

G_END_DECLS
