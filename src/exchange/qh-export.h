/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/qh-privacy.h"
#include "frame/qh-filter.h"

G_BEGIN_DECLS

/* What a sheet holds beneath its header. */
#define QH_EXPORT_ROWS_PER_SHEET 1048575

/**
 * QhExportAnswers:
 * @QH_EXPORT_CODES_AND_LABELS: two columns for each coded variable
 * @QH_EXPORT_CODES: only the codes
 * @QH_EXPORT_LABELS: only the labels
 *
 * How coded answers are written.
 */
typedef enum
{
  QH_EXPORT_CODES_AND_LABELS,
  QH_EXPORT_CODES,
  QH_EXPORT_LABELS,
} QhExportAnswers;

/**
 * QhExportOptions:
 * @path: where to; the ending says what: see qh_export_get_format()
 * @language: of headers and labels
 * @answers: how coded answers are written
 * @variable_names: whether headers are the variables' names, not their labels
 * @flags: whether several answers leave as a 0/1 column each too
 * @names: (nullable) (element-type utf8 utf8): what variables are called here, by
 *   their names; %NULL for as they are
 * @byte_order_mark: csv: begin with the mark by which some programs know UTF-8
 * @title: (nullable): xlsx: what the data are
 * @unit: (nullable): xlsx: whose they are
 * @filter: (nullable): xlsx: which rows they are, in words
 * @rows_per_sheet: xlsx: 0 for %QH_EXPORT_ROWS_PER_SHEET, or less
 * @key: (array fixed-size=16) (nullable): secret; the same makes the same numbers
 *   and the same order; %NULL for ones that nobody can make again
 *
 * @store: (nullable): whose people may object to being in data sets; the records
 *   that concern them do not leave. %NULL of a frame that is no workspace's
 * @privacy: (nullable): xlsx: the sheet on risk
 * @unproven: csv and xlsx, for measuring alone: whether it is kept without having been read back
 *
 * What to export, where to and how. The rest may be 0.
 */
typedef struct
{
  const char *path;
  QhLanguage language;
  QhExportAnswers answers;
  gboolean variable_names;
  gboolean flags;
  GHashTable *names;
  gboolean byte_order_mark;
  const char *title;
  const char *unit;
  const char *filter;
  guint rows_per_sheet;
  const guint8 *key;
  QhStore *store;
  const QhPrivacy *privacy;
  gboolean unproven;
} QhExportOptions;

/**
 * QhExportReport:
 * @selected: the rows behind the filter
 * @left_out: those of them that concern a person who objects to being in data sets
 * @written: the rows that the file holds
 * @columns: the columns of a row
 * @sheets: the sheets that hold rows; 1 of a csv
 * @rows_per_sheet: the most that a sheet may hold; 0 of a csv
 */
typedef struct
{
  guint selected;
  guint left_out;
  guint written;
  guint columns;
  guint sheets;
  guint rows_per_sheet;
} QhExportReport;

gboolean qh_export        (QhFrame *frame, const guint8 *mask, const QhExportOptions *options, QhExportReport *report,
                           QhProgress progress, gpointer progress_data, GCancellable *cancellable, GError **error);
void     qh_export_async  (QhFrame *frame, const guint8 *mask, const QhExportOptions *options,
                           QhProgress progress, gpointer progress_data, GCancellable *cancellable,
                           GAsyncReadyCallback callback, gpointer user_data);
gboolean qh_export_finish (GAsyncResult *result, QhExportReport *report, GError **error);

gboolean qh_export_get_format       (guint place, const char **pattern, const char **words);
gboolean qh_export_check_path       (const char *path, GError **error);
char    *qh_export_report_dup_detail (const QhExportReport *report, const char *path);
guint8  *qh_export_leave_out        (QhFrame *frame, const guint8 *mask, QhStore *store, guint *left_out, GError **error);
char    *qh_export_report_describe_left_out (const QhExportReport *report);
char    *qh_export_report_describe  (const QhExportReport *report, const char *path);

G_END_DECLS
