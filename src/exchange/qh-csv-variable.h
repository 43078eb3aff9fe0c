/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "domain/qh-measurement.h"
#include "exchange/qh-cell-value.h"
#include "exchange/qh-csv-reader.h"

G_BEGIN_DECLS

/**
 * QhCsvVariable:
 * @name: unique within its table
 * @renamed: whether the table has more columns of the name it had
 * @measurement: the level, guessed unless it was given
 * @whole: of a scale: whether all its numbers are whole and fit 32 bits
 * @decimal_mark: of a scale: what parts fractions
 * @date_order: of a date
 * @unsure: whether its numbers or dates can be read in two ways, and the likelier one was taken
 * @odd_text: (nullable): of categories that are numbers but for one: that one
 * @texts: (element-type utf8): the different texts of its cells, blanks at their ends left out; of
 *   categories in the order in which to show them
 * @ordered: whether that order was given
 *
 * What a column of a table was understood to be.
 */
typedef struct
{
  guint column;
  char *name;
  gboolean renamed;
  QhMeasurement measurement;
  gboolean whole;
  QhDecimalMark decimal_mark;
  QhDateOrder date_order;
  gboolean unsure;
  char *odd_text;
  GPtrArray *texts;
  gboolean ordered;
} QhCsvVariable;

QhCsvVariable *qh_csv_variable_new   (QhCsvReader *table, guint column, const char *const *no_answer);
void           qh_csv_variable_free  (QhCsvVariable *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (QhCsvVariable, qh_csv_variable_free)
gboolean       qh_csv_variable_set   (QhCsvVariable *self, QhMeasurement measurement, GError **error);
gboolean       qh_csv_variable_order (QhCsvVariable *self, const char *const *texts, GError **error);
GPtrArray     *qh_csv_variable_list_categories (const QhCsvVariable *self);
char          *qh_csv_variable_dup_type (const QhCsvVariable *self, gboolean order);
char          *qh_csv_type_new       (const char *name, QhMeasurement measurement, GPtrArray *order);
gboolean       qh_csv_is_missing     (const char *text, const char *const *no_answer);

G_END_DECLS
