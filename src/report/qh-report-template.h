/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "desk/qh-figure.h"

G_BEGIN_DECLS

/* How many of each a template may have. */
#define QH_REPORT_MOST_SECTIONS 40
#define QH_REPORT_MOST_ROWS 200
#define QH_REPORT_MOST_COLUMNS 40
#define QH_REPORT_MOST_SIGNATURES 6

/**
 * QhReportPeriod:
 *
 * What a report is of.
 */
typedef enum
{
  QH_REPORT_MONTH,
  QH_REPORT_QUARTER,
  QH_REPORT_YEAR,
  QH_N_REPORT_PERIODS,
} QhReportPeriod;

/**
 * QhReportForm:
 * @QH_REPORT_INDICATORS: indicators by their codes
 * @QH_REPORT_FIGURES: a figure a row
 * @QH_REPORT_TABLE: rows and columns of counts
 * @QH_REPORT_NOTES: empty lines to be written on
 */
typedef enum
{
  QH_REPORT_INDICATORS,
  QH_REPORT_FIGURES,
  QH_REPORT_TABLE,
  QH_REPORT_NOTES,
} QhReportForm;

/**
 * QhReportShow:
 * @QH_REPORT_TOTAL: all
 * @QH_REPORT_DAYS: each day of a month; of more than a month, each month
 * @QH_REPORT_PARTS: thirds of a month; of more than a month, each month
 * @QH_REPORT_BY: by the categories of a variable
 * @QH_REPORT_PRINCIPAL: of several answers the first only
 * @QH_REPORT_PLANNED: the goals, less what leave takes from them
 * @QH_REPORT_PERCENT: of the goals that was done
 * @QH_REPORT_YEAR: all since the year began
 *
 * What a column shows.
 */
typedef enum
{
  QH_REPORT_TOTAL,
  QH_REPORT_DAYS,
  QH_REPORT_PARTS,
  QH_REPORT_BY,
  QH_REPORT_PRINCIPAL,
  QH_REPORT_PLANNED,
  QH_REPORT_PERCENT,
  QH_REPORT_OF_YEAR,
} QhReportShow;

/**
 * QhReportMeasure:
 *
 * What is counted: records, minutes, or the people served.
 */
typedef enum
{
  QH_REPORT_COUNT,
  QH_REPORT_MINUTES,
  QH_REPORT_PEOPLE,
} QhReportMeasure;

/**
 * QhReportChart:
 *
 * What is drawn below a table: nothing, bars, or what was done beside what was planned.
 */
typedef enum
{
  QH_REPORT_NO_CHART,
  QH_REPORT_BARS,
  QH_REPORT_BULLET,
} QhReportChart;

/**
 * QhReportRow:
 * @labels: its name in each language
 * @where: (nullable): conditions, as of “quehacer table”
 * @figure: (nullable): of a section of figures, what is computed
 * @at_start: whether @figure is as of the day before the period
 * @rule: (nullable): how @figure is defined
 * @level: 1, or 2 for one that is set in
 *
 * A row that the template names itself.
 */
typedef struct
{
  char *labels[QH_N_LANGUAGES];
  char **where;
  QhFigure *figure;
  gboolean at_start;
  char *rule;
  guint level;
} QhReportRow;

/**
 * QhReportColumn:
 * @labels: its name in each language; without any, the program's
 * @by: (nullable): the variable, of %QH_REPORT_BY
 * @where: (nullable): conditions, as of “quehacer table”
 *
 * A column, or several beside each other.
 */
typedef struct
{
  char *labels[QH_N_LANGUAGES];
  QhReportShow show;
  char *by;
  char **where;
  QhReportMeasure measure;
} QhReportColumn;

/**
 * QhReportSection:
 * @titles: its heading in each language
 * @kind: a #QhKindNumber: what a table counts
 * @placed_by: (nullable): the date that places a record in the period, or its first
 * @where: (nullable): conditions on all of it
 * @by: (nullable): the variable of the rows; %NULL where @rows are named one by one
 * @then: (nullable): a second variable, within the first
 * @rows: (element-type QhReportRow): those that are named
 * @columns: (element-type QhReportColumn): of a table
 * @total: whether there is a row of totals
 * @codes: (nullable): of a section of indicators
 * @lines: of notes
 */
typedef struct
{
  QhReportForm form;
  char *titles[QH_N_LANGUAGES];
  guint kind;
  char *placed_by;
  char **where;
  char *by;
  char *then;
  GPtrArray *rows;
  GPtrArray *columns;
  gboolean total;
  QhReportChart chart;
  char **codes;
  guint lines;
} QhReportSection;

/**
 * QhReportSignature:
 * @labels: what stands below the line in each language
 * @name: (nullable): who signs
 */
typedef struct
{
  char *labels[QH_N_LANGUAGES];
  char *name;
} QhReportSignature;

/**
 * QhReportTemplate:
 * @titles: of a month's, a quarter's and a year's report, in each language
 * @institution: (nullable): in the place of the unit's own
 * @logo: (nullable): a picture, as PNG
 * @a4: on A4, else on Letter
 * @landscape: whether the paper lies
 * @sections: (element-type QhReportSection): in their order
 * @signatures: (element-type QhReportSignature): beside each other
 *
 * What stands on a report. See “A template” in the README of this room.
 */
typedef struct
{
  char *titles[QH_N_REPORT_PERIODS][QH_N_LANGUAGES];
  char *institution;
  GBytes *logo;
  gboolean a4;
  gboolean landscape;
  GPtrArray *sections;
  GPtrArray *signatures;
} QhReportTemplate;

QhReportTemplate *qh_report_template_parse (QhDictionary *dictionary, const char *json, gssize length, GError **error);
QhReportTemplate *qh_report_template_new_builtin (QhDictionary *dictionary);
char             *qh_report_template_dup_builtin (void);
void              qh_report_template_free  (QhReportTemplate *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (QhReportTemplate, qh_report_template_free)

gboolean          qh_report_check_logo     (GBytes *logo, const char *name, GError **error);

G_END_DECLS
