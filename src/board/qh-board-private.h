/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "board/qh-board.h"
#include "board/qh-board-goals.h"
#include "board/qh-function-series.h"

G_BEGIN_DECLS

#define QH_BOARD_MOST_TYPES 10
#define QH_BOARD_MOST_COLOURS 5
#define QH_BOARD_MOST_KINDS 4

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
 * @lasts: (element-type gint64): likewise, of a flow's last column
 * @filter: the same as conditions, with what was folded spelled out; of numbers
 *   that are no variable there are none
 * @words: the same for people
 * @mask: (nullable): the rows of the chart's frame that it lets through
 *
 * What is selected in one chart: what is in all of its lists, where none of one
 * means all of it.
 */
typedef struct
{
  GArray *categories;
  GArray *series;
  GArray *lasts;
  QhFilter *filter;
  char *words;
  guint8 *mask;
} QhBoardSelection;

/**
 * QhBoardSource:
 * @frame: records of one kind
 * @rest: what the filter lets through, but for the period; %NULL until asked for
 * @within: what the period lets through as well; %NULL until asked for
 * @scratch: the mask that was last asked for
 *
 * Where figures come from. The first is of activities.
 */
typedef struct
{
  QhFrame *frame;
  guint kind;
  guint n_rows;
  guint8 *rest;
  guint8 *within;
  guint8 *scratch;
} QhBoardSource;

/* A chart of the board. */
typedef struct
{
  const QhChartSpec *spec;
  QhBoardSelection selection;
  QhChartData *drawn;
  guint8 *own; /* what its own filter lets through; NULL until asked for */
  gboolean checked;
  char *problem; /* why it cannot be drawn, where it was checked */
  char *note;    /* what is said beside its figures */
} QhBoardPart;

struct _QhBoard
{
  const QhBoardSpec *spec;
  QhBoardSource sources[QH_BOARD_MOST_KINDS];
  guint n_sources;
  GArray *parts; /* of QhBoardPart */
  QhLanguage language;
  QhNamer namer;
  gpointer namer_data;

  QhBoardGoals *goals; /* NULL until given */
  QhFilter *filter;
  QhBoardComparison comparison;
  guint least;       /* the least count that may be shown */
  gboolean secondary;
  guint leaving;     /* likewise in what leaves the program; 0 for all */
  guint serial;   /* another one with each state of the frames */
  guint8 *passed; /* of what is listed: period, filter and all selections; NULL until asked for */
  guint n_passed;
  guint n_period;
  guint periods_counted; /* the kind of which n_period is; 0 until asked for */
  guint listed;    /* the kind whose rows are listed */
  QhDay first_day; /* of the activities */
  QhDay last_day;
  QhDay from; /* of the period */
  QhDay to;
  gboolean all_days; /* no period was asked for */

  gint64 functions[QH_N_FUNCTION_SERIES]; /* by their colours; 0 where one is not in the catalogue */
  guint first_hour;
  guint last_hour;
  GArray *order; /* guint32: rows that are listed, newest first; NULL until asked for */
};

static inline QhBoardPart *
qh_board_get_part (QhBoard *self, QhBoardChart chart)
{
  return &g_array_index (self->parts, QhBoardPart, chart);
}

/* Sources */
QhBoardSource *qh_board_find_source  (QhBoard *self, guint kind);
QhFrame      *qh_board_get_source_frame (QhBoard *self, QhBoardChart chart);
const gint32 *qh_board_source_get_dates (const QhBoardSource *source, const char *name);
const guint8 *qh_board_mask_for      (QhBoard *self, QhBoardChart chart, gboolean with_period);
const guint8 *qh_board_mask_listed   (QhBoard *self);
void          qh_board_forget_filter (QhBoardSource *source);
gboolean      qh_board_make_rest     (QhBoard *self, QhBoardSource *source, GError **error);
void          qh_board_apply_period  (QhBoard *self, const gint32 *dates, guint8 *mask, guint n_rows);
void          qh_board_forget_rows   (QhBoard *self);
void          qh_board_forget_source (QhBoard *self, QhBoardSource *source);

/* Selection */
void          qh_board_list_chart    (QhBoard *self, QhBoardChart chart);
gboolean      qh_board_selection_is_empty (const QhBoardSelection *selection);
void          qh_board_selection_clear (QhBoardSelection *selection);
void          qh_board_selection_apply (QhBoard *self, QhBoardChart chart);
void          qh_board_mark_selection  (QhBoard *self, QhBoardChart chart, QhChartData *data);

/* The charts */
QhBoardStep   qh_board_get_step      (QhBoard *self);
QhDay         qh_board_step_start    (QhBoardStep step, QhDay day);
QhChartData  *qh_board_new_periods   (QhBoard *self, QhBoardChart chart);
void          qh_board_add_periods   (QhBoard *self, QhChartData *data);
QhChartData  *qh_board_draw_time     (QhBoard *self, QhBoardChart chart);
QhChartData  *qh_board_draw_layers   (QhBoard *self, QhBoardChart chart);
QhChartData  *qh_board_draw_bars     (QhBoard *self, QhBoardChart chart);
QhChartData  *qh_board_draw_hours    (QhBoard *self, QhBoardChart chart);
QhChartData  *qh_board_draw_calendar (QhBoard *self, QhBoardChart chart);
QhChartData  *qh_board_draw_people   (QhBoard *self, QhBoardChart chart);
QhChartData  *qh_board_draw_spans    (QhBoard *self, QhBoardChart chart);
QhChartData  *qh_board_draw_boxes    (QhBoard *self, QhBoardChart chart);
QhChartData  *qh_board_draw_flow     (QhBoard *self, QhBoardChart chart);
QhChartData  *qh_board_draw_goals    (QhBoard *self, QhBoardChart chart);
void          qh_board_add_colours   (QhBoard *self, QhBoardChart chart, QhChartData *data, const QhTable *table, guint *series_of);
double       *qh_board_get_numbers   (QhBoard *self, QhBoardChart chart, const char *name);
guint8       *qh_board_mask_spans    (QhBoard *self, QhBoardChart chart);
guint8       *qh_board_mask_goals    (QhBoard *self, QhBoardChart chart);

/* Small figures */
void          qh_board_tell_hidden   (QhChartData *data, guint n_hidden, guint least);

/* Words */
char         *qh_board_dup_filter_words (QhBoard *self, QhBoardChart chart, gboolean with_filter);
void          qh_board_add_words     (QhBoard *self, QhBoardChart chart, QhChartData *data, gboolean for_paper);

/**
 * QhBoardRank:
 *
 * How many records are in a category.
 */
typedef struct
{
  guint category;
  guint n;
} QhBoardRank;

void qh_board_rank (QhBoardRank *ranks, guint n);

G_END_DECLS
