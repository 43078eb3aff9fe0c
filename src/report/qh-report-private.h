/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "frame/qh-small-cells.h"
#include "frame/qh-table.h"
#include "report/qh-report.h"

G_BEGIN_DECLS

/**
 * QhReportSource:
 * @placed: the name of the date by which its records are placed
 * @of_year: (nullable): those of the scope since the year began; %NULL as long as nobody asked
 * @of_period: of these, those of the period
 * @where: (array zero-terminated=1): what these let through
 *
 * The records of a kind that a report counts.
 */
typedef struct
{
  guint kind;
  char *placed;
  QhFrame *of_year;
  QhFrame *of_period;
  char **where;
} QhReportSource;

/**
 * QhReporting:
 * @names: (element-type gint64 utf8): of workers and units
 * @due_types: what is planned by type of activity; %NULL as long as nobody asked
 * @due_functions: and by function
 *
 * A report that is being made.
 */
typedef struct
{
  QhDesk *desk;
  QhReport *report;
  QhCatalogues *catalogues;
  QhLanguage language;
  GPtrArray *sources;
  GHashTable *names;
  GHashTable *due_types;
  GHashTable *due_functions;
} QhReporting;

void            qh_report_begin           (QhReport *report, QhStore *store, const QhReportTemplate *template, const QhRecord *unit);
QhRecord       *qh_report_find_unit       (QhStore *store, gint64 unit, gint64 worker);

QhReportSource *qh_reporting_get_source   (QhReporting *self, guint kind, const char *placed_by, GError **error);
QhFrame        *qh_reporting_get_year     (QhReporting *self, QhReportSource *source, GError **error);
char           *qh_reporting_name         (guint kind, gint64 id, gpointer user_data);

gboolean        qh_reporting_load_goals   (QhReporting *self, GError **error);
gboolean        qh_reporting_is_through_types (QhReporting *self, gint64 function, gint64 type);
double          qh_reporting_get_due      (QhReporting *self, const char *by, gint64 key);

gboolean        qh_reporting_add_table    (QhReporting *self, const QhReportSection *section, GError **error);
gboolean        qh_reporting_add_lines    (QhReporting *self, const QhReportSection *section, QhReportSource *source,
                                           QhReportBlock *block, GError **error);
gboolean        qh_reporting_add_heads    (QhReporting *self, const QhReportSection *section, QhReportSource *source,
                                           QhReportBlock *block, GError **error);
QhTable        *qh_reporting_count        (QhFrame *frame, char *const *const *wheres, const char *layers, const char *rows,
                                           const char *columns, QhMeasure measure, GError **error);
gboolean        qh_reporting_is_of_rows   (QhFrame *frame, const char *variable);
int             qh_reporting_find_key     (const QhVariable *variable, gint64 key);

void            qh_report_block_hide      (QhReportBlock *block, guint least);
void            qh_report_figures_hide    (QhReportBlock *block, guint least);

G_END_DECLS
