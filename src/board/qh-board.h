/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chart/qh-chart-data.h"
#include "frame/qh-table.h"

G_BEGIN_DECLS

/**
 * QhBoardChart:
 * @QH_BOARD_TIME: activities over time, by day, week or month as the period is long
 * @QH_BOARD_TYPES: activities by type, stacked by function
 * @QH_BOARD_HOURS: activities by weekday and hour
 * @QH_BOARD_PEOPLE: people served by sex and age
 */
typedef enum
{
  QH_BOARD_TIME,
  QH_BOARD_TYPES,
  QH_BOARD_HOURS,
  QH_BOARD_PEOPLE,
  QH_BOARD_N_CHARTS,
} QhBoardChart;

/**
 * QhBoard:
 *
 * A frame of activities, a filter, and what is selected in each chart. To be
 * used on one thread while nothing updates the frame.
 */
typedef struct _QhBoard QhBoard;

/**
 * QhRowSort:
 *
 * What takes long of listing rows, to be run on a worker. It keeps copies, so
 * that the frame may change meanwhile.
 */
typedef struct _QhRowSort QhRowSort;

/* One chart by its name, for commands */
QhChartData *qh_board_chart           (QhFrame *frame, const char *name, const QhFilter *filter, QhLanguage language,
                                       QhNamer namer, gpointer namer_data, GError **error);
gboolean     qh_board_chart_from_name (const char *name, QhBoardChart *chart, GError **error);
const char  *qh_board_chart_get_name  (QhBoardChart chart);

/* The board */
QhBoard     *qh_board_new             (QhFrame *frame, QhLanguage language, QhNamer namer, gpointer namer_data);
void         qh_board_free            (QhBoard *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (QhBoard, qh_board_free)

void         qh_board_take_frame      (QhBoard *self, QhFrame *frame);
QhFrame     *qh_board_get_frame       (QhBoard *self);
gboolean     qh_board_set_filter      (QhBoard *self, const QhFilter *filter, GError **error);
const QhFilter *qh_board_get_filter   (QhBoard *self);
QhFilter    *qh_board_dup_whole_filter (QhBoard *self);

QhChartData *qh_board_draw            (QhBoard *self, QhBoardChart chart, gboolean for_paper);
char        *qh_board_dup_words       (QhBoard *self);
char        *qh_board_dup_narrowing   (QhBoard *self);
int          qh_board_get_function_colour (QhBoard *self, gint64 function);

/* Selection */
void         qh_board_select          (QhBoard *self, QhBoardChart chart, int category, int series, gboolean extend);
void         qh_board_clear_selection (QhBoard *self, QhBoardChart chart);
gboolean     qh_board_has_selection   (QhBoard *self, QhBoardChart chart);
char        *qh_board_dup_selection_words (QhBoard *self, QhBoardChart chart);

/* Rows behind the filter and all selections */
guint        qh_board_count           (QhBoard *self);
guint        qh_board_count_period    (QhBoard *self);
const guint8 *qh_board_get_mask       (QhBoard *self);
GArray      *qh_board_list_rows       (QhBoard *self);
gboolean     qh_board_is_sorted       (QhBoard *self);
QhRowSort   *qh_row_sort_new          (QhBoard *board);
void         qh_row_sort_run          (QhRowSort *self);
void         qh_row_sort_free         (QhRowSort *self);
void         qh_board_take_sort       (QhBoard *self, QhRowSort *sort);
QhDay        qh_board_get_last_day    (QhBoard *self);

G_END_DECLS
