/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "board/qh-board.h"
#include "board/qh-function-series.h"

G_BEGIN_DECLS

#define QH_BOARD_MOST_TYPES 10

/* How long the pieces of the chart over time are. */
typedef enum
{
  QH_BOARD_BY_DAY,
  QH_BOARD_BY_WEEK,
  QH_BOARD_BY_MONTH,
} QhBoardStep;

/**
 * QhBoardSelection:
 * @categories: (element-type gint64): keys, as the chart has them
 * @series: (element-type gint64): likewise
 * @filter: the same as conditions, with what was folded spelled out
 * @words: the same for people
 * @mask: (nullable): the rows that it lets through
 *
 * What is selected in one chart: what is in both @categories and @series, where
 * none of one means all of it.
 */
typedef struct
{
  GArray *categories;
  GArray *series;
  QhFilter *filter;
  char *words;
  guint8 *mask;
} QhBoardSelection;

struct _QhBoard
{
  QhFrame *frame;
  QhLanguage language;
  QhNamer namer;
  gpointer namer_data;

  QhFilter *filter;
  guint n_rows;
  guint serial;   /* another one with each state of the frame */
  guint8 *rest;   /* what the filter lets through, but for the period */
  guint8 *passed; /* period, filter and all selections; NULL until asked for */
  guint8 *scratch;
  guint n_passed;
  guint n_period;
  QhDay first_day; /* of the frame */
  QhDay last_day;
  QhDay from; /* of the period */
  QhDay to;
  gboolean all_days; /* no period was asked for */

  gint64 functions[QH_N_FUNCTION_SERIES]; /* by their colours; 0 where one is not in the catalogue */
  guint first_hour;
  guint last_hour;
  GArray *order; /* guint32: rows of the frame, newest first; NULL until asked for */

  QhBoardSelection selections[QH_BOARD_N_CHARTS];
  QhChartData *drawn[QH_BOARD_N_CHARTS];
};

/* Rows */
const guint8 *qh_board_mask_for      (QhBoard *self, QhBoardChart chart, gboolean with_period);
void          qh_board_forget_rows   (QhBoard *self);
void          qh_board_forget_frame  (QhBoard *self);

/* Selection */
void          qh_board_selection_clear (QhBoardSelection *selection);
void          qh_board_selection_apply (QhBoard *self, QhBoardChart chart);
void          qh_board_mark_selection  (QhBoard *self, QhBoardChart chart, QhChartData *data);

/* The charts */
QhBoardStep   qh_board_get_step      (QhBoard *self);
QhDay         qh_board_step_start    (QhBoardStep step, QhDay day);
QhChartData  *qh_board_draw_time     (QhBoard *self);
QhChartData  *qh_board_draw_types    (QhBoard *self);
QhChartData  *qh_board_draw_hours    (QhBoard *self);
QhChartData  *qh_board_draw_people   (QhBoard *self);

/* Words */
char         *qh_board_dup_filter_words (QhBoard *self, QhBoardChart chart, gboolean with_filter);
void          qh_board_add_words     (QhBoard *self, QhBoardChart chart, QhChartData *data, gboolean for_paper);

G_END_DECLS
