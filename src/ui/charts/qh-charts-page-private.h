/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "board/qh-own-boards.h"
#include "ui/charts/qh-chart-grid.h"
#include "ui/charts/qh-charts-page.h"
#include "ui/charts/qh-filter-bar.h"
#include "ui/charts/qh-period-pill.h"
#include "ui/qh-session.h"

G_BEGIN_DECLS

struct _QhChartsPage
{
  GtkWidget parent_instance;

  AdwWindowTitle *title;
  GtkDropDown *boards;
  GtkDropDown *comparison;
  QhFilterBar *filters;
  GtkStack *stack;
  AdwStatusPage *empty;
  GtkWidget *widen_button;
  GtkWidget *clear_button;
  GtkWidget *today_button;
  GtkPaned *paned;
  QhChartGrid *grid;
  QhRowsDrawer *drawer;

  QhPeriodPill *period;
  GPtrArray *pills; /* of QhFilterPill */
  GPtrArray *chips; /* of GtkButton, one a chart */
  GtkLabel *count;
  GPtrArray *cards; /* of QhChartCard */
  GArray *chosen;   /* guint: the charts in which something is selected, the last one last */

  QhSession *session;
  QhBoard *board;
  const QhBoardSpec *spec; /* the one that shows */
  GPtrArray *own;          /* of QhOwnBoard: those that the unit made; NULL until read */
  gint64 own_id;           /* of the one that shows; 0 of the program's */
  const char *problem;     /* why what should show cannot */
  gint64 own_worker;       /* to whom a board of one's own work narrowed by itself; 0 of none */
  GSettings *settings;
  GCancellable *cancellable; /* of an export */
  GCancellable *loading;     /* of what charts are of besides activities */
  GCancellable *reading;     /* of the unit's own boards */
  gboolean stale;
  gboolean low;
  gboolean listing;
  guint low_source;
  guint draw_source;
  guint next_card;
};

/* What shows */
void qh_charts_page_refresh         (QhChartsPage *self);
void qh_charts_page_show_drawer     (QhChartsPage *self);

/* The filter */
void qh_charts_page_apply_filter    (QhChartsPage *self);
void qh_charts_page_save_period     (QhChartsPage *self);

/* Boards */
void qh_charts_page_fit_cards       (QhChartsPage *self);
void qh_charts_page_narrow_to_own   (QhChartsPage *self);
void qh_charts_page_load_others     (QhChartsPage *self);
void qh_charts_page_add_comparison  (QhChartsPage *self);
void qh_charts_page_list_boards     (QhChartsPage *self);
void qh_charts_page_board_chosen_cb (QhChartsPage *self);
void qh_charts_hide_small           (QhBoard *board, QhSession *session);

/* The unit's own boards */
void qh_charts_page_read_own        (QhChartsPage *self);
void qh_charts_page_records_changed_cb (QhChartsPage *self, GArray *touched);
void qh_charts_page_update_board_actions (QhChartsPage *self);
void qh_charts_page_install_board_actions (GtkWidgetClass *widget_class);

/* Actions */
void qh_charts_page_install_actions (GtkWidgetClass *widget_class);
void qh_charts_page_add_keys        (QhChartsPage *self);

G_END_DECLS
