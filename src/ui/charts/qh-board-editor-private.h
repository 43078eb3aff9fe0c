/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "board/qh-chart-needs.h"
#include "ui/charts/qh-board-editor.h"
#include "ui/charts/qh-chart-grid.h"
#include "ui/forms/qh-draft-keeper.h"

G_BEGIN_DECLS

#define QH_BOARD_MOST_CHARTS 24

struct _QhBoardEditor
{
  AdwWindow parent_instance;

  GtkBox *groups;
  GtkWidget *save;
  GtkLabel *problem;
  QhChartGrid *grid;

  GtkWidget *from;
  QhSession *session;
  QhLanguage language;
  GPtrArray *boards; /* of QhOwnBoard: whose names are taken */
  gint64 id;         /* of the record; 0 for a new one */
  QhBoardSpec *spec;  /* what is made */
  QhBoardSpec *shown; /* the same as the preview has it */
  QhFilter *filter;
  QhBoard *board;
  GPtrArray *cards;
  GPtrArray *waiting; /* of GtkFlowBox: filters of records that are still being read; not owned */
  guint expanded; /* the chart whose rows are open */
  guint choice;     /* of its lists the one that was chosen from, as 1 + its number; 0 for none */
  GtkWidget *next;  /* what gets the focus once the rows are made anew */
  char *unchanged;
  gboolean building;
  guint refresh_source;
  guint rebuild_source;
  GCancellable *cancellable;
  QhDraftKeeper *draft;
};

void qh_board_editor_touch   (QhBoardEditor *self);
void qh_board_editor_rebuild (QhBoardEditor *self);

/* The rows, each of which knows its chart */
void           qh_board_editor_build          (QhBoardEditor *self);
QhBoardEditor *qh_board_editor_find           (gpointer widget);
QhChartSpec   *qh_board_editor_get_chart      (QhBoardEditor *self, gpointer widget);
GtkWidget     *qh_board_editor_new_filter_row (QhBoardEditor *self, const QhChartSpec *spec, guint chart);
void           qh_board_editor_fill_filters   (QhBoardEditor *self);
GtkWidget     *qh_board_editor_new_order_row  (QhBoardEditor *self, guint chart);
char          *qh_board_editor_make_name      (QhBoardEditor *self);

G_END_DECLS
