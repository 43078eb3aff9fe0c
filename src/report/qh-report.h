/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "desk/qh-counting.h"
#include "desk/qh-indicator.h"
#include "report/qh-report-template.h"

G_BEGIN_DECLS

/**
 * QhReportCell:
 * @value: the figure; NaN where there is nothing to tell it of
 * @count: how many records or people it is of; NaN where it is of none, such as a goal
 * @hidden: whether it must not be shown: it is small, or would give a small one away
 */
typedef struct
{
  double value;
  double count;
  gboolean hidden;
} QhReportCell;

/**
 * QhReportHead:
 * @label: what stands above the column
 * @column: which of the template's columns it is of
 * @by: (nullable): the variable, with @code, by whose category it counts
 * @where: (array zero-terminated=1): what it lets through besides
 * @least: with @greatest, the keys of what is counted across that are in it
 * @share: of the width, where the column is of texts; 0 where it is of figures
 *
 * A column of figures.
 */
typedef struct
{
  char *label;
  guint column;
  QhReportShow show;
  QhReportMeasure measure;
  char *by;
  char *code;
  char **where;
  gint64 least;
  gint64 greatest;
  double share;
} QhReportHead;

/**
 * QhReportLine:
 * @label: what stands before the row
 * @level: 1, or 2 for one that belongs to the last one of level 1
 * @total: whether it is the sum
 * @by: (nullable): the variable, with @key and @code, by whose category it counts
 * @category: (nullable): of an indicator that is split, the code of its category
 * @where: (array zero-terminated=1): what it lets through besides
 * @due: what was planned; 0 where nothing was
 * @done: what meets the goal, where there is one
 * @unit: of an indicator, what its number is
 * @rule: (nullable): of an indicator or a figure, how it is defined
 * @counted: of such a one, what it is counted from
 * @records: (nullable) (element-type double): of such a one, how many records stand behind it
 *   and behind what it is divided by; NaN where that is not known
 * @anew: of a difference to closed figures: whether it is one of the rule, not of the records
 * @texts: (nullable) (array zero-terminated=1): what stands in the cells in the place of figures
 * @cells: (element-type QhReportCell): one for each head
 *
 * A row of figures.
 */
typedef struct
{
  char *label;
  guint level;
  gboolean total;
  char *by;
  gint64 key;
  char *code;
  char *category;
  char **where;
  double due;
  double done;
  QhIndicatorUnit unit;
  char *rule;
  QhCounted counted;
  GArray *records;
  gboolean anew;
  char **texts;
  GArray *cells;
} QhReportLine;

/**
 * QhReportBlock:
 * @row_title: what the rows are
 * @kind: (nullable): the name of the kind of record that is counted
 * @where: (array zero-terminated=1): what all of it lets through: the period, the workers, more
 * @rule: (nullable): the conditions that the template sets on all of it
 * @empty: whether there was nothing to count
 * @named: whether the template names the rows
 * @notes: (element-type utf8): what has to be said below it
 *
 * A section with its figures.
 */
typedef struct
{
  QhReportForm form;
  char *title;
  char *row_title;
  char *kind;
  char **where;
  char *rule;
  gboolean empty;
  gboolean named;
  GPtrArray *heads;
  GPtrArray *lines;
  GPtrArray *notes;
  QhReportChart chart;
  guint n_lines;
} QhReportBlock;

/**
 * QhReportFact:
 *
 * Something that is said of the whole report.
 */
typedef struct
{
  char *label;
  char *text;
} QhReportFact;

/**
 * QhReport:
 * @from: the first day of the period
 * @to: the last
 * @institution: the institution and the unit
 * @subtitle: the period in words
 * @author: who made it
 * @facts: (element-type QhReportFact): what stands below the title
 * @blocks: (element-type QhReportBlock): the sections
 * @signatures: (element-type QhReportFact): what is signed, and by whom or %NULL
 * @foot: what stands at the foot of each page
 * @least: the least count that is shown; 0 for all
 * @differences: (transfer none) (nullable): of a closed month, the section that says what has changed since
 *
 * A report: its figures, not yet on pages.
 */
typedef struct
{
  QhReportPeriod period;
  QhDay from;
  QhDay to;
  char *title;
  char *institution;
  char *subtitle;
  char *author;
  GBytes *logo;
  gboolean a4;
  gboolean landscape;
  gboolean practice;
  GPtrArray *facts;
  GPtrArray *blocks;
  GPtrArray *signatures;
  char *foot;
  guint least;
  const QhReportBlock *differences;

  /*< private >*/
  gatomicrefcount references;
} QhReport;

QhReport     *qh_report_new           (QhDesk *desk, const QhReportTemplate *template, QhReportPeriod period,
                                       QhDay day, guint least, GError **error);
QhReport     *qh_report_new_empty     (void);
QhReport     *qh_report_ref           (const QhReport *self);
void          qh_report_free          (QhReport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (QhReport, qh_report_free)

QhReportFact  *qh_report_add_fact     (GPtrArray *facts, const char *label, const char *text);
QhReportBlock *qh_report_add_block    (QhReport *self, QhReportForm form, const char *title);
QhReportHead  *qh_report_add_head     (QhReportBlock *block, const char *label, QhReportShow show, guint column);
QhReportLine  *qh_report_add_line     (QhReportBlock *block, const char *label, guint level);
QhReportCell  *qh_report_get_cell     (const QhReportLine *line, guint head);

char         *qh_report_cell_to_text  (const QhReportBlock *block, const QhReportLine *line, guint head);
void          qh_report_period_bounds (QhReportPeriod period, QhDay day, QhDay *from, QhDay *to);
char         *qh_report_period_to_text (QhReportPeriod period, QhDay day);

G_END_DECLS
