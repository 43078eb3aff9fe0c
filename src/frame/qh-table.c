/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "frame/qh-table.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define BLOCK 4096
#define MOST_CELLS 50000000

/* To each category of the rows what comes before its layer. */
static void
add_layers (const QhTable *table, guint start, guint n, guint32 *rows)
{
  guint32 layers[BLOCK];

  qh_variable_decode (table->layers, start, n, layers);
  for (guint i = 0; i < n; i++)
    rows[i] += layers[i] * table->n_rows;
}

/* Whether a byte of a column is a category as it stands. */
static const guint8 *
bytes_of (const QhVariable *variable)
{
  if (variable == NULL || variable->column == NULL || variable->column->form != QH_COLUMN_CODED
      || variable->column->width != 1 || variable->groups != NULL)
    return NULL;
  return variable->column->data;
}

static void
count_bytes (QhTable *table, const guint8 *a, const guint8 *b, const guint8 *mask, guint n_rows)
{
  guint64 *cells = table->cells;
  guint n_columns = table->n_columns;

  if (mask == NULL)
    for (guint row = 0; row < n_rows; row++)
      cells[a[row] * n_columns + b[row]]++;
  else
    for (guint row = 0; row < n_rows; row++)
      cells[a[row] * n_columns + b[row]] += mask[row];
}

static void
count_rows (QhTable *table, const guint8 *mask, const gint16 *minutes, guint n_rows)
{
  guint32 a[BLOCK], b[BLOCK] = { 0 };
  guint n_columns = table->n_columns;
  const guint8 *first = bytes_of (table->rows), *second = bytes_of (table->columns);

  if (first != NULL && second != NULL && minutes == NULL && table->layers == NULL)
    {
      count_bytes (table, first, second, mask, n_rows);
      return;
    }
  for (guint start = 0; start < n_rows; start += BLOCK)
    {
      guint n = MIN (BLOCK, n_rows - start);

      qh_variable_decode (table->rows, start, n, a);
      if (table->layers != NULL)
        add_layers (table, start, n, a);
      if (table->columns != NULL)
        qh_variable_decode (table->columns, start, n, b);
      if (minutes != NULL)
        for (guint i = 0; i < n; i++)
          table->cells[(gsize)a[i] * n_columns + b[i]]
            += mask == NULL || mask[start + i] ? (guint64)MAX (0, minutes[start + i]) : 0;
      else if (mask != NULL)
        for (guint i = 0; i < n; i++)
          table->cells[(gsize)a[i] * n_columns + b[i]] += mask[start + i];
      else
        for (guint i = 0; i < n; i++)
          table->cells[(gsize)a[i] * n_columns + b[i]]++;
    }
}

/* Where the categories of a row's several answers, or of its people, begin. */
typedef struct
{
  const guint32 *offsets;
  const guint16 *answers;
  const guint8 *bytes;
  const guint32 *weights;
} Answers;

static Answers
answers_of (const QhVariable *variable)
{
  const QhServed *served = qh_frame_get_served (variable->frame);

  if (variable->level == QH_LEVEL_LIST)
    return (Answers){ variable->column->offsets, variable->column->data, NULL, NULL };
  return (Answers){ served->offsets,
                    NULL,
                    g_str_equal (variable->name, "sex") ? served->sex : served->age_group,
                    served->n };
}

static inline guint
answer_at (const Answers *answers, guint32 i)
{
  return answers->answers != NULL ? answers->answers[i] : answers->bytes[i];
}

/* All answers of all rows, of one variable. */
static void
count_all_answers (QhTable *table, guint n_rows)
{
  Answers answers = answers_of (table->rows);

  for (guint32 k = answers.offsets[0]; k < answers.offsets[n_rows]; k++)
    table->cells[answer_at (&answers, k)] += answers.weights != NULL ? answers.weights[k] : 1;
}

/* At least one variable has several categories a row; if both have, they are
 * of the same answers. */
