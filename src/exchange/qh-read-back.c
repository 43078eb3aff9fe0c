/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/qh-read-back.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <readstat.h>
#include <string.h>

#include "exchange/qh-read-ahead.h"

/* SPSS's own missing value is the least that a double can be. */
#define BELOW_NUMBERS -1e300

/* A column of numbers as it is read. */
typedef struct
{
  double sum;
  double missing_base;
} Column;

/* What is no number in it. */
typedef struct
{
  guint64 n;
  guint64 texts;
  guint64 missing[QH_N_MISSING + 1];
} Others;

typedef struct
{
  QhLabelled *labelled;
  Column *columns;
  Others *others;
  guint64 rows;
  guint n_variables;
  gboolean same_names;
} Reading;

static int
metadata_cb (readstat_metadata_t *metadata,
             void                *user_data)
{
  Reading *reading = user_data;

  reading->n_variables = (guint) readstat_get_var_count (metadata);
  return READSTAT_HANDLER_OK;
}

static int
variable_cb (int                  index,
             readstat_variable_t *stat,
             const char          *labels,
             void                *user_data)
{
  Reading *reading = user_data;
  const QhLabelledVariable *variable;

  if (index < 0 || (guint) index >= reading->labelled->variables->len)
    return READSTAT_HANDLER_ABORT;
  variable = g_ptr_array_index (reading->labelled->variables, index);
  reading->same_names = reading->same_names && g_str_equal (readstat_variable_get_name (stat), variable->name);
  return READSTAT_HANDLER_OK;
}

static inline double
number_of (const readstat_value_t *value)
{
  switch (value->type)
    {
    case READSTAT_TYPE_INT8:
      return value->v.i8_value;
    case READSTAT_TYPE_INT16:
      return value->v.i16_value;
    case READSTAT_TYPE_INT32:
      return value->v.i32_value;
    case READSTAT_TYPE_FLOAT:
      return (double) value->v.float_value;
    default:
      return value->v.double_value;
    }
}

/* What is no number: a text, nothing, or a kind of missing. */
static void
add_other (Column                 *column,
           Others                 *others,
           const readstat_value_t *value)
{
  others->n++;
  if (value->type == READSTAT_TYPE_STRING || value->type == READSTAT_TYPE_STRING_REF)
    {
      gsize length = value->v.string_value != NULL ? strlen (value->v.string_value) : 0;

      others->texts += length > 0;
      column->sum += (double) length;
    }
  else if (value->is_tagged_missing)
    others->missing[MIN ((guint) (value->tag - 'a' + 1), QH_N_MISSING)]++;
  else if (!value->is_system_missing)
    others->missing[(guint) (column->missing_base - number_of (value))]++;
}

static gboolean
is_number (const Column           *column,
           const readstat_value_t *value)
{
  double kind = column->missing_base - number_of (value);

  return value->type != READSTAT_TYPE_STRING && value->type != READSTAT_TYPE_STRING_REF && !value->is_system_missing
         && !value->is_tagged_missing && !(kind >= 1 && kind <= QH_N_MISSING);
}

/* Kept out of value_cb(), which would save registers for it in every cell, and takes
 * the value by itself, which stays in registers there. */
static G_GNUC_NO_INLINE int
add_cell (Column          *column,
          Others          *others,
          readstat_value_t value)
{
  if (is_number (column, &value))
    column->sum += number_of (&value);
  else
    add_other (column, others, &value);
  return READSTAT_HANDLER_OK;
}

/* Called for every cell, so it reads ReadStat's structures themselves, and first asks
 * for what most cells are: numbers that are above the kinds of missing, as a missing
 * one is not. That there are no more variables than there should be, variable_cb() saw. */
static int
value_cb (int                  row,
          readstat_variable_t *stat,
          readstat_value_t     value,
          void                *user_data)
{
  Reading *reading = user_data;
  Column *column = &reading->columns[stat->index];

  reading->rows = (guint64) row + 1;
  if (G_LIKELY (value.type == READSTAT_TYPE_DOUBLE && value.v.double_value >= column->missing_base))
    column->sum += value.v.double_value;
  else if (value.type == READSTAT_TYPE_INT32 && !value.is_system_missing && !value.is_tagged_missing
           && value.v.i32_value >= column->missing_base)
    column->sum += value.v.i32_value;
  else
    return add_cell (column, &reading->others[stat->index], value);
  return READSTAT_HANDLER_OK;
}

static Column *
new_columns (const QhLabelled *labelled)
{
  Column *columns = g_new0 (Column, labelled->variables->len);

  for (guint v = 0; v < labelled->variables->len; v++)
    {
      const QhLabelledVariable *variable = g_ptr_array_index (labelled->variables, v);

      columns[v].missing_base = variable->may_miss ? variable->missing_base : BELOW_NUMBERS;
    }
  return columns;
}

static void
take_sums (const Reading *reading,
           QhColumnSum   *sums)
{
  for (guint v = 0; v < reading->labelled->variables->len; v++)
    {
      const QhLabelledVariable *variable = g_ptr_array_index (reading->labelled->variables, v);
      const Others *others = &reading->others[v];

      sums[v].sum = reading->columns[v].sum;
      sums[v].n = variable->type == QH_LABELLED_TEXT ? others->texts : reading->rows - others->n;
      memcpy (sums[v].missing, others->missing, sizeof others->missing);
    }
}

