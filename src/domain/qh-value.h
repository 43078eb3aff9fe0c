/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * QhMissing:
 *
 * Why there is no value. Each is the id of a reserved catalogue entry.
 */
typedef enum
{
  QH_MISSING_NOT_ASKED = 1,
  QH_MISSING_NOT_KNOWN = 2,
  QH_MISSING_REFUSED = 3,
  QH_MISSING_DOES_NOT_APPLY = 4,
} QhMissing;

#define QH_N_MISSING 4
#define qh_is_missing_code(id) ((id) >= 1 && (id) <= QH_N_MISSING)

/**
 * QhRows:
 * @n_rows: number of rows
 * @n_columns: number of columns, as the field's description says
 * @cells: row after row
 *
 * The value of a field with several answers: codes, references, or rows of both
 * and counts.
 */
typedef struct
{
  guint n_rows;
  guint n_columns;
  gint64 *cells;
} QhRows;

#define qh_rows_cell(rows, row, column) ((rows)->cells[(row) * (rows)->n_columns + (column)])

typedef enum
{
  QH_VALUE_NONE,
  QH_VALUE_MISSING,
  QH_VALUE_INTEGER,
  QH_VALUE_REAL,
  QH_VALUE_TEXT,
  QH_VALUE_ROWS,
} QhValueTag;

/**
 * QhValue:
 *
 * What one field of one record holds. Codes and references are ids, dates are
 * #QhDay, times minutes of the day, yes/no 1 and 0. A missing-value code is
 * always %QH_VALUE_MISSING, whatever the field's type.
 */
typedef struct
{
  QhValueTag tag;
  union
  {
    gint64 integer;
    double real;
    char *text;
    QhRows *rows;
  };
} QhValue;

QhRows  *qh_rows_new    (guint n_rows, guint n_columns);
QhRows  *qh_rows_copy   (const QhRows *rows);
void     qh_rows_free   (QhRows *rows);
void     qh_rows_append (QhRows *rows, const gint64 *cells);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (QhRows, qh_rows_free)

void     qh_value_clear (QhValue *value);
void     qh_value_copy  (const QhValue *value, QhValue *copy);
gboolean qh_value_equal (const QhValue *a, const QhValue *b);

G_END_DECLS