static void
count_answers (QhTable *table, const guint8 *mask, guint n_rows)
{
  gboolean many_rows = table->rows->level != QH_LEVEL_ROW;
  gboolean many_columns = table->columns != NULL && table->columns->level != QH_LEVEL_ROW;
  Answers rows = many_rows ? answers_of (table->rows) : (Answers){ 0 };
  Answers columns = many_columns ? answers_of (table->columns) : (Answers){ 0 };
  const Answers *any = many_rows ? &rows : &columns;
  guint32 category[BLOCK] = { 0 }, layer[BLOCK] = { 0 };

  for (guint start = 0; start < n_rows; start += BLOCK)
    {
      guint n = MIN (BLOCK, n_rows - start);

      if (!many_rows)
        qh_variable_decode (table->rows, start, n, category);
      else if (table->columns != NULL && !many_columns)
        qh_variable_decode (table->columns, start, n, category);
      if (table->layers != NULL)
        {
          memset (layer, 0, sizeof layer);
          add_layers (table, start, n, layer);
        }
      for (guint i = 0; i < n; i++)
        {
          guint row = start + i;

          if (mask != NULL && !mask[row])
            continue;
          for (guint32 k = any->offsets[row]; k < any->offsets[row + 1]; k++)
            {
              guint a = layer[i] + (many_rows ? answer_at (&rows, k) : category[i]);
              guint b = many_columns ? answer_at (&columns, k) : many_rows ? category[i] : 0;

              table->cells[(gsize)a * table->n_columns + b]
                += any->weights != NULL ? any->weights[k] : 1;
            }
        }
    }
}

static gboolean
check_levels (QhTable *table, GError **error)
{
  const QhVariable *a = table->rows, *b = table->columns;

  if (b == NULL || a->level == QH_LEVEL_ROW || b->level == QH_LEVEL_ROW)
    return TRUE;
  if (a->level == QH_LEVEL_SERVED && b->level == QH_LEVEL_SERVED)
    return TRUE;
  if (a->column != NULL && a->column == b->column)
    return TRUE;
  g_set_error (error,
               QH_ERROR,
               QH_ERROR_FORMAT,
               _ ("“%s” and “%s” both have several answers an activity and cannot be crossed. "
                  "Choose another variable for one."),
               a->name,
               b->name);
  return FALSE;
}

static gboolean
find_variables (QhTable *table, QhFrame *frame, const char *layers, const char *rows, const char *columns, GError **error)
{
  table->rows = qh_variable_new (frame, rows, error);
  if (table->rows == NULL)
    return FALSE;
  table->columns = columns != NULL ? qh_variable_new (frame, columns, error) : NULL;
  table->layers = layers != NULL ? qh_variable_new (frame, layers, error) : NULL;
  return (columns == NULL || (table->columns != NULL && check_levels (table, error)))
         && (layers == NULL || table->layers != NULL);
}

static gboolean
make_cells (QhTable *table, GError **error)
{
  gsize n_cells;

  table->n_rows = qh_variable_get_n_keys (table->rows);
  table->n_columns = table->columns != NULL ? qh_variable_get_n_keys (table->columns) : 1;
  table->n_layers = table->layers != NULL ? qh_variable_get_n_keys (table->layers) : 1;
  n_cells = (gsize)table->n_rows * table->n_columns;
  if (n_cells > MOST_CELLS / table->n_layers)
    {
      g_set_error (
        error,
        QH_ERROR,
        QH_ERROR_RANGE,
        _ ("A table of “%s” by “%s” would be too large. Choose variables with fewer categories."),
        table->rows->name,
        table->columns != NULL ? table->columns->name : "");
      return FALSE;
    }
  table->cells = g_new0 (guint64, MAX (1, n_cells * table->n_layers));
  return TRUE;
}

/**
 * qh_table_new_in_layers:
 * @layers: (nullable): a variable of one answer a row, or %NULL for one layer
 * @columns: (nullable): %NULL for a one-way table
 * @mask: (nullable) (array): the rows to count, see qh_filter_to_mask()
 *
 * Counts a table for each category of a variable, all in one pass.
 *
 * Returns: (transfer full): the tables, of which qh_table_get_layer() shows one;
 *   good as long as the frame is not updated.
 */
