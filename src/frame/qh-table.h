/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "frame/qh-filter.h"

G_BEGIN_DECLS

/**
 * QhMeasure:
 * @QH_MEASURE_COUNT: rows; of people served, people; of several answers, answers
 * @QH_MEASURE_MINUTES: the sum of the field "minutes"
 */
typedef enum
{
  QH_MEASURE_COUNT,
  QH_MEASURE_MINUTES,
} QhMeasure;

/**
 * QhTable:
 * @rows: the variable of the rows
 * @columns: (nullable): the variable of the columns
 * @layers: (nullable): the variable of which each category has a table
 * @n_rows: categories of @rows
 * @n_columns: categories of @columns, or 1
 * @n_layers: categories of @layers, or 1
 * @cells: row after row, of one layer after the other
 *
 * A one-way or two-way table of every category, empty ones included.
 */
typedef struct
{
  QhVariable *rows;
  QhVariable *columns;
  QhVariable *layers;
  guint n_rows;
  guint n_columns;
  guint n_layers;
  guint64 *cells;
} QhTable;

QhTable *qh_table_new          (QhFrame *frame, const char *rows, const char *columns, const guint8 *mask, QhMeasure measure, GError **error);
QhTable *qh_table_new_in_layers (QhFrame *frame, const char *layers, const char *rows, const char *columns, const guint8 *mask,
                                 QhMeasure measure, GError **error);
QhTable  qh_table_get_layer    (const QhTable *table, guint layer);
void     qh_table_free         (QhTable *table);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (QhTable, qh_table_free)

guint64  qh_table_get_cell     (const QhTable *table, guint row, guint column);
guint64  qh_table_sum_row      (const QhTable *table, guint row);
guint64  qh_table_sum_column   (const QhTable *table, guint column);
guint64  qh_table_sum          (const QhTable *table);
guint    qh_table_order        (guint position, guint n_categories);

G_END_DECLS
