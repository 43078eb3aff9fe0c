/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "board/qh-board-goals.h"
#include "board/qh-board-spec.h"
#include "frame/qh-table.h"

G_BEGIN_DECLS

/**
 * QhBoardChart:
 *
 * A chart by its place on its board. The first charts of the board "unit",
 * which a new board is, are at places that have names.
 */
typedef guint QhBoardChart;

#define QH_BOARD_TIME 0u
#define QH_BOARD_TYPES 1u
#define QH_BOARD_HOURS 2u
#define QH_BOARD_PEOPLE 3u
#define QH_BOARD_ALL G_MAXUINT /* in place of one chart: all of them */

/**
 * QhBoardComparison:
 * @QH_BOARD_COMPARE_YEAR: with the same days of the year before
 * @QH_BOARD_COMPARE_PREVIOUS: with the months, or the days, just before
 * @QH_BOARD_COMPARE_NONE: with nothing
 *
 * What lines over time are compared with.
 */
typedef enum
{
  QH_BOARD_COMPARE_YEAR,
  QH_BOARD_COMPARE_PREVIOUS,
  QH_BOARD_COMPARE_NONE,
} QhBoardComparison;

/**
 * QhBoard:
 *
 * A frame of activities, and of what else its charts are of, a filter, and what
 * is selected in each chart. To be used on one thread while nothing updates the frames.
 */
typedef struct _QhBoard QhBoard;

/**
 * QhRowSort:
 *
 * What takes long of listing rows, to be run on a worker. It keeps copies, so
 * that the frame may change meanwhile.
 */
typedef struct _QhRowSort QhRowSort;

/**
 * QhRowList:
 *
 * The rows behind a board's filter and selections, newest first.
 */
typedef struct _QhRowList QhRowList;

/* One chart by its name, for commands */
QhChartData *qh_board_chart           (QhFrame *frame, const char *name, const QhFilter *filter, QhLanguage language,
                                       QhNamer namer, gpointer namer_data, GError **error);

/* The board */
QhBoard     *qh_board_new             (QhFrame *frame, QhLanguage language, QhNamer namer, gpointer namer_data);
void         qh_board_free            (QhBoard *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (QhBoard, qh_board_free)

void         qh_board_set_spec        (QhBoard *self, const QhBoardSpec *spec);
const QhBoardSpec *qh_board_get_spec  (QhBoard *self);
guint        qh_board_get_n_charts    (QhBoard *self);
const QhChartSpec *qh_board_get_chart (QhBoard *self, QhBoardChart chart);
gboolean     qh_board_uses            (QhBoard *self, guint kind);
gboolean     qh_board_is_missing      (QhBoard *self, guint kind);
void         qh_board_set_comparison  (QhBoard *self, QhBoardComparison comparison);
void         qh_board_set_least       (QhBoard *self, guint least, gboolean secondary);
void         qh_board_set_leaving     (QhBoard *self, guint least);
void         qh_board_hide_small      (QhChartData *data, guint least, gboolean secondary);
void         qh_board_hide_of_few     (QhChartData *data, QhChartData *counts, guint least, gboolean secondary);
void         qh_board_take_frame      (QhBoard *self, QhFrame *frame);
void         qh_board_take_other      (QhBoard *self, QhFrame *frame);
void         qh_board_take_goals      (QhBoard *self, QhBoardGoals *goals);
gboolean     qh_board_uses_goals      (QhBoard *self);
gboolean     qh_board_has_goals       (QhBoard *self);
QhFrame     *qh_board_get_frame       (QhBoard *self);
QhFrame     *qh_board_get_frame_of    (QhBoard *self, guint kind);
void         qh_board_get_period      (QhBoard *self, QhDay *from, QhDay *to);
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
QhFrame     *qh_board_get_listed      (QhBoard *self);
guint        qh_board_count           (QhBoard *self);
guint        qh_board_count_period    (QhBoard *self);
const guint8 *qh_board_get_mask       (QhBoard *self);
QhRowList   *qh_board_list_rows       (QhBoard *self);
void         qh_row_list_free         (QhRowList *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (QhRowList, qh_row_list_free)
guint        qh_row_list_get_n        (const QhRowList *self);
guint32      qh_row_list_get          (QhRowList *self, guint position);
gboolean     qh_board_is_sorted       (QhBoard *self);
QhRowSort   *qh_row_sort_new          (QhBoard *board);
void         qh_row_sort_run          (QhRowSort *self);
void         qh_row_sort_free         (QhRowSort *self);
void         qh_board_take_sort       (QhBoard *self, QhRowSort *sort);
QhDay        qh_board_get_last_day    (QhBoard *self);

G_END_DECLS
