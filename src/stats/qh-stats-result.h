/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * QhFigureForm:
 * @QH_FIGURE_NUMBER: any number
 * @QH_FIGURE_COUNT: how many
 * @QH_FIGURE_P: a probability under chance
 * @QH_FIGURE_PERCENT: 0 to 100
 * @QH_FIGURE_TEXT: of a column: words
 *
 * How a figure is shown.
 */
typedef enum
{
  QH_FIGURE_NUMBER,
  QH_FIGURE_COUNT,
  QH_FIGURE_P,
  QH_FIGURE_PERCENT,
  QH_FIGURE_TEXT,
} QhFigureForm;

/**
 * QhFigure:
 * @name: in csv and JSON, such as "chi_square"
 * @label: on screen, translated
 * @low: lower end of its interval, or NaN
 * @high: upper end of its interval, or NaN
 */
typedef struct
{
  char *name;
  char *label;
  QhFigureForm form;
  double value;
  double low;
  double high;
} QhFigure;

typedef struct
{
  char *name;
  char *label;
  QhFigureForm form;
} QhFigureColumn;

/**
 * QhFigureCell:
 * @text: (nullable): of a column of words; of another what stands for a figure that is hidden
 * @value: else; NaN for none
 */
typedef struct
{
  char *text;
  double value;
} QhFigureCell;

/**
 * QhFigureTable:
 * @columns: (element-type QhFigureColumn): what stands in a row
 * @cells: (element-type QhFigureCell): row after row
 *
 * Figures that come in rows: of each group, each pair, each predictor.
 */
typedef struct
{
  char *name;
  char *title;
  GArray *columns;
  GArray *cells;
} QhFigureTable;

/**
 * QhAssumptionState:
 * @QH_ASSUMPTION_OPEN: the figures cannot tell; who reads them must judge
 */
typedef enum
{
  QH_ASSUMPTION_MET,
  QH_ASSUMPTION_BROKEN,
  QH_ASSUMPTION_OPEN,
} QhAssumptionState;

typedef struct
{
  QhAssumptionState state;
  char *text;
} QhAssumption;

/**
 * QhStatsResult:
 * @test: the test's name
 * @title: what it is called, translated
 * @sentence: what it says, in plain words
 * @figures: (element-type QhFigure): in the order in which to show them
 * @tables: (element-type QhFigureTable): below them
 * @assumptions: (element-type QhAssumption): what must hold, and whether it does
 * @notes: (element-type utf8): how it was computed, where that is not plain
 * @confidence: of every interval, between 0 and 1
 * @partial: whether something of few rows was left out, put together or hidden; a note says what
 *
 * What a test has to say. Commands, the sheet of results and JSON all show this.
 */
typedef struct
{
  char *test;
  char *title;
  char *sentence;
  GArray *figures;
  GPtrArray *tables;
  GArray *assumptions;
  GPtrArray *notes;
  double confidence;
  gboolean partial;
} QhStatsResult;

QhStatsResult  *qh_stats_result_new      (const char *test, const char *title, double confidence);
void            qh_stats_result_free     (QhStatsResult *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (QhStatsResult, qh_stats_result_free)

/* To make one */
void            qh_stats_result_add      (QhStatsResult *self, const char *name, const char *label, QhFigureForm form, double value);
void            qh_stats_result_add_with (QhStatsResult *self, const char *name, const char *label, QhFigureForm form,
                                          double value, double low, double high);
void            qh_stats_result_assume   (QhStatsResult *self, QhAssumptionState state, char *text);
void            qh_stats_result_note     (QhStatsResult *self, char *text);
void            qh_stats_result_say      (QhStatsResult *self, char *sentence);
QhFigureTable  *qh_stats_result_add_table (QhStatsResult *self, const char *name, const char *title);
void            qh_figure_table_column   (QhFigureTable *self, const char *name, const char *label, QhFigureForm form);
void            qh_figure_table_text     (QhFigureTable *self, const char *text);
void            qh_figure_table_value    (QhFigureTable *self, double value);

/* To read one */
const QhFigure *qh_stats_result_find     (const QhStatsResult *self, const char *name);
const QhFigureTable *qh_stats_result_find_table (const QhStatsResult *self, const char *name);
guint           qh_figure_table_get_n_rows (const QhFigureTable *self);
guint           qh_figure_table_find_column (const QhFigureTable *self, const char *name);
const QhFigureCell *qh_figure_table_get  (const QhFigureTable *self, guint row, guint column);
char           *qh_figure_dup_text       (QhFigureForm form, double value);
char           *qh_stats_result_dup_interval_label (const QhStatsResult *self);
const char     *qh_assumption_state_to_name  (QhAssumptionState state);
const char     *qh_assumption_state_get_label (QhAssumptionState state);
void            qh_stats_result_to_json  (const QhStatsResult *self, JsonBuilder *builder);

G_END_DECLS