QhTable *
qh_table_new_in_layers (QhFrame *frame,
                        const char *layers,
                        const char *rows,
                        const char *columns,
                        const guint8 *mask,
                        QhMeasure measure,
                        GError **error)
{
  g_autoptr (QhTable) table = g_new0 (QhTable, 1);
  const QhFrameColumn *minutes
    = measure == QH_MEASURE_MINUTES ? qh_frame_find_column (frame, "minutes") : NULL;
  guint n_rows = qh_frame_get_n_rows (frame);

  if (!find_variables (table, frame, layers, rows, columns, error))
    return NULL;
  g_return_val_if_fail (table->layers == NULL || table->layers->level == QH_LEVEL_ROW, NULL);
  if (!make_cells (table, error))
    return NULL;
  if (table->rows->level != QH_LEVEL_ROW && columns == NULL && layers == NULL && mask == NULL)
    count_all_answers (table, n_rows);
  else if (table->rows->level != QH_LEVEL_ROW
      || (table->columns != NULL && table->columns->level != QH_LEVEL_ROW))
    count_answers (table, mask, n_rows);
  else
    count_rows (table, mask, minutes != NULL ? minutes->data : NULL, n_rows);
  return g_steal_pointer (&table);
}

/**
 * qh_table_new:
 * @columns: (nullable): %NULL for a one-way table
 * @mask: (nullable) (array): the rows to count, see qh_filter_to_mask()
 *
 * Returns: (transfer full): the table, good as long as the frame is not updated.
 */
QhTable *
qh_table_new (QhFrame *frame,
              const char *rows,
              const char *columns,
              const guint8 *mask,
              QhMeasure measure,
              GError **error)
{
  return qh_table_new_in_layers (frame, NULL, rows, columns, mask, measure, error);
}

/**
 * qh_table_get_layer:
 * @layer: a category of the layers
 *
 * Returns: one of the tables, to be looked at as long as @table is there.
 */
QhTable
qh_table_get_layer (const QhTable *table, guint layer)
{
  QhTable view = *table;

  view.layers = NULL;
  view.n_layers = 1;
  view.cells += (gsize)layer * table->n_rows * table->n_columns;
  return view;
}

void
qh_table_free (QhTable *table)
{
  if (table == NULL)
    return;
  qh_variable_free (table->rows);
  qh_variable_free (table->columns);
  qh_variable_free (table->layers);
  g_free (table->cells);
  g_free (table);
}

guint64
qh_table_get_cell (const QhTable *table, guint row, guint column)
{
  return table->cells[(gsize)row * table->n_columns + column];
}

guint64
qh_table_sum_row (const QhTable *table, guint row)
{
  guint64 sum = 0;

  for (guint c = 0; c < table->n_columns; c++)
    sum += qh_table_get_cell (table, row, c);
  return sum;
}

guint64
qh_table_sum_column (const QhTable *table, guint column)
{
  guint64 sum = 0;

  for (guint r = 0; r < table->n_rows; r++)
    sum += qh_table_get_cell (table, r, column);
  return sum;
}

guint64
qh_table_sum (const QhTable *table)
{
  guint64 sum = 0;

  for (gsize i = 0; i < (gsize)table->n_rows * table->n_columns; i++)
    sum += table->cells[i];
  return sum;
}

/**
 * qh_table_order:
 * @position: 0 to @n_categories − 1
 *
 * Returns: the category to show at @position: answers first, in their order,
 *   then the kinds of missing, then no answer.
 */
guint
qh_table_order (guint position, guint n_categories)
{
  guint answers = n_categories - QH_FRAME_FIRST_CODE;

  if (position < answers)
    return position + QH_FRAME_FIRST_CODE;
  return (position - answers + 1) % QH_FRAME_FIRST_CODE;
}

G_STATIC_ASSERT (QH_FRAME_FIRST_CODE > 1);