static gboolean
read_file (const char       *path,
           QhLabelled       *labelled,
           QhColumnSum      *sums,
           guint64          *rows,
           GCancellable     *cancellable,
           GError          **error,
           readstat_error_t (*parse) (readstat_parser_t *parser, const char *path, void *data))
{
  g_autofree Column *columns = new_columns (labelled);
  g_autofree Others *others = g_new0 (Others, labelled->variables->len);
  Reading reading = { .labelled = labelled, .columns = columns, .others = others, .same_names = TRUE };
  readstat_parser_t *parser = readstat_parser_init ();
  QhReadAhead ahead;
  readstat_error_t failed;

  readstat_set_metadata_handler (parser, metadata_cb);
  readstat_set_variable_handler (parser, variable_cb);
  readstat_set_value_handler (parser, value_cb);
  qh_read_ahead_attach (&ahead, parser, cancellable);
  failed = parse (parser, path, &reading);
  readstat_parser_free (parser);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  *rows = reading.rows;
  take_sums (&reading, sums);
  if (failed == READSTAT_OK && reading.same_names && reading.n_variables == labelled->variables->len)
    return TRUE;
  g_set_error (error, QH_ERROR, QH_ERROR_FAILED, _("The file that was written could not be read back (%s), so it was not kept. Export again, or in another format."),
               failed != READSTAT_OK ? readstat_error_message (failed) : _("its variables differ"));
  return FALSE;
}

/**
 * qh_read_back_sav:
 *
 * Reads a file of SPSS, compressed or not.
 */
gboolean
qh_read_back_sav (const char   *path,
                  QhLabelled   *labelled,
                  QhColumnSum  *sums,
                  guint64      *rows,
                  GCancellable *cancellable,
                  GError      **error)
{
  return read_file (path, labelled, sums, rows, cancellable, error, readstat_parse_sav);
}

/**
 * qh_read_back_dta:
 *
 * Reads a file of Stata.
 */
gboolean
qh_read_back_dta (const char   *path,
                  QhLabelled   *labelled,
                  QhColumnSum  *sums,
                  guint64      *rows,
                  GCancellable *cancellable,
                  GError      **error)
{
  return read_file (path, labelled, sums, rows, cancellable, error, readstat_parse_dta);
}

static gboolean
is_same (const QhColumnSum *a,
         const QhColumnSum *b)
{
  return a->n == b->n && a->sum == b->sum && memcmp (a->missing, b->missing, sizeof a->missing) == 0;
}

/**
 * qh_column_sum_add:
 * @n: how many rows of @block
 *
 * Adds what is being written, as the file will hold it.
 */
void
qh_column_sum_add (QhColumnSum              *self,
                   const QhLabelledVariable *variable,
                   const QhLabelledBlock    *block,
                   guint                     n)
{
  gboolean is_text = variable->type == QH_LABELLED_TEXT;

  for (guint i = 0; i < n; i++)
    if (block->kinds[i] == 0)
      {
        self->n++;
        self->sum += is_text ? (double) strlen (qh_labelled_block_get_text (block, i)) : block->numbers[i];
      }
    else if (block->kinds[i] != QH_LABELLED_EMPTY)
      self->missing[block->kinds[i]]++;
}

/**
 * qh_read_back_rows:
 *
 * Returns: whether as many rows were read back as were written.
 */
gboolean
qh_read_back_rows (guint64  written,
                   guint64  found,
                   GError **error)
{
  if (written == found)
    return TRUE;
  g_set_error (error, QH_ERROR, QH_ERROR_FAILED,
               _("Of %'" PRIu64 " rows that were written %'" PRIu64 " were read back, so the file was not kept. Export again."), written, found);
  return FALSE;
}

/**
 * qh_read_back_set_column:
 *
 * Says that a column does not read back.
 */
void
qh_read_back_set_column (const char *name,
                         GError    **error)
{
  g_set_error (error, QH_ERROR, QH_ERROR_FAILED,
               _("The column “%s” does not read back as it was written, so the file was not kept. Export in another format."), name);
}

/**
 * qh_read_back_check:
 * @sums: (array): of the columns as they were written
 * @rows: as they were written
 * @error: %QH_ERROR_FAILED names the first column that differs
 *
 * Reads a file back and compares its rows and the sum of each column, added in
 * the same order, with what was written.
 *
 * Returns: whether the file holds what was written.
 */
gboolean
qh_read_back_check (QhReadBack         read,
                    const char        *path,
                    QhLabelled        *labelled,
                    const QhColumnSum *sums,
                    guint64            rows,
                    GCancellable      *cancellable,
                    GError           **error)
{
  guint n = labelled->variables->len;
  g_autofree QhColumnSum *found = g_new0 (QhColumnSum, n);
  guint64 rows_found = 0;

  if (!read (path, labelled, found, &rows_found, cancellable, error))
    return FALSE;
  if (!qh_read_back_rows (rows, rows_found, error))
    return FALSE;
  for (guint v = 0; v < n; v++)
    if (!is_same (&sums[v], &found[v]))
      {
        qh_read_back_set_column (((QhLabelledVariable *) g_ptr_array_index (labelled->variables, v))->name, error);
        return FALSE;
      }
  return TRUE;
}
