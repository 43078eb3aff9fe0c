/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the columns of a plain csv add up to, counted from the rows themselves and not from what is
 * written of them. */
#include "exchange/qh-export-sums.h"

#include <string.h>

static QhLabelledType
get_type (const QhExportColumn *column)
{
  switch (column->cell)
    {
    case QH_EXPORT_ROW_NUMBER:
    case QH_EXPORT_REFERENCE:
    case QH_EXPORT_WHOLE:
    case QH_EXPORT_SERVED:
      return QH_LABELLED_WHOLE;
    case QH_EXPORT_REAL:
      return QH_LABELLED_REAL;
    case QH_EXPORT_DAY:
      return QH_LABELLED_DAY;
    case QH_EXPORT_TIME:
      return QH_LABELLED_TIME;
    default:
      return QH_LABELLED_TEXT;
    }
}

static void
variable_free (gpointer data)
{
  QhLabelledVariable *variable = data;

  g_free (variable->name);
  g_free (variable);
}

/**
 * qh_export_list_plain:
 *
 * Returns: (transfer full) (element-type QhLabelledVariable): the columns of a plain csv as qh_read_back_csv()
 *   takes them: their headers and types; nothing is missing in them but what is not there.
 */
GPtrArray *
qh_export_list_plain (const QhExportPlan *plan)
{
  GPtrArray *variables = g_ptr_array_new_with_free_func (variable_free);

  for (guint c = 0; c < plan->columns->len; c++)
    {
      const QhExportColumn *column = g_ptr_array_index (plan->columns, c);
      QhLabelledVariable *variable = g_new0 (QhLabelledVariable, 1);

      variable->name = g_strdup (column->header);
      variable->type = get_type (column);
      variable->column = column;
      g_ptr_array_add (variables, variable);
    }
  return variables;
}

static void
add_number (QhColumnSum *sum, double number)
{
  sum->n++;
  sum->sum += number;
}

static void
add_bytes (QhColumnSum *sum, gsize bytes)
{
  sum->n += bytes > 0;
  sum->sum += (double)bytes;
}

static gsize
measure (const QhExportColumn *column, guint index)
{
  return strlen (g_array_index (column->texts, QhExportText, index).text);
}

/* Of several answers the texts with what stands between them. */
static gsize
measure_list (const QhExportColumn *column, guint row)
{
  const guint16 *indices = column->source->data;
  guint32 start = column->source->offsets[row], end = column->source->offsets[row + 1];
  gsize bytes = end > start ? strlen ("; ") * (end - start - 1) : 0;

  for (guint32 i = start; i < end; i++)
    bytes += measure (column, indices[i]);
  return bytes;
}

/* A flag is a 1, a 0 or the code of why there is no answer. */
static gsize
measure_flag (const QhExportColumn *column, guint row)
{
  gint64 flag = qh_export_get_flag (column, row);

  return QH_SCAN_IS_EMPTY (flag) ? measure (column, (guint)(flag - QH_SCAN_NONE)) : 1;
}

static void
add_value (QhColumnSum *sum, const QhExportColumn *column, guint row)
{
  gint64 value = qh_frame_column_get (column->source, row);
  gboolean empty = QH_SCAN_IS_EMPTY (value);

  if (column->cell == QH_EXPORT_REASON)
    add_bytes (sum, measure (column, empty ? (guint)(value - QH_SCAN_NONE) : 0));
  else if (!empty)
    add_number (sum, column->cell == QH_EXPORT_REAL ? qh_scan_to_real (value) : (double)value);
}

static void
add_cell (QhColumnSum *sum, const QhExportColumn *column, guint position, guint row)
{
  guint32 number;

  switch (column->cell)
    {
    case QH_EXPORT_ROW_NUMBER:
      add_number (sum, position + 1.0);
      break;
    case QH_EXPORT_TEXT:
      add_bytes (sum, measure (column, qh_export_index (column->source, row)));
      break;
    case QH_EXPORT_REFERENCE:
      number = column->numbers[qh_export_index (column->source, row)];
      if (number != 0)
        add_number (sum, number);
      break;
    case QH_EXPORT_LIST:
      add_bytes (sum, measure_list (column, row));
      break;
    case QH_EXPORT_FLAG:
      add_bytes (sum, measure_flag (column, row));
      break;
    case QH_EXPORT_SERVED: /* of all their columns at once */
      break;
    default:
      add_value (sum, column, row);
    }
}

static void
add_served (const QhExportPlan *plan, QhColumnSum *sums)
{
  g_autofree guint32 *served = g_new0 (guint32, plan->n_slots + 1);

  for (guint i = 0; i < plan->n_rows && plan->n_slots > 0; i++)
    {
      qh_export_plan_count_served (plan, plan->rows[i], served);
      for (guint c = 0; c < plan->columns->len; c++)
        {
          const QhExportColumn *column = g_ptr_array_index (plan->columns, c);

          if (column->cell == QH_EXPORT_SERVED)
            add_number (&sums[c], served[column->slot]);
        }
    }
}

/**
 * qh_export_sum_columns:
 * @sums: (array): one for each column, all 0 before
 *
 * Adds up what a plain csv of these rows must hold: of numbers, dates and times their sum, of
 * texts their bytes.
 */
void
qh_export_sum_columns (const QhExportPlan *plan, QhColumnSum *sums)
{
  for (guint c = 0; c < plan->columns->len; c++)
    for (guint i = 0; i < plan->n_rows; i++)
      add_cell (&sums[c], g_ptr_array_index (plan->columns, c), i, plan->rows[i]);
  add_served (plan, sums);
}
