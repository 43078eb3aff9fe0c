/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chart/qh-chart-data.h"
#include "domain/qh-dictionary.h"

G_BEGIN_DECLS

/**
 * QhChartMeasure:
 * @QH_CHART_MEASURE_COUNT: rows; people, where the rows or colours are of people served
 * @QH_CHART_MEASURE_MINUTES: minutes of the activities
 * @QH_CHART_MEASURE_GOALS: activities beside how many were planned, in whole months
 */
typedef enum
{
  QH_CHART_MEASURE_COUNT,
  QH_CHART_MEASURE_MINUTES,
  QH_CHART_MEASURE_GOALS,
} QhChartMeasure;

/**
 * QhChartWhen:
 * @QH_CHART_WHEN_IN: rows of the period
 * @QH_CHART_WHEN_OPEN: rows that were open at the end of the period
 * @QH_CHART_WHEN_ANY: all rows, as they are now
 */
typedef enum
{
  QH_CHART_WHEN_IN,
  QH_CHART_WHEN_OPEN,
  QH_CHART_WHEN_ANY,
} QhChartWhen;

/**
 * QhChartSpec:
 * @name: how commands call it
 * @labels: its title in each language; none where the chart makes its own
 * @kind: of which records
 * @rows: variable of the categories; "period" for days, weeks or months as the period is long
 * @colours: (nullable): variable of the series
 * @last: (nullable): of a flow: variable of its last column
 * @filter: (nullable): conditions of its own, as --where has them
 * @date: (nullable): variable by which a row is of the period; of the kind's first date without
 * @most: how many categories it has at most, 0 for the usual
 * @width: of a histogram: how wide a span is
 * @average: over how many periods a moving average goes, 0 for none
 * @ordered: whether the categories keep the order of their variable
 *
 * What a chart of a board is of.
 */
typedef struct
{
  char *name;
  char *labels[QH_N_LANGUAGES];
  QhKindNumber kind;
  QhChartForm form;
  char *rows;
  char *colours;
  char *last;
  char **filter;
  char *date;
  QhChartMeasure measure;
  QhChartWhen when;
  guint most;
  guint width;
  guint average;
  gboolean ordered;
} QhChartSpec;

/**
 * QhBoardSpec:
 * @name: how commands call it
 * @labels: its name in each language
 * @charts: (element-type QhChartSpec): its charts, in order
 * @own: whether it is of one worker's own work
 *
 * A page of charts.
 */
typedef struct
{
  char *name;
  char *labels[QH_N_LANGUAGES];
  GPtrArray *charts;
  gboolean own;
} QhBoardSpec;

GPtrArray         *qh_board_specs_parse    (const char *json, gssize length, GError **error);
QhBoardSpec       *qh_board_spec_parse     (const char *name, const char *json, GError **error);
char              *qh_board_spec_to_json   (const QhBoardSpec *spec);
QhBoardSpec       *qh_board_spec_copy      (const QhBoardSpec *spec, const char *name);
void               qh_board_spec_free      (gpointer data);
QhChartSpec       *qh_chart_spec_copy      (const QhChartSpec *spec);
void               qh_chart_spec_free      (gpointer data);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (QhBoardSpec, qh_board_spec_free)
GPtrArray         *qh_board_specs_get      (void);
const QhBoardSpec *qh_board_spec_find      (const char *name, GError **error);
gboolean           qh_board_specs_find_chart (const char *name, const QhBoardSpec **spec, guint *chart, GError **error);
const char        *qh_board_spec_get_label (const QhBoardSpec *spec, QhLanguage language);
const char        *qh_chart_spec_get_label (const QhChartSpec *spec, QhLanguage language);

G_END_DECLS
