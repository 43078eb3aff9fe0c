/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "board/qh-board.h"
#include "ui/charts/qh-chart-view.h"

G_BEGIN_DECLS

#define QH_TYPE_CHART_CARD (qh_chart_card_get_type ())
G_DECLARE_FINAL_TYPE (QhChartCard, qh_chart_card, QH, CHART_CARD, GtkWidget)

GtkWidget   *qh_chart_card_new       (void);
void         qh_chart_card_set_board (QhChartCard *self, QhBoard *board, QhBoardChart chart);
void         qh_chart_card_refresh   (QhChartCard *self);
QhChartView *qh_chart_card_get_view  (QhChartCard *self);
void         qh_chart_card_save_to   (QhChartCard *self, GFile *file);
void         qh_chart_card_print     (QhChartCard *self, const char *path);

G_END_DECLS
