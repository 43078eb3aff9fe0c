/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "chart/qh-chart-data.h"
#include "stats/qh-stats-result.h"

G_BEGIN_DECLS

/**
 * QhAnswerFigures:
 *
 * What stands in the cells of a cross-table.
 */
typedef enum
{
  QH_ANSWER_COUNT = 1 << 0,
  QH_ANSWER_ROW_PERCENT = 1 << 1,
  QH_ANSWER_COLUMN_PERCENT = 1 << 2,
  QH_ANSWER_TOTAL_PERCENT = 1 << 3,
  QH_ANSWER_EXPECTED = 1 << 4,
  QH_ANSWER_RESIDUAL = 1 << 5,
} QhAnswerFigures;

#define QH_ANSWER_USUAL_FIGURES (QH_ANSWER_COUNT | QH_ANSWER_ROW_PERCENT | QH_ANSWER_RESIDUAL)

/* The unit of what is asked of a table that somebody brings. */
#define QH_EXPLORE_TABLE "table"

/**
 * QhExploreQuestion:
 * @unit: (nullable): the unit of analysis, see qh_variables_get_unit(), or
 *   %QH_EXPLORE_TABLE; %NULL for activities
 * @rows: a variable's name
 * @columns: (nullable): another's
 * @layers: (nullable): another's: an answer for each of its categories
 * @colour: (nullable): another's: parts what is drawn
 * @weight: (nullable): a number's: how many like it a row stands for
 * @filter: (nullable): conditions as qh_filter_parse() takes them, a line each
 * @types: (nullable): of a table: what its variables are, as qh_csv_frame_new() takes it, a
 *   line each
 * @test: (nullable): a test's name; %NULL for what is usual of such variables
 * @figures: what stands in the cells of a cross-table
 *
 * What is asked of the rows of a frame, so that it can be asked again of others.
 */
typedef struct
{
  char *unit;
  char *rows;
  char *columns;
  char *layers;
  char *colour;
  char *weight;
  char *filter;
  char *types;
  char *test;
  QhAnswerFigures figures;
} QhExploreQuestion;

QhExploreQuestion *qh_explore_question_copy (const QhExploreQuestion *self);
char             **qh_explore_question_get_text (QhExploreQuestion *self, guint i, const char **name);
gboolean           qh_explore_question_equal (const QhExploreQuestion *a, const QhExploreQuestion *b);
void               qh_explore_question_free (QhExploreQuestion *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (QhExploreQuestion, qh_explore_question_free)

/**
 * QhAnswerTable:
 * @title: what it tells
 * @n_columns: how many cells a row has
 * @cells: (element-type utf8): the heading and the rows below it, cell after cell
 * @tints: (element-type gint8): of each cell, -1 less and 1 more than expected, else 0
 */
typedef struct
{
  char *title;
  guint n_columns;
  GPtrArray *cells;
  GArray *tints;
} QhAnswerTable;

/**
 * QhAnswer:
 * @question: what was asked
 * @title: what was computed
 * @subtitle: of what
 * @sentence: (nullable): what it says, in plain words
 * @tables: (element-type QhAnswerTable): its figures
 * @lines: (element-type utf8): assumptions and how it was computed
 * @charts: (element-type QhChartData): drawn
 * @note: (nullable): what somebody wrote beside it
 *
 * What came of a question, as it is shown, kept and printed.
 */
typedef struct
{
  QhExploreQuestion *question;
  char *title;
  char *subtitle;
  char *sentence;
  GPtrArray *tables;
  GPtrArray *lines;
  GPtrArray *charts;
  char *note;
} QhAnswer;

QhAnswer      *qh_answer_new         (const QhExploreQuestion *question, const char *title, const char *subtitle);
QhAnswer      *qh_answer_copy        (const QhAnswer *self);
void           qh_answer_free        (QhAnswer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (QhAnswer, qh_answer_free)

QhAnswerTable *qh_answer_add_table   (QhAnswer *self, const char *title, guint n_columns);
void           qh_answer_table_add   (QhAnswerTable *self, char *text, int tint);
guint          qh_answer_table_get_n_rows (const QhAnswerTable *self);
const char    *qh_answer_table_get   (const QhAnswerTable *self, guint row, guint column);
void           qh_answer_add_result  (QhAnswer *self, const QhStatsResult *result);

void           qh_answer_append_html (const QhAnswer *self, gboolean charts, GString *html);
void           qh_answer_append_text (const QhAnswer *self, GString *text);
void           qh_answer_to_json     (const QhAnswer *self, JsonBuilder *builder);
QhAnswer      *qh_answer_from_json   (JsonObject *object, GError **error);

G_END_DECLS
