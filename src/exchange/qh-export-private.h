/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/qh-export.h"
#include "vault/qh-hash.h"

G_BEGIN_DECLS

#define QH_EXPORT_PROGRESS_EVERY 8192

/**
 * QhExportCell:
 *
 * What the cells of a column are made of.
 */
typedef enum
{
  QH_EXPORT_ROW_NUMBER, /* 1, 2, 3… */
  QH_EXPORT_TEXT,       /* the text of a coded index */
  QH_EXPORT_LIST,       /* the texts of several, joined */
  QH_EXPORT_FLAG,       /* whether one of several was given: 1 or 0 */
  QH_EXPORT_REFERENCE,  /* the number that stands for a record in this file */
  QH_EXPORT_WHOLE,      /* minutes, counts */
  QH_EXPORT_TIME,
  QH_EXPORT_DAY,
  QH_EXPORT_REAL,
  QH_EXPORT_REASON,     /* why a number is missing */
  QH_EXPORT_SERVED,     /* people */
} QhExportCell;

/* A text and the same as csv wants it. */
typedef struct
{
  char *text;
  char *quoted;
  guint quoted_length;
  gboolean is_number;
  double number;
} QhExportText;

/**
 * QhExportColumn:
 * @name: the variable, as in the codebook
 * @header: what stands above it
 * @label: what it is, in words
 * @field: (nullable): its description
 * @source: (nullable): where it is read from
 * @texts: (element-type QhExportText) (nullable): of each index, or of each reason
 * @numbers: (nullable): of each index, for references
 * @slot: of people served: which count; of a flag: the index of the answer
 * @first_of_variable: whether the codebook describes it here
 */
typedef struct
{
  char *name;
  char *header;
  char *label;
  QhExportCell cell;
  const QhField *field;
  const QhFrameColumn *source;
  GArray *texts;
  guint32 *numbers;
  guint slot;
  gboolean first_of_variable;
} QhExportColumn;

/**
 * QhExportPlan:
 * @key: makes the order of rows and the numbers of records
 * @rows: (array length=n_rows): the selected rows, in the order in which they leave
 * @columns: (element-type QhExportColumn): the columns of the file
 * @n_slots: how many counts of people served a row has
 * @sex_slots: where the counts of each index of sex are
 *
 * All that is to be written, made ready.
 */
typedef struct
{
  QhFrame *frame;
  const guint8 *mask;
  const QhExportOptions *options;
  guint8 key[QH_HASH_SHORT_KEY_SIZE];
  guint32 *rows;
  guint n_rows;
  GPtrArray *columns;
  guint n_slots;
  guint sex_slots;
  guint age_slots;
} QhExportPlan;

/* How a writer tells how far it is, and learns that it is to stop. */
typedef struct
{
  QhProgress progress;
  gpointer progress_data;
  GCancellable *cancellable;
  guint64 total;
} QhExportRun;

#define QH_SERVED_TOTAL 0
#define QH_FORMAT_KEY "key" /* of a field whose codes are keys, not categories */

QhExportPlan *qh_export_plan_new  (QhFrame *frame, const guint8 *mask, const QhExportOptions *options);
void          qh_export_plan_free (QhExportPlan *plan);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (QhExportPlan, qh_export_plan_free)
void          qh_export_plan_count_served (const QhExportPlan *plan, guint row, guint32 *counts);
gboolean      qh_export_is_key    (const QhExportColumn *column);
gint64        qh_export_get_flag  (const QhExportColumn *column, guint row);
char         *qh_export_quote     (const char *text);

gboolean qh_export_run_step  (const QhExportRun *run, guint64 done, GError **error);
void     qh_export_set_errno (GError **error, const char *path, int number);

gboolean qh_export_write_csv  (const QhExportPlan *plan, const char *path, const QhExportRun *run, QhExportReport *report, GError **error);
gboolean qh_export_write_xlsx (const QhExportPlan *plan, const char *path, const QhExportRun *run, QhExportReport *report, GError **error);
gboolean qh_export_write_sav  (const QhExportPlan *plan, const char *path, const QhExportRun *run, QhExportReport *report, GError **error);
gboolean qh_export_write_zsav (const QhExportPlan *plan, const char *path, const QhExportRun *run, QhExportReport *report, GError **error);
gboolean qh_export_write_dta  (const QhExportPlan *plan, const char *path, const QhExportRun *run, QhExportReport *report, GError **error);

static inline guint32
qh_export_index (const QhFrameColumn *column,
                 guint                row)
{
  return column->width == 1   ? ((const guint8 *) column->data)[row]
         : column->width == 2 ? ((const guint16 *) column->data)[row]
                              : ((const guint32 *) column->data)[row];
}

G_END_DECLS
